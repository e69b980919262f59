import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { createWatchlists, load, percentile, startApi } from '../api.ts';
import { midway, part, recovered, type Scenario, twoWorkers } from '../scenario.ts';
import type { World } from '../world.ts';

const _run = promisify(execFile);

/** What happens to PostgreSQL. */
export const postgresScenarios: Scenario[] = [
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
];

async function terminateBackends(world: World): Promise<void> {
  const client = new pg.Client({ connectionString: world.servers.postgres.adminUrl });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'gravity' and usename = 'gravity_app'`,
  );
  await client.end();
}
