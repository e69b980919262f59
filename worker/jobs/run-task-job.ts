import { errorMessage } from '../../core/errors.ts';
import { backfillCompany, checkDailyIndexes, pollCompanies, readFeed } from '../../core/pipeline/discovery.ts';
import { expandIngestRun, failIngestRun } from '../../core/pipeline/ingest-run.service.ts';
import { acquireTask, failTask, finishTask, renewTask, type TaskLease, taskPayloads } from '../../core/pipeline/task.ts';
import { type JobOutcome, type QueueJob, taskJobSchema } from '../../core/queues.ts';
import { defineWorker } from '../define-worker.ts';
import type { WorkerContext } from '../worker-context.ts';

/** A task that hangs gives up; 500 companies at the SEC's pace take two minutes. */
const taskDeadlineMs = 15 * 60_000;
const renewEveryMs = 3_000;

/** Runs the tasks of `pipeline_task` and the repeating jobs that look for new filings. */
export function createTaskProcessor(worker: WorkerContext): (job: QueueJob) => Promise<JobOutcome> {
  const discovery = { ...worker, ...worker.settings, nudge: worker.relay.nudge };
  const repeating: Record<string, (signal: AbortSignal) => Promise<unknown>> = {
    'poll-companies': (signal) => pollCompanies(discovery, signal),
    'read-feed': async (signal) => {
      if ((await readFeed(discovery, signal)) > 0) await pollCompanies(discovery, signal);
    },
    'check-daily-indexes': (signal) => checkDailyIndexes(discovery, signal),
  };
  const run = async (task: TaskLease, signal: AbortSignal) => {
    if (task.name === 'expand-ingest-run') await expandIngestRun(discovery, taskPayloads[task.name].parse(task.payload), signal);
    else await backfillCompany(discovery, taskPayloads[task.name].parse(task.payload), signal);
  };

  return defineWorker(taskJobSchema, worker.logger, async ({ taskId }, job, jobLogger) => {
    const logger = jobLogger();
    const signal = AbortSignal.any([worker.shutdown, AbortSignal.timeout(taskDeadlineMs)]);
    const repeat = repeating[job.name];
    if (repeat) {
      // Nothing is lost: it comes again with the next beat.
      await repeat(signal).catch((error: unknown) => logger.warn({ reason: errorMessage(error) }, 'a look for new filings failed'));
      return { kind: 'done' };
    }
    const task = taskId ? await acquireTask(worker.database, taskId) : null;
    if (!task) return { kind: 'done' };
    const renewing = setInterval(() => {
      renewTask(worker.database, task).catch((error: unknown) =>
        logger.debug({ taskId, reason: errorMessage(error) }, 'a task was not renewed'),
      );
    }, renewEveryMs);
    try {
      await run(task, signal);
      await finishTask(worker.database, task);
      return { kind: 'done' };
    } catch (error) {
      const inMs = await failTask(worker.database, task, error);
      logger.warn({ taskId, reason: errorMessage(error), inMs }, 'a task failed');
      if (inMs !== null) return { kind: 'later', inMs };
      if (task.name === 'expand-ingest-run') await failIngestRun(worker.database, taskPayloads[task.name].parse(task.payload), error);
      return { kind: 'failed', reason: errorMessage(error) };
    } finally {
      clearInterval(renewing);
    }
  });
}
