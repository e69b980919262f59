import type { Database } from '../../core/db/client.ts';
import type { FilingStatus } from '../../generated/prisma/client.ts';

/** One published row of the outbox, with whom it concerns. */
export interface StatusChange {
  /** `published_seq`: grows in the order in which events become visible. */
  eventId: bigint;
  accessionNumber: string;
  from: FilingStatus | null;
  to: FilingStatus;
  at: Date;
  /** Every filer's, and the tickers of all of them. */
  ciks: number[];
  tickers: string[];
  /** The newest event that had happened when this one was read: a filing read after that one shows at least this change. */
  asOf: bigint;
}

interface Row {
  event_id: string;
  accession_number: string;
  from: FilingStatus | null;
  to: FilingStatus;
  at: Date;
  ciks: number[];
  tickers: string[];
}

export interface EventFilter {
  tickers?: string[];
  ciks?: number[];
}

/** The newest event that was published; 0 without any. */
export async function newestEventId({ pool }: Database): Promise<bigint> {
  const { rows } = await pool.query<{ newest: string }>('select coalesce(max(published_seq), 0)::text as newest from filing_event');
  return BigInt(rows[0]?.newest ?? 0);
}

/** Published events with `after < eventId <= upTo`, oldest first, at most `limit`. Tickers and CIKs widen each other: either will do. */
export async function eventsAfter(
  { pool }: Database,
  after: bigint,
  { upTo, limit, filter }: { upTo?: bigint; limit: number; filter?: EventFilter },
): Promise<StatusChange[]> {
  const { tickers, ciks } = filter ?? {};
  const { rows } = await pool.query<Row>(
    `select e.published_seq::text as event_id, e.accession_number, e."from", e."to", e.at, filers.ciks,
            coalesce((select array_agg(t.ticker) from company_ticker t where t.cik = any(filers.ciks)), '{}') as tickers
       from filing_event e
       cross join lateral (
         select array_agg(distinct cik) as ciks from (
           select cik from filing where accession_number = e.accession_number
           union all select cik from filing_company where accession_number = e.accession_number
         ) f
       ) filers
      where e.published_seq > $1 and ($2::bigint is null or e.published_seq <= $2)
        and ($3::text[] is null and $4::int[] is null
             or filers.ciks && $4::int[]
             or exists (select from company_ticker t where t.cik = any(filers.ciks) and t.ticker = any($3::text[])))
      order by e.published_seq
      limit $5`,
    [after.toString(), upTo?.toString() ?? null, tickers ?? null, ciks ?? null, limit],
  );
  const asOf = BigInt(rows.at(-1)?.event_id ?? 0);
  return rows.map(({ event_id, accession_number, ...rest }) => ({
    ...rest,
    eventId: BigInt(event_id),
    accessionNumber: accession_number,
    asOf,
  }));
}
