import { setTimeout as sleep } from 'node:timers/promises';
import type { Prisma, PrismaClient } from '../../generated/prisma/client.ts';
import { ValidationError } from '../errors.ts';
import type { Database } from './client.ts';
import { databaseError, isConflict } from './errors.ts';

export type Tx = Prisma.TransactionClient;

export interface TransactionOptions {
  /** For a free connection, milliseconds. */
  maxWaitMs?: number;
  /** For the whole transaction, milliseconds. */
  timeoutMs?: number;
  isolation?: Prisma.TransactionIsolationLevel;
  /** How often the work is done in all when it loses against another transaction. It must be repeatable. */
  attempts?: number;
}

/** Settings that policies read, local to one transaction. `key_prefix`, `tenant_name`, `user` and `subject` each open one lookup. */
export interface Scope {
  tenant?: string;
  key_prefix?: string;
  tenant_name?: string;
  user?: string;
  subject?: string;
}

/**
 * One transaction over public data. Tenant tables show no rows in it. Never nest, and never wait for a model or HTTP call inside.
 * @throws {TransportError} DATABASE_UNAVAILABLE; {TimeoutError} QUERY_TIMEOUT; whatever `work` throws, after a rollback
 */
export const transaction = <T>(database: Database, work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T> =>
  inScope(database, {}, work, options);

/** The same with row security open for one tenant. */
export function withTenant<T>(
  database: Database,
  tenantId: string,
  work: (tx: Tx) => Promise<T>,
  options?: TransactionOptions,
): Promise<T> {
  return inScope(database, { tenant: checkedTenant(tenantId) }, work, options);
}

/** The same for the few lookups that come before the tenant is known. */
export async function inScope<T>(
  database: Database,
  scope: Scope,
  work: (tx: Tx) => Promise<T>,
  { maxWaitMs = database.maxWaitMs, timeoutMs = 10_000, isolation, attempts = 4 }: TransactionOptions = {},
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.prisma.$transaction(
        async (tx) => {
          await setScope(tx, scope);
          return work(tx);
        },
        { maxWait: maxWaitMs, timeout: timeoutMs, isolationLevel: isolation },
      );
    } catch (error) {
      if (!isConflict(error) || attempt >= attempts) throw databaseError(error);
      await sleep(Math.random() * 25 * 2 ** attempt);
    }
  }
}

/** Opens more of row security for the rest of a transaction, as when a tenant becomes known in it. */
export async function setScope(tx: Tx, scope: Scope): Promise<void> {
  const settings = Object.entries(scope).filter(([, value]) => value !== undefined);
  if (settings.length === 0) return;
  const names = settings.map(([name]) => `app.${name}`);
  const values = settings.map(([, value]) => value);
  await tx.$executeRaw`select set_config(name, value, true) from unnest(${names}::text[], ${values}::text[]) as scope (name, value)`;
}

/**
 * A client whose every operation runs in one batch transaction of its own, scoped to the tenant: for reads, and for Pothos.
 * Interactive and batch transactions are refused on it (they would open a second one); use {@link withTenant}.
 */
export function tenantClient(database: Database, tenantId: string): PrismaClient {
  const tenant = checkedTenant(tenantId);
  const { prisma } = database;
  const extended = prisma.$extends({
    name: 'tenant',
    query: {
      $allOperations: async ({ args, query }) => {
        try {
          const [, result] = await prisma.$transaction([
            prisma.$executeRaw`select set_config('app.tenant', ${tenant}, true)`,
            query(args) as Prisma.PrismaPromise<unknown>,
          ]);
          return result;
        } catch (error) {
          throw databaseError(error);
        }
      },
    },
    client: {
      $transaction(): never {
        throw new Error('Use withTenant(): a tenant client opens a transaction for each operation.');
      },
    },
  });
  return extended as unknown as PrismaClient;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** An id from outside that is none must look like one that names nothing. */
export const isUuid = (id: string): boolean => UUID.test(id);

function checkedTenant(tenantId: string): string {
  if (!isUuid(tenantId)) throw new ValidationError('A tenant id is a UUID.', {}, 'INTERNAL_SERVER_ERROR');
  return tenantId;
}
