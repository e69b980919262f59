import type { ParsedTable, TableCell } from '../filing/document/types.ts';

const ENDS_OPEN = /(?:\b(?:of|to|and|from|for|by|in|the|before|on|with|attributable)|,)$/i;
/** Rounded summands may miss the total by a few of the last printed units. */
const SLACK = 3;

/**
 * What the rows of a statement are called, for rows whose own line does not say: one that goes on with the line above it ("attributable to
 * shareowners of" | "The Company"), and a total without words, which is the sum of the rows under a heading ("Revenues").
 */
export function printedLabels(table: ParsedTable, rows: readonly (readonly TableCell[])[]): (string | undefined)[] {
  const words = new Map<number, string>();
  const counts = new Map<number, number>();
  for (const { row, text, value } of table.cells) {
    counts.set(row, (counts.get(row) ?? 0) + 1);
    if (value === undefined && /\p{L}{3}/u.test(text) && !words.has(row)) words.set(row, text.trim());
  }
  // "Year ended December 31, | 2024 | 2023" heads columns, not rows.
  for (const [row, count] of counts) if (count > 1) words.delete(row);
  return rows.map((cells, index) => {
    const [first] = cells;
    const own = first!.rowLabel;
    const above = words.get(first!.row - 1) ?? (index === 0 ? table.title : undefined);
    if (own !== undefined) return above !== undefined && goesOn(above, own) && !own.startsWith(above) ? `${above} ${own}` : own;
    return totalOf(cells, rows.slice(0, index), words);
  });
}

/** "…less accumulated depreciation –" goes on with an amount; other lines that end so are headings. */
const goesOn = (above: string, own: string): boolean => ENDS_OPEN.test(above) || (/[\u2013\u2014-]$/.test(above) && /^[$\d(]/.test(own));

function totalOf(
  total: readonly TableCell[],
  before: readonly (readonly TableCell[])[],
  words: ReadonlyMap<number, string>,
): string | undefined {
  const row = total[0]!.row;
  const heading = Math.max(...[...words.keys()].filter((each) => each < row), -1);
  const summands = before.filter((cells) => cells[0]!.row > heading && cells[0]!.rowLabel !== undefined);
  if (heading < 0 || summands.length < 2 || summands.some((cells) => cells.length !== total.length)) return undefined;
  const isSum = total.every((cell, column) => {
    const sum = summands.reduce((all, cells) => all + Number(cells[column]!.value), 0);
    return Math.abs(sum - Number(cell.value)) <= SLACK * 10 ** (cell.scale ?? 0);
  });
  return isSum ? `Total ${words.get(heading)!.replace(/[:.]$/, '')}` : undefined;
}
