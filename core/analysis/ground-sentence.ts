import type { AnswerCitation } from '../answer/types.ts';
import { overlap } from './score-sentence.ts';

const NUMBER = /\d[\d,]*(?:\.\d+)?/g;
const numbersOf = (text: string): string[] => (text.match(NUMBER) ?? []).map((number) => number.replaceAll(',', '').replace(/\.0+$/, ''));

/**
 * Why a written sentence is not borne out by the quotes it cites; null when it is: every figure stands in a quote, and most of its words
 * do. A sentence that is its quote passes always.
 */
export function ungrounded(sentence: string, citations: readonly AnswerCitation[]): string | null {
  if (citations.length === 0) return 'it cites nothing';
  const quotes = citations.map(({ quote }) => quote).join('\n');
  if (quotes.includes(sentence)) return null;
  const known = new Set(numbersOf(quotes));
  const stray = numbersOf(sentence).find((number) => !known.has(number));
  if (stray !== undefined) return `${stray} stands in no cited sentence`;
  return overlap(sentence, quotes) < 0.5 ? 'its words are not those of the cited sentences' : null;
}
