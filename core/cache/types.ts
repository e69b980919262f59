/** Bytes of JSON by key, in memory first and Redis behind. Keys carry the index version and, for tenant data, the tenant. A cache that is down is a miss. */
export interface Cache {
  get<T>(key: string): Promise<T | undefined>;
  set(key: string, value: unknown, ttlSeconds?: number): Promise<void>;
  delete(key: string): Promise<void>;
  close(): Promise<void>;
}
