import { Redis } from 'ioredis';
import { errorMessage } from '../errors.ts';
import type { Logger } from '../logger.ts';

/** A connection for short commands: down means an error at once, never a queue. */
export function connectRedis(url: string, logger: Logger): Redis {
  const redis = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: 1_000, connectTimeout: 3_000 });
  redis.on('error', (error) => logger.debug({ reason: errorMessage(error) }, 'no Redis'));
  return redis;
}
