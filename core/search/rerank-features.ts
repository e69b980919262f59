import { LRUCache } from 'lru-cache';
import type { HybridRow } from './hybrid-query.ts';
import { PhraseMatcher } from './lexicon/phrase-matcher.ts';
import { TOPICS, type Topic } from './lexicon/topics.ts';
import { figureCount } from './statement-kind.ts';
import { tokenize } from './tokenize.ts';
import type { Interpretation } from './types.ts';
import { ACCOUNTING_TERM } from './understand/lexical.ts';

/** Each between 0 and 1 (penalties too: their weights are negative). Names are shown in receipts. */
export const FEATURES = [
  'bm25',
  'bm25Rank',
  'cosine',
  'cosineRank',
  'filing',
  'namedStatement',
  'impliedStatement',
  'otherStatement',
  'captions',
  'ownTerms',
  'pairs',
  'heading',
  'namedSection',
  'section',
  'topicLines',
  'years',
  'figures',
  'prose',
  'opening',
  'boilerplate',
] as const;
export type FeatureName = (typeof FEATURES)[number];
export type FeatureValues = Record<FeatureName, number>;

/** What all candidates of one question are measured against; made once a question. */
export interface RerankContext {
  interpretation: Interpretation;
  /** Form and period fit of each filing, 0 to 1. */
  filingScores: ReadonlyMap<string, number>;
  named: ReadonlySet<string>;
  implied: ReadonlySet<string>;
  captions: { concept: string; matcher: PhraseMatcher<true> }[];
  topics: { topic: Topic; matcher: PhraseMatcher<true> }[];
  terms: readonly string[];
  pairs: ReadonlySet<string>;
  years: ReadonlySet<string>;
  wantsFigures: boolean;
  best: { bm25: number; cosine: number };
}

const matchers = new Map<string, PhraseMatcher<true>>();
function matcherOf(key: string, phrases: readonly string[]): PhraseMatcher<true> {
  let matcher = matchers.get(key);
  if (!matcher) {
    matcher = new PhraseMatcher<true>();
    for (const phrase of new Set(phrases)) matcher.add(phrase, true);
    matchers.set(key, matcher);
  }
  return matcher;
}

export function rerankContext(
  interpretation: Interpretation,
  filingScores: ReadonlyMap<string, number>,
  rows: readonly HybridRow[],
): RerankContext {
  const concepts = new Set(interpretation.concepts.map(({ concept }) => concept));
  for (const { operands } of interpretation.ratios) for (const operand of operands) concepts.add(operand);
  const implied = new Set<string>();
  for (const concept of concepts) for (const statement of ACCOUNTING_TERM.get(concept)?.statements ?? []) implied.add(statement);
  const { terms } = interpretation;
  return {
    interpretation,
    filingScores,
    named: new Set(interpretation.statements),
    implied,
    captions: [...concepts].map((concept) => {
      const term = ACCOUNTING_TERM.get(concept);
      return { concept, matcher: matcherOf(concept, [...(term?.lines ?? []), ...(term?.names ?? [])]) };
    }),
    topics: TOPICS.filter(({ topic }) => interpretation.topics.includes(topic)).map((topic) => ({
      topic,
      matcher: matcherOf(`topic:${topic.topic}`, [...topic.lines, ...topic.names]),
    })),
    terms,
    pairs: new Set(terms.slice(1).map((term, i) => `${terms[i]} ${term}`)),
    years: new Set(
      interpretation.periods.flatMap((p) => (p.fiscalYear ? [String(p.fiscalYear)] : p.asOfDate ? [p.asOfDate.slice(0, 4)] : [])),
    ),
    wantsFigures: ['FIGURE', 'RATIO', 'TREND', 'COMPARISON'].includes(interpretation.kind),
    best: {
      bm25: Math.max(1e-9, ...rows.map((row) => row.textScore ?? 0)),
      cosine: Math.max(1e-9, ...rows.map((row) => (row.vectorDistance === null ? 0 : 1 - row.vectorDistance))),
    },
  };
}

interface ReadChunk {
  terms: string[];
  have: ReadonlySet<string>;
  about: string[];
  head: ReadonlySet<string>;
  figures: number;
  legal: number;
}

