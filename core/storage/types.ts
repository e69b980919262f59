/**
 * Bytes by their SHA-256 (hex, lower case). Content-addressed: a put is idempotent, a get verifies.
 */
export interface ObjectStore {
  /** Stores and returns the key. @throws {TransportError} STORAGE_UNAVAILABLE */
  put(bytes: Uint8Array): Promise<string>;
  /** @throws {NotFoundError}; {ParsingError} STORAGE_CORRUPT when the bytes no longer hash to the key */
  get(key: string): Promise<Uint8Array>;
  has(key: string): Promise<boolean>;
  /** Answers when the store can be used. @throws {TransportError} */
  ping(): Promise<void>;
}
