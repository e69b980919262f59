import type { App } from '../core/app.ts';
import { requestIngest } from '../core/pipeline/ingest-run.service.ts';
import { ensureLocalOwner } from '../core/tenant/local-owner.ts';
import type { ServerDeps } from '../server/deps.ts';
import { uploadRoute } from '../server/http/uploads.ts';
import type { WorkerDeps } from '../worker/main.ts';

/** What the worker needs of the app. */
export const workerDeps = ({ config, logger, stores, edgar, handlers, giantHandlers, metrics }: App): WorkerDeps => ({
  database: stores.database,
  queues: stores.queues,
  events: stores.events,
  edgar,
  handlers,
  giantHandlers,
  metrics,
  logger,
  settings: {
    concurrency: config.pipeline.concurrency,
    pollIntervalMs: config.edgar.pollIntervalMs,
    maxRps: config.edgar.maxRps,
    ownEdgar: config.edgar.url !== null,
    depthSlow: config.pipeline.depthSlow,
  },
});

/** What the API needs of the app. */
export async function serverDeps(app: App): Promise<ServerDeps> {
  const { config, logger, stores, search, answers, standingQuestions, uploads, keys, watchlists, metrics, edgar, edgarBreaker } = app;
  const { database, events, objects, limits, queues } = stores;
  const ingestDeps = { database, edgar, queues, logger, depthRefuse: config.pipeline.depthRefuse };
  return {
    config,
    logger,
    database,
    events,
    objects,
    limits: limits.rate,
    queues,
    keys,
    localOwner: config.localOwner ? await ensureLocalOwner(database) : null,
    watchlists,
    search: { search: ({ filter = {}, ...request }) => search.search({ ...request, filter }) },
    answers: {
      ask: ({ viewer, requestId }, input) => answers.ask(viewer, { ...input, requestId }),
      cancel: async ({ viewer }, questionId) => void (await answers.cancel(viewer, questionId)),
    },
    standingQuestions,
    privateDocuments: uploads,
    routes: [uploadRoute(uploads)],
    ingest: { request: ({ viewer, requestId }, input) => requestIngest(ingestDeps, viewer, input, requestId) },
    metrics,
    edgarBreaker,
  };
}
