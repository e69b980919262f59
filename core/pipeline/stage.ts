import type { FilingStatus } from '../../generated/prisma/client.ts';
import type { Database } from '../db/client.ts';
import { type Tx, transaction } from '../db/tenancy.ts';
import { type Failure, LeaseLostError } from './failure.ts';
import { maxAttempts, retryDelayMs } from './retry.ts';
import { type StageKey, stageOrder, statusAfter, statusBefore, statusExhausted } from './stages.ts';

/**
 * The only code that changes a filing's status. The truth about work is `filing_stage`; all times are the database's `now()`.
 *
 * A lease is one UPDATE that raises the row's token. Whatever ends a run (commit, failure, release) names that token and affects nothing
 * when another run has taken a newer one, so two workers may hold the same job and only one of them has an effect.
 */
export interface Lease extends StageKey {
  readonly token: bigint;
  /** Of this run, from 1; killed runs count. */
  readonly attempt: number;
  readonly runId: string;
  readonly requestId?: string;
}

export type Acquired =
  | { kind: 'leased'; lease: Lease }
  /** Done, failed for good, or not there: nothing to do. */
  | { kind: 'closed'; state: 'DONE' | 'FAILED' | 'ABSENT' }
  /** Waits for its next attempt, or another worker holds it: look again in that many milliseconds. */
  | { kind: 'later'; inMs: number };

/** Takes the lease when the row waits and is due, or when the lease of another has run out. */
export async function acquireStage(database: Database, key: StageKey, owner: string, ttlMs: number): Promise<Acquired> {
  const taken = await database.pool.query<{ lease_token: string; attempts: number; run_id: string; request_id: string | null }>(
    `update filing_stage
        set state = 'RUNNING', lease_token = lease_token + 1, lease_owner = $4, attempts = attempts + 1,
            lease_expires_at = now() + $5 * interval '1 millisecond', started_at = coalesce(started_at, now())
      where accession_number = $1 and stage = $2::"Stage" and version = $3
        and ((state = 'PENDING' and available_at <= now()) or (state = 'RUNNING' and lease_expires_at < now()))
      returning lease_token, attempts, run_id, request_id`,
    [key.accessionNumber, key.stage, key.version, owner, ttlMs],
  );
  const row = taken.rows[0];
  if (row)
    return {
      kind: 'leased',
      lease: {
        ...pick(key),
        token: BigInt(row.lease_token),
        attempt: row.attempts,
        runId: row.run_id,
        requestId: row.request_id ?? undefined,
      },
    };
  const found = await database.pool.query<{ state: string; wait_ms: number }>(
    `select state, greatest(0, extract(epoch from case state when 'RUNNING' then lease_expires_at else available_at end - now()) * 1000)::float8 wait_ms
       from filing_stage where accession_number = $1 and stage = $2::"Stage" and version = $3`,
    [key.accessionNumber, key.stage, key.version],
  );
  const current = found.rows[0];
  if (!current) return { kind: 'closed', state: 'ABSENT' };
  if (current.state === 'DONE' || current.state === 'FAILED') return { kind: 'closed', state: current.state };
  return { kind: 'later', inMs: Math.ceil(current.wait_ms) + 20 };
}

/** Keeps the lease for another `ttlMs`. False when it is no longer ours. */
export async function renewStage(database: Database, lease: Lease, ttlMs: number): Promise<boolean> {
  const renewed = await database.pool.query(
    `update filing_stage set lease_expires_at = now() + $5 * interval '1 millisecond'
      where accession_number = $1 and stage = $2::"Stage" and version = $3 and lease_token = $4 and state = 'RUNNING'`,
    [lease.accessionNumber, lease.stage, lease.version, lease.token.toString(), ttlMs],
  );
  return renewed.rowCount === 1;
}

export interface CommitOptions {
  /** The version of the stage that follows; absent after the last one. */
  nextVersion?: number;
  timeoutMs?: number;
}

/**
 * Writes the result, the new status, its event and the next stage's row, or nothing. When the answer to COMMIT is lost the row says what
 * became of it.
 * @throws {LeaseLostError} when another run has taken the stage over: nothing is written
 */
