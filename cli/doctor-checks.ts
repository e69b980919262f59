import { access, constants, mkdir } from 'node:fs/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Config } from '../core/config.ts';
import { readServerInfo } from '../core/db/embedded/server-info.ts';
import { pendingMigrations } from '../core/db/migrate.ts';
import { createObjectStore } from '../core/storage/object-store.ts';

export interface Check {
  name: string;
  /** What was found, in a few words; throws when it is not right. */
  run(): Promise<string>;
  remedy: string;
}

/** What this configuration stands on, in the order in which to mend it. */
export function checks(config: Config): Check[] {
  return [
    {
      name: 'DATA_DIR',
      run: async () => {
        await mkdir(config.dataDir, { recursive: true });
        await access(config.dataDir, constants.W_OK);
        const running = config.embedded ? await readServerInfo(config.dataDir) : null;
        return running ? `${config.dataDir}, served by ${running.url}` : config.dataDir;
      },
      remedy: 'Make the directory writable or set DATA_DIR.',
    },
    ...databaseChecks(config),
    ...(config.redis ? [redisCheck(config.redis.url)] : []),
    {
      name: 'object store',
      run: async () => {
        await createObjectStore(config).ping();
        return config.objectStore.url ?? 'files under DATA_DIR';
      },
      remedy: 'Check OBJECT_STORE_URL, its endpoint and its keys.',
    },
    {
      name: 'EDGAR',
      run: async () => {
        if (!config.edgar.userAgent) throw new Error('EDGAR_USER_AGENT is not set.');
        const origin = config.edgar.url ?? 'https://www.sec.gov';
        const response = await fetch(new URL('/files/company_tickers.json', origin), {
          method: 'HEAD',
          headers: { 'user-agent': config.edgar.userAgent },
          signal: AbortSignal.timeout(10_000),
        });
        if (response.status >= 400 && response.status !== 405) throw new Error(`${origin} answers ${response.status}.`);
        return origin;
      },
      remedy: 'Set EDGAR_USER_AGENT with a contact, as in "Example Research data@example.com", and check the network or EDGAR_URL.',
    },
    {
      name: 'models',
      run: async () => (config.gemini ? `Gemini ${config.gemini.model}, ${config.gemini.embeddingModel}` : 'local, no key needed'),
      remedy: 'Check GEMINI_API_KEY.',
    },
  ];
}

function databaseChecks({ database }: Config): Check[] {
  if (!database) return [];
  return [
    {
      name: 'DATABASE_URL',
      run: () =>
        withClient(database.url, async (client) => {
          const { rows } = await client.query<{ role: string; unsafe: boolean; version: string }>(
            `select current_user as role, rolsuper or rolbypassrls as unsafe, current_setting('server_version') as version
             from pg_roles where rolname = current_user`,
          );
          if (rows[0]?.unsafe) throw new Error(`${rows[0].role} is not bound by row security.`);
          return `${rows[0]?.role} on PostgreSQL ${rows[0]?.version}`;
        }),
      remedy: 'Use the role gravity_app, which is no superuser and owns nothing; deploy/postgres/01-roles.sql makes it.',
    },
    {
      name: 'pgvector',
      run: () =>
        withClient(database.url, async (client) => {
          const { rows } = await client.query<{ extversion: string }>(`select extversion from pg_extension where extname = 'vector'`);
          if (!rows[0]) throw new Error('The extension vector is not there.');
          return rows[0].extversion;
        }),
      remedy: 'As a superuser: create extension vector.',
    },
    {
      name: 'migrations',
      run: async () => {
        const pending = await pendingMigrations({ url: database.migrateUrl });
        if (pending.length > 0) throw new Error(`${pending.length} are not applied.`);
        return 'all applied';
      },
      remedy: 'npx gravity migrate',
    },
  ];
}

function redisCheck(url: string): Check {
  return {
    name: 'REDIS_URL',
    run: async () => {
      const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
      redis.on('error', () => undefined);
      try {
        await redis.connect();
        const policy = /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1];
        if (policy !== 'noeviction') throw new Error(`maxmemory-policy is ${policy}: queues could lose work.`);
        return `Redis ${/redis_version:(\S+)/.exec(await redis.info('server'))?.[1]}`;
      } finally {
        redis.disconnect();
      }
    },
    remedy: 'Check the address, and set maxmemory-policy noeviction.',
  };
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
