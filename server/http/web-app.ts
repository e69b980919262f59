import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import { appHeaders } from './headers.ts';

const DIRECTORY = fileURLToPath(new URL('../../client/dist', import.meta.url));

const NOT_BUILT =
  'Gravity is running. The web app is not built: run `npm run build`. The API is at /graphql, the state of the server at /health.\n';

/** The built web app; every path that is no file is a page of it. */
export function webApp(directory = DIRECTORY): Hono {
  const app = new Hono();
  const root = relative(process.cwd(), directory) || '.';
  app.use('/assets/*', compress());
  app.use(
    '/assets/*',
    serveStatic({ root, onFound: (_path, context) => context.header('cache-control', 'public, max-age=31536000, immutable') }),
  );
  app.use('*', serveStatic({ root, onFound: (_path, context) => setHeaders(context) }));
  app.get('*', async (context) => {
    const index = `${directory}/index.html`;
    if (!existsSync(index)) return context.text(NOT_BUILT, context.req.path === '/' ? 200 : 404);
    setHeaders(context);
    return context.html(await readFile(index, 'utf8'));
  });
  return app;
}

function setHeaders(context: { header(name: string, value: string): void }): void {
  for (const [name, value] of Object.entries(appHeaders)) context.header(name, value);
  context.header('cache-control', 'no-cache');
}
