import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ParsingError, TransportError } from '../errors.ts';
import { registerFilings } from '../filing/register-filings.ts';
import { createLogger } from '../logger.ts';
import { createMetrics } from '../metrics.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { addCompany, scriptedEdgar } from '../testing/scripted-edgar.ts';
import { LeaseLostError } from './failure.ts';
import { runStage } from './run-stage.ts';
import { acquireStage, commitStage, failStage, type Lease, releaseStage, renewStage } from './stage.ts';
import type { StageKey } from './stages.ts';
import type { StageHandler } from './types.ts';

let test: TestDatabase;
let key: StageKey;
let cik = 9_200_000;
const metrics = createMetrics();

beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test?.close());
beforeEach(async () => {
  cik += 1;
  const edgar = scriptedEdgar();
  const [row] = addCompany(edgar, cik, `T${cik}`, 1);
  const company = edgar.companies.get(cik);
  if (!company || !row) throw new Error('scripted');
  await registerFilings(test.database, { company, filings: [row], requestId: 'request-1' });
  key = { accessionNumber: row.accessionNumber, stage: 'INGEST', version: 1 };
});

const lease = async (owner = 'one', ttlMs = 10_000): Promise<Lease> => {
  const acquired = await acquireStage(test.database, key, owner, ttlMs);
  if (acquired.kind !== 'leased') throw new Error(`not leased: ${JSON.stringify(acquired)}`);
  return acquired.lease;
};
const stageRow = () => test.database.prisma.filingStage.findUniqueOrThrow({ where: { accessionNumber_stage_version: { ...key } } });
const status = async () =>
  (await test.database.prisma.filing.findUniqueOrThrow({ where: { accessionNumber: key.accessionNumber } })).status;
const events = async () =>
  (await test.database.prisma.filingEvent.findMany({ where: { accessionNumber: key.accessionNumber }, orderBy: { id: 'asc' } })).map(
    ({ to }) => to,
  );
const nothing = async () => undefined;
const deps = () => ({
  database: test.database,
  logger: createLogger('silent', 'test'),
  metrics,
  owner: 'test',
  nextVersion: 1,
  shutdown: new AbortController().signal,
});
const handler = (over: Partial<StageHandler> = {}): StageHandler => ({
  stage: 'INGEST',
  version: 1,
  prepare: nothing,
  commit: nothing,
  ...over,
});

