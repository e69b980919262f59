import { Hono } from 'hono';
import type { Metrics } from '../metrics.ts';
import type { Health } from './health.ts';

/** What operators and balancers ask of any process: `/live`, `/ready`, `/health` (the dependencies by name) and `/metrics`. */
export function healthRoutes(health: Health, metrics: Metrics): Hono {
  const app = new Hono();
  const code = () => (health.isReady ? 200 : 503);
  const state = () => ({ status: health.isDraining ? 'draining' : health.isReady ? 'ready' : 'unavailable', degraded: health.degraded });
  app.get('/live', (context) => context.json({ status: 'live' }));
  app.get('/ready', (context) => context.json(state(), code()));
  app.get('/health', (context) => {
    const dependencies = Object.fromEntries(Object.entries(health.dependencies).map(([name, { status }]) => [name, status]));
    return context.json({ ...state(), dependencies }, code());
  });
  app.get('/metrics', async (context) =>
    context.text(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType }),
  );
  return app;
}
