import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, processBegan } from './data-dir-lock.ts';

/** Where the process that holds a data directory answers HTTP, for commands that start beside it. */
export interface ServerInfo {
  url: string;
  pid: number;
  startedAt: string;
}

const FILE = 'server.json';

/** Writes it whole or not at all. */
export async function writeServerInfo(dataDir: string, url: string): Promise<void> {
  const path = join(dataDir, FILE);
  const info = { url, pid: process.pid, began: processBegan(process.pid), startedAt: new Date().toISOString() };
  await writeFile(`${path}.${process.pid}`, JSON.stringify(info), { mode: 0o600 });
  await rename(`${path}.${process.pid}`, path);
}

/** Null when no process runs on the directory, also when one died without saying so. */
export async function readServerInfo(dataDir: string): Promise<ServerInfo | null> {
  try {
    const info = JSON.parse(await readFile(join(dataDir, FILE), 'utf8')) as ServerInfo & { began?: string };
    return isAlive(info) ? { url: info.url, pid: info.pid, startedAt: info.startedAt } : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return null;
    throw error;
  }
}

export const removeServerInfo = (dataDir: string): Promise<void> => rm(join(dataDir, FILE), { force: true });
