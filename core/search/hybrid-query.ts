import type { Pool } from 'pg';
import type { FiscalPeriodName } from '../filing/document/types.ts';
import { textLeg } from './text-leg.ts';
import type { WeightedTerm } from './understand/query-terms.ts';
import { vectorLeg } from './vector-leg.ts';

export interface LegRequest {
  terms: readonly WeightedTerm[];
  /** Null: the text leg serves alone. */
  vector: Float32Array | null;
  embeddingModel: string;
  /** Numbers of the filings searched (search_filing.id); null for all. */
  filings: readonly number[] | null;
  /** Chunks in those filings, or in all. */
  chunks: number;
  /** Candidates wanted. */
  limit: number;
}

/** What a leg found, best first; `score` is BM25 (more is better) or cosine distance (less is). */
export type Leg = { id: bigint; score: number }[];

export interface HybridRow {
  chunkId: bigint;
  accessionNumber: string;
  filingId: number;
  documentName: string;
  ordinal: number;
  kind: 'TEXT' | 'TABLE';
  statement: string | null;
  sectionKey: string | null;
  context: string;
  text: string;
  charStart: number;
  charEnd: number;
  fiscalYear: number | null;
  fiscalPeriod: FiscalPeriodName | null;
  textScore: number | null;
  textRank: number | null;
  vectorDistance: number | null;
  vectorRank: number | null;
  fused: number;
}

/** Of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009). */
export const RRF_K = 60;

/** Both legs at once, each on a connection of its own, their reciprocal ranks added, and the chunks of the best. */
export async function hybridQuery(pool: Pool, request: LegRequest, { only }: { only?: 'TEXT' | 'VECTOR' } = {}): Promise<HybridRow[]> {
  const [text, vector] = await Promise.all([
    only === 'VECTOR' ? [] : textLeg(pool, request),
    only === 'TEXT' ? [] : vectorLeg(pool, request),
  ]);
  const fused = fuse(text, vector).slice(0, request.limit);
  const chunks = await readChunks(
    pool,
    fused.map(({ id }) => id),
  );
  return fused.flatMap(({ id, ...ranks }) => {
    const chunk = chunks.get(id);
    return chunk ? [{ ...chunk, ...ranks }] : [];
  });
}

type Ranks = Pick<HybridRow, 'textScore' | 'textRank' | 'vectorDistance' | 'vectorRank' | 'fused'>;

export function fuse(text: Leg, vector: Leg): (Ranks & { id: bigint })[] {
  const all = new Map<bigint, Ranks & { id: bigint }>();
  const entry = (id: bigint) => {
    const known = all.get(id) ?? { id, textScore: null, textRank: null, vectorDistance: null, vectorRank: null, fused: 0 };
    all.set(id, known);
    return known;
  };
  for (const [i, { id, score }] of text.entries())
    Object.assign(entry(id), { textScore: score, textRank: i + 1, fused: 1 / (RRF_K + i + 1) });
  for (const [i, { id, score }] of vector.entries()) {
    const known = entry(id);
    Object.assign(known, { vectorDistance: score, vectorRank: i + 1, fused: known.fused + 1 / (RRF_K + i + 1) });
  }
  return [...all.values()].sort((a, b) => b.fused - a.fused || (a.id < b.id ? -1 : 1));
}

async function readChunks(pool: Pool, ids: readonly bigint[]): Promise<Map<bigint, Omit<HybridRow, keyof Ranks>>> {
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<Omit<HybridRow, keyof Ranks | 'chunkId'> & { chunkId: string }>(
    `select c.id::text as "chunkId", c.accession_number as "accessionNumber", (c.id >> 16)::integer as "filingId",
       c.document_name as "documentName", c.ordinal, c.kind, c.statement, s.key as "sectionKey", c.context, c.text,
       c.char_start as "charStart", c.char_end as "charEnd", c.fiscal_year as "fiscalYear", c.fiscal_period as "fiscalPeriod"
     from chunk c left join section s on s.id = c.section_id where c.id = any($1::bigint[])`,
    [ids],
  );
  return new Map(rows.map((row) => [BigInt(row.chunkId), { ...row, chunkId: BigInt(row.chunkId) }]));
}
