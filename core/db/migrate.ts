import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { ValidationError } from '../errors.ts';
import { setUpLibrarySchemas } from './library-schemas.ts';

export interface MigrateOptions {
  /** The owner's connection. */
  url: string;
  appRole: string;
  /** prisma/migrations unless told. */
  directory?: string;
  onProgress?: (name: string) => void;
}

export interface MigrateResult {
  applied: string[];
  alreadyApplied: number;
}

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
// Any number that no other program takes: it keeps two starting processes apart.
const LOCK = 4_720_361_109;

/** Prisma Migrate's own table, so that its CLI reads what we applied and we read what it did. */
const LEDGER = `create table if not exists _prisma_migrations (
  id varchar(36) primary key,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`;

/**
 * Brings the database to the newest schema: each pending folder of prisma/migrations in one transaction under an advisory lock, then the
 * tables of BullMQ and LangGraph with the app role's grants. Safe to run from several processes at once, and again.
 * @throws {ValidationError} CONFIG_INVALID when a migration that was applied has been edited, or one did not finish
 */
export async function migrate({ url, appRole, directory = MIGRATIONS, onProgress }: MigrateOptions): Promise<MigrateResult> {
  const migrations = await readMigrations(directory);
  const client = new pg.Client({ connectionString: url, application_name: 'gravity-migrate', options: '-c TimeZone=UTC' });
  client.on('error', () => undefined); // the failed query reports it
  await client.connect();
  try {
    const result: MigrateResult = { applied: [], alreadyApplied: 0 };
    for (;;) {
      const name = await applyNext(client, migrations, onProgress);
      if (!name) break;
      result.applied.push(name);
    }
    result.alreadyApplied = migrations.length - result.applied.length;
    onProgress?.('libraries');
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await setUpLibrarySchemas(client, url, appRole);
    return result;
  } finally {
    await client.end();
  }
}

/** The migrations that this database does not have yet, in order. Reads only. */
export async function pendingMigrations({ url, directory = MIGRATIONS }: { url: string; directory?: string }): Promise<string[]> {
  const migrations = await readMigrations(directory);
  const client = new pg.Client({ connectionString: url, application_name: 'gravity-migrate' });
  client.on('error', () => undefined); // the failed query reports it
  await client.connect();
  try {
    const { rows } = await client.query<{ exists: boolean }>(`select to_regclass('_prisma_migrations') is not null as exists`);
    const applied = new Set(rows[0]?.exists ? (await readLedger(client)).map((row) => row.migration_name) : []);
    return migrations.map(({ name }) => name).filter((name) => !applied.has(name));
  } finally {
    await client.end();
  }
}

/** Applies the first pending migration in a transaction of its own; null when none is left. */
async function applyNext(client: pg.Client, migrations: Migration[], onProgress?: (name: string) => void): Promise<string | null> {
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
    await client.query(LEDGER);
    const next = pending(migrations, await readLedger(client));
    if (next) {
      onProgress?.(next.name);
      const startedAt = new Date();
      await client.query(next.sql);
      await client.query(
        `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
         values ($1, $2, $3, $4, clock_timestamp(), 1)`,
        [randomUUID(), next.checksum, next.name, startedAt],
      );
    }
    await client.query('commit');
    return next?.name ?? null;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

interface LedgerRow {
  migration_name: string;
  checksum: string;
  finished: boolean;
}

async function readLedger(client: pg.Client): Promise<LedgerRow[]> {
  const { rows } = await client.query<LedgerRow>(
    `select migration_name, checksum, finished_at is not null as finished from _prisma_migrations where rolled_back_at is null order by started_at`,
  );
  return rows;
}

function pending(migrations: Migration[], ledger: LedgerRow[]): Migration | undefined {
  const refuse = (migration: string, what: string, action: string): never => {
    throw new ValidationError(`Migration ${migration} ${what}. ${action}`, { migration }, 'CONFIG_INVALID');
  };
  for (const row of ledger) {
    const file = migrations.find(({ name }) => name === row.migration_name);
    if (!row.finished)
      refuse(row.migration_name, 'was started and did not finish', 'Repair the database, then `prisma migrate resolve` it.');
    // One that is not here belongs to a newer version: an older one may still start, as in a rollback.
    if (file && file.checksum !== row.checksum)
      refuse(row.migration_name, 'was edited after it had been applied', 'Restore the file and put the change in a new migration.');
  }
  const applied = new Set(ledger.map((row) => row.migration_name));
  return migrations.find(({ name }) => !applied.has(name));
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(directory, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}
