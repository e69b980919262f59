import type { FilingStatus, Stage } from '../../generated/prisma/client.ts';
import type { Database } from '../db/client.ts';
import { errorMessage } from '../errors.ts';
import type { EventBus } from '../events/types.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { Queues, StageEntry } from '../queues.ts';
import { filingStatusTopic } from '../topics.ts';

export interface RelayDeps {
  readonly database: Database;
  readonly queues: Queues;
  readonly events: EventBus;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Called between the queue and the mark, by tests that crash there. */
  readonly onEnqueued?: () => Promise<void> | void;
}

export interface Relay {
  /** There may be something to send: called after a commit in this process. */
  nudge(): void;
  close(): Promise<void>;
}

interface ClaimedEvent {
  id: string;
  accession_number: string;
  from: FilingStatus | null;
  to: FilingStatus;
  at: Date;
  published_seq: string;
}

const batchSize = 500;
/** How long a relay may be busy with a batch before another takes it, in seconds. Twice sent is harmless: job ids and ids of events repeat. */
const claimSeconds = 15;
/** Any number that no other program takes. */
const relayLock = 4_720_361_201;
/** Filings above this many bytes of text go to the lane of their own. */
export const giantBytes = 16 * 1024 * 1024;

/**
 * Sends what was committed and not yet sent: enqueues the stages that wait, publishes the hint, marks the event sent.
 *
 * A batch gets its places in publication order (`published_seq`) inside one transaction under a lock, so that places become visible in
 * order and whoever resumes after one never misses an event that was committed late. Nothing is sent inside that transaction. A crash
 * between the two leaves events that have a place and are not sent: they are sent again, under the same place.
 * @returns how many events were sent
 * @throws {TransportError} QUEUE_UNAVAILABLE: the events stay unsent
 */
export async function relayBatch(deps: RelayDeps, limit = batchSize): Promise<number> {
  const events = await claimEvents(deps.database, limit);
  if (events.length === 0) return 0;
  const accessionNumbers = [...new Set(events.map((event) => event.accession_number))];
  const [entries, ciks] = await Promise.all([openStages(deps.database, accessionNumbers), filers(deps.database, accessionNumbers)]);
  try {
    await deps.queues.addStages(entries);
  } catch (error) {
    await deps.database.pool.query('update filing_event set claimed_until = null where id = any($1::bigint[])', [
      events.map(({ id }) => id),
    ]);
    throw error;
  }
  await deps.onEnqueued?.();
  await Promise.all(
    events.map((event) =>
      deps.events
        .publish(filingStatusTopic, {
          eventId: event.published_seq,
          accessionNumber: event.accession_number,
          from: event.from,
          to: event.to,
          at: event.at.toISOString(),
          ciks: ciks.get(event.accession_number) ?? [],
        })
        // A hint that is lost costs time, not an event: subscribers catch up from the table.
        .catch((error: unknown) => deps.logger.debug({ reason: errorMessage(error) }, 'a hint was not published')),
    ),
  );
  const sent = await deps.database.pool.query<{ lag: number }>(
    `update filing_event set sent_at = clock_timestamp(), claimed_until = null where id = any($1::bigint[]) and sent_at is null
     returning extract(epoch from clock_timestamp() - at)::float8 as lag`,
    [events.map(({ id }) => id)],
  );
  for (const { lag } of sent.rows) deps.metrics.relayLagSeconds.observe(lag);
  deps.metrics.relayedEvents.inc(events.length);
  return events.length;
}

async function claimEvents(database: Database, limit: number): Promise<ClaimedEvent[]> {
  // Most looks find nothing: they take no lock.
  const waiting = await database.pool.query(
    'select 1 from filing_event where sent_at is null and (claimed_until is null or claimed_until < now()) limit 1',
  );
  if (waiting.rowCount === 0) return [];
  const client = await database.pool.connect();
  let failure: Error | undefined;
  try {
    await client.query(`begin; select pg_advisory_xact_lock(${relayLock})`);
    const claimed = await client.query<ClaimedEvent>(
      `with batch as (
         select id, published_seq from filing_event
          where sent_at is null and (claimed_until is null or claimed_until < now())
          order by id limit $1 for update skip locked
       ), placed as (
         select id, (select coalesce(max(published_seq), 0) from filing_event)
                    + row_number() over (partition by published_seq is null order by id) as seq from batch
       )
       update filing_event e
          set published_seq = coalesce(e.published_seq, placed.seq), claimed_until = clock_timestamp() + $2 * interval '1 second'
         from placed where e.id = placed.id
       returning e.id, e.accession_number, e."from", e."to", e.at, e.published_seq`,
      [limit, claimSeconds],
    );
    await client.query('commit');
    return claimed.rows.sort((a, b) => Number(BigInt(a.published_seq) - BigInt(b.published_seq)));
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(failure);
  }
}

