import { Prisma } from '../../generated/prisma/client.ts';
import { jsonRows } from '../db/json-rows.ts';
import type { Tx } from '../db/tenancy.ts';
import { type DerivedQuarter, deriveQuarters, type Operand } from './derive-quarters.ts';
import { FactIds, type KnownFact } from './fact-ids.ts';
import type { FactRow } from './fact-rows.ts';

const BATCH = 1_500;
/** Ordinals of derived facts begin here, beyond those of any filing's own. */
const DERIVED_ORDINAL = 1_000_000;

/**
 * Replaces the facts of one filing and derives anew the quarters of the fiscal years it touches; a fact that was there keeps its id. Filings of
 * one company take turns, so that two analysed at once still find each other. To be called inside the stage's transaction.
 */
export async function replaceFacts(tx: Tx, filing: { accessionNumber: string; cik: number }, rows: readonly FactRow[]): Promise<void> {
  const { accessionNumber, cik } = filing;
  await tx.$executeRaw`select pg_advisory_xact_lock(${FACTS_LOCK}::int, ${cik}::int)`;
  const ids = new FactIds();
  ids.add(await removed(tx, Prisma.sql`accession_number = ${accessionNumber}`));
  const identified = rows.map((row) => ({ ...row, id: ids.take({ ...row, accessionNumber, isDerived: false }) }));
  for (let from = 0; from < rows.length; from += BATCH) await insertFacts(tx, filing, identified.slice(from, from + BATCH));
  await rewriteDerived(tx, cik, yearsOf(rows), ids);
}

/** Deletes facts and gives back who they were. */
const removed = (tx: Tx, where: Prisma.Sql): Promise<KnownFact[]> => tx.$queryRaw<KnownFact[]>`
  delete from fact where ${where} returning id, accession_number, concept, unit, period_start::text, period_end::text, dimensions_key,
    cardinality(derived_from) > 0 as is_derived, ordinal`;

const ID = Prisma.sql`coalesce(r.id, nextval(pg_get_serial_sequence('fact', 'id')))`;

const FACTS_LOCK = 0x6661;

async function insertFacts(
  tx: Tx,
  filing: { accessionNumber: string; cik: number },
  rows: readonly (FactRow & { id: string | null })[],
): Promise<void> {
  await tx.$executeRaw`
    insert into fact (id, accession_number, cik, ordinal, concept, standard_concept, label, value, numeric_value, is_nil, unit, period_start,
      period_end, fiscal_year, fiscal_period, dimensions, dimensions_key, decimals, document_name, char_start, char_end, anchor, is_hidden,
      derived_from)
    select ${ID}, ${filing.accessionNumber}, ${filing.cik}::int, r.ordinal, r.concept, r."standardConcept", r.label, r.value, r."numericValue"::numeric, r."isNil",
      r.unit, r."periodStart"::date, r."periodEnd"::date, r."fiscalYear", r."fiscalPeriod"::"FiscalPeriod", r.dimensions, r."dimensionsKey",
      r.decimals, r."documentName", r."charStart", r."charEnd", r.anchor, r."isHidden", '{}'::text[]
    from jsonb_to_recordset(${jsonRows(rows)}::jsonb) as r (id bigint, ordinal int, concept text, "standardConcept" text, label text, value text,
      "numericValue" text, "isNil" boolean, unit text, "periodStart" text, "periodEnd" text, "fiscalYear" int, "fiscalPeriod" text,
      dimensions jsonb, "dimensionsKey" text, decimals int, "documentName" text, "charStart" int, "charEnd" int, anchor text,
      "isHidden" boolean)`;
}

interface OperandRow {
  id: bigint;
  accession_number: string;
  filed_at: string;
  concept: string;
  standard_concept: string | null;
  label: string | null;
  value: string;
  unit: string;
  dimensions_key: string;
  period_start: string;
  period_end: string;
  fiscal_year: number;
  fiscal_period: Operand['fiscalPeriod'];
  decimals: number | null;
}

/** Fiscal years in which the rows have a duration. */
function yearsOf(rows: readonly FactRow[]): number[] {
  const years = new Set<number>();
  for (const row of rows) {
    if (row.fiscalYear !== null && row.periodStart !== null && row.numericValue !== null) years.add(row.fiscalYear);
  }
  return [...years];
}

