import type { ParsedDocument, ParsedFact, ParsedFiling } from '../filing/document/types.ts';
import { assignStandardConcepts } from './assign-standard.ts';
import { type Dimension, dimensionsKey } from './dimensions.ts';
import { type FiscalCalendar, fiscalPeriodOf, fiscalYearOf } from './fiscal-calendar.ts';
import type { FilingYear } from './statement-columns.ts';
import { statementLines } from './statement-lines.ts';

/** One row of `fact` before it has an id. Dates are YYYY-MM-DD, `value` an exact decimal string in base units where numeric. */
export interface FactRow {
  ordinal: number;
  concept: string;
  standardConcept: string | null;
  label: string | null;
  value: string;
  numericValue: string | null;
  isNil: boolean;
  unit: string | null;
  periodStart: string | null;
  periodEnd: string;
  fiscalYear: number | null;
  fiscalPeriod: string | null;
  dimensions: Dimension[];
  dimensionsKey: string;
  decimals: number | null;
  documentName: string | null;
  charStart: number | null;
  charEnd: number | null;
  anchor: string | null;
  isHidden: boolean;
}

/**
 * The facts of a filing as rows, numbered in document order. As reported: nothing is merged, duplicates stay. A filing
 * whose XBRL has none of the lines that analysts compare gets the lines of its printed statements instead; their concepts begin with `table:`.
 */
export function factRows(filing: ParsedFiling, calendar: FiscalCalendar | null, labels?: ReadonlyMap<string, string>): FactRow[] {
  const rows: FactRow[] = [];
  for (const document of filing.documents) {
    for (const fact of document.facts) rows.push(toRow(fact, document, rows.length, calendar, labels));
  }
  const standard = assignStandardConcepts(
    rows.map((row) => ({
      concept: row.concept,
      isNumeric: row.numericValue !== null,
      isNil: row.isNil,
      periodStart: row.periodStart ?? undefined,
      periodEnd: row.periodEnd,
      dimensionsKey: row.dimensionsKey,
      unit: row.unit ?? undefined,
    })),
    filing.periodEnd,
  );
  for (const [index, key] of standard.entries()) rows[index]!.standardConcept = key ?? null;
  if (rows.some((row) => row.numericValue !== null && row.standardConcept !== null && !row.concept.startsWith('dei:'))) return rows;
  for (const line of statementLines(filing.documents, filingYear(filing, calendar))) {
    const fiscal = calendar === null ? null : fiscalPeriodOf({ start: line.periodStart, end: line.periodEnd }, calendar);
    rows.push({
      ordinal: rows.length,
      concept: `table:${line.standardConcept}`,
      standardConcept: line.standardConcept,
      label: line.label,
      value: line.value,
      numericValue: line.value,
      isNil: false,
      unit: line.unit,
      periodStart: line.periodStart ?? null,
      periodEnd: line.periodEnd,
      fiscalYear: fiscal?.fiscalYear ?? null,
      fiscalPeriod: fiscal?.fiscalPeriod ?? null,
      dimensions: [],
      dimensionsKey: '',
      decimals: line.scale === undefined ? null : -line.scale,
      documentName: line.documentName,
      charStart: line.charStart,
      charEnd: line.charEnd,
      anchor: null,
      isHidden: false,
    });
  }
  return rows;
}

function filingYear({ form, periodEnd }: ParsedFiling, calendar: FiscalCalendar | null): FilingYear | null {
  if (!/^(?:10-K|20-F|40-F)/.test(form) || periodEnd === undefined || calendar === null) return null;
  return { fiscalYear: fiscalYearOf(periodEnd, calendar), periodEnd };
}

function toRow(
  fact: ParsedFact,
  document: ParsedDocument,
  ordinal: number,
  calendar: FiscalCalendar | null,
  labels: ReadonlyMap<string, string> | undefined,
): FactRow {
  const fiscal = calendar === null ? null : fiscalPeriodOf({ start: fact.periodStart, end: fact.periodEnd }, calendar);
  return {
    ordinal,
    concept: fact.concept,
    standardConcept: null,
    label: labels?.get(fact.concept) ?? fact.label ?? null,
    value: fact.value,
    numericValue: fact.isNumeric && !fact.isNil ? fact.value : null,
    isNil: fact.isNil,
    unit: fact.unit ?? null,
    periodStart: fact.periodStart ?? null,
    periodEnd: fact.periodEnd,
    fiscalYear: fiscal?.fiscalYear ?? null,
    fiscalPeriod: fiscal?.fiscalPeriod ?? null,
    dimensions: fact.dimensions,
    dimensionsKey: dimensionsKey(fact.dimensions),
    decimals: fact.decimals ?? null,
    documentName: document.name,
    charStart: fact.span?.charStart ?? null,
    charEnd: fact.span?.charEnd ?? null,
    anchor: fact.anchor ?? null,
    isHidden: fact.isHidden,
  };
}
