-- The whole domain of prisma/schema.prisma, and what Prisma cannot say: row security, grants, the audit chain, watched companies,
-- vector and partial indexes, the limiter's functions. Names follow Prisma's conventions. A test compares the result with the schema.

-- Only a superuser may create pgvector or a role. Where neither exists and the owner is none, the error says what to run.
do $$
declare
  is_superuser boolean := (select rolsuper from pg_roles where rolname = current_user);
begin
  if not exists (select from pg_extension where extname = 'vector') and not exists (select from pg_available_extensions where name = 'vector') then
    raise exception 'pgvector is not installed on this PostgreSQL server'
      using hint = 'Install the pgvector package for the server''s version (0.8 or newer).';
  end if;
  if not exists (select from pg_roles where rolname = 'gravity_app') then
    if not is_superuser then
      raise exception 'the role gravity_app does not exist'
        using hint = 'As a superuser: create role gravity_app login nosuperuser nobypassrls password ''...'';';
    end if;
    create role gravity_app login nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
end $$;

create extension if not exists vector;

create type "FilingStatus" as enum ('DISCOVERED', 'INGESTED', 'ANALYZED', 'INDEXED', 'ANALYZED_NOT_INDEXED', 'DEAD_LETTERED');
create type "FiscalPeriod" as enum ('FY', 'Q1', 'Q2', 'Q3', 'Q4', 'H1', 'M9');
create type "SectionStatus" as enum ('FOUND', 'DOUBTFUL', 'MISSING', 'INCORPORATED_BY_REFERENCE');
create type "Stage" as enum ('INGEST', 'ANALYSE', 'INDEX');
create type "StageState" as enum ('PENDING', 'RUNNING', 'DONE', 'FAILED');
create type "QuestionStatus" as enum ('PENDING', 'RUNNING', 'ANSWERED', 'REFUSED', 'FAILED', 'CANCELLED');
create type "Role" as enum ('ANALYST', 'PARTNER', 'ADMIN', 'OPERATOR');

create table company (
  cik integer not null,
  name text not null,
  sic text,
  sic_description text,
  category text,
  fiscal_year_end text,
  state_of_incorporation text,
  former_names jsonb not null default '[]',
  refreshed_at timestamptz(3) not null default current_timestamp,
  constraint company_pkey primary key (cik)
);

create table company_ticker (
  ticker text not null,
  cik integer not null,
  exchange text,
  constraint company_ticker_pkey primary key (ticker)
);
create index company_ticker_cik_idx on company_ticker (cik);

create table filing (
  accession_number text not null,
  cik integer not null,
  form text not null,
  items text[] not null default '{}',
  filed_at date not null,
  accepted_at timestamptz(3),
  accepted_at_approximate boolean not null default false,
  first_seen_at timestamptz(3) not null default current_timestamp,
  period_end date,
  fiscal_year integer,
  fiscal_period "FiscalPeriod",
  status "FilingStatus" not null default 'DISCOVERED',
  primary_document text,
  size_bytes integer,
  amends_accession_number text,
  constraint filing_pkey primary key (accession_number)
);
create index filing_cik_filed_at_idx on filing (cik, filed_at desc);
create index filing_filed_at_accession_number_idx on filing (filed_at desc, accession_number desc);
create index filing_status_idx on filing (status);
create index filing_amends_accession_number_idx on filing (amends_accession_number);

create table filing_company (
  accession_number text not null,
  cik integer not null,
  role text not null,
  constraint filing_company_pkey primary key (accession_number, cik)
);
create index filing_company_cik_idx on filing_company (cik);

create table filing_document (
  accession_number text not null,
  name text not null,
  sequence integer not null,
  type text not null,
  description text,
  size_bytes integer not null,
  content_hash text not null,
  text_hash text,
  text_length integer,
  html_hash text,
  parser_version integer,
  hidden_dropped integer not null default 0,
  constraint filing_document_pkey primary key (accession_number, name)
);

create table section (
  id bigserial not null,
  accession_number text not null,
  document_name text not null,
  ordinal integer not null,
  key text not null,
  title text not null,
  char_start integer not null,
  char_end integer not null,
  status "SectionStatus" not null,
  confidence double precision not null,
  reason text,
  anchor text,
  constraint section_pkey primary key (id)
);
create index section_accession_number_key_idx on section (accession_number, key);
create unique index section_accession_number_document_name_ordinal_key on section (accession_number, document_name, ordinal);

