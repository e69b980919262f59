import { type Calendar, type Nature, type Period, readPeriod } from './column-period.ts';
import { findDates, fromDay, toDay } from './dates.ts';
import { columnMoment, type RowMoment } from './nature.ts';
import type { GridCell } from './table-grid.ts';

/** The one period that the words over a table name, for columns that name none: `Three Months Ended June 27, 2025`. */
export function wholePeriod(heads: GridCell[][], above: string[], calendar: Calendar, nature: Nature): Period | undefined {
  const lines = [...above, ...heads.flatMap((row) => (row.length === 1 || row[0]!.column <= 0 ? [row[0]!.text] : []))];
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = lines[i]!.slice(-240);
    const dates = findDates(line);
    if (dates.length > 1) return undefined;
    if (dates.length === 1 && (line.length < 130 || i === lines.length - 1)) return readPeriod(line, '', calendar, nature);
  }
  return undefined;
}

/** For each row the period between the dated balances above and below it, where there are both. */
export function periodsBetween(moments: (RowMoment | undefined)[], known: readonly number[]): (Period | undefined)[] {
  const below: (string | undefined)[] = new Array(moments.length).fill(undefined);
  let next: string | undefined;
  for (let i = moments.length - 1; i >= 0; i--) {
    below[i] = next;
    if (moments[i]?.at === 'DATE') next = dateOf(moments[i]!, known);
  }
  let start: string | undefined;
  return moments.map((moment, i) => {
    const end = below[i];
    const period =
      start !== undefined && end !== undefined && end > start ? { periodStart: fromDay(toDay(start) + 1), periodEnd: end } : undefined;
    if (moment?.at === 'DATE') start = dateOf(moment, known);
    return period;
  });
}

/** A balance on the first of a month is that of the day before, unless the filing names that day and not the one before. */
function dateOf(moment: RowMoment, known: readonly number[]): string | undefined {
  if (moment.at !== 'DATE') return undefined;
  const day = toDay(moment.date);
  return moment.date.endsWith('-01') && (!known.includes(day) || (moment.date.endsWith('-01-01') && known.includes(day - 1)))
    ? fromDay(day - 1)
    : moment.date;
}

/** What a row itself says of its time. */
export interface RowTime {
  /** The row shows balances at this moment. */
  moment: RowMoment | undefined;
  /** The row stands between two dated balances. */
  between: Period | undefined;
  /** The row is a year to come of a table of maturities: what will be due is owed at the column's day. */
  isDue: boolean;
  known: readonly number[];
}

/** The period of a figure: its row's where that says one, else its column's. */
export function periodOf(column: Period | undefined, head: string, { moment, between, isDue, known }: RowTime): Period | undefined {
  const at = column?.periodStart ? columnMoment(head) : undefined;
  if (column?.periodStart && at) return { periodEnd: at === 'END' ? column.periodEnd : fromDay(toDay(column.periodStart) - 1) };
  if (isDue) return column && { periodEnd: column.periodEnd };
  if (moment?.at === 'DATE') return { periodEnd: dateOf(moment, known)! };
  if (moment && column) {
    if (moment.at === 'END') return { periodEnd: column.periodEnd };
    if (column.periodStart) return { periodEnd: fromDay(toDay(column.periodStart) - 1) };
  }
  return column ?? between;
}
