import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createEventBus } from '../../../core/events/create-event-bus.ts';
import { stageJobId } from '../../../core/queues.ts';
import { filingStatusTopic } from '../../../core/topics.ts';
import { endedCount, recovered, type Scenario, twoWorkers } from '../scenario.ts';
import type { World } from '../world.ts';

const run = promisify(execFile);

/** What happens between the stores and those who use them: full disks, latency, doubles, subscribers that come and go. */
export const deliveryScenarios: Scenario[] = [
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
];

async function refusals(world: World): Promise<number> {
  const { rows } = await world.database.pool.query<{ count: number }>(
    'select count(*)::int as count from filing_stage where last_error_code is not null',
  );
  return rows[0]?.count ?? 0;
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
