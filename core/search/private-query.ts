import { Prisma } from '../../generated/prisma/client.ts';
import type { Database } from '../db/client.ts';
import { withTenant } from '../db/tenancy.ts';
import { type HybridRow, RRF_K } from './hybrid-query.ts';
import { vectorText } from './index-writer.ts';
import { termScoreSql } from './postings.ts';
import { termKey } from './tokenize.ts';
import type { WeightedTerm } from './understand/query-terms.ts';

const SCORE = Prisma.raw(termScoreSql('h.frequency', 'h.token_count', 'corpus.average'));

export type PrivateRow = HybridRow & { privateDocumentId: string };

/**
 * Both legs over a tenant's own documents, in one statement inside the tenant's scope. They are few, so everything is exact, and the
 * statistics of BM25 are the tenant's own as they stand.
 */
export async function privateQuery(
  database: Database,
  tenantId: string,
  request: { terms: readonly WeightedTerm[]; vector: Float32Array | null; embeddingModel: string; limit: number },
): Promise<PrivateRow[]> {
  const keys = request.terms.map(({ term }) => BigInt(termKey(term)));
  const weights = request.terms.map(({ weight }) => weight);
  const vector = vectorText(request.vector ?? undefined);
  const rows = await withTenant(
    database,
    tenantId,
    (tx) => tx.$queryRaw<RawRow[]>`
    with corpus as materialized (
      select count(*)::float8 as chunks, greatest(coalesce(avg(token_count), 1), 1)::float8 as average from private_chunk
    ),
    having_term as materialized (
      select c.id, c.token_count, t.term, t.frequency::float8 as frequency
      from private_chunk c, unnest(c.terms, c.frequencies) as t (term, frequency)
      where c.terms && ${keys}::bigint[] and t.term = any(${keys}::bigint[])
    ),
    q as (
      select w.term, w.weight * ln(1 + (corpus.chunks - n.chunks + 0.5) / (n.chunks + 0.5)) as idf
      from corpus, unnest(${keys}::bigint[], ${weights}::float8[]) as w (term, weight)
      join (select term, count(*)::float8 as chunks from having_term group by term) n using (term)
    ),
    scored as (
      select h.id, sum(q.idf * ${SCORE}) as score
      from corpus, having_term h join q using (term) group by h.id
    ),
    text_leg as (select id, score, row_number() over (order by score desc, id) as rank from scored order by score desc, id limit ${request.limit}::integer),
    vector_leg as (
      select id, distance, row_number() over (order by distance, id) as rank
      from (select id, embedding <=> ${vector}::halfvec as distance from private_chunk
        where ${vector}::text is not null and embedding_model = ${request.embeddingModel} and embedding is not null) v
      order by distance, id limit ${request.limit}::integer
    ),
    fused as (
      select id, coalesce(1.0::float8 / (${RRF_K}::integer + text_leg.rank), 0) + coalesce(1.0::float8 / (${RRF_K}::integer + vector_leg.rank), 0) as fused,
        text_leg.score, text_leg.rank as text_rank, vector_leg.distance, vector_leg.rank as vector_rank
      from text_leg full join vector_leg using (id) order by 2 desc, 1 limit ${request.limit}::integer
    )
    select c.id, c.document_id, d.name, c.ordinal, c.kind, c.context, c.text, c.char_start, c.char_end, f.score, f.text_rank::integer, f.distance,
      f.vector_rank::integer, f.fused
    from fused f join private_chunk c on c.id = f.id join private_document d on d.id = c.document_id
    order by f.fused desc, c.id`,
  );
  return rows.map((row) => ({
    chunkId: row.id,
    privateDocumentId: row.document_id,
    accessionNumber: '',
    filingId: -1,
    documentName: row.name,
    ordinal: row.ordinal,
    kind: row.kind === 'TABLE' ? 'TABLE' : 'TEXT',
    statement: null,
    sectionKey: null,
    context: row.context,
    text: row.text,
    charStart: row.char_start,
    charEnd: row.char_end,
    fiscalYear: null,
    fiscalPeriod: null,
    textScore: row.score,
    textRank: row.text_rank,
    vectorDistance: row.distance,
    vectorRank: row.vector_rank,
    fused: row.fused,
  }));
}

/** Changes whenever the tenant's indexed documents do; null while it has none. */
export async function readPrivateVersion(database: Database, tenantId: string): Promise<string | null> {
  const rows = await withTenant(
    database,
    tenantId,
    (tx) =>
      tx.$queryRaw<{ chunks: number; newest: bigint | null }[]>`select count(*)::integer as chunks, max(id) as newest from private_chunk`,
  );
  const row = rows[0];
  return row && row.chunks > 0 ? `${row.chunks}.${row.newest}` : null;
}

interface RawRow {
  id: bigint;
  document_id: string;
  name: string;
  ordinal: number;
  kind: string;
  context: string;
  text: string;
  char_start: number;
  char_end: number;
  score: number | null;
  text_rank: number | null;
  distance: number | null;
  vector_rank: number | null;
  fused: number;
}
