import { createPostgresBreakerStore } from '../breaker/postgres.ts';
import { createRedisBreakerStore } from '../breaker/redis.ts';
import type { BreakerStore } from '../breaker.ts';
import { createCache } from '../cache/create-cache.ts';
import type { Cache } from '../cache/types.ts';
import type { Config } from '../config.ts';
import { createDatabase, type Database } from '../db/client.ts';
import { APP_ROLE, startEmbedded } from '../db/embedded/start.ts';
import { migrate } from '../db/migrate.ts';
import { createEventBus } from '../events/create-event-bus.ts';
import type { EventBus } from '../events/types.ts';
import { createLimits } from '../limits/create-limits.ts';
import type { Limits } from '../limits/types.ts';
import type { Logger } from '../logger.ts';
import { createQueuePool, createQueues, type Queues } from '../queues.ts';
import { createObjectStore } from '../storage/object-store.ts';
import type { ObjectStore } from '../storage/types.ts';
import { Closers } from './closers.ts';
import { connectRedis } from './redis.ts';

/** Everything that keeps something. Nothing above knows whether it is embedded or a server. */
export interface Stores {
  readonly database: Database;
  /** The app role's connection, for libraries with connections of their own. */
  readonly databaseUrl: string;
  readonly events: EventBus;
  readonly limits: Limits;
  readonly cache: Cache;
  readonly objects: ObjectStore;
  readonly queues: Queues;
  readonly breakers: BreakerStore;
  close(): Promise<void>;
}

/**
 * Opens the stores that the config names; embedded, PostgreSQL is started and migrated. On a failure what was opened is closed again.
 * @throws {ValidationError} DATA_DIR_LOCKED, CONFIG_INVALID; {TransportError} DATABASE_UNAVAILABLE, QUEUE_UNAVAILABLE
 */
export async function openStores(config: Config, logger: Logger): Promise<Stores> {
  const closers = new Closers(logger);
  try {
    const urls = config.database ?? (await openEmbedded(config, logger, closers));
    const database = createDatabase({ url: urls.url, poolSize: config.databasePoolSize, logger });
    closers.add('database', () => database.close());
    const redis = config.redis ? connectRedis(config.redis.url, logger) : null;
    if (redis) closers.add('redis', async () => redis.disconnect());

    const queuePool = config.redis ? null : createQueuePool(urls.url, logger);
    if (queuePool) closers.add('queue connections', () => queuePool.end());
    const queues = await createQueues({ logger, ...(queuePool ? { pool: queuePool } : { redisUrl: config.redis?.url ?? '' }) });
    closers.add('queues', () => queues.close());

    const events = await createEventBus({ logger, ...eventsOf(config, urls, database) });
    closers.add('events', () => events.close());
    const limits = createLimits(config.redis ? { logger, url: config.redis.url } : { logger, pool: database.pool });
    closers.add('limits', () => limits.close());
    const cache = createCache({ ...config.cache, logger, ...(config.redis ? { url: config.redis.cacheUrl } : {}) });
    closers.add('cache', () => cache.close());
    return {
      database,
      databaseUrl: urls.url,
      events,
      limits,
      cache,
      queues,
      objects: createObjectStore(config),
      breakers: redis ? createRedisBreakerStore(redis) : createPostgresBreakerStore(database.pool),
      close: () => closers.close(),
    };
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function openEmbedded(config: Config, logger: Logger, closers: Closers) {
  const embedded = await startEmbedded({ dataDir: config.dataDir, logger });
  closers.add('embedded PostgreSQL', () => embedded.close());
  await migrate({ url: embedded.ownerUrl, appRole: APP_ROLE });
  return { url: embedded.url, directUrl: embedded.url };
}

function eventsOf(config: Config, { directUrl }: { directUrl: string }, { pool }: Database) {
  if (config.redis) return { kind: 'redis' as const, url: config.redis.url };
  return config.embedded ? { kind: 'in-process' as const } : { kind: 'postgres' as const, pool, directUrl };
}
