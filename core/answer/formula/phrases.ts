import { stem } from '../../search/tokenize.ts';

/** Lower case, one spelling of "and", no punctuation but `%`, `&` and `/`. */
export function normalisePhrase(phrase: string): string {
  return phrase
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/'s\b|s'(?=\s|$)/g, (possessive) => (possessive === "s'" ? 's' : ''))
    .replace(/(\d)[.,](?=\d)/g, '$1\u0001')
    .replace(/['"“”().,;:?!]/g, ' ')
    .replaceAll('\u0001', '.')
    .replace(/\b(?:percent|percentage|per cent)\b/g, '%')
    .replace(/%/g, ' % ')
    .replace(/\band\b/g, '&')
    .replace(/[-–—]/g, ' ')
    .replace(/\s*&\s*/g, ' & ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Words by their stems, so that "net incomes" and "net income" are one key. */
export const phraseTokens = (phrase: string): string[] => normalisePhrase(phrase).split(' ').filter(Boolean).map(stem);
export const phraseKey = (phrase: string): string => phraseTokens(phrase).join(' ');

export interface PhraseHit<T> {
  value: T;
  /** In tokens of {@link phraseTokens}. */
  start: number;
  end: number;
}

const LONGEST = 12;

/** The longest known phrases in a run of tokens, left to right, without overlaps. */
export function findPhrases<T>(tokens: readonly string[], known: (key: string) => T | undefined): PhraseHit<T>[] {
  const hits: PhraseHit<T>[] = [];
  for (let start = 0; start < tokens.length; ) {
    let next = start + 1;
    for (let length = Math.min(LONGEST, tokens.length - start); length > 0; length -= 1) {
      const value = known(tokens.slice(start, start + length).join(' '));
      if (value === undefined) continue;
      hits.push({ value, start, end: start + length });
      next = start + length;
      break;
    }
    start = next;
  }
  return hits;
}