/** The same passages come up again and again: what does not depend on the question is worked out once. */
const chunks = new LRUCache<string, ReadChunk>({ max: 3_000 });

function read(text: string, context: string): ReadChunk {
  const key = `${context}\u0000${text}`;
  let known = chunks.get(key);
  if (!known) {
    const terms = tokenize(text);
    const about = tokenize(context);
    known = { terms, have: new Set(terms), about, head: new Set(about), figures: figureCount(text), legal: boilerplate(text) };
    chunks.set(key, known);
  }
  return known;
}

/** What BM25 and vectors cannot see of a candidate. */
export function features(row: HybridRow, context: RerankContext): FeatureValues {
  const { terms, have, about, head, figures, legal } = read(row.text, row.context);
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  const statement = row.statement;
  const joined = [...about, ...terms];
  const found = context.captions.filter(({ matcher }) => matcher.match(terms).length > 0).length;
  const near = new Set<string>();
  for (let i = 1; i < terms.length; i++) {
    const pair = `${terms[i - 1]} ${terms[i]}`;
    if (context.pairs.has(pair)) near.add(pair);
  }
  const wantsStatement = context.named.size > 0 || (context.implied.size > 0 && context.wantsFigures);
  return {
    bm25: (row.textScore ?? 0) / context.best.bm25,
    bm25Rank: row.textRank ? 1 / (1 + row.textRank / 8) : 0,
    cosine: row.vectorDistance === null ? 0 : Math.max(0, 1 - row.vectorDistance) / context.best.cosine,
    cosineRank: row.vectorRank ? 1 / (1 + row.vectorRank / 8) : 0,
    filing: context.filingScores.get(row.accessionNumber) ?? 0.5,
    namedStatement: statement && context.named.has(statement) ? 1 : 0,
    impliedStatement: statement && context.named.size === 0 && context.implied.has(statement) ? 1 : 0,
    otherStatement: statement && wantsStatement && !context.named.has(statement) && !context.implied.has(statement) ? 1 : 0,
    captions: share(found, context.captions.length) * (figures >= 3 || !context.wantsFigures ? 1 : 0.5),
    ownTerms: share(context.terms.filter((term) => have.has(term)).length, context.terms.length),
    pairs: share(near.size, context.pairs.size),
    heading: share(context.terms.filter((term) => head.has(term)).length, context.terms.length),
    namedSection: isNamedSection(row.sectionKey, context.interpretation) ? 1 : 0,
    section: sectionFit(row.sectionKey, context),
    topicLines: Math.min(
      1,
      share(
        context.topics.reduce((sum, { matcher }) => sum + Math.min(3, matcher.match(joined).length), 0),
        3 * context.topics.length,
      ),
    ),
    years: share([...context.years].filter((year) => have.has(year) || head.has(year)).length, context.years.size),
    figures: context.wantsFigures ? Math.min(1, figures / 15) : 0,
    prose: context.wantsFigures ? 0 : row.kind === 'TEXT' ? 1 : 0,
    opening: row.ordinal < 3 ? 1 : 0,
    boilerplate: legal,
  };
}

const isNamedSection = (key: string | null, { sections }: Interpretation): boolean =>
  key !== null && sections.some((section) => key === section || key.startsWith(`${section}.`));

function sectionFit(key: string | null, { topics }: RerankContext): number {
  if (!key) return 0;
  let best = 0;
  for (const { topic } of topics) {
    const at = topic.sections.findIndex((section) => key === section || key.startsWith(section));
    if (at >= 0) best = Math.max(best, 0.8 / (1 + at * 0.5));
  }
  return best;
}

const BOILERPLATE = [
  /\bforward-looking statements?\b/i,
  /\b(?:incorporated (?:herein )?by reference|exhibit (?:no\.?|number|index|description))\b/i,
  /\bpursuant to the requirements of the securities exchange act\b/i,
  /\btable of contents\b[\s\S]{0,80}\bpage\b|\.{6,}/i,
  /\bsafe harbor\b/i,
  /\bindicate by check mark\b/i,
];

/** Legal paragraphs and lists that stand in every filing and answer nothing. */
function boilerplate(text: string): number {
  const count = BOILERPLATE.filter((pattern) => pattern.test(text)).length;
  return Math.min(1, count / 2);
}