export async function commitStage(
  database: Database,
  lease: Lease,
  write: (tx: Tx) => Promise<void>,
  { nextVersion, timeoutMs = 60_000 }: CommitOptions = {},
): Promise<void> {
  try {
    await transaction(
      database,
      async (tx) => {
        const closed = await tx.$executeRaw`
          update filing_stage
             set state = 'DONE', finished_at = now(), lease_owner = null, lease_expires_at = null, last_error = null, last_error_code = null
           where accession_number = ${lease.accessionNumber} and stage = ${lease.stage}::"Stage" and version = ${lease.version}
             and lease_token = ${lease.token} and state = 'RUNNING'`;
        if (closed === 0) throw new LeaseLostError(lease.accessionNumber);
        // Chunks quote the text of the analysis before: they go with it, and the filing is found again once it is indexed anew.
        if (lease.stage !== 'INDEX') {
          await tx.searchFiling.deleteMany({ where: { accessionNumber: lease.accessionNumber } });
          await tx.chunk.deleteMany({ where: { accessionNumber: lease.accessionNumber } });
        }
        await write(tx);
        await changeStatus(tx, lease.accessionNumber, statusAfter[lease.stage], lease.requestId);
        const next = stageOrder[stageOrder.indexOf(lease.stage) + 1];
        if (next && nextVersion !== undefined) await openStage(tx, { ...pick(lease), stage: next, version: nextVersion }, lease);
      },
      { timeoutMs },
    );
  } catch (error) {
    if (error instanceof LeaseLostError || !(await wasCommitted(database, lease))) throw error;
  }
}

/** What became of a commit whose answer was lost. An unreachable database says no: the job comes again and finds out. */
async function wasCommitted(database: Database, lease: Lease): Promise<boolean> {
  const found = await database.pool
    .query<{ done: boolean }>(
      `select state = 'DONE' and lease_token = $4 as done from filing_stage where accession_number = $1 and stage = $2::"Stage" and version = $3`,
      [lease.accessionNumber, lease.stage, lease.version, lease.token.toString()],
    )
    .catch(() => null);
  return found?.rows[0]?.done === true;
}

export type Failed = { kind: 'retry'; inMs: number } | { kind: 'dead' };

/**
 * Ends a run that failed: back to the queue after a jittered wait, or for good with a dead letter.
 * @throws {LeaseLostError} when another run has taken the stage over: nothing is written
 */
export async function failStage(database: Database, lease: Lease, failure: Failure, random: number): Promise<Failed> {
  const isLast = !failure.retryable || (lease.attempt >= maxAttempts && !failure.isRefusal);
  const inMs = isLast ? 0 : retryDelayMs(lease.attempt, random, failure.retryAfterMs);
  return transaction(database, async (tx) => {
    const closed = await tx.$executeRaw`
      update filing_stage
         set state = (${isLast ? 'FAILED' : 'PENDING'})::"StageState", available_at = now() + ${inMs} * interval '1 millisecond',
             lease_owner = null, lease_expires_at = null, last_error_code = ${failure.code}, last_error = ${printable(failure.reason)},
             finished_at = case when ${isLast} then now() end, attempts = attempts - ${failure.isRefusal ? 1 : 0}
       where accession_number = ${lease.accessionNumber} and stage = ${lease.stage}::"Stage" and version = ${lease.version}
         and lease_token = ${lease.token} and state = 'RUNNING'`;
    if (closed === 0) throw new LeaseLostError(lease.accessionNumber);
    if (!isLast) return { kind: 'retry', inMs };
    await bury(tx, lease, failure);
    return { kind: 'dead' };
  });
}

/** Gives the lease back without counting the attempt: the process is told to stop. True when it was still ours. */
export async function releaseStage(database: Database, lease: Lease): Promise<boolean> {
  const released = await database.pool.query(
    `update filing_stage set state = 'PENDING', attempts = attempts - 1, available_at = now(), lease_owner = null, lease_expires_at = null
      where accession_number = $1 and stage = $2::"Stage" and version = $3 and lease_token = $4 and state = 'RUNNING'`,
    [lease.accessionNumber, lease.stage, lease.version, lease.token.toString()],
  );
  return released.rowCount === 1;
}

/** Registers what was discovered: its first event and its INGEST row. The filing row itself is the caller's, in the same transaction. */
export async function discoverFilings(
  tx: Tx,
  accessionNumbers: readonly string[],
  options: { version: number; priority: number; requestId?: string },
): Promise<void> {
  if (accessionNumbers.length === 0) return;
  await tx.filingEvent.createMany({
    data: accessionNumbers.map((accessionNumber) => ({ accessionNumber, to: 'DISCOVERED' as const, requestId: options.requestId })),
  });
  await tx.filingStage.createMany({
    data: accessionNumbers.map((accessionNumber) => ({
      accessionNumber,
      stage: 'INGEST' as const,
      version: options.version,
      priority: options.priority,
      runId: `${accessionNumber}-r1`,
      requestId: options.requestId,
    })),
    skipDuplicates: true,
  });
}

/**
 * Opens a stage again under a new run id: a replay, or a version that rose. The status goes back to where the stage begins, so that the
 * event tells subscribers and the relay alike. `onlyFrom` guards against a second click: nothing happens in another state.
 */
