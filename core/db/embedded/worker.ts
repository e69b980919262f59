import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { SharedSession } from './shared-session.ts';
import { listen } from './wire-server.ts';

export interface WorkerOptions {
  /** Absent: in memory, gone with the thread. */
  directory?: string;
  /** A prepared data directory (tar) to begin with instead of an empty one. */
  seed?: string;
  /** 0 lets the system choose. */
  port: number;
  password: string;
  owner: string;
  appRole: string;
  idleInTransactionMs: number;
}

export type WorkerMessage = { type: 'ready'; port: number } | { type: 'alive' } | { type: 'dump'; bytes: Uint8Array } | { type: 'closed' };
export type WorkerCommand = 'alive?' | 'close' | 'dump';

const port = parentPort;
if (!port) throw new Error('this file runs in a worker thread');
const options = workerData as WorkerOptions;
const report = (message: WorkerMessage) => port.postMessage(message);

const engine = await PGlite.create({
  dataDir: options.directory,
  loadDataDir: options.seed ? new Blob([await readFile(options.seed)]) : undefined,
  extensions: { vector },
});
const { rows } = await engine.query<{ server_version: string }>('show server_version');
const session = new SharedSession(engine, options.idleInTransactionMs, (error) => {
  // The WASM heap cannot be trusted any more: the thread ends and its parent starts another on the same files.
  setImmediate(() => {
    throw error;
  });
});
const server = await listen(options.port, {
  session,
  password: Buffer.from(options.password),
  owner: options.owner,
  appRole: options.appRole,
  serverVersion: rows[0]?.server_version ?? '',
});

port.on('message', async (command: WorkerCommand) => {
  if (command === 'alive?') {
    report({ type: 'alive' });
    return;
  }
  if (command === 'dump') {
    const dump = await engine.dumpDataDir('none');
    report({ type: 'dump', bytes: new Uint8Array(await dump.arrayBuffer()) });
    return;
  }
  await server.close();
  await engine.close();
  report({ type: 'closed' });
  port.close();
});
report({ type: 'ready', port: server.port });
