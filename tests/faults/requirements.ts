import { setTimeout as sleep } from 'node:timers/promises';
import { withTenant } from '../../core/db/tenancy.ts';
import { errorMessage, ParsingError, TransportError } from '../../core/errors.ts';
import { createInProcessBus } from '../../core/events/in-process-bus.ts';
import { createMetrics } from '../../core/metrics.ts';
import { replayDeadLetters } from '../../core/pipeline/dead-letter.service.ts';
import { relayBatch } from '../../core/pipeline/outbox.ts';
import { maxAttempts, retryDelayMs } from '../../core/pipeline/retry.ts';
import { type RunStageDeps, runStage, type StageOutcome } from '../../core/pipeline/run-stage.ts';
import { type StageKey, stageOrder } from '../../core/pipeline/stages.ts';
import type { StageHandler } from '../../core/pipeline/types.ts';
import { withIdempotency } from '../../core/tenant/idempotency.ts';
import { aTenant } from '../../core/testing/factories.ts';
import { scriptedEdgar } from '../../core/testing/scripted-edgar.ts';
import { startWorkers } from '../../worker/main.ts';
import { recovered } from './scenario.ts';
import type { World } from './world.ts';

/** Requirements 38 to 47 of the reliability notes, one test each. Throws what does not hold, returns what was measured. */
export interface Requirement {
  id: string;
  text: string;
  filings: number;
  run(world: World): Promise<string>;
}

const must = (holds: boolean, otherwise: string) => {
  if (!holds) throw new Error(otherwise);
};
const nothing = async () => undefined;
const handler = (stage: StageHandler['stage'], over: Partial<StageHandler> = {}): StageHandler => ({
  stage,
  version: 1,
  prepare: nothing,
  commit: nothing,
  ...over,
});
const keyOf = (world: World, index = 0, stage: StageKey['stage'] = 'INGEST'): StageKey => ({
  accessionNumber: world.corpus[index]?.filing.accessionNumber ?? '',
  stage,
  version: 1,
});
const deps = (world: World, over: Partial<RunStageDeps> = {}): RunStageDeps => ({
  ...world,
  metrics: createMetrics(),
  owner: 'requirements',
  nextVersion: 1,
  shutdown: new AbortController().signal,
  random: () => 0.5,
  ...over,
});
const relay = async (world: World) => {
  while ((await relayBatch({ ...world, events: createInProcessBus(world.logger), metrics: createMetrics() })) > 0);
};
const count = async (world: World, sql: string, values: unknown[] = []): Promise<number> =>
  Number((await world.database.pool.query<{ n: string }>(`select count(*) as n from ${sql}`, values)).rows[0]?.n);
const due = (world: World) => world.database.pool.query("update filing_stage set available_at = now() - interval '1 second'");

