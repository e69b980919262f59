import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { createEventBus } from '../../../core/events/create-event-bus.ts';
import { stageJobId } from '../../../core/queues.ts';
import { filingStatusTopic } from '../../../core/topics.ts';
import { burst, createWatchlists, followDegraded, load, percentile, startApi } from '../api.ts';
import { endedCount, part, recovered, type Scenario, twoWorkers } from '../scenario.ts';
import type { World } from '../world.ts';

const run = promisify(execFile);

/** Fails unless something was in the middle of its work. */
const midway = (world: World, atLeast = 3) => world.until('work is under way', async () => (await endedCount(world)) >= atLeast, 60_000);

/** What happens to Redis and PostgreSQL. */
export const storeScenarios: Scenario[] = [
  {
    id: 'F6',
    title: 'Redis killed and restarted (AOF every second)',
    smoke: true,
    filings: 150,
    smokeFilings: 30,
    run: async (world) => {
      await twoWorkers(world);
      await world.register(part(world.corpus, 0, 0.5));
      await midway(world);
      await world.servers.redis.kill();
      // Accepted while Redis is down: the outbox waits.
      await world.register(part(world.corpus, 0.5, 1));
      await sleep(3_000);
      await world.servers.redis.start();
      return { recoverySeconds: await recovered(world), notes: 'accepted while it was down' };
    },
  },
  {
    id: 'F7',
    title: 'Redis flushed in the middle of the work, and again with a long queue',
    smoke: false,
    filings: 200,
    run: async (world) => {
      await twoWorkers(world);
      await world.register(part(world.corpus, 0, 0.5));
      await midway(world);
      await world.servers.redis.command('FLUSHALL');
      for (const child of world.children) child.kill('SIGKILL');
      const relayOnly = world.startWorker({}, { INGEST_CONCURRENCY: '1' });
      await relayOnly.ready;
      await world.register(part(world.corpus, 0.5, 1));
      await world.servers.redis.command('FLUSHALL');
      await twoWorkers(world);
      return { recoverySeconds: await recovered(world) };
    },
  },
  {
    id: 'F8',
    title: 'Redis full (noeviction), and a Redis that may evict',
    smoke: false,
    filings: 60,
    run: async (world) => {
      await twoWorkers(world);
      await world.register(part(world.corpus, 0, 0.5));
      await midway(world);
      await world.servers.redis.command('CONFIG', 'SET', 'maxmemory', '1mb');
      await world.register(part(world.corpus, 0.5, 1));
      await sleep(5_000);
      await world.servers.redis.command('CONFIG', 'SET', 'maxmemory', '0');
      const recoverySeconds = await recovered(world);
      await world.servers.redis.command('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
      const refused = world.startWorker();
      const { code } = await refused.exited;
      await world.servers.redis.command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
      if (code === 0) throw new Error('a worker started on a Redis that may evict');
      return { recoverySeconds, notes: 'a Redis that may evict is refused' };
    },
  },
  {
    id: 'F9',
    title: 'Redis down for minutes: what is read, asked and accepted goes on',
    smoke: false,
    filings: 60,
    run: async (world) => {
      const api = await startApi(world, { RATE_LIMIT_PER_MINUTE: '4000', RATE_LIMIT_PER_HOUR: '1000000' });
      try {
        await twoWorkers(world);
        await world.register(part(world.corpus, 0, 0.3));
        await midway(world);
        await world.servers.redis.kill();
        const following = new AbortController();
        const followed = followDegraded(api, following.signal);
        const loaded = load(api, 60_000 * world.scale);
        await sleep(5_000);
        await world.register(part(world.corpus, 0.3, 1));
        const under = await loaded;
        following.abort();
        const told = await followed;
        const admitted = await burst(api, 1_500);
        await world.servers.redis.start();
        const recoverySeconds = await recovered(world);
        if (under.failures.length >= under.calls * 0.01)
          throw new Error(`${under.failures.length} of ${under.calls} calls failed: ${under.failures[0]}`);
        if (!told.has('EVENTS')) throw new Error(`subscribers were not told that events are degraded: ${[...told]}`);
        if (admitted.failed > 0 || admitted.refused === 0 || admitted.answered > 1_000)
          throw new Error(`without Redis a quarter of 4,000 a minute did not hold: ${JSON.stringify(admitted)}`);
        return {
          recoverySeconds,
          notes: `down ${60 * world.scale} s of 300: ${under.calls} reads and asks, ${under.failures.length} failed; subscribers told; of 1,500 calls at once ${admitted.refused} over the process's share of the limit`,
        };
      } finally {
        await api.close();
      }
    },
  },
  {
    id: 'F10',
    title: 'PostgreSQL stopped at once; backends ended; answers to COMMIT lost',
    smoke: true,
    filings: 120,
    smokeFilings: 30,
    proxies: ['postgres'],
    run: async (world) => {
      await twoWorkers(world);
      await world.register(part(world.corpus, 0, 0.4));
      await midway(world);
      world.proxies.postgres!.cutAfterCommit = 8;
      await world.register(part(world.corpus, 0.4, 0.6));
      for (let time = 0; time < 4; time += 1) {
        await terminateBackends(world);
        await sleep(500);
      }
      await world.servers.postgres.stop('immediate');
      await sleep(2_000);
      await world.servers.postgres.start();
      await world.register(part(world.corpus, 0.6, 1));
      const recoverySeconds = await recovered(world);
      return { recoverySeconds, notes: `${8 - world.proxies.postgres!.cutAfterCommit} answers to COMMIT lost` };
    },
  },
  {
    id: 'F11',
    title: 'tables locked for half a minute by somebody else; every connection of the API taken',
    smoke: false,
    filings: 60,
    run: async (world) => {
      const api = await startApi(world, { DATABASE_POOL_SIZE: '10', RATE_LIMIT_PER_MINUTE: '100000', RATE_LIMIT_PER_HOUR: '1000000' });
      try {
        await twoWorkers(world);
        await world.register(part(world.corpus, 0, 0.5));
        await midway(world);
        const holder = new pg.Client({ connectionString: world.databaseUrl('postgres') });
        await holder.connect();
        await holder.query('begin; lock table filing_stage in access exclusive mode; lock table watchlist in exclusive mode');
        const few = createWatchlists(api, 4);
        const others = await load(api, 30_000 * world.scale, { asks: false });
        const refused = await few;
        // More waiters than connections: nobody hangs.
        const many = await createWatchlists(api, 40);
        await holder.query('rollback');
        await holder.end();
        const after = await load(api, 3_000, { asks: false });
        await world.register(part(world.corpus, 0.5, 1));
        const recoverySeconds = await recovered(world);
        const slowest = percentile(others, 0.99);
        if (slowest > 2_000 || others.failures.length > 0)
          throw new Error(`others: p99 ${slowest.toFixed(0)} ms, ${others.failures.length} failed: ${others.failures[0]}`);
        for (const [who, { codes, slowestMs }] of Object.entries({ refused, many }))
          if (slowestMs > 12_000 || codes.size !== 1 || !codes.has('DATABASE_UNAVAILABLE'))
            throw new Error(`${who}: ${[...codes]} after at most ${slowestMs.toFixed(0)} ms`);
        if (after.failures.length > 0) throw new Error(`after the lock: ${after.failures[0]}`);
        return {
          recoverySeconds,
          notes: `refused after ${(refused.slowestMs / 1000).toFixed(1)} s, with every connection taken ${(many.slowestMs / 1000).toFixed(1)} s; p99 of others ${slowest.toFixed(0)} ms`,
        };
      } finally {
        await api.close();
      }
    },
  },
  {
    id: 'F15',
    title: 'the disk of the object store is full, then is not',
    smoke: false,
    filings: 40,
    run: async (world) => {
      const directory = join(world.servers.directory, 'small-disk');
      await mkdir(directory, { recursive: true });
      try {
        await run('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', directory]);
      } catch {
        await twoWorkers(world);
        await world.register(world.corpus);
        return { recoverySeconds: await recovered(world), notes: 'NOT RUN: no right to mount a small disk here' };
      }
      try {
        await twoWorkers(world, {}, { OBJECT_STORE_URL: `file://${directory}` });
        await world.register(world.corpus);
        await world.until('a write was refused', async () => (await refusals(world)) > 2, 60_000);
        await run('mount', ['-o', 'remount,size=64m', directory]);
        return { recoverySeconds: await recovered(world), notes: 'stages waited and went on' };
      } finally {
        for (const child of world.children) child.kill('SIGKILL');
        await Promise.all(world.children.map(({ exited }) => exited));
        await run('umount', [directory]);
      }
    },
  },
  {
    id: 'F20',
    title: 'subscribers that come and go 200 times a second, each going on after its last event',
    smoke: false,
    filings: 80,
    run: async (world) => {
      await twoWorkers(world);
      await world.register(world.corpus);
      const events = await createEventBus({ kind: 'redis', url: world.servers.redis.url, logger: world.logger });
      let last = 0;
      let times = 0;
      const seen: number[] = [];
      const until = performance.now() + 20_000 * world.scale;
      while (performance.now() < until || (await endedCount(world)) < world.corpus.length) {
        const from = performance.now();
        for (let connection = 0; connection < 20; connection += 1) {
          const leave = await events.subscribe(filingStatusTopic, () => undefined);
          times += 1;
          await leave();
        }
        const { rows } = await world.database.pool.query<{ seq: string }>(
          'select published_seq as seq from filing_event where published_seq > $1 order by published_seq limit 1 + $2',
          [last, world.prng.integer(20)],
        );
        for (const { seq } of rows) {
          seen.push(Number(seq));
          last = Number(seq);
        }
        await sleep(Math.max(0, 100 - (performance.now() - from)));
      }
      const recoverySeconds = await recovered(world);
      await events.close();
      if (seen.some((seq, index) => seq !== index + 1)) throw new Error('a subscriber that came back missed an event or saw one twice');
      return { recoverySeconds, notes: `${times} connections, ${seen.length} events without a gap` };
    },
  },
  {
    id: 'F17',
    title: 'every job delivered twice, every event sent three times, shuffled',
    smoke: true,
    filings: 120,
    smokeFilings: 24,
    run: async (world) => {
      await twoWorkers(world);
      await world.register(world.corpus);
      const deadline = performance.now() + 60_000;
      let copies = 0;
      while (performance.now() < deadline) {
        copies += await deliverAgain(world);
        if ((await endedCount(world)) === world.corpus.length) break;
        await sleep(300);
      }
      for (let time = 0; time < 2; time += 1) {
        await world.database.pool.query(
          'update filing_event set sent_at = null, claimed_until = null where id in (select id from filing_event order by random())',
        );
        await deliverAgain(world, 'all');
        await world.settled(60_000);
      }
      return { recoverySeconds: 0, notes: `${copies} copies of jobs, every event three times` };
    },
  },
  {
    id: 'F19',
    title: 'half a second of latency and 2 % resets before both stores',
    smoke: false,
    filings: 40,
    proxies: ['postgres', 'redis'],
    run: async (world) => {
      await twoWorkers(world);
      for (const proxy of Object.values(world.proxies)) Object.assign(proxy, { latencyMs: 250, resetRate: 0.02 });
      await world.register(world.corpus);
      await sleep(60_000 * world.scale);
      for (const proxy of Object.values(world.proxies)) Object.assign(proxy, { latencyMs: 0, resetRate: 0 });
      return { recoverySeconds: await recovered(world) };
    },
  },
];

