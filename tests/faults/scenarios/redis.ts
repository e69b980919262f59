import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { burst, followDegraded, load, startApi } from '../api.ts';
import { midway, part, recovered, type Scenario, twoWorkers } from '../scenario.ts';

const _run = promisify(execFile);

/** What happens to Redis. */
export const redisScenarios: Scenario[] = [
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
];
