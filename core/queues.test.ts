import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StageEntry, stageJobId } from './queues.ts';
import { type PipelineWorld, pipelineWorld } from './testing/pipeline.ts';

const entry = (sequence: number, over: Partial<StageEntry> = {}): StageEntry => ({
  job: { accessionNumber: `0009800001-24-00000${sequence}`, stage: 'ANALYSE', version: 1, runId: `0009800001-24-00000${sequence}-r1` },
  isGiant: false,
  priority: 0,
  ...over,
});
const backends = [
  { name: 'PostgreSQL', redisUrl: undefined },
  ...(process.env.REDIS_URL ? [{ name: 'Redis', redisUrl: process.env.REDIS_URL }] : []),
];

describe.each(backends)('queues on $name', { timeout: 120_000 }, ({ redisUrl }) => {
  let world: PipelineWorld;
  beforeAll(async () => {
    world = await pipelineWorld({ redisUrl });
  });
  afterAll(() => world?.close());

  it('name their jobs without a colon, and anew for each run', () => {
    expect(stageJobId(entry(1).job)).toBe('analyse-v1-0009800001-24-000001-r1');
    expect(stageJobId({ ...entry(1).job, runId: '0009800001-24-000001-r2' })).not.toBe(stageJobId(entry(1).job));
  });

  it('hold a job once, however often it is added, and give large filings a lane of their own', async () => {
    await world.queues.addStages([
      entry(1),
      entry(1),
      entry(2, { isGiant: true }),
      entry(3, { delayMs: 60_000 }),
      entry(4, { priority: 10 }),
    ]);
    await world.queues.addStages([entry(1)]);
    expect(await world.queues.counts('analyse')).toMatchObject({ waiting: 2, delayed: 1 });
    expect(await world.queues.counts('giant')).toMatchObject({ waiting: 1 });
  });

  it('do live jobs before those of a backfill, look again when told to, and keep what failed for good', async () => {
    const begun: string[] = [];
    const done: string[] = [];
    let asked = 0;
    const worker = world.queues.createWorker(
      'analyse',
      async ({ id }) => {
        begun.push(id);
        if (id.includes('000001') && asked++ === 0) return { kind: 'later', inMs: 100 };
        done.push(id);
        return id.includes('000001') ? { kind: 'failed', reason: 'DOCUMENT_EMPTY: nothing there' } : { kind: 'done' };
      },
      { concurrency: 1 },
    );
    await world.until('both have run', () => done.length === 2);
    expect(begun[0]).toContain('000001');
    expect(begun).toHaveLength(3);
    await world.until('the failed one is kept', async () => (await world.queues.counts('analyse')).failed === 1);
    expect(await world.queues.failed('analyse', 10)).toMatchObject([{ reason: 'DOCUMENT_EMPTY: nothing there' }]);
    await worker.close();
  });

  it('look again at a job whose processor threw, for the row decides', async () => {
    let times = 0;
    const worker = world.queues.createWorker(
      'giant',
      async () => {
        times += 1;
        if (times === 1) throw new Error('the database is away');
        return { kind: 'done' };
      },
      { concurrency: 1 },
    );
    await world.until('it was looked at again', () => times === 2, 15_000);
    await world.until('the lane is empty', async () => (await world.queues.counts('giant')).active === 0);
    expect(await world.queues.counts('giant')).toMatchObject({ waiting: 0, failed: 0 });
    await worker.close();
  });
});