create table filing_table (
  id bigserial not null,
  accession_number text not null,
  document_name text not null,
  ordinal integer not null,
  title text,
  statement text,
  char_start integer not null,
  char_end integer not null,
  unit text,
  scale integer,
  cells jsonb not null,
  constraint filing_table_pkey primary key (id)
);
create unique index filing_table_accession_number_document_name_ordinal_key on filing_table (accession_number, document_name, ordinal);

create table fact (
  id bigserial not null,
  accession_number text not null,
  cik integer not null,
  ordinal integer not null,
  concept text not null,
  standard_concept text,
  label text,
  value text not null,
  numeric_value numeric,
  is_nil boolean not null default false,
  unit text,
  period_start date,
  period_end date not null,
  fiscal_year integer,
  fiscal_period "FiscalPeriod",
  dimensions jsonb not null default '[]',
  dimensions_key text not null default '',
  decimals integer,
  document_name text,
  char_start integer,
  char_end integer,
  anchor text,
  is_hidden boolean not null default false,
  derived_from bigint[] not null default '{}',
  constraint fact_pkey primary key (id)
);
create index fact_cik_concept_period_end_idx on fact (cik, concept, period_end);
create index fact_cik_standard_concept_period_end_idx on fact (cik, standard_concept, period_end);
create index fact_accession_number_concept_idx on fact (accession_number, concept);
create unique index fact_accession_number_ordinal_key on fact (accession_number, ordinal);

create table chunk (
  id bigserial not null,
  accession_number text not null,
  cik integer not null,
  form text not null,
  filed_at date not null,
  fiscal_year integer,
  fiscal_period "FiscalPeriod",
  document_name text not null,
  ordinal integer not null,
  version integer not null,
  section_id bigint,
  kind text not null,
  statement text,
  context text not null,
  text text not null,
  char_start integer not null,
  char_end integer not null,
  content_hash text not null,
  embedding_model text,
  embedding halfvec(384),
  constraint chunk_pkey primary key (id)
);
create index chunk_cik_fiscal_year_idx on chunk (cik, fiscal_year);
create index chunk_section_id_idx on chunk (section_id);
create index chunk_embedding_idx on chunk using hnsw (embedding halfvec_cosine_ops);
create unique index chunk_accession_number_version_ordinal_key on chunk (accession_number, version, ordinal);

create table analysis (
  accession_number text not null,
  version integer not null,
  model text not null,
  body jsonb not null,
  created_at timestamptz(3) not null default current_timestamp,
  constraint analysis_pkey primary key (accession_number)
);

create table filing_event (
  id bigserial not null,
  accession_number text not null,
  "from" "FilingStatus",
  "to" "FilingStatus" not null,
  at timestamptz(3) not null default current_timestamp,
  sent_at timestamptz(3),
  published_seq bigint,
  request_id text,
  constraint filing_event_pkey primary key (id)
);
create unique index filing_event_published_seq_key on filing_event (published_seq);
create index filing_event_accession_number_id_idx on filing_event (accession_number, id);
-- The relay reads only what it has not sent.
create index filing_event_unsent_idx on filing_event (id) where sent_at is null;

create table filing_stage (
  accession_number text not null,
  stage "Stage" not null,
  version integer not null,
  state "StageState" not null default 'PENDING',
  attempts integer not null default 0,
  lease_token bigint not null default '0',
  lease_owner text,
  lease_expires_at timestamptz(3),
  available_at timestamptz(3) not null default current_timestamp,
  priority integer not null default 0,
  run_id text not null,
  request_id text,
  last_error_code text,
  last_error text,
  started_at timestamptz(3),
  finished_at timestamptz(3),
  created_at timestamptz(3) not null default current_timestamp,
  constraint filing_stage_pkey primary key (accession_number, stage, version)
);
create index filing_stage_state_available_at_idx on filing_stage (state, available_at);

