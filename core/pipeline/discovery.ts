import { randomUUID } from 'node:crypto';
import type { Database } from '../db/client.ts';
import { transaction } from '../db/tenancy.ts';
import { easternDay } from '../edgar/eastern-time.ts';
import type { EdgarClient, EdgarFilingRow } from '../edgar/types.ts';
import { errorMessage } from '../errors.ts';
import { registerFilings } from '../filing/register-filings.ts';
import type { Logger } from '../logger.ts';
import { daysBefore, isEdgarOpen, isWeekend } from './market-hours.ts';
import { openStageCount } from './pipeline-status.ts';
import { openTask, type TaskPayload } from './task.ts';
import { recentRows, rememberSeen } from './tracked-company.ts';

export interface DiscoveryDeps {
  readonly database: Database;
  readonly edgar: EdgarClient;
  readonly logger: Logger;
  readonly pollIntervalMs: number;
  /** The budget of all our calls; discovery keeps to half of it. */
  readonly maxRps: number;
  /** Not the SEC's own host: it has no hours. */
  readonly ownEdgar: boolean;
  /** Stage rows that may wait before companies are polled less often. */
  readonly depthSlow: number;
  readonly now?: () => Date;
  /** Told after a commit that left something to relay. */
  readonly nudge?: () => void;
}

/** Nobody asked: the poll is its own request, to be followed through stages, events and logs. */
const ownRequest = (by: string) => `${by}-${randomUUID()}`;
const backfillPriority = 10;
const closedFactor = 6;
const slowFactor = 4;
/** What a newly watched company brings of its past. */
const backfill = { forms: ['10-K', '10-Q', '8-K', '20-F', '40-F', '6-K'], limit: 12 };

/** How often to look which companies are due: a third of the interval, so that none waits much longer than that. */
export const pollBeatMs = (pollIntervalMs: number): number => Math.min(5_000, Math.max(500, Math.round(pollIntervalMs / 3)));

/**
 * Polls the companies that are due: those on any watchlist, and those that were asked for by an ingest run. What was not in the poll before
 * is new, whatever its date: filings appear late and with old dates. A company's first poll only remembers; the history of a watched one
 * comes by a task of its own.
 * @returns how many filings were new
 */
export async function pollCompanies(deps: DiscoveryDeps, signal?: AbortSignal): Promise<number> {
  const { database, logger } = deps;
  await database.pool.query('insert into tracked_company (cik) select cik from watched_company order by cik on conflict do nothing');
  let found = 0;
  for (const due of await claimDue(deps)) {
    signal?.throwIfAborted();
    try {
      found += await pollCompany(deps, due, signal);
    } catch (error) {
      logger.warn({ cik: due.cik, reason: errorMessage(error) }, 'a company could not be polled');
      await database.pool.query(
        `update tracked_company set failures = failures + 1, last_error = $2,
                next_poll_at = now() + least(600, 5 * 2 ^ least(failures, 7)) * interval '1 second' where cik = $1`,
        [due.cik, errorMessage(error).slice(0, 500)],
      );
    }
  }
  return found;
}

interface Due {
  cik: number;
  seen: string[];
  is_first: boolean;
  is_watched: boolean;
}

async function claimDue(deps: DiscoveryDeps): Promise<Due[]> {
  const { rows: counted } = await deps.database.pool.query<{ count: number }>('select count(*)::int as count from tracked_company');
  const companies = counted[0]?.count ?? 0;
  if (companies === 0) return [];
  const rps = Math.max(1, deps.maxRps / 2);
  const isOpen = deps.ownEdgar || isEdgarOpen((deps.now ?? (() => new Date()))());
  const isSlow = (await openStageCount(deps.database)) > deps.depthSlow;
  const everyMs = Math.max(deps.pollIntervalMs * (isOpen ? 1 : closedFactor) * (isSlow ? slowFactor : 1), (companies / rps) * 1_000);
  const { rows } = await deps.database.pool.query<Due>(
    `update tracked_company t
        set next_poll_at = now() + $1 * interval '1 millisecond' * (0.9 + 0.1 * random())
       from (select cik from tracked_company where next_poll_at <= now() order by next_poll_at limit $2 for update skip locked) due
      where t.cik = due.cik
     returning t.cik, t.seen, t.polled_at is null as is_first, exists (select from watched_company w where w.cik = t.cik) as is_watched`,
    [everyMs, Math.max(1, Math.ceil((rps * pollBeatMs(deps.pollIntervalMs)) / 1_000))],
  );
  return rows;
}

