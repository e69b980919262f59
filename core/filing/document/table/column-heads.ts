import { findDates } from './dates.ts';
import type { Grid, GridCell } from './table-grid.ts';

const headWord = /\b(?:19|20)\d\d\b|\bended\b|\bmonths\b|\bweeks\b|\bquarters?\b|%|\bchange\b|\bpercent|\bamount\b|\btotal\b/i;
/** A row below the first figures that heads those under it. */
export const looksLikeHead = (row: GridCell[]): boolean =>
  row.slice(1).some((cell) => headWord.test(cell.text.slice(0, 100))) && row.every((cell) => cell.text.length < 120);

/** `(In millions, except per share data)`: says how to count, heads no column. */
const captionOnly =
  /^\(?(?:unaudited\W*|dollars?\s+|amounts?\s+|u\.s\.\s+|[$]\s*)*\(?(?:in|expressed in)\s+(?:[$]\s*)?(?:thousands|millions|billions)\b.{0,120}$/i;

/** Characters of the rows over a column; what has more is no head. */
const LONGEST_HEAD = 2_000;

/** The words over each column, from top to bottom. */
export function columnHeads(grid: Grid, heads: GridCell[][]): string[] {
  const out = grid.columns.map(() => '');
  const figureColumns = grid.columns.map((column, index) => (column.hasFigures ? index : -1)).filter((index) => index >= 0);
  for (const row of heads) {
    const cells = row.filter((cell) => cell.text.length < 160 && !captionOnly.test(cell.text));
    if (grid.isDense && cells.length === 1 && !isSharedHead(cells[0]!.text)) continue;
    const isSpread = grid.isDense || cells.every((cell) => cell.column < 0);
    const over = isSpread ? spread(cells, figureColumns) : undefined;
    cells.forEach((cell, at) => {
      const targets = over ? over[at]! : overlapping(grid, cell);
      for (const index of targets)
        if (out[index]!.length < LONGEST_HEAD && !out[index]!.endsWith(cell.text)) out[index] = `${out[index]} ${cell.text}`.trim();
    });
  }
  return out;
}

/** One head over all columns of a table without gaps: `Years ended December 31,`, but no title and no caption of rows. */
const isSharedHead = (text: string): boolean =>
  text.length < 80 &&
  /\b(?:ended|months|weeks|december|january|june|september|march|(?:19|20)\d\d)\b/i.test(text) &&
  findDates(text).length <= 1;

function overlapping(grid: Grid, cell: GridCell): number[] {
  const over: number[] = [];
  grid.columns.forEach((column, index) => {
    if (cell.left < column.right && cell.right > column.left) over.push(index);
  });
  return over.length === 0 && cell.column >= 0 ? [cell.column] : over;
}

/** Heads whose place is unknown are dealt out in order: one to each column of figures, or each to as many. */
function spread(cells: GridCell[], columns: number[]): number[][] {
  const heads = cells.length === columns.length + 1 ? cells.slice(1) : cells;
  const extra = cells.length - heads.length;
  const share = heads.length > 0 && columns.length % heads.length === 0 ? columns.length / heads.length : 0;
  return cells.map((_, index) => {
    const at = index - extra;
    if (at < 0) return [0];
    if (share === 0) return [];
    return columns.slice(at * share, at * share + share);
  });
}

/** A head in the middle of a table replaces the old one where it says something. */
export const mergeHeads = (old: string[], fresh: string[]): string[] =>
  old.map((head, index) => (fresh[index] !== '' ? fresh[index]! : head));
