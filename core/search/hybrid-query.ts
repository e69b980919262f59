import type { Pool, PoolClient } from 'pg';
import type { FiscalPeriodName } from '../filing/document/types.ts';
import { vectorText } from './index-writer.ts';
import { impactSql, REFERENCE_LENGTH } from './postings.ts';
import { termKey } from './tokenize.ts';
import type { WeightedTerm } from './understand/query-terms.ts';

export interface HybridRequest {
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

/** Up to so many chunks every match of the text leg is scored. */
export const EXACT_CHUNKS = 20_000;
/** Up to so many chunks every vector is compared: faster than the graph with a filter, and exact (measured: bench search). */
export const EXACT_VECTORS = 5_000;
/** Of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009). */
const RRF_K = 60;
/** Filings whose lists of a term are opened, and entries read of each, when all filings are searched. */
const MOST_LISTS = 96;
const LEAST_LISTS = 48;
/** Over all terms of a question: the more terms, the more often a good passage is met, and the fewer lists each needs. */
const LISTS_IN_ALL = 480;
const MOST_ENTRIES = 20;
/** Candidates by partial score whose exact score is worked out. */
const MOST_CANDIDATES = 150;
const EF_SEARCH = 100;

/**
 * Both legs and their fusion in one statement: BM25 over inverted lists, cosine distance over vectors, reciprocal ranks added, chunks
 * fetched. Small sets of filings are searched exactly. Over all filings the text leg opens the best entries of each term first and scores
 * the candidates exactly afterwards; the vector leg goes through HNSW with iterative scan, and through new filings one by one.
 */
export async function hybridQuery(pool: Pool, request: HybridRequest, { only }: Pick<HybridShape, 'only'> = {}): Promise<HybridRow[]> {
  const exactText = request.chunks <= EXACT_CHUNKS;
  const exactVector = request.chunks <= EXACT_VECTORS;
  const lists = Math.max(LEAST_LISTS, Math.min(MOST_LISTS, Math.floor(LISTS_IN_ALL / Math.max(1, request.terms.length))));
  const sql = hybridSql({ exactText, exactVector, hasVector: request.vector !== null, isFiltered: request.filings !== null, lists, only });
  const values = [
    request.terms.map(({ term }) => termKey(term)),
    request.terms.map(({ weight }) => weight),
    request.filings ?? [],
    vectorText(request.vector ?? undefined),
    request.embeddingModel,
    request.limit,
  ];
  if (exactVector || !request.vector || only === 'TEXT') return read(pool, sql, values);
  const client = await pool.connect();
  try {
    await client.query(
      `begin; set local hnsw.iterative_scan = relaxed_order; set local hnsw.ef_search = ${EF_SEARCH}; set local hnsw.max_scan_tuples = 60000`,
    );
    const rows = await read(client, sql, values);
    await client.query('commit');
    client.release();
    return rows;
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    );
    throw error;
  }
}

async function read(on: Pool | PoolClient, text: string, values: unknown[]): Promise<HybridRow[]> {
  const { rows } = await on.query<HybridRow & { chunkId: string }>({ text, values });
  return rows.map((row) => ({ ...row, chunkId: BigInt(row.chunkId) }));
}

export interface HybridShape {
  exactText: boolean;
  exactVector: boolean;
  hasVector: boolean;
  isFiltered: boolean;
  /** Lists opened of each term when not everything is scored. */
  lists?: number;
  /** For measurements: one leg alone. */
  only?: 'TEXT' | 'VECTOR';
}

/** $1 term keys, $2 weights, $3 filings, $4 vector, $5 embedding model, $6 limit. */
export function hybridSql({ exactText, exactVector, hasVector, isFiltered, lists = MOST_LISTS, only }: HybridShape): string {
  const legs: string[] = [];
  const withs: string[] = [];
  if (only !== 'VECTOR') {
    withs.push(...(exactText ? allText(isFiltered) : candidateText(isFiltered, lists)));
    withs.push(
      `text_leg as (select id, score, row_number() over (order by score desc, id) as rank from scored order by score desc, id limit $6)`,
    );
    legs.push('text_leg');
  }
  if (hasVector && only !== 'TEXT') {
    withs.push(...(exactVector ? allVectors(isFiltered) : graphVector(isFiltered)));
    withs.push(
      `vector_leg as (select id, distance, row_number() over (order by distance, id) as rank from near order by distance, id limit $6)`,
    );
    legs.push('vector_leg');
  }
  const has = (leg: string) => legs.includes(leg);
  const parts = legs.map((leg) => `1.0::float8 / (${RRF_K} + ${leg}.rank)`);
  const fused = parts.map((part) => `coalesce(${part}, 0)`).join(' + ');
  const join = legs.length === 2 ? 'text_leg full join vector_leg using (id)' : legs[0];
  const unused = [
    has('text_leg') ? '' : '$1::bigint[], $2::float8[]',
    isFiltered ? '' : '$3::integer[]',
    has('vector_leg') ? '' : '$4::text, $5::text',
  ]
    .filter(Boolean)
    .join(', ');
  if (unused) withs.push(`unused as (select ${unused})`);
  return `with ${withs.join(',\n')},
fused as materialized (
  select id, ${fused} as fused,
    ${has('text_leg') ? 'text_leg.score as text_score, text_leg.rank as text_rank' : 'null::float8 as text_score, null::bigint as text_rank'},
    ${has('vector_leg') ? 'vector_leg.distance as distance, vector_leg.rank as vector_rank' : 'null::float8 as distance, null::bigint as vector_rank'}
  from ${join} order by 2 desc, 1 limit $6
)
select c.id::text as "chunkId", c.accession_number as "accessionNumber", (c.id >> 16)::integer as "filingId", c.document_name as "documentName", c.ordinal, c.kind,
  c.statement, s.key as "sectionKey", c.context, c.text, c.char_start as "charStart", c.char_end as "charEnd", c.fiscal_year as "fiscalYear",
  c.fiscal_period as "fiscalPeriod", f.text_score as "textScore", f.text_rank::integer as "textRank", f.distance as "vectorDistance",
  f.vector_rank::integer as "vectorRank", f.fused
from fused f join chunk c on c.id = f.id left join section s on s.id = c.section_id
order by f.fused desc, f.id`;
}

