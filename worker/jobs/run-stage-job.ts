import { runStage } from '../../core/pipeline/run-stage.ts';
import { stageOrder } from '../../core/pipeline/stages.ts';
import type { StageHandler } from '../../core/pipeline/types.ts';
import { adoptVersion } from '../../core/pipeline/version.ts';
import { type JobOutcome, type QueueJob, stageJobSchema } from '../../core/queues.ts';
import { defineWorker } from '../define-worker.ts';
import type { WorkerContext } from '../worker-context.ts';

/** While an older process meets a newer version's job it leaves it to a newer process. */
const otherVersionMs = 5_000;

/** Runs whichever stage the job names: one processor serves the three stage queues and the lane of large filings. */
export function createStageProcessor(worker: WorkerContext, of = worker.handlers): (job: QueueJob) => Promise<JobOutcome> {
  const handlers = new Map(of.map((handler): [string, StageHandler] => [handler.stage, handler]));
  return defineWorker(stageJobSchema, worker.logger, async (job, _, jobLogger) => {
    const handler = handlers.get(job.stage);
    if (!handler || job.version > handler.version) return { kind: 'later', inMs: otherVersionMs };
    const key = { accessionNumber: job.accessionNumber, stage: job.stage, version: handler.version };
    if (job.version < handler.version) {
      const adopted = await adoptVersion(worker.database, { ...key, version: job.version }, handler.version);
      if (adopted.kind !== 'adopted') return adopted.kind === 'later' ? adopted : { kind: 'done' };
    }
    const outcome = await runStage(key, handler, {
      database: worker.database,
      logger: jobLogger(),
      metrics: worker.metrics,
      owner: worker.owner,
      nextVersion: handlers.get(stageOrder[stageOrder.indexOf(job.stage) + 1] ?? '')?.version,
      shutdown: worker.shutdown,
      leaseMs: worker.leaseMs,
      onStep: worker.onStep && ((step) => worker.onStep?.(`${job.stage.toLowerCase()}.${step}`, key)),
    });
    worker.relay.nudge();
    if (outcome.kind === 'dead') return { kind: 'failed', reason: outcome.reason };
    return outcome.kind === 'later' ? outcome : { kind: 'done' };
  });
}
