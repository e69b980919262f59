-- What answers keep besides the question itself: who works on it, questions that stand, a tenant's own documents.

-- Ids only, and readable without a tenant, so that any process finds the work of one that died.
create table question_lease (
  question_id uuid not null,
  for_tenant uuid not null,
  process text not null,
  expires_at timestamptz(3) not null,
  attempts integer not null default 1,
  constraint question_lease_pkey primary key (question_id)
);
create index question_lease_expires_at_idx on question_lease (expires_at);
alter table question_lease add constraint question_lease_question_id_fkey foreign key (question_id) references question (id) on delete cascade on update cascade;

create table standing_question (
  id uuid not null,
  tenant_id uuid not null,
  user_id uuid not null,
  watchlist_id uuid not null,
  text text not null,
  last_question_id uuid,
  last_evidence text,
  last_run_at timestamptz(3),
  created_at timestamptz(3) not null default current_timestamp,
  constraint standing_question_pkey primary key (id)
);
create unique index standing_question_tenant_id_id_key on standing_question (tenant_id, id);
create index standing_question_watchlist_id_idx on standing_question (watchlist_id);
alter table standing_question add constraint standing_question_tenant_id_fkey foreign key (tenant_id) references tenant (id) on delete cascade on update cascade;
alter table standing_question add constraint standing_question_tenant_id_watchlist_id_fkey foreign key (tenant_id, watchlist_id) references watchlist (tenant_id, id) on delete cascade on update cascade;

create table standing_answer (
  id bigserial not null,
  tenant_id uuid not null,
  standing_question_id uuid not null,
  question_id uuid not null,
  accession_number text,
  is_changed boolean not null,
  difference jsonb,
  at timestamptz(3) not null default current_timestamp,
  constraint standing_answer_pkey primary key (id)
);
create index standing_answer_standing_question_id_id_idx on standing_answer (standing_question_id, id desc);
alter table standing_answer add constraint standing_answer_tenant_id_standing_question_id_fkey foreign key (tenant_id, standing_question_id) references standing_question (tenant_id, id) on delete cascade on update cascade;
alter table standing_answer add constraint standing_answer_tenant_id_question_id_fkey foreign key (tenant_id, question_id) references question (tenant_id, id) on delete cascade on update cascade;

create type "UploadStatus" as enum ('AWAITING_UPLOAD', 'UPLOADED', 'READING', 'INDEXED', 'FAILED');
create table private_document (
  id uuid not null,
  tenant_id uuid not null,
  user_id uuid not null,
  name text not null,
  media_type text not null,
  status "UploadStatus" not null default 'AWAITING_UPLOAD',
  most_bytes integer not null,
  size_bytes integer,
  content_hash text,
  text_hash text,
  text_length integer,
  chunk_count integer not null default 0,
  error_code text,
  error text,
  upload_expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default current_timestamp,
  updated_at timestamptz(3) not null default current_timestamp,
  constraint private_document_pkey primary key (id)
);
create unique index private_document_tenant_id_id_key on private_document (tenant_id, id);
create index private_document_tenant_id_created_at_idx on private_document (tenant_id, created_at desc);
alter table private_document add constraint private_document_tenant_id_fkey foreign key (tenant_id) references tenant (id) on delete cascade on update cascade;
alter table private_chunk add constraint private_chunk_tenant_id_document_id_fkey foreign key (tenant_id, document_id) references private_document (tenant_id, id) on delete cascade on update cascade;

call enforce_tenant_scope('standing_question');
call enforce_tenant_scope('standing_answer');
call enforce_tenant_scope('private_document');
