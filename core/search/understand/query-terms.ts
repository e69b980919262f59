import type { StatementKind } from '../../filing/document/types.ts';
import { STATEMENT_NAMES } from '../lexicon/accounting-terms.ts';
import { TOPICS } from '../lexicon/topics.ts';
import { STOP_WORDS, stem, tokens } from '../tokenize.ts';
import type { Interpretation } from '../types.ts';
import { ACCOUNTING_TERM } from './lexical.ts';

/** Words of questions that stand in every filing, or in none: they rank nothing. */
const IDLE: ReadonlySet<string> = new Set(
  (
    'company companies fiscal year years fy cy quarter quarterly annual annually period usd dollar dollars million millions billion billions thousand amount amounts value values ' +
    'figure figures financial financials data information outlined report reported reporting filing filings number please answer round decimal decimals place places unit units ' +
    'percent percents percentage calculate compute define defined definition metric question roughly approximately respectively based according give show tell list ' +
    'much many big large use useful relevant business primarily also still ever'
  ).split(' '),
);

/** Terms of the question itself, in its order, each once. */
export function queryTerms(question: string): string[] {
  const found = new Set<string>();
  for (const { word } of tokens(question)) if (!STOP_WORDS.has(word) && !IDLE.has(word)) found.add(stem(word));
  return [...found];
}

export interface WeightedTerm {
  term: string;
  weight: number;
}

/** How much each source of a term says, against 1 for a word of the question. */
export const TERM_WEIGHTS = { question: 1, concept: 0.6, operand: 0.6, topic: 0.35, statement: 0.6, year: 0.25 } as const;

/**
 * The bag of terms that the text leg scores: the question's own, the captions under which filers report what it names, titles of the
 * statements where that stands, and the years. A term from several sources counts once, with its highest weight.
 */
export function weightedTerms(interpretation: Interpretation): WeightedTerm[] {
  const weights = new Map<string, number>();
  const add = (text: string, weight: number) => {
    for (const { word } of tokens(text)) {
      if (STOP_WORDS.has(word)) continue;
      const term = stem(word);
      if ((weights.get(term) ?? 0) < weight) weights.set(term, weight);
    }
  };
  for (const term of interpretation.terms) weights.set(term, TERM_WEIGHTS.question);
  const concepts = new Set(interpretation.concepts.map(({ concept }) => concept));
  for (const { operands } of interpretation.ratios) for (const operand of operands) concepts.add(operand);
  for (const concept of concepts) for (const line of ACCOUNTING_TERM.get(concept)?.lines ?? []) add(line, TERM_WEIGHTS.concept);
  for (const topic of TOPICS)
    if (interpretation.topics.includes(topic.topic)) for (const line of topic.lines) add(line, TERM_WEIGHTS.topic);
  for (const statement of interpretation.statements) add(STATEMENT_NAMES[statement as StatementKind]?.title ?? '', TERM_WEIGHTS.statement);
  for (const { fiscalYear } of interpretation.periods) if (fiscalYear) add(String(fiscalYear), TERM_WEIGHTS.year);
  return [...weights].map(([term, weight]) => ({ term, weight }));
}
