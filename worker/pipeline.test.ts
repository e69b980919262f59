import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerFilings } from '../core/filing/register-filings.ts';
import { type PipelineWorld, pipelineWorld } from '../core/testing/pipeline.ts';
import { addCompany, addFiling } from '../core/testing/scripted-edgar.ts';
import { type FilingStatusPayload, filingStatusTopic } from '../core/topics.ts';
import { startWorkers, type Workers } from './main.ts';

const settings = {
  concurrency: { ingest: 4, analyse: 2, index: 2 },
  pollIntervalMs: 1_000,
  maxRps: 100,
  ownEdgar: true,
  depthSlow: 10_000,
  reconcileEveryMs: 1_000,
};
const backends = [
  { name: 'PostgreSQL', redisUrl: undefined },
  ...(process.env.REDIS_URL ? [{ name: 'Redis', redisUrl: process.env.REDIS_URL }] : []),
];

describe.each(backends)('the pipeline with its queues on $name', { timeout: 120_000 }, ({ redisUrl }) => {
  let world: PipelineWorld;
  let workers: Workers;
  const hints: FilingStatusPayload[] = [];
  const cik = 9_100_001;

  beforeAll(async () => {
    world = await pipelineWorld({ redisUrl });
    await world.events.subscribe(filingStatusTopic, (payload) => void hints.push(payload));
    addCompany(world.edgar, cik, 'JBT', 6);
    workers = await startWorkers({ ...world, settings });
  });
  afterAll(async () => {
    await workers?.close();
    await world?.close();
  });
  const statuses = async () => (await world.database.prisma.filing.findMany({ where: { cik } })).map(({ status }) => status);
  const register = (filings = world.edgar.filings.map(({ row }) => row).filter((row) => row.cik === cik)) => {
    const company = world.edgar.companies.get(cik);
    if (!company) throw new Error('the company is scripted');
    return registerFilings(world.database, { company, filings });
  };

  it('brings every registered filing to INDEXED, each status once and in order', async () => {
    await register();
    workers.nudge();
    await world.until('six are INDEXED', async () => (await statuses()).filter((status) => status === 'INDEXED').length === 6);
    await world.until('all hints have come', () => hints.length >= 24);
    const ids = hints.map(({ eventId }) => Number(eventId));
    expect(new Set(ids).size).toBe(24);
    expect([...ids].sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
    const first = hints.filter(({ accessionNumber }) => accessionNumber === world.edgar.filings[0]?.row.accessionNumber);
    expect(first.map(({ to }) => to)).toEqual(['DISCOVERED', 'INGESTED', 'ANALYZED', 'INDEXED']);
    expect(await world.database.prisma.chunk.count()).toBe(6 * 6);
  });

  it('registers the same filing once, however often and in parallel', async () => {
    addFiling(world.edgar, cik, 7);
    const added = await Promise.all(Array.from({ length: 50 }, () => register()));
    expect(added.flat()).toHaveLength(1);
    await world.until('seven are INDEXED', async () => (await statuses()).filter((status) => status === 'INDEXED').length === 7);
    expect(await world.database.prisma.filingEvent.count({ where: { to: 'INDEXED' } })).toBe(7);
  });

  it('leaves a dead letter at the first attempt for what is not HTML, and goes on with the others', async () => {
    addFiling(world.edgar, cik, 8, { body: '{"neither":"markup"}' });
    addFiling(world.edgar, cik, 9);
    await register();
    await world.until('both have ended', async () =>
      (await statuses()).every((status) => status === 'INDEXED' || status === 'DEAD_LETTERED'),
    );
    const letters = await world.database.prisma.deadLetter.findMany();
    expect(letters).toMatchObject([{ code: 'DOCUMENT_UNREADABLE', errorClass: 'PARSING', attempts: 1, stage: 'INGEST' }]);
    const failed = await world.queues.failed('ingest', 10);
    expect(failed).toHaveLength(1);
  });
});
