import { Hono } from 'hono';
import { DomainError, errorMessage } from '../../core/errors.ts';
import type { Health } from '../../core/health/health.ts';
import { healthRoutes } from '../../core/health/health-routes.ts';
import type { Identity } from '../auth/identity.ts';
import type { ServerDeps } from '../deps.ts';
import { statusOf } from '../public-error.ts';
import { filingHtmlRoute } from './filing-html.ts';
import { nosniff } from './headers.ts';
import { webApp } from './web-app.ts';

export interface HttpAppInput {
  deps: ServerDeps;
  identity: Identity;
  health: Health;
}

/** Everything that is not GraphQL. */
export async function createHttpApp({ deps, identity, health }: HttpAppInput): Promise<Hono> {
  const { logger, metrics } = deps;
  const app = new Hono();
  app.use(nosniff);
  app.onError((error, context) => {
    const code = error instanceof DomainError ? error.code : 'INTERNAL_SERVER_ERROR';
    if (!(error instanceof DomainError)) logger.error({ path: context.req.path, err: error }, 'a request failed');
    const message = error instanceof DomainError ? errorMessage(error) : 'Unexpected error.';
    return context.json({ code, message }, (statusOf[code] ?? 500) as 500);
  });

  app.route('/', healthRoutes(health, metrics));

  const { mountBullBoard } = await import('./bull-board.ts');
  mountBullBoard(app, deps, identity);
  app.route('/', filingHtmlRoute(deps));
  for (const route of deps.routes ?? []) app.route('/', route);
  app.route('/', webApp());
  return app;
}
