import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { TransportError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { type DataDirLock, lockDataDir } from './data-dir-lock.ts';
import { findSeed } from './seed.ts';
import type { WorkerCommand, WorkerMessage, WorkerOptions } from './worker.ts';

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
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    lock = await lockDataDir(dataDir);
    directory = join(dataDir, 'postgres');
  }
  const seed = useSeed ? await findSeed(directory) : undefined;
  const options = { directory, seed, port: 0, password, owner: EMBEDDED_OWNER, appRole: APP_ROLE, idleInTransactionMs };

  const failures: number[] = [];
  let closing = false;
  let thread: Worker;
  const run = async (): Promise<void> => {
    const started = await startThread(options);
    thread = started.thread;
    options.port = started.port;
    options.seed = undefined;
    thread.once('error', (error) => logger.error({ err: error }, 'the embedded database failed'));
    thread.once('exit', () => void restart());
  };
  const restart = async (): Promise<void> => {
    failures.push(Date.now());
    const recent = failures.filter((at) => at > Date.now() - 60_000);
    if (closing || dataDir === null || recent.length > RESTARTS_A_MINUTE) return;
    logger.warn({ failures: recent.length }, 'starting the embedded database again');
    await run().catch((error: unknown) => logger.fatal({ err: error }, 'the embedded database does not start again'));
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
    await ask(thread, 'close', 'closed').catch((error: unknown) =>
      logger.error({ err: error }, 'the embedded database did not close well'),
    );
    await thread.terminate();
    await lock?.release();
  };
  return {
    url: url(APP_ROLE),
    ownerUrl: url(EMBEDDED_OWNER),
    dump: async () => (await ask(thread, 'dump', 'dump')).bytes,
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}

async function startThread(options: WorkerOptions): Promise<{ thread: Worker; port: number }> {
  const thread = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: options, name: 'postgres' });
  const [message] = (await Promise.race([once(thread, 'message'), exited(thread)])) as [WorkerMessage];
  if (message.type !== 'ready') throw new Error(`the thread began with ${message.type}`);
  return { thread, port: message.port };
}

async function exited(thread: Worker): Promise<never> {
  await once(thread, 'exit');
  throw new Error('the thread ended');
}

async function ask<T extends WorkerMessage['type']>(
  thread: Worker,
  command: WorkerCommand,
  type: T,
): Promise<Extract<WorkerMessage, { type: T }>> {
  thread.postMessage(command);
  const [message] = (await Promise.race([once(thread, 'message'), exited(thread)])) as [WorkerMessage];
  if (message.type !== type) throw new Error(`the thread answered ${message.type} to ${command}`);
  return message as Extract<WorkerMessage, { type: T }>;
}
