import type pg from 'pg';
import type { Logger } from '../logger.ts';
import { createInProcessBus } from './in-process-bus.ts';
import { createPostgresBus } from './postgres-bus.ts';
import { createRedisBus } from './redis-bus.ts';
import type { EventBus } from './types.ts';

export type EventBusOptions = { logger: Logger } & (
  | { kind: 'in-process' }
  | { kind: 'postgres'; pool: pg.Pool; directUrl: string }
  | { kind: 'redis'; url: string; prefix?: string }
);

/** In-process for one process on an embedded PostgreSQL, LISTEN/NOTIFY for a server without Redis, else Redis. */
export async function createEventBus(options: EventBusOptions): Promise<EventBus> {
  if (options.kind === 'redis') return createRedisBus(options);
  if (options.kind === 'postgres') return createPostgresBus(options);
  return createInProcessBus(options.logger);
}
