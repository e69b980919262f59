import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { HonoAdapter } from '@bull-board/hono';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Hono, MiddlewareHandler } from 'hono';
import { DomainError } from '../../core/errors.ts';
import { authenticate } from '../auth/authenticate.ts';
import type { Identity } from '../auth/identity.ts';
import type { ServerDeps } from '../deps.ts';
import { statusOf } from '../public-error.ts';
import { boardHeaders } from './headers.ts';
import { remoteAddressOf } from './remote-address.ts';

const PATH = '/admin/queues';

/** Bull Board for operators, on either backend of the queues. A browser is asked for an API key as the password. */
export function mountBullBoard(app: Hono, deps: ServerDeps, identity: Identity): void {
  const board = new HonoAdapter(serveStatic);
  board.setBasePath(PATH);
  createBullBoard({ queues: deps.queues.all.map((queue) => new BullMQAdapter(queue)), serverAdapter: board });
  app.use(`${PATH}/*`, operatorsOnly(deps, identity));
  app.get(`${PATH}/`, (context) => context.redirect(PATH));
  app.use(PATH, operatorsOnly(deps, identity));
  app.route(PATH, board.registerPlugin());
}

const operatorsOnly =
  ({ limits }: ServerDeps, identity: Identity): MiddlewareHandler =>
  async (context, next) => {
    const origin = context.req.header('origin') ?? null;
    const host = context.req.header('host') ?? null;
    // A page of another origin may make a browser that knows the password send a form.
    if (context.req.method !== 'GET' && origin !== null && URL.canParse(origin) && new URL(origin).host !== host)
      return context.text('Forbidden', 403);
    try {
      const { viewer } = await authenticate(identity, limits, {
        authorization: bearerFromBasic(context.req.header('authorization') ?? null),
        host,
        origin,
        remoteAddress: remoteAddressOf(context),
      });
      if (!viewer) return context.text('Unauthorized', 401, { 'www-authenticate': 'Basic realm="Gravity operators", charset="UTF-8"' });
      if (!viewer.isOperator) return context.text('Forbidden', 403);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const status = (statusOf[error.code] ?? 500) as 401 | 429 | 503;
      return context.text(error.message, status, { 'www-authenticate': 'Basic realm="Gravity operators", charset="UTF-8"' });
    }
    await next();
    for (const [name, value] of Object.entries(boardHeaders)) context.res.headers.set(name, value);
    return undefined;
  };

/** `Basic name:key` carries an API key too. */
function bearerFromBasic(header: string | null): string | null {
  const encoded = header && /^Basic\s+(\S+)$/i.exec(header)?.[1];
  if (!encoded) return header;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  return `Bearer ${decoded.slice(decoded.indexOf(':') + 1)}`;
}