/** Terms with weight times IDF, and the average length: corpus statistics as they stand. */
const terms = `corpus as materialized (
  select greatest(chunk_count, 1)::float8 as chunks, coalesce(token_count::float8 / nullif(chunk_count, 0), ${REFERENCE_LENGTH}) as average
  from search_statistics limit 1
),
q as materialized (
  select t.term, t.weight * ln(1 + (greatest(corpus.chunks - coalesce(d.chunk_count, 0), 0) + 0.5) / (coalesce(d.chunk_count, 0) + 0.5)) as idf
  from corpus, unnest($1::bigint[], $2::float8[]) as t (term, weight) left join search_term d on d.term = t.term
)`;

const idOf = (filing: string, entry: string): string => `((${filing}::bigint << 16) | (${entry} & 65535))`;
const scoreSql = `sum(q.idf * ${impactSql('e', 'corpus.average')})`;

// Lists are opened one by one ("offset 0" keeps them so): the planner takes an unnested array for a large table otherwise.
function allText(isFiltered: boolean): string[] {
  return [
    terms,
    `scored as materialized (
  select ${idOf('p.filing_id', 'e')} as id, ${scoreSql} as score
  from corpus, q, lateral (
    select filing_id, entries from search_posting where term = q.term${isFiltered ? ' and filing_id = any($3::integer[])' : ''} offset 0
  ) p, unnest(p.entries) as e
  group by 1
)`,
  ];
}

function candidateText(isFiltered: boolean, lists: number): string[] {
  return [
    terms,
    `first as materialized (
  select ${idOf('p.filing_id', 'e')} as id, ${scoreSql} as score
  from corpus, q, lateral (
    select filing_id, entries[1:${MOST_ENTRIES}] as entries from search_posting
    where term = q.term${isFiltered ? ' and filing_id = any($3::integer[])' : ''} order by top desc limit ${lists}
  ) p, unnest(p.entries) as e
  group by 1 order by 2 desc limit ${MOST_CANDIDATES}
)`,
    `candidates as materialized (
  select (id >> 16)::integer as filing_id, array_agg((id & 65535)::integer) as ordinals from first group by 1
)`,
    `scored as materialized (
  select ${idOf('p.filing_id', 'e')} as id, ${scoreSql} as score
  from corpus, candidates f, q, lateral (
    select filing_id, entries from search_posting where filing_id = f.filing_id and term = q.term offset 0
  ) p, unnest(p.entries) as e
  where (e & 65535) = any(f.ordinals)
  group by 1
)`,
  ];
}

function allVectors(isFiltered: boolean): string[] {
  // The chunks are fetched before they are ordered: the planner would walk the graph and filter afterwards.
  const filter = isFiltered
    ? 'join unnest($3::integer[]) as f (filing_id) on c.id >= f.filing_id::bigint << 16 and c.id < (f.filing_id + 1)::bigint << 16'
    : '';
  return [
    `near as materialized (
  select c.id, c.embedding <=> $4::halfvec as distance from chunk c ${filter}
  where c.embedding_model = $5 and c.embedding is not null
)`,
  ];
}

function graphVector(isFiltered: boolean): string[] {
  const filter = isFiltered ? ' and v.filing_id = any($3::integer[])' : '';
  return [
    `graph as materialized (
  select v.chunk_id as id, v.embedding <=> $4::halfvec as distance from search_vector v
  where v.embedding_model = $5${filter} order by v.embedding <=> $4::halfvec limit $6
)`,
    `fresh as materialized (select id from search_filing where not has_vectors${isFiltered ? ' and id = any($3::integer[])' : ''})`,
    `near as materialized (
  select id, distance from graph
  union all
  select c.id, c.embedding <=> $4::halfvec from fresh f join chunk c on c.id >= f.id::bigint << 16 and c.id < (f.id + 1)::bigint << 16
  where c.embedding_model = $5 and c.embedding is not null
)`,
  ];
}
