import { createServer as createHttpServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createHealth, storeProbes } from '../core/health/health.ts';
import { listen } from '../core/listen.ts';
import { findViewer } from '../core/tenant/tenant.service.ts';
import { isLoopback } from './auth/authenticate.ts';
import { createIdentity } from './auth/identity.ts';
import { createLeases } from './auth/leases.ts';
import { createTokenVerifier } from './auth/oidc.ts';
import type { Services } from './context.ts';
import { createGraphql } from './create-yoga.ts';
import type { ServerDeps } from './deps.ts';
import { createHttpApp } from './http/create-http-app.ts';
import { refuseBody } from './http/refuse-body.ts';
import { createServerMetrics } from './plugins/measure.ts';
import { requestIdOf } from './request-id.ts';
import { createSocketServer } from './socket/socket-server.ts';
import { createAnswerFeed } from './subscriptions/answer-feed.ts';
import { createFilingFeed } from './subscriptions/filing-feed.ts';
import { createUploadFeed } from './subscriptions/upload-feed.ts';
import { createTextStore } from './text-loaders.ts';

export interface Server {
  listen(): Promise<{ url: string }>;
  /**
   * Readiness turns first; after `graceMs` (balancers look away meanwhile) no new connections, sockets are closed with 1001, requests
   * that run end. Resolves within `graceMs` and ten seconds.
   */
  close(options?: { graceMs?: number }): Promise<void>;
}

const DRAIN_MS = 10_000;

/** GraphQL, sockets, health, metrics, Bull Board and the web app on one port. Starts nothing before `listen`. */
export async function createServer(deps: ServerDeps): Promise<Server> {
  const { config, logger, database, events, keys } = deps;
  const development = isLoopback(config.http.host) || config.http.host === '::1';
  const tokens = config.auth.oidc
    ? createTokenVerifier({ ...config.auth.oidc, logger, findViewer: (identity) => findViewer(database, identity) })
    : null;
  const services: Services = {
    identity: createIdentity({ keys, tokens, localOwner: config.localOwner ? deps.localOwner : null }),
    leases: await createLeases(events),
    filingFeed: createFilingFeed({ database, events, logger }),
    answerFeed: createAnswerFeed({ events }),
    uploadFeed: createUploadFeed({ events }),
  };
  const metrics = createServerMetrics(deps.metrics.registry);
  const texts = createTextStore(deps.objects);
  const { edgarBreaker } = deps;
  const health = createHealth({
    ...storeProbes(deps, { queues: false }),
    ...(edgarBreaker && {
      edgar: { required: false, isUp: async () => (await edgarBreaker.status()).state !== 'OPEN' },
    }),
  });
  const graphql = createGraphql({ deps, services, texts, metrics, development });
  const app = await createHttpApp({ deps, identity: services.identity, health });
  const handleOther = getRequestListener(app.fetch);
  const sockets = createSocketServer({ deps, graphql, services, metrics, development });

  const server = createHttpServer((request, response) => {
    const requestId = requestIdOf(request.headers['x-request-id']);
    response.setHeader('x-request-id', requestId);
    if (health.isDraining) response.setHeader('connection', 'close');
    const path = (request.url ?? '/').split('?', 1)[0];
    if (path !== '/graphql') void handleOther(request, response);
    else if (!refuseBody(request, response, requestId)) void graphql(request, response, { requestId });
  });
  // Long enough for an upload over a slow line.
  server.requestTimeout = 300_000;
  server.headersTimeout = 15_000;
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    sockets.handleUpgrade(request, socket, head);
  });

  return {
    async listen() {
      await health.start();
      return { url: await listen(server, config.http, 'PORT') };
    },
    async close({ graceMs = 0 } = {}) {
      health.drain();
      if (graceMs > 0) await new Promise((resolve) => setTimeout(resolve, graceMs));
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await services.filingFeed.close();
      services.answerFeed.close();
      services.uploadFeed.close();
      await sockets.close();
      await services.leases.close();
      server.closeIdleConnections();
      const force = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await closed;
      clearTimeout(force);
      await graphql.dispose();
      health.close();
    },
  };
}
