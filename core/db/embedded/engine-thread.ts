import { Worker } from 'node:worker_threads';
import type { WorkerCommand, WorkerMessage, WorkerOptions } from './worker.ts';

type Answer<T extends WorkerMessage['type']> = Extract<WorkerMessage, { type: T }>;

/** A running engine. `ended` resolves with the reason when its thread ends, whoever ended it. */
export interface EngineThread {
  port: number;
  ended: Promise<Error>;
  dump(): Promise<Uint8Array>;
  close(): Promise<void>;
  terminate(): Promise<void>;
}

/** The engine cannot stop a statement by itself. Whatever keeps its thread busy for so long is given up, and the thread with it. */
const BUSY_MS = 120_000;
const LOOK_MS = 10_000;

/** Resolves when the port is open. */
export async function startThread(options: WorkerOptions): Promise<EngineThread> {
  const thread = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: options, name: 'postgres' });
  const waiting = new Map<WorkerMessage['type'], (message: WorkerMessage) => void>();
  let lastSeen = Date.now();
  thread.on('message', (message: WorkerMessage) => {
    lastSeen = Date.now();
    waiting.get(message.type)?.(message);
  });
  const ended = new Promise<Error>((resolve) => {
    thread.once('error', resolve);
    thread.once('exit', (code) => resolve(new Error(`the thread of the embedded database ended with ${code}`)));
  });
  const answer = <T extends WorkerMessage['type']>(type: T): Promise<Answer<T>> =>
    Promise.race([
      new Promise<Answer<T>>((resolve) => waiting.set(type, (message) => resolve(message as Answer<T>))),
      ended.then((error) => Promise.reject(error)),
    ]);
  const ask = <T extends WorkerMessage['type']>(command: WorkerCommand, type: T): Promise<Answer<T>> => {
    thread.postMessage(command);
    return answer(type);
  };

  const { port } = await answer('ready');
  const look = setInterval(() => {
    if (Date.now() - lastSeen > BUSY_MS) void thread.terminate();
    else thread.postMessage('alive?' satisfies WorkerCommand);
  }, LOOK_MS);
  look.unref();
  void ended.then(() => clearInterval(look));
  return {
    port,
    ended,
    dump: async () => (await ask('dump', 'dump')).bytes,
    close: async () => void (await ask('close', 'closed')),
    terminate: async () => void (await thread.terminate()),
  };
}
