import type { Database } from '../core/db/client.ts';
import type { EdgarClient } from '../core/edgar/types.ts';
import type { EventBus } from '../core/events/types.ts';
import type { Logger } from '../core/logger.ts';
import type { Metrics } from '../core/metrics.ts';
import type { Relay } from '../core/pipeline/outbox.ts';
import type { StageKey } from '../core/pipeline/stages.ts';
import type { StageHandler } from '../core/pipeline/types.ts';
import type { Queues } from '../core/queues.ts';

export interface WorkerSettings {
  concurrency: { ingest: number; analyse: number; index: number };
  pollIntervalMs: number;
  maxRps: number;
  ownEdgar: boolean;
  depthSlow: number;
  /** Between two looks of the reconciler, over all processes; 15 s. */
  reconcileEveryMs?: number;
  /** Whether this process polls EDGAR; so unless told. */
  discovers?: boolean;
}

export interface WorkerDeps {
  database: Database;
  queues: Queues;
  events: EventBus;
  edgar: EdgarClient;
  handlers: readonly StageHandler[];
  /** For the lane of large filings, so that none of them holds what the others need (a parser thread); `handlers` unless told. */
  giantHandlers?: readonly StageHandler[];
  settings: WorkerSettings;
  metrics: Metrics;
  logger: Logger;
  /** Called at each step of a stage, by tests that crash there. */
  onStep?: (step: string, key: StageKey) => Promise<void> | void;
  /** Called by the relay between the queue and the mark, by tests that crash there. */
  onEnqueued?: () => Promise<void> | void;
  /** Lease of a stage in milliseconds; 10,000. */
  leaseMs?: number;
}

/** What processors share. */
export interface WorkerContext extends WorkerDeps {
  readonly owner: string;
  /** Aborts when the grace of a stop is over. */
  readonly shutdown: AbortSignal;
  readonly relay: Relay;
}
