import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLogger } from '../logger.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { createDatabase } from './client.ts';
import { CHECKPOINT_SCHEMA, QUEUE_SCHEMA } from './library-schemas.ts';
import { assertSafeRole, openTenantTables } from './role-check.ts';

let test: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  test = await testDatabase();
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await test.close();
});
const column = async (sql: string): Promise<unknown[]> => (await owner.query<{ value: unknown }>(sql)).rows.map(({ value }) => value);

it('forces row security with USING and WITH CHECK on every table that has a tenant', async () => {
  expect(await openTenantTables(test.database)).toEqual([]);
  const tables = await column(
    `select table_name::text as value from information_schema.columns where table_schema = 'public' and column_name = 'tenant_id'`,
  );
  expect(tables.length).toBeGreaterThan(10);
});

it('lets no policy name a role, which plans would remember', async () => {
  expect(await column(`select polname::text as value from pg_policy where polroles <> '{0}'`)).toEqual([]);
});

it('gives the app role no truncate, trigger or reference, no ledger, and inserts only for what stays written', async () => {
  expect(
    await column(`
      select format('%s %s', privilege_type, table_name) as value from information_schema.role_table_grants
      where grantee in ('gravity_app', 'PUBLIC') and table_schema = 'public'
        and (privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE') or table_name = '_prisma_migrations')`),
  ).toEqual([]);
  expect(
    await column(`
      select format('%s %s', table_name, string_agg(privilege_type::text, ', ' order by privilege_type::text)) as value
      from information_schema.role_table_grants where grantee = 'gravity_app' and table_name in ('audit_entry', 'audit_head') group by table_name order by 1`),
  ).toEqual(['audit_entry INSERT, SELECT', 'audit_head SELECT']);
});

it('lets the app role own nothing and create nothing outside the schema of the queues', async () => {
  expect(await column(`select relname::text as value from pg_class where relowner = 'gravity_app'::regrole`)).toEqual([]);
  expect(
    await column(`
      select nspname::text as value from pg_namespace
      where has_schema_privilege('gravity_app', oid, 'create') and nspname !~ '^pg_(temp|toast)'`),
  ).toEqual([QUEUE_SCHEMA]);
  expect(await column(`select has_schema_privilege('gravity_app', '${CHECKPOINT_SCHEMA}', 'usage') as value`)).toEqual([true]);
});

it('has no view that runs as its owner and one function that does, with a fixed search path and no grants', async () => {
  const ours = `('public', '${QUEUE_SCHEMA}', '${CHECKPOINT_SCHEMA}')`;
  expect(
    await column(`
      select c.relname::text as value from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('v', 'm') and n.nspname in ${ours} and not coalesce(c.reloptions, '{}') @> '{security_invoker=true}'`),
  ).toEqual([]);
  expect(
    await column(`
      select format('%s %s %s', p.proname, p.proconfig, has_function_privilege('gravity_app', p.oid, 'execute')) as value
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and n.nspname in ${ours}`),
  ).toEqual(['chain_audit_entry {"search_path=pg_catalog, public, pg_temp"} f']);
});

it('serves with the app role and refuses the owner', async () => {
  await assertSafeRole(test.database);
  const asOwner = createDatabase({ url: test.ownerUrl, poolSize: 1, logger: createLogger('silent', 'test'), maxWaitMs: 60_000 });
  await expect(assertSafeRole(asOwner)).rejects.toMatchObject({ code: 'RLS_ROLE_UNSAFE' });
  await asOwner.close();
});

it('refuses a schema with a tenant table that is open', async () => {
  await owner.query('create table leak (tenant_id uuid not null)');
  await expect(assertSafeRole(test.database)).rejects.toMatchObject({ code: 'RLS_ROLE_UNSAFE', details: { tables: ['leak'] } });
  await owner.query("call enforce_tenant_scope('leak')");
  await assertSafeRole(test.database);
  await owner.query('drop table leak');
});
