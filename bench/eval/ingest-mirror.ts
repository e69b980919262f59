import { analyseVersion, createAnalyseHandler } from '../../core/analysis/analyse-filing.ts';
import { createMemoryBreakerStore } from '../../core/breaker/memory.ts';
import { createBreaker } from '../../core/breaker.ts';
import type { Database } from '../../core/db/client.ts';
import { edgarBreakerPolicy } from '../../core/edgar/breaker-policy.ts';
import { createEdgarClient } from '../../core/edgar/edgar-client.ts';
import { createParser } from '../../core/filing/document/parser.ts';
import { createIngestHandler, ingestVersion } from '../../core/filing/ingest-filing.ts';
import { registerFilings } from '../../core/filing/register-filings.ts';
import { createMemoryLimits } from '../../core/limits/memory-limits.ts';
import type { Logger } from '../../core/logger.ts';
import { createMetrics } from '../../core/metrics.ts';
import type { EmbeddingModel } from '../../core/model/types.ts';
import { runStage } from '../../core/pipeline/run-stage.ts';
import type { StageHandler } from '../../core/pipeline/types.ts';
import { createIndexHandler, INDEX_VERSION } from '../../core/search/index-filing.ts';
import { refreshSearchStatistics } from '../../core/search/searchable.ts';
import type { ObjectStore } from '../../core/storage/types.ts';

export interface IngestedMirror {
  filings: number;
  failures: string[];
  /** Milliseconds in each stage, summed over filings. */
  stageMs: Record<string, number>;
}

/** Takes every filing of every company in the mirror's ticker map through the three stages: the pipeline's own code, without its queues. */
export async function ingestMirror(deps: {
  database: Database;
  store: ObjectStore;
  embedding: EmbeddingModel;
  edgarUrl: string;
  logger: Logger;
}): Promise<IngestedMirror> {
  const { database, store, embedding, logger } = deps;
  const edgar = createEdgarClient({
    config: {
      url: deps.edgarUrl,
      userAgent: 'Gravity evaluation evaluation@gravity.example',
      maxRps: 1000,
      maxDocumentBytes: 64 * 1024 * 1024,
    },
    pace: createMemoryLimits().pace,
    breaker: createBreaker({ name: 'edgar', store: createMemoryBreakerStore(), policy: edgarBreakerPolicy, logger }),
    logger,
  });
  const parser = createParser({ timeoutMs: 60_000, memoryMb: 1024 });
  const metrics = createMetrics();
  const handlers: [StageHandler, number, number | undefined][] = [
    [createIngestHandler({ database, edgar, store }) as StageHandler, ingestVersion, analyseVersion],
    [createAnalyseHandler({ database, store, parser, language: null }) as StageHandler, analyseVersion, INDEX_VERSION],
    [createIndexHandler({ database, store, embedding }) as StageHandler, INDEX_VERSION, undefined],
  ];
  const result: IngestedMirror = { filings: 0, failures: [], stageMs: {} };
  const shutdown = new AbortController();
  try {
    for (const { cik } of await edgar.tickers()) {
      const { company, filings } = await edgar.submissions(cik);
      await registerFilings(database, { company, filings });
      for (const { accessionNumber } of filings) {
        result.filings += 1;
        for (const [handler, version, nextVersion] of handlers) {
          const started = performance.now();
          const outcome = await runStage({ accessionNumber, stage: handler.stage, version }, handler, {
            database,
            logger,
            metrics,
            owner: 'evaluation',
            nextVersion,
            shutdown: shutdown.signal,
          });
          result.stageMs[handler.stage] = (result.stageMs[handler.stage] ?? 0) + performance.now() - started;
          if (outcome.kind !== 'done') {
            result.failures.push(`${accessionNumber} ${handler.stage}: ${'reason' in outcome ? outcome.reason : outcome.kind}`);
            break;
          }
        }
      }
    }
    while ((await refreshSearchStatistics(database)) > 0);
  } finally {
    edgar.close();
    await parser.close();
  }
  return result;
}
