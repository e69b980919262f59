import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { errorMessage, NotFoundError, ParsingError, TransportError, ValidationError } from '../errors.ts';

const gzipAsync = promisify(gzip);
const gunzipAsync = promisify(gunzip);

/** SHA-256 of the bytes as they were given, whatever the form in which they are kept. */
export const contentKey = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** `ab/cd/abcd….gz`: two levels, so that no directory grows beyond a few thousand entries. @throws {ValidationError} on what is no key */
export function objectPath(key: string): string {
  if (!/^[\da-f]{64}$/.test(key))
    throw new ValidationError('An object key is a SHA-256 in lower case hexadecimal.', { key: key.slice(0, 100) });
  return `${key.slice(0, 2)}/${key.slice(2, 4)}/${key}.gz`;
}

/** Filings shrink to a tenth already at the fastest level. */
export const pack = (bytes: Uint8Array): Promise<Buffer> => gzipAsync(bytes, { level: 1 });

/** @throws {ParsingError} STORAGE_CORRUPT when what was kept is not what was given */
export async function unpack(key: string, packed: Uint8Array): Promise<Buffer> {
  let bytes: Buffer;
  try {
    bytes = await gunzipAsync(packed);
  } catch (error) {
    throw corrupt(key, errorMessage(error));
  }
  if (contentKey(bytes) !== key) throw corrupt(key, 'the hash differs');
  return bytes;
}

const corrupt = (key: string, reason: string) =>
  new ParsingError('STORAGE_CORRUPT', 'An object in the store is damaged: its content no longer matches its key.', { key, reason });

export const absent = (key: string) => new NotFoundError('The object store does not hold this object.', { key });

export const unavailable = (error: unknown) =>
  new TransportError(
    'STORAGE_UNAVAILABLE',
    'The object store cannot be used at the moment.',
    { reason: errorMessage(error) },
    { cause: error },
  );
