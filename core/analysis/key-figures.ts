import { Decimal } from 'decimal.js';
import type { FactRow } from '../fact/fact-rows.ts';
import { addYears, daysBetween, durationDays } from '../fact/fiscal-calendar.ts';
import { findStandardConcept } from '../fact/standard-concepts.ts';
import type { KeyFigure } from './types.ts';

/** What a reader wants first, where the filing has it. */
const KEYS = [
  'Revenue',
  'NetInterestIncome',
  'GrossProfit',
  'ResearchAndDevelopment',
  'OperatingIncome',
  'NetIncome',
  'EpsDiluted',
  'OperatingCashFlow',
  'CapitalExpenditures',
  'Cash',
  'TotalAssets',
  'Loans',
  'Deposits',
  'LongTermDebt',
  'TotalLiabilities',
  'StockholdersEquity',
];

/**
 * The filing's figures of its own period, with the change on the year where the same filing has the year before: the same concept, the
 * same length, a year earlier. Of a quarterly report the quarter is taken before the year to date.
 */
export function keyFigures(rows: readonly FactRow[], periodEnd: string | undefined): KeyFigure[] {
  if (periodEnd === undefined) return [];
  const plain = rows.filter((row) => row.standardConcept !== null && row.numericValue !== null && row.dimensionsKey === '');
  const isBank = plain.some(({ standardConcept }) => standardConcept === 'Deposits');
  return KEYS.flatMap((key) => {
    const current = key === 'Loans' && !isBank ? undefined : currentFact(plain, key, periodEnd);
    return current ? [toFigure(current, plain)] : [];
  });
}

function currentFact(rows: readonly FactRow[], key: string, periodEnd: string): FactRow | undefined {
  const own = rows.filter((row) => row.standardConcept === key && Math.abs(daysBetween(row.periodEnd, periodEnd)) <= 7 && isWhole(row));
  return own.sort((a, b) => rank(a) - rank(b) || (b.decimals ?? 99) - (a.decimals ?? 99) || a.ordinal - b.ordinal)[0];
}

/** Instants, quarters, part-years and years: no months, no several years. */
const isWhole = (row: FactRow): boolean => row.periodStart === null || row.fiscalPeriod !== null || lengthOf(row) > 340;
const lengthOf = (row: FactRow): number => (row.periodStart === null ? 0 : durationDays(row.periodStart, row.periodEnd));
/** A year in annual reports never stands beside its last quarter as the smaller one. */
const rank = (row: FactRow): number => (row.fiscalPeriod === 'FY' ? 0 : lengthOf(row));

function toFigure(row: FactRow, rows: readonly FactRow[]): KeyFigure {
  const figure: KeyFigure = {
    standardConcept: row.standardConcept!,
    label: findStandardConcept(row.standardConcept!)?.label ?? row.concept,
    value: row.value,
    unit: row.unit ?? '',
    periodEnd: row.periodEnd,
    factOrdinal: row.ordinal,
  };
  if (row.periodStart !== null) figure.periodStart = row.periodStart;
  const before = yearBefore(row, rows);
  if (!before) return figure;
  figure.previous = { value: before.value, periodEnd: before.periodEnd, factOrdinal: before.ordinal };
  const change = relativeChange(row.value, before.value);
  if (change !== null) figure.change = change;
  return figure;
}

function yearBefore(row: FactRow, rows: readonly FactRow[]): FactRow | undefined {
  const end = addYears(row.periodEnd, -1);
  return rows.find(
    (other) =>
      other.concept === row.concept &&
      other.unit === row.unit &&
      Math.abs(daysBetween(other.periodEnd, end)) <= 10 &&
      (other.periodStart === null) === (row.periodStart === null) &&
      Math.abs(lengthOf(other) - lengthOf(row)) <= 10,
  );
}

/** To 4 places: "0.0202" is +2.02 %. Null on a base of zero. */
export function relativeChange(current: string, base: string): string | null {
  const before = new Decimal(base);
  if (before.isZero()) return null;
  return new Decimal(current).minus(before).div(before.abs()).toFixed(4);
}
