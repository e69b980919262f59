import { createEventBus } from '../../core/events/create-event-bus.ts';
import { createLogger } from '../../core/logger.ts';
import { createMetrics, type Metrics } from '../../core/metrics.ts';
import type { StageHandler } from '../../core/pipeline/types.ts';
import { createQueues } from '../../core/queues.ts';
import { scriptedEdgar } from '../../core/testing/scripted-edgar.ts';
import { startWorkers, type Workers } from '../../worker/main.ts';
import type { Bench } from './main.ts';

export interface EmptyPipeline {
  workers: Workers;
  events: Awaited<ReturnType<typeof createEventBus>>;
  metrics: Metrics;
  close(): Promise<void>;
}

/** The real queues, relay, leases and commits around stages that do nothing: what is left is the pipeline's own cost. */
export async function startEmptyPipeline({ database, redisUrl }: Bench, concurrency = 4): Promise<EmptyPipeline> {
  const logger = createLogger('silent', 'bench');
  const queues = await createQueues({ redisUrl, logger });
  const events = await createEventBus({ kind: 'redis', url: redisUrl, logger });
  const metrics = createMetrics();
  const nothing = async () => undefined;
  const handlers = (['INGEST', 'ANALYSE', 'INDEX'] as const).map(
    (stage): StageHandler => ({ stage, version: 1, prepare: nothing, commit: nothing }),
  );
  const workers = await startWorkers({
    database,
    queues,
    events,
    edgar: scriptedEdgar(),
    handlers,
    metrics,
    logger,
    settings: {
      concurrency: { ingest: concurrency, analyse: concurrency, index: concurrency },
      pollIntervalMs: 60_000,
      maxRps: 8,
      ownEdgar: true,
      depthSlow: 1_000_000,
      discovers: false,
    },
  });
  return {
    workers,
    events,
    metrics,
    close: async () => {
      await workers.close();
      await queues.close();
      await events.close();
    },
  };
}