async function pollCompany(deps: DiscoveryDeps, due: Due, signal?: AbortSignal): Promise<number> {
  const { company, filings } = await deps.edgar.submissions(due.cik, { limit: recentRows, signal });
  if (due.is_first) {
    const since = daysBefore(easternDay((deps.now ?? (() => new Date()))()), 1);
    const today = due.is_watched ? filings.filter(({ filedAt }) => filedAt >= since) : [];
    const added = await registerFilings(deps.database, { company, filings: today, requestId: ownRequest('poll') }, async (tx) => {
      await rememberSeen(tx, due.cik, filings);
      if (due.is_watched) await openTask(tx, 'backfill-company', { cik: due.cik, ...backfill });
    });
    deps.nudge?.();
    return added.length;
  }
  const seen = new Set(due.seen);
  const fresh = filings.filter(({ accessionNumber }) => !seen.has(accessionNumber));
  if (fresh.length === 0) {
    await deps.database.pool.query('update tracked_company set polled_at = now(), failures = 0, last_error = null where cik = $1', [
      due.cik,
    ]);
    return 0;
  }
  const added = await registerFilings(deps.database, { company, filings: fresh, requestId: ownRequest('poll') }, (tx) =>
    rememberSeen(tx, due.cik, filings),
  );
  if (added.length > 0) deps.logger.info({ cik: due.cik, filings: added }, 'new filings');
  deps.nudge?.();
  return added.length;
}

/** Registers a company's newest filings of these forms, to be ingested when nothing live waits. */
export async function backfillCompany(
  deps: Pick<DiscoveryDeps, 'database' | 'edgar' | 'nudge'>,
  { cik, forms, limit }: TaskPayload<'backfill-company'>,
  signal?: AbortSignal,
): Promise<string[]> {
  const { company, filings } = await deps.edgar.submissions(cik, { forms, limit, signal });
  const added = await registerFilings(
    deps.database,
    { company, filings, priority: backfillPriority, requestId: ownRequest('backfill') },
    async (tx) => {
      await tx.$executeRaw`update tracked_company set backfilled_at = now() where cik = ${cik}`;
    },
  );
  deps.nudge?.();
  return added;
}

/**
 * Looks at the newest filings of the whole market and brings forward the poll of each tracked company that is among them. An early hint
 * only: entries come late, twice or never.
 * @returns how many companies were brought forward
 */
export async function readFeed({ database, edgar, logger }: DiscoveryDeps, signal?: AbortSignal): Promise<number> {
  const { rowCount } = await database.pool.query('select 1 from tracked_company limit 1');
  if (!rowCount) return 0;
  const entries = await edgar.latestFilings({ maxPages: 1, signal });
  const pairs = entries.flatMap(({ accessionNumber, ciks }) => ciks.map((cik) => ({ accessionNumber, cik })));
  const hinted = await database.pool.query(
    `update tracked_company t set next_poll_at = now()
       from (select distinct cik from unnest($1::int[], $2::text[]) as entry (cik, accession_number)
              where not exists (select from filing f where f.accession_number = entry.accession_number)
                and not exists (select from tracked_company k where k.cik = entry.cik and entry.accession_number = any(k.seen))) hint
      where t.cik = hint.cik and t.next_poll_at > now() and t.failures = 0`,
    [pairs.map(({ cik }) => cik), pairs.map(({ accessionNumber }) => accessionNumber)],
  );
  if (hinted.rowCount) logger.debug({ companies: hinted.rowCount }, 'the feed names companies with new filings');
  return hinted.rowCount ?? 0;
}