create table dead_letter (
  id bigserial not null,
  accession_number text not null,
  stage "Stage" not null,
  version integer not null,
  error_class text not null,
  code text not null,
  reason text not null,
  attempts integer not null,
  run_id text not null,
  request_id text,
  payload_hash text not null,
  created_at timestamptz(3) not null default current_timestamp,
  replayed_at timestamptz(3),
  replay_run_id text,
  constraint dead_letter_pkey primary key (id)
);
create index dead_letter_created_at_idx on dead_letter (created_at desc);
create unique index dead_letter_accession_number_stage_run_id_key on dead_letter (accession_number, stage, run_id);

create table ingest_run (
  id uuid not null,
  tenant_id uuid not null,
  user_id uuid,
  input jsonb not null,
  state text not null default 'PENDING',
  error text,
  request_id text,
  created_at timestamptz(3) not null default current_timestamp,
  expanded_at timestamptz(3),
  constraint ingest_run_pkey primary key (id)
);
create unique index ingest_run_tenant_id_id_key on ingest_run (tenant_id, id);

create table ingest_run_filing (
  tenant_id uuid not null,
  run_id uuid not null,
  accession_number text not null,
  constraint ingest_run_filing_pkey primary key (run_id, accession_number)
);

create table tenant (
  id uuid not null,
  name text not null,
  created_at timestamptz(3) not null default current_timestamp,
  constraint tenant_pkey primary key (id)
);
create unique index tenant_name_key on tenant (name);

create table app_user (
  id uuid not null,
  subject text not null,
  display_name text not null,
  disabled_at timestamptz(3),
  created_at timestamptz(3) not null default current_timestamp,
  constraint app_user_pkey primary key (id)
);
create unique index app_user_subject_key on app_user (subject);

create table membership (
  tenant_id uuid not null,
  user_id uuid not null,
  roles "Role"[] not null default '{}',
  constraint membership_pkey primary key (tenant_id, user_id)
);

create table api_key (
  id uuid not null,
  tenant_id uuid not null,
  name text not null,
  role "Role" not null,
  prefix text not null,
  hash text not null,
  created_at timestamptz(3) not null default current_timestamp,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  last_used_at timestamptz(3),
  constraint api_key_pkey primary key (id)
);
create unique index api_key_prefix_key on api_key (prefix);
create unique index api_key_tenant_id_id_key on api_key (tenant_id, id);

create table watchlist (
  id uuid not null,
  tenant_id uuid not null,
  name text not null,
  created_at timestamptz(3) not null default current_timestamp,
  constraint watchlist_pkey primary key (id)
);
create unique index watchlist_tenant_id_id_key on watchlist (tenant_id, id);
create unique index watchlist_tenant_id_name_key on watchlist (tenant_id, name);

create table watchlist_item (
  tenant_id uuid not null,
  watchlist_id uuid not null,
  cik integer not null,
  added_at timestamptz(3) not null default current_timestamp,
  constraint watchlist_item_pkey primary key (watchlist_id, cik)
);
create index watchlist_item_cik_idx on watchlist_item (cik);

create table question (
  id uuid not null,
  tenant_id uuid not null,
  user_id uuid not null,
  text text not null,
  input jsonb not null,
  status "QuestionStatus" not null default 'PENDING',
  follows_question_id uuid,
  request_id text,
  answer jsonb,
  receipt jsonb,
  stale boolean not null default false,
  stale_reason text,
  created_at timestamptz(3) not null default current_timestamp,
  finished_at timestamptz(3),
  constraint question_pkey primary key (id)
);
create index question_tenant_id_created_at_idx on question (tenant_id, created_at desc);
create unique index question_tenant_id_id_key on question (tenant_id, id);

create table citation (
  id bigserial not null,
  tenant_id uuid not null,
  question_id uuid not null,
  sentence integer not null,
  ordinal integer not null,
  accession_number text,
  private_document_id uuid,
  document_name text not null,
  quote text not null,
  char_start integer not null,
  char_end integer not null,
  constraint citation_pkey primary key (id)
);
create index citation_accession_number_idx on citation (accession_number);
create unique index citation_question_id_sentence_ordinal_key on citation (question_id, sentence, ordinal);

create table answer_event (
  id bigserial not null,
  tenant_id uuid not null,
  question_id uuid not null,
  kind text not null,
  payload jsonb not null,
  at timestamptz(3) not null default current_timestamp,
  constraint answer_event_pkey primary key (id)
);
create index answer_event_question_id_id_idx on answer_event (question_id, id);

