import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLogger } from '../../logger.ts';
import { prepareSeed } from './seed.ts';
import { startEmbedded } from './start.ts';

const logger = createLogger('silent', 'test');
const writer = fileURLToPath(new URL('../../testing/embedded-writer.ts', import.meta.url));
let dataDir: string;
beforeAll(async () => {
  await prepareSeed(logger);
  dataDir = await mkdtemp(join(tmpdir(), 'gravity-killed-'));
}, 120_000);
afterAll(() => rm(dataDir, { recursive: true, force: true }));

it('a killed process loses nothing that was committed, and its directory opens again', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', writer, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let acknowledged = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged = Number(line);
    if (acknowledged === 150) child.kill('SIGKILL');
  }
  // Its output ends a moment before the process does, and until then the directory is its own.
  await exited;
  expect(acknowledged).toBeGreaterThanOrEqual(150);

  const embedded = await startEmbedded({ dataDir, logger });
  const client = new pg.Client({ connectionString: embedded.ownerUrl });
  await client.connect();
  const { rows } = await client.query(`
    select count(distinct n)::int as pairs, max(n) as last, count(*) filter (where half = 'first')::int as firsts, count(*) filter (where half = 'second')::int as seconds
    from written`);
  await client.end();
  await embedded.close();
  const { pairs, last, firsts, seconds } = rows[0] as { pairs: number; last: number; firsts: number; seconds: number };
  expect([pairs, firsts, seconds]).toEqual([last, last, last]);
  // The last commit may have been made and not yet acknowledged.
  expect([acknowledged, acknowledged + 1]).toContain(last);
}, 120_000);
