import { Closers } from '../core/app/closers.ts';
import { type App, createApp } from '../core/app.ts';
import type { Config } from '../core/config.ts';
import { removeServerInfo, writeServerInfo } from '../core/db/embedded/server-info.ts';
import { APP_ROLE } from '../core/db/embedded/start.ts';
import { migrate } from '../core/db/migrate.ts';
import { createLogger } from '../core/logger.ts';
import { serverDeps, workerDeps } from './deps.ts';

export interface Parts {
  server: boolean;
  worker: boolean;
  /** Migrates the servers' database first; the embedded one always is. */
  migrate?: boolean;
}

export interface Running {
  app: App;
  /** Where the API answers; null without a server. */
  url: string | null;
  close(): Promise<void>;
}

/** Indexing a large filing on a busy server; requests are not to wait for so long. */
const WORKER_STATEMENT_MS = 60_000;

/** How long `/ready` says no before a server stops taking requests, so that balancers look away; nobody balances the embedded one. */
const GRACE_MS = 5_000;

/** Starts the asked-for parts in this process over one set of stores. On a failure what was started is stopped again. */
export async function run(config: Config, parts: Parts): Promise<Running> {
  const logger = createLogger(config.logLevel, parts.server ? 'gravity' : 'worker');
  const closers = new Closers(logger);
  try {
    if (parts.migrate && config.database) await migrate({ url: config.database.migrateUrl, appRole: APP_ROLE });
    const app = await createApp(config, logger, parts.server ? {} : { statementTimeoutMs: WORKER_STATEMENT_MS });
    closers.add('stores', () => app.close());
    if (parts.worker) {
      const { startWorkers } = await import('../worker/main.ts');
      const workers = await startWorkers(workerDeps(app));
      const { workerHttp } = config;
      if (workerHttp && !parts.server) {
        const { startHealthServer } = await import('../worker/health-server.ts');
        const health = await startHealthServer({ ...app.stores, metrics: app.metrics, workers }, workerHttp);
        logger.info({ url: health.url }, 'the worker tells its health');
        closers.add('health', () => health.close());
      }
      closers.add('workers', () => workers.close());
    }
    let url: string | null = null;
    if (parts.server) {
      const { createServer } = await import('../server/create-server.ts');
      await app.startAnswering();
      const server = await createServer(await serverDeps(app));
      closers.add('server', () => server.close({ graceMs: config.embedded ? 0 : GRACE_MS }));
      ({ url } = await server.listen());
      if (config.embedded) {
        await writeServerInfo(config.dataDir, url);
        closers.add('server address', () => removeServerInfo(config.dataDir));
      }
    }
    return { app, url, close: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}
