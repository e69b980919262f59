import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { createLogger } from '../logger.ts';
import { onServer, type TestDatabase, testDatabase } from '../testing/database.ts';
import { aFiling, aTenant, aWatchlist } from '../testing/factories.ts';
import { createDatabase } from './client.ts';
import { inScope, setScope, tenantClient, transaction, withTenant } from './tenancy.ts';

let test: TestDatabase;
let a: string;
let b: string;
beforeAll(async () => {
  test = await testDatabase({ poolSize: 2 });
  a = (await aTenant(test.database)).tenant.id;
  b = (await aTenant(test.database)).tenant.id;
  for (const tenant of [a, b]) await aWatchlist(test.database, tenant, { name: 'Chips', ciks: [1, 2] });
});
afterAll(() => test.close());

const listsOf = (tenant: string) => withTenant(test.database, tenant, (tx) => tx.watchlist.findMany({ orderBy: { name: 'asc' } }));

describe('two tenants on two connections', () => {
  it('see only their own rows in 500 interleaved requests', async () => {
    const requests = Array.from({ length: 500 }, async (_, i) => {
      const tenant = i % 2 ? a : b;
      const rows = await [
        () => tenantClient(test.database, tenant).watchlistItem.findMany(),
        () => withTenant(test.database, tenant, (tx) => tx.watchlistItem.findMany()),
        () =>
          withTenant(
            test.database,
            tenant,
            (tx) => tx.$queryRaw<{ tenantId: string }[]>`select tenant_id as "tenantId" from watchlist_item`,
          ),
        () => test.database.prisma.watchlistItem.findMany(),
      ][(i % 8) >> 1]?.();
      const wanted = i % 8 >= 6 ? 0 : 2;
      return rows?.length === wanted && rows.every((row) => row.tenantId === tenant);
    });
    expect((await Promise.all(requests)).filter((right) => !right)).toEqual([]);
  }, 120_000);

  it('may use the same names', async () => {
    expect((await listsOf(a)).map(({ name }) => name)).toEqual(['Chips']);
    expect((await listsOf(b)).map(({ name }) => name)).toEqual(['Chips']);
  });
});

describe('without a tenant', () => {
  it('no tenant table shows a row, on a connection that just had a tenant', async () => {
    const one = createDatabase({ url: test.url, poolSize: 1, logger: createLogger('silent', 'test'), maxWaitMs: 60_000 });
    expect(await withTenant(one, a, (tx) => tx.watchlist.count())).toBe(1);
    expect(await one.prisma.watchlist.count()).toBe(0);
    expect(await transaction(one, (tx) => tx.tenant.count())).toBe(0);
    expect(await tenantClient(one, b).watchlist.count()).toBe(1);
    const { rows } = await one.pool.query(
      "select current_setting('app.tenant', true) as tenant, (select count(*)::int from app_user) as users",
    );
    expect(rows).toEqual([{ tenant: '', users: 0 }]);
    await one.close();
  });

  it('nothing can be written', async () => {
    const data = { id: randomUUID(), tenantId: a, name: 'Nobody' };
    await expect(test.database.prisma.watchlist.create({ data })).rejects.toThrow(/row-level security/);
    expect((await test.database.prisma.watchlist.updateMany({ data: { name: 'Taken' } })).count).toBe(0);
  });

  it('a lookup opens only the row that it names', async () => {
    const name = (await withTenant(test.database, a, (tx) => tx.tenant.findFirstOrThrow())).name;
    expect(await inScope(test.database, { tenant_name: name }, (tx) => tx.tenant.findMany())).toMatchObject([{ id: a }]);
    expect(await inScope(test.database, { tenant_name: '' }, (tx) => tx.tenant.findMany())).toEqual([]);
    expect(await inScope(test.database, { key_prefix: 'grv_' }, (tx) => tx.apiKey.findMany())).toEqual([]);
  });

  it('an id that is none is refused before any SQL', () => {
    expect(() => withTenant(test.database, "' or true --", (tx) => tx.watchlist.count())).toThrow('UUID');
    expect(() => tenantClient(test.database, '')).toThrow('UUID');
  });
});