describe('a stage of a filing', () => {
  it('is leased to one of many workers at a time', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, (_, index) => acquireStage(test.database, key, `w${index}`, 10_000)));
    expect(all.filter(({ kind }) => kind === 'leased')).toHaveLength(1);
    expect(all.filter(({ kind }) => kind === 'later')).toHaveLength(7);
  });

  it('commits result, status, event and next stage together', async () => {
    await commitStage(test.database, await lease(), nothing, { nextVersion: 1 });
    expect(await status()).toBe('INGESTED');
    expect(await events()).toEqual(['DISCOVERED', 'INGESTED']);
    expect(
      await test.database.prisma.filingStage.findMany({ where: { accessionNumber: key.accessionNumber, stage: 'ANALYSE' } }),
    ).toMatchObject([{ state: 'PENDING', runId: `${key.accessionNumber}-r1`, requestId: 'request-1' }]);
    expect(await acquireStage(test.database, key, 'late', 10_000)).toEqual({ kind: 'closed', state: 'DONE' });
  });

  it('leaves nothing half-written when the result cannot be written', async () => {
    const held = await lease();
    await expect(
      commitStage(test.database, held, async (tx) => {
        await tx.filing.update({ where: { accessionNumber: key.accessionNumber }, data: { form: 'HALF' } });
        throw new Error('cut');
      }),
    ).rejects.toThrow('cut');
    expect(await status()).toBe('DISCOVERED');
    expect(await events()).toEqual(['DISCOVERED']);
    expect((await stageRow()).state).toBe('RUNNING');
    expect((await test.database.prisma.filing.findUniqueOrThrow({ where: { accessionNumber: key.accessionNumber } })).form).toBe('10-Q');
  });

  it('refuses a zombie: what comes after the lease was taken over affects nothing and is counted', async () => {
    const before = (await metrics.staleCommits.get()).values[0]?.value ?? 0;
    let release = () => {};
    const slow = runStage(
      key,
      handler({
        prepare: () =>
          new Promise<void>((resolve) => {
            release = resolve;
          }),
        commit: async (tx) => void (await tx.filing.update({ where: { accessionNumber: key.accessionNumber }, data: { form: 'ZOMBIE' } })),
      }),
      { ...deps(), leaseMs: 600_000 },
    );
    while ((await stageRow()).state !== 'RUNNING');
    await test.database.pool.query(`update filing_stage set lease_expires_at = now() - interval '1 second' where accession_number = $1`, [
      key.accessionNumber,
    ]);
    expect(await runStage(key, handler(), deps())).toEqual({ kind: 'done' });
    release();
    expect(await slow).toEqual({ kind: 'skipped', reason: 'lease lost' });
    expect((await metrics.staleCommits.get()).values[0]?.value).toBe(before + 1);
    expect(await events()).toEqual(['DISCOVERED', 'INGESTED']);
    expect((await test.database.prisma.filing.findUniqueOrThrow({ where: { accessionNumber: key.accessionNumber } })).form).toBe('10-Q');
  });

  it('refuses renewal, failure and release by a lease that is no longer the newest', async () => {
    const old = await lease('one', 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const current = await lease('two');
    expect(current.token).toBe(old.token + 1n);
    expect(await renewStage(test.database, old, 10_000)).toBe(false);
    expect(await releaseStage(test.database, old)).toBe(false);
    const failure = { errorClass: 'TRANSPORT', code: 'EDGAR_UNAVAILABLE', reason: 'down', retryable: true } as const;
    await expect(failStage(test.database, old, failure, 0.5)).rejects.toBeInstanceOf(LeaseLostError);
    expect(await renewStage(test.database, current, 10_000)).toBe(true);
  });

  it('tries passing failures eight times and then leaves one dead letter', async () => {
    const failing = handler({
      prepare: async () => {
        throw new TransportError('EDGAR_UNAVAILABLE', 'EDGAR answers 503');
      },
    });
    const outcomes = [];
    for (let attempt = 0; attempt < 8; attempt += 1) {
      await test.database.pool.query('update filing_stage set available_at = now() where accession_number = $1', [key.accessionNumber]);
      outcomes.push((await runStage(key, failing, { ...deps(), random: () => 0.5 })).kind);
    }
    expect(outcomes).toEqual([...Array(7).fill('later'), 'dead']);
    expect(await test.database.prisma.deadLetter.findMany({ where: { accessionNumber: key.accessionNumber } })).toMatchObject([
      { stage: 'INGEST', errorClass: 'TRANSPORT', code: 'EDGAR_UNAVAILABLE', attempts: 8, requestId: 'request-1' },
    ]);
    expect(await status()).toBe('DEAD_LETTERED');
    expect(await runStage(key, failing, deps())).toEqual({ kind: 'skipped', reason: 'failed' });
  });

  it('does not count an attempt that an open breaker refused, and waits as long as it says', async () => {
    const refused = handler({
      prepare: async () => {
        throw new TransportError('EDGAR_UNAVAILABLE', 'not called', { breaker: 'edgar', retryAfterMs: 600_000 });
      },
    });
    const outcome = await runStage(key, refused, { ...deps(), random: () => 0 });
    expect(outcome).toEqual({ kind: 'later', inMs: 600_000 });
    expect((await stageRow()).attempts).toBe(0);
    expect(await acquireStage(test.database, key, 'early', 10_000)).toMatchObject({ kind: 'later' });
  });

  it('ends at the first attempt for what can never be read', async () => {
    const outcome = await runStage(
      key,
      handler({
        prepare: async () => {
          throw new ParsingError('DOCUMENT_EMPTY', 'nothing there');
        },
      }),
      deps(),
    );
    expect(outcome).toEqual({ kind: 'dead', reason: 'DOCUMENT_EMPTY: nothing there' });
    expect((await stageRow()).attempts).toBe(1);
  });

  it('aborts at its deadline, gives the lease back and counts one attempt, even when the work ignores its signal', async () => {
    const outcome = await runStage(key, handler({ prepare: () => new Promise(() => {}) }), {
      ...deps(),
      deadlineMs: 50,
      random: () => 0.5,
    });
    expect(outcome.kind).toBe('later');
    expect(await stageRow()).toMatchObject({ state: 'PENDING', attempts: 1, lastErrorCode: 'FETCH_TIMEOUT', leaseOwner: null });
  });

  it('hands its lease back uncounted when the process stops', async () => {
    const stop = new AbortController();
    const running = runStage(key, handler({ prepare: () => new Promise(() => {}) }), { ...deps(), shutdown: stop.signal });
    while ((await stageRow()).state !== 'RUNNING');
    stop.abort();
    expect(await running).toEqual({ kind: 'later', inMs: 0 });
    expect(await stageRow()).toMatchObject({ state: 'PENDING', attempts: 0 });
  });

  it('becomes a dead letter of class STALLED when its worker dies in every attempt', async () => {
    await test.database.pool.query(
      `update filing_stage set state = 'RUNNING', attempts = 8, lease_token = 8, lease_expires_at = now() - interval '1 second' where accession_number = $1`,
      [key.accessionNumber],
    );
    expect((await runStage(key, handler(), deps())).kind).toBe('dead');
    expect(await test.database.prisma.deadLetter.findMany({ where: { accessionNumber: key.accessionNumber } })).toMatchObject([
      { errorClass: 'STALLED', code: 'STALLED' },
    ]);
  });

  it('keeps a filing that cannot be indexed readable: ANALYZED_NOT_INDEXED', async () => {
    await commitStage(test.database, await lease(), nothing, { nextVersion: 1 });
    key = { ...key, stage: 'ANALYSE' };
    await commitStage(test.database, await lease(), nothing, { nextVersion: 1 });
    key = { ...key, stage: 'INDEX' };
    const broken = handler({
      stage: 'INDEX',
      prepare: async () => {
        throw new ParsingError('DOCUMENT_UNREADABLE', 'a vector is not a number');
      },
    });
    expect((await runStage(key, broken, deps())).kind).toBe('dead');
    expect(await status()).toBe('ANALYZED_NOT_INDEXED');
    expect(await events()).toEqual(['DISCOVERED', 'INGESTED', 'ANALYZED', 'ANALYZED_NOT_INDEXED']);
  });
});
