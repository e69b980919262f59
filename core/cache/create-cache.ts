import { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { errorMessage } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Cache } from './types.ts';

export interface CacheOptions {
  /** Absent: memory only. */
  url?: string;
  maxEntries: number;
  /** For entries that name none; 0 caches nothing. */
  ttlSeconds: number;
  logger: Logger;
  prefix?: string;
}

/** Memory holds no more than this, whatever `maxEntries` says; larger entries than 640 kB go to Redis only. */
const MAX_BYTES = 64 * 1024 * 1024;
/** With Redis behind, memory is short-lived: what one process deletes, the others still remember for so long. */
const MEMORY_SECONDS = 30;

/** Memory in front, Redis behind; values pass through JSON, so what a caller does to one it was given changes nothing. */
export function createCache({ url, maxEntries, ttlSeconds, logger, prefix = 'gravity:cache:' }: CacheOptions): Cache {
  const memory =
    maxEntries > 0
      ? new LRUCache<string, string>({
          max: maxEntries,
          maxSize: MAX_BYTES,
          maxEntrySize: 640 * 1024,
          sizeCalculation: (value, key) => value.length + key.length + 1,
        })
      : null;
  const redis = url ? connect(url, logger) : null;
  const memoryMs = (seconds: number) => Math.min(seconds, redis ? MEMORY_SECONDS : seconds) * 1_000;
  /** Undefined when Redis is down or slow: a cache must never be what a request waits for. */
  const ask = async <T>(call: (redis: Redis) => Promise<T>): Promise<T | undefined> => {
    if (redis?.status !== 'ready') return undefined;
    try {
      return await call(redis);
    } catch (error) {
      logger.debug({ reason: errorMessage(error) }, 'the cache did not answer');
      return undefined;
    }
  };
  return {
    async get<T>(key: string): Promise<T | undefined> {
      const near = memory?.get(key);
      if (near !== undefined) return JSON.parse(near) as T;
      const [far, leftMs] =
        (await ask((r) =>
          r
            .multi()
            .get(prefix + key)
            .pttl(prefix + key)
            .exec()
            .then(values),
        )) ?? [];
      if (typeof far !== 'string') return undefined;
      memory?.set(key, far, { ttl: Math.max(1, Math.min(memoryMs(MEMORY_SECONDS), Number(leftMs))) });
      return JSON.parse(far) as T;
    },
    async set(key, value, seconds = ttlSeconds) {
      const text = JSON.stringify(value);
      if (seconds <= 0 || text === undefined) return;
      memory?.set(key, text, { ttl: memoryMs(seconds) });
      await ask((r) => r.set(prefix + key, text, 'PX', Math.ceil(seconds * 1_000)));
    },
    async delete(key) {
      memory?.delete(key);
      await ask((r) => r.del(prefix + key));
    },
    async close() {
      memory?.clear();
      redis?.disconnect();
    },
  };
}

function connect(url: string, logger: Logger): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 250,
    connectTimeout: 3_000,
    retryStrategy: (attempt) => Math.min(5_000, 100 * 2 ** Math.min(attempt, 6)),
  });
  redis.on('error', (error) => logger.debug({ reason: errorMessage(error) }, 'cache: no Redis'));
  return redis;
}

/** The results of a MULTI, or the first error in it. */
function values(results: [Error | null, unknown][] | null): unknown[] {
  return (results ?? []).map(([error, value]) => {
    if (error) throw error;
    return value;
  });
}
