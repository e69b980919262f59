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

export interface StoreOptions {
  /** Of one statement; a request's unless told. A worker's bulk inserts may take longer. Milliseconds. */
  statementTimeoutMs?: number;
}

/** One engine serves everybody in turn, so that a busy one is waited for longer than a server. */
const EMBEDDED_WAIT_MS = 15_000;

/**
 * Opens the stores that the config names; embedded, PostgreSQL is started and migrated. On a failure what was opened is closed again.
 * @throws {ValidationError} DATA_DIR_LOCKED, CONFIG_INVALID; {TransportError} DATABASE_UNAVAILABLE, QUEUE_UNAVAILABLE
 */
export async function openStores(config: Config, logger: Logger, { statementTimeoutMs }: StoreOptions = {}): Promise<Stores> {
  const closers = new Closers(logger);
  try {
    const urls = config.database ?? (await openEmbedded(config, logger, closers));
    const database = createDatabase({
      url: urls.url,
      poolSize: config.databasePoolSize,
      logger,
      statementTimeoutMs,
      ...(config.embedded ? { maxWaitMs: EMBEDDED_WAIT_MS } : {}),
    });
    closers.add('database', () => database.close());
    const redis = config.redis ? connectRedis(config.redis.url, logger) : null;
    if (redis) closers.add('redis', async () => redis.disconnect());

    const queuePool = config.redis ? null : createQueuePool(urls.url, logger);
    if (queuePool) closers.add('queue connections', () => queuePool.end());
    const queues = await createQueues({ logger, ...(queuePool ? { pool: queuePool } : { redisUrl: config.redis?.url ?? '' }) });
    closers.add('queues', () => queues.close());

    const shared = sharedBy(config, database, urls.directUrl);
    const events = await createEventBus({ logger, ...shared });
    closers.add('events', () => events.close());
    const limits = createLimits({ logger, ...shared });
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

/** Where processes meet: nowhere, in PostgreSQL or on Redis. */
function sharedBy({ redis, embedded }: Config, { pool }: Database, directUrl: string) {
  if (redis) return { kind: 'redis' as const, url: redis.url };
  return embedded ? { kind: 'in-process' as const } : { kind: 'postgres' as const, pool, directUrl };
}
