import type { Hono } from 'hono';
import type { Breaker } from '../core/breaker.ts';
import type { Config } from '../core/config.ts';
import type { Database } from '../core/db/client.ts';
import type { EventBus } from '../core/events/types.ts';
import type { RateLimitStore } from '../core/limits/types.ts';
import type { Logger } from '../core/logger.ts';
import type { Metrics } from '../core/metrics.ts';
import type { Queues } from '../core/queues.ts';
import type { SearchFilterInput, SearchOutcome } from '../core/search/types.ts';
import type { ObjectStore } from '../core/storage/types.ts';
import type { ApiKeyService } from '../core/tenant/api-key.service.ts';
import type { Caller } from '../core/tenant/caller.ts';
import type { Viewer } from '../core/tenant/viewer.ts';
import type { WatchlistService } from '../core/tenant/watchlist.service.ts';

/** Everything that the API stands on. core/app.ts fills it; tests fill what they use. */
export interface ServerDeps {
  readonly config: Config;
  readonly logger: Logger;
  readonly database: Database;
  readonly events: EventBus;
  readonly objects: ObjectStore;
  readonly limits: RateLimitStore;
  readonly queues: Queues;
  readonly keys: ApiKeyService;
  /** The embedded owner (`ensureLocalOwner`) where the config says `localOwner`; null anywhere else. */
  readonly localOwner: Viewer | null;
  readonly watchlists: WatchlistService;
  readonly search: Search;
  readonly answers: Answers;
  readonly standingQuestions: StandingQuestions;
  readonly privateDocuments: PrivateDocuments;
  readonly ingest: Ingest;
  readonly metrics: Metrics;
  /** Whether EDGAR is being called at the moment; shown as degraded while it is not. */
  readonly edgarBreaker?: Pick<Breaker, 'status'>;
  /** Further routes, such as the one that takes uploads under a signed URL. */
  readonly routes?: readonly Hono[];
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

export interface StandingQuestions {
  create(caller: Caller, input: { question: string; watchlistId: string }): Promise<{ id: string }>;
  delete(caller: Caller, id: string): Promise<void>;
}

export interface PrivateDocuments {
  createUpload(
    caller: Caller,
    input: { name: string; mediaType: string; sizeBytes: number },
  ): Promise<{ documentId: string; path: string; expiresAt: Date; maxBytes: number }>;
  delete(caller: Caller, id: string): Promise<void>;
}

export interface Ingest {
  /** Writes the run and returns at once. @throws {ValidationError} BAD_USER_INPUT; {TransportError} QUEUE_UNAVAILABLE, EDGAR_UNAVAILABLE */
  request(caller: Caller, input: { tickers: string[]; forms?: string[]; limit?: number }): Promise<{ runId: string }>;
}

export type { Caller };