export async function reopenStage(
  tx: Tx,
  key: StageKey,
  options: { priority: number; requestId?: string; changesStatus: boolean },
): Promise<{ runId: string }> {
  const [{ next } = { next: 2 }] = await tx.$queryRaw<{ next: number }[]>`
    select coalesce(max(substring(run_id from '-r([0-9]+)$')::int), 0) + 1 as next
      from filing_stage where accession_number = ${key.accessionNumber}`;
  const runId = `${key.accessionNumber}-r${next}`;
  await openStage(tx, key, { runId, requestId: options.requestId, priority: options.priority });
  if (options.changesStatus) await changeStatus(tx, key.accessionNumber, statusBefore[key.stage], options.requestId);
  return { runId };
}

/** Ends for good a stage whose lease has run out for the last time, or whose job the queue gave up on. True when it was still open. */
export async function buryStalled(database: Database, key: StageKey, reason: string): Promise<boolean> {
  return transaction(database, async (tx) => {
    const [row] = await tx.$queryRaw<{ attempts: number; run_id: string; request_id: string | null }[]>`
      update filing_stage
         set state = 'FAILED', lease_token = lease_token + 1, lease_owner = null, lease_expires_at = null, finished_at = now(),
             last_error_code = 'STALLED', last_error = ${reason}
       where accession_number = ${key.accessionNumber} and stage = ${key.stage}::"Stage" and version = ${key.version}
         and (state = 'PENDING' or (state = 'RUNNING' and lease_expires_at < now()))
       returning attempts, run_id, request_id`;
    if (!row) return false;
    const lease = { ...pick(key), token: 0n, attempt: row.attempts, runId: row.run_id, requestId: row.request_id ?? undefined };
    await bury(tx, lease, { errorClass: 'STALLED', code: 'STALLED', reason, retryable: false });
    return true;
  });
}

async function bury(tx: Tx, lease: Lease, failure: Failure): Promise<void> {
  await tx.$executeRaw`
    insert into dead_letter (accession_number, stage, version, error_class, code, reason, attempts, run_id, request_id, payload_hash)
    values (${lease.accessionNumber}, ${lease.stage}::"Stage", ${lease.version}, ${failure.errorClass}, ${failure.code},
            ${printable(failure.reason)}, ${lease.attempt}, ${lease.runId}, ${lease.requestId ?? null},
            encode(sha256(convert_to(${`${lease.accessionNumber}/${lease.stage}/${lease.version}`}, 'UTF8')), 'hex'))
    on conflict (accession_number, stage, run_id) do nothing`;
  await changeStatus(tx, lease.accessionNumber, statusExhausted[lease.stage], lease.requestId);
}

/** One event for each change of the status, and none where nothing changes. The row lock orders those who change the same filing. */
async function changeStatus(tx: Tx, accessionNumber: string, to: FilingStatus, requestId?: string): Promise<void> {
  await tx.$executeRaw`
    with before as (
      select accession_number, status from filing where accession_number = ${accessionNumber} and status <> ${to}::"FilingStatus" for update
    ), changed as (
      update filing set status = ${to}::"FilingStatus" from before where filing.accession_number = before.accession_number
      returning before.accession_number, before.status as was
    )
    insert into filing_event (accession_number, "from", "to", at, request_id)
    select accession_number, was, ${to}::"FilingStatus", clock_timestamp(), ${requestId ?? null} from changed`;
}

/** Opens the row for another run; one that runs already loses its lease, for what it reads has changed. */
async function openStage(tx: Tx, key: StageKey, run: { runId: string; requestId?: string; priority?: number }): Promise<void> {
  await tx.$executeRaw`
    insert into filing_stage (accession_number, stage, version, run_id, request_id, priority)
    values (${key.accessionNumber}, ${key.stage}::"Stage", ${key.version}, ${run.runId}, ${run.requestId ?? null},
            coalesce(${run.priority ?? null}::int, (select max(priority) from filing_stage where accession_number = ${key.accessionNumber} and run_id = ${run.runId}), 0))
    on conflict (accession_number, stage, version) do update
       set state = 'PENDING', attempts = 0, lease_token = filing_stage.lease_token + 1, lease_owner = null, lease_expires_at = null,
           available_at = now(), run_id = excluded.run_id, request_id = excluded.request_id, priority = excluded.priority,
           started_at = null, finished_at = null, last_error = null, last_error_code = null`;
}

const pick = ({ accessionNumber, stage, version }: StageKey): StageKey => ({ accessionNumber, stage, version });

/** PostgreSQL's text holds no NUL. */
const printable = (text: string) => text.replaceAll('\u0000', '');
