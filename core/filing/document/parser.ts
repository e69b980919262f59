import { Worker } from 'node:worker_threads';
import { type ErrorCode, ParsingError, TimeoutError, TransportError } from '../../errors.ts';
import type { ParserReply } from './parser-thread.ts';
import type { ParseInput, ReadFiling } from './types.ts';

export interface Parser {
  /**
   * Reads one filing off the event loop. Filings wait for one another.
   * @throws {TimeoutError} `PARSE_TIMEOUT` when the filing takes more time or memory than it may; the thread is replaced
   * @throws {ParsingError} `DOCUMENT_EMPTY`, `DOCUMENT_UNREADABLE`
   * @throws the signal's reason once it aborts
   */
  parse(input: ParseInput, signal?: AbortSignal): Promise<ReadFiling>;
  close(): Promise<void>;
}

export interface ParserOptions {
  /** From handing a filing to the thread to its answer or its death. */
  timeoutMs: number;
  /** Of the thread's heap; buffers outside it come on top. */
  memoryMb: number;
}

/** A thread that cannot even be loaded in this time is given up. */
const startMs = 60_000;

/**
 * A thread that reads filings: started at once, so that no filing pays for it, kept for the next ones, killed and replaced when one of
 * them is too much for it. An idle thread does not keep the process alive.
 */
export function createParser(options: ParserOptions): Parser {
  let thread = startThread(options);
  let last: Promise<unknown> = Promise.resolve();
  let ids = 0;
  let isClosed = false;

  // A thread deep inside a long native call dies some time after it is told to: nobody waits for that.
  const replace = (dead: ParserThread): void => {
    dead.worker.terminate().catch(() => undefined);
    if (thread === dead && !isClosed) thread = startThread(options);
  };

  const run = async (input: ParseInput, signal: AbortSignal | undefined): Promise<ReadFiling> => {
    signal?.throwIfAborted();
    if (isClosed) throw new TransportError('INTERNAL_SERVER_ERROR', 'The parser is closed.');
    if (thread.isDead) thread = startThread(options);
    const current = thread;
    const { worker } = current;
    worker.ref();
    try {
      await current.ready;
      signal?.throwIfAborted();
      return await hand(worker, ++ids, input, options, signal);
    } catch (error) {
      if (!(error instanceof ParsingError) || error.cause !== undefined) replace(current);
      throw error;
    } finally {
      worker.unref();
    }
  };

  return {
    parse(input, signal) {
      const result = last.then(
        () => run(input, signal),
        () => run(input, signal),
      );
      last = result;
      result.catch(() => undefined);
      return result;
    },
    async close() {
      isClosed = true;
      await last.catch(() => undefined);
      await thread.worker.terminate();
    },
  };
}

interface ParserThread {
  worker: Worker;
  isDead: boolean;
  /** @throws {TransportError} when the thread does not come up */
  ready: Promise<void>;
}

function startThread(options: ParserOptions): ParserThread {
  const worker = new Worker(new URL('./parser-thread.mjs', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: options.memoryMb, maxYoungGenerationSizeMb: Math.min(64, options.memoryMb / 4) },
  });
  worker.unref();
  const ready = new Promise<void>((resolve, reject) => {
    const fail = (cause?: unknown): void => {
      clearTimeout(timer);
      reject(new TransportError('INTERNAL_SERVER_ERROR', 'The parser thread did not start.', {}, { cause }));
    };
    const timer = setTimeout(fail, startMs).unref();
    worker.once('message', () => {
      clearTimeout(timer);
      worker.off('error', fail).off('exit', fail);
      resolve();
    });
    worker.once('error', fail).once('exit', fail);
  });
  ready.catch(() => undefined);
  const thread: ParserThread = { worker, ready, isDead: false };
  const die = (): void => {
    thread.isDead = true;
  };
  worker.on('error', die).on('exit', die);
  return thread;
}

/** Hands one filing to a thread that is up, and waits for the answer. */
function hand(
  worker: Worker,
  id: number,
  input: ParseInput,
  { timeoutMs, memoryMb }: ParserOptions,
  signal: AbortSignal | undefined,
): Promise<ReadFiling> {
  const { accessionNumber } = input;
  return new Promise<ReadFiling>((resolve, reject) => {
    const settle = (finish: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      finish();
    };
    const tooMuch = (what: string, cause?: unknown): TimeoutError =>
      new TimeoutError('PARSE_TIMEOUT', `Reading filing ${accessionNumber} took more than ${what}.`, { accessionNumber }, { cause });
    // Somewhat early: the caller hears of it within the limit.
    const timer = setTimeout(() => settle(() => reject(tooMuch(`${timeoutMs} ms`))), timeoutMs - Math.min(250, timeoutMs / 20));
    function onAbort(): void {
      settle(() => reject(signal!.reason));
    }
    function onMessage(message: ParserReply): void {
      if (message.id !== id) return;
      settle(() => {
        if ('filing' in message) resolve(message.filing);
        else reject(toError(message.error, accessionNumber));
      });
    }
    function onError(error: Error): void {
      const isMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      const unreadable = (): ParsingError =>
        new ParsingError('DOCUMENT_UNREADABLE', `Filing ${accessionNumber} could not be read.`, { accessionNumber }, { cause: error });
      settle(() => reject(isMemory ? tooMuch(`${memoryMb} MB`, error) : unreadable()));
    }
    function onExit(): void {
      settle(() => reject(tooMuch(`${memoryMb} MB`)));
    }
    signal?.addEventListener('abort', onAbort, { once: true });
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage({ id, input });
  });
}

function toError(error: { code?: string; message: string; details?: Record<string, unknown> }, accessionNumber: string): Error {
  const details = { ...error.details, accessionNumber };
  return error.code === undefined
    ? new ParsingError('DOCUMENT_UNREADABLE', `Filing ${accessionNumber} could not be read: ${error.message}`, details)
    : new ParsingError(error.code as ErrorCode, error.message, details);
}
