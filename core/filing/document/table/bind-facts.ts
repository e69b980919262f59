import type { ParsedFact, ParsedTable, TableCell } from '../types.ts';

/** How a cell that was read from the page compares with the fact that is tagged in it. */
export interface CellComparison {
  cell: TableCell;
  fact: ParsedFact;
  sameValue: boolean;
  sameScale: boolean;
  samePeriod: boolean;
}

/**
 * Gives each table cell what the fact tagged in it says (exact value and period, unit), and each fact without a
 * label the label of its row. Where a cell holds several facts of one place, the first decides.
 * @param compare  told what the page alone had said, for every bound cell
 */
export function bindFacts(
  tables: readonly ParsedTable[],
  facts: readonly ParsedFact[],
  compare?: (comparison: CellComparison) => void,
): void {
  const spans = facts.filter((fact) => fact.span && fact.isNumeric && !fact.isHidden).sort((a, b) => a.span!.charStart - b.span!.charStart);
  let at = 0;
  const ordered = [...tables].sort((a, b) => a.charStart - b.charStart);
  for (const table of ordered) {
    for (const cell of table.cells) {
      while (at < spans.length && spans[at]!.span!.charEnd <= cell.charStart) at++;
      let isBound = false;
      for (let i = at; i < spans.length && spans[i]!.span!.charStart < cell.charEnd; i++) {
        const fact = spans[i]!;
        const covers = (fact.span!.charEnd - fact.span!.charStart) * 2 >= withoutSigns(cell.text).length;
        if (!covers) continue;
        if (!fact.label && cell.rowLabel) fact.label = cell.rowLabel;
        if (isBound || fact.isNil) continue;
        isBound = true;
        compare?.({ cell: { ...cell }, fact, ...agreement(cell, fact) });
        cell.value = asShown(cell, fact);
        if (fact.scale !== undefined) cell.scale = fact.scale;
        if (fact.unit) cell.unit = fact.unit;
        if (fact.periodStart) cell.periodStart = fact.periodStart;
        else delete cell.periodStart;
        cell.periodEnd = fact.periodEnd;
      }
    }
  }
}

/** "($6)" is a figure of one digit, whatever signs stand around it. */
const withoutSigns = (text: string): string => text.replace(/^[^\p{L}\d.]+|[^\p{L}\d]+$/gu, '');

/** A page shows outflows in parentheses whose facts are positive: the size is the fact's, the sign the page's. */
function asShown(cell: TableCell, fact: ParsedFact): string {
  const size = fact.value.replace(/^-/, '');
  if (size === '0' || cell.value === undefined) return fact.value;
  return cell.value.startsWith('-') ? `-${size}` : size;
}

function agreement(cell: TableCell, fact: ParsedFact): Omit<CellComparison, 'cell' | 'fact'> {
  const isZero = Number(fact.value) === 0;
  return {
    sameValue: cell.value !== undefined && cell.value.replace(/^-/, '') === fact.value.replace(/^-/, ''),
    sameScale: isZero || (cell.scale ?? 0) === (fact.scale ?? 0),
    samePeriod: cell.periodEnd === fact.periodEnd && cell.periodStart === fact.periodStart,
  };
}
