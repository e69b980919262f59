-- A chunk's own terms, as the inverted lists hold them the other way round: the candidates that the lists give are scored exactly from here.
-- Frequencies are a sparse vector because pgvector finds one of its terms several times faster than PostgreSQL searches an array.
create table search_passage (
  chunk_id bigint not null,
  length smallint not null,
  frequencies sparsevec(1000000000) not null,
  constraint search_passage_pkey primary key (chunk_id)
);

/* The place of a term in such a vector. */
create function search_dimension(term bigint) returns bigint language sql immutable parallel safe as 'select term % 1000000000 + 1';

/* Writes the passages of a filing from its inverted lists. */
create function write_search_passages(filing integer) returns void language sql as $$
  insert into search_passage (chunk_id, length, frequencies)
    select filing::bigint << 16 | ordinal, max(length), ('{' || string_agg(dimension || ':' || frequency, ',') || '}/1000000000')::sparsevec
      from (
        select e & 65535 as ordinal, max(e >> 16 & 511) as length, search_dimension(p.term) as dimension, sum(e >> 25) as frequency
          from search_posting p, unnest(p.entries) as e where p.filing_id = filing group by 1, 3
      ) t
      group by ordinal order by ordinal
$$;
select write_search_passages(id) from search_filing;

/* What leaves the catalogue leaves the lists and the statistics with it. */
create or replace function forget_search_filing() returns trigger language plpgsql as $$
begin
  if old.is_counted then
    perform pg_advisory_xact_lock(hashtextextended('search_statistics', 0));
    update search_term t set chunk_count = t.chunk_count - cardinality(p.entries)
      from search_posting p where p.filing_id = old.id and t.term = p.term;
    update search_statistics set chunk_count = chunk_count - old.chunk_count, token_count = token_count - old.token_count;
  end if;
  delete from search_posting where filing_id = old.id;
  delete from search_passage where chunk_id >= old.id::bigint << 16 and chunk_id < (old.id + 1)::bigint << 16;
  if old.has_vectors then
    delete from search_vector where filing_id = old.id;
  end if;
  return null;
end $$;
