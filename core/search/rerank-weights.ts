import type { RerankWeights } from './rerank.ts';

/** Written by bench/eval/learn.ts; see there for how they are learned and what they are worth on companies they were not learned from. */
export const RERANK_WEIGHTS: RerankWeights = {
  bm25: 0.97,
  bm25Rank: 0.27,
  cosine: 0.44,
  cosineRank: 0.19,
  filing: 0.52,
  namedStatement: 0.89,
  impliedStatement: 0.57,
  otherStatement: -0.22,
  captions: 0.57,
  ownTerms: 0.28,
  pairs: 0.3,
  heading: 0.15,
  namedSection: 0.6,
  section: 0.01,
  topicLines: 0.31,
  years: 0.19,
  figures: 0.29,
  prose: 0,
  opening: 0.22,
  boilerplate: -0.3,
};