create table idempotency_key (
  tenant_id uuid not null,
  user_id uuid not null,
  key text not null,
  body_hash text not null,
  result jsonb,
  created_at timestamptz(3) not null default current_timestamp,
  constraint idempotency_key_pkey primary key (tenant_id, user_id, key)
);

create table audit_entry (
  id bigserial not null,
  tenant_id uuid not null,
  sequence bigint not null default '0',
  actor text not null,
  action text not null,
  subject text,
  outcome text not null,
  request_id text,
  details jsonb not null default '{}',
  at timestamptz(3) not null default current_timestamp,
  prev_hash text not null default '',
  hash text not null default '',
  constraint audit_entry_pkey primary key (id)
);
create index audit_entry_tenant_id_id_idx on audit_entry (tenant_id, id desc);
create unique index audit_entry_tenant_id_sequence_key on audit_entry (tenant_id, sequence);

create table audit_head (
  tenant_id uuid not null,
  sequence bigint not null,
  hash text not null,
  constraint audit_head_pkey primary key (tenant_id)
);

create table watched_company (
  cik integer not null,
  watchers integer not null,
  constraint watched_company_pkey primary key (cik)
);

-- Rebuilt within a window, so they are not worth a write-ahead log.
create unlogged table rate_window (
  key text not null,
  window_start timestamptz(3) not null,
  count integer not null,
  constraint rate_window_pkey primary key (key, window_start)
);

create unlogged table pace_window (
  key text not null,
  slots double precision[] not null default '{}',
  constraint pace_window_pkey primary key (key)
);

alter table company_ticker add constraint company_ticker_cik_fkey foreign key (cik) references company (cik) on delete restrict on update cascade;
alter table filing add constraint filing_cik_fkey foreign key (cik) references company (cik) on delete restrict on update cascade;
alter table filing add constraint filing_amends_accession_number_fkey foreign key (amends_accession_number) references filing (accession_number) on delete set null on update cascade;
alter table filing_company add constraint filing_company_accession_number_fkey foreign key (accession_number) references filing (accession_number) on delete cascade on update cascade;
alter table filing_company add constraint filing_company_cik_fkey foreign key (cik) references company (cik) on delete restrict on update cascade;
alter table filing_document add constraint filing_document_accession_number_fkey foreign key (accession_number) references filing (accession_number) on delete cascade on update cascade;
alter table section add constraint section_accession_number_fkey foreign key (accession_number) references filing (accession_number) on delete cascade on update cascade;
alter table filing_table add constraint filing_table_accession_number_fkey foreign key (accession_number) references filing (accession_number) on delete cascade on update cascade;
alter table fact add constraint fact_accession_number_fkey foreign key (accession_number) references filing (accession_number) on delete cascade on update cascade;
alter table fact add constraint fact_cik_fkey foreign key (cik) references company (cik) on delete restrict on update cascade;
alter table chunk add constraint chunk_accession_number_fkey foreign key (accession_number) references filing (accession_number) on delete cascade on update cascade;
alter table chunk add constraint chunk_section_id_fkey foreign key (section_id) references section (id) on delete set null on update cascade;
alter table analysis add constraint analysis_accession_number_fkey foreign key (accession_number) references filing (accession_number) on delete cascade on update cascade;
alter table filing_event add constraint filing_event_accession_number_fkey foreign key (accession_number) references filing (accession_number) on delete cascade on update cascade;
alter table filing_stage add constraint filing_stage_accession_number_fkey foreign key (accession_number) references filing (accession_number) on delete cascade on update cascade;
alter table dead_letter add constraint dead_letter_accession_number_fkey foreign key (accession_number) references filing (accession_number) on delete cascade on update cascade;
alter table ingest_run add constraint ingest_run_tenant_id_fkey foreign key (tenant_id) references tenant (id) on delete restrict on update cascade;
alter table ingest_run_filing add constraint ingest_run_filing_tenant_id_run_id_fkey foreign key (tenant_id, run_id) references ingest_run (tenant_id, id) on delete cascade on update cascade;
alter table ingest_run_filing add constraint ingest_run_filing_accession_number_fkey foreign key (accession_number) references filing (accession_number) on delete cascade on update cascade;
alter table membership add constraint membership_tenant_id_fkey foreign key (tenant_id) references tenant (id) on delete cascade on update cascade;
alter table membership add constraint membership_user_id_fkey foreign key (user_id) references app_user (id) on delete cascade on update cascade;
alter table api_key add constraint api_key_tenant_id_fkey foreign key (tenant_id) references tenant (id) on delete cascade on update cascade;
alter table watchlist add constraint watchlist_tenant_id_fkey foreign key (tenant_id) references tenant (id) on delete cascade on update cascade;
alter table watchlist_item add constraint watchlist_item_tenant_id_watchlist_id_fkey foreign key (tenant_id, watchlist_id) references watchlist (tenant_id, id) on delete cascade on update cascade;
alter table question add constraint question_tenant_id_fkey foreign key (tenant_id) references tenant (id) on delete cascade on update cascade;
alter table citation add constraint citation_tenant_id_question_id_fkey foreign key (tenant_id, question_id) references question (tenant_id, id) on delete cascade on update cascade;
alter table citation add constraint citation_accession_number_fkey foreign key (accession_number) references filing (accession_number) on delete cascade on update cascade;
alter table answer_event add constraint answer_event_tenant_id_question_id_fkey foreign key (tenant_id, question_id) references question (tenant_id, id) on delete cascade on update cascade;
alter table audit_entry add constraint audit_entry_tenant_id_fkey foreign key (tenant_id) references tenant (id) on delete restrict on update cascade;
alter table audit_head add constraint audit_head_tenant_id_fkey foreign key (tenant_id) references tenant (id) on delete restrict on update cascade;

