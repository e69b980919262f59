import { balanceSheetLines } from './standard/balance-sheet.ts';
import { bankBalanceSheetLines, bankIncomeLines } from './standard/bank-and-insurance.ts';
import { cashFlowLines } from './standard/cash-flow.ts';
import { incomeLines } from './standard/income.ts';
import { type StandardConcept, toStandardConcept } from './standard/types.ts';

export type { StandardConcept } from './standard/types.ts';

/** Every line that Gravity compares, in the order of the statements. Where two take the same concept the earlier has it. */
export const standardConcepts: readonly StandardConcept[] = [
  ...[...incomeLines, ...bankIncomeLines].map((line) => toStandardConcept(line, 'INCOME')),
  ...[...balanceSheetLines, ...bankBalanceSheetLines].map((line) => toStandardConcept(line, 'BALANCE_SHEET')),
  ...cashFlowLines.map((line) => toStandardConcept(line, 'CASH_FLOW')),
];

const byKey = new Map(standardConcepts.map((concept) => [concept.key, concept]));
const byConcept = new Map<string, StandardConcept[]>();
for (const standard of standardConcepts) {
  for (const concept of standard.concepts) byConcept.set(concept, [...(byConcept.get(concept) ?? []), standard]);
}

export const findStandardConcept = (key: string): StandardConcept | null => byKey.get(key) ?? null;

/** The lines that a filer's concept (`us-gaap:Revenues`) can stand for, the most fitting first. */
export const standardConceptsOf = (concept: string): readonly StandardConcept[] => byConcept.get(concept) ?? [];

const words = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/\s/g, ' ');

const bySynonym = standardConcepts
  .flatMap((concept) => concept.synonyms.map((synonym) => ({ synonym, concept })))
  .sort((a, b) => b.synonym.length - a.synonym.length);
const isWord = (character: string | undefined): boolean => character !== undefined && /[a-z0-9]/.test(character);

export interface NamedConcept {
  concept: StandardConcept;
  matchedText: string;
  start: number;
}

/**
 * The lines that a text names in plain English, in text order, the longest name first where names overlap (`net interest income` is
 * not `interest income`). `start` counts UTF-16 units of `text`.
 */
export function namedConcepts(text: string): NamedConcept[] {
  const lower = words(text);
  const taken = new Uint8Array(lower.length);
  const found: NamedConcept[] = [];
  for (const { synonym, concept } of bySynonym) {
    for (let at = lower.indexOf(synonym); at >= 0; at = lower.indexOf(synonym, at + 1)) {
      const end = at + synonym.length;
      if (isWord(lower[at - 1]) || isWord(lower[end]) || taken.subarray(at, end).includes(1)) continue;
      taken.fill(1, at, end);
      found.push({ concept, matchedText: text.slice(at, end), start: at });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}
