import { tokenize } from './tokenize.ts';

/** Okapi BM25 with the usual constants; a rare term's IDF never falls below zero. */
export const BM25 = { k1: 1.2, b: 0.75 } as const;

/** Terms of a chunk as the index counts them: its text, and its context line once. */
export function termFrequencies(text: string, context: string): { frequencies: Map<string, number>; length: number } {
  const frequencies = new Map<string, number>();
  const own = tokenize(text);
  for (const term of own) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  const about = new Set(tokenize(context));
  for (const term of about) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  return { frequencies, length: own.length + about.size };
}

export const inverseDocumentFrequency = (documents: number, having: number): number =>
  Math.log(1 + (documents - having + 0.5) / (having + 0.5));

/** The part of BM25 that depends on the chunk alone: times IDF and the query's weight it is the score of one term. */
export const termImpact = (frequency: number, length: number, averageLength: number): number =>
  (frequency * (BM25.k1 + 1)) / (frequency + BM25.k1 * (1 - BM25.b + (BM25.b * length) / averageLength));
