import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { Database } from '../db/client.ts';
import type { Tx } from '../db/tenancy.ts';
import { classifyFailure } from './failure.ts';
import { maxAttempts, retryDelayMs } from './retry.ts';

/** What may be asked of the pipeline beside stages, with what it needs. */
export const taskPayloads = {
  'expand-ingest-run': z.object({ tenantId: z.uuid(), runId: z.uuid() }),
  'backfill-company': z.object({ cik: z.number().int(), forms: z.array(z.string()).optional(), limit: z.number().int() }),
} as const;
export type TaskName = keyof typeof taskPayloads;
export type TaskPayload<N extends TaskName> = z.infer<(typeof taskPayloads)[N]>;

/** Writes a task with whatever asks for it, in the same transaction. @returns its id, to be given to the queue after the commit */
export async function openTask<N extends TaskName>(tx: Tx, name: N, payload: TaskPayload<N>, requestId?: string): Promise<string> {
  const id = randomUUID();
  await tx.pipelineTask.create({ data: { id, name, payload: payload as Prisma.InputJsonObject, requestId } });
  return id;
}

export const taskJobId = (taskId: string): string => `task-${taskId}`;

export interface TaskLease {
  id: string;
  name: TaskName;
  payload: unknown;
  attempt: number;
  requestId?: string;
}

/** A task whose process dies is taken by another after this many seconds: no longer than the queue takes to hand its job out again. */
const leaseSeconds = 10;

/** Null when it is done, not due, or another's. */
export async function acquireTask(database: Database, id: string): Promise<TaskLease | null> {
  const { rows } = await database.pool.query<{ name: TaskName; payload: unknown; attempts: number; request_id: string | null }>(
    `update pipeline_task set attempts = attempts + 1, lease_until = now() + $2 * interval '1 second'
      where id = $1 and state = 'PENDING' and available_at <= now() and (lease_until is null or lease_until < now())
      returning name, payload, attempts, request_id`,
    [id, leaseSeconds],
  );
  const row = rows[0];
  return row ? { id, name: row.name, payload: row.payload, attempt: row.attempts, requestId: row.request_id ?? undefined } : null;
}

/** Keeps the task for as long again: a run over hundreds of companies takes minutes. */
export async function renewTask(database: Database, { id }: TaskLease): Promise<void> {
  await database.pool.query(`update pipeline_task set lease_until = now() + $2 * interval '1 second' where id = $1 and state = 'PENDING'`, [
    id,
    leaseSeconds,
  ]);
}

export async function finishTask(database: Database, { id }: TaskLease): Promise<void> {
  await database.pool.query(
    `update pipeline_task set state = 'DONE', finished_at = now(), lease_until = null, last_error = null where id = $1`,
    [id],
  );
}

/** Another attempt after a jittered wait, or none. @returns the wait in milliseconds, null when it has failed for good */
export async function failTask(database: Database, lease: TaskLease, error: unknown): Promise<number | null> {
  const failure = classifyFailure(error);
  const isLast = !failure.retryable || lease.attempt >= maxAttempts;
  const inMs = isLast ? 0 : retryDelayMs(lease.attempt, Math.random(), failure.retryAfterMs);
  await database.pool.query(
    `update pipeline_task set state = $2, lease_until = null, available_at = now() + $3 * interval '1 millisecond', last_error = $4,
            finished_at = case when $2 = 'FAILED' then now() end where id = $1`,
    [lease.id, isLast ? 'FAILED' : 'PENDING', inMs, `${failure.code}: ${failure.reason}`.replaceAll('\u0000', '')],
  );
  return isLast ? null : inMs;
}

/** Tasks that should be in the queue: due, and nobody's. */
export async function dueTasks(database: Database, olderThanMs: number): Promise<{ id: string; name: string; requestId?: string }[]> {
  const { rows } = await database.pool.query<{ id: string; name: string; request_id: string | null }>(
    `select id, name, request_id from pipeline_task
      where state = 'PENDING' and available_at < now() - $1 * interval '1 millisecond' and (lease_until is null or lease_until < now())
      order by available_at limit 1000`,
    [olderThanMs],
  );
  return rows.map((row) => ({ id: row.id, name: row.name, requestId: row.request_id ?? undefined }));
}
