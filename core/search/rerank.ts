import type { HybridRow } from './hybrid-query.ts';
import { FEATURES, type FeatureValues, features, type RerankContext, rerankContext } from './rerank-features.ts';
import { RERANK_WEIGHTS } from './rerank-weights.ts';
import type { Interpretation } from './types.ts';

export type RerankWeights = Readonly<Record<(typeof FEATURES)[number], number>>;

/** Set by hand from knowledge of filings; what learning starts from and is held close to. */
export const PRIOR: RerankWeights = {
  bm25: 1,
  bm25Rank: 0.3,
  cosine: 0.5,
  cosineRank: 0.3,
  filing: 0.6,
  namedStatement: 0.9,
  impliedStatement: 0.6,
  otherStatement: -0.2,
  captions: 0.5,
  ownTerms: 0.3,
  pairs: 0.3,
  heading: 0.2,
  namedSection: 0.6,
  section: 0.2,
  topicLines: 0.2,
  years: 0.2,
  figures: 0.2,
  prose: 0.1,
  opening: 0.05,
  boilerplate: -0.3,
};

export interface RankedRow {
  row: HybridRow;
  score: number;
  features: FeatureValues;
}

/** A candidate loses so much for each one already taken that stands right beside it: ten hits should be ten places. */
const NEIGHBOUR = 0.16;
const NEIGHBOUR_ORDINALS = 2;
/** Where several filings fit the question, each hit from one of them holds its other passages back by so much. */
const SAME_FILING = 0.04;
/** Every filing that fits the period about as well as the best has a hit among the first so many. */
const SHOWN_FILINGS_WITHIN = 5;
const SHOWN_FILING_SHARE = 0.65;

/** Orders candidates by a weighted sum of features, then spreads them over places and filings. Deterministic. */
export function rerank(
  rows: readonly HybridRow[],
  interpretation: Interpretation,
  filingScores: ReadonlyMap<string, number>,
  weights: RerankWeights = RERANK_WEIGHTS,
): RankedRow[] {
  const context = rerankContext(interpretation, filingScores, rows);
  const scored = rows.map((row) => scoreRow(row, context, weights)).sort(byScore);
  return spread(scored, filingScores);
}

const byScore = (a: RankedRow, b: RankedRow): number => b.score - a.score || (a.row.chunkId < b.row.chunkId ? -1 : 1);

function scoreRow(row: HybridRow, context: RerankContext, weights: RerankWeights): RankedRow {
  const values = features(row, context);
  let score = 0;
  for (const name of FEATURES) score += weights[name] * values[name];
  return { row, score, features: values };
}

/** Greedy: the best of what is left, neighbours of what was taken held back. */
export function spread(sorted: readonly RankedRow[], filingScores: ReadonlyMap<string, number>): RankedRow[] {
  const left = sorted.map((item) => ({ item, score: item.score }));
  const taken: RankedRow[] = [];
  const wanted = new Set([...filingScores].filter(([, score]) => score >= SHOWN_FILING_SHARE).map(([accession]) => accession));
  while (left.length > 0) {
    let best = 0;
    for (let i = 1; i < left.length; i++) if ((left[i]?.score ?? 0) > (left[best]?.score ?? 0)) best = i;
    const missing = [...wanted].filter((accession) => !taken.some(({ row }) => row.accessionNumber === accession));
    if (
      taken.length < SHOWN_FILINGS_WITHIN &&
      missing.length > 0 &&
      taken.length + missing.length >= SHOWN_FILINGS_WITHIN &&
      missing.length < SHOWN_FILINGS_WITHIN
    ) {
      const at = left.reduce(
        (found, { item, score }, i) =>
          missing.includes(item.row.accessionNumber) && (found < 0 || score > (left[found]?.score ?? 0)) ? i : found,
        -1,
      );
      if (at >= 0) best = at;
    }
    const [next] = left.splice(best, 1);
    if (!next) break;
    taken.push({ ...next.item, score: next.score });
    for (const other of left) {
      const { row } = other.item;
      if (wanted.size > 1 && row.filingId === next.item.row.filingId) other.score -= SAME_FILING;
      if (
        row.filingId === next.item.row.filingId &&
        row.documentName === next.item.row.documentName &&
        Math.abs(row.ordinal - next.item.row.ordinal) <= NEIGHBOUR_ORDINALS
      )
        other.score -= NEIGHBOUR;
    }
  }
  return taken;
}
