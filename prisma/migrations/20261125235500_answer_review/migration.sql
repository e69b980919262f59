-- Tenants that asked something, ids only: whoever reviews answers after a filing came must find them without being one of them.
create table answer_tenant (
  for_tenant uuid not null,
  constraint answer_tenant_pkey primary key (for_tenant)
);
alter table answer_tenant add constraint answer_tenant_for_tenant_fkey foreign key (for_tenant) references tenant (id) on delete cascade on update cascade;

-- Filings whose effect on answers was looked at, once for all processes.
create table answer_review (
  accession_number text not null,
  started_at timestamptz(3) not null default current_timestamp,
  done_at timestamptz(3),
  constraint answer_review_pkey primary key (accession_number)
);
create index answer_review_started_at_idx on answer_review (started_at) where done_at is null;
alter table answer_review add constraint answer_review_accession_number_fkey foreign key (accession_number) references filing (accession_number) on delete cascade on update cascade;
