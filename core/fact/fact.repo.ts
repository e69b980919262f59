import { Prisma } from '../../generated/prisma/client.ts';
import type { Tx } from '../db/tenancy.ts';
import { ValidationError } from '../errors.ts';
import type { FiscalPeriodName } from '../filing/document/types.ts';
import type { Dimension } from './dimensions.ts';

/** The Prisma client or a transaction. */
export type FactReader = Pick<Tx, '$queryRaw'>;

export interface FactQuery {
  ciks?: readonly number[];
  tickers?: readonly string[];
  accessionNumbers?: readonly string[];
  /** `us-gaap:Revenues` */
  concepts?: readonly string[];
  /** Keys of core/fact/standard-concepts.ts. */
  standardConcepts?: readonly string[];
  /** Of the fact's own period, by the filer's calendar. */
  fiscalYears?: readonly number[];
  fiscalPeriods?: readonly FiscalPeriodName[];
  /** YYYY-MM-DD */
  periodEnds?: readonly string[];
  /** False: only facts of the whole company. True or absent: all. */
  dimensions?: boolean;
  /** Only what filings accepted by then said. */
  asOf?: Date;
  /**
   * ALL: every report of every figure. LATEST: of each figure the one that its filer stated last (periodic reports before others,
   * the most exact print before rounded ones); restated values stand beside the old ones, never over them.
   * FIRST: as it was first reported.
   */
  revisions?: 'ALL' | 'LATEST' | 'FIRST';
  /** False: without quarters that were derived. */
  derived?: boolean;
  /** False: with text facts too. */
  numericOnly?: boolean;
  /** 1 to 500; 100 when absent. */
  first?: number;
  /** `endCursor` of the page before. */
  after?: string;
}

export interface FactRecord {
  id: bigint;
  accessionNumber: string;
  cik: number;
  form: string;
  /** YYYY-MM-DD, as all days here. */
  filedAt: string;
  acceptedAt: Date | null;
  concept: string;
  standardConcept: string | null;
  label: string | null;
  value: string;
  isNumeric: boolean;
  unit: string | null;
  periodStart: string | null;
  periodEnd: string;
  fiscalYear: number | null;
  fiscalPeriod: FiscalPeriodName | null;
  dimensions: Dimension[];
  decimals: number | null;
  documentName: string | null;
  charStart: number | null;
  charEnd: number | null;
  anchor: string | null;
  isHidden: boolean;
  /** Minuend and subtrahend of a derived quarter. */
  derivedFrom: bigint[];
}

export interface FactPage {
  facts: FactRecord[];
  hasNextPage: boolean;
  endCursor: string | null;
}

/** When a filing was public: its acceptance, else the hour at which EDGAR closes the filing day. */
const knownAt = Prisma.sql`coalesce(g.accepted_at, (g.filed_at + time '17:30') at time zone 'America/New_York')`;
/** Periodic reports say it best; a proxy's or prospectus' figures are often rounded or mis-scaled. */
const sourceRank = Prisma.sql`case when g.form ~ '^(10-K|10-Q|20-F|40-F)' then 0 when g.form ~ '^(8-K|6-K)' then 1 else 2 end`;

const columns = Prisma.sql`f.id, f.accession_number as "accessionNumber", f.cik, g.form, g.filed_at::text as "filedAt", g.accepted_at as "acceptedAt",
  f.concept, f.standard_concept as "standardConcept", f.label, f.value, f.numeric_value is not null as "isNumeric", f.unit,
  f.period_start::text as "periodStart", f.period_end::text as "periodEnd", f.fiscal_year as "fiscalYear",
  f.fiscal_period::text as "fiscalPeriod", f.dimensions, f.decimals, f.document_name as "documentName", f.char_start as "charStart",
  f.char_end as "charEnd", f.anchor, f.is_hidden as "isHidden", f.derived_from::bigint[] as "derivedFrom"`;

/**
 * Facts, newest period first. Nil facts are left out.
 * @throws {ValidationError} BAD_USER_INPUT when neither company, filing nor cursor narrows it, or the cursor is not ours
 */
