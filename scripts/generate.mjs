// Generates the Prisma client and the client's typed documents. Prisma's CLI insists on a schema engine binary that it never runs
// for `generate`; naming any executable keeps it from downloading one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const path = [`${root}node_modules/.bin`, process.env.PATH].join(delimiter);
const run = (script, args) => {
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1', PATH: path },
  });
  if (status !== 0) process.exit(status ?? 1);
};
run('node_modules/prisma/build/index.js', ['generate']);
if (existsSync(`${root}client/main.tsx`)) run('node_modules/@graphql-codegen/cli/esm/bin.js', ['--config', 'codegen.ts']);
