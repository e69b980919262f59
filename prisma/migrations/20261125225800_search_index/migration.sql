-- The search index: a catalogue of what is searchable, inverted lists for BM25, vectors behind HNSW. All of it can be rebuilt from the chunks.

-- Where pages end and which lines are headings, so that a document is cut into chunks without reading it again.
alter table filing_document add column layout jsonb;

-- New chunks are searched exactly until there are many of them; then they move into search_vector, so that nothing waits for the graph.
drop index chunk_embedding_idx;

create sequence search_generation;

create table search_filing (
  id serial not null,
  accession_number text not null,
  version integer not null,
  embedding_model text,
  chunk_count integer not null,
  token_count bigint not null,
  is_counted boolean not null default false,
  has_vectors boolean not null default false,
  -- Rises with every change of what is searchable; caches carry the highest in their keys.
  generation bigint not null default nextval('search_generation'),
  indexed_at timestamptz(3) not null default now(),
  constraint search_filing_pkey primary key (id)
);
create unique index search_filing_accession_number_key on search_filing (accession_number);
create index search_filing_generation_idx on search_filing (generation desc);
create index search_filing_is_counted_idx on search_filing (is_counted);
create index search_filing_has_vectors_idx on search_filing (has_vectors);
alter table search_filing add constraint search_filing_accession_number_fkey foreign key (accession_number) references filing (accession_number) on delete cascade on update cascade;

-- One row a term and filing. An entry packs frequency (6 bits), length of the chunk in terms (9) and its ordinal (16); greatest impact first.
create table search_posting (
  filing_id integer not null,
  term bigint not null,
  top smallint not null,
  entries integer[] not null,
  constraint search_posting_pkey primary key (filing_id, term)
);
create index search_posting_term_top_idx on search_posting (term, top desc);

create table search_term (
  term bigint not null,
  chunk_count integer not null,
  constraint search_term_pkey primary key (term)
);

create table search_statistics (
  id integer not null default 1,
  chunk_count bigint not null default 0,
  token_count bigint not null default 0,
  refreshed_at timestamptz(3) not null default now(),
  constraint search_statistics_pkey primary key (id),
  constraint search_statistics_id_check check (id = 1)
);
insert into search_statistics default values;

create table search_vector (
  chunk_id bigint not null,
  filing_id integer not null,
  embedding_model text not null,
  embedding halfvec(384) not null,
  constraint search_vector_pkey primary key (chunk_id)
);
create index search_vector_filing_id_idx on search_vector (filing_id);
create index search_vector_embedding_idx on search_vector using hnsw (embedding halfvec_cosine_ops);

/* What leaves the catalogue leaves the lists and the statistics with it. */
create function forget_search_filing() returns trigger language plpgsql as $$
begin
  if old.is_counted then
    perform pg_advisory_xact_lock(hashtextextended('search_statistics', 0));
    update search_term t set chunk_count = t.chunk_count - cardinality(p.entries)
      from search_posting p where p.filing_id = old.id and t.term = p.term;
    update search_statistics set chunk_count = chunk_count - old.chunk_count, token_count = token_count - old.token_count;
  end if;
  delete from search_posting where filing_id = old.id;
  if old.has_vectors then
    delete from search_vector where filing_id = old.id;
  end if;
  return null;
end $$;
create trigger search_filing_forget after delete on search_filing for each row execute function forget_search_filing();

/* Counts filings that came since the last time; returns how many. One at a time: whoever finds another at work counts nothing. */
create function refresh_search_statistics(most integer default 200) returns integer language plpgsql as $$
declare
  fresh integer[];
begin
  if not pg_try_advisory_xact_lock(hashtextextended('search_statistics', 0)) then
    return 0;
  end if;
  select array_agg(id) into fresh from (select id from search_filing where not is_counted order by id limit most for update skip locked) f;
  if fresh is not null then
    insert into search_term as t (term, chunk_count)
      select p.term, sum(cardinality(p.entries)) from search_posting p where p.filing_id = any(fresh) group by p.term order by p.term
      on conflict (term) do update set chunk_count = t.chunk_count + excluded.chunk_count;
    update search_statistics s set
      chunk_count = s.chunk_count + f.chunks, token_count = s.token_count + f.tokens
      from (select sum(chunk_count) as chunks, sum(token_count) as tokens from search_filing where id = any(fresh)) f;
    update search_filing set is_counted = true where id = any(fresh);
  end if;
  update search_statistics set refreshed_at = clock_timestamp();
  return coalesce(cardinality(fresh), 0);
end $$;

-- ---------------------------------------------------------------- a tenant's own documents

create table private_chunk (
  id bigserial not null,
  tenant_id uuid not null,
  document_id uuid not null,
  version integer not null,
  ordinal integer not null,
  kind text not null,
  context text not null,
  text text not null,
  char_start integer not null,
  char_end integer not null,
  content_hash text not null,
  -- Length in terms, and each term with its frequency: a tenant's documents are few, and their statistics are its own.
  token_count integer not null,
  terms bigint[] not null,
  frequencies smallint[] not null,
  embedding_model text,
  embedding halfvec(384),
  constraint private_chunk_pkey primary key (id)
);
create unique index private_chunk_document_id_ordinal_key on private_chunk (document_id, ordinal);
create index private_chunk_tenant_id_idx on private_chunk (tenant_id);
create index private_chunk_terms_idx on private_chunk using gin (terms);
alter table private_chunk add constraint private_chunk_tenant_id_fkey foreign key (tenant_id) references tenant (id) on delete cascade on update cascade;
call enforce_tenant_scope('private_chunk');
