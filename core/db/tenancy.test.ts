import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { tenantClient, withTenant } from './tenancy.ts';

let test: TestDatabase;
const [a, b] = [randomUUID(), randomUUID()] as const;

beforeAll(async () => {
  test = await testDatabase({ poolSize: 2 });
  for (const [id, name] of [
    [a, 'Alder'],
    [b, 'Birch'],
  ] as const)
    await withTenant(test.database, id, async (tx) => {
      await tx.tenant.create({ data: { id, name } });
      await tx.watchlist.create({ data: { id: randomUUID(), tenantId: id, name: 'Chips' } });
    });
});
afterAll(() => test.close());

it('keeps 500 interleaved requests of two tenants on two connections apart', async () => {
  const seen = await Promise.all(
    Array.from({ length: 500 }, async (_, i) => {
      const tenant = i % 2 ? a : b;
      const rows =
        i % 4 < 2
          ? await tenantClient(test.database, tenant).watchlist.findMany()
          : await withTenant(test.database, tenant, (tx) => tx.watchlist.findMany(), { maxWaitMs: 30_000 });
      return rows.length === 1 && rows.every((row) => row.tenantId === tenant);
    }),
  );
  expect(seen.filter((right) => !right)).toEqual([]);
});
