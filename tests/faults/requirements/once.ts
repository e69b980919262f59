import { withTenant } from '../../../core/db/tenancy.ts';
import { createInProcessBus } from '../../../core/events/in-process-bus.ts';
import { createMetrics } from '../../../core/metrics.ts';
import { relayBatch } from '../../../core/pipeline/outbox.ts';
import { type RunStageDeps, runStage } from '../../../core/pipeline/run-stage.ts';
import { stageOrder } from '../../../core/pipeline/stages.ts';
import type { StageHandler } from '../../../core/pipeline/types.ts';
import { withIdempotency } from '../../../core/tenant/idempotency.ts';
import { aTenant } from '../../../core/testing/factories.ts';

/** Requirements 38 to 47 of the reliability notes, one test each. Throws what does not hold, returns what was measured. */
import { count, deps, due, handler, keyOf, must, type Requirement, relay } from './kit.ts';

/** 38 to 42: what is accepted is done, once. */
export const onceRequirements: Requirement[] = [
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
];
