import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../../generated/prisma/client.ts';
import type { Logger } from '../logger.ts';

/** One pool, and Prisma over it. `pool` is for SQL that Prisma cannot say; both act as the app role and are bound by row security. */
export interface Database {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  /** How long a transaction waits for a connection unless told, milliseconds. */
  readonly maxWaitMs: number;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  poolSize: number;
  logger: Logger;
  /** A statement that takes longer is cancelled: QUERY_TIMEOUT. Milliseconds; 0 for no limit. */
  statementTimeoutMs?: number;
  /** A statement that waits longer for a lock fails. Milliseconds. */
  lockTimeoutMs?: number;
  /** A query or transaction that gets no connection in this time fails: DATABASE_UNAVAILABLE. Milliseconds. */
  maxWaitMs?: number;
  applicationName?: string;
}

/**
 * Opens nothing until the first query. Every session runs in UTC: the driver reads timestamps as if it did.
 * The limits travel as start-up options, so a connection pooler in between must pass `options` on (PgBouncer 1.20 and newer can).
 */
export function createDatabase({
  url,
  poolSize,
  logger,
  statementTimeoutMs = 8_000,
  lockTimeoutMs = 3_000,
  maxWaitMs = 5_000,
  applicationName = 'gravity',
}: DatabaseOptions): Database {
  // Statements here take milliseconds; compiling one takes longer than it saves.
  const limits = {
    jit: 'off',
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    idle_in_transaction_session_timeout: 30_000,
  };
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: maxWaitMs,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: applicationName,
    options: sessionOptions({ TimeZone: 'UTC', ...limits }),
  });
  const warn = (error: Error) => logger.warn({ err: error }, 'a database connection was lost');
  pool.on('error', warn);
  pool.on('connect', (client) => client.on('error', warn));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions: { maxWait: maxWaitMs, timeout: 10_000 } });
  let closing: Promise<void> | undefined;
  return {
    prisma,
    pool,
    maxWaitMs,
    close: () => {
      closing ??= prisma.$disconnect().then(() => pool.end());
      return closing;
    },
  };
}

/** `-c name=value` pairs as PostgreSQL's start-up `options` want them. */
export function sessionOptions(settings: Record<string, string | number>): string {
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}