describe('a tenant', () => {
  it("cannot write another's row, point to one, move one to another, or change one", async () => {
    const foreign = (await listsOf(b))[0] as { id: string };
    const as = <T>(work: Parameters<typeof withTenant<T>>[2]) => withTenant(test.database, a, work);
    await expect(as((tx) => tx.watchlist.create({ data: { id: randomUUID(), tenantId: b, name: 'Planted' } }))).rejects.toThrow(
      /row-level security/,
    );
    for (const watchlistId of [foreign.id, randomUUID()])
      await expect(as((tx) => tx.watchlistItem.create({ data: { tenantId: a, watchlistId, cik: 7 } }))).rejects.toMatchObject({
        code: 'P2003',
      });
    await expect(as((tx) => tx.watchlist.updateMany({ data: { tenantId: b } }))).rejects.toThrow(/row-level security/);
    expect(await as((tx) => tx.watchlist.updateMany({ where: { id: foreign.id }, data: { name: 'Taken' } }))).toEqual({ count: 0 });
    expect(await as((tx) => tx.watchlist.deleteMany({ where: { id: foreign.id } }))).toEqual({ count: 0 });
    expect(await listsOf(b)).toMatchObject([{ name: 'Chips' }]);
  });

  it('keeps nothing of a transaction that throws', async () => {
    const failing = withTenant(test.database, a, async (tx) => {
      await tx.watchlist.create({ data: { id: randomUUID(), tenantId: a, name: 'Half' } });
      throw new Error('at the end');
    });
    await expect(failing).rejects.toThrow('at the end');
    expect(await listsOf(a)).toHaveLength(1);
  });

  it('has one connection and one transaction for reads with relations, nested writes and raw SQL', async () => {
    const id = randomUUID();
    const seen = await withTenant(test.database, a, async (tx) => {
      const where = () =>
        tx.$queryRaw<object[]>`select pg_backend_pid() as pid, txid_current()::text as xid, current_setting('app.tenant') as tenant`;
      const places = [await where()];
      await tx.watchlist.create({ data: { id, tenantId: a, name: 'Nested', items: { create: [{ cik: 3 }] } } });
      places.push(await where());
      expect(await tx.watchlist.findUnique({ where: { id }, include: { items: true, tenant: true } })).toMatchObject({
        items: [{ cik: 3 }],
      });
      places.push(await where());
      await tx.watchlist.delete({ where: { id } });
      return places;
    });
    expect(new Set(seen.map((place) => JSON.stringify(place))).size).toBe(1);
  });

  it('reads relations of public data through its client, and its client opens no second transaction', async () => {
    const filing = await aFiling(test.database);
    const client = tenantClient(test.database, a);
    expect(
      await client.filing.findUnique({ where: { accessionNumber: filing.accessionNumber }, include: { company: true, citations: true } }),
    ).toMatchObject({
      company: { cik: filing.cik },
      citations: [],
    });
    expect(() => client.$transaction([])).toThrow('withTenant');
    const results = await Promise.all([client.watchlist.count(), client.watchlist.findMany({ include: { items: true } })]);
    expect(results).toMatchObject([1, [{ items: [{ cik: 1 }, { cik: 2 }] }]]);
  });

  it('may become known in the middle of a transaction', async () => {
    const counts = await transaction(test.database, async (tx) => {
      const before = await tx.watchlist.count();
      await setScope(tx, { tenant: a });
      return [before, await tx.watchlist.count()];
    });
    expect(counts).toEqual([0, 1]);
  });
});

describe('trouble', () => {
  it('is told by code: a transaction past its time, and no free connection', async () => {
    const slow = withTenant(test.database, a, () => sleep(1_000), { timeoutMs: 200 });
    await expect(slow).rejects.toMatchObject({ code: 'QUERY_TIMEOUT' });
    const one = createDatabase({ url: test.url, poolSize: 1, logger: createLogger('silent', 'test'), maxWaitMs: 60_000 });
    const taken = new EventEmitter();
    const holder = withTenant(one, a, async () => {
      taken.emit('begun');
      await once(taken, 'free');
    });
    await once(taken, 'begun');
    await expect(withTenant(one, b, (tx) => tx.watchlist.count(), { maxWaitMs: 200 })).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
    });
    taken.emit('free');
    await holder;
    await one.close();
    const gone = createDatabase({ url: 'postgresql://gravity_app@127.0.0.1:1/none', poolSize: 1, logger: createLogger('silent', 'test') });
    await expect(withTenant(gone, a, (tx) => tx.watchlist.count())).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    await expect(tenantClient(gone, a).watchlist.count()).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    await gone.close();
  });

  it('of work that lost against another transaction is done again', async () => {
    let attempts = 0;
    const result = await transaction(test.database, async (tx) => {
      attempts += 1;
      if (attempts < 3) await tx.$executeRaw`do $$ begin raise exception 'lost' using errcode = '40001'; end $$`;
      return 'done';
    });
    expect([result, attempts]).toEqual(['done', 3]);
  });

  // The embedded engine has no timer that could stop a statement.
  if (onServer())
    it('ends a statement that runs too long', async () => {
      const quick = createDatabase({ url: test.url, poolSize: 1, logger: createLogger('silent', 'test'), statementTimeoutMs: 300 });
      await expect(transaction(quick, (tx) => tx.$queryRaw`select pg_sleep(5)::text`)).rejects.toMatchObject({ code: 'QUERY_TIMEOUT' });
      await quick.close();
    });
});

it('dates come back as the instants they are, whatever the server takes for its time zone', async () => {
  const instant = new Date('2025-07-04T12:34:56.789Z');
  const { accessionNumber } = await aFiling(test.database, { acceptedAt: instant });
  const read = await (test.database.prisma as PrismaClient).filing.findUniqueOrThrow({ where: { accessionNumber } });
  expect([read.acceptedAt, read.filedAt]).toEqual([instant, new Date('2025-02-14')]);
});
