import type { ParsedFact, ParsedFiling, TableCell } from '../../core/filing/document/types.ts';

/** What the cells say in which the tagged figures of a filing stand. */
export interface FactsInTables {
  /** Visible numeric facts that are not nil and stand in a cell of a table. */
  inTables: number;
  /** Value, scale, period and unit of the cell are the fact's. */
  equal: number;
  /** Equal but for the sign: an outflow that the page prints in parentheses, a loss tagged as such and printed without them. */
  signOnly: number;
  /** One of several figures or facts of a cell, another of which is equal: a range, one figure tagged for two years. */
  sharing: number;
  /** One of several figures ("3.6%-5.4%"), or a figure within words, in a cell that has no value as a whole. */
  within: number;
  /** All others, in words. */
  different: string[];
}

/** Looks facts up by their spans, apart from the code that binds cells to facts. */
export function checkFactsInTables(filing: ParsedFiling): FactsInTables {
  const check: FactsInTables = { inTables: 0, equal: 0, signOnly: 0, sharing: 0, within: 0, different: [] };
  for (const { tables, facts } of filing.documents) {
    const cells = tables.flatMap((table) => table.cells).sort((a, b) => a.charStart - b.charStart);
    const byCell = new Map<TableCell, ParsedFact[]>();
    for (const fact of facts) {
      if (!fact.span || !fact.isNumeric || fact.isHidden || fact.isNil) continue;
      const cell = cellAt(cells, fact.span.charStart);
      if (cell) byCell.set(cell, [...(byCell.get(cell) ?? []), fact]);
    }
    for (const [cell, inCell] of byCell) checkCell(check, cell, inCell);
  }
  return check;
}

function checkCell(check: FactsInTables, cell: TableCell, facts: readonly ParsedFact[]): void {
  check.inTables += facts.length;
  const agreeing = facts.filter((fact) => agrees(cell, fact));
  check.equal += agreeing.filter((fact) => Number(fact.value) === Number(cell.value)).length;
  check.signOnly += agreeing.filter((fact) => Number(fact.value) !== Number(cell.value)).length;
  for (const fact of facts) {
    if (agreeing.includes(fact)) continue;
    if (agreeing.length > 0) check.sharing++;
    else if (cell.value === undefined && (facts.length > 1 || /\p{L}{3}/u.test(cell.text))) check.within++;
    else
      check.different.push(
        `${fact.concept} ${fact.value} of ${fact.periodEnd}: cell "${cell.text}" has ${cell.value} of ${cell.periodEnd}`,
      );
  }
}

function agrees(cell: TableCell, fact: ParsedFact): boolean {
  const size = (value: string | undefined) => value?.replace(/^-/, '');
  return (
    size(cell.value) === size(fact.value) &&
    (Number(fact.value) === 0 || (cell.scale ?? 0) === (fact.scale ?? 0)) &&
    cell.periodEnd === fact.periodEnd &&
    cell.periodStart === fact.periodStart &&
    cell.unit === fact.unit
  );
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