export async function findFacts(db: FactReader, query: FactQuery): Promise<FactPage> {
  const first = Math.min(Math.max(query.first ?? 100, 1), 500);
  if (!query.ciks && !query.tickers && !query.accessionNumbers)
    throw new ValidationError('Name a company or a filing whose facts to read.');
  const where = Prisma.join(conditions(query), ' and ');
  const rows = await db.$queryRaw<FactRecord[]>`
    select * from (${revised(query.revisions ?? 'ALL', where, query.standardConcepts !== undefined)}) page
    ${afterCursor(query.after)}
    order by "periodEnd" desc, id desc limit ${first + 1}::int`;
  const facts = rows.slice(0, first);
  const last = facts.at(-1);
  return { facts, hasNextPage: rows.length > first, endCursor: last ? `${last.periodEnd}:${last.id}` : null };
}

/** Facts by id, in no order; unknown ids are absent. */
export async function findFactsById(db: FactReader, ids: readonly bigint[]): Promise<FactRecord[]> {
  if (ids.length === 0) return [];
  return db.$queryRaw<FactRecord[]>`
    select ${columns} from fact f join filing g using (accession_number) where f.id = any(${ids.map(String)}::bigint[])`;
}

function revised(revisions: 'ALL' | 'LATEST' | 'FIRST', where: Prisma.Sql, byStandard: boolean): Prisma.Sql {
  const from = Prisma.sql`from fact f join filing g using (accession_number) where ${where}`;
  if (revisions === 'ALL') return Prisma.sql`select ${columns} ${from}`;
  const concept = byStandard ? Prisma.sql`coalesce(f.standard_concept, f.concept)` : Prisma.sql`f.concept`;
  const key = Prisma.sql`f.cik, ${concept}, f.period_start, f.period_end, f.dimensions_key, f.unit`;
  const when = revisions === 'LATEST' ? Prisma.sql`g.filed_at desc, ${knownAt} desc` : Prisma.sql`g.filed_at, ${knownAt}`;
  return Prisma.sql`
    select distinct on (${key}) ${columns} ${from}
    order by ${key}, cardinality(f.derived_from) > 0, f.concept like 'table:%', ${sourceRank}, ${when}, f.decimals desc nulls first, f.is_hidden, f.id`;
}

function conditions(query: FactQuery): Prisma.Sql[] {
  const list: Prisma.Sql[] = [Prisma.sql`not f.is_nil`];
  if (query.ciks) list.push(Prisma.sql`f.cik = any(${[...query.ciks]}::int[])`);
  if (query.tickers) {
    const tickers = query.tickers.map((ticker) => ticker.toUpperCase());
    list.push(Prisma.sql`f.cik in (select cik from company_ticker where ticker = any(${tickers}::text[]))`);
  }
  if (query.accessionNumbers) list.push(Prisma.sql`f.accession_number = any(${[...query.accessionNumbers]}::text[])`);
  if (query.concepts) list.push(Prisma.sql`f.concept = any(${[...query.concepts]}::text[])`);
  if (query.standardConcepts) list.push(Prisma.sql`f.standard_concept = any(${[...query.standardConcepts]}::text[])`);
  if (query.fiscalYears) list.push(Prisma.sql`f.fiscal_year = any(${[...query.fiscalYears]}::int[])`);
  if (query.fiscalPeriods) list.push(Prisma.sql`f.fiscal_period::text = any(${[...query.fiscalPeriods]}::text[])`);
  if (query.periodEnds) list.push(Prisma.sql`f.period_end = any(${[...query.periodEnds]}::date[])`);
  if (query.dimensions === false) list.push(Prisma.sql`f.dimensions_key = ''`);
  if (query.derived === false) list.push(Prisma.sql`cardinality(f.derived_from) = 0`);
  if (query.numericOnly !== false) list.push(Prisma.sql`f.numeric_value is not null`);
  if (query.asOf) list.push(Prisma.sql`${knownAt} <= ${query.asOf}`);
  return list;
}

function afterCursor(after: string | undefined): Prisma.Sql {
  if (after === undefined) return Prisma.empty;
  const match = /^(\d{4}-\d{2}-\d{2}):(\d{1,19})$/.exec(after);
  if (!match) throw new ValidationError('This cursor is not one of ours: begin again without `after`.');
  return Prisma.sql`where ("periodEnd", id) < (${match[1]}::text, ${match[2]}::bigint)`;
}
