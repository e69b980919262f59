import { decodeGlobalID } from '@pothos/plugin-relay';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The UUID in an id that a client sent: a node's `id`, or the bare UUID. Null when it is neither, or of another type;
 * callers answer that as they answer an id that does not exist.
 */
export function uuidOf(id: string, typename: string): string | null {
  if (UUID.test(id)) return id.toLowerCase();
  try {
    const decoded = decodeGlobalID(id);
    return decoded.typename === typename && UUID.test(decoded.id) ? decoded.id.toLowerCase() : null;
  } catch {
    return null;
  }
}

/** A row number (`bigint` column) that a client sent, or null when it is none. */
export function rowIdOf(id: string): bigint | null {
  return /^\d{1,18}$/.test(id) ? BigInt(id) : null;
}
