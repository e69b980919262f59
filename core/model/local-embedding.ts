import { readFileSync } from 'node:fs';
import { ACCOUNTING_TERMS, RATIO_TERMS, STATEMENT_NAMES } from '../search/lexicon/accounting-terms.ts';
import { PhraseMatcher } from '../search/lexicon/phrase-matcher.ts';
import { TOPICS } from '../search/lexicon/topics.ts';
import { tokenize } from '../search/tokenize.ts';
import { readWordTable, type WordTable } from './local-embedding-table.ts';
import type { EmbeddingModel } from './types.ts';

const DIMENSIONS = 384;
/** 100 of general word meaning, 140 of accounting concepts, 144 of the words themselves. */
const WORDS_AT = 0;
const CONCEPTS_AT = 100;
const CONCEPT_DIMENSIONS = 140;
const SURFACE_AT = 240;
const SURFACE_DIMENSIONS = 144;
/** Share of each part in a similarity; measured on the development questions, one figure of two digits each. */
const WEIGHTS = { words: 0.45, concepts: 0.35, surface: 0.2 } as const;
const UNKNOWN_IDF = 8;

/**
 * Embeds without a model provider or a network: deterministic, about 60,000 words a second and core. A text's vector has three parts, each
 * of unit length before it is weighted: the mean of its words' meanings (GloVe), the accounting concepts and subjects it names by any
 * of their names ("capex" and "purchases of property, plant and equipment" name one), and its words as such, hashed.
 */
export function createLocalEmbedding(): EmbeddingModel {
  let space: Space | undefined;
  return {
    id: 'local-words-1',
    dimensions: DIMENSIONS,
    embed: async (texts, _kind, signal) => {
      space ??= createSpace();
      const vectors: Float32Array[] = [];
      for (const text of texts) {
        signal?.throwIfAborted();
        vectors.push(embedOne(space, text));
      }
      return vectors;
    },
  };
}

interface Space {
  table: WordTable;
  concepts: PhraseMatcher<Concept>;
  /** Places and signs of a term in the surface part. */
  surface: Map<string, Int16Array>;
}

interface Concept {
  direction: Float32Array;
  weight: number;
}

function createSpace(): Space {
  const concepts = new PhraseMatcher<Concept>();
  const add = (key: string, phrases: readonly string[], weight: number) => {
    const concept: Concept = { direction: randomDirection(key, CONCEPT_DIMENSIONS), weight };
    for (const phrase of new Set(phrases)) concepts.add(phrase, concept);
  };
  for (const { concept, names, lines } of ACCOUNTING_TERMS) add(concept, [...names, ...lines], 1);
  for (const { ratio, names } of RATIO_TERMS) add(ratio, names, 0.7);
  for (const [kind, { names }] of Object.entries(STATEMENT_NAMES)) add(kind, names, 0.7);
  for (const { topic, names, lines } of TOPICS) add(`topic:${topic}`, [...names, ...lines], 0.5);
  return { table: readWordTable(readFileSync(new URL('./local-embedding.bin', import.meta.url))), concepts, surface: new Map() };
}

function embedOne(space: Space, text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS);
  const terms = tokenize(text);
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  const { table } = space;
  for (const [term, count] of counts) {
    const row = table.rows.get(term);
    const weight = Math.sqrt(count) * (row === undefined ? UNKNOWN_IDF : (table.idf[row] as number));
    if (row !== undefined) {
      const from = row * table.dimensions;
      for (let d = 0; d < table.dimensions; d++)
        vector[WORDS_AT + d] = (vector[WORDS_AT + d] as number) + weight * (table.values[from + d] as number);
    }
    for (const place of surfaceOf(space, term)) {
      const at = SURFACE_AT + (place >> 1);
      vector[at] = (vector[at] as number) + (place & 1 ? weight : -weight);
    }
  }
  const named = new Map<Concept, number>();
  for (const { value } of space.concepts.match(terms)) named.set(value, (named.get(value) ?? 0) + 1);
  for (const [{ direction, weight }, count] of named) {
    const by = weight * Math.sqrt(count);
    for (let d = 0; d < CONCEPT_DIMENSIONS; d++)
      vector[CONCEPTS_AT + d] = (vector[CONCEPTS_AT + d] as number) + by * (direction[d] as number);
  }
  scale(vector, WORDS_AT, CONCEPTS_AT, WEIGHTS.words);
  scale(vector, CONCEPTS_AT, SURFACE_AT, WEIGHTS.concepts);
  scale(vector, SURFACE_AT, DIMENSIONS, WEIGHTS.surface);
  return unit(vector);
}

/** Gives a part of the vector the length whose square is `share`; a part that is empty stays so. */
function scale(vector: Float32Array, from: number, to: number, share: number): void {
  let squares = 0;
  for (let i = from; i < to; i++) squares += (vector[i] as number) ** 2;
  if (squares === 0) return;
  const by = Math.sqrt(share / squares);
  for (let i = from; i < to; i++) vector[i] = (vector[i] as number) * by;
}

/** A text without a single word still needs a direction: all texts without words share one. */
function unit(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  if (squares === 0) {
    vector[DIMENSIONS - 1] = 1;
    return vector;
  }
  const by = 1 / Math.sqrt(squares);
  return vector.map((value) => value * by);
}

function surfaceOf(space: Space, term: string): Int16Array {
  let places = space.surface.get(term);
  if (!places) {
    const next = generator(term);
    places = Int16Array.from({ length: 4 }, () => next() % (SURFACE_DIMENSIONS * 2));
    if (space.surface.size < 100_000) space.surface.set(term, places);
  }
  return places;
}

function randomDirection(key: string, dimensions: number): Float32Array {
  const next = generator(key);
  const direction = Float32Array.from({ length: dimensions }, () => (next() & 1 ? 1 : -1));
  return direction.map((value) => value / Math.sqrt(dimensions));
}

/** Numbers that depend on the key alone (FNV-1a, then xorshift). */
function generator(key: string): () => number {
  let state = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) state = Math.imul(state ^ key.charCodeAt(i), 0x01000193);
  state = state >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state >>> 7;
  };
}
