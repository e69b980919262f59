-- What Forms 3, 4, 5 and 13F-HR say, as rows.

create table ownership_entry (
  id bigserial not null,
  accession_number text not null,
  ordinal integer not null,
  issuer_cik integer not null,
  owner_ciks integer[] not null,
  owners jsonb not null,
  kind text not null,
  is_derivative boolean not null,
  security_title text not null,
  transaction_date date,
  code text,
  direction text,
  shares numeric,
  price_per_share numeric,
  shares_after numeric,
  value_after numeric,
  is_direct boolean not null,
  nature_of_ownership text,
  exercise_price numeric,
  exercise_date date,
  expiration_date date,
  underlying_title text,
  underlying_shares numeric,
  is_planned boolean,
  notes text,
  constraint ownership_entry_pkey primary key (id)
);
create unique index ownership_entry_accession_number_ordinal_key on ownership_entry (accession_number, ordinal);
create index ownership_entry_issuer_cik_transaction_date_idx on ownership_entry (issuer_cik, transaction_date);
create index ownership_entry_owner_ciks_idx on ownership_entry using gin (owner_ciks);
alter table ownership_entry add constraint ownership_entry_accession_number_fkey
  foreign key (accession_number) references filing (accession_number) on delete cascade on update cascade;

create table holdings_report (
  accession_number text not null,
  manager_cik integer not null,
  manager_name text not null,
  period_end date not null,
  report_type text,
  is_amendment boolean not null,
  amendment_number integer,
  amendment_type text,
  stated_entries integer,
  stated_value_usd numeric,
  constraint holdings_report_pkey primary key (accession_number)
);
create index holdings_report_manager_cik_period_end_idx on holdings_report (manager_cik, period_end);
alter table holdings_report add constraint holdings_report_accession_number_fkey
  foreign key (accession_number) references filing (accession_number) on delete cascade on update cascade;

create table holding (
  accession_number text not null,
  ordinal integer not null,
  name_of_issuer text not null,
  title_of_class text not null,
  cusip text not null,
  figi text,
  value_usd numeric not null,
  amount numeric not null,
  amount_type text not null,
  put_call text,
  discretion text,
  other_managers text,
  voting_sole numeric,
  voting_shared numeric,
  voting_none numeric,
  constraint holding_pkey primary key (accession_number, ordinal)
);
create index holding_cusip_idx on holding (cusip);
alter table holding add constraint holding_accession_number_fkey
  foreign key (accession_number) references holdings_report (accession_number) on delete cascade on update cascade;