-- ---------------------------------------------------------------- grants
-- The app role owns nothing and may not truncate. Tables of later migrations are granted alike unless they revoke.

grant usage on schema public to gravity_app;
grant select, insert, update, delete on all tables in schema public to gravity_app;
grant usage, select on all sequences in schema public to gravity_app;
alter default privileges in schema public grant select, insert, update, delete on tables to gravity_app;
alter default privileges in schema public grant usage, select on sequences to gravity_app;

-- What happened stays written.
revoke update, delete on audit_entry from gravity_app;
revoke insert, update, delete on audit_head from gravity_app;
-- Prisma's ledger is the owner's.
revoke all on _prisma_migrations from gravity_app;

-- ---------------------------------------------------------------- row security
-- Policies test settings of the transaction, not roles; both are empty when unset, and an empty one matches nothing.

create function app_tenant() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.tenant', true), '')::uuid $$;

/* Binds a table to app.tenant. Every table with a tenant_id goes through here, those of later migrations too. */
create procedure enforce_tenant_scope(target regclass, tenant_column name default 'tenant_id') language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy tenant_scope on %s using (%I = app_tenant()) with check (%I = app_tenant())', target, tenant_column, tenant_column);
end $$;
revoke execute on procedure enforce_tenant_scope from public;

call enforce_tenant_scope('tenant', 'id');
call enforce_tenant_scope('membership');
call enforce_tenant_scope('api_key');
call enforce_tenant_scope('watchlist');
call enforce_tenant_scope('watchlist_item');
call enforce_tenant_scope('question');
call enforce_tenant_scope('citation');
call enforce_tenant_scope('answer_event');
call enforce_tenant_scope('ingest_run');
call enforce_tenant_scope('ingest_run_filing');
call enforce_tenant_scope('idempotency_key');
call enforce_tenant_scope('audit_entry');
call enforce_tenant_scope('audit_head');

-- Who asks is known before the tenant is: each lookup names the one thing it may find.
create policy by_prefix on api_key for select using (prefix = nullif(current_setting('app.key_prefix', true), ''));
create policy by_name on tenant for select using (name = nullif(current_setting('app.tenant_name', true), ''));
create policy own_memberships on membership for select using (user_id = nullif(current_setting('app.user', true), '')::uuid);

-- A user may belong to several tenants: seen by them, and by its own subject at login.
alter table app_user enable row level security;
alter table app_user force row level security;
create policy tenant_scope on app_user
  using (
    subject = nullif(current_setting('app.subject', true), '')
    or exists (select from membership where membership.user_id = app_user.id and membership.tenant_id = app_tenant())
  )
  with check (
    subject = nullif(current_setting('app.subject', true), '')
    or exists (select from membership where membership.user_id = app_user.id and membership.tenant_id = app_tenant())
  );

-- ---------------------------------------------------------------- watched companies

