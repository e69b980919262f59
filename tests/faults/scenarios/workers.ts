import { setTimeout as sleep } from 'node:timers/promises';
import { endedCount, part, recovered, type Scenario, twoWorkers } from '../scenario.ts';

const crashPoints = ['ingest', 'analyse', 'index'].flatMap((stage) =>
  ['leased', 'prepared', 'committed'].map((step) => `${stage}.${step}`),
);

/** What happens to worker processes. */
export const workerScenarios: Scenario[] = [
  {
    id: 'F1',
    title: 'kill -9 of a worker at each crash point',
    smoke: true,
    filings: 120,
    smokeFilings: 27,
    run: async (world) => {
      await world.register(world.corpus);
      // Three at a time, each with a crash point of its own: starting a process takes longer than crashing it.
      for (let first = 0; first < crashPoints.length; first += 3) {
        const workers = crashPoints
          .slice(first, first + 3)
          .map((step) => world.startWorker({ faults: [{ step, action: 'kill', nth: 1 }] }));
        await Promise.all(workers.map(({ ready }) => ready.catch(() => undefined)));
        await Promise.race([Promise.all(workers.map(({ exited }) => exited)), sleep(15_000)]);
        for (const worker of workers) if (worker.isAlive()) worker.kill('SIGKILL');
      }
      const killedAt = performance.now();
      await twoWorkers(world);
      await recovered(world);
      const hit = new Set(
        world.children.flatMap(({ reports }) => reports.flatMap((report) => (report.kind === 'fault' ? [report.step] : []))),
      );
      if (hit.size < crashPoints.length) throw new Error(`only ${[...hit].join(', ')} of ${crashPoints.length} crash points were hit`);
      return { recoverySeconds: (performance.now() - killedAt) / 1_000, notes: `${hit.size} of ${crashPoints.length} crash points hit` };
    },
  },
  {
    id: 'F2',
    title: 'the same filing kills its worker three times',
    smoke: false,
    filings: 10,
    run: async (world) => {
      await world.register(world.corpus);
      const accessionNumber = world.corpus[3]?.filing.accessionNumber ?? '';
      for (let time = 0; time < 3; time += 1) {
        const worker = world.startWorker({ faults: [{ step: 'analyse.leased', action: 'kill', accessionNumber }] });
        await worker.exited;
      }
      await twoWorkers(world);
      const recoverySeconds = await recovered(world);
      const { rows } = await world.database.pool.query<{ attempts: number }>(
        `select attempts from filing_stage where accession_number = $1 and stage = 'ANALYSE'`,
        [accessionNumber],
      );
      return { recoverySeconds, notes: `${rows[0]?.attempts} attempts, no replay by hand` };
    },
  },
  {
    id: 'F3',
    title: 'no worker for a minute',
    smoke: false,
    filings: 100,
    run: async (world) => {
      await twoWorkers(world);
      await world.register(part(world.corpus, 0, 0.5));
      const normalSeconds = await recovered(world);
      for (const child of world.children) child.kill('SIGKILL');
      await world.register(part(world.corpus, 0.5, 1));
      await sleep(60_000 * world.scale);
      await twoWorkers(world);
      const recoverySeconds = await recovered(world);
      // A lease of ten seconds may have to run out first.
      if (recoverySeconds > 2 * normalSeconds + 10)
        throw new Error(`the backlog took ${recoverySeconds.toFixed(1)} s, as much took ${normalSeconds.toFixed(1)} s before`);
      return { recoverySeconds, notes: `as many took ${normalSeconds.toFixed(1)} s before` };
    },
  },
  {
    id: 'F4',
    title: 'SIGTERM at load, and with a job that hangs',
    smoke: true,
    filings: 80,
    smokeFilings: 20,
    run: async (world) => {
      const graceMs = 20_000 * world.scale;
      const polite = world.startWorker({ graceMs });
      const hanging = world.startWorker({ graceMs, faults: [{ step: 'analyse.leased', action: 'hang', nth: 2 }] });
      await Promise.all([polite.ready, hanging.ready]);
      await world.register(world.corpus);
      await world.until('a job hangs', () => hanging.reports.some(({ kind }) => kind === 'fault'), 30_000);
      const toldAt = performance.now();
      for (const worker of [polite, hanging]) worker.kill('SIGTERM');
      const [first, second] = await Promise.all([polite.exited, hanging.exited]);
      const seconds = ((Math.max(first.at, second.at) - toldAt) / 1_000).toFixed(1);
      if (first.code !== 0 || second.code !== 0) throw new Error(`exit codes ${first.code} and ${second.code}, 0 was due`);
      if (Math.max(first.at, second.at) - toldAt > graceMs + 5_000) throw new Error(`stopping took ${seconds} s`);
      await twoWorkers(world);
      return { recoverySeconds: await recovered(world), notes: `both stopped within ${seconds} s, exit 0` };
    },
  },
  {
    id: 'F5',
    title: 'event loop blocked for 40 s in a stage',
    smoke: false,
    filings: 12,
    run: async (world) => {
      const ms = 40_000 * Math.max(0.5, world.scale);
      const blocked = world.startWorker({ faults: [{ step: 'index.prepared', action: 'block', nth: 1, ms }] });
      await blocked.ready;
      await world.register(world.corpus);
      await world.until('the loop is blocked', () => blocked.reports.some(({ kind }) => kind === 'fault'), 30_000);
      const free = world.startWorker();
      await free.ready;
      const recoverySeconds = await recovered(world, ms + 60_000);
      await sleep(ms);
      const metrics = await blocked.metrics();
      if (!metrics || metrics.staleCommits < 1) throw new Error('the late commit was not counted as stale');
      return { recoverySeconds, notes: `${metrics.staleCommits} stale commit refused` };
    },
  },
  {
    id: 'F16',
    title: 'clocks of two workers ten minutes fast and slow',
    smoke: false,
    filings: 60,
    run: async (world) => {
      const fast = world.startWorker({ clockSkewMs: 600_000 });
      const slow = world.startWorker({ clockSkewMs: -600_000 });
      await Promise.all([fast.ready, slow.ready]);
      await world.register(world.corpus);
      const recoverySeconds = await recovered(world);
      const stale = (await Promise.all([fast, slow].map((worker) => worker.metrics()))).reduce((sum, m) => sum + (m?.staleCommits ?? 0), 0);
      if (stale > 0) throw new Error(`${stale} live leases were stolen`);
      return { recoverySeconds, notes: '0 live leases stolen' };
    },
  },
  {
    id: 'F21',
    title: 'an older and a newer version of a stage side by side',
    smoke: false,
    filings: 60,
    comparesChunks: false,
    run: async (world) => {
      const older = world.startWorker();
      await older.ready;
      await world.register(part(world.corpus, 0, 0.6));
      await world.until('some are INDEXED', async () => (await endedCount(world)) > 5, 60_000);
      const newer = world.startWorker({ versionUp: { INDEX: 1 } });
      await newer.ready;
      await world.register(part(world.corpus, 0.6, 1));
      await sleep(8_000);
      older.kill('SIGTERM');
      await older.exited;
      const from = performance.now();
      await world.until(
        'everything is done by the newer version',
        async () => {
          const { rows } = await world.database.pool.query<{ old: number }>(
            `select count(*)::int as old from filing f where status <> 'INDEXED' or not exists (
               select from filing_stage s where s.accession_number = f.accession_number and s.stage = 'INDEX' and s.state = 'DONE'
                  and s.version = (select max(version) from filing_stage where stage = 'INDEX'))`,
          );
          return rows[0]?.old === 0;
        },
        150_000,
      );
      await world.settled(30_000);
      return { recoverySeconds: (performance.now() - from) / 1_000, notes: 'all by the newer version' };
    },
  },
  {
    id: 'F23',
    title: 'kill -9 between the queue and the mark of the relay',
    smoke: false,
    filings: 40,
    run: async (world) => {
      for (let time = 0; time < 3; time += 1) {
        const worker = world.startWorker({ faults: [{ step: 'relay.enqueued', action: 'kill', nth: 2 }] });
        await worker.ready.catch(() => undefined);
        await world.register(part(world.corpus, time / 3, (time + 1) / 3));
        await Promise.race([worker.exited, sleep(15_000)]);
        if (worker.isAlive()) worker.kill('SIGKILL');
      }
      await world.register(world.corpus);
      await twoWorkers(world);
      return { recoverySeconds: await recovered(world) };
    },
  },
];
