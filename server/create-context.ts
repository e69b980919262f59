import { tenantClient } from '../core/db/tenancy.ts';
import type { Viewer } from '../core/tenant/viewer.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import { type Context, type Services, viewerOf } from './context.ts';
import type { ServerDeps } from './deps.ts';
import { createLoaders, type TextStore } from './text-loaders.ts';

export interface ContextInput {
  requestId: string;
  viewer: Viewer | null;
  expiresAt: Date | null;
  deps: ServerDeps;
  services: Services;
  texts: TextStore;
  /** Of the client's connection. */
  signal?: AbortSignal;
}

export function createContext({ requestId, viewer, expiresAt, deps, services, texts, signal }: ContextInput): Context {
  const controller = new AbortController();
  // Not by a listener: a socket's signal outlives its operations.
  const ended = signal ? AbortSignal.any([signal, controller.signal]) : controller.signal;
  let client: PrismaClient | undefined;
  const db = () => {
    client ??= tenantClient(deps.database, viewerOf({ viewer }).tenantId);
    return client;
  };
  return {
    requestId,
    viewer,
    expiresAt,
    deps,
    services,
    loaders: createLoaders(texts, db),
    signal: ended,
    abort: (reason) => controller.abort(reason),
    get db() {
      return db();
    },
  };
}
