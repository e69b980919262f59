import type { Database } from '../db/client.ts';
import { refreshSearchStatistics } from './searchable.ts';
import { EXACT_CHUNKS } from './text-leg.ts';

/** Chunks that may wait outside the graph: searching them one by one costs less than a few milliseconds. */
const MOST_FRESH = 4_000;

/**
 * Puts vectors of new filings into the HNSW graph, oldest first, one filing a transaction; returns how many filings. Below EXACT_CHUNKS
 * nothing needs a graph; above, so many chunks stay outside as an exact scan covers well. Several processes may run it at once.
 */
export async function settleVectors(
  database: Database,
  { least = EXACT_CHUNKS, most = 20 }: { least?: number; most?: number } = {},
): Promise<number> {
  const { rows } = await database.pool.query<{ chunks: number; fresh: number }>(
    `select coalesce(sum(chunk_count), 0)::float8 as chunks, coalesce(sum(chunk_count) filter (where not has_vectors), 0)::float8 as fresh from search_filing`,
  );
  const state = rows[0];
  if (!state || state.chunks <= least || state.fresh <= Math.min(MOST_FRESH, least)) return 0;
  let settled = 0;
  for (; settled < most; settled++) {
    const { rowCount } = await database.pool.query(`
      with taken as (select id from search_filing where not has_vectors order by id limit 1 for update skip locked),
      moved as (
        insert into search_vector (chunk_id, filing_id, embedding_model, embedding)
        select c.id, t.id, c.embedding_model, c.embedding from taken t join chunk c on c.id >= t.id::bigint << 16 and c.id < (t.id + 1)::bigint << 16
        where c.embedding is not null
        on conflict (chunk_id) do update set embedding_model = excluded.embedding_model, embedding = excluded.embedding
      )
      update search_filing f set has_vectors = true from taken t where f.id = t.id`);
    if (rowCount === 0) break;
  }
  return settled;
}

/** Short statements, so that none meets a time limit after a large backfill. */
const ROUNDS = 25;

export interface Maintenance {
  counted: number;
  settled: number;
}

/** What a worker repeats every few seconds: statistics folded in, vectors settled. Both go on from where they stopped. */
export async function maintainSearchIndex(database: Database): Promise<Maintenance> {
  let counted = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const more = await refreshSearchStatistics(database);
    counted += more;
    if (more === 0) break;
  }
  return { counted, settled: await settleVectors(database) };
}
