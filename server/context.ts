import type DataLoader from 'dataloader';
import { AccessError } from '../core/errors.ts';
import type { Viewer } from '../core/tenant/viewer.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import type { Identity } from './auth/identity.ts';
import type { Leases } from './auth/leases.ts';
import type { Caller, ServerDeps } from './deps.ts';
import type { AnswerFeed } from './subscriptions/answer-feed.ts';
import type { FilingFeed } from './subscriptions/filing-feed.ts';
import type { UploadFeed } from './subscriptions/upload-feed.ts';

export interface Loaders {
  /** Normalised text by its hash. */
  text: DataLoader<string, string>;
  documentText: DataLoader<{ accessionNumber: string; documentName: string }, string, string>;
  /** When a filing was last analysed; null before. */
  analysedAt: DataLoader<string, Date | null>;
}

/** What lives as long as the server and is shared by all requests. */
export interface Services {
  readonly filingFeed: FilingFeed;
  readonly answerFeed: AnswerFeed;
  readonly uploadFeed: UploadFeed;
  readonly identity: Identity;
  readonly leases: Leases;
}

/** One a request; one an operation on a WebSocket. */
export interface Context {
  readonly requestId: string;
  readonly viewer: Viewer | null;
  readonly deps: ServerDeps;
  readonly services: Services;
  /** Reads of the viewer's tenant and of public data. @throws {AccessError} UNAUTHENTICATED without a viewer */
  readonly db: PrismaClient;
  readonly loaders: Loaders;
  /** Aborts when the client goes away, the operation is late or access is revoked. */
  readonly signal: AbortSignal;
  abort(reason: Error): void;
  /** When the token stops being good; null for one that does not. */
  readonly expiresAt: Date | null;
  /** Set on HTTP only. */
  readonly request?: Request;
}

/** @throws {AccessError} UNAUTHENTICATED */
export function viewerOf({ viewer }: Pick<Context, 'viewer'>): Viewer {
  if (!viewer) throw new AccessError('UNAUTHENTICATED', 'Sign in, or send an API key as "Authorization: Bearer <key>"');
  return viewer;
}

export const callerOf = (context: Pick<Context, 'viewer' | 'requestId'>): Caller & { requestId: string } => ({
  viewer: viewerOf(context),
  requestId: context.requestId,
});
