import { readFileSync } from 'node:fs';

/**
 * Page hits as the shared scorer counts them: a chunk hits when it comes from the question's filing and the first 1,600 characters of its
 * text share the gold page: at least half of its 4-word shingles stand on the page, or it covers at least half of the evidence's.
 */
export interface Evidence {
  accession: string;
  text: string;
  page_text?: string | null;
}

export interface EvalQuestion {
  id: string;
  company: string;
  ticker?: string;
  accession: string;
  type: string;
  question: string;
  answer?: string;
  evidence: Evidence[];
}

export interface RetrievedChunk {
  accession: string;
  text: string;
}

const WORD = /[a-z0-9]+(?:[.,][0-9]+)*/g;

export function shingles(text: string, n = 4): Set<string> {
  const words = text.toLowerCase().replaceAll('$', ' ').match(WORD) ?? [];
  const set = new Set<string>();
  for (let i = 0; i < Math.max(1, words.length - n + 1); i++) set.add(words.slice(i, i + n).join('\u0001'));
  return set;
}

const shared = (a: Set<string>, b: Set<string>): number => {
  let count = 0;
  for (const value of a) if (b.has(value)) count += 1;
  return count;
};

export interface GoldPage {
  accession: string;
  page: Set<string>;
  text: Set<string>;
}

export const goldPages = (question: EvalQuestion): GoldPage[] =>
  question.evidence.map((e) => ({ accession: e.accession, page: shingles(e.page_text || e.text), text: shingles(e.text) }));

/** The first 1,600 characters count as Python counts them: by code points. */
export function isHit(chunk: RetrievedChunk, gold: readonly GoldPage[]): boolean {
  const own = shingles([...chunk.text.slice(0, 3200)].slice(0, 1600).join(''));
  return gold.some(
    ({ accession, page, text }) =>
      chunk.accession === accession &&
      own.size > 0 &&
      (shared(own, page) / own.size >= 0.5 || shared(own, text) / Math.max(1, text.size) >= 0.5),
  );
}

/** Rank of the first hit from 1; null without one. */
export function hitRank(chunks: readonly RetrievedChunk[], gold: readonly GoldPage[]): number | null {
  const at = chunks.findIndex((chunk) => isHit(chunk, gold));
  return at < 0 ? null : at + 1;
}

export const CUTS = [1, 3, 5, 10, 20] as const;

export interface Score {
  questions: number;
  hits: Record<(typeof CUTS)[number], number>;
  mrr: number;
  byType: Record<string, number>;
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

export function scoreRanks(rows: readonly { type: string; rank: number | null }[]): Score {
  const n = Math.max(1, rows.length);
  const rate = (list: readonly { rank: number | null }[], k: number) =>
    list.filter(({ rank }) => rank !== null && rank <= k).length / Math.max(1, list.length);
  const types = [...new Set(rows.map(({ type }) => type))].sort();
  return {
    questions: rows.length,
    hits: Object.fromEntries(CUTS.map((k) => [k, round(rate(rows, k))])) as Score['hits'],
    mrr: round(rows.reduce((sum, { rank }) => sum + (rank ? 1 / rank : 0), 0) / n),
    byType: Object.fromEntries(
      types.map((type) => [
        type,
        round(
          rate(
            rows.filter((row) => row.type === type),
            10,
          ),
        ),
      ]),
    ),
  };
}

export const readQuestions = (path: string): EvalQuestion[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as EvalQuestion);
