import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { seedHash } from '../db/embedded/seed.ts';
import { migrate } from '../db/migrate.ts';

const LOCK = 4_720_361_110;
const STALE_MINUTES = 60;

interface ServerDatabase {
  url: string;
  ownerUrl: string;
  drop(): Promise<void>;
}

/** A new database copied from a template that holds exactly today's migrations; the template is made once and shared by all processes. */
export async function serverDatabase({ appUrl, ownerUrl }: { appUrl: string; ownerUrl: string }): Promise<ServerDatabase> {
  const template = `gravity_template_${(await seedHash()).slice(0, 12)}`;
  const name = `gravity_test_${minute()}_${randomBytes(6).toString('hex')}`;
  await asOwner(ownerUrl, async (owner) => {
    await owner.query('select pg_advisory_lock($1)', [LOCK]);
    const { rowCount } = await owner.query('select from pg_database where datname = $1 and datistemplate', [template]);
    if (!rowCount) await createTemplate(owner, ownerUrl, template);
    await owner.query('select pg_advisory_unlock($1)', [LOCK]);
    await owner.query(`create database ${name} template ${template}`);
  });
  return {
    url: withDatabase(appUrl, name),
    ownerUrl: withDatabase(ownerUrl, name),
    drop: () => asOwner(ownerUrl, (owner) => dropWhenFree(owner, name)),
  };
}

/** Built under another name and marked as a template last, so that a half-made one is never copied. Also clears what crashed runs left. */
async function createTemplate(owner: pg.Client, ownerUrl: string, template: string): Promise<void> {
  const { rows } = await owner.query<{ datname: string }>(
    `select datname from pg_database where datname like 'gravity\\_test\\_%' and split_part(datname, '_', 3)::bigint < $1`,
    [minute() - STALE_MINUTES],
  );
  for (const { datname } of rows) await owner.query(`drop database if exists ${datname} with (force)`);
  await owner.query(`drop database if exists ${template} with (force)`);
  await owner.query(`create database ${template}`);
  await migrate({ url: withDatabase(ownerUrl, template), appRole: 'gravity_app' });
  await owner.query(`alter database ${template} is_template true`);
}

/** A connection that was closed a moment ago may still be going, and the owner may not end one of the app role. */
async function dropWhenFree(owner: pg.Client, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await owner.query(`drop database if exists ${name} with (force)`);
      return;
    } catch (error) {
      if (attempt >= 50) throw error;
      await sleep(100);
    }
  }
}

async function asOwner(url: string, work: (owner: pg.Client) => Promise<void>): Promise<void> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  try {
    await work(owner);
  } finally {
    await owner.end();
  }
}

const minute = () => Math.floor(Date.now() / 60_000);

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
