import { parseArgs } from 'node:util';
import pg from 'pg';
import type { Database } from '../../core/db/client.ts';
import { createLogger } from '../../core/logger.ts';
import { hybridQuery, type LegRequest } from '../../core/search/hybrid-query.ts';
import type { WeightedTerm } from '../../core/search/understand/query-terms.ts';
import { EXACT_VECTORS } from '../../core/search/vector-leg.ts';
import { testDatabase } from '../../core/testing/database.ts';
import { createSpace, createTerms, MODEL, randomOf, type Seeded, seed } from './synthetic.ts';

const K = 10;
const QUERIES = 60;
const PASSES = 2;

/**
 * `npm run bench -- search [--chunks 200000]`: recall beside latency over synthetic passages, on the server that DATABASE_URL and
 * MIGRATE_DATABASE_URL name, else embedded. Sweeps how much of the index a filter leaves, compares the text leg with scoring every match
 * exactly, and the one-statement hybrid with its slower leg. Exits 1 where a goal is missed.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { chunks: { type: 'string', default: '200000' } } });
  const logger = createLogger('warn', 'bench');
  const { database, ownerUrl, close } = await testDatabase({ poolSize: 3 });
  try {
    logger.debug({ chunks: values.chunks }, 'seeding');
    const started = performance.now();
    const seeded = await seed(database, Number(values.chunks), (done) => process.stderr.write(`\r${done} chunks`), ownerOf(ownerUrl));
    print(
      `\n${seeded.chunks} chunks in ${seeded.filings.length} filings, seeded in ${((performance.now() - started) / 1000).toFixed(0)} s`,
    );
    const misses = [...(await vectorSweep(database, seeded)), ...(await textAndHybrid(database, seeded))];
    for (const miss of misses) print(`MISSED  ${miss}`);
    if (misses.length > 0) process.exitCode = 1;
  } finally {
    await close();
  }
}

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const ownerOf = (url: string) => async (sql: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
};

interface Timed<T> {
  values: T[];
  p50: number;
  p95: number;
}

async function timed<T>(count: number, ask: (i: number) => Promise<T>, passes = PASSES): Promise<Timed<T>> {
  const [result] = await interleaved(count, [ask], passes);
  if (!result) throw new Error('nothing was measured');
  return result;
}

async function interleaved<T>(count: number, asks: readonly ((i: number) => Promise<T>)[], passes = PASSES): Promise<Timed<T>[]> {
  const measured = asks.map(() => ({ times: [] as number[], values: [] as T[] }));
  for (let pass = 0; pass <= passes; pass++) {
    for (let i = 0; i < count; i++) {
      for (const [at, ask] of asks.entries()) {
        const started = performance.now();
        const value = await ask(i);
        const into = measured[at];
        // The first pass warms.
        if (pass > 0) into?.times.push(performance.now() - started);
        else into?.values.push(value);
      }
    }
  }
  return measured.map(({ times, values }) => {
    times.sort((a, b) => a - b);
    return { values, p50: times[Math.floor(times.length / 2)] ?? 0, p95: times[Math.floor(times.length * 0.95)] ?? 0 };
  });
}

const columns = (timedResult: { p50: number; p95: number }) =>
  `${timedResult.p50.toFixed(1).padStart(8)}${timedResult.p95.toFixed(1).padStart(8)}`;

/** As a question has them: the words that it says count in full, those of its captions half. */
const weighted = (term: () => string, count: number): WeightedTerm[] =>
  [...new Set(Array.from({ length: count }, term))].map((value, i) => ({ term: value, weight: i < 4 ? 1 : 0.5 }));

