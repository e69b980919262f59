import { randomUUID } from 'node:crypto';
import type { Database } from '../db/client.ts';
import { transaction } from '../db/tenancy.ts';
import { errorMessage } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import { type QueueName, type Queues, type StageJob, stageJobSchema } from '../queues.ts';
import { allOpenStages } from './outbox.ts';
import { maxAttempts } from './retry.ts';
import { buryStalled, reopenStage } from './stage.ts';
import type { StageKey } from './stages.ts';
import { stageOrder } from './stages.ts';
import { dueTasks, taskJobId } from './task.ts';
import type { StageHandler } from './types.ts';

export interface ReconcileDeps {
  readonly database: Database;
  readonly queues: Queues;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

export interface Reconciled {
  /** Stage rows whose job was put into the queue (again). */
  requeued: number;
  /** Stages that ended as STALLED. */
  buried: number;
  /** Jobs of the failed set that had no dead letter, or one that was replayed. */
  swept: number;
  tasks: number;
}

const stageQueues: readonly QueueName[] = ['ingest', 'analyse', 'index', 'giant'];
/** Rows younger than this are the relay's to send. */
const graceMs = 5_000;

/**
 * Makes the queue agree with PostgreSQL, which knows best: leases that ran out, stages that wait without a job (Redis was flushed, or
 * restored from an older file), jobs that the queue gave up on without our processor seeing it, tasks that nobody was told of.
 * Job ids repeat, so that adding what is there already changes nothing.
 * @param everything adds every open row whatever the counts say
 */
export async function reconcile(deps: ReconcileDeps, { everything = false } = {}): Promise<Reconciled> {
  const result: Reconciled = { requeued: 0, buried: 0, swept: 0, tasks: 0 };
  result.buried = await buryExhausted(deps);
  result.swept = await sweepFailed(deps);
  if (everything || result.swept > 0 || (await isMissingJobs(deps)))
    for await (const entries of allOpenStages(deps.database, graceMs)) {
      await deps.queues.addStages(entries);
      result.requeued += entries.length;
    }
  for (const task of await dueTasks(deps.database, graceMs)) {
    await deps.queues.addTask(task.name, { taskId: task.id, requestId: task.requestId }, { id: taskJobId(task.id) });
    result.tasks += 1;
  }
  await measureDepth(deps);
  for (const [kind, count] of Object.entries(result)) if (count > 0) deps.metrics.reconciled.inc({ kind }, count);
  if (Object.values(result).some((count) => count > 0)) deps.logger.info(result, 'reconciled');
  return result;
}

/** Counts alone, so that a full queue is not read: jobs of closed rows may hide a missing one, but only until they have run. */
async function isMissingJobs({ database, queues }: ReconcileDeps): Promise<boolean> {
  const { rows } = await database.pool.query<{ open: number }>(
    `select count(*)::int as open from filing_stage
      where created_at < now() - $1 * interval '1 millisecond'
        and (state = 'PENDING' or (state = 'RUNNING' and lease_expires_at < now()))`,
    [graceMs],
  );
  const open = rows[0]?.open ?? 0;
  if (open === 0) return false;
  const counts = await Promise.all(stageQueues.map((name) => queues.counts(name)));
  return counts.reduce((sum, { waiting, active, delayed }) => sum + waiting + active + delayed, 0) < open;
}

async function buryExhausted({ database, metrics, logger }: ReconcileDeps): Promise<number> {
  const { rows } = await database.pool.query<{ accession_number: string; stage: StageKey['stage']; version: number }>(
    `select accession_number, stage, version from filing_stage
      where state = 'RUNNING' and lease_expires_at < now() - interval '5 seconds' and attempts >= $1 limit 100`,
    [maxAttempts],
  );
  let buried = 0;
  for (const row of rows) {
    const key = { accessionNumber: row.accession_number, stage: row.stage, version: row.version };
    if (!(await buryStalled(database, key, `The worker stopped in each of ${maxAttempts} attempts`))) continue;
    buried += 1;
    metrics.deadLetters.inc({ stage: key.stage, code: 'STALLED' });
    logger.error(key, 'stage stalled for the last time: dead letter');
  }
  return buried;
}

/**
 * The failed set mirrors the dead letters. A job that is there without one was given up by the queue (stalled too often): it goes back
 * while the stage has attempts left. A job whose letter was replayed, or whose stage is done, goes.
 */
async function sweepFailed({ database, queues, logger }: ReconcileDeps): Promise<number> {
  let removed = 0;
  for (const name of stageQueues) {
    const jobs = await queues.failed(name, 1_000);
    const standing = await standingOf(
      database,
      jobs.flatMap(({ id, data }) => {
        const job = stageJobSchema.safeParse(data);
        return job.success ? [{ id, ...job.data }] : [];
      }),
    );
    for (const failed of jobs) {
      const of = standing.get(failed.id);
      if (of?.has_letter) continue;
      if (of?.is_open) logger.warn({ jobId: failed.id, reason: failed.reason }, 'the queue gave up on a job; it goes back');
      // Another reconciler may have removed it.
      await failed.remove().then(
        () => {
          removed += 1;
        },
        (error: unknown) => logger.debug({ jobId: failed.id, reason: errorMessage(error) }, 'a failed job could not be removed'),
      );
    }
  }
  return removed;
}

interface Standing {
  id: string;
  has_letter: boolean;
  is_open: boolean;
}

async function standingOf(database: Database, jobs: readonly (StageJob & { id: string })[]): Promise<Map<string, Standing>> {
  if (jobs.length === 0) return new Map();
  const { rows } = await database.pool.query<Standing>(
    `select j.id,
            exists (select from dead_letter d where d.accession_number = j.accession_number and d.stage = j.stage::"Stage"
                       and d.run_id = j.run_id and d.replayed_at is null) as has_letter,
            exists (select from filing_stage s where s.accession_number = j.accession_number and s.stage = j.stage::"Stage"
                       and s.version = j.version and s.state in ('PENDING', 'RUNNING')) as is_open
       from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::text[]) as j (id, accession_number, stage, version, run_id)`,
    [
      jobs.map(({ id }) => id),
      jobs.map(({ accessionNumber }) => accessionNumber),
      jobs.map(({ stage }) => stage),
      jobs.map(({ version }) => version),
      jobs.map(({ runId }) => runId),
    ],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

async function measureDepth({ database, metrics }: ReconcileDeps): Promise<void> {
  const { rows } = await database.pool.query<{ stage: StageKey['stage']; open: number }>(
    `select stage, count(*)::int as open from filing_stage where state in ('PENDING', 'RUNNING') group by stage`,
  );
  for (const stage of stageOrder) metrics.stageDepth.set({ stage }, rows.find((row) => row.stage === stage)?.open ?? 0);
}

/** Redone filings wait for live ones and for a backfill. */
const redoPriority = 20;

/**
 * Opens again what was done by an older version of a stage than the one that runs here, some filings at a time and the earliest stage
 * first: what follows it is opened by its commit. A filing that is still on its way is left to get there.
 * @returns how many filings were opened
 */
export async function reopenOutdated(
  { database, logger }: Pick<ReconcileDeps, 'database' | 'logger'>,
  handlers: readonly Pick<StageHandler, 'stage' | 'version'>[],
  limit = 500,
): Promise<number> {
  const requestId = `redo-${randomUUID()}`;
  let opened = 0;
  for (const { stage, version } of [...handlers].sort((a, b) => stageOrder.indexOf(a.stage) - stageOrder.indexOf(b.stage))) {
    const { rows } = await database.pool.query<{ accession_number: string }>(
      `select accession_number from (
         select accession_number, max(version) filter (where stage = $1::"Stage" and state = 'DONE') as done,
                bool_or(state in ('PENDING', 'RUNNING')) as moving, max(version) filter (where stage = $1::"Stage") as newest
           from filing_stage group by accession_number
       ) s where done < $2 and newest < $2 and not moving order by accession_number limit $3`,
      [stage, version, limit],
    );
    for (const { accession_number: accessionNumber } of rows)
      await transaction(database, (tx) =>
        reopenStage(tx, { accessionNumber, stage, version }, { priority: redoPriority, requestId, changesStatus: false }),
      );
    if (rows.length > 0) logger.info({ stage, version, filings: rows.length }, 'filings are done again by a newer version');
    opened += rows.length;
  }
  return opened;
}
