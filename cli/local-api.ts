import { randomBytes } from 'node:crypto';
import { Closers } from '../core/app/closers.ts';
import { createApp } from '../core/app.ts';
import type { Config } from '../core/config.ts';
import { createLogger } from '../core/logger.ts';
import { ensureLocalOwner } from '../core/tenant/local-owner.ts';
import { createServer } from '../server/create-server.ts';
import { serverDeps, workerDeps } from './deps.ts';
import type { ApiFetch } from './graphql.ts';

export interface LocalApi {
  api: ApiFetch;
  close(): Promise<void>;
}

/**
 * The API in this process, on a loopback port of its own, for one command. The command acts as the owner of tenant `local` with a key
 * that lives in this process only: nobody else on the machine can use the port.
 */
export async function openLocalApi(config: Config, { needsWorker }: { needsWorker: boolean }): Promise<LocalApi> {
  const logger = createLogger(config.logLevel, 'gravity');
  const closers = new Closers(logger);
  try {
    const own = { ...config, localOwner: false, http: { host: '127.0.0.1', port: 0 } };
    const app = await createApp(own, logger);
    closers.add('stores', () => app.close());
    const viewer = await ensureLocalOwner(app.stores.database);
    const secret = `grv_${randomBytes(32).toString('hex')}`;
    const keys = {
      ...app.keys,
      verify: async (key: string) => (key === secret ? { viewer, expiresAt: new Date(Date.now() + 86_400_000) } : app.keys.verify(key)),
    };
    if (needsWorker && config.embedded) {
      const { startWorkers } = await import('../worker/main.ts');
      const workers = await startWorkers(workerDeps(app));
      closers.add('workers', () => workers.close());
    }
    const server = await createServer({ ...(await serverDeps(app)), keys });
    closers.add('server', () => server.close());
    const { url } = await server.listen();
    return {
      api: (path, init) => fetch(new URL(path, url), { ...init, headers: { ...init.headers, authorization: `Bearer ${secret}` } }),
      close: () => closers.close(),
    };
  } catch (error) {
    await closers.close();
    throw error;
  }
}
