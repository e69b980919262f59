import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const client = fileURLToPath(new URL('../client', import.meta.url));

/** Builds the web app where installing did not, as after a checkout of another version without `npm install`. */
export async function ensureWebApp(): Promise<void> {
  if (existsSync(`${client}/dist/index.html`)) return;
  const { build } = await import('vite');
  await build({ root: client, configFile: `${client}/vite.config.ts`, logLevel: 'warn' });
}
