import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withTenant } from '../db/tenancy.ts';
import { ParsingError } from '../errors.ts';
import { registerFilings } from '../filing/register-filings.ts';
import type { Viewer } from '../tenant/viewer.ts';
import { aTenant } from '../testing/factories.ts';
import { type PipelineWorld, pipelineWorld } from '../testing/pipeline.ts';
import { addCompany } from '../testing/scripted-edgar.ts';
import { listDeadLetters, replayDeadLetters, retryFiling } from './dead-letter.service.ts';
import { reconcile } from './reconcile.ts';
import { runStage } from './run-stage.ts';
import type { StageKey } from './stages.ts';
import type { StageHandler } from './types.ts';

let world: PipelineWorld;
let operator: Viewer;
const accessions: string[] = [];
const cik = 9_400_001;

const run = (key: StageKey, handler: StageHandler) =>
  runStage(key, handler, { ...world, owner: 'test', nextVersion: 1, shutdown: new AbortController().signal });
const handlerOf = (stage: string) => {
  const handler = world.handlers.find((each) => each.stage === stage);
  if (!handler) throw new Error(stage);
  return handler;
};
const failing = (stage: 'INGEST' | 'INDEX', code: 'DOCUMENT_EMPTY' | 'DOCUMENT_UNREADABLE'): StageHandler => ({
  stage,
  version: 1,
  prepare: async () => {
    throw new ParsingError(code, `broken in ${stage}`);
  },
  commit: async () => undefined,
});
const status = async (accessionNumber: string) =>
  (await world.database.prisma.filing.findUniqueOrThrow({ where: { accessionNumber } })).status;

beforeAll(async () => {
  world = await pipelineWorld();
  operator = { ...(await aTenant(world.database)).viewer, isOperator: true };
  const filings = addCompany(world.edgar, cik, 'DLQ', 3);
  const company = world.edgar.companies.get(cik);
  if (!company) throw new Error('scripted');
  accessions.push(...(await registerFilings(world.database, { company, filings })));
  const [first = '', second = '', third = ''] = accessions;
  await run({ accessionNumber: first, stage: 'INGEST', version: 1 }, failing('INGEST', 'DOCUMENT_EMPTY'));
  await run({ accessionNumber: second, stage: 'INGEST', version: 1 }, failing('INGEST', 'DOCUMENT_UNREADABLE'));
  await run({ accessionNumber: third, stage: 'INGEST', version: 1 }, handlerOf('INGEST'));
  await run({ accessionNumber: third, stage: 'ANALYSE', version: 1 }, handlerOf('ANALYSE'));
  await run({ accessionNumber: third, stage: 'INDEX', version: 1 }, failing('INDEX', 'DOCUMENT_UNREADABLE'));
});
afterAll(() => world?.close());

describe('dead letters', () => {
  it('are listed newest first, a page at a time, to operators only', async () => {
    const page = await listDeadLetters(world.database, operator, { first: 2 });
    expect(page.items.map(({ stage }) => stage)).toEqual(['INDEX', 'INGEST']);
    expect(page.hasNextPage).toBe(true);
    const rest = await listDeadLetters(world.database, operator, { first: 2, after: page.items[1]?.id });
    expect(rest.items.map(({ code }) => code)).toEqual(['DOCUMENT_EMPTY']);
    expect(rest.hasNextPage).toBe(false);
    await expect(listDeadLetters(world.database, { ...operator, isOperator: false })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  it('say in a dry run what a replay would touch, and touch nothing', async () => {
    const result = await replayDeadLetters(world.database, operator, { code: 'DOCUMENT_UNREADABLE' }, { dryRun: true });
    expect(result).toMatchObject({ matched: 2, replayed: [], dryRun: true });
    expect((await listDeadLetters(world.database, operator)).items).toHaveLength(3);
  });

  it('are replayed once under a new run id, with one audit entry, however often it is clicked', async () => {
    const [first = ''] = accessions;
    const clicks = await Promise.all(
      Array.from({ length: 5 }, () => replayDeadLetters(world.database, operator, { code: 'DOCUMENT_EMPTY' })),
    );
    const replayed = clicks.flatMap((click) => click.replayed);
    expect(replayed).toMatchObject([{ accessionNumber: first, runId: `${first}-r2` }]);
    const audit = await withTenant(world.database, operator.tenantId, (tx) =>
      tx.auditEntry.findMany({ where: { action: 'replay-dead-letter' } }),
    );
    expect(audit).toMatchObject([{ subject: first, outcome: 'DONE' }]);
    expect(await status(first)).toBe('DISCOVERED');
    expect(await run({ accessionNumber: first, stage: 'INGEST', version: 1 }, handlerOf('INGEST'))).toEqual({ kind: 'done' });
  });

  it('take an analysed filing on to INDEXED', async () => {
    const [, , third = ''] = accessions;
    expect(await status(third)).toBe('ANALYZED_NOT_INDEXED');
    expect(await retryFiling(world.database, operator, third)).toEqual({ runId: `${third}-r2`, status: 'ANALYZED' });
    await run({ accessionNumber: third, stage: 'INDEX', version: 1 }, handlerOf('INDEX'));
    expect(await status(third)).toBe('INDEXED');
    expect(await retryFiling(world.database, operator, third)).toEqual({ runId: null, status: 'INDEXED' });
  });

  it('agree with the failed set of the queue: a job that the queue gave up on goes back, one that was replayed goes', async () => {
    const [, second = ''] = accessions;
    const job = (runId: string) => ({ accessionNumber: second, stage: 'INGEST' as const, version: 1, runId });
    await world.queues.addStages([{ job: job(`${second}-r1`), isGiant: false, priority: 0 }]);
    const worker = world.queues.createWorker('ingest', async () => ({ kind: 'failed', reason: 'job stalled more than allowable limit' }), {
      concurrency: 1,
    });
    await world.until('the job has failed', async () => (await world.queues.counts('ingest')).failed === 1);
    await reconcile(world);
    expect((await world.queues.counts('ingest')).failed).toBe(1);
    await worker.close();
    await replayDeadLetters(world.database, operator, { stage: 'INGEST' });
    await world.database.pool.query(`update filing_stage set created_at = now() - interval '1 minute'`);
    await reconcile(world);
    expect(await world.queues.counts('ingest')).toMatchObject({ failed: 0, waiting: 1 });
  });
});
