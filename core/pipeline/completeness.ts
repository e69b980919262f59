import type { FilingStatus } from '../../generated/prisma/client.ts';
import type { Database } from '../db/client.ts';
import { withTenant } from '../db/tenancy.ts';
import { easternDay } from '../edgar/eastern-time.ts';
import { ValidationError } from '../errors.ts';
import type { Viewer } from '../tenant/viewer.ts';
import { isWeekend } from './market-hours.ts';

/**
 * What became of one day's filings of a watchlist's companies, measured against EDGAR's daily index. COMPLETE: every filing is INDEXED.
 * INCOMPLETE: each that is not names its exception. INDEX_NOT_PUBLISHED: EDGAR has not written the day's index yet, or it was not read
 * yet; what is known so far is listed.
 */
export interface CompletenessCertificate {
  watchlistId: string;
  /** YYYY-MM-DD, a day in New York. */
  day: string;
  state: 'COMPLETE' | 'INCOMPLETE' | 'INDEX_NOT_PUBLISHED';
  indexReadAt: Date | null;
  companies: number;
  filings: CertifiedFiling[];
  counts: { expected: number; indexed: number; exceptions: number };
}

export interface CertifiedFiling {
  accessionNumber: string;
  cik: number;
  companyName: string;
  form: string;
  /** Null where the index names it and nothing here knows it. */
  status: FilingStatus | null;
  firstSeenAt: Date | null;
  ingestedAt: Date | null;
  analyzedAt: Date | null;
  indexedAt: Date | null;
  /** Null on INDEXED. NOT_REGISTERED, IN_PROGRESS, or the dead letter's code. */
  exception: { code: string; reason: string } | null;
}

interface Row extends Omit<CertifiedFiling, 'exception'> {
  errorCode: string | null;
  error: string | null;
}

/** Null when the viewer's tenant has no such watchlist. @throws {ValidationError} on a day that is none, or is not over and lies ahead */
export async function certifyCompleteness(
  database: Database,
  viewer: Viewer,
  { watchlistId, day, now = new Date() }: { watchlistId: string; day: string; now?: Date },
): Promise<CompletenessCertificate | null> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day))) throw new ValidationError('A day looks like 2026-01-31.', { day });
  if (day > easternDay(now)) throw new ValidationError('That day has not come yet.', { day });
  if (!/^[0-9a-f-]{36}$/i.test(watchlistId)) return null;
  const watched = await withTenant(database, viewer.tenantId, (tx) =>
    tx.watchlist.findUnique({ where: { id: watchlistId }, select: { items: { select: { cik: true } } } }),
  );
  if (!watched) return null;
  const ciks = watched.items.map(({ cik }) => cik);
  const [index, rows] = await Promise.all([
    database.prisma.dailyIndex.findUnique({ where: { day: new Date(`${day}T00:00:00Z`) } }),
    readRows(database, ciks, day),
  ]);
  const filings = rows.map(({ errorCode, error, ...filing }) => ({ ...filing, exception: exceptionOf(filing.status, errorCode, error) }));
  const exceptions = filings.filter(({ exception }) => exception !== null).length;
  // EDGAR writes no index at weekends; nothing is filed then.
  const isProven = index !== null || (isWeekend(day) && day < easternDay(now));
  return {
    watchlistId,
    day,
    state: !isProven ? 'INDEX_NOT_PUBLISHED' : exceptions > 0 ? 'INCOMPLETE' : 'COMPLETE',
    indexReadAt: index?.fetchedAt ?? null,
    companies: ciks.length,
    filings,
    counts: { expected: filings.length, indexed: filings.length - exceptions, exceptions },
  };
}

function exceptionOf(status: FilingStatus | null, code: string | null, reason: string | null): CertifiedFiling['exception'] {
  if (status === 'INDEXED') return null;
  if (status === null) return { code: 'NOT_REGISTERED', reason: "EDGAR's index names it; it was not registered here" };
  if (status === 'DEAD_LETTERED' || status === 'ANALYZED_NOT_INDEXED')
    return { code: code ?? 'INTERNAL_SERVER_ERROR', reason: reason ?? 'A dead letter without a reason' };
  return { code: 'IN_PROGRESS', reason: reason ? `On its way; the last attempt failed: ${reason}` : 'On its way' };
}

/** One row an accession number: what the index names of these companies, and what we hold of that day beside it. */
async function readRows(database: Database, ciks: readonly number[], day: string): Promise<Row[]> {
  const { rows } = await database.pool.query<Row>(
    `with expected as (
       select distinct on (accession_number) accession_number, cik, form, name from (
         select accession_number, cik, form, name, 1 as rank from daily_index_row where day = $1::date and cik = any($2::int[])
         union all
         select f.accession_number, f.cik, f.form, c.name, 2 from filing f join company c using (cik)
          where f.filed_at = $1::date and f.cik = any($2::int[])
       ) named order by accession_number, rank
     )
     select e.accession_number as "accessionNumber", e.cik, coalesce(c.name, e.name) as "companyName", coalesce(f.form, e.form) as form,
            f.status, f.first_seen_at as "firstSeenAt", t.ingested as "ingestedAt", t.analyzed as "analyzedAt", t.indexed as "indexedAt",
            d.code as "errorCode", d.reason as error
       from expected e
       left join filing f using (accession_number)
       left join company c on c.cik = e.cik
       left join lateral (
         select max(at) filter (where "to" = 'INGESTED') as ingested, max(at) filter (where "to" = 'ANALYZED') as analyzed,
                max(at) filter (where "to" = 'INDEXED') as indexed
           from filing_event ev where ev.accession_number = e.accession_number
       ) t on true
       left join lateral (
         select coalesce(s.last_error_code, 'INTERNAL_SERVER_ERROR') as code, s.last_error as reason
           from filing_stage s where s.accession_number = e.accession_number and s.state <> 'DONE' and s.last_error is not null
          order by s.created_at desc limit 1
       ) d on true
      order by e.cik, e.accession_number`,
    [day, ciks],
  );
  return rows;
}
