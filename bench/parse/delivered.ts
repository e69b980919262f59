import type { ParsedFiling, TableCell } from '../../core/filing/document/types.ts';

/**
 * Cells that hold a fact and are given out with its size, scale and period. Looks facts up by their spans, apart from the code that binds
 * them; where one cell holds several facts of one place, agreeing with one is enough.
 */
export function countDelivered(filing: ParsedFiling): number {
  let same = 0;
  for (const { tables, facts } of filing.documents) {
    const cells = tables.flatMap((table) => table.cells).sort((a, b) => a.charStart - b.charStart);
    const agreeing = new Set<TableCell>();
    for (const fact of facts) {
      if (!fact.span || !fact.isNumeric || fact.isHidden || fact.isNil) continue;
      const cell = cellAt(cells, fact.span.charStart);
      if (!cell || (fact.span.charEnd - fact.span.charStart) * 2 < cell.charEnd - cell.charStart) continue;
      const size = (value: string | undefined) => value?.replace(/^-/, '');
      const isSame =
        size(cell.value) === size(fact.value) &&
        (Number(fact.value) === 0 || (cell.scale ?? 0) === (fact.scale ?? 0)) &&
        cell.periodEnd === fact.periodEnd &&
        cell.periodStart === fact.periodStart;
      if (isSame) agreeing.add(cell);
    }
    same += agreeing.size;
  }
  return same;
}

/** The last cell that begins at or before a place, if it reaches it. */
function cellAt(cells: readonly TableCell[], at: number): TableCell | undefined {
  let low = 0;
  let high = cells.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cells[middle]!.charStart <= at) low = middle + 1;
    else high = middle;
  }
  const cell = cells[low - 1];
  return cell && cell.charEnd > at ? cell : undefined;
}
