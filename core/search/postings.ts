import { BM25, termImpact } from './bm25.ts';
import { termKey } from './tokenize.ts';

/** Chunks of one filing that an entry can number. */
export const MOST_CHUNKS = 65_536;
const MOST_FREQUENCY = 63;
const MOST_LENGTH = 511;
/** Length by which entries are put in order; exact scores use the corpus average. */
export const REFERENCE_LENGTH = 150;

export interface CountedChunk {
  frequencies: ReadonlyMap<string, number>;
  length: number;
}

/** Inverted lists of one filing, as columns. Entries of term i are `entries.slice(starts[i], starts[i + 1])`. */
export interface Postings {
  terms: number[];
  /** Greatest impact among the entries, times 1,000. */
  tops: number[];
  starts: number[];
  entries: number[];
}

/** An entry: frequency (6 bits) << 25 | length in terms (9 bits) << 16 | ordinal (16 bits). Both are capped, which BM25 barely notices. */
export const packEntry = (frequency: number, length: number, ordinal: number): number =>
  (Math.min(frequency, MOST_FREQUENCY) << 25) | (Math.min(length, MOST_LENGTH) << 16) | ordinal;

/** Chunks by their ordinal to inverted lists, each with its greatest impact first, terms in ascending order of their keys. */
export function buildPostings(chunks: readonly CountedChunk[]): Postings {
  const lists = new Map<string, { entry: number; impact: number }[]>();
  for (const [ordinal, { frequencies, length }] of chunks.entries()) {
    for (const [term, frequency] of frequencies) {
      const item = { entry: packEntry(frequency, length, ordinal), impact: termImpact(frequency, length, REFERENCE_LENGTH) };
      const list = lists.get(term);
      if (list) list.push(item);
      else lists.set(term, [item]);
    }
  }
  const keyed = [...lists].map(([term, list]) => ({ key: termKey(term), list })).sort((a, b) => a.key - b.key);
  const result: Postings = { terms: [], tops: [], starts: [], entries: [] };
  for (const { key, list } of keyed) {
    list.sort((a, b) => b.impact - a.impact || a.entry - b.entry);
    result.terms.push(key);
    result.tops.push(Math.round((list[0]?.impact ?? 0) * 1000));
    result.starts.push(result.entries.length);
    for (const { entry } of list) result.entries.push(entry);
  }
  result.starts.push(result.entries.length);
  return result;
}

/** The BM25 score of one term without IDF, as SQL of double precision; the arguments are such expressions too. */
export const termScoreSql = (frequency: string, length: string, averageLength: string): string => {
  const k1 = `${BM25.k1}::float8`;
  return `(${frequency} * ${BM25.k1 + 1}::float8 / (${frequency} + ${k1} * (${1 - BM25.b}::float8 + ${BM25.b}::float8 * ${length} / ${averageLength})))`;
};

/** The same of a packed entry. */
export const impactSql = (entry: string, averageLength: string): string =>
  termScoreSql(`(${entry} >> 25)::float8`, `((${entry} >> 16) & 511)::float8`, averageLength);
