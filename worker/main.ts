import { setMaxListeners } from 'node:events';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorMessage } from '../core/errors.ts';
import type { QueueName, QueueWorker } from '../core/queues.ts';
import { createStageProcessor } from './jobs/run-stage-job.ts';
import { createTaskProcessor } from './jobs/run-task-job.ts';
import { startReconciler } from './reconcile.ts';
import { relayOutbox } from './relay-outbox.ts';
import { schedule } from './schedule.ts';
import type { WorkerDeps } from './worker-context.ts';

export type { WorkerDeps, WorkerSettings } from './worker-context.ts';

export interface Workers {
  /** Wakes the relay of this process: something was committed. */
  nudge(): void;
  isRunning(): boolean;
  /**
   * Takes no more jobs, lets running ones end for `graceMs`, then hands their leases back. What was given in `deps` stays open and is the
   * caller's to close.
   */
  close(): Promise<void>;
}

const defaultGraceMs = 20_000;

/** Starts every processor, the relay and the reconciler in this process. Redis or PostgreSQL may be down: work waits for them. */
export async function startWorkers(deps: WorkerDeps, { graceMs = defaultGraceMs } = {}): Promise<Workers> {
  const { queues, settings, logger } = deps;
  const shutdown = new AbortController();
  // Each running stage listens to it.
  setMaxListeners(0, shutdown.signal);
  const relay = relayOutbox(deps);
  const context = { ...deps, relay, owner: `${hostname()}/${process.pid}`, shutdown: shutdown.signal };
  const runStage = createStageProcessor(context);
  const concurrency: Record<QueueName, number> = { ...settings.concurrency, giant: 1, tasks: 4 };
  const start = (name: QueueName, process: typeof runStage): QueueWorker =>
    queues.createWorker(name, process, { concurrency: concurrency[name] });
  const workers = [
    start('ingest', runStage),
    start('analyse', runStage),
    start('index', runStage),
    start('giant', createStageProcessor(context, deps.giantHandlers)),
    start('tasks', createTaskProcessor(context)),
  ];
  const reconciler = startReconciler(deps);
  await schedule(deps).catch((error: unknown) => logger.warn({ reason: errorMessage(error) }, 'the queue is down; schedules wait'));

  let closing: Promise<void> | undefined;
  const drain = async () => {
    const ended = Promise.all(workers.map((worker) => worker.close()));
    const drained = await Promise.race([ended.then(() => true), sleep(graceMs, false, { ref: false })]);
    if (!drained) {
      logger.warn('jobs are still running; their leases are handed back');
      shutdown.abort();
      await Promise.race([ended, sleep(3_000, undefined, { ref: false })]);
      await Promise.race([Promise.all(workers.map((worker) => worker.close(true))), sleep(1_000, undefined, { ref: false })]);
    }
    await reconciler.close();
    await relay.close();
  };
  return {
    nudge: relay.nudge,
    isRunning: () => closing === undefined && workers.every((worker) => worker.isRunning()),
    close: () => {
      closing ??= drain();
      return closing;
    },
  };
}
