import type { RawCell, RawTable } from '../raw.ts';
import { isCurrencySign, isMinus, isOpening, isSuffix, isYear, type NumberText, readNumber } from './read-number.ts';

/** A cell as it is read: currency sign, figure and closing sign of one number are one cell. */
export interface GridCell {
  start: number;
  end: number;
  text: string;
  row: number;
  /** Range of the page's columns, end excluded. */
  left: number;
  right: number;
  rowSpan: number;
  number?: NumberText;
  isYear: boolean;
  isBold: boolean;
  isHeader: boolean;
  indent: number;
  /** Logical column, set once the columns are known. */
  column: number;
}

export interface Grid {
  rows: GridCell[][];
  /** Page column ranges of the logical columns, from left to right. */
  columns: { left: number; right: number; hasFigures: boolean }[];
  /** First row with figures; rows above it are heads and captions. */
  firstData: number;
  /** Empty cells were left out, so that only the order of a row's figures says which column they stand in. */
  isDense: boolean;
}

export const isFigure = (cell: GridCell): boolean => cell.number !== undefined && !cell.isYear;

/** Finds the logical rows and columns of a table. */
export function toGrid(raw: RawTable, text: string): Grid {
  const rows = mergeRows(raw, text);
  const firstData = rows.findIndex(
    (row, index) =>
      isDataRow(row) && !rows.slice(index + 1, index + 2).some((next) => next.length > 0 && next.every((cell) => cell.isYear)),
  );
  const isDense = firstData >= 0 && detectDense(raw, rows, firstData);
  const columns = isDense ? denseColumns(rows) : pageColumns(rows, Math.max(firstData, 0));
  return { rows, columns, firstData, isDense };
}

function mergeRows(raw: RawTable, text: string): GridCell[][] {
  const rows: GridCell[][] = [];
  const signColumns = columnsOfSigns(raw, text);
  let sign: RawCell | undefined;
  let current: GridCell[] = [];
  let currentRow = -1;
  const flush = () => {
    if (sign) current.push(toCell(sign, text, sign));
    sign = undefined;
  };
  for (const given of raw.cells) {
    const cell = withoutNextSign(given, text);
    if (cell.row !== currentRow) {
      flush();
      current = [];
      rows.push(current);
      currentRow = cell.row;
    }
    const piece = text.slice(cell.start, cell.end);
    const last = current[current.length - 1];
    if (isSuffix(piece) && last && !sign) {
      last.end = cell.end;
      last.right = cell.column + cell.columnSpan;
      last.text = text.slice(last.start, last.end);
      last.number = readNumber(last.text);
      continue;
    }
    if (sign && isOpening(piece)) continue;
    if (isCurrencySign(piece) || isOpening(piece) || (isMinus(piece) && signColumns.has(cell.column))) {
      flush();
      sign = cell;
      continue;
    }
    const merged = toCell(cell, text, sign ?? cell);
    if (sign && !merged.number) {
      flush();
      current.push(toCell(cell, text, cell));
    } else current.push(merged);
    sign = undefined;
  }
  flush();
  return rows.filter((row) => row.length > 0);
}

/** Page columns that hold minus signs and no figure: the signs of the figures beside them. */
function columnsOfSigns(raw: RawTable, text: string): ReadonlySet<number> {
  const found = new Set<number>();
  const others = new Set<number>();
  for (const { start, end, column, columnSpan } of raw.cells) {
    if (columnSpan > 1) continue;
    const piece = text.slice(start, Math.min(end, start + 8));
    if (isMinus(piece)) found.add(column);
    else if (!isOpening(piece) && !isCurrencySign(piece)) others.add(column);
  }
  for (const column of others) found.delete(column);
  return found;
}

/** `86,392 $`: the sign that ends a cell behind a figure belongs to the next column. */
function withoutNextSign(cell: RawCell, text: string): RawCell {
  const length = cell.end - cell.start;
  if (length < 3 || length > 30 || !/[$€£¥]/.test(text[cell.end - 1]!)) return cell;
  const kept = text.slice(cell.start, cell.end - 1).trimEnd();
  if (!readNumber(kept)) return cell;
  return { ...cell, end: cell.start + kept.length, valueEnd: cell.start + kept.length };
}

