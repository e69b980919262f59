import type { ParsedFact, ParsedTable, TableCell } from '../types.ts';

interface Candidate {
  cell: TableCell;
  table: ParsedTable;
}

/**
 * Finds the cell of each fact of a separate XBRL instance, which comes without a place: the cell has the fact's value and period, and
 * its row the words of the fact's concept. Statements come before other tables. Facts with dimensions and zeros stay without a place:
 * too many cells would do.
 */
export function placeFacts(tables: readonly ParsedTable[], facts: readonly ParsedFact[]): void {
  const placeless = facts.filter((fact) => isPlaceable(fact));
  if (placeless.length === 0) return;
  const cells = cellsByKey(tables);
  for (const fact of placeless) {
    const found = bestOf(cells.get(keyOf(fact.value, fact.periodStart, fact.periodEnd)) ?? [], fact);
    if (!found) continue;
    fact.span = { charStart: found.cell.charStart, charEnd: found.cell.charEnd };
    fact.anchor = found.table.anchor;
    fact.isHidden = false;
  }
}

const isPlaceable = (fact: ParsedFact): boolean =>
  fact.isNumeric && !fact.isNil && fact.dimensions.length === 0 && Number(fact.value) !== 0;

function cellsByKey(tables: readonly ParsedTable[]): Map<string, Candidate[]> {
  const cells = new Map<string, Candidate[]>();
  for (const table of tables) {
    for (const cell of table.cells) {
      if (cell.value === undefined || cell.periodEnd === undefined || !cell.rowLabel) continue;
      const key = keyOf(cell.value, cell.periodStart, cell.periodEnd);
      const same = cells.get(key);
      if (same) same.push({ cell, table });
      else cells.set(key, [{ cell, table }]);
    }
  }
  return cells;
}

/** Pages and facts differ in sign: see `bindFacts`. */
const keyOf = (value: string, start: string | undefined, end: string): string => `${value.replace(/^-/, '')} ${start ?? ''} ${end}`;

/** Null when no cell is convincing: short numbers repeat by chance, and want more of the words than long ones. */
function bestOf(candidates: readonly Candidate[], fact: ParsedFact): Candidate | null {
  const words = wordsOf(localName(fact.concept));
  let best: Candidate | null = null;
  let bestScore = 0;
  for (const candidate of candidates) {
    const { cell, table } = candidate;
    const isStatement = table.statement !== undefined;
    const shared = [...wordsOf(cell.rowLabel!)].filter((word) => words.has(word)).length;
    const isLong = (cell.text.match(/\d/g)?.length ?? 0) >= 4;
    const isLike = isLong ? shared > 0 || (isStatement && candidates.length === 1) : shared * 2 >= words.size && shared > 0;
    if (!isLike || !signAgrees(cell, fact)) continue;
    const score = 1 + shared + (isStatement ? 1 : 0);
    if (score > bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best;
}

/** Outflows stand in parentheses whose facts are positive; a loss may stand without them in a row that says loss. */
const signAgrees = ({ value, rowLabel }: TableCell, fact: ParsedFact): boolean =>
  !fact.value.startsWith('-') || value!.startsWith('-') || /loss|deficit|used|decrease|benefit/i.test(rowLabel!);

const localName = (concept: string): string => concept.slice(concept.indexOf(':') + 1);

/** Stems of the words of a label or of a concept's name in camel case. */
function wordsOf(name: string): Set<string> {
  const words = new Set<string>();
  for (const [word] of name.replace(/([a-z])([A-Z])/g, '$1 $2').matchAll(/[A-Za-z]{3,}/g)) {
    const stem = word
      .toLowerCase()
      .slice(0, 6)
      .replace(/(?:es|s|ed|ing)$/, '');
    if (!common.has(stem)) words.add(stem);
  }
  return words;
}

const common = new Set(['and', 'the', 'for', 'from', 'other', 'net', 'total', 'per', 'with']);
