import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { makePoison } from './corpus.ts';
import { recovered, type Scenario } from './scenario.ts';
import { downloadLimit } from './world.ts';

/** F25: one fault every 5 to 15 seconds, chosen by the seed, while filings keep coming. */
export const randomScenario = (minutes: number, filings: number): Scenario => ({
  id: 'F25',
  title: `a random mix for ${minutes} minutes`,
  smoke: false,
  filings,
  proxies: ['postgres', 'redis'],
  run: async (world) => {
    const { prng, servers, edgar } = world;
    const ends = performance.now() + minutes * 60_000;
    const waiting = [...world.corpus];
    const owner = world.corpus[0]?.company;
    if (owner) waiting.splice(3, 0, ...makePoison(owner, prng, downloadLimit));
    const spawn = () =>
      world.startWorker({
        faults:
          prng.next() < 0.2 ? [{ step: prng.pick(['analyse.prepared', 'index.leased', 'ingest.committed']), action: 'kill', nth: 3 }] : [],
      });
    spawn();
    spawn();
    const faults: Record<string, () => Promise<void>> = {
      'kill a worker': async () => prng.pick(world.children).kill('SIGKILL'),
      'stop a worker': async () => prng.pick(world.children).kill('SIGTERM'),
      'kill Redis': async () => {
        await servers.redis.kill();
        await sleep(1_000 + prng.integer(4_000));
        await servers.redis.start();
      },
      'flush Redis': async () => void (await servers.redis.command('FLUSHALL').catch(() => undefined)),
      'stop PostgreSQL': async () => {
        await servers.postgres.stop('immediate');
        await sleep(500 + prng.integer(3_000));
        await servers.postgres.start();
      },
      'lose answers to COMMIT': async () => {
        if (world.proxies.postgres) world.proxies.postgres.cutAfterCommit += 3;
      },
      'cut connections': async () => prng.pick(Object.values(world.proxies)).cutAll(),
      'end backends': async () => {
        const client = new pg.Client({ connectionString: servers.postgres.adminUrl });
        await client.connect();
        await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'gravity'`);
        await client.end();
      },
      'EDGAR answers 503': async () => void edgar.faults.push({ path: /Archives/, kind: 'status', status: 503, times: 6 }),
      'EDGAR cuts bodies': async () =>
        void edgar.faults.push({ path: /report-/, kind: prng.pick(['cut', 'short', 'reset'] as const), times: 4 }),
    };
    let count = 0;
    while (performance.now() < ends) {
      await world.register(waiting.splice(0, Math.max(1, Math.ceil(world.corpus.length / (minutes * 6)))));
      const name = prng.pick(Object.keys(faults));
      world.note('fault', { name });
      await faults[name]?.().catch((error: unknown) => world.note('fault failed', { name, reason: String(error) }));
      count += 1;
      while (world.children.filter((child) => child.isAlive()).length < 2) spawn();
      await sleep(5_000 + prng.integer(10_000));
    }
    edgar.faults = [];
    for (const proxy of Object.values(world.proxies)) proxy.cutAfterCommit = 0;
    await world.register(waiting);
    while (world.children.filter((child) => child.isAlive()).length < 2) spawn();
    return { recoverySeconds: await recovered(world), notes: `${count} faults` };
  },
});
