import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createHealth, type Stores, storeProbes } from '../core/health/health.ts';
import { healthRoutes } from '../core/health/health-routes.ts';
import { listen } from '../core/listen.ts';
import type { Metrics } from '../core/metrics.ts';
import type { Workers } from './main.ts';

export interface HealthServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * `/live`, `/ready`, `/health` and `/metrics` of a worker process. It is not ready without PostgreSQL or its queues, nor once it takes no
 * more jobs.
 * @throws {ValidationError} CONFIG_INVALID when the port cannot be opened
 */
export async function startHealthServer(
  deps: Stores & { metrics: Metrics; workers: Pick<Workers, 'isRunning'> },
  address: { host: string; port: number },
): Promise<HealthServer> {
  const health = createHealth({
    ...storeProbes(deps, { queues: true }),
    processors: { required: true, isUp: async () => deps.workers.isRunning() },
  });
  await health.start();
  const server = createServer(getRequestListener(healthRoutes(health, deps.metrics).fetch));
  const url = await listen(server, address, 'WORKER_PORT');
  return {
    url,
    close: async () => {
      health.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
