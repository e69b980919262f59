import type { Database } from '../db/client.ts';
import type { FiscalPeriodName } from '../filing/document/types.ts';
import type { SearchableFiling } from './select-filings.ts';
import type { SearchFilterInput } from './types.ts';
import { CompanyIndex } from './understand/company-index.ts';

export interface IndexState {
  /** Changes whenever what is searchable does: part of every cache key. */
  version: string;
  chunks: number;
  filings: number;
  /** Filings that the corpus statistics do not count yet, and how old the statistics are. */
  uncounted: number;
  statisticsAgeMs: number;
}

export async function readIndexState(database: Database): Promise<IndexState> {
  const { rows } = await database.pool.query<{
    generation: string | null;
    chunks: number;
    filings: number;
    uncounted: number;
    age: number;
  }>(`
    select (select max(generation) from search_filing)::text as generation, coalesce(sum(chunk_count), 0)::float8 as chunks, count(*)::integer as filings,
      count(*) filter (where not is_counted)::integer as uncounted,
      (select extract(epoch from clock_timestamp() - refreshed_at) * 1000 from search_statistics)::float8 as age
    from search_filing`);
  const row = rows[0];
  const filings = row?.filings ?? 0;
  return {
    version: `${row?.generation ?? 0}.${filings}`,
    chunks: row?.chunks ?? 0,
    filings,
    uncounted: row?.uncounted ?? 0,
    statisticsAgeMs: row?.age ?? 0,
  };
}

export interface SearchableRow extends SearchableFiling {
  filingId: number;
  chunks: number;
}

/** Indexed filings under the caller's hard filters; `ciks` null for every company. Older than `asOf` by acceptance, or by filing date without one. */
export async function findSearchable(
  database: Database,
  ciks: readonly number[] | null,
  filter: SearchFilterInput,
): Promise<SearchableRow[]> {
  const conditions: string[] = [];
  const values: unknown[] = [];
  const add = (sql: (place: string) => string, value: unknown) => {
    values.push(value);
    conditions.push(sql(`$${values.length}`));
  };
  if (ciks)
    add(
      (p) =>
        `(f.cik = any(${p}) or exists (select from filing_company c where c.accession_number = f.accession_number and c.cik = any(${p})))`,
      ciks,
    );
  if (filter.accessionNumbers?.length) add((p) => `f.accession_number = any(${p})`, filter.accessionNumbers);
  if (filter.forms?.length) add((p) => `(f.form = any(${p}) or regexp_replace(f.form, '/A$', '') = any(${p}))`, filter.forms);
  if (filter.fiscalYears?.length) add((p) => `f.fiscal_year = any(${p})`, filter.fiscalYears);
  if (filter.fiscalPeriods?.length) add((p) => `f.fiscal_period::text = any(${p})`, filter.fiscalPeriods);
  if (filter.asOf) add((p) => `coalesce(f.accepted_at, f.filed_at::timestamptz) <= ${p}`, filter.asOf);
  const { rows } = await database.pool.query<{
    filing_id: number;
    chunk_count: number;
    accession_number: string;
    cik: number;
    form: string;
    items: string[];
    filed_at: string;
    period_end: string | null;
    fiscal_year: number | null;
    fiscal_period: FiscalPeriodName | null;
  }>(
    `select s.id as filing_id, s.chunk_count, f.accession_number, f.cik, f.form, f.items, f.filed_at::text, f.period_end::text, f.fiscal_year, f.fiscal_period
    from search_filing s join filing f on f.accession_number = s.accession_number
    ${conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''} order by s.id`,
    values,
  );
  return rows.map((row) => ({
    filingId: row.filing_id,
    chunks: row.chunk_count,
    accessionNumber: row.accession_number,
    cik: row.cik,
    form: row.form,
    items: row.items,
    filedAt: row.filed_at,
    ...(row.period_end ? { periodEnd: row.period_end } : {}),
    ...(row.fiscal_year === null ? {} : { fiscalYear: row.fiscal_year }),
    ...(row.fiscal_period === null ? {} : { fiscalPeriod: row.fiscal_period }),
  }));
}

/** Every company that we hold, by its names. */
export async function readCompanyIndex(database: Database): Promise<CompanyIndex> {
  const { rows } = await database.pool.query<{ cik: number; name: string; tickers: string[] | null; former_names: unknown }>(`
    select c.cik, c.name, (select array_agg(t.ticker order by t.ticker) from company_ticker t where t.cik = c.cik) as tickers, c.former_names
    from company c order by c.cik`);
  return new CompanyIndex(
    rows.map((row) => ({ cik: row.cik, name: row.name, tickers: row.tickers ?? [], formerNames: formerNames(row.former_names) })),
  );
}

function formerNames(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) =>
    typeof entry === 'object' && entry !== null && 'name' in entry && typeof entry.name === 'string' ? [entry.name] : [],
  );
}

/** Folds new filings into the statistics that BM25 uses; returns how many. Safe to call from anywhere, often. */
export async function refreshSearchStatistics(database: Database, most = 40): Promise<number> {
  const { rows } = await database.pool.query<{ counted: number }>('select refresh_search_statistics($1) as counted', [most]);
  return rows[0]?.counted ?? 0;
}
