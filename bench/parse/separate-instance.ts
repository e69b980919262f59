import { parseFiling } from '../../core/filing/document/parse-filing.ts';
import type { ParsedFact, ParsedFiling, ParseInput } from '../../core/filing/document/types.ts';
import { untagged } from './untagged.ts';

export interface Placement {
  /** Facts without dimensions that stand in a table. */
  facts: number;
  /** Placed where the filer had tagged the same concept, value and period. */
  right: number;
  /** Placed in another cell: what it was, and the text before it. */
  elsewhere: string[];
}

/**
 * An inline filing read as one of the years before: the tags taken out of the pages, the same facts given as a separate instance. Where
 * `placeFacts` puts them is compared with where the filer had tagged them.
 */
export function measurePlacement(input: ParseInput, filing: ParsedFiling): Placement {
  const instances = filing.documents.map(({ facts, skippedFacts }) => ({ facts: facts.map(withoutPlace), skippedFacts }));
  const plain = parseFiling(untagged(input), { instances });
  const placed = new Map<string, ParsedFact>();
  for (const { facts } of plain.documents) for (const fact of facts) if (fact.span) placed.set(keyOf(fact), fact);
  const tagged = new Map<string, { inTable: boolean; places: Set<string> }>();
  for (const { facts, tables } of filing.documents) {
    for (const fact of facts) {
      if (!fact.span || fact.dimensions.length > 0 || !fact.isNumeric || fact.isNil || Number(fact.value) === 0) continue;
      const { charStart } = fact.span;
      const known = tagged.get(keyOf(fact)) ?? { inTable: false, places: new Set<string>() };
      const table = tables.find((table) => table.charStart <= charStart && charStart < table.charEnd);
      const cell = table?.cells.find((cell) => cell.charStart <= charStart && charStart < cell.charEnd);
      known.inTable ||= cell !== undefined;
      known.places.add(`${cell?.charStart ?? charStart}`);
      tagged.set(keyOf(fact), known);
    }
  }
  const inTables = [...tagged].filter(([, { inTable }]) => inTable);
  const placement: Placement = { facts: inTables.length, right: 0, elsewhere: [] };
  for (const [key, { places }] of inTables) {
    const fact = placed.get(key);
    if (!fact) continue;
    if (places.has(String(fact.span!.charStart))) placement.right++;
    else
      placement.elsewhere.push(
        `${key}: ${plain.documents[0]!.text.slice(fact.span!.charStart - 60, fact.span!.charEnd).replaceAll('\n', ' ')}`,
      );
  }
  return placement;
}

const keyOf = ({ concept, value, periodStart, periodEnd }: ParsedFact): string => `${concept} ${value} ${periodStart ?? ''} ${periodEnd}`;

const withoutPlace = ({ span: _, anchor: __, label: ___, scale: ____, ...fact }: ParsedFact): ParsedFact => fact;
