import { type ChildProcess, fork } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createDatabase, type Database } from '../../core/db/client.ts';
import { createEventBus } from '../../core/events/create-event-bus.ts';
import { registerFilings } from '../../core/filing/register-filings.ts';
import { createLogger, type Logger } from '../../core/logger.ts';
import { createQueues, type Queues } from '../../core/queues.ts';
import type { ChildPlan, ChildReport, ChildRequest } from './child-protocol.ts';
import type { CorpusFiling } from './corpus.ts';
import type { FakeEdgar } from './fake-edgar.ts';
import type { Prng } from './prng.ts';
import { startProxy, type TcpProxy } from './proxy.ts';
import type { Servers } from './servers.ts';
import { type Subscriber, startSubscriber } from './subscriber.ts';

export interface Child {
  readonly name: string;
  readonly pid: number;
  readonly ready: Promise<void>;
  readonly exited: Promise<{ code: number | null; signal: string | null; at: number }>;
  readonly reports: (ChildReport & { at: number })[];
  isAlive(): boolean;
  kill(signal?: NodeJS.Signals): void;
  metrics(): Promise<{ staleCommits: number; rssBytes: number } | null>;
  /** Its answer; null when it dies before. */
  ask<K extends ChildReport['kind']>(request: ChildRequest, kind: K, timeoutMs?: number): Promise<Extract<ChildReport, { kind: K }> | null>;
}

