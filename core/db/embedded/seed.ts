import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ValidationError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { lockDataDir } from './data-dir-lock.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const CACHE = join(root, 'node_modules', '.cache', 'gravity');

/**
 * A data directory that is already initialised and migrated, as a tar archive in node_modules/.cache: a first start that unpacks it takes
 * a fraction of one that runs initdb. Its name carries a hash of everything it was made from, so an old one is never used.
 */
export async function seedPath(): Promise<string> {
  return join(CACHE, `postgres-${(await seedHash()).slice(0, 16)}.tar`);
}

/** The prepared archive, where there is one and the data directory is new. */
export async function findSeed(directory: string | undefined): Promise<string | undefined> {
  if (directory && existsSync(join(directory, 'PG_VERSION'))) return undefined;
  const path = await seedPath();
  return existsSync(path) ? path : undefined;
}

/**
 * Makes the archive unless it is there; used when dependencies are installed and by tests. One process makes it, others wait for it.
 * Archives of other versions are removed.
 */
export async function prepareSeed(logger: Logger): Promise<string> {
  const path = await seedPath();
  await mkdir(CACHE, { recursive: true });
  while (!existsSync(path)) {
    const lock = await lockDataDir(CACHE).catch(ifLocked);
    if (!lock) {
      await sleep(100);
      continue;
    }
    try {
      if (!existsSync(path)) await makeSeed(path, logger);
    } finally {
      await lock.release();
    }
  }
  return path;
}

function ifLocked(error: unknown): null {
  if (error instanceof ValidationError && error.code === 'DATA_DIR_LOCKED') return null;
  throw error;
}

async function makeSeed(path: string, logger: Logger): Promise<void> {
  const { startEmbedded, APP_ROLE } = await import('./start.ts');
  const { migrate } = await import('../migrate.ts');
  const embedded = await startEmbedded({ dataDir: null, logger, useSeed: false });
  try {
    await migrate({ url: embedded.ownerUrl, appRole: APP_ROLE });
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, await embedded.dump(), { mode: 0o600 });
    await rename(draft, path);
  } finally {
    await embedded.close();
  }
  await removeOthers(path);
}

/** Of the migrations, the code that applies them and the engine's version. */
export async function seedHash(): Promise<string> {
  const hash = createHash('sha256');
  const migrations = join(root, 'prisma', 'migrations');
  const names = (await readdir(migrations, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const files = [
    ...names.sort().map((name) => join(migrations, name, 'migration.sql')),
    ...['../migrate.ts', '../library-schemas.ts'].map((name) => fileURLToPath(new URL(name, import.meta.url))),
    ...['@electric-sql/pglite', '@electric-sql/pglite-pgvector', 'bullmq', '@langchain/langgraph-checkpoint-postgres'].map((name) =>
      join(root, 'node_modules', name, 'package.json'),
    ),
  ];
  for (const file of files) hash.update(file.slice(root.length)).update(await readFile(file));
  return hash.digest('hex');
}

/** Older ones, but none that another checkout's run may be writing. */
async function removeOthers(path: string): Promise<void> {
  for (const name of await readdir(CACHE)) {
    const other = join(dirname(path), name);
    if (other === path || !name.startsWith('postgres-')) continue;
    const { mtimeMs } = await stat(other).catch(() => ({ mtimeMs: Date.now() }));
    if (mtimeMs < Date.now() - 600_000) await rm(other, { force: true });
  }
}
