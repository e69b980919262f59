import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerFilings } from '../filing/register-filings.ts';
import { type PipelineWorld, pipelineWorld } from '../testing/pipeline.ts';
import { addCompany } from '../testing/scripted-edgar.ts';
import { reopenOutdated } from './reconcile.ts';
import { runStage } from './run-stage.ts';
import { acquireStage } from './stage.ts';
import type { StageKey } from './stages.ts';
import { adoptVersion } from './version.ts';

let world: PipelineWorld;
const keys: StageKey[] = [];

beforeAll(async () => {
  world = await pipelineWorld();
  const filings = addCompany(world.edgar, 9_900_001, 'VER', 3);
  const company = world.edgar.companies.get(9_900_001);
  if (!company) throw new Error('scripted');
  await registerFilings(world.database, { company, filings });
  keys.push(...filings.map(({ accessionNumber }): StageKey => ({ accessionNumber, stage: 'INGEST', version: 1 })));
});
afterAll(() => world?.close());

const rows = (key: StageKey) =>
  world.database.prisma.filingStage.findMany({ where: { accessionNumber: key.accessionNumber }, orderBy: { version: 'asc' } });

describe('a newer version of a stage', () => {
  it('takes over what waits, and what an older process left when it died', async () => {
    const [waiting, left] = keys as [StageKey, StageKey];
    expect(await adoptVersion(world.database, waiting, 2)).toEqual({ kind: 'adopted' });
    await acquireStage(world.database, left, 'older process', 60_000);
    expect(await adoptVersion(world.database, left, 2)).toMatchObject({ kind: 'later' });
    await world.database.pool.query(`update filing_stage set lease_expires_at = now() - interval '1 second' where state = 'RUNNING'`);
    expect(await adoptVersion(world.database, left, 2)).toEqual({ kind: 'adopted' });
    expect(await rows(left)).toMatchObject([{ version: 2, state: 'PENDING' }]);
    expect(await adoptVersion(world.database, left, 2)).toEqual({ kind: 'closed' });
  });

  it('closes an older row that stands beside its own', async () => {
    const [waiting] = keys as [StageKey];
    await world.database.prisma.filingStage.create({ data: { ...waiting, runId: `${waiting.accessionNumber}-r1` } });
    expect(await adoptVersion(world.database, waiting, 2)).toEqual({ kind: 'closed' });
    expect(await rows(waiting)).toMatchObject([
      { version: 1, state: 'DONE' },
      { version: 2, state: 'PENDING' },
    ]);
  });

  it('does again, under a new run id, what an older one had done, and what follows it', async () => {
    const key = keys[2] as StageKey;
    const deps = { ...world, owner: 'test', shutdown: new AbortController().signal };
    for (const handler of world.handlers)
      await runStage({ ...key, stage: handler.stage }, handler, { ...deps, nextVersion: handler.stage === 'INDEX' ? undefined : 1 });
    const before = await world.database.prisma.chunk.count({ where: { accessionNumber: key.accessionNumber } });
    const newer = world.handlers.map((handler) => ({ ...handler, version: handler.stage === 'ANALYSE' ? 2 : 1 }));
    expect(await reopenOutdated(world, newer)).toBe(1);
    expect(await reopenOutdated(world, newer)).toBe(0);
    for (const handler of newer.slice(1))
      expect(
        await runStage({ ...key, stage: handler.stage, version: handler.version }, handler, {
          ...deps,
          nextVersion: handler.stage === 'INDEX' ? undefined : 1,
        }),
      ).toEqual({ kind: 'done' });
    expect(await world.database.prisma.chunk.count({ where: { accessionNumber: key.accessionNumber } })).toBe(before);
    const events = await world.database.prisma.filingEvent.findMany({
      where: { accessionNumber: key.accessionNumber },
      orderBy: { id: 'asc' },
    });
    expect(events.map(({ to }) => to)).toEqual(['DISCOVERED', 'INGESTED', 'ANALYZED', 'INDEXED', 'ANALYZED', 'INDEXED']);
    expect(new Set((await rows(key)).map(({ runId }) => runId.slice(-3)))).toEqual(new Set(['-r1', '-r2']));
  });
});
