import type { ExecutionResult } from 'graphql';
import { AccessError } from '../../core/errors.ts';
import { publicError } from '../public-error.ts';
import { interruptible } from './interruptible.ts';
import { Mailbox } from './mailbox.ts';

type Results = AsyncIterable<ExecutionResult>;

interface Stream {
  readers: Set<Mailbox<ExecutionResult>>;
  /** It has ended, or its last reader has left. */
  isOver: boolean;
  stop(): void;
}

const MAILBOX = 256;

/**
 * Runs equal subscriptions once: every reader of a key gets the same results as they come. The work below an event is done once for all
 * of them; the last reader to leave ends it.
 */
export class SharedStreams {
  private readonly streams = new Map<string, Promise<Stream | ExecutionResult>>();

  /** `open` starts the subscription; it stops when the signal it is given aborts. */
  async join(
    key: string,
    signal: AbortSignal,
    open: (signal: AbortSignal) => Promise<Results | ExecutionResult>,
  ): Promise<Results | ExecutionResult> {
    let opening = this.streams.get(key);
    if (!opening) {
      opening = this.start(key, open);
      this.streams.set(key, opening);
    }
    const stream = await opening;
    if (!('readers' in stream)) return stream;
    // Its last reader left while this one waited for it to open.
    if (stream.isOver) return this.join(key, signal, open);
    const mailbox = new Mailbox<ExecutionResult>(MAILBOX);
    const leave = () => {
      stream.readers.delete(mailbox);
      if (stream.readers.size > 0) return;
      stream.isOver = true;
      if (this.streams.get(key) === opening) this.streams.delete(key);
      stream.stop();
    };
    stream.readers.add(mailbox);
    signal.addEventListener('abort', leave, { once: true });
    const results = interruptible(signal, (left) => read(stream, mailbox, left, leave));
    return {
      [Symbol.asyncIterator]: () => ({
        next: () => results.next(),
        // One that was never read has nothing else to tell that its reader went.
        return: async () => {
          leave();
          return (await results.return?.()) ?? { done: true, value: undefined };
        },
      }),
    };
  }

  private async start(key: string, open: (signal: AbortSignal) => Promise<Results | ExecutionResult>): Promise<Stream | ExecutionResult> {
    const controller = new AbortController();
    const forget = () => void this.streams.delete(key);
    const results = await open(controller.signal).catch((error: unknown) => {
      forget();
      throw error;
    });
    if (!(Symbol.asyncIterator in results)) {
      forget();
      return results;
    }
    const stream: Stream = { readers: new Set(), isOver: false, stop: () => controller.abort() };
    void this.pump(results, stream).finally(forget);
    return stream;
  }

  private async pump(results: Results, stream: Stream): Promise<void> {
    try {
      for await (const result of results) for (const reader of stream.readers) reader.put(result);
    } catch (error) {
      for (const reader of stream.readers) reader.put({ errors: [publicError(error)] });
    } finally {
      stream.isOver = true;
      for (const reader of stream.readers) reader.ring();
    }
  }
}

async function* read(
  stream: Stream,
  mailbox: Mailbox<ExecutionResult>,
  signal: AbortSignal,
  leave: () => void,
): AsyncGenerator<ExecutionResult> {
  try {
    while (!signal.aborted) {
      const { values, missed } = mailbox.take();
      if (missed) {
        yield {
          errors: [
            publicError(new AccessError('RATE_LIMITED', 'You fell behind. Subscribe again with afterEventId.', { retryAfterMs: 1_000 })),
          ],
        };
        return;
      }
      for (const value of values) {
        yield value;
        if (signal.aborted) return;
      }
      if (stream.isOver && mailbox.isEmpty) return;
      await mailbox.wait(60_000, signal);
    }
  } finally {
    leave();
  }
}
