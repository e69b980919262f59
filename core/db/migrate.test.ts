import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { migrate } from './migrate.ts';

const real = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
let test: TestDatabase;
let owner: pg.Client;
let directory: string;
beforeAll(async () => {
  test = await testDatabase();
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await test.close();
  await rm(directory, { recursive: true, force: true });
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gravity-migrations-'));
  await cp(real, directory, { recursive: true });
});
const write = async (name: string, sql: string): Promise<void> => {
  await mkdir(join(directory, name));
  await writeFile(join(directory, name, 'migration.sql'), sql);
};
const run = () => migrate({ url: test.ownerUrl, appRole: 'gravity_app', directory });
const ledger = async () => (await owner.query('select * from _prisma_migrations order by started_at, migration_name')).rows;

it('changes nothing on a database that is up to date', async () => {
  const before = await ledger();
  expect(await run()).toMatchObject({ applied: [] });
  expect(await ledger()).toEqual(before);
  expect(before[0]).toMatchObject({ migration_name: '20261125000000_init', applied_steps_count: 1, rolled_back_at: null });
  expect(before[0].checksum).toMatch(/^[0-9a-f]{64}$/);
});

it('applies what is new once, however many processes start at once', async () => {
  await write('29990101000000_one', 'create table one (id int);');
  await write('29990102000000_two', 'create table two (id int); insert into two values (1);');
  const results = await Promise.all([run(), run(), run()]);
  expect(results.flatMap(({ applied }) => applied).sort()).toEqual(['29990101000000_one', '29990102000000_two']);
  expect((await owner.query('select * from two')).rows).toEqual([{ id: 1 }]);
});

it('leaves nothing of a migration that fails, and can go on after it is put right', async () => {
  await write('29990103000000_bad', 'create table half (id int); select nothing from nowhere;');
  await expect(run()).rejects.toThrow('nowhere');
  expect((await owner.query("select to_regclass('half') as half")).rows).toEqual([{ half: null }]);
  await writeFile(join(directory, '29990103000000_bad', 'migration.sql'), 'create table half (id int);');
  expect(await run()).toMatchObject({ applied: ['29990103000000_bad'] });
});

it('refuses a migration that was edited after it had been applied', async () => {
  const path = join(directory, '20261125000000_init', 'migration.sql');
  await writeFile(path, `${await readFile(path, 'utf8')}\n-- a little more`);
  await expect(run()).rejects.toMatchObject({ code: 'CONFIG_INVALID', details: { migration: '20261125000000_init' } });
});

it('refuses to go on after a migration that Prisma started and did not finish', async () => {
  await owner.query("insert into _prisma_migrations (id, checksum, migration_name) values ('x', 'y', '20260101000000_broken')");
  await expect(run()).rejects.toMatchObject({ code: 'CONFIG_INVALID', details: { migration: '20260101000000_broken' } });
  await owner.query("delete from _prisma_migrations where id = 'x'");
});

it('gives the app role what the queues and the checkpoints need', async () => {
  const schemas = await test.database.pool.query(`
    select table_schema::text as schema, count(*)::int as tables from information_schema.role_table_grants
    where grantee = 'gravity_app' and privilege_type = 'INSERT' and table_schema in ('bullmq', 'langgraph') group by 1 order by 1`);
  expect(schemas.rows.map(({ schema }) => schema)).toEqual(['bullmq', 'langgraph']);
  await test.database.pool.query("insert into langgraph.checkpoint_blobs (thread_id, channel, version, type) values ('t', 'c', '1', 'x')");
});
