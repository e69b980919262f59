// After `npm install`: what is generated and never committed, the web app, and a database that only needs unpacking on a first start.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

await import('./generate.mjs');
const root = fileURLToPath(new URL('..', import.meta.url));
for (const args of [
  ['node_modules/vite/bin/vite.js', 'build', 'client', '--logLevel', 'warn'],
  ['node_modules/tsx/dist/cli.mjs', 'scripts/prepare-database.ts'],
]) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}
