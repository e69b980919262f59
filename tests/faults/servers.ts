import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';
import pg from 'pg';
import { migrate } from '../../core/db/migrate.ts';

const run = promisify(execFile);
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface PostgresServer {
  readonly port: number;
  /** As the owner, to the maintenance database. */
  readonly adminUrl: string;
  url(database: string, role?: string): string;
  /** A migrated database of this name, made from a template. */
  create(database: string): Promise<void>;
  drop(database: string): Promise<void>;
  stop(mode: 'immediate' | 'fast'): Promise<void>;
  start(): Promise<void>;
}

export interface RedisServer {
  readonly port: number;
  readonly url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
  command(...command: [string, ...string[]]): Promise<unknown>;
}

export interface Servers {
  readonly directory: string;
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
  close(): Promise<void>;
}

/** PostgreSQL with pgvector and Redis, started here on ports of their own and ended by process id. Nothing that runs already is touched. */
export async function startServers(): Promise<Servers> {
  const directory = await mkdtemp(join(tmpdir(), 'gravity-faults-'));
  await chmod(directory, 0o755);
  try {
    const redis = await startRedis(directory);
    const postgres = await startPostgres(directory);
    const close = async () => {
      for (const signal of signals) process.off(signal, interrupted);
      await redis.kill();
      await postgres.stop('immediate').catch(() => undefined);
      await rm(directory, { recursive: true, force: true });
    };
    // Who is told to stop leaves no servers behind.
    const interrupted = () => void close().finally(() => process.exit(130));
    for (const signal of signals) process.once(signal, interrupted);
    return { directory, postgres, redis, close };
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function postgresBinaries(): Promise<string> {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? (await readdir(root)).sort((a, b) => Number(b) - Number(a)) : [];
  for (const version of versions) if (existsSync(join(root, version, 'bin', 'initdb'))) return join(root, version, 'bin');
  const { stdout } = await run('pg_config', ['--bindir']).catch(() => ({ stdout: '' }));
  if (stdout.trim() !== '') return stdout.trim();
  throw new Error(
    'PostgreSQL is not installed here: the fault tests start servers of their own. Install postgresql, pgvector and redis-server.',
  );
}

async function startPostgres(directory: string): Promise<PostgresServer> {
  const binaries = await postgresBinaries();
  const port = await freePort();
  const data = join(directory, 'pg');
  const isRoot = process.getuid?.() === 0;
  await mkdir(data);
  // PostgreSQL refuses to run as root.
  if (isRoot) await run('chown', ['postgres', data]);
  const command = (name: string, ...args: string[]) =>
    isRoot
      ? run('su', ['postgres', '-s', '/bin/bash', '-c', [join(binaries, name), ...args].map((arg) => `'${arg}'`).join(' ')])
      : run(join(binaries, name), args);
  await command('initdb', '-D', data, '-A', 'trust', '-U', 'postgres', '--no-instructions');
  await writeFile(
    join(data, 'postgresql.auto.conf'),
    `port = ${port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = '${data}'\nmax_connections = 200\nshared_buffers = 128MB\n` +
      'max_wal_size = 256MB\n',
  );
  const start = async () => void (await command('pg_ctl', '-D', data, '-l', join(data, 'server.log'), '-w', '-t', '60', 'start'));
  const url = (database: string, role = 'gravity_app') => `postgresql://${role}@127.0.0.1:${port}/${database}`;
  const adminUrl = url('postgres', 'postgres');
  await start();
  const query = async (sql: string, database = 'postgres') => {
    const client = new pg.Client({ connectionString: url(database, 'postgres') });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  await query('create role gravity_owner login nosuperuser createdb');
  await query('create role gravity_app login nosuperuser nobypassrls');
  await query('create extension vector', 'template1');
  await query('create database template_gravity owner gravity_owner');
  await migrate({ url: url('template_gravity', 'gravity_owner'), appRole: 'gravity_app' });
  return {
    port,
    adminUrl,
    url,
    create: (database) => query(`create database ${database} template template_gravity owner gravity_owner`),
    drop: (database) => query(`drop database if exists ${database} with (force)`),
    stop: async (mode) => void (await command('pg_ctl', '-D', data, '-m', mode, '-w', 'stop')),
    start,
  };
}

async function startRedis(directory: string): Promise<RedisServer> {
  const port = await freePort();
  const data = join(directory, 'redis');
  await mkdir(data);
  const url = `redis://127.0.0.1:${port}`;
  let server: ReturnType<typeof spawn> | undefined;
  const command = async (...[name, ...args]: [string, ...string[]]) => {
    const client = new Redis(url, { maxRetriesPerRequest: 0, retryStrategy: () => null, lazyConnect: true });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return await client.call(name, ...args);
    } finally {
      client.disconnect();
    }
  };
  const start = async () => {
    server = spawn(
      'redis-server',
      [
        '--port',
        String(port),
        '--bind',
        '127.0.0.1',
        '--dir',
        data,
        '--appendonly',
        'yes',
        '--appendfsync',
        'everysec',
        '--save',
        '',
        '--maxmemory-policy',
        'noeviction',
      ],
      { stdio: 'ignore' },
    );
    await new Promise<void>((resolve, reject) => {
      server?.once('spawn', resolve);
      server?.once('error', () => reject(new Error('redis-server is not installed here: the fault tests start one of their own.')));
    });
    for (let attempt = 0; attempt < 100; attempt += 1) {
      if ((await command('PING').catch(() => null)) === 'PONG') return;
      await sleep(100);
    }
    throw new Error('Redis did not start');
  };
  await start();
  return {
    port,
    url,
    command,
    start,
    kill: async () => {
      const ended = server;
      if (!ended || ended.exitCode !== null || ended.signalCode !== null) return;
      const exited = new Promise((resolve) => ended.once('exit', resolve));
      ended.kill('SIGKILL');
      await exited;
    },
  };
}
