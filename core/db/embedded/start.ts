import { randomBytes } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { TransportError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { type DataDirLock, lockDataDir, makeDataDir } from './data-dir-lock.ts';
import { type EngineThread, startThread } from './engine-thread.ts';
import { findSeed } from './seed.ts';

export interface EmbeddedOptions {
  /** Null: in memory, for tests. */
  dataDir: string | null;
  logger: Logger;
  /** False begins with an empty database even where a prepared one is at hand. */
  useSeed?: boolean;
  /** A client that is silent for so long inside a transaction is cut off, since everybody waits for it. Milliseconds. */
  idleInTransactionMs?: number;
}

export interface Embedded {
  /** The app role's: bound by row security. */
  url: string;
  /** The owner's, for migrations. */
  ownerUrl: string;
  /** The data directory as a tar archive. */
  dump(): Promise<Uint8Array>;
  /** Close workers, queues and pools first: their connections are cut. */
  close(): Promise<void>;
}

export const EMBEDDED_OWNER = 'postgres';
export const APP_ROLE = 'gravity_app';
const RESTARTS_A_MINUTE = 3;

/**
 * PostgreSQL (PGlite with pgvector) in a worker thread behind a loopback port with a password of its own. Not migrated: call `migrate`
 * with `ownerUrl`. Committed work survives a killed process, not a power cut (PGlite does not sync files).
 * Should the engine fail, it is started again on the same port and files; clients see a lost connection.
 * @throws {ValidationError} DATA_DIR_LOCKED while another process uses the directory; {TransportError} DATABASE_UNAVAILABLE
 */
export async function startEmbedded({ dataDir, logger, useSeed = true, idleInTransactionMs = 10_000 }: EmbeddedOptions): Promise<Embedded> {
  const password = randomBytes(24).toString('base64url');
  let lock: DataDirLock | null = null;
  let directory: string | undefined;
  if (dataDir !== null) {
    await makeDataDir(dataDir);
    lock = await lockDataDir(dataDir);
    directory = join(dataDir, 'postgres');
  }
  const seed = useSeed ? await findSeed(directory) : undefined;
  const options = { directory, seed, port: 0, password, owner: EMBEDDED_OWNER, appRole: APP_ROLE, idleInTransactionMs };

  const failures: number[] = [];
  let closing = false;
  let thread: EngineThread;
  const run = async (): Promise<void> => {
    thread = await startThread(options);
    options.port = thread.port;
    options.seed = undefined;
    void thread.ended.then(restart);
  };
  const restart = async (error: Error): Promise<void> => {
    if (closing) return;
    failures.push(Date.now());
    const recent = failures.filter((at) => at > Date.now() - 60_000).length;
    logger.error({ err: error, failures: recent }, 'the embedded database failed');
    if (dataDir === null || recent > RESTARTS_A_MINUTE) return;
    try {
      await run();
      logger.warn('the embedded database was started again');
    } catch (reason) {
      logger.fatal({ err: reason }, 'the embedded database does not start again');
    }
  };

  try {
    await run();
    if (directory) await chmod(directory, 0o700);
  } catch (error) {
    await lock?.release();
    throw new TransportError('DATABASE_UNAVAILABLE', 'The embedded database did not start.', { dataDir }, { cause: error });
  }
  const url = (user: string) => `postgresql://${user}:${password}@127.0.0.1:${options.port}/postgres`;
  let closed: Promise<void> | undefined;
  const close = async () => {
    closing = true;
    await thread.close().catch((error: unknown) => logger.error({ err: error }, 'the embedded database did not close well'));
    await thread.terminate();
    await lock?.release();
  };
  return {
    url: url(APP_ROLE),
    ownerUrl: url(EMBEDDED_OWNER),
    dump: () => thread.dump(),
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}
