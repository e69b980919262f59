import type { RawDocument } from '../raw.ts';
import type { ParsedTable } from '../types.ts';
import type { Calendar } from './column-period.ts';
import { findDates, toDay } from './dates.ts';
import { inheritHeads, inheritScale } from './inherit.ts';
import { type Draft, readTable } from './read-table.ts';
import { type Grid, type GridCell, isFigure, toGrid } from './table-grid.ts';

const most = 20_000;

export interface TableAnalysis {
  tables: ParsedTable[];
  /** Per raw table: the ordinal of its data table, or -1 when it only lays out text. */
  ordinals: Int32Array;
}

/**
 * Reads every data table of a document: columns, heads, periods, units, exact values. Tables that only place text on the page yield
 * nothing here; their lines are paragraphs.
 * @param calendar  extended by the dates that the tables' heads name
 */
export function analyseTables(raw: RawDocument, calendar: Calendar): TableAnalysis {
  const ordinals = new Int32Array(raw.tables.length).fill(-1);
  const drafts: Draft[] = [];
  const days = new Map(calendar.knownDays.map((day) => [day, 0]));
  let lineAt = 0;
  const order = raw.tables.map((table, index) => ({ table, index })).sort((a, b) => a.table.start - b.table.start);
  for (const { table, index } of order) {
    if (table.hasNested || table.cells.length < 3 || drafts.length >= most) continue;
    const grid = toGrid(table, raw.text);
    if (!isData(grid)) continue;
    while (lineAt < raw.lines.length && raw.lines[lineAt]!.start < table.start) lineAt++;
    const above = linesAbove(raw, lineAt, index, drafts.at(-1)?.rawIndex);
    for (const row of grid.rows.slice(0, Math.max(grid.firstData, 0))) {
      for (const cell of row)
        if (cell.text.length < 120) for (const date of findDates(cell.text)) days.set(toDay(date), (days.get(toDay(date)) ?? 0) + 1);
    }
    drafts.push({ raw: table, rawIndex: index, grid, above, title: '' });
  }
  const known: Calendar = { ...calendar, knownDays: [...days.keys()].sort((a, b) => a - b), timesNamed: days };
  const tables = drafts.map((draft, ordinal) => {
    ordinals[draft.rawIndex] = ordinal;
    return readTable(draft, ordinal, raw.text, known);
  });
  inheritScale(tables);
  inheritHeads(tables);
  return { tables, ordinals };
}

function isData(grid: Grid): boolean {
  const { rows, columns } = grid;
  let figureRows = 0;
  let long = 0;
  let cells = 0;
  let wide = 0;
  for (const row of rows) {
    if (row.some(isFigure)) figureRows++;
    if (row.length > 1) wide++;
    for (const cell of row) {
      cells++;
      if (cell.text.length > 200) long++;
    }
  }
  if (figureRows >= 2 && (columns.length >= 2 || wide >= 2)) return long * 3 < cells;
  if (figureRows === 1 && rows.length <= 4 && rows.some((row) => row.filter(isFigure).length > 1)) return true;
  return rows.length >= 3 && wide >= 3 && columns.length >= 2 && long * 5 < cells && !isList(rows);
}

/** Bullets and numbered paragraphs that a table lays out. */
function isList(rows: GridCell[][]): boolean {
  const marks = rows.filter((row) => row.length <= 2 && /^(?:[•●▪■□·*–—-]|\(?[a-z0-9]{1,3}[.)])/i.test(row[0]!.text)).length;
  return marks * 2 > rows.length;
}

/** Up to six lines over a table, as far as the table of figures or the long paragraph before: what stands over that one is its own. */
function linesAbove({ lines, tables, text }: RawDocument, before: number, table: number, lastData: number | undefined): string[] {
  const above: string[] = [];
  for (let i = before - 1; i >= 0 && above.length < 6; i--) {
    const line = lines[i]!;
    if (line.table >= 0 && line.table !== table && (line.table === lastData || tables[line.table]!.rows > 3)) break;
    above.unshift(text.slice(Math.max(line.start, line.end - 300), line.end));
    if (line.end - line.start > 300) break;
  }
  return above;
}
