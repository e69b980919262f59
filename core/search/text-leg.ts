import type { Pool } from 'pg';
import type { Leg, LegRequest } from './hybrid-query.ts';
import { impactSql, REFERENCE_LENGTH, termScoreSql } from './postings.ts';
import { termKey } from './tokenize.ts';

/** Up to so many chunks every match is scored, and of long questions up to so many times its terms: 12 terms of 20,000 chunks take 25 ms. */
export const EXACT_CHUNKS = 20_000;
const EXACT_MATCHES = 150_000;
/** Lists opened in all when not every match is scored. Each term has its share by the square of what it weighs: rare terms decide. */
const LISTS_IN_ALL = 1_400;
const LEAST_LISTS = 4;
/** Entries read of a list beside its first, as a part of the term's entries in an average filing: those of the passages that are about it. */
const ENTRIES_OF_LIST = 0.03;
/** Candidates by partial score whose exact score is worked out. */
const MOST_CANDIDATES = 600;

/**
 * BM25 over inverted lists, best first. Small sets of filings are scored match by match; over many, the best entries of each term are read
 * first and the passages that they name are scored exactly from their own terms.
 */
export async function textLeg(pool: Pool, { terms, filings, chunks, limit }: LegRequest): Promise<Leg> {
  const { rows } = await pool.query<{ id: string; score: number }>({
    text: textSql(chunks <= EXACT_CHUNKS && chunks * terms.length <= EXACT_MATCHES, filings !== null),
    values: [terms.map(({ term }) => termKey(term)), terms.map(({ weight }) => weight), limit, ...(filings ? [filings] : [])],
  });
  return rows.map(({ id, score }) => ({ id: BigInt(id), score }));
}

/** $1 term keys, $2 weights, $3 limit, $4 filings. */
const textSql = (isExact: boolean, isFiltered: boolean): string =>
  `with ${[termsSql, ...(isExact ? everyMatch(isFiltered) : candidates(isFiltered))].join(',\n')}
select id::text, score from scored order by score desc, scored.id limit $3`;

/** Terms with weight times IDF, and the average length: corpus statistics as they stand. */
const termsSql = `corpus as materialized (
  select greatest(chunk_count, 1)::float8 as chunks, coalesce(token_count::float8 / nullif(chunk_count, 0), ${REFERENCE_LENGTH}) as average
  from search_statistics limit 1
),
q as materialized (
  select t.term, coalesce(d.chunk_count, 0) as chunks, t.weight * ln(1 + (greatest(corpus.chunks - coalesce(d.chunk_count, 0), 0) + 0.5) / (coalesce(d.chunk_count, 0) + 0.5)) as idf
  from corpus, unnest($1::bigint[], $2::float8[]) as t (term, weight) left join search_term d on d.term = t.term
)`;

const idOf = (filing: string, entry: string): string => `((${filing}::bigint << 16) | (${entry} & 65535))`;
const scoreSql = `sum(q.idf * ${impactSql('e', 'corpus.average')})`;

// Lists are opened one by one ("offset 0" keeps them so): the planner takes an unnested array for a large table otherwise.
function everyMatch(isFiltered: boolean): string[] {
  return [
    `scored as materialized (
  select ${idOf('p.filing_id', 'e')} as id, ${scoreSql} as score
  from corpus, q, lateral (
    select filing_id, entries from search_posting where term = q.term${isFiltered ? ' and filing_id = any($4::integer[])' : ''} offset 0
  ) p, unnest(p.entries) as e
  group by 1
)`,
  ];
}

function candidates(isFiltered: boolean): string[] {
  return [
    `budget as materialized (
  select q.term, q.idf, greatest(${LEAST_LISTS}, ${LISTS_IN_ALL} * q.idf * q.idf / s.squares)::integer as lists,
    1 + ceil(${ENTRIES_OF_LIST} * q.chunks / greatest(s.filings, 1))::integer as entries,
    ('{' || search_dimension(q.term) || ':1}/1000000000')::sparsevec as place
  from q, (select sum(idf * idf) as squares, (select count(*) from search_filing) as filings from q) s
)`,
    `first as materialized (
  select ${idOf('p.filing_id', 'e')} as id, ${scoreSql} as score
  from corpus, budget q, lateral (
    select filing_id, entries[1:q.entries] as entries from search_posting
    where term = q.term${isFiltered ? ' and filing_id = any($4::integer[])' : ''} order by top desc limit q.lists
  ) p, unnest(p.entries) as e
  group by 1 order by 2 desc limit ${MOST_CANDIDATES}
)`,
    `scored as materialized (
  select p.chunk_id as id, sum(q.idf * ${termScoreSql('t.frequency', 'p.length', 'corpus.average')}) as score
  from corpus, first f join search_passage p on p.chunk_id = f.id, budget q, lateral (
    select -(p.frequencies <#> q.place) as frequency offset 0
  ) t
  where t.frequency > 0
  group by 1
)`,
  ];
}
