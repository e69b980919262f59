import { type Calendar, type Period, readPeriod } from './column-period.ts';
import { findDates, fromDay, toDay } from './dates.ts';
import type { RowMoment } from './nature.ts';
import type { GridCell } from './table-grid.ts';

/** The one period that the words over a table name, for columns that name none: `Three Months Ended June 27, 2025`. */
export function wholePeriod(heads: GridCell[][], above: string[], calendar: Calendar, isInstant: boolean | undefined): Period | undefined {
  const lines = [...above, ...heads.filter((row) => row.length === 1).map((row) => row[0]!.text)];
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = lines[i]!.slice(-240);
    const dates = findDates(line);
    if (dates.length > 1) return undefined;
    if (dates.length === 1 && (line.length < 130 || i === lines.length - 1)) return readPeriod(line, '', calendar, isInstant);
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

/** A balance on the first of a month is that of the day before, unless a period of the filing ends on that day. */
function dateOf(moment: RowMoment, known: readonly number[]): string | undefined {
  if (moment.at !== 'DATE') return undefined;
  return moment.date.endsWith('-01') && !known.includes(toDay(moment.date)) ? fromDay(toDay(moment.date) - 1) : moment.date;
}

/** What a row itself says of its time. */
export interface RowTime {
  /** The row shows balances at this moment. */
  moment: RowMoment | undefined;
  /** The row stands between two dated balances. */
  between: Period | undefined;
  known: readonly number[];
}

/** The period of a figure: its row's where that says one, else its column's. */
export function periodOf(column: Period | undefined, { moment, between, known }: RowTime): Period | undefined {
  if (moment?.at === 'DATE') return { periodEnd: dateOf(moment, known)! };
  if (moment && column) {
    if (moment.at === 'END') return { periodEnd: column.periodEnd };
    if (column.periodStart) return { periodEnd: fromDay(toDay(column.periodStart) - 1) };
  }
  return column ?? between;
}