export async function vectorSweep(database: Database, { filings, chunks }: Seeded): Promise<string[]> {
  const random = randomOf(2);
  const vector = createSpace(randomOf(1));
  const queries = Array.from({ length: QUERIES }, () => vector());
  const term = createTerms(randomOf(4));
  const terms = Array.from({ length: QUERIES }, () => weighted(term, 12));
  const misses: string[] = [];
  print(`\nk ${K}, ${QUERIES} queries        vector p50     p95  recall@${K}  rows  hybrid p50     p95`);
  for (const share of [1, 0.1, 0.01, 0.001]) {
    const wanted = Math.max(1, Math.round(filings.length * share));
    const shuffled = share === 1 ? filings : [...filings].sort(() => random() - 0.5).slice(0, wanted);
    const ids = share === 1 ? null : shuffled.map(({ filingId }) => filingId);
    const size = share === 1 ? chunks : Math.round((chunks / filings.length) * wanted);
    const request = (i: number): LegRequest => ({
      terms: terms[i] as WeightedTerm[],
      vector: queries[i] as Float32Array,
      embeddingModel: MODEL,
      filings: ids,
      chunks: size,
      limit: K,
    });
    const got = await timed(QUERIES, (i) => hybridQuery(database.pool, request(i), { only: 'VECTOR' }));
    const both = await timed(QUERIES, (i) => hybridQuery(database.pool, request(i)));
    const truth = await timed(QUERIES, (i) => hybridQuery(database.pool, { ...request(i), chunks: 0 }, { only: 'VECTOR' }), 0);
    let found = 0;
    let rows = 0;
    for (const [i, list] of got.values.entries()) {
      const best = new Set(truth.values[i]?.map(({ chunkId }) => chunkId));
      found += list.filter(({ chunkId }) => best.has(chunkId)).length / Math.max(1, best.size);
      rows += list.length;
    }
    const recall = found / QUERIES;
    print(
      `  ${`${(share * 100).toFixed(1)} % (${size > EXACT_VECTORS ? 'graph' : 'exact'})`.padEnd(28)}${columns(got)}${recall.toFixed(3).padStart(11)}${(rows / QUERIES).toFixed(1).padStart(6)}    ${columns(both)}`,
    );
    if (both.p95 > 50) misses.push(`hybrid p95 ${both.p95.toFixed(1)} ms at ${share * 100} %`);
    if (recall < 0.98) misses.push(`recall ${recall.toFixed(3)} at ${share * 100} %`);
    if (rows < QUERIES * Math.min(K, size)) misses.push(`fewer than ${K} rows at ${share * 100} %`);
  }
  return misses;
}

export async function textAndHybrid(database: Database, { chunks }: Seeded): Promise<string[]> {
  const misses: string[] = [];
  const random = randomOf(3);
  const term = createTerms(random);
  const vector = createSpace(randomOf(1));
  for (const [title, count] of [
    ['3 terms', 3],
    ['12 weighted terms, as a question with captions', 12],
  ] as const) {
    const queries = Array.from({ length: QUERIES }, () => ({
      terms: weighted(term, count),
      vector: vector(),
    }));
    const request = (i: number): LegRequest => ({
      ...(queries[i] as (typeof queries)[number]),
      embeddingModel: MODEL,
      filings: null,
      chunks,
      limit: 50,
    });
    // One after the other for each question, so that a busy moment meets all three.
    const [byVector, text, hybrid] = await interleaved(QUERIES, [
      (i) => hybridQuery(database.pool, request(i), { only: 'VECTOR' }),
      (i) => hybridQuery(database.pool, request(i), { only: 'TEXT' }),
      (i) => hybridQuery(database.pool, request(i)),
    ]);
    if (!byVector || !text || !hybrid) throw new Error('nothing was measured');
    const full = await timed(QUERIES, (i) => hybridQuery(database.pool, { ...request(i), chunks: 0 }, { only: 'TEXT' }));
    let gain = 0;
    for (const [i, list] of full.values.entries()) gain += ndcg(text.values[i] ?? [], list);
    const quality = gain / full.values.length;
    print(`\n${title}, all filings            p50     p95`);
    print(`  vector leg                ${columns(byVector)}`);
    print(
      `  text leg                  ${columns(text)}   ${(text.p50 / byVector.p50).toFixed(1)} x the vector leg, nDCG@10 ${quality.toFixed(4)} of full ranking`,
    );
    print(`  text, every match scored  ${columns(full)}`);
    print(
      `  hybrid                    ${columns(hybrid)}   ${(hybrid.p50 / Math.max(text.p50, byVector.p50)).toFixed(2)} x its slower leg`,
    );
    if (quality < 0.99) misses.push(`${title}: nDCG@10 ${quality.toFixed(4)} of full ranking`);
    if (text.p50 > 5 * byVector.p50) misses.push(`${title}: text leg ${(text.p50 / byVector.p50).toFixed(1)} x the vector leg`);
    if (hybrid.p50 > 1.1 * Math.max(text.p50, byVector.p50))
      misses.push(`${title}: hybrid ${(hybrid.p50 / Math.max(text.p50, byVector.p50)).toFixed(2)} x its slower leg`);
    if (hybrid.p95 > 50) misses.push(`${title}: hybrid p95 ${hybrid.p95.toFixed(1)} ms`);
  }
  return misses;
}

/** Against the scores that ranking every match gives. */
function ndcg(got: { chunkId: bigint }[], truth: { chunkId: bigint; textScore: number | null }[]): number {
  const gain = new Map(truth.map(({ chunkId, textScore }) => [chunkId, textScore ?? 0]));
  const discounted = (list: number[]) => list.slice(0, K).reduce((sum, value, i) => sum + value / Math.log2(i + 2), 0);
  const best = discounted(truth.map(({ textScore }) => textScore ?? 0));
  return best === 0 ? 1 : discounted(got.map(({ chunkId }) => gain.get(chunkId) ?? 0)) / best;
}
