import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TransportError } from '../errors.ts';
import type { Viewer } from '../tenant/viewer.ts';
import { aTenant, aWatchlist } from '../testing/factories.ts';
import { type PipelineWorld, pipelineWorld } from '../testing/pipeline.ts';
import { addCompany, addFiling } from '../testing/scripted-edgar.ts';
import { certifyCompleteness } from './completeness.ts';
import { backfillCompany, checkDailyIndexes, type DiscoveryDeps, pollCompanies, readFeed } from './discovery.ts';
import { isEdgarOpen } from './market-hours.ts';
import { taskPayloads } from './task.ts';

let world: PipelineWorld;
let viewer: Viewer;
let watchlistId: string;
let deps: DiscoveryDeps;
const cik = 9_600_001;
const day = '2024-03-13';

beforeAll(async () => {
  world = await pipelineWorld();
  viewer = (await aTenant(world.database)).viewer;
  addCompany(world.edgar, cik, 'DSC', 3);
  watchlistId = (await aWatchlist(world.database, viewer.tenantId, { ciks: [cik] })).id;
  deps = { ...world, pollIntervalMs: 1, maxRps: 8, ownEdgar: true, depthSlow: 1_000, now: () => new Date('2024-03-14T16:00:00Z') };
});
afterAll(() => world?.close());

const due = () => world.database.pool.query('update tracked_company set next_poll_at = now()');
const known = async () => (await world.database.prisma.filing.findMany({ orderBy: { accessionNumber: 'asc' } })).map(({ form }) => form);
const certify = () => certifyCompleteness(world.database, viewer, { watchlistId, day, now: deps.now?.() });

describe('discovery', () => {
  it('remembers what a watched company has filed at its first poll, and opens a backfill of low priority', async () => {
    expect(await pollCompanies(deps)).toBe(0);
    const [task] = await world.database.prisma.pipelineTask.findMany();
    const payload = taskPayloads['backfill-company'].parse(task?.payload);
    expect(await backfillCompany(deps, { ...payload, limit: 1 })).toHaveLength(1);
    expect(await world.database.prisma.filingStage.findMany()).toMatchObject([{ stage: 'INGEST', priority: 10 }]);
  });

  it('registers what was not there at the poll before, whatever its date, once', async () => {
    addFiling(world.edgar, cik, 40, { form: '8-K', filedAt: '2019-05-05' });
    await due();
    expect(await pollCompanies(deps)).toBe(1);
    await due();
    expect(await pollCompanies(deps)).toBe(0);
    expect(await known()).toEqual(['10-Q', '8-K']);
  });

  it('brings a company forward when the feed names a filing that is not known', async () => {
    await world.database.pool.query(`update tracked_company set next_poll_at = now() + interval '1 hour'`);
    expect(await pollCompanies(deps)).toBe(0);
    const row = addFiling(world.edgar, cik, 41, { form: '10-K', filedAt: day });
    world.edgar.feed = [
      { accessionNumber: row.accessionNumber, form: '10-K', ciks: [cik], updatedAt: new Date() },
      { accessionNumber: '0000000001-24-000001', form: '4', ciks: [1], updatedAt: new Date() },
    ];
    expect(await readFeed(deps)).toBe(1);
    expect(await pollCompanies(deps)).toBe(1);
    expect(await readFeed(deps)).toBe(0);
  });

  it('waits longer after each failure and goes on with the others', async () => {
    await due();
    world.edgar.fault = (call) => (call === 'submissions' ? new TransportError('EDGAR_UNAVAILABLE', 'EDGAR answers 503') : undefined);
    expect(await pollCompanies(deps)).toBe(0);
    world.edgar.fault = () => undefined;
    expect(await world.database.prisma.trackedCompany.findMany()).toMatchObject([{ failures: 1, lastError: 'EDGAR answers 503' }]);
  });

  it('knows the hours of EDGAR', () => {
    expect(isEdgarOpen(new Date('2024-03-13T21:00:00Z'))).toBe(true);
    expect(isEdgarOpen(new Date('2024-03-14T03:00:00Z'))).toBe(false);
    expect(isEdgarOpen(new Date('2024-03-16T16:00:00Z'))).toBe(false);
  });
});

describe('the completeness certificate', () => {
  it('says that the index of the day is not published while it is not', async () => {
    expect(await certify()).toMatchObject({ state: 'INDEX_NOT_PUBLISHED', counts: { expected: 1, indexed: 0 } });
  });

  it('names what the index holds and no poll has found, which the check of the index then registers', async () => {
    const hidden = { cik, name: 'Juniper Basin Tools DSC', form: '8-K', filedAt: day, accessionNumber: '0009600001-24-000099' };
    const named = world.edgar.filings.at(-1)?.row;
    world.edgar.indexes.set(day, [hidden, { ...hidden, form: '10-K', accessionNumber: named?.accessionNumber ?? '' }]);
    await world.database.pool.query('delete from daily_index');
    expect(await checkDailyIndexes(deps)).toBe(1);
    const certificate = await certify();
    expect(certificate).toMatchObject({ state: 'INCOMPLETE', companies: 1, counts: { expected: 2, indexed: 0, exceptions: 2 } });
    expect(certificate?.filings.map(({ exception }) => exception?.code)).toEqual(['IN_PROGRESS', 'IN_PROGRESS']);
    await world.database.prisma.filingEvent.deleteMany({ where: { accessionNumber: hidden.accessionNumber } });
    await world.database.prisma.filing.delete({ where: { accessionNumber: hidden.accessionNumber } });
    expect((await certify())?.filings.at(-1)).toMatchObject({ status: null, exception: { code: 'NOT_REGISTERED' } });
  });

  it('is complete once every filing is INDEXED, and is another tenant’s nothing', async () => {
    await world.database.prisma.dailyIndexRow.deleteMany({ where: { accessionNumber: '0009600001-24-000099' } });
    await world.database.prisma.filing.updateMany({ data: { status: 'INDEXED' } });
    expect(await certify()).toMatchObject({ state: 'COMPLETE', counts: { expected: 1, indexed: 1, exceptions: 0 } });
    const other = (await aTenant(world.database)).viewer;
    expect(await certifyCompleteness(world.database, other, { watchlistId, day })).toBeNull();
    await expect(certifyCompleteness(world.database, viewer, { watchlistId, day: '2999-01-01' })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });
});
