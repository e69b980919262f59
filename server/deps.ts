import type { Cache } from '../core/cache/types.ts';
import type { Config } from '../core/config.ts';
import type { Database } from '../core/db/client.ts';
import type { EventBus } from '../core/events/types.ts';
import type { RateLimitStore } from '../core/limits/types.ts';
import type { Logger } from '../core/logger.ts';
import type { Metrics } from '../core/metrics.ts';
import type { SearchFilterInput, SearchOutcome } from '../core/search/types.ts';
import type { ObjectStore } from '../core/storage/types.ts';
import type { Caller } from '../core/tenant/caller.ts';
import type { Viewer } from '../core/tenant/viewer.ts';
import type { Role } from '../generated/prisma/client.ts';

/** Everything that the API stands on. core/app.ts fills it; tests fill what they use. */
export interface ServerDeps {
  readonly config: Config;
  readonly logger: Logger;
  readonly database: Database;
  readonly events: EventBus;
  readonly objects: ObjectStore;
  readonly limits: RateLimitStore;
  readonly cache: Cache;
  readonly identity: Identity;
  readonly keys: ApiKeys;
  readonly watchlists: Watchlists;
  readonly search: Search;
  readonly answers: Answers;
  readonly standingQuestions: StandingQuestions;
  readonly privateDocuments: PrivateDocuments;
  readonly ingest: Ingest;
  readonly metrics: Metrics;
}

/** Authorization header or init payload to a viewer. */
export interface Identity {
  /**
   * Null without a token. `expiresAt`: when it stops being good.
   * @throws {AccessError} UNAUTHENTICATED for a token that is wrong, expired, revoked or of a disabled user
   */
  authenticate(token: string): Promise<{ viewer: Viewer; expiresAt: Date | null }>;
  /** The embedded owner on loopback; null anywhere else. */
  localOwner(): Promise<Viewer | null>;
}

export interface NewApiKey {
  id: string;
  /** The whole key: shown once, kept nowhere. */
  secret: string;
}

export interface ApiKeys {
  create(caller: Caller, input: { name: string; role: Role; days?: number }): Promise<NewApiKey>;
  /** A new secret under the same name and role; the old key goes on for a while. @throws {NotFoundError} */
  rotate(caller: Caller, id: string): Promise<NewApiKey>;
  /** @throws {NotFoundError} */
  revoke(caller: Caller, id: string): Promise<void>;
}

export interface Watchlists {
  create(caller: Caller, input: { name: string; tickers?: string[] }): Promise<{ id: string }>;
  rename(caller: Caller, id: string, name: string): Promise<void>;
  delete(caller: Caller, id: string): Promise<void>;
  add(caller: Caller, id: string, tickers: string[]): Promise<void>;
  remove(caller: Caller, id: string, tickers: string[]): Promise<void>;
}

export interface Search {
  search(input: {
    query: string;
    filter?: SearchFilterInput;
    first: number;
    tenantId?: string;
    signal?: AbortSignal;
  }): Promise<SearchOutcome>;
}

export interface AskRequest {
  question: string;
  tickers?: string[];
  accessionNumbers?: string[];
  watchlistId?: string;
  followsQuestionId?: string;
  asOf?: Date;
  idempotencyKey?: string;
}

export interface Answers {
  /** Writes the question and returns at once. @throws {ValidationError} BAD_USER_INPUT, IDEMPOTENCY_KEY_REUSED; {NotFoundError} */
  ask(caller: Caller, input: AskRequest): Promise<{ questionId: string }>;
  /** @throws {NotFoundError} */
  cancel(caller: Caller, questionId: string): Promise<void>;
}

export interface StandingQuestion {
  id: string;
  text: string;
  watchlistId: string;
  createdAt: Date;
  /** The question that holds its newest answer. */
  lastQuestionId?: string;
  lastChangedAt?: Date;
}

export interface StandingQuestions {
  create(caller: Caller, input: { question: string; watchlistId: string }): Promise<{ id: string }>;
  delete(caller: Caller, id: string): Promise<void>;
  list(viewer: Viewer): Promise<StandingQuestion[]>;
}

export interface PrivateDocument {
  id: string;
  name: string;
  mediaType: string;
  sizeBytes: number | null;
  /** PENDING until the bytes have come, READING, READY, FAILED. */
  status: 'PENDING' | 'READING' | 'READY' | 'FAILED';
  error: string | null;
  createdAt: Date;
}

export interface PrivateDocuments {
  createUpload(
    caller: Caller,
    input: { name: string; mediaType: string; sizeBytes: number },
  ): Promise<{ documentId: string; path: string; expiresAt: Date; maxBytes: number }>;
  find(viewer: Viewer, ids: readonly string[]): Promise<PrivateDocument[]>;
  list(viewer: Viewer): Promise<PrivateDocument[]>;
  delete(caller: Caller, id: string): Promise<void>;
  /** Passages of the tenant's own documents, as search hits name them. */
  chunks(viewer: Viewer, ids: readonly bigint[]): Promise<PassageRow[]>;
}

export interface PassageRow {
  id: bigint;
  text: string;
  documentName: string;
  charStart: number;
  charEnd: number;
}

export interface Ingest {
  /** Writes the run and returns at once. @throws {ValidationError} BAD_USER_INPUT; {TransportError} QUEUE_UNAVAILABLE, EDGAR_UNAVAILABLE */
  request(caller: Caller, input: { tickers: string[]; forms?: string[]; limit?: number }): Promise<{ runId: string }>;
}

export type { Caller };