/** Derives the quarters of some fiscal years of a company anew, from all its filings. */
async function rewriteDerived(tx: Tx, cik: number, years: number[], ids: FactIds): Promise<void> {
  if (years.length === 0) return;
  ids.add(await removed(tx, Prisma.sql`cik = ${cik} and fiscal_year = any(${years}::int[]) and cardinality(derived_from) > 0`));
  const operands = await tx.$queryRaw<OperandRow[]>`
    select distinct on (f.accession_number, f.concept, f.unit, f.dimensions_key, f.period_start, f.period_end)
      f.id, f.accession_number, g.filed_at::text, f.concept, f.standard_concept, f.label, f.value, f.unit, f.dimensions_key,
      f.period_start::text, f.period_end::text, f.fiscal_year, f.fiscal_period::text, f.decimals
    from fact f join filing g using (accession_number)
    where f.cik = ${cik} and f.fiscal_year = any(${years}::int[]) and f.period_start is not null and f.fiscal_period is not null
      and f.numeric_value is not null and f.unit ~ '^[A-Z]{3}$' and cardinality(f.derived_from) = 0
      and (f.dimensions_key = '' or f.standard_concept is not null)
    order by f.accession_number, f.concept, f.unit, f.dimensions_key, f.period_start, f.period_end, f.decimals desc nulls first, f.id`;
  const derived = deriveQuarters(operands.map(toOperand));
  if (derived.length === 0) return;
  await insertDerived(tx, derived, ids);
}

const toOperand = (row: OperandRow): Operand => ({
  id: row.id,
  accessionNumber: row.accession_number,
  filedAt: row.filed_at,
  concept: row.concept,
  standardConcept: row.standard_concept,
  label: row.label,
  value: row.value,
  unit: row.unit,
  dimensionsKey: row.dimensions_key,
  periodStart: row.period_start,
  periodEnd: row.period_end,
  fiscalYear: row.fiscal_year,
  fiscalPeriod: row.fiscal_period,
  decimals: row.decimals,
});

const pick = ({ concept, unit, dimensionsKey }: Operand) => ({ concept, unit, dimensionsKey });

/** A derived fact copies what it shares with its whole; its operands stand in `derived_from`, minuend first. */
async function insertDerived(tx: Tx, derived: readonly DerivedQuarter[], ids: FactIds): Promise<void> {
  const payload = derived.map((quarter) => ({
    id: ids.take({ ...pick(quarter.operands[0]), ...quarter, isDerived: true }),
    accessionNumber: quarter.accessionNumber,
    whole: String(quarter.operands[0].id),
    part: String(quarter.operands[1].id),
    value: quarter.value,
    periodStart: quarter.periodStart,
    periodEnd: quarter.periodEnd,
    fiscalYear: quarter.fiscalYear,
    fiscalPeriod: quarter.fiscalPeriod,
    decimals: quarter.decimals,
  }));
  await tx.$executeRaw`
    insert into fact (id, accession_number, cik, ordinal, concept, standard_concept, label, value, numeric_value, is_nil, unit, period_start,
      period_end, fiscal_year, fiscal_period, dimensions, dimensions_key, decimals, is_hidden, derived_from)
    select ${ID}, r."accessionNumber", w.cik,
      coalesce((select max(x.ordinal) + 1 from fact x where x.accession_number = r."accessionNumber" and x.ordinal >= ${DERIVED_ORDINAL}::int), ${DERIVED_ORDINAL}::int)
        + (row_number() over (partition by r."accessionNumber" order by w.ordinal, r."periodStart"))::int,
      w.concept, w.standard_concept, w.label, r.value, r.value::numeric, false, w.unit, r."periodStart"::date, r."periodEnd"::date,
      r."fiscalYear", r."fiscalPeriod"::"FiscalPeriod", w.dimensions, w.dimensions_key, r.decimals, false, array[r.whole, r.part]::text[]
    from jsonb_to_recordset(${jsonRows(payload)}::jsonb) as r (id bigint, "accessionNumber" text, whole bigint, part bigint, value text,
      "periodStart" text, "periodEnd" text, "fiscalYear" int, "fiscalPeriod" text, decimals int)
    join fact w on w.id = r.whole`;
}
