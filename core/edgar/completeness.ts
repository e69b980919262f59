import { TransportError } from '../errors.ts';
import type { FetchedBytes } from './fetch-bytes.ts';

/** The sizes on an index page count SGML lines and older line ends too. */
const TOLERANCE = 0.02;
const TOLERANCE_BYTES = 1024;
const TAIL_BYTES = 2048;

const truncated = (name: string, details: Record<string, unknown>) =>
  new TransportError('DOCUMENT_TRUNCATED', `${name} came without its end.`, { name, ...details });

/** Bytes may be far fewer than EDGAR's size says: then the body lacks a part, however cleanly the transfer ended. */
export const fallsShort = (bytes: number, size: number): boolean => size - bytes > Math.max(TOLERANCE_BYTES, size * TOLERANCE);

/** Null where the text is no markup that has an end to look for. */
export function endsAsItBegan(bytes: Buffer): boolean | null {
  const head = bytes.toString('latin1', 0, 4096).toLowerCase();
  const tail = bytes.toString('latin1', Math.max(0, bytes.length - TAIL_BYTES)).toLowerCase();
  if (/<html[\s>]/.test(head)) return /<\/(html|body)\s*>/.test(tail);
  const root = /^(?:\ufeff|\u00ef\u00bb\u00bf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<([a-z][\w.:-]*)/.exec(head)?.[1];
  if (root === undefined || !head.includes('<?xml')) return null;
  return tail.includes(`</${root}`) || /\/>\s*$/.test(tail);
}

/**
 * A body that ended cleanly may still lack its end: the transfer itself proves it (`proven`), or EDGAR's own size, or the closing tag.
 * @throws {TransportError} DOCUMENT_TRUNCATED
 */
export function checkComplete(name: string, { bytes, proven }: FetchedBytes, size: number | undefined): void {
  const closed = endsAsItBegan(bytes);
  const short = size !== undefined && fallsShort(bytes.length, size);
  if (short && !(proven && closed === true)) throw truncated(name, { bytes: bytes.length, size });
  if (!proven && closed === false && (size === undefined || bytes.length < size)) throw truncated(name, { bytes: bytes.length, size });
}

/** EDGAR's own pages end in a known way. @throws {TransportError} DOCUMENT_TRUNCATED */
export function checkEnding(name: string, bytes: Buffer, ending: RegExp): void {
  if (!ending.test(bytes.toString('latin1', Math.max(0, bytes.length - TAIL_BYTES)))) throw truncated(name, { bytes: bytes.length });
}
