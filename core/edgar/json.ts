import type { z } from 'zod';
import { errorMessage, ParsingError, TransportError } from '../errors.ts';
import type { FetchedBytes } from './fetch-bytes.ts';

/**
 * JSON of a known shape.
 * @throws {TransportError} when the answer is no JSON but a page, or ends early; {ParsingError} DOCUMENT_UNREADABLE on another shape
 */
export function parseJson<T>(answer: FetchedBytes, schema: z.ZodType<T>, what: string): T {
  const text = answer.bytes.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (/html/i.test(answer.headers['content-type'] ?? '') || text.trimStart().startsWith('<'))
      throw new TransportError('EDGAR_UNAVAILABLE', `EDGAR answered with a page instead of ${what}.`, { what });
    if (!answer.proven || !/[}\]]\s*$/.test(text)) throw new TransportError('DOCUMENT_TRUNCATED', `EDGAR's ${what} ended early.`, { what });
    throw new ParsingError('DOCUMENT_UNREADABLE', `EDGAR's ${what} cannot be read.`, { what, reason: errorMessage(error) });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ParsingError('DOCUMENT_UNREADABLE', `EDGAR's ${what} does not have the shape that was expected.`, {
    what,
    reason: `${issue?.path.join('.')}: ${issue?.message}`,
  });
}