interface StageRow {
  accession_number: string;
  stage: Stage;
  version: number;
  run_id: string;
  request_id: string | null;
  priority: number;
  delay_ms: number;
  size_bytes: number | null;
}

const stageColumns = `s.accession_number, s.stage, s.version, s.run_id, s.request_id, s.priority, f.size_bytes,
  greatest(0, extract(epoch from s.available_at - now()) * 1000)::float8 as delay_ms`;

/** What the queue is to hold for these filings: their stages that wait. */
async function openStages(database: Database, accessionNumbers: readonly string[]): Promise<StageEntry[]> {
  const { rows } = await database.pool.query<StageRow>(
    `select ${stageColumns} from filing_stage s join filing f using (accession_number)
      where s.accession_number = any($1::text[]) and s.state = 'PENDING'`,
    [accessionNumbers],
  );
  return rows.map(toEntry);
}

/** The stages of all filings that wait or whose lease has run out, a page at a time, in order of the accession number. */
export async function* allOpenStages(database: Database, olderThanMs: number, pageSize = 1_000): AsyncGenerator<StageEntry[]> {
  let after = { accessionNumber: '', stage: 'INGEST' };
  for (;;) {
    const { rows } = await database.pool.query<StageRow>(
      `select ${stageColumns} from filing_stage s join filing f using (accession_number)
        where (s.accession_number, s.stage) > ($1, $2::"Stage")
          and (s.state = 'PENDING' or (s.state = 'RUNNING' and s.lease_expires_at < now()))
          and s.created_at < now() - $3 * interval '1 millisecond'
        order by s.accession_number, s.stage limit $4`,
      [after.accessionNumber, after.stage, olderThanMs, pageSize],
    );
    if (rows.length === 0) return;
    yield rows.map(toEntry);
    const last = rows.at(-1) as StageRow;
    after = { accessionNumber: last.accession_number, stage: last.stage };
  }
}

const toEntry = (row: StageRow): StageEntry => ({
  job: {
    accessionNumber: row.accession_number,
    stage: row.stage,
    version: row.version,
    runId: row.run_id,
    requestId: row.request_id ?? undefined,
  },
  isGiant: (row.size_bytes ?? 0) > giantBytes,
  priority: row.priority,
  delayMs: row.delay_ms > 0 ? Math.ceil(row.delay_ms) : undefined,
});

async function filers(database: Database, accessionNumbers: readonly string[]): Promise<Map<string, number[]>> {
  const { rows } = await database.pool.query<{ accession_number: string; ciks: number[] }>(
    `select accession_number, array_agg(distinct cik) as ciks from (
       select accession_number, cik from filing where accession_number = any($1::text[])
       union all select accession_number, cik from filing_company where accession_number = any($1::text[])
     ) f group by accession_number`,
    [accessionNumbers],
  );
  return new Map(rows.map((row) => [row.accession_number, row.ciks]));
}

/**
 * Relays for as long as the process lives: at once after a nudge, else every `pollMs`, for what other processes committed. While the queue
 * or the database is down it looks again every second.
 */
export function startRelay(deps: RelayDeps, pollMs = 200): Relay {
  let closed = false;
  let nudged = false;
  let wake = () => {};
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = async () => {
    let failing = false;
    while (!closed) {
      nudged = false;
      let waitMs = pollMs;
      try {
        while (!closed && (await relayBatch(deps)) > 0);
        if (failing) deps.logger.info('the relay sends again');
        failing = false;
      } catch (error) {
        if (!failing) deps.logger.warn({ reason: errorMessage(error) }, 'the relay cannot send; events wait');
        failing = true;
        waitMs = 1_000;
      }
      if (!closed && (!nudged || failing)) await pause(waitMs);
    }
  };
  const running = loop();
  return {
    nudge: () => {
      nudged = true;
      wake();
    },
    close: () => {
      closed = true;
      wake();
      return running;
    },
  };
}
