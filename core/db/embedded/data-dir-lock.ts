import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ValidationError } from '../../errors.ts';

export interface DataDirLock {
  release(): Promise<void>;
}

interface Holder {
  pid: number;
  /** When that process began, as the kernel counts; tells it from a later one of the same pid. Absent where there is no /proc. */
  began?: string;
  token: string;
}

const LOCK = 'gravity.lock';
/** Whoever clears a lock takes milliseconds; a guard this old was left by a process that died. */
const GUARD_MS = 5_000;
const LOOK_MS = 20;
const TRIES = (2 * GUARD_MS) / LOOK_MS;
const isLock = (name: string): boolean => name.startsWith(LOCK);

/**
 * Takes a data directory for this process; PGlite itself would let two open it and corrupt the files. A lock whose process is gone is
 * taken over.
 * @throws {ValidationError} DATA_DIR_LOCKED with `pid`
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  const path = join(dataDir, LOCK);
  const mine: Holder = { pid: process.pid, began: processBegan(process.pid), token: randomUUID() };
  const draft = `${path}.${mine.token}`;
  await writeFile(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    // A hard link appears whole or not at all, and only where nothing is.
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (await linked(draft, path)) return { release: () => release(path, mine) };
      const holder = await readHolder(path);
      if (holder && isAlive(holder)) throw locked(dataDir, holder);
      await clearDead(path);
    }
    throw locked(dataDir, await readHolder(path));
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Makes the directory where it is missing.
 * @throws {ValidationError} CONFIG_INVALID when it cannot be made
 */
export async function makeDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ValidationError(
      `DATA_DIR ${dataDir} cannot be used (${why}). Set it to a directory that can be written.`,
      {},
      'CONFIG_INVALID',
    );
  }
}

/** Removes everything in a data directory that no process uses. @throws {ValidationError} DATA_DIR_LOCKED */
export async function emptyDataDir(dataDir: string): Promise<void> {
  await makeDataDir(dataDir);
  const lock = await lockDataDir(dataDir);
  try {
    for (const name of await readdir(dataDir)) if (!isLock(name)) await rm(join(dataDir, name), { recursive: true, force: true });
  } finally {
    await lock.release();
  }
}

/**
 * Removes a dead process's lock. One at a time looks and removes, so that nobody removes what another has just taken; the others wait a
 * moment and look again.
 */
async function clearDead(path: string): Promise<void> {
  const guard = `${path}.clearing`;
  try {
    await writeFile(guard, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const { mtimeMs } = await stat(guard).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > GUARD_MS) await rm(guard, { force: true });
    await sleep(LOOK_MS);
    return;
  }
  try {
    const holder = await readHolder(path);
    if (!holder || !isAlive(holder)) await rm(path, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

async function release(path: string, mine: Holder): Promise<void> {
  if ((await readHolder(path))?.token === mine.token) await rm(path, { force: true });
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(path: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch (error) {
    if (isMissing(error) || error instanceof SyntaxError) return null;
    throw error;
  }
}

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

const locked = (dataDir: string, holder: Holder | null): ValidationError =>
  new ValidationError(
    `Another Gravity process${holder ? ` (pid ${holder.pid})` : ''} uses ${dataDir}. Stop it, or set DATA_DIR to another directory.`,
    { pid: holder?.pid },
    'DATA_DIR_LOCKED',
  );

export function isAlive({ pid, began }: { pid: number; began?: string }): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const now = processBegan(pid);
  return !began || !now || began === now;
}

/** Field 22 of /proc/<pid>/stat, with the boot it counts from. */
export function processBegan(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return undefined;
  }
}
