-- State of the circuit breakers, shared by all processes where there is no Redis. Rights come from the default privileges.
create table breaker (
  name text not null,
  -- core/breaker/state.ts
  state jsonb not null,
  -- Rises with every change: a write against an older one is refused.
  version bigint not null,
  updated_at timestamptz(3) not null default now(),
  constraint breaker_pkey primary key (name)
);
