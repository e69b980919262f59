import { Worker } from 'node:worker_threads';
import { type ErrorCode, ParsingError, TimeoutError, TransportError } from '../../errors.ts';
import type { ParserReply } from './parser-thread.ts';
import type { ParsedFiling, ParseInput } from './types.ts';

export interface Parser {
  /**
   * Reads one filing off the event loop. Filings wait for one another.
   * @throws {TimeoutError} `PARSE_TIMEOUT` when the filing takes more time or memory than it may; the thread is replaced
   * @throws {ParsingError} `DOCUMENT_EMPTY`, `DOCUMENT_UNREADABLE`
   * @throws the signal's reason once it aborts
   */
  parse(input: ParseInput, signal?: AbortSignal): Promise<ParsedFiling>;
  close(): Promise<void>;
}

export interface ParserOptions {
  timeoutMs: number;
  /** Of the thread's heap; buffers outside it come on top. */
  memoryMb: number;
}

/** A thread that reads filings, started with the first one, kept for the next ones, killed when one of them is too much for it. */
export function createParser(options: ParserOptions): Parser {
  let thread: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let ids = 0;
  let isClosed = false;

  const start = (): Worker => {
    thread ??= new Worker(new URL('./parser-thread.mjs', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb, maxYoungGenerationSizeMb: Math.min(64, options.memoryMb / 4) },
    });
    return thread;
  };

  const discard = (worker: Worker): Promise<unknown> => {
    if (thread === worker) thread = undefined;
    return worker.terminate();
  };

  const run = async (input: ParseInput, signal: AbortSignal | undefined): Promise<ParsedFiling> => {
    signal?.throwIfAborted();
    if (isClosed) throw new TransportError('INTERNAL_SERVER_ERROR', 'The parser is closed.');
    const worker = start();
    const id = ++ids;
    const { accessionNumber } = input;
    return new Promise<ParsedFiling>((resolve, reject) => {
      // The time that the thread needs to start is not the filing's.
      let timer = setTimeout(onTimeout, options.timeoutMs + 10_000);
      const settle = (finish: () => void): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        finish();
      };
      function onTimeout(): void {
        const error = new TimeoutError('PARSE_TIMEOUT', `Reading filing ${accessionNumber} took more than ${options.timeoutMs} ms.`, {
          accessionNumber,
        });
        settle(() => void discard(worker).then(() => reject(error)));
      }
      function onAbort(): void {
        settle(() => void discard(worker).then(() => reject(signal!.reason)));
      }
      function onMessage(message: ParserReply | { id: number; started?: boolean }): void {
        if (message.id === 0) {
          clearTimeout(timer);
          timer = setTimeout(onTimeout, options.timeoutMs);
          return;
        }
        if (message.id !== id) return;
        settle(() => {
          if ('filing' in message) resolve(message.filing);
          else if ('error' in message) reject(toError(message.error, accessionNumber));
        });
      }
      function onError(error: Error): void {
        const isMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
        settle(() => {
          void discard(worker);
          reject(
            isMemory
              ? new TimeoutError(
                  'PARSE_TIMEOUT',
                  `Reading filing ${accessionNumber} took more than ${options.memoryMb} MB.`,
                  { accessionNumber },
                  { cause: error },
                )
              : new ParsingError(
                  'DOCUMENT_UNREADABLE',
                  `Filing ${accessionNumber} could not be read.`,
                  { accessionNumber },
                  { cause: error },
                ),
          );
        });
      }
      function onExit(): void {
        onError(Object.assign(new Error('The parser thread ended.'), { code: 'ERR_WORKER_OUT_OF_MEMORY' }));
      }
      signal?.addEventListener('abort', onAbort, { once: true });
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage({ id, input });
    });
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
      if (thread) await discard(thread);
    },
  };
}

function toError(error: { code?: string; message: string; details?: Record<string, unknown> }, accessionNumber: string): Error {
  const details = { ...error.details, accessionNumber };
  return error.code === undefined
    ? new ParsingError('DOCUMENT_UNREADABLE', `Filing ${accessionNumber} could not be read: ${error.message}`, details)
    : new ParsingError(error.code as ErrorCode, error.message, details);
}
