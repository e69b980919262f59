import type { ParsedTable, TableCell } from '../types.ts';
import { canonicalDecimal } from '../xbrl/decimal-string.ts';
import { cents } from './table-cell.ts';

/** The second half of a statement that the page broke in two has no heads of its own: it has those of the first. */
export function inheritHeads(tables: ParsedTable[]): void {
  for (let i = 1; i < tables.length; i++) {
    const table = tables[i]!;
    const before = tables[i - 1]!;
    if (table.charStart - before.charEnd > 80 || table.columns !== before.columns) continue;
    if (table.cells.some((cell) => cell.value !== undefined && (cell.columnLabel || cell.periodEnd))) continue;
    const heads = new Map<number, TableCell>();
    for (const cell of before.cells) if (cell.value !== undefined && cell.columnLabel) heads.set(cell.column, cell);
    for (const cell of table.cells) {
      const head = cell.value === undefined ? undefined : heads.get(cell.column);
      if (!head) continue;
      cell.columnLabel = head.columnLabel;
      if (head.periodStart) cell.periodStart = head.periodStart;
      if (head.periodEnd) cell.periodEnd = head.periodEnd;
    }
  }
}

/** The page may have cut these off from the heading that says "per share". */
const PER_SHARE = /^\W*(?:basic|diluted|assuming dilution|(?:cash )?dividends? (?:declared|paid))\b|\bper (?:common )?share\b/i;

/** What Items 5, 11, 12 and 14 of an annual report tell is told in full, whatever the statements are counted in. */
const TOLD_IN_FULL =
  /\b(?:audit(?:[- ]related)? fees|all other fees|salary|named executive|beneficial(?:ly)? own|square (?:feet|foot|footage)|price paid per share|closing price)\b|^(?:high|low)$/i;

/** A table that says nothing of its scale but shows currency follows the statements, as notes do. */
export function inheritScale(tables: ParsedTable[]): void {
  const counts = new Map<number, number>();
  for (const table of tables) if (table.statement && table.scale !== undefined) counts.set(table.scale, (counts.get(table.scale) ?? 0) + 1);
  let usual: number | undefined;
  for (const [scale, count] of counts) if (usual === undefined || count > counts.get(usual)!) usual = scale;
  if (!usual) return;
  for (const table of tables) {
    if (table.scale !== undefined || !table.cells.some((cell) => cell.value !== undefined && cell.text.includes('$'))) continue;
    const isWhole = table.cells.every(
      (cell) => !cell.value || cell.unit === 'pure' || cell.scale !== 0 || !/\d,\d{3},\d{3}/.test(cell.text),
    );
    if (!isWhole || TOLD_IN_FULL.test(table.title ?? '') || table.cells.some(({ text }) => text.length < 80 && TOLD_IN_FULL.test(text)))
      continue;
    table.scale = usual;
    for (const cell of table.cells) {
      if (cell.value === undefined || cell.scale !== 0 || cell.unit?.includes('shares') || cell.unit === 'pure') continue;
      if (usual >= 6 && cents.test(cell.text) && PER_SHARE.test(cell.rowLabel ?? '')) {
        cell.unit = `${cell.unit ?? 'USD'}/shares`;
        continue;
      }
      cell.value = canonicalDecimal(cell.value, usual) ?? cell.value;
      cell.scale = usual;
    }
  }
}