/** A day's index is written from 22:00 in New York and may take some hours; a long weekend and a worker that was off lie between. */
const indexDays = 10;

/**
 * Fetches the daily indexes of the last ten days that are not here yet and registers what they name of tracked companies and no poll has found.
 * What they name is kept: completeness is measured against it.
 * @returns how many filings were missing
 */
export async function checkDailyIndexes(deps: DiscoveryDeps, signal?: AbortSignal): Promise<number> {
  const today = easternDay((deps.now ?? (() => new Date()))());
  const days = Array.from({ length: indexDays }, (_, ago) => daysBefore(today, ago)).filter((day) => !isWeekend(day));
  const { rows } = await deps.database.pool.query<{ day: string }>(
    `select to_char(day, 'YYYY-MM-DD') as day from daily_index where day = any($1::date[])`,
    [days],
  );
  const { rowCount: tracked } = await deps.database.pool.query('select 1 from tracked_company limit 1');
  if (!tracked) return 0;
  const known = new Set(rows.map(({ day }) => day));
  let missing = 0;
  for (const day of days) if (!known.has(day)) missing += await checkDailyIndex(deps, day, signal);
  return missing;
}

/** The same for one day. */
export async function checkDailyIndex(deps: DiscoveryDeps, day: string, signal?: AbortSignal): Promise<number> {
  const index = await deps.edgar.dailyIndex(day, signal);
  if (index === null) return 0;
  await transaction(
    deps.database,
    async (tx) => {
      await tx.$executeRaw`
        insert into daily_index (day, row_count) values (${day}::date, ${index.length})
        on conflict (day) do update set row_count = excluded.row_count, fetched_at = now()`;
      await tx.$executeRaw`
        insert into daily_index_row (day, accession_number, cik, form, name)
        select distinct on (a, c) ${day}::date, a, c, f, n
          from unnest(${index.map((r) => r.accessionNumber)}::text[], ${index.map((r) => r.cik)}::int[], ${index.map((r) => r.form)}::text[],
                      ${index.map((r) => r.name)}::text[]) as entry (a, c, f, n)
        on conflict do nothing`;
    },
    { timeoutMs: 30_000 },
  );
  const { rows } = await deps.database.pool.query<{ cik: number; missing: string[] }>(
    `select r.cik, array_agg(r.accession_number) as missing
       from daily_index_row r join watched_company w using (cik)
      where r.day = $1::date and not exists (select from filing f where f.accession_number = r.accession_number) group by r.cik`,
    [day],
  );
  let found = 0;
  for (const { cik, missing } of rows) {
    const { company, filings } = await deps.edgar.submissions(cik, { filedFrom: daysBefore(day, 1), signal });
    const named = new Map(index.filter((row) => row.cik === cik).map((row) => [row.accessionNumber, row]));
    const wanted = missing.flatMap((accessionNumber): EdgarFilingRow[] => {
      const row = filings.find((filing) => filing.accessionNumber === accessionNumber);
      const entry = named.get(accessionNumber);
      if (row || !entry) return row ? [row] : [];
      // The index is the proof: what submissions do not list yet is taken from there.
      return [{ accessionNumber, cik, form: entry.form, filedAt: entry.filedAt, items: [], isInlineXbrl: false }];
    });
    const added = await registerFilings(deps.database, { company, filings: wanted, requestId: ownRequest('index') });
    if (added.length > 0) deps.logger.warn({ cik, day, filings: added }, 'the daily index names filings that no poll had found');
    found += added.length;
  }
  if (found > 0) deps.nudge?.();
  return found;
}
