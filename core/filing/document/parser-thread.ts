import { parentPort } from 'node:worker_threads';
import { DomainError, errorMessage } from '../../errors.ts';
import { readFiling } from './read-filing.ts';
import type { ParseInput, ReadFiling } from './types.ts';

/** What the thread answers. Errors cross as data: classes do not survive the structured clone. */
export type ParserReply =
  | { id: number; filing: ReadFiling }
  | { id: number; error: { code?: string; message: string; details?: Record<string, unknown> } };

parentPort?.on('message', ({ id, input }: { id: number; input: ParseInput }) => {
  parentPort!.postMessage(reply(id, input));
});
parentPort?.postMessage({ id: 0, ready: true });

function reply(id: number, input: ParseInput): ParserReply {
  try {
    return { id, filing: readFiling(input) };
  } catch (error) {
    const coded = error instanceof DomainError ? { code: error.code, details: { ...error.details } } : {};
    return { id, error: { ...coded, message: errorMessage(error) } };
  }
}
