import { setTimeout as sleep } from 'node:timers/promises';
import { withTenant } from '../../../core/db/tenancy.ts';
import { ParsingError, TransportError } from '../../../core/errors.ts';
import { createInProcessBus } from '../../../core/events/in-process-bus.ts';
import { createMetrics } from '../../../core/metrics.ts';
import { replayDeadLetters } from '../../../core/pipeline/dead-letter.service.ts';
import { maxAttempts, retryDelayMs } from '../../../core/pipeline/retry.ts';
import { runStage, type StageOutcome } from '../../../core/pipeline/run-stage.ts';
import { stageOrder } from '../../../core/pipeline/stages.ts';
import { aTenant } from '../../../core/testing/factories.ts';
import { scriptedEdgar } from '../../../core/testing/scripted-edgar.ts';
import { startWorkers } from '../../../worker/main.ts';
import { recovered } from '../scenario.ts';

/** Requirements 38 to 47 of the reliability notes, one test each. Throws what does not hold, returns what was measured. */
import { count, deps, due, handler, keyOf, must, type Requirement, relay } from './kit.ts';

/** 43 to 47: retries, dead letters, replays, and what one filing does to the others and to EDGAR. */
export const failureRequirements: Requirement[] = [
  {
    id: 'R43',
    text: 'retries: full jitter, 8 attempts, no second holds a tenth of them; permanent errors end at the first',
    filings: 2,
    run: async (world) => {
      await world.register(world.corpus);
      const unreadable = handler('INGEST', {
        prepare: async () => {
          throw new ParsingError('DOCUMENT_UNREADABLE', 'wrong schema');
        },
      });
      const first = await runStage(keyOf(world, 0), unreadable, deps(world));
      must(first.kind === 'dead' && (await count(world, 'dead_letter where attempts = 1')) === 1, 'a permanent error was tried again');
      const perSecond = new Map<number, number>();
      let retries = 0;
      for (let job = 0; job < 100; job += 1) {
        let at = 0;
        for (let attempt = 1; attempt < maxAttempts; attempt += 1) {
          at += retryDelayMs(attempt, world.prng.next());
          perSecond.set(Math.floor(at / 1_000), (perSecond.get(Math.floor(at / 1_000)) ?? 0) + 1);
          retries += 1;
        }
      }
      const most = Math.max(...perSecond.values());
      must(most <= retries / 10, `one second holds ${most} of ${retries} retries`);
      return `at most ${most} of ${retries} retries of 100 jobs in one second`;
    },
  },
  {
    id: 'R44',
    text: 'an exhausted stage leaves exactly one dead letter with stage, class, attempts, request id and payload hash',
    filings: 2,
    run: async (world) => {
      await world.register(world.corpus);
      const down = handler('INGEST', {
        prepare: async () => {
          throw new TransportError('EDGAR_UNAVAILABLE', 'EDGAR answers 503');
        },
      });
      let last: StageOutcome = { kind: 'done' };
      for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
        await due(world);
        last = await runStage(keyOf(world, 0), down, deps(world));
      }
      must(last.kind === 'dead', `the last attempt ended as ${last.kind}`);
      // One whose process died every time: our processor never saw the end.
      await world.database.pool.query(
        `update filing_stage set state = 'RUNNING', attempts = $2, lease_token = 8, lease_expires_at = now() - interval '1 minute' where accession_number = $1`,
        [keyOf(world, 1).accessionNumber, maxAttempts],
      );
      const { reconcile } = await import('../../../core/pipeline/reconcile.ts');
      for (let time = 0; time < 2; time += 1) await reconcile({ ...world, metrics: createMetrics() });
      const letters = await world.database.prisma.deadLetter.findMany({ orderBy: { id: 'asc' } });
      must(letters.length === 2, `${letters.length} dead letters, 2 are due`);
      must(letters.map(({ errorClass }) => errorClass).join() === 'TRANSPORT,STALLED', 'wrong classes');
      must(
        letters.every(
          (letter) =>
            letter.attempts === maxAttempts && letter.requestId?.startsWith('faults-') && /^[0-9a-f]{64}$/.test(letter.payloadHash),
        ),
        'a dead letter lacks attempts, request id or hash',
      );
      await relay(world);
      return letters.map(({ errorClass, attempts }) => `${errorClass} after ${attempts}`).join(', ');
    },
  },
  {
    id: 'R45',
    text: 'a replay: new run id, audit row, once however often it is clicked; what is INDEXED stays',
    filings: 1,
    run: async (world) => {
      const { viewer } = await aTenant(world.database);
      const operator = { ...viewer, isOperator: true };
      await world.register(world.corpus);
      const broken = handler('INGEST', {
        prepare: async () => {
          throw new ParsingError('DOCUMENT_EMPTY', 'empty');
        },
      });
      await runStage(keyOf(world), broken, deps(world));
      const clicks = await Promise.all(
        Array.from({ length: 10 }, () => replayDeadLetters(world.database, operator, { code: 'DOCUMENT_EMPTY' })),
      );
      const replayed = clicks.flatMap((click) => click.replayed);
      must(replayed.length === 1 && replayed[0]?.runId.endsWith('-r2') === true, `${replayed.length} replays of one dead letter`);
      const audits = await withTenant(world.database, viewer.tenantId, (tx) => tx.auditEntry.count());
      must(audits === 1, `${audits} audit rows`);
      for (const stage of stageOrder)
        await runStage(keyOf(world, 0, stage), handler(stage), deps(world, { nextVersion: stage === 'INDEX' ? undefined : 1 }));
      must((await count(world, `filing where status = 'INDEXED'`)) === 1, 'the replay did not end INDEXED');
      must(
        (await replayDeadLetters(world.database, operator, { code: 'DOCUMENT_EMPTY' })).replayed.length === 0,
        'an INDEXED filing was replayed',
      );
      await relay(world);
      return `${replayed[0]?.runId}, 1 audit row for 10 clicks`;
    },
  },
  {
    id: 'R46',
    text: 'a giant filing that takes long does not delay the small ones',
    filings: 21,
    run: async (world) => {
      const giant = world.corpus[0]?.filing.accessionNumber ?? '';
      const slowMs = 8_000;
      const analyse = handler('ANALYSE', {
        prepare: ({ accessionNumber }) => sleep(accessionNumber === giant ? slowMs : 20),
      });
      const ingest = handler('INGEST', {
        commit: async (tx, _, { accessionNumber }) => {
          await tx.filing.update({ where: { accessionNumber }, data: { sizeBytes: accessionNumber === giant ? 40_000_000 : 1_000 } });
        },
      });
      const events = createInProcessBus(world.logger);
      await world.register(world.corpus);
      const workers = await startWorkers({
        ...world,
        events,
        edgar: scriptedEdgar(),
        handlers: [ingest, analyse, handler('INDEX')],
        metrics: createMetrics(),
        settings: {
          concurrency: { ingest: 2, analyse: 1, index: 1 },
          pollIntervalMs: 60_000,
          maxRps: 8,
          ownEdgar: true,
          depthSlow: 1_000,
          discovers: false,
        },
      });
      try {
        await world.until('the small ones are INDEXED', async () => (await count(world, `filing where status = 'INDEXED'`)) >= 20, 60_000);
        const { rows } = await world.database.pool.query<{ p95: number }>(
          `select percentile_cont(0.95) within group (order by extract(epoch from started_at - created_at)) as p95
             from filing_stage where stage = 'ANALYSE' and accession_number <> $1`,
          [giant],
        );
        const p95 = rows[0]?.p95 ?? Number.NaN;
        must(
          (await count(world, `filing_stage where accession_number = $1 and stage = 'ANALYSE' and state <> 'DONE'`, [giant])) === 1,
          'the giant was not the slow one',
        );
        must(p95 < slowMs / 2_000, `the small ones waited ${p95.toFixed(1)} s`);
        await recovered(world, 60_000);
        return `p95 wait of the small ones ${p95.toFixed(2)} s beside a parse of ${slowMs / 1_000} s`;
      } finally {
        await workers.close();
        await events.close();
      }
    },
  },
  {
    id: 'R47',
    text: 'EDGAR: at most 8 requests in any second over 4 processes; one throttle page stops them all',
    filings: 40,
    run: async (world) => {
      const workers = Array.from({ length: 4 }, () => world.startWorker({}, { EDGAR_MAX_RPS: '8' }));
      await Promise.all(workers.map(({ ready }) => ready));
      await world.register(world.corpus);
      await world.until('work is under way', async () => (await count(world, `filing where status <> 'DISCOVERED'`)) > 5, 60_000);
      world.edgar.faults = [
        {
          path: /Archives/,
          kind: 'status',
          status: 403,
          body: '<title>SEC.gov | Request Rate Threshold Exceeded</title>',
          headers: { 'retry-after': '5' },
          times: 1,
        },
      ];
      await world.until('the throttle page was served', () => world.edgar.calls.some(({ faulted }) => faulted), 30_000);
      const servedAt = world.edgar.calls.find(({ faulted }) => faulted)?.at ?? 0;
      await sleep(5_000);
      const during = world.edgar.calls.filter(({ at }) => at > servedAt + 500 && at < servedAt + 4_500).length;
      must(during === 0, `${during} requests while EDGAR had asked for a pause`);
      await recovered(world, 120_000);
      must(world.edgar.maxPerSecond() <= 8, `EDGAR saw ${world.edgar.maxPerSecond()} requests in a second`);
      return `at most ${world.edgar.maxPerSecond()} in a second, 0 in the pause`;
    },
  },
];
