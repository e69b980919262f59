-- Ids alone, so that what concerns every tenant (checking the audit chains) can go from one to the next; names and all else stay scoped.
create table tenant_directory (
  id uuid primary key references tenant (id) on delete cascade
);

create function list_tenant() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  insert into tenant_directory (id) values (new.id);
  return null;
end $$;

create trigger list_tenant after insert on tenant for each row execute function list_tenant();

-- The owner is bound by row security too, so what is there already would not show.
alter table tenant no force row level security;
insert into tenant_directory (id) select id from tenant;
alter table tenant force row level security;

grant select, insert on tenant_directory to gravity_app;
