import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TransportError } from '../errors.ts';
import type { Viewer } from '../tenant/viewer.ts';
import { aTenant } from '../testing/factories.ts';
import { type PipelineWorld, pipelineWorld } from '../testing/pipeline.ts';
import { addCompany, addFiling } from '../testing/scripted-edgar.ts';
import { expandIngestRun, findIngestRun, requestIngest } from './ingest-run.service.ts';
import { dueTasks } from './task.ts';

let world: PipelineWorld;
let viewer: Viewer;
const cik = 9_500_001;

beforeAll(async () => {
  world = await pipelineWorld();
  viewer = (await aTenant(world.database)).viewer;
  addCompany(world.edgar, cik, 'RUN-B', 5);
  addFiling(world.edgar, cik, 20, { form: '10-K' });
  addFiling(world.edgar, cik, 21, { form: '10-K/A' });
});
afterAll(() => world?.close());

const deps = () => ({ ...world, depthRefuse: 1_000 });
const expand = (runId: string) => expandIngestRun(world, { tenantId: viewer.tenantId, runId });

describe('an ingest run', () => {
  it('names every unknown ticker and writes nothing', async () => {
    await expect(requestIngest(deps(), viewer, { tickers: ['RUN.B', 'NOPE', 'zzzz'] })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      details: { unknownTickers: ['NOPE', 'zzzz'] },
    });
    await expect(requestIngest(deps(), viewer, { tickers: [] })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(requestIngest(deps(), viewer, { tickers: ['RUN-B'], limit: 0 })).rejects.toThrow('limit must be at least 1');
    expect(await dueTasks(world.database, -1_000)).toEqual([]);
  });

  it('is refused with a code when EDGAR has no ticker map, or too much waits', async () => {
    world.edgar.fault = (call) => (call === 'tickers' ? new TransportError('EDGAR_UNAVAILABLE', 'EDGAR answers 503') : undefined);
    await expect(requestIngest(deps(), viewer, { tickers: ['RUN-B'] })).rejects.toMatchObject({ code: 'EDGAR_UNAVAILABLE' });
    world.edgar.fault = () => undefined;
    await expect(requestIngest({ ...deps(), depthRefuse: 0 }, viewer, { tickers: ['RUN-B'] })).rejects.toMatchObject({
      code: 'QUEUE_UNAVAILABLE',
    });
  });

  it('is accepted while the queue is down, and waits as a task', async () => {
    const queues = { ...world.queues, addTask: () => Promise.reject(new TransportError('QUEUE_UNAVAILABLE', 'down')) };
    const { runId } = await requestIngest({ ...deps(), queues }, viewer, { tickers: ['run/b'], forms: ['10-k'], limit: 1 }, 'request-9');
    expect(await findIngestRun(world.database, viewer, runId)).toMatchObject({ state: 'PENDING', isDone: false, filings: [] });
    expect(await dueTasks(world.database, -1_000)).toMatchObject([{ name: 'expand-ingest-run', requestId: 'request-9' }]);
    await expand(runId);
    const run = await findIngestRun(world.database, viewer, runId);
    expect(run).toMatchObject({ state: 'EXPANDED', isDone: false, counts: { total: 1, open: 1 } });
    expect(run?.filings).toMatchObject([{ form: '10-K/A', status: 'DISCOVERED' }]);
  });

  it('counts what is INDEXED already as done, and is not seen by another tenant', async () => {
    await world.database.prisma.filing.updateMany({ data: { status: 'INDEXED' } });
    const { runId } = await requestIngest(deps(), viewer, { tickers: ['RUN-B'], forms: ['10-K'], limit: 1 });
    await expand(runId);
    await expand(runId);
    expect(await findIngestRun(world.database, viewer, runId)).toMatchObject({ isDone: true, counts: { total: 1, indexed: 1 } });
    const other = (await aTenant(world.database)).viewer;
    expect(await findIngestRun(world.database, other, runId)).toBeNull();
    expect(await findIngestRun(world.database, viewer, 'not-an-id')).toBeNull();
    expect(await world.database.prisma.filingEvent.count({ where: { to: 'DISCOVERED' } })).toBe(1);
  });
});