async function refusals(world: World): Promise<number> {
  const { rows } = await world.database.pool.query<{ count: number }>(
    'select count(*)::int as count from filing_stage where last_error_code is not null',
  );
  return rows[0]?.count ?? 0;
}

async function terminateBackends(world: World): Promise<void> {
  const client = new pg.Client({ connectionString: world.servers.postgres.adminUrl });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'gravity' and usename = 'gravity_app'`,
  );
  await client.end();
}

/** Adds a second job, under another id, for stages that wait or run; with `all` for every stage there ever was. */
async function deliverAgain(world: World, which: 'open' | 'all' = 'open'): Promise<number> {
  const { rows } = await world.database.pool.query<{ accession_number: string; stage: 'INGEST'; version: number; run_id: string }>(
    `select accession_number, stage, version, run_id from filing_stage where $1 or state in ('PENDING', 'RUNNING')`,
    [which === 'all'],
  );
  const jobs = world.prng.shuffle(rows).map((row) => ({
    accessionNumber: row.accession_number,
    stage: row.stage,
    version: row.version,
    runId: row.run_id,
    requestId: `faults-${row.accession_number}`,
  }));
  for (const job of jobs) {
    const queue = world.queues.all.find(({ name }) => name === job.stage.toLowerCase());
    await queue?.add(job.stage.toLowerCase(), job, {
      jobId: `${stageJobId(job)}-copy${world.prng.integer(1_000_000_000)}`,
      removeOnComplete: true,
      removeOnFail: true,
    });
  }
  return jobs.length;
}
