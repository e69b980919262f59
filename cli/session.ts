import { join } from 'node:path';
import { readServerInfo } from '../core/db/embedded/server-info.ts';
import { DEMO_DIR } from './demo-dir.ts';
import type { ApiFetch } from './graphql.ts';
import { loadConfig } from './load-config.ts';

/** A way to the API: the process that serves `DATA_DIR`, or the API in this process over the same stores. */
export interface Session {
  readonly api: ApiFetch;
  /** True when the API (and, if asked for, the workers) run in this process and end with it. */
  readonly isOwnProcess: boolean;
}

/**
 * Embedded, a running `up` on the same DATA_DIR is used, since only one process may open it; otherwise this process opens the stores.
 * `needsWorker`: embedded, workers run here as well; on servers they are processes of their own.
 */
export async function withSession(options: { needsWorker: boolean }, work: (session: Session) => Promise<void>): Promise<void> {
  const config = loadConfig({ quiet: true });
  const running = config.embedded ? await findRunning(config.dataDir) : null;
  if (running) return work({ isOwnProcess: false, api: (path, init) => fetch(new URL(path, running.url), init) });
  const { openLocalApi } = await import('./local-api.ts');
  const local = await openLocalApi(config, options);
  try {
    await work({ isOwnProcess: true, api: local.api });
  } finally {
    await local.close();
  }
}

/** `up` on this DATA_DIR, else the demo. */
const findRunning = async (dataDir: string) => (await readServerInfo(dataDir)) ?? (await readServerInfo(join(dataDir, DEMO_DIR)));