export interface World {
  readonly servers: Servers;
  readonly edgar: FakeEdgar;
  readonly database: Database;
  readonly queues: Queues;
  readonly subscriber: Subscriber;
  readonly prng: Prng;
  readonly logger: Logger;
  readonly corpus: CorpusFiling[];
  readonly children: Child[];
  /** What was told that it was accepted. */
  readonly accepted: Map<string, CorpusFiling>;
  /** Smoke runs are short: times of the plan are scaled by this. */
  readonly scale: number;
  /** In front of the servers, for workers, where the scenario asked for them. */
  readonly proxies: { postgres?: TcpProxy; redis?: TcpProxy };
  /** Of every process of this world. */
  readonly dataDir: string;
  databaseUrl(role?: string): string;
  startWorker(plan?: ChildPlan, env?: Record<string, string>): Child;
  /** Registers as the API does, again where the answer was lost, and writes the history. */
  register(filings: readonly CorpusFiling[]): Promise<void>;
  note(event: string, detail?: Record<string, unknown>): void;
  until(what: string, condition: () => Promise<boolean> | boolean, timeoutMs: number): Promise<void>;
  /** Until every accepted filing has ended and every event is sent. */
  settled(timeoutMs: number): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions {
  name: string;
  servers: Servers;
  edgar: FakeEdgar;
  corpus: CorpusFiling[];
  prng: Prng;
  scale: number;
  historyFile: string;
  proxied?: readonly ('postgres' | 'redis')[];
}

const childModule = fileURLToPath(new URL('./worker-child.ts', import.meta.url));
export const downloadLimit = 1_048_576;

export async function createWorld(options: WorldOptions): Promise<World> {
  const { name, servers, edgar, corpus, prng, scale } = options;
  const logger = createLogger(process.env.FAULT_LOG_LEVEL ?? 'silent', 'faults');
  const databaseName = `faults_${name.toLowerCase()}_${Date.now() % 1_000_000}`;
  await servers.redis.command('FLUSHALL');
  await servers.postgres.create(databaseName);
  const dataDir = join(servers.directory, databaseName);
  await mkdir(dataDir, { recursive: true });
  edgar.faults = [];
  edgar.held.clear();
  edgar.calls.length = 0;
  edgar.companies = [...new Set(corpus.map(({ company }) => company))];
  edgar.feedFilter = (companies) => companies;
  edgar.indexFilter = (companies) => companies;

  const database = createDatabase({ url: servers.postgres.url(databaseName), poolSize: 8, logger });
  const queues = await createQueues({ redisUrl: servers.redis.url, logger });
  const events = await createEventBus({ kind: 'redis', url: servers.redis.url, logger });
  const subscriber = await startSubscriber(database, events, logger);
  const proxies: World['proxies'] = {};
  for (const side of options.proxied ?? []) proxies[side] = await startProxy(servers[side].port, prng.next);
  const accepted = new Map<string, CorpusFiling>();
  const children: Child[] = [];
  const startedAt = performance.now();
  const note = (event: string, detail: Record<string, unknown> = {}) =>
    appendFileSync(
      options.historyFile,
      `${JSON.stringify({ scenario: name, ms: Math.round(performance.now() - startedAt), event, ...detail })}\n`,
    );

  const world: World = {
    servers,
    edgar,
    database,
    queues,
    subscriber,
    prng,
    logger,
    corpus,
    children,
    accepted,
    scale,
    proxies,
    dataDir,
    databaseUrl: (role) => servers.postgres.url(databaseName, role),
    note,
    startWorker: (plan = {}, env = {}) => {
      const postgresUrl = servers.postgres.url(databaseName);
      const child = forkWorker(
        { name: `${name}-${children.length + 1}`, ...plan },
        {
          DATABASE_URL: proxies.postgres ? postgresUrl.replace(`:${servers.postgres.port}/`, `:${proxies.postgres.port}/`) : postgresUrl,
          REDIS_URL: proxies.redis ? `redis://127.0.0.1:${proxies.redis.port}` : servers.redis.url,
          EDGAR_URL: edgar.url,
          EDGAR_MAX_RPS: '100',
          DATA_DIR: dataDir,
          LOG_LEVEL: process.env.FAULT_LOG_LEVEL ?? 'fatal',
          MAX_DOCUMENT_BYTES: String(downloadLimit),
          DATABASE_POOL_SIZE: '12',
          ...env,
        },
      );
      children.push(child);
      note('worker', { name: child.name, pid: child.pid, plan });
      void child.exited.then(({ code, signal }) => note('worker exited', { name: child.name, code, signal }));
      return child;
    },
    register: async (filings) => {
      for (const { company, filing, ...rest } of filings) {
        const { accessionNumber } = filing;
        note('invoke', { accessionNumber });
        for (let attempt = 1; ; attempt += 1) {
          try {
            await registerFilings(database, {
              company: { ...company, tickers: [{ ticker: company.ticker, exchange: company.exchange }], formerNames: [] },
              filings: [
                {
                  accessionNumber,
                  cik: company.cik,
                  form: filing.form,
                  filedAt: filing.filedAt,
                  reportDate: filing.reportDate,
                  items: [],
                  primaryDocument: filing.documents[0]?.name,
                  isInlineXbrl: false,
                },
              ],
              requestId: `faults-${accessionNumber}`,
            });
            break;
          } catch (error) {
            // The answer may be lost although the work was done: the same call again is harmless.
            note('info', { accessionNumber, attempt, reason: error instanceof Error ? error.message.slice(0, 120) : '' });
            if (attempt >= 60) throw error;
            await sleep(500);
          }
        }
        accepted.set(accessionNumber, { company, filing, ...rest });
        note('ok', { accessionNumber });
      }
    },
    until: async (what, condition, timeoutMs) => {
      const end = performance.now() + timeoutMs;
      while (performance.now() < end) {
        if (await Promise.resolve(condition()).catch(() => false)) return;
        await sleep(200);
      }
      throw new Error(`waited ${Math.round(timeoutMs / 1000)} s in vain until ${what}`);
    },
    settled: (timeoutMs) =>
      world.until(
        'every accepted filing has ended',
        async () => {
          const { rows } = await database.pool.query<{ open: number }>(
            `select (select count(*) from filing where status not in ('INDEXED', 'DEAD_LETTERED', 'ANALYZED_NOT_INDEXED'))
                  + (select count(*) from filing_stage where state in ('PENDING', 'RUNNING'))
                  + (select count(*) from filing_event where sent_at is null) as open`,
          );
          const { rows: known } = await database.pool.query<{ count: number }>('select count(*)::int as count from filing');
          return Number(rows[0]?.open) === 0 && (known[0]?.count ?? 0) >= accepted.size;
        },
        timeoutMs,
      ),
    close: async () => {
      for (const child of children) if (child.isAlive()) child.kill('SIGKILL');
      await Promise.all(children.map(({ exited }) => exited));
      await subscriber.close();
      await events.close();
      await queues.close();
      await database.close();
      for (const proxy of Object.values(proxies)) await proxy.close();
      await servers.postgres.drop(databaseName).catch(() => undefined);
    },
  };
  return world;
}

export function forkWorker(plan: ChildPlan & { name: string }, env: Record<string, string>): Child {
  const child: ChildProcess = fork(childModule, [], {
    execArgv: ['--import', 'tsx'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env, FAULT_PLAN: JSON.stringify(plan) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const reports: Child['reports'] = [];
  let isAlive = true;
  const exited = new Promise<{ code: number | null; signal: string | null; at: number }>((resolve) =>
    child.once('exit', (code, signal) => {
      isAlive = false;
      resolve({ code, signal, at: performance.now() });
    }),
  );
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (message) => {
      const received = message as ChildReport;
      reports.push({ ...received, at: performance.now() });
      if (received.kind === 'ready') resolve();
    });
    void exited.then(({ code, signal }) => reject(new Error(`worker ${plan.name} ended before it was ready (${code ?? signal})`)));
  });
  ready.catch(() => undefined);
  const ask = async <K extends ChildReport['kind']>(request: ChildRequest, kind: K, timeoutMs = 30_000) => {
    if (!isAlive) return null;
    const before = reports.length;
    child.send(request, () => undefined);
    for (const end = performance.now() + timeoutMs; isAlive && performance.now() < end; await sleep(50)) {
      const found = reports.slice(before).find((each): each is Extract<ChildReport, { kind: K }> & { at: number } => each.kind === kind);
      if (found) return found;
    }
    return null;
  };
  return {
    name: plan.name,
    pid: child.pid ?? 0,
    ready,
    exited,
    reports,
    isAlive: () => isAlive,
    kill: (signal = 'SIGKILL') => void child.kill(signal),
    metrics: () => ask({ kind: 'metrics' }, 'metrics', 5_000),
    ask,
  };
}