create function count_watchers() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into watched_company (cik, watchers) values (new.cik, 1)
      on conflict (cik) do update set watchers = watched_company.watchers + 1;
  else
    update watched_company set watchers = watchers - 1 where cik = old.cik;
    delete from watched_company where cik = old.cik and watchers <= 0;
  end if;
  return null;
end $$;
create trigger watchlist_item_count_watchers after insert or delete on watchlist_item for each row execute function count_watchers();

-- ---------------------------------------------------------------- audit chain

/* What the hash of an entry covers, as text: the same entry always prints the same. */
create function audit_entry_print(entry audit_entry) returns text language sql stable as $$
  select jsonb_build_array(
    entry.tenant_id, entry.sequence, entry.actor, entry.action, entry.subject, entry.outcome, entry.request_id, entry.details,
    (extract(epoch from entry.at) * 1000)::bigint, entry.prev_hash
  )::text
$$;

/*
 * Numbers an entry within its tenant and chains it to the one before. Runs as the owner, because the app role may not touch the heads;
 * row security still holds for it (forced), so a foreign tenant's head can be neither read nor moved.
 */
create function chain_audit_entry() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  head public.audit_head;
begin
  insert into public.audit_head as h (tenant_id, sequence, hash) values (new.tenant_id, 0, '')
    on conflict (tenant_id) do update set sequence = h.sequence
    returning * into head;
  new.at := clock_timestamp();
  new.sequence := head.sequence + 1;
  new.prev_hash := head.hash;
  new.hash := encode(sha256(convert_to(public.audit_entry_print(new), 'UTF8')), 'hex');
  update public.audit_head set sequence = new.sequence, hash = new.hash where tenant_id = new.tenant_id;
  return new;
end $$;
revoke execute on function chain_audit_entry from public;
create trigger audit_entry_chain before insert on audit_entry for each row execute function chain_audit_entry();

-- ---------------------------------------------------------------- limits without Redis
-- Statements of a volatile function each see what was committed before them, so the check after the lock is exact. The database's clock.

/* Takes `units` from the sliding window of `of_key`, all or none. `retry_after_ms`: when as many will have left the window. */
create function rate_take(of_key text, max_units integer, window_ms integer, units integer)
  returns table (admitted boolean, retry_after_ms integer, remaining integer) language plpgsql as $$
declare
  used integer;
  moment timestamptz(3);
  opening timestamptz;
begin
  perform pg_advisory_xact_lock(hashtextextended('rate:' || of_key, 0));
  moment := clock_timestamp();
  delete from rate_window w where w.key = of_key and w.window_start <= moment - window_ms * interval '1 millisecond';
  select coalesce(sum(w.count), 0) into used from rate_window w where w.key = of_key;
  if used + units <= max_units then
    insert into rate_window as w (key, window_start, count) values (of_key, moment, units)
      on conflict (key, window_start) do update set count = w.count + excluded.count;
    return query select true, 0, max_units - used - units;
    return;
  end if;
  select r.window_start into opening
    from (select w.window_start, sum(w.count) over (order by w.window_start) as freed from rate_window w where w.key = of_key) r
    where r.freed >= used + units - max_units order by r.window_start limit 1;
  return query select false,
    case when opening is null then window_ms
      else greatest(1, ceil(extract(epoch from opening - moment) * 1000 + window_ms)::integer) end,
    max_units - used;
end $$;

/* Reserves the next slot of `of_key` so that no window of `window_ms` holds more than `max_slots`; returns milliseconds to wait. */
create function pace_reserve(of_key text, max_slots integer, window_ms double precision) returns double precision language plpgsql as $$
declare
  kept double precision[];
  moment double precision;
  slot double precision;
begin
  insert into pace_window as p (key, slots) values (of_key, '{}')
    on conflict (key) do update set slots = p.slots
    returning p.slots into kept;
  moment := extract(epoch from clock_timestamp()) * 1000;
  slot := greatest(moment, coalesce(kept[cardinality(kept)], 0));
  if cardinality(kept) >= max_slots then
    slot := greatest(slot, kept[cardinality(kept) - max_slots + 1] + window_ms);
  end if;
  kept := kept || slot;
  update pace_window set slots = kept[greatest(1, cardinality(kept) - max_slots + 1):] where key = of_key;
  return slot - moment;
end $$;
