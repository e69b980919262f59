import type pg from 'pg';
import type { Logger } from '../logger.ts';
import { createMemoryLimits } from './memory-limits.ts';
import { createPostgresLimits } from './postgres-limits.ts';
import { createRedisLimits } from './redis-limits.ts';
import type { Limits } from './types.ts';

export type LimitsOptions = { logger: Logger } & (
  | { kind: 'in-process' }
  | { kind: 'postgres'; pool: pg.Pool }
  | { kind: 'redis'; url: string; prefix?: string }
);

/** In memory for the one process of an embedded PostgreSQL, in PostgreSQL for servers without Redis, else on Redis. */
export function createLimits(options: LimitsOptions): Limits {
  if (options.kind === 'redis') return createRedisLimits(options);
  return options.kind === 'postgres' ? createPostgresLimits(options) : createMemoryLimits();
}
