import type { ParsedDocument, ParsedTable, TableCell } from '../filing/document/types.ts';
import { addDays, addYears, daysBetween } from './fiscal-calendar.ts';
import { datesIn } from './text-date.ts';

/** What one column of a statement is about. */
export interface ColumnPeriod {
  periodStart?: string;
  periodEnd: string;
}

const CAPTION = 420;
const periodKey = (period: { periodStart?: string; periodEnd?: string }): string => `${period.periodStart ?? ''}|${period.periodEnd ?? ''}`;

/**
 * The periods of a statement's columns, from left to right, where its cells do not tell them apart: by the dates that its caption lists
 * (`Fiscal years ended December 31, 2022, December 25, 2021 and December 26, 2020`), else, on the second page of a statement, those of
 * the page before. Null when neither fits the number of columns.
 */
export function columnPeriods(
  document: ParsedDocument,
  table: ParsedTable,
  before: readonly ColumnPeriod[] | null,
  year: FilingYear | null,
): ColumnPeriod[] | null {
  const rows = valueRows(table);
  const count = columnCount(rows);
  if (count < 1) return null;
  const caption = captionOf(document, table, rows);
  const isInstant = table.statement === 'BALANCE_SHEET';
  const listed = captionPeriods(caption, isInstant, count) ?? (year === null ? null : yearColumns(caption, isInstant, count, year));
  if (listed) return listed;
  const own = ownPeriods(rows, count);
  if (own) return own;
  return before?.length === count ? [...before] : null;
}

/** The fiscal year that an annual report is about. */
export interface FilingYear {
  fiscalYear: number;
  periodEnd: string;
}

const YEARS = /(?:\b(?:19|20)\d{2}\b(?:\s*\(\w{1,2}\))?\s*\|?\s*)+$/;

/**
 * `2022 | 2021 | 2020` above the figures of an annual report are fiscal years: of a year that ends on 1 January 2023 they do not name the
 * days. The ends of the other years are a whole number of years away, or the nearest date that the caption names.
 */
function yearColumns(caption: string, isInstant: boolean, count: number, year: FilingYear): ColumnPeriod[] | null {
  if (/\b(?:months|quarters?|weeks) ended\b/i.test(caption.replace(/\b5[23] weeks ended\b/gi, ''))) return null;
  const heads = caption
    .split('\n')
    .map((line) => (YEARS.exec(line.trim())?.[0] ?? '').match(/\b(?:19|20)\d{2}\b/g) ?? [])
    .findLast((years) => years.length === count);
  const years = heads?.map(Number);
  if (
    !years?.every((each, index) => index === 0 || each === years[index - 1]! - 1) ||
    years[0]! > year.fiscalYear ||
    years[0]! < year.fiscalYear - 1
  )
    return null;
  const named = [...datesIn(caption)].map(({ date }) => date);
  const endOf = (each: number): string => {
    const nominal = addYears(year.periodEnd, each - year.fiscalYear);
    return named.find((date) => Math.abs(daysBetween(date, nominal)) <= 8) ?? nominal;
  };
  return years.map((each) =>
    isInstant ? { periodEnd: endOf(each) } : { periodStart: addDays(endOf(each - 1), 1), periodEnd: endOf(each) },
  );
}

export function valueRows(table: ParsedTable): TableCell[][] {
  const rows = new Map<number, TableCell[]>();
  for (const cell of table.cells) {
    if (cell.value === undefined || cell.isHeader || cell.text.includes('%')) continue;
    const row = rows.get(cell.row);
    if (row) row.push(cell);
    else rows.set(cell.row, [cell]);
  }
  return [...rows.entries()].sort((a, b) => a[0] - b[0]).map(([, cells]) => cells.sort((a, b) => a.column - b.column));
}

/** How many figures most rows have. */
export function columnCount(rows: readonly TableCell[][]): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  return [...counts.entries()].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

/** Of full rows whose cells all have a period of their own: the one that most of them agree on. */
function ownPeriods(rows: readonly TableCell[][], count: number): ColumnPeriod[] | null {
  const votes = new Map<string, { periods: ColumnPeriod[]; votes: number }>();
  let full = 0;
  for (const row of rows) {
    if (row.length !== count) continue;
    full++;
    if (row.some(({ periodEnd }) => periodEnd === undefined) || new Set(row.map(periodKey)).size !== count) continue;
    const key = row.map(periodKey).join(' ');
    const vote = votes.get(key) ?? { periods: row.map(({ periodStart, periodEnd }) => ({ periodStart, periodEnd: periodEnd! })), votes: 0 };
    vote.votes++;
    votes.set(key, vote);
  }
  const best = [...votes.values()].sort((a, b) => b.votes - a.votes)[0];
  return best && best.votes * 2 > full ? best.periods : null;
}

/** What stands above the first figure. */
function captionOf(document: ParsedDocument, table: ParsedTable, rows: readonly TableCell[][]): string {
  const first = rows[0]?.[0]?.charStart ?? table.charStart;
  return `${table.title ?? ''}\n${document.text.slice(Math.max(0, table.charStart - CAPTION), Math.min(first, table.charStart + 1_000))}`;
}

function captionPeriods(caption: string, isInstant: boolean, count: number): ColumnPeriod[] | null {
  const words = isInstant
    ? /\b(?:as of|at|as at)?\s*(?=(?:january|february|march|april|may|june|july|august|september|october|november|december)\b)/i
    : /\b(?:fiscal )?(?:years?|52 weeks|53 weeks) ended\b/i;
  if (!words.test(caption) || (!isInstant && /\b(?:months|quarters?|weeks) ended\b/i.test(caption.replace(/\b5[23] weeks ended\b/gi, ''))))
    return null;
  const ends: string[] = [];
  for (const { date } of datesIn(caption)) if (!ends.includes(date)) ends.push(date);
  const last = ends.slice(-count);
  if (last.length !== count || !isDescendingYearly(last)) return null;
  if (isInstant) return last.map((periodEnd) => ({ periodEnd }));
  return last.map((periodEnd, index) => ({ periodEnd, periodStart: addDays(last[index + 1] ?? yearBefore(periodEnd, last), 1) }));
}

/** The end of the year before: 52 weeks away where the filer's years end on a day of the week, as whole weeks between two of them tell. */
function yearBefore(end: string, ends: readonly string[]): string {
  const isWholeWeeks = ends.length > 1 && ends.slice(1).every((each, index) => Math.abs(daysBetween(each, ends[index]!)) % 7 === 0);
  return isWholeWeeks ? addDays(end, -364) : addYears(end, -1);
}

/** Newest first, about a year apart. */
const isDescendingYearly = (ends: readonly string[]): boolean =>
  ends.every((end, index) => index === 0 || Math.abs(daysBetween(end, ends[index - 1]!) - 365) <= 9);
