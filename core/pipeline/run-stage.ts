import { SpanStatusCode, trace } from '@opentelemetry/api';
import type { Database } from '../db/client.ts';
import { errorMessage } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import { classifyFailure, DeadlineError, LeaseLostError } from './failure.ts';
import { maxAttempts } from './retry.ts';
import { acquireStage, buryStalled, commitStage, failStage, type Lease, releaseStage, renewStage } from './stage.ts';
import { type StageKey, stageDeadlineMs } from './stages.ts';
import type { StageHandler } from './types.ts';

export interface RunStageDeps {
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Names this process in the lease. */
  readonly owner: string;
  /** Version of the stage that follows, by the code that runs here. */
  readonly nextVersion?: number;
  /** Aborts when the process is told to stop and its grace is over: the lease is handed back. */
  readonly shutdown: AbortSignal;
  readonly leaseMs?: number;
  readonly deadlineMs?: number;
  readonly random?: () => number;
  /** Called at each step of a run, by tests that crash there. */
  readonly onStep?: (step: 'leased' | 'prepared' | 'committed') => Promise<void> | void;
}

export type StageOutcome =
  | { kind: 'done' }
  /** Nothing to do, or another worker's. */
  | { kind: 'skipped'; reason: string }
  | { kind: 'later'; inMs: number }
  | { kind: 'dead'; reason: string };

const defaultLeaseMs = 10_000;
const tracer = trace.getTracer('gravity');

/**
 * Runs one stage of one filing under a lease: prepare outside any transaction, commit in one. Never throws for what the work does;
 * it throws only when the database cannot be asked, and then the job comes again.
 */
export async function runStage(key: StageKey, handler: StageHandler, deps: RunStageDeps): Promise<StageOutcome> {
  const { database, metrics } = deps;
  const acquired = await acquireStage(database, key, deps.owner, deps.leaseMs ?? defaultLeaseMs);
  if (acquired.kind === 'later') return acquired;
  if (acquired.kind === 'closed') return { kind: 'skipped', reason: acquired.state.toLowerCase() };
  const { lease } = acquired;
  if (lease.attempt > maxAttempts) return buryExhausted(lease, deps);

  const attributes = { accession: key.accessionNumber, attempt: lease.attempt, 'request.id': lease.requestId ?? '' };
  return tracer.startActiveSpan(`stage ${key.stage.toLowerCase()}`, { attributes }, async (span) => {
    const end = metrics.stageSeconds.startTimer({ stage: key.stage });
    const outcome = await runLeased(lease, handler, deps);
    end();
    metrics.stageRuns.inc({ stage: key.stage, outcome: outcome.kind });
    if (outcome.kind === 'dead') span.setStatus({ code: SpanStatusCode.ERROR, message: outcome.reason });
    span.end();
    return outcome;
  });
}

async function runLeased(lease: Lease, handler: StageHandler, deps: RunStageDeps): Promise<StageOutcome> {
  const { database, metrics } = deps;
  const { accessionNumber, stage, version, requestId } = lease;
  const logger = deps.logger.child({ accessionNumber, stage, attempt: lease.attempt, runId: lease.runId, requestId });
  const run = new AbortController();
  const deadlineMs = deps.deadlineMs ?? stageDeadlineMs[stage];
  const deadline = setTimeout(
    () => run.abort(new DeadlineError(deadlineCode[stage], `${stage} did not end within ${Math.round(deadlineMs / 1000)} s`)),
    deadlineMs,
  );
  const stop = () => run.abort(shutdownReason);
  deps.shutdown.addEventListener('abort', stop, { once: true });
  if (deps.shutdown.aborted) stop();
  const renewing = keepLease(lease, deps, run);
  try {
    await deps.onStep?.('leased');
    const context = { accessionNumber, runId: lease.runId, requestId, attempt: lease.attempt, signal: run.signal, logger };
    const prepared = await unlessAborted(run.signal, () => handler.prepare(context));
    await deps.onStep?.('prepared');
    run.signal.throwIfAborted();
    await commitStage(database, lease, (tx) => handler.commit(tx, prepared, context), { nextVersion: deps.nextVersion });
    await deps.onStep?.('committed');
    logger.debug({ version }, 'stage done');
    return { kind: 'done' };
  } catch (error) {
    return await settle(error, lease, logger, deps, metrics);
  } finally {
    clearTimeout(deadline);
    clearInterval(renewing);
    deps.shutdown.removeEventListener('abort', stop);
    run.abort(); // whatever the handler left running
  }
}

async function settle(error: unknown, lease: Lease, logger: Logger, deps: RunStageDeps, metrics: Metrics): Promise<StageOutcome> {
  const { stage } = lease;
  const lost = (): StageOutcome => {
    metrics.staleCommits.inc({ stage });
    logger.warn('the lease was lost; what was prepared is dropped');
    return { kind: 'skipped', reason: 'lease lost' };
  };
  if (error instanceof LeaseLostError) return lost();
  if (error === shutdownReason) {
    const released = await releaseStage(deps.database, lease);
    logger.info({ released }, 'stopped; the lease was handed back');
    return { kind: 'later', inMs: 0 };
  }
  const failure = classifyFailure(error);
  try {
    const failed = await failStage(deps.database, lease, failure, (deps.random ?? Math.random)());
    if (failed.kind === 'retry') {
      logger.warn({ code: failure.code, reason: failure.reason, inMs: failed.inMs }, 'stage failed, to be tried again');
      return { kind: 'later', inMs: failed.inMs };
    }
    metrics.deadLetters.inc({ stage, code: failure.code });
    const unexpected = failure.errorClass === 'INTERNAL' ? { err: error } : {};
    logger.error({ code: failure.code, reason: failure.reason, ...unexpected }, 'stage failed for good: dead letter');
    return { kind: 'dead', reason: `${failure.code}: ${failure.reason}` };
  } catch (second) {
    if (second instanceof LeaseLostError) return lost();
    throw second;
  }
}

/** A lease that ran out with its last attempt spent: whoever held it was killed each time. */
async function buryExhausted(lease: Lease, { database, metrics, logger }: RunStageDeps): Promise<StageOutcome> {
  const reason = `The worker stopped in each of ${maxAttempts} attempts`;
  await releaseStage(database, lease);
  if (await buryStalled(database, lease, reason)) {
    metrics.deadLetters.inc({ stage: lease.stage, code: 'STALLED' });
    logger.error({ accessionNumber: lease.accessionNumber, stage: lease.stage }, reason);
  }
  return { kind: 'dead', reason: `STALLED: ${reason}` };
}

/** Renews at a third of the lease. A database that does not answer is no loss: the token still guards the commit. */
function keepLease(lease: Lease, { database, logger, leaseMs = defaultLeaseMs }: RunStageDeps, run: AbortController): NodeJS.Timeout {
  return setInterval(async () => {
    try {
      if (!(await renewStage(database, lease, leaseMs))) run.abort(new LeaseLostError(lease.accessionNumber));
    } catch (error) {
      logger.debug({ accessionNumber: lease.accessionNumber, reason: errorMessage(error) }, 'the lease could not be renewed');
    }
  }, leaseMs / 3);
}

/** Waits for the work or for the abort, whichever comes first: a handler that ignores its signal is left behind. */
async function unlessAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
  });
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work(), aborted]);
  } catch (error) {
    // A handler that heeds the signal throws an AbortError of its own: the reason says more.
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

const shutdownReason = new Error('the process is stopping');
const deadlineCode = { INGEST: 'FETCH_TIMEOUT', ANALYSE: 'PARSE_TIMEOUT', INDEX: 'STALLED' } as const;