function toCell(cell: RawCell, text: string, from: RawCell): GridCell {
  const piece = text.slice(from.start, cell.end);
  const figure = cell.valueEnd < cell.end ? text.slice(from.start, cell.valueEnd).trim() : piece;
  return {
    start: from.start,
    end: cell.end,
    text: piece,
    row: cell.row,
    left: from.column,
    right: cell.column + cell.columnSpan,
    rowSpan: cell.rowSpan,
    number: readNumber(figure) ?? (figure === piece ? undefined : readNumber(piece)),
    isYear: isYear(figure),
    isBold: cell.isBold,
    isHeader: cell.isHeader,
    indent: cell.indent,
    column: -1,
  };
}

/** A label with figures behind it, or several figures. */
function isDataRow(row: GridCell[]): boolean {
  let figures = 0;
  for (const cell of row) if (isFigure(cell)) figures++;
  if (figures === 0) return false;
  return figures > 1 || !isFigure(row[0]!);
}

const periodWord =
  /\b(?:19|20)\d\d\b|\bended\b|\bmonths\b|\bweeks\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b/i;

/** True when rows list their filled cells only: no spans, no gaps, and a head that begins where the labels do. */
function detectDense(raw: RawTable, rows: GridCell[][], firstData: number): boolean {
  let expected = 0;
  let row = -1;
  for (const cell of raw.cells) {
    if (cell.row !== row) {
      row = cell.row;
      expected = 0;
    }
    if (cell.column !== expected || cell.columnSpan !== 1 || cell.rowSpan !== 1) return false;
    expected++;
  }
  const heads = rows.slice(0, firstData).filter((cells) => cells.length > 1 || periodWord.test(cells[0]!.text));
  const widths = new Set(rows.map((cells) => cells.length));
  return heads.some((cells) => periodWord.test(cells[0]!.text) || cells[0]!.isYear) || (raw.cells.length > 8 && widths.size > 2);
}

/** One column of labels and as many of figures as most rows have. */
function denseColumns(rows: GridCell[][]): Grid['columns'] {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const figures = row.filter(isFigure).length;
    if (figures > 0) counts.set(figures, (counts.get(figures) ?? 0) + 1);
  }
  let width = 0;
  let most = 0;
  for (const [figures, count] of counts) {
    if (count > most || (count === most && figures > width)) {
      width = figures;
      most = count;
    }
  }
  const columns = [{ left: 0, right: 1, hasFigures: false }];
  for (let i = 0; i < width; i++) columns.push({ left: i + 1, right: i + 2, hasFigures: true });
  for (const row of rows) {
    const figures = row.filter(isFigure);
    const isWhole = figures.length === width;
    let at = 1;
    for (const cell of row) {
      if (isFigure(cell) && isWhole) cell.column = at++;
      else cell.column = cell === row[0] ? 0 : -1;
    }
  }
  return columns;
}

/** Columns from the page: ranges of figures that overlap are one column; text that overlaps none of them makes its own. */
function pageColumns(rows: GridCell[][], firstData: number): Grid['columns'] {
  const figures: GridCell[] = [];
  const texts: GridCell[] = [];
  let width = 0;
  for (const row of rows) for (const cell of row) width = Math.max(width, cell.right);
  for (let i = firstData; i < rows.length; i++) {
    for (const cell of rows[i]!) {
      if (isFigure(cell)) figures.push(cell);
      else if (cell.right - cell.left <= Math.max(1, width * 0.6) || rows[i]!.length > 1) texts.push(cell);
    }
  }
  const columns = cluster(figures, true);
  const loose = texts.filter((cell) => !columns.some((column) => cell.left < column.right && cell.right > column.left));
  for (const column of cluster(loose, false)) columns.push(column);
  columns.sort((a, b) => a.left - b.left);
  for (const row of rows) {
    for (const cell of row) {
      cell.column = columns.findIndex((column) => cell.left < column.right && cell.right > column.left);
      if (cell.column < 0 && cell.left < (columns[0]?.left ?? 0)) cell.column = 0;
    }
  }
  return columns;
}

function cluster(cells: GridCell[], hasFigures: boolean): Grid['columns'] {
  const sorted = [...cells].sort((a, b) => a.left - b.left || a.right - b.right);
  const columns: Grid['columns'] = [];
  for (const cell of sorted) {
    const last = columns[columns.length - 1];
    if (last && cell.left < last.right) last.right = Math.max(last.right, Math.min(cell.right, cell.left + 60));
    else columns.push({ left: cell.left, right: cell.right, hasFigures });
  }
  return columns;
}
