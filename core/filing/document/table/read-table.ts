import type { RawTable } from '../raw.ts';
import type { ParsedTable, TableCell } from '../types.ts';
import { measureOf, titleOf } from './captions.ts';
import { columnHeads, looksLikeHead, mergeHeads } from './column-heads.ts';
import { type Calendar, type Period, readPeriod } from './column-period.ts';
import { findDates } from './dates.ts';
import { readMeasure, rowKind } from './measure.ts';
import { isBalances, rowMoment } from './nature.ts';
import { periodsBetween, wholePeriod } from './row-periods.ts';
import { recogniseStatement } from './statement.ts';
import { percentRow, type RowContext, toTableCell, unitOf } from './table-cell.ts';
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
  const isInstant = statement === 'BALANCE_SHEET' ? true : statement && statement !== 'EQUITY' ? false : isBalances(context, labels);
  const cells: TableCell[] = [];
  let columns = columnHeads(grid, heads);
  let whole = wholePeriod(heads, above, calendar, isInstant);
  const read = new Map<string, Period | undefined>([['', undefined]]);
  const periodsOf = (names: string[]) => {
    for (const head of names) if (!read.has(head)) read.set(head, readPeriod(head, context, calendar, isInstant));
    return names.map((head) => read.get(head) ?? whole);
  };
  let periods = periodsOf(columns);
  let heading = '';
  let carried = '';
  let scale: number | undefined = measure.scale;
  let group: GridCell[][] = [];
  const moments = grid.rows.map((row) => (isFigure(row[0]!) ? undefined : rowMoment(row[0]!.text.slice(0, 160))));
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
      const own = row.length === 1 && findDates(label).length === 1 ? readPeriod(label, context, calendar, isInstant) : undefined;
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
      isPercentRow: hasFigures && percentRow.test(rowLabel),
      heads: columns,
      periods,
      moment,
      between,
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

const labelOf = (row: GridCell[]): string => {
  const first = row[0]!;
  return isFigure(first) ? '' : first.text;
};
