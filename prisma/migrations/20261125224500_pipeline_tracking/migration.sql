-- What the pipeline remembers beside filings and their stages: tasks, polls of companies, and EDGAR's daily index.

-- Until when a relay may be busy with an event that has its number but is not yet sent.
alter table filing_event add column claimed_until timestamptz(3);

-- Stage rows that wait or run: the reconciler and the depth read only these.
create index filing_stage_open_idx on filing_stage (stage, available_at) where state in ('PENDING', 'RUNNING');
create index dead_letter_open_idx on dead_letter (accession_number) where replayed_at is null;

create table pipeline_task (
  id uuid not null,
  name text not null,
  payload jsonb not null,
  state text not null default 'PENDING',
  attempts integer not null default 0,
  lease_until timestamptz(3),
  available_at timestamptz(3) not null default current_timestamp,
  last_error text,
  request_id text,
  created_at timestamptz(3) not null default current_timestamp,
  finished_at timestamptz(3),
  constraint pipeline_task_pkey primary key (id)
);
create index pipeline_task_open_idx on pipeline_task (available_at) where state = 'PENDING';

create table tracked_company (
  cik integer not null,
  seen text[] not null default '{}',
  next_poll_at timestamptz(3) not null default current_timestamp,
  polled_at timestamptz(3),
  failures integer not null default 0,
  last_error text,
  backfilled_at timestamptz(3),
  created_at timestamptz(3) not null default current_timestamp,
  constraint tracked_company_pkey primary key (cik)
);
create index tracked_company_next_poll_at_idx on tracked_company (next_poll_at);

create table daily_index (
  day date not null,
  fetched_at timestamptz(3) not null default current_timestamp,
  row_count integer not null,
  constraint daily_index_pkey primary key (day)
);

create table daily_index_row (
  day date not null,
  accession_number text not null,
  cik integer not null,
  form text not null,
  name text not null,
  constraint daily_index_row_pkey primary key (day, accession_number, cik)
);
create index daily_index_row_cik_day_idx on daily_index_row (cik, day);
alter table daily_index_row add constraint daily_index_row_day_fkey foreign key (day) references daily_index (day) on delete cascade on update cascade;

create table periodic_task (
  name text not null,
  ran_at timestamptz(3) not null default current_timestamp,
  constraint periodic_task_pkey primary key (name)
);