export const requirements: Requirement[] = [
  {
    id: 'R38',
    text: 'accepted with Redis down: written at once, delivered later',
    filings: 5,
    run: async (world) => {
      await world.servers.redis.kill();
      const from = performance.now();
      await world.register(world.corpus);
      const ms = Math.round((performance.now() - from) / world.corpus.length);
      const refused = await relayBatch({ ...world, events: createInProcessBus(world.logger), metrics: createMetrics() }).then(
        () => false,
        () => true,
      );
      must(refused, 'the relay did not notice that Redis is down');
      must((await count(world, 'filing_event where sent_at is null')) === 5, 'the outbox did not wait');
      await world.servers.redis.start();
      await world.until('the relay delivers', async () => relay(world).then(() => true), 20_000);
      const { waiting } = await world.queues.counts('ingest');
      must(waiting === 5, `${waiting} jobs were delivered, 5 were due`);
      return `${ms} ms a call while it was down`;
    },
  },
  {
    id: 'R39',
    text: 'the same filing 50 times in parallel: one row, one run',
    filings: 1,
    run: async (world) => {
      await Promise.all(Array.from({ length: 50 }, () => world.register(world.corpus)));
      must((await count(world, 'filing')) === 1, 'more than one filing');
      must((await count(world, 'filing_stage')) === 1, 'more than one stage');
      must((await count(world, 'filing_event')) === 1, 'more than one event');
      return '1 filing, 1 stage, 1 event';
    },
  },
  {
    id: 'R40',
    text: 'a crash at each await of a run leaves nothing half, and the next run the same result',
    filings: 1,
    run: async (world) => {
      await world.register(world.corpus);
      let crashes = 0;
      for (const stage of stageOrder) {
        const write: StageHandler['commit'] = async (tx, _, { accessionNumber }) => {
          await tx.section.deleteMany({ where: { accessionNumber } });
          await tx.section.create({
            data: {
              accessionNumber,
              documentName: stage,
              ordinal: 0,
              key: 'k',
              title: stage,
              charStart: 0,
              charEnd: 1,
              status: 'FOUND',
              confidence: 1,
            },
          });
        };
        const crash = () => {
          crashes += 1;
          throw new Error('crash');
        };
        const points: [Partial<StageHandler>, Partial<RunStageDeps>][] = [
          [{}, { onStep: (step) => (step === 'leased' ? crash() : undefined) }],
          [{ prepare: crash }, {}],
          [{}, { onStep: (step) => (step === 'prepared' ? crash() : undefined) }],
          [
            {
              commit: async (...args) => {
                await write(...args);
                crash();
              },
            },
            {},
          ],
        ];
        for (const [over, more] of points) {
          await due(world);
          await runStage(keyOf(world, 0, stage), handler(stage, { commit: write, ...over }), deps(world, more));
          must((await count(world, `section where title = $1`, [stage])) === 0, `${stage} left something half-written`);
        }
        await due(world);
        const outcome = await runStage(
          keyOf(world, 0, stage),
          handler(stage, { commit: write }),
          deps(world, { nextVersion: stage === 'INDEX' ? undefined : 1 }),
        );
        must(outcome.kind === 'done', `${stage} did not end after the crashes`);
        must((await count(world, 'section')) === 1, `${stage} left more than its result`);
      }
      must((await count(world, `filing_event where "to" = 'INDEXED'`)) === 1, 'INDEXED more than once');
      await relay(world);
      return `${crashes} crashes`;
    },
  },
  {
    id: 'R41',
    text: 'a zombie that commits late affects no row and is counted',
    filings: 1,
    run: async (world) => {
      await world.register(world.corpus);
      const zombie = deps(world, { leaseMs: 600_000 });
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      const late = runStage(keyOf(world), handler('INGEST', { prepare: () => held }), zombie);
      await world.until(
        'the zombie holds its lease',
        async () => (await count(world, `filing_stage where state = 'RUNNING'`)) === 1,
        10_000,
      );
      await world.database.pool.query(`update filing_stage set lease_expires_at = now() - interval '1 second'`);
      const next = await runStage(keyOf(world), handler('INGEST'), deps(world));
      release();
      const outcome = await late;
      must(next.kind === 'done' && outcome.kind === 'skipped', `the zombie ended as ${outcome.kind}`);
      const stale = (await zombie.metrics.staleCommits.get()).values[0]?.value;
      must(stale === 1, `stale_commit_total is ${stale}`);
      must((await count(world, 'filing_event')) === 2, 'the zombie wrote an event');
      return 'stale_commit_total 1, 0 rows';
    },
  },
  {
    id: 'R42',
    text: 'an idempotency key: same body gives the stored answer, another body is refused',
    filings: 1,
    run: async (world) => {
      const { viewer } = await aTenant(world.database);
      let effects = 0;
      const call = (body: object) =>
        withTenant(world.database, viewer.tenantId, (tx) =>
          withIdempotency(tx, { viewer, key: 'key-1', body }, async () => {
            effects += 1;
            return { answer: 1 };
          }),
        );
      const answers = [await call({ a: 1, b: 2 }), await call({ b: 2, a: 1 })];
      must(effects === 1 && answers[1]?.replayed === true, 'the effect happened twice');
      const code = await call({ a: 2 }).then(
        () => '',
        (error: { code?: string }) => error.code,
      );
      must(code === 'IDEMPOTENCY_KEY_REUSED', `another body gave ${code}`);
      return 'replayed: true; IDEMPOTENCY_KEY_REUSED';
    },
  },
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
      const { reconcile } = await import('../../core/pipeline/reconcile.ts');
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

export async function runRequirement(requirement: Requirement, world: World): Promise<{ holds: boolean; measured: string }> {
  try {
    return { holds: true, measured: await requirement.run(world) };
  } catch (error) {
    return { holds: false, measured: errorMessage(error) };
  }
}
