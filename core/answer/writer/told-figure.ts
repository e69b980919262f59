import { tokenize } from '../../search/tokenize.ts';
import type { Passage } from '../graph/types.ts';
import { bagOf, type QuestionTerms } from './evidence.ts';
import type { SentenceSpan } from './sentences.ts';

/**
 * A figure that was asked for and not found among the facts: only a sentence that names it and its part, with an amount, may stand in.
 * `parts`: the fiscal periods asked about, FY or parts of a year.
 */
export interface AskedFigure {
  qualifier: readonly string[];
  parts: readonly string[];
}

const SAME_LINE = [new Set(tokenize('sales revenue revenues')), new Set(tokenize('income earnings profit'))];

/** The line and the part stand before the first amount, in the sentence's own words, and it is of the period asked about. */
export function tellsFigure(
  { qualifier, parts }: AskedFigure,
  { terms }: QuestionTerms,
  { text }: SentenceSpan,
  passage: Passage,
  years: readonly number[],
  companies: readonly string[],
): boolean {
  const amount = text.includes(' | ')
    ? /(?<= \| [^|]*)\d/
    : /[$€£¥]\s?\d|\d\s*%|\b\d[\d,.]*\s(?:million|billion|thousand|percent|shares)\b/i;
  const at = text.replace(/\b(?:19|20)\d{2}\b/g, '    ').search(amount);
  if (at < 0) return false;
  const words = bagOf(text.slice(0, at));
  const has = (term: string) => words.has(term) || SAME_LINE.some((same) => same.has(term) && [...same].some((other) => words.has(other)));
  if (!terms.every(({ term, weak }) => weak || has(term)) || !qualifier.every((word) => words.has(word))) return false;
  if (text.includes(' | ') ? !isAbout(words, terms) : strayWords(words, terms) > MOST_STRAY) return false;
  if (qualifier.length === 0 && !text.includes(' | ') && narrows(text, terms, companies)) return false;
  if (years.length === 0) return true;
  const ofYear = parts.every((part) => part === 'FY');
  if (!ofYear && !parts.includes(passage.fiscalPeriod ?? '') && !namesPart(text, parts, years)) return false;
  if (ofYear && passage.fiscalPeriod !== undefined && passage.fiscalPeriod !== 'FY') return false;
  const named = [...text.matchAll(/\b(?:19|20)\d{2}\b/g)].map(([year]) => Number(year));
  return named.length > 0
    ? named.some((year) => years.includes(year))
    : passage.fiscalYear === undefined || years.includes(passage.fiscalYear);
}

const PART_NAMES: Readonly<Record<string, string>> = {
  Q1: 'first quarter|q1|1q|three months ended|thirteen weeks ended',
  Q2: 'second quarter|q2|2q|three months ended|thirteen weeks ended',
  Q3: 'third quarter|q3|3q|three months ended|thirteen weeks ended',
  Q4: 'fourth quarter|q4|4q|three months ended|thirteen weeks ended',
  H1: 'first half|first six months|six months ended|twenty-six weeks ended',
  M9: 'first nine months|nine months ended|thirty-nine weeks ended',
};

/** "In the fourth quarter of 2024": the part with its year right after it. */
const namesPart = (text: string, parts: readonly string[], years: readonly number[]): boolean =>
  parts.some((part) => new RegExp(`\\b(?:${PART_NAMES[part] ?? part})\\b[^.]{0,40}\\b(?:${years.join('|')})\\b`, 'i').test(text));

/** A label of mostly other words is another line: "net loss realized and included in net income" is no net income. */
const isAbout = (label: ReadonlySet<string>, terms: QuestionTerms['terms']): boolean =>
  terms.filter(({ term }) => label.has(term)).length * 2 >= label.size &&
  [...label].every((word) => !OTHER_LINE.has(word) || terms.some(({ term }) => term === word));

/** "Total current assets" are no total assets. */
const OTHER_LINE = new Set(
  tokenize(
    'current noncurrent other deferred accrued prepaid adjusted pro forma average continuing discontinued held short long attributable noncontrolling before after excluding',
  ),
);

/** "Lease revenues from third-party tenants included" is no revenue; a sentence has some words of its own before the amount, not many. */
const MOST_STRAY = 4;
const strayWords = (words: ReadonlySet<string>, terms: QuestionTerms['terms']): number =>
  words.size - terms.filter(({ term }) => words.has(term)).length;

const WHOLE = new Set(
  tokenize(
    'total consolidated net overall company companies group annual full gaap reported generated recorded had fiscal year years ended end period quarter months during compared our we its',
  ),
);

/** "MGM China net revenues": words before the line make it a part of it, unless they name the company or say that it is all of it. */
function narrows(text: string, terms: QuestionTerms['terms'], companies: readonly string[]): boolean {
  const own = new Set(companies.flatMap((name) => tokenize(name)));
  for (const match of text.matchAll(/[\p{L}\d.&'’-]+/gu)) {
    const [stem] = tokenize(match[0]);
    if (stem === undefined || /^\d/.test(stem)) continue;
    if (terms.some(({ term }) => term === stem || SAME_LINE.some((same) => same.has(term) && same.has(stem)))) return false;
    if (!WHOLE.has(stem) && !own.has(stem)) return true;
  }
  return true;
}
