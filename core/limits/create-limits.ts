import type pg from 'pg';
import type { Logger } from '../logger.ts';
import { createPostgresLimits } from './postgres-limits.ts';
import { createRedisLimits } from './redis-limits.ts';
import type { Limits } from './types.ts';

/** On Redis where there is one, else in PostgreSQL. */
export const createLimits = (options: { logger: Logger } & ({ url: string; prefix?: string } | { pool: pg.Pool })): Limits =>
  'pool' in options ? createPostgresLimits(options) : createRedisLimits(options);
