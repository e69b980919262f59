import type { StatementKind } from '../../filing/document/types.ts';
import { ACCOUNTING_TERMS, type AccountingTerm, RATIO_TERMS, type RatioTerm, STATEMENT_NAMES } from '../lexicon/accounting-terms.ts';
import { PhraseMatcher } from '../lexicon/phrase-matcher.ts';
import { TOPICS, type Topic } from '../lexicon/topics.ts';

/** What the words of a question name, by the tables of core/search/lexicon. */
export interface Lexical {
  concepts: { term: AccountingTerm; matchedText: string }[];
  ratios: { ratio: RatioTerm; matchedText: string }[];
  statements: StatementKind[];
  topics: Topic[];
}

const terms = new PhraseMatcher<AccountingTerm>();
for (const term of ACCOUNTING_TERMS) for (const name of term.names) terms.add(name, term);
const ratios = new PhraseMatcher<RatioTerm>();
for (const ratio of RATIO_TERMS) for (const name of ratio.names) ratios.add(name, ratio);
const statements = new PhraseMatcher<StatementKind>();
for (const [kind, { names }] of Object.entries(STATEMENT_NAMES)) for (const name of names) statements.add(name, kind as StatementKind);
const topics = new PhraseMatcher<Topic>();
for (const topic of TOPICS) for (const name of topic.names) topics.add(name, topic);

export const ACCOUNTING_TERM: ReadonlyMap<string, AccountingTerm> = new Map(ACCOUNTING_TERMS.map((term) => [term.concept, term]));

export function readLexical(question: string): Lexical {
  const named = statements.find(question);
  // "income" in "statement of income" is no figure that is asked for.
  const rest = blank(question, named);
  const concepts = new Map<string, Lexical['concepts'][number]>();
  for (const { value, start, end } of terms.find(rest))
    if (!concepts.has(value.concept)) concepts.set(value.concept, { term: value, matchedText: question.slice(start, end) });
  const found = new Map<string, Lexical['ratios'][number]>();
  for (const { value, start, end } of ratios.find(rest))
    if (!found.has(value.ratio)) found.set(value.ratio, { ratio: value, matchedText: question.slice(start, end) });
  return {
    concepts: [...concepts.values()],
    ratios: [...found.values()],
    statements: [...new Set(named.map(({ value }) => value))],
    topics: [...new Set(topics.find(rest).map(({ value }) => value))],
  };
}

const BEFORE_FIGURE = /^\s+(?:(?:total|net|gross|adjusted|diluted|basic|consolidated|quarterly|annual|full[\s-]year|q[1-4])\s+)*$/i;

/** True where the text begins with the name of a figure, a ratio or a statement, adjectives of figures left aside. */
export function opensWithFigure(text: string): boolean {
  return [terms, ratios, statements].some((matcher) => {
    const first = matcher.find(text)[0];
    return first !== undefined && BEFORE_FIGURE.test(text.slice(0, first.start));
  });
}

export function blank(text: string, spans: readonly { start: number; end: number }[]): string {
  let result = text;
  for (const { start, end } of spans) result = result.slice(0, start) + ' '.repeat(end - start) + result.slice(end);
  return result;
}
