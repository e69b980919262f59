import { standardConcepts, standardConceptsOf } from './standard-concepts.ts';

export interface MappableFact {
  concept: string;
  isNumeric: boolean;
  isNil: boolean;
  periodStart?: string;
  periodEnd: string;
  dimensionsKey: string;
  unit?: string;
}

/**
 * Which line each fact of one filing stands for; undefined for none. Of the concepts that can stand for a line the filing's own first
 * choice is taken for all its periods, so that a series never mixes two; facts of segments, where that concept does not occur, take
 * the next. One fact stands for one line, one line of a period for one concept.
 */
export function assignStandardConcepts(facts: readonly MappableFact[], periodEnd: string | undefined): (string | undefined)[] {
  const result = new Array<string | undefined>(facts.length).fill(undefined);
  const groups = new Map<string, number[]>();
  for (const [index, fact] of facts.entries()) {
    if (!fact.isNumeric || fact.isNil || standardConceptsOf(fact.concept).length === 0) continue;
    const group = fact.dimensionsKey === '' ? '' : `${fact.dimensionsKey}|${fact.periodStart ?? ''}|${fact.periodEnd}|${fact.unit ?? ''}`;
    const members = groups.get(group);
    if (members) members.push(index);
    else groups.set(group, [index]);
  }
  for (const members of groups.values()) assignGroup(members, facts, periodEnd, result);
  return result;
}

function assignGroup(
  members: readonly number[],
  facts: readonly MappableFact[],
  periodEnd: string | undefined,
  result: (string | undefined)[],
): void {
  const byConcept = new Map<string, number[]>();
  for (const index of members) {
    const fact = facts[index]!;
    const same = byConcept.get(fact.concept);
    if (same) same.push(index);
    else byConcept.set(fact.concept, [index]);
  }
  for (const standard of standardConcepts) {
    const present = standard.concepts.filter((concept) => {
      const indexes = byConcept.get(concept);
      return indexes?.some(
        (index) => result[index] === undefined && (facts[index]!.periodStart === undefined) === (standard.period === 'INSTANT'),
      );
    });
    if (present.length === 0) continue;
    const current = present.find((concept) => byConcept.get(concept)!.some((index) => isCurrent(facts[index]!, periodEnd)));
    for (const index of byConcept.get(current ?? present[0]!)!) {
      if ((facts[index]!.periodStart === undefined) === (standard.period === 'INSTANT')) result[index] ??= standard.key;
    }
  }
}

/** A fact of the filing's own period, not only of comparatives. Instants may stand a little off: a cover's share count. */
const isCurrent = (fact: MappableFact, periodEnd: string | undefined): boolean => periodEnd === undefined || fact.periodEnd >= periodEnd;
