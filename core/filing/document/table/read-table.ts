import type { RawTable } from '../raw.ts';
import type { ParsedTable, TableCell } from '../types.ts';
import { measureOf, titleOf } from './captions.ts';
import { columnHeads, looksLikeHead, mergeHeads } from './column-heads.ts';
import { type Calendar, type Nature, type Period, readPeriod } from './column-period.ts';
import { findDates } from './dates.ts';
import { readMeasure, rowKind } from './measure.ts';
import { columnMoment, isBalances, natureOf, rowMoment } from './nature.ts';
import { periodsBetween, wholePeriod } from './row-periods.ts';
import { recogniseStatement } from './statement.ts';
import { cents, percentRow, type RowContext, toTableCell, unitOf } from './table-cell.ts';
import { type Grid, type GridCell, isFigure } from './table-grid.ts';

/** A data table before its figures are read. */
export interface Draft {
  raw: RawTable;
  rawIndex: number;
  grid: Grid;
  /** Lines over the table, oldest first. */
  above: string[];
  title: string;
}

/** Reads one data table row by row: heads met on the way, captions of groups, then the figures. */
export function readTable(draft: Draft, ordinal: number, text: string, calendar: Calendar): ParsedTable {
  const { grid, raw, above } = draft;
  const heads = grid.rows.slice(0, Math.max(grid.firstData, 0));
  const headText = heads.map((row) => row.map((cell) => cell.text.slice(0, 200)).join(' ')).join('\n');
  const labels = grid.rows
    .map((row) => row[0]!.text.slice(0, 160))
    .join('\n')
    .toLowerCase();
  const title = titleOf(above, headText);
  const statement = recogniseStatement(title, labels, grid.rows.length);
  const measure = measureOf(above, headText);
  const context = `${above.join('\n')}\n${heads
    .filter((row) => row.length === 1)
    .map((row) => row[0]!.text.slice(0, 200))
    .join('\n')}`;
  const moments = grid.rows.map((row) => (isFigure(row[0]!) ? undefined : rowMoment(row[0]!.text.slice(0, 160))));
  let columns = columnHeads(grid, heads);
  const turns = [...moments.map((each) => each?.at), ...columns.map(columnMoment)];
  const rollsForward = turns.includes('BEGINNING') && turns.includes('END');
  const byStatement = statement === 'BALANCE_SHEET' ? true : statement && statement !== 'EQUITY' ? false : undefined;
  const nature: Nature = {
    underYears: byStatement ?? isBalances(context, labels),
    underDates: byStatement ?? natureOf(labels),
    rollsForward: rollsForward && calendar.isAnnual,
  };
  const cells: TableCell[] = [];
  let whole = wholePeriod(heads, above, calendar, nature);
  const read = new Map<string, Period | undefined>([['', undefined]]);
  const periodsOf = (names: string[]) => {
    for (const head of names) if (!read.has(head)) read.set(head, readPeriod(head, context, calendar, nature));
    return names.map((head) => read.get(head) ?? whole);
  };
  let periods = periodsOf(columns);
  let heading = '';
  let carried = '';
  let scale: number | undefined = measure.scale;
  let group: GridCell[][] = [];
  const percentColumns = columnsOfPercent(grid);
  const fullColumns = columnsInFull(grid);
  const centsArePerShare = (measure.scale ?? 0) >= 6 && fewHaveCents(grid);
  const isMaturities = grid.rows.filter((row) => dueRow.test(row[0]!.text.slice(0, 60))).length >= 3;
  const betweens = periodsBetween(moments, calendar.knownDays);
  grid.rows.forEach((row, index) => {
    const hasFigures = row.some(isFigure);
    const label = hasFigures || row.length > 1 ? labelOf(row) : row[0]!.text;
    const isHead =
      index < grid.firstData ||
      (!hasFigures && row.length > 1 && looksLikeHead(row)) ||
      (!hasFigures && row.length === 1 && row[0]!.column > 0);
    if (isHead && index >= grid.firstData) {
      group.push(row);
      columns = mergeHeads(columns, columnHeads(grid, group));
      periods = periodsOf(columns);
      const own = readMeasure(row.map((cell) => cell.text).join(' '));
      if (own.scale !== undefined) scale = own.scale;
    } else if (!isHead) group = [];
    let rowLabel = label;
    if (hasFigures) {
      if (carried !== '' && (/^[a-z(,;&$]/.test(label) || label === '')) rowLabel = `${carried} ${label}`.trim();
      carried = '';
    } else if (!isHead) {
      carried = /:$/.test(label) ? '' : `${carried} ${label}`.trim().slice(-200);
      heading = label;
      const own =
        row.length === 1 && (findDates(label).length === 1 || bareYear.test(label))
          ? readPeriod(label, context, calendar, nature)
          : undefined;
      if (own) {
        whole = own;
        periods = periodsOf(columns);
      }
    }
    const kind = hasFigures ? rowKind(rowLabel, heading) : 'AMOUNT';
    const moment = hasFigures ? (moments[index] ?? rowMoment(rowLabel)) : undefined;
    const between = hasFigures && !moment ? betweens[index] : undefined;
    const rowContext: RowContext = {
      isHead,
      kind,
      rowLabel,
      isInheritedKind: kind !== 'AMOUNT' && rowKind(rowLabel, '') !== kind,
      isPercentRow: hasFigures && percentRow.test(rowLabel),
      heads: columns,
      percentColumns,
      fullColumns,
      centsArePerShare,
      periods,
      moment,
      between,
      isDue: isMaturities && (dueRow.test(rowLabel.slice(0, 60)) || /^total\b|\binterest\b|\bpresent value\b/i.test(rowLabel)),
      known: calendar.knownDays,
      measure: { ...measure, scale },
    };
    for (const cell of row) cells.push(toTableCell(cell, index, rowContext, raw.rows));
  });
  return {
    ordinal,
    ...(title !== '' && { title }),
    ...(statement && { statement }),
    ...(unitOf(cells) && { unit: unitOf(cells) }),
    ...(measure.scale !== undefined && { scale: measure.scale }),
    charStart: raw.start < text.length && text.charCodeAt(raw.start) === 10 ? raw.start + 1 : raw.start,
    charEnd: raw.end,
    rows: grid.rows.length,
    columns: grid.columns.length,
    cells,
    anchor: `o${grid.rows[0]![0]!.start}`,
  };
}

/** "Fiscal 2024" over a group of rows. */
const bareYear = /^\W*(?:fiscal\s+(?:year\s+)?|year\s+)?(?:19|20)\d\d\W*$/i;

/** "2027", "2030-2034", "Thereafter" */
const dueRow =
  /^\W*(?:(?:fiscal|year|remainder of|rest of|due in|after)\s+)*(?:20\d\d(?:\s*(?:[-–—]|to|through)\s*20\d\d)?|thereafter)\W*(?:\(remaining.*\))?$/i;

function columnsInFull(grid: Grid): ReadonlySet<number> {
  const full = new Set<number>();
  for (const row of grid.rows)
    for (const cell of row) if (isFigure(cell) && Math.abs(Number(cell.number!.digits)) >= 1e6) full.add(Math.max(cell.column, 0));
  return full;
}

function columnsOfPercent(grid: Grid): ReadonlySet<number> {
  const columns = new Map<number, GridCell[]>();
  for (const row of grid.rows.slice(Math.max(grid.firstData, 0)))
    for (const cell of row.filter(isFigure)) {
      const column = columns.get(cell.column);
      if (column) column.push(cell);
      else columns.set(cell.column, [cell]);
    }
  const found = [...columns].filter(
    ([, cells]) =>
      cells.length > 2 &&
      cells[0]!.number!.isPercent &&
      cells.at(-1)!.number!.isPercent &&
      cells.every(({ number }) => !number!.currency && Math.abs(Number(number!.digits)) < 1000),
  );
  return new Set(found.map(([column]) => Math.max(column, 0)));
}

function fewHaveCents(grid: Grid): boolean {
  const figures = grid.rows.flatMap((row) => row.filter((cell) => isFigure(cell) && !cell.number!.isPercent));
  const having = figures.filter(({ text }) => cents.test(text)).length;
  return having > 0 && having < figures.length * 0.7;
}

const labelOf = (row: GridCell[]): string => {
  const first = row[0]!;
  return isFigure(first) ? '' : first.text;
};
