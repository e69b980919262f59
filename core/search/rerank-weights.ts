import type { RerankWeights } from './rerank.ts';

/** Learned by bench/eval/learn.ts, with cross-validation by company; see there for the figures. */
export const RERANK_WEIGHTS: RerankWeights = {
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
  section: 0.2,
  topicLines: 0.2,
  years: 0.2,
  figures: 0.2,
  prose: 0.1,
  opening: 0.05,
  boilerplate: -0.3,
};
