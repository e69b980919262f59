import type { Database } from '../../core/db/client.ts';
import { transaction } from '../../core/db/tenancy.ts';
import { writeFilingIndex } from '../../core/search/index-writer.ts';
import { buildPostings } from '../../core/search/postings.ts';
import { refreshSearchStatistics } from '../../core/search/searchable.ts';

/** Repeatable random numbers (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const DIMENSIONS = 384;
export const MODEL = 'synthetic-1';
const SUBSPACE = 32;
const CLUSTERS = 500;
const VOCABULARY = 20_000;
const CHUNKS_PER_FILING = 500;

/** 500 clusters in a 32-dimensional subspace with noise: neighbours are near, as those of real passages are. */
export function createSpace(random: () => number) {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const basis = Array.from({ length: SUBSPACE }, () => Float32Array.from({ length: DIMENSIONS }, normal));
  const centres = Array.from({ length: CLUSTERS }, () => Float32Array.from({ length: SUBSPACE }, normal));
  return (cluster = Math.floor(random() * CLUSTERS)): Float32Array => {
    const vector = new Float32Array(DIMENSIONS);
    const centre = centres[cluster] as Float32Array;
    for (let i = 0; i < SUBSPACE; i++) {
      const along = (centre[i] as number) + 0.35 * normal();
      const direction = basis[i] as Float32Array;
      for (let d = 0; d < DIMENSIONS; d++) vector[d] = (vector[d] as number) + along * (direction[d] as number);
    }
    let squares = 0;
    for (let d = 0; d < DIMENSIONS; d++) {
      vector[d] = (vector[d] as number) + 0.6 * normal();
      squares += (vector[d] as number) ** 2;
    }
    return vector.map((value) => value / Math.sqrt(squares));
  };
}

/** Terms by Zipf's law. */
export function createTerms(random: () => number): () => string {
  const cumulative = new Float64Array(VOCABULARY);
  let sum = 0;
  for (let i = 0; i < VOCABULARY; i++) {
    sum += 1 / (i + 8);
    cumulative[i] = sum;
  }
  return () => {
    const wanted = random() * sum;
    let low = 0;
    let high = VOCABULARY - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulative[middle] as number) < wanted) low = middle + 1;
      else high = middle;
    }
    return `t${low}`;
  };
}

export interface Seeded {
  chunks: number;
  filings: { filingId: number; cik: number }[];
}

/** Companies of 1, 10, 100 and more filings by turns, through the index's own writer. */
export async function seed(
  database: Database,
  chunks: number,
  progress: (done: number) => void,
  asOwner: (sql: string) => Promise<void>,
): Promise<Seeded> {
  const random = randomOf(1);
  const vector = createSpace(random);
  const term = createTerms(random);
  const filings: Seeded['filings'] = [];
  const count = Math.ceil(chunks / CHUNKS_PER_FILING);
  for (let f = 0; f < count; f++) {
    // One company has a tenth of all, one a hundredth, the others one filing each.
    const cik = f % 10 === 0 ? 1 : f % 100 === 1 ? 2 : 1000 + f;
    const accessionNumber = `${String(cik).padStart(10, '0')}-25-${String(f).padStart(6, '0')}`;
    await database.prisma.company.upsert({ where: { cik }, create: { cik, name: `Synthetic ${cik}` }, update: {} });
    await database.prisma.filing.create({
      data: { accessionNumber, cik, form: '10-K', items: [], filedAt: new Date('2025-01-01'), fiscalYear: 2024, fiscalPeriod: 'FY' },
    });
    const counted = Array.from({ length: CHUNKS_PER_FILING }, () => {
      const frequencies = new Map<string, number>();
      const length = 80 + Math.floor(random() * 120);
      // Passages repeat what they are about.
      const subject = [term(), term(), term()];
      for (let i = 0; i < length; i++) {
        const word = random() < 0.12 ? (subject[i % 3] as string) : term();
        frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
      }
      return { frequencies, length };
    });
    await transaction(
      database,
      (tx) =>
        writeFilingIndex(tx, {
          accessionNumber,
          version: 1,
          embeddingModel: MODEL,
          filing: { cik, form: '10-K', filedAt: '2025-01-01', fiscalYear: 2024, fiscalPeriod: 'FY' },
          chunks: counted.map((_, ordinal) => ({
            ordinal,
            documentName: 'synthetic.htm',
            kind: 'TEXT',
            page: 0,
            context: `Synthetic ${cik}`,
            text: `passage ${ordinal} `.repeat(60),
            charStart: 0,
            charEnd: 1,
            contentHash: 'x',
            sectionId: null,
          })),
          embeddings: counted.map(() => vector()),
          postings: buildPostings(counted),
          tokenCount: counted.reduce((sum, { length }) => sum + length, 0),
        }),
      { timeoutMs: 120_000 },
    );
    const { id } = await database.prisma.searchFiling.findUniqueOrThrow({ where: { accessionNumber }, select: { id: true } });
    filings.push({ filingId: id, cik });
    if (f % 20 === 19) progress((f + 1) * CHUNKS_PER_FILING);
  }
  while ((await refreshSearchStatistics(database)) > 0);
  // The graph is built at once, as one would after a restore; settleVectors fills it row by row.
  await asOwner('drop index search_vector_embedding_idx');
  await asOwner(
    `insert into search_vector select c.id, (c.id >> 16)::integer, c.embedding_model, c.embedding from chunk c; update search_filing set has_vectors = true;
     set maintenance_work_mem = '1GB'; create index search_vector_embedding_idx on search_vector using hnsw (embedding halfvec_cosine_ops)`,
  );
  await asOwner(
    'analyze chunk; analyze search_filing; analyze search_posting; analyze search_passage; analyze search_term; analyze search_vector',
  );
  return { chunks: count * CHUNKS_PER_FILING, filings };
}
