import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../core/config.ts';
import { readServerInfo } from '../core/db/embedded/server-info.ts';
import { DomainError } from '../core/errors.ts';
import { DEMO_DIR } from './demo-dir.ts';
import type { ApiFetch } from './graphql.ts';
import { loadConfig } from './load-config.ts';
import type { LocalApi } from './local-api.ts';

/** A way to the API: the process that serves `DATA_DIR`, or the API in this process over the same stores. */
export interface Session {
  readonly api: ApiFetch;
  /** True when the API (and, if asked for, the workers) run in this process and end with it. */
  readonly isOwnProcess: boolean;
}

/**
 * Embedded, a running `up` on the same DATA_DIR is used, since only one process may open it; otherwise this process opens the stores. One
 * that is just starting, or another command that is at work, is waited for.
 * `needsWorker`: embedded, workers run here as well; on servers they are processes of their own.
 * @throws {ValidationError} DATA_DIR_LOCKED when the directory stays taken
 */
export async function withSession(options: { needsWorker: boolean }, work: (session: Session) => Promise<void>): Promise<void> {
  const config = loadConfig({ quiet: true });
  const { url, local } = await findOrOpen(config, options);
  if (!local) return work({ isOwnProcess: false, api: (path, init) => fetch(new URL(path, url), init) });
  try {
    await work({ isOwnProcess: true, api: local.api });
  } finally {
    await local.close();
  }
}

const WAIT_MS = 60_000;
const LOOK_MS = 500;

type Found = { url: string; local: null } | { url: null; local: LocalApi };

async function findOrOpen(config: Config, options: { needsWorker: boolean }): Promise<Found> {
  for (const until = Date.now() + WAIT_MS; ; await sleep(LOOK_MS)) {
    const running = config.embedded ? await findRunning(config.dataDir) : null;
    if (running) return { url: running.url, local: null };
    const { openLocalApi } = await import('./local-api.ts');
    try {
      return { url: null, local: await openLocalApi(config, options) };
    } catch (error) {
      const isTaken = error instanceof DomainError && error.code === 'DATA_DIR_LOCKED';
      if (!isTaken || Date.now() > until) throw error;
    }
  }
}

/** `up` on this DATA_DIR, else the demo. */
const findRunning = async (dataDir: string) => (await readServerInfo(dataDir)) ?? (await readServerInfo(join(dataDir, DEMO_DIR)));
