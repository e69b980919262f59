import type { Stage } from '../../generated/prisma/client.ts';
import type { Tx } from '../db/tenancy.ts';
import type { Logger } from '../logger.ts';

/**
 * One step of a filing's journey. `prepare` does the slow work outside any transaction and may run twice; `commit` writes its result
 * inside the transaction that also writes the status change, the event and the next stage, guarded by the lease's fencing token.
 */
export interface StageHandler<Prepared = unknown> {
  readonly stage: Stage;
  /** Of the code that computes the result: a filing is done again when it rises. */
  readonly version: number;
  prepare(context: StageContext): Promise<Prepared>;
  /** Upserts or delete-and-insert only: the same result twice leaves the same rows. */
  commit(tx: Tx, prepared: Prepared, context: StageContext): Promise<void>;
}

export interface StageContext {
  readonly accessionNumber: string;
  readonly runId: string;
  readonly requestId?: string;
  readonly attempt: number;
  /** Aborts at the stage's deadline and when the lease is lost. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
}
