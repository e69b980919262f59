import { setTimeout as sleep } from 'node:timers/promises';
import { type DeadLetterSelection, replayDeadLetters } from '../../../core/pipeline/dead-letter.service.ts';
import { aTenant } from '../../../core/testing/factories.ts';
import { type GeminiBehaviour, startGeminiStandIn } from '../../../core/testing/gemini.ts';
import { makePoison } from '../corpus.ts';
import { part, recovered, type Scenario, twoWorkers } from '../scenario.ts';
import { downloadLimit, type World } from '../world.ts';

const throttlePage = '<html><head><title>SEC.gov | Request Rate Threshold Exceeded</title></head><body>Too many requests.</body></html>';

/** What EDGAR, the model and filings themselves do. */
export const inputScenarios: Scenario[] = [
  {
    id: 'F12',
    title: 'EDGAR: 500s, 429, resets, cut and short bodies, wrong type, late 404, throttle page',
    smoke: true,
    filings: 120,
    smokeFilings: 25,
    run: async (world) => {
      const late = world.corpus.slice(0, 2);
      for (const { filing } of late) {
        // Listed today, served later.
        filing.filedAt = new Date().toISOString().slice(0, 10);
        world.edgar.held.add(filing.accessionNumber);
      }
      await twoWorkers(world);
      const documents = /report-\d+\.htm$/;
      world.edgar.faults = [
        { path: documents, kind: 'cut', times: 5 },
        { path: documents, kind: 'short', times: 5 },
        { path: documents, kind: 'image', times: 3 },
        { path: /Archives/, kind: 'reset', times: 5 },
      ];
      await world.register(part(world.corpus, 0, 0.4));
      await sleep(4_000);
      world.edgar.faults.push({ path: /Archives/, kind: 'status', status: 500 });
      await world.register(part(world.corpus, 0.4, 0.8));
      await sleep(8_000);
      world.edgar.faults = [{ path: /Archives/, kind: 'status', status: 429, headers: { 'retry-after': '3' }, times: 1 }];
      await world.register(part(world.corpus, 0.8, 1));
      await sleep(3_000);
      // A throttle page opens the breaker for as long as it says: nothing but a probe may come.
      world.edgar.faults = [
        { path: /Archives/, kind: 'status', status: 403, body: throttlePage, headers: { 'retry-after': '8' }, times: 1 },
      ];
      const from = world.edgar.calls.length;
      await world
        .until('the throttle page was served', () => world.edgar.calls.slice(from).some(({ faulted }) => faulted), 60_000)
        .catch(() => undefined);
      const servedAt = world.edgar.calls.slice(from).find(({ faulted }) => faulted)?.at;
      for (const { filing } of late) world.edgar.held.delete(filing.accessionNumber);
      const recoverySeconds = await recovered(world);
      // What was in flight when the page came may still arrive; a third of a second is the longest a request here takes.
      const during = servedAt === undefined ? 0 : world.edgar.calls.filter(({ at }) => at > servedAt + 350 && at < servedAt + 7_500).length;
      if (during > 0) throw new Error(`I5 EDGAR was called ${during} times while it had asked for a pause`);
      return { recoverySeconds, notes: `${world.edgar.calls.filter(({ faulted }) => faulted).length} faults served, 0 calls in the pause` };
    },
  },
  {
    id: 'F13',
    title: 'the model: 429, 503, hang, cut stream, broken JSON, empty, blocked',
    smoke: true,
    filings: 60,
    smokeFilings: 15,
    run: async (world) => {
      const gemini = await startGeminiStandIn();
      try {
        gemini.script(
          { kind: 'status', status: 429, retryDelay: '0.1s' },
          { kind: 'status', status: 503 },
          { kind: 'hang' },
          { kind: 'cut', text: '{"sentences": [' },
          { kind: 'text', text: '{"sentences": [1, 2' },
          { kind: 'text', text: '{"other": true}' },
          { kind: 'empty' },
          { kind: 'safety' },
          { kind: 'blocked' },
          ...Array.from({ length: 12 }, () => ({ kind: 'status', status: 503 }) as const),
        );
        await twoWorkers(world, {}, { GEMINI_API_KEY: 'test-key', GEMINI_BASE_URL: gemini.url, LLM_TIMEOUT_MS: '1500' });
        await world.register(world.corpus);
        const recoverySeconds = await recovered(world);
        const attempts = await world.database.pool.query<{ most: number }>(
          `select max(attempts) as most from filing_stage where stage = 'ANALYSE'`,
        );
        if (gemini.calls.length < 9) throw new Error(`the model was called ${gemini.calls.length} times: not every fault was met`);
        return { recoverySeconds, notes: `${gemini.calls.length} calls, at most ${attempts.rows[0]?.most} attempts of a stage` };
      } finally {
        await gemini.close();
      }
    },
  },
  {
    id: 'F14',
    title: 'vectors of a wrong length, without numbers, all zeros',
    smoke: false,
    filings: 20,
    run: async (world) => {
      const gemini = await startGeminiStandIn();
      try {
        const bad = [[1, 2, 3], Array.from({ length: 384 }, () => null), Array.from({ length: 384 }, () => 0)];
        const good = Array.from({ length: 384 }, (_, index) => Math.sin(index + 1));
        const answerWith = (vector: () => (number | null)[]) =>
          gemini.otherwise((call): GeminiBehaviour => {
            const texts = call.body.requests ?? [];
            return call.method === 'batchEmbedContents' ? { kind: 'vectors', vectors: texts.map(vector) } : { kind: 'text', text: '{}' };
          });
        answerWith(() => world.prng.pick(bad));
        await twoWorkers(
          world,
          { remoteEmbedding: true },
          { GEMINI_API_KEY: 'test-key', GEMINI_BASE_URL: gemini.url, LLM_TIMEOUT_MS: '1500' },
        );
        await world.register(world.corpus);
        await world.until('the first was refused', async () => (await refusedCount(world)) > 0, 90_000);
        const { rows } = await world.database.pool.query<{ count: number }>(
          'select count(*)::int as count from chunk where embedding is not null',
        );
        if ((rows[0]?.count ?? 0) > 0) throw new Error('a bad vector was written');
        answerWith(() => good);
        await recovered(world);
        const { replayed } = await replayAll(world, { stage: 'INDEX' });
        return {
          recoverySeconds: await recovered(world),
          notes: `0 bad vectors; ${replayed.length} replays of ANALYZED_NOT_INDEXED`,
        };
      } finally {
        await gemini.close();
      }
    },
  },
  {
    id: 'F18',
    title: 'poison: empty, not HTML, too large, bombs, NUL bytes',
    smoke: true,
    filings: 80,
    smokeFilings: 16,
    run: async (world) => {
      const owner = world.corpus[0]?.company;
      if (!owner) throw new Error('an empty corpus');
      const poison = makePoison(owner, world.prng, downloadLimit);
      await twoWorkers(world);
      await world.register([...part(world.corpus, 0, 0.5), ...poison, ...part(world.corpus, 0.5, 1)]);
      const recoverySeconds = await recovered(world);
      const metrics = await Promise.all(world.children.map((child) => child.metrics()));
      if (metrics.some((each) => each === null)) throw new Error('a worker did not survive the poison');
      const rss = Math.max(...metrics.map((each) => each?.rssBytes ?? 0)) / 1_048_576;
      const { rows } = await world.database.pool.query<{ letters: string }>(
        `select string_agg(code || ' ' || n, ', ' order by code) as letters from (select code, count(*) as n from dead_letter group by code) d`,
      );
      return { recoverySeconds, notes: `${rows[0]?.letters}; at most ${Math.round(rss)} MB a worker` };
    },
  },
  {
    id: 'F22',
    title: 'a storm of replays while EDGAR answers 500',
    smoke: false,
    filings: 60,
    run: async (world) => {
      await twoWorkers(world, {}, { EDGAR_MAX_RPS: '8' });
      await world.register(part(world.corpus, 0, 0.5));
      await recovered(world);
      world.edgar.faults = [{ path: /Archives/, kind: 'status', status: 404 }];
      await world.register(part(world.corpus, 0.5, 1));
      await recovered(world);
      world.edgar.faults = [{ path: /Archives/, kind: 'status', status: 500 }];
      const { replayed } = await replayAll(world);
      const again = await replayAll(world);
      if (again.replayed.length > 0) throw new Error('a second click replayed again');
      await sleep(30_000 * world.scale);
      world.edgar.faults = [];
      const recoverySeconds = await recovered(world);
      return { recoverySeconds, notes: `${replayed.length} replays, at most ${world.edgar.maxPerSecond()} requests in a second` };
    },
  },
];

async function refusedCount(world: World): Promise<number> {
  const { rows } = await world.database.pool.query<{ count: number }>(
    `select count(*)::int as count from filing_stage where stage = 'INDEX' and last_error_code is not null`,
  );
  return rows[0]?.count ?? 0;
}

async function replayAll(world: World, selection: DeadLetterSelection = { code: 'NOT_FOUND' }) {
  const { viewer } = await aTenant(world.database);
  return replayDeadLetters(world.database, { ...viewer, isOperator: true }, selection, { requestId: 'faults-replay' });
}
