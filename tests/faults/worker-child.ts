import { createAnalyseHandler } from '../../core/analysis/analyse-filing.ts';
import { openStores } from '../../core/app/stores.ts';
import { type BreakerPolicy, createBreaker } from '../../core/breaker.ts';
import { parseConfig } from '../../core/config.ts';
import { edgarBreakerPolicy } from '../../core/edgar/breaker-policy.ts';
import { createEdgarClient } from '../../core/edgar/edgar-client.ts';
import { TransportError } from '../../core/errors.ts';
import { createParser } from '../../core/filing/document/parser.ts';
import { createIngestHandler } from '../../core/filing/ingest-filing.ts';
import { registerFilings } from '../../core/filing/register-filings.ts';
import { createLogger } from '../../core/logger.ts';
import { createMetrics } from '../../core/metrics.ts';
import { createGeminiEmbedding } from '../../core/model/gemini-embedding.ts';
import { createGeminiLanguage } from '../../core/model/gemini-language.ts';
import { createLocalEmbedding } from '../../core/model/local-embedding.ts';
import type { StageHandler } from '../../core/pipeline/types.ts';
import { createIndexHandler } from '../../core/search/index-filing.ts';
import { startWorkers } from '../../worker/main.ts';
import { checkChunks, checkEventChains, chunkHashes } from './checker.ts';
import type { ChildPlan, ChildReport, ChildRequest } from './child-protocol.ts';

/**
 * A worker process as `gravity worker` makes one, with the faults of its plan. The plan comes in one environment variable, reports go
 * back over the channel to its parent.
 */
const plan: ChildPlan = JSON.parse(process.env.FAULT_PLAN ?? '{}');
if (plan.clockSkewMs) skewClock(plan.clockSkewMs);
/** As the model's own, but for a shorter rest, so that a scenario sees the other side of it. */
const modelPolicy: BreakerPolicy = {
  failures: 5,
  of: 10,
  openMs: 3_000,
  probeMs: 5_000,
  code: 'LLM_UNAVAILABLE',
  verdict: (error) => (error instanceof TransportError ? 'FAILURE' : 'UNKNOWN'),
};
const report = (message: ChildReport) => process.send?.(message);
const config = parseConfig(process.env);
const logger = createLogger(config.logLevel, plan.name ?? 'worker');
const stores = await openStores(config, logger);
const { database, objects: store } = stores;
const edgar = createEdgarClient({
  config: config.edgar,
  pace: stores.limits.pace,
  breaker: createBreaker({ name: 'edgar', store: stores.breakers, policy: edgarBreakerPolicy, logger }),
  logger,
  limits: { totalMs: 5_000 },
});
const modelBreaker = createBreaker({ name: 'gemini', store: stores.breakers, policy: modelPolicy, logger });
const language = config.gemini ? createGeminiLanguage(config.gemini, modelBreaker) : null;
const embedding = config.gemini && plan.remoteEmbedding ? createGeminiEmbedding(config.gemini, modelBreaker) : createLocalEmbedding();
const parser = createParser({ timeoutMs: 20_000, memoryMb: 256 });
const metrics = createMetrics();
const raise = <T>(handler: StageHandler<T>): StageHandler => ({
  ...(handler as StageHandler),
  version: handler.version + (plan.versionUp?.[handler.stage] ?? 0),
});
const handlers = [
  raise(createIngestHandler({ database, edgar, store })),
  raise(createAnalyseHandler({ database, store, parser, language })),
  raise(createIndexHandler({ database, store, embedding })),
];
const seen = new Map<string, number>();
const workers = await startWorkers(
  {
    database,
    queues: stores.queues,
    events: stores.events,
    edgar,
    handlers,
    metrics,
    logger,
    settings: {
      concurrency: config.pipeline.concurrency,
      pollIntervalMs: config.edgar.pollIntervalMs,
      maxRps: config.edgar.maxRps,
      ownEdgar: true,
      depthSlow: config.pipeline.depthSlow,
      reconcileEveryMs: plan.reconcileEveryMs ?? 5_000,
      discovers: plan.discovers ?? false,
    },
    onStep: (step, { accessionNumber }) => act(step, accessionNumber),
    onEnqueued: () => act('relay.enqueued', ''),
  },
  { graceMs: plan.graceMs ?? 20_000 },
);

async function act(step: string, accessionNumber: string): Promise<void> {
  const count = (seen.get(step) ?? 0) + 1;
  seen.set(step, count);
  for (const fault of plan.faults ?? []) {
    if (fault.step !== step || (fault.accessionNumber && fault.accessionNumber !== accessionNumber)) continue;
    if (fault.nth !== undefined && fault.nth !== count) continue;
    report({ kind: 'fault', step, accessionNumber, action: fault.action });
    if (fault.action === 'kill') {
      // The report must leave before the process does.
      await new Promise((resolve) => setTimeout(resolve, 20));
      process.kill(process.pid, 'SIGKILL');
      await new Promise(() => {});
    }
    if (fault.action === 'hang') await new Promise(() => {});
    if (fault.action === 'block') for (const end = performance.now() + (fault.ms ?? 1_000); performance.now() < end; );
  }
}

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await workers.close();
  edgar.close();
  await parser.close();
  await stores.close();
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on(
  'message',
  (message) => void answer(message as ChildRequest).catch((error: unknown) => logger.error({ err: error }, 'a request failed')),
);
process.on('disconnect', () => process.exit(1));
report({ kind: 'ready' });

async function answer(request: ChildRequest): Promise<void> {
  if (request.kind === 'metrics')
    report({ kind: 'metrics', staleCommits: await total(metrics.staleCommits), rssBytes: process.memoryUsage().rss });
  if (request.kind === 'register') {
    for (const { company, row } of request.filings)
      await registerFilings(database, {
        company: { ...company, formerNames: [] },
        filings: [{ ...row, acceptedAtApproximate: undefined }],
        requestId: `faults-${row.accessionNumber}`,
      });
    workers.nudge();
    report({ kind: 'registered', accessionNumbers: request.filings.map(({ row }) => row.accessionNumber) });
  }
  if (request.kind === 'evidence') {
    const { rows } = await database.pool.query<{ open: number; filings: number }>(
      `select ((select count(*) from filing_stage where state in ('PENDING', 'RUNNING')) + (select count(*) from filing_event where sent_at is null))::int as open,
              (select count(*) from filing)::int as filings`,
    );
    const violations: string[] = [];
    await checkChunks(database, violations);
    await checkEventChains(database, violations);
    report({
      kind: 'evidence',
      hashes: [...(await chunkHashes(database))],
      open: rows[0]?.open ?? 0,
      filings: rows[0]?.filings ?? 0,
      violations,
    });
  }
}

async function total(counter: { get(): Promise<{ values: { value: number }[] }> }): Promise<number> {
  return (await counter.get()).values.reduce((sum, { value }) => sum + value, 0);
}

function skewClock(ms: number): void {
  const RealDate = Date;
  const skewed = class extends RealDate {
    constructor(...args: [] | [number | string | Date]) {
      if (args.length === 0) super(RealDate.now() + ms);
      else super(args[0]);
    }
    static override now = () => RealDate.now() + ms;
  };
  globalThis.Date = skewed as DateConstructor;
}
