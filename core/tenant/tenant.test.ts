import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withTenant } from '../db/tenancy.ts';
import { createInProcessBus } from '../events/in-process-bus.ts';
import { createLogger } from '../logger.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { aCompany, aTenant, type TestTenant } from '../testing/factories.ts';
import { accessRevokedTopic } from '../topics.ts';
import { createApiKeyService } from './api-key.service.ts';
import { appendAudit, verifyAuditChain } from './audit.ts';
import { withIdempotency } from './idempotency.ts';
import { ensureLocalOwner } from './local-owner.ts';
import { addMember, createTenant, findTenantByName, findViewer } from './tenant.service.ts';
import { createWatchlistService } from './watchlist.service.ts';

let test: TestDatabase;
let a: TestTenant;
let b: TestTenant;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  a = await aTenant(test.database);
  b = await aTenant(test.database);
});
afterAll(() => test.close());

const audit = (tenantId: string) => withTenant(test.database, tenantId, (tx) => tx.auditEntry.findMany({ orderBy: { sequence: 'asc' } }));
const caller = (tenant: TestTenant) => ({ viewer: tenant.viewer, requestId: 'request-1' });
const watchers = async () => new Map((await test.database.prisma.watchedCompany.findMany()).map((row) => [row.cik, row.watchers]));

describe('tenants', () => {
  it('are found by name and refuse a name that is taken', async () => {
    const name = `Northwind ${randomUUID().slice(0, 8)}`;
    const tenant = await createTenant(test.database, { name });
    expect(await findTenantByName(test.database, name)).toEqual(tenant);
    expect(await findTenantByName(test.database, 'Nobody')).toBeNull();
    await expect(createTenant(test.database, { name })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(createTenant(test.database, { name: 'a\nb' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await audit(tenant.id)).toMatchObject([{ action: 'create-tenant', actor: 'cli', sequence: 1n }]);
  });

  it('have one local owner however often and however many at once ask for it', async () => {
    const owners = await Promise.all([ensureLocalOwner(test.database), ensureLocalOwner(test.database), ensureLocalOwner(test.database)]);
    expect(new Set(owners.map(({ userId }) => userId)).size).toBe(1);
    expect(owners[0]).toMatchObject({ isLocalOwner: true, isOperator: true, isAdmin: true });
  });

  it('give a subject its only membership, or the one it names', async () => {
    const subject = `idp|${randomUUID()}`;
    expect(await findViewer(test.database, { subject })).toBeNull();
    const join = (tenantId: string) =>
      withTenant(test.database, tenantId, (tx) => addMember(tx, tenantId, { subject, displayName: 'Grace', roles: ['ANALYST'] }));
    const user = await join(a.tenant.id);
    expect(await findViewer(test.database, { subject })).toMatchObject({ tenantId: a.tenant.id, userId: user.id, roles: ['ANALYST'] });
    expect((await join(b.tenant.id)).id).toBe(user.id);
    expect(await findViewer(test.database, { subject })).toBeNull();
    expect(await findViewer(test.database, { subject, tenantId: b.tenant.id })).toMatchObject({ tenantId: b.tenant.id });
    expect(await findViewer(test.database, { subject, tenantId: randomUUID() })).toBeNull();
    await withTenant(test.database, a.tenant.id, (tx) => tx.user.update({ where: { id: user.id }, data: { disabledAt: new Date() } }));
    expect(await findViewer(test.database, { subject, tenantId: b.tenant.id })).toBeNull();
  });
});

describe('API keys', () => {
  let now = new Date();
  const events = createInProcessBus(createLogger('silent', 'test'));
  const keys = (pepper = 'a pepper of tests') =>
    createApiKeyService({ database: test.database, events, peppers: [pepper, 'an older pepper'], now: () => now });
  const reason = (promise: Promise<unknown>) =>
    promise.then(
      () => 'ACCEPTED',
      (error: { details: { reason: string } }) => error.details.reason,
    );
  const days = (count: number) => {
    now = new Date(now.getTime() + count * 86_400_000);
  };
  beforeEach(() => {
    now = new Date();
  });

  it('open their tenant with their role, and only their prefix and hash are kept', async () => {
    const key = await keys().create(caller(a), { name: 'Reports', role: 'PARTNER' });
    expect(key.secret).toMatch(/^grv_[A-Za-z0-9]{8}_[\w-]{43}$/);
    const { viewer } = await keys().verify(key.secret);
    expect(viewer).toMatchObject({
      tenantId: a.tenant.id,
      roles: ['PARTNER'],
      apiKeyId: key.id,
      isOperator: false,
      displayName: 'Reports',
    });
    const dump = await withTenant(test.database, a.tenant.id, async (tx) =>
      JSON.stringify([await tx.apiKey.findMany(), await tx.user.findMany()]),
    );
    expect(dump).toContain(key.prefix);
    expect(dump).not.toContain(key.secret.slice(key.prefix.length + 1));
    expect(JSON.stringify((await audit(a.tenant.id)).map(({ details }) => details))).not.toContain(key.secret);
  });

  it('are refused when wrong, expired or revoked, with the reason', async () => {
    const key = await keys().create(caller(a), { name: 'Reports', role: 'PARTNER' });
    expect(await reason(keys().verify('grv_none'))).toBe('KEY_UNKNOWN');
    expect(await reason(keys().verify(`${key.secret.slice(0, -1)}${key.secret.endsWith('A') ? 'B' : 'A'}`))).toBe('KEY_UNKNOWN');
    expect(await reason(keys('another pepper').verify(key.secret))).toBe('KEY_UNKNOWN');
    days(90);
    now = new Date(now.getTime() + 1_000);
    expect(await reason(keys().verify(key.secret))).toBe('KEY_EXPIRED');
    days(-80);
    const service = keys();
    expect(await reason(service.verify(key.secret))).toBe('ACCEPTED');
    const heard: unknown[] = [];
    await events.subscribe(accessRevokedTopic, (payload) => heard.push(payload));
    await service.revoke(caller(a), key.id);
    expect(await reason(service.verify(key.secret))).toBe('KEY_REVOKED');
    await new Promise(setImmediate);
    expect(heard).toEqual([{ tenantId: a.tenant.id, apiKeyId: key.id }]);
  });

  it('rotate: the old one goes on for seven days', async () => {
    const old = await keys().create(caller(a), { name: 'Reports', role: 'ANALYST' });
    const fresh = await keys().rotate(caller(a), old.id);
    days(6.9);
    expect(await reason(keys().verify(old.secret))).toBe('ACCEPTED');
    days(0.2);
    expect(await reason(keys().verify(old.secret))).toBe('KEY_EXPIRED');
    expect((await keys().verify(fresh.secret)).viewer).toMatchObject({ roles: ['ANALYST'], displayName: 'Reports' });
    expect((await audit(a.tenant.id)).map(({ action }) => action)).toEqual(['create-api-key', 'rotate-api-key']);
  });

  it("are not another tenant's to rotate or revoke", async () => {
    const key = await keys().create(caller(a), { name: 'Reports', role: 'ANALYST' });
    for (const id of [key.id, randomUUID(), 'no id']) {
      await expect(keys().revoke(caller(b), id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(keys().rotate(caller(b), id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await reason(keys().verify(key.secret))).toBe('ACCEPTED');
    await expect(keys().create(caller(a), { name: 'Long', role: 'ANALYST', days: 4_000 })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });

  it('write when they were used once in five minutes', async () => {
    const key = await keys().create(caller(a), { name: 'Reports', role: 'ANALYST' });
    const lastUsed = async () => {
      await keys().verify(key.secret);
      return withTenant(test.database, a.tenant.id, async (tx) =>
        (await tx.apiKey.findUniqueOrThrow({ where: { id: key.id } })).lastUsedAt?.getTime(),
      );
    };
    const first = await lastUsed();
    now = new Date(now.getTime() + 60_000);
    expect(await lastUsed()).toBe(first);
    now = new Date(now.getTime() + 300_000);
    expect(await lastUsed()).toBe(now.getTime());
  });
});

describe('watchlists', () => {
  const lists = () => createWatchlistService({ database: test.database });

  it('take companies by ticker and CIK and count who watches them', async () => {
    const [one, two] = [await aCompany(test.database, { symbols: [`W${Date.now() % 1e6}`] }), await aCompany(test.database)];
    const ticker = (await test.database.prisma.companyTicker.findFirstOrThrow({ where: { cik: one.cik } })).ticker;
    const mine = await lists().create(caller(a), { name: 'Chips', tickers: [ticker.toLowerCase(), String(two.cik)] });
    const theirs = await lists().create(caller(b), { name: 'Chips', tickers: [ticker, ticker] });
    expect(await lists().list(a.viewer)).toMatchObject([{ id: mine.id, name: 'Chips', ciks: [one.cik, two.cik] }]);
    expect((await watchers()).get(one.cik)).toBe(2);
    await lists().add(caller(a), mine.id, [ticker]);
    expect((await watchers()).get(one.cik)).toBe(2);
    await lists().remove(caller(a), mine.id, [String(two.cik)]);
    expect((await watchers()).has(two.cik)).toBe(false);
    await lists().delete(caller(a), mine.id);
    expect((await watchers()).get(one.cik)).toBe(1);
    await lists().delete(caller(b), theirs.id);
    expect((await watchers()).has(one.cik)).toBe(false);
    expect((await audit(a.tenant.id)).map(({ action }) => action)).toEqual([
      'create-watchlist',
      'add-to-watchlist',
      'remove-from-watchlist',
      'delete-watchlist',
    ]);
  });

  it('refuse a taken name, an unknown company and a foreign list, and leave nothing behind', async () => {
    const mine = await lists().create(caller(a), { name: 'Banks' });
    await expect(lists().create(caller(a), { name: ' Banks ' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(lists().add(caller(a), mine.id, ['NOSUCH'])).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { unknown: ['NOSUCH'] },
    });
    for (const id of [mine.id, randomUUID(), 'no id']) {
      await expect(lists().rename(caller(b), id, 'Mine now')).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(lists().add(caller(b), id, ['1'])).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(lists().delete(caller(b), id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await lists().list(a.viewer)).toMatchObject([{ name: 'Banks', ciks: [] }]);
    expect(await audit(b.tenant.id)).toEqual([]);
  });

  it('can name a company that only EDGAR knows', async () => {
    const service = createWatchlistService({ database: test.database, resolveTickers: async () => new Map([['FRESH', 4_242_424]]) });
    const { id } = await service.create(caller(a), { name: 'New', tickers: ['fresh'] });
    expect(await service.list(a.viewer)).toMatchObject([{ id, ciks: [4_242_424] }]);
  });
});

describe('the audit chain', () => {
  const write = (tenant: TestTenant, count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, i) =>
        withTenant(
          test.database,
          tenant.tenant.id,
          (tx) => appendAudit(tx, caller(tenant), { action: 'test', details: { i, text: 'é"\n' } }),
          {
            maxWaitMs: 30_000,
            timeoutMs: 30_000,
          },
        ),
      ),
    );
  const asOwner = async (sql: string, values: unknown[]) => {
    const owner = new pg.Client({ connectionString: test.ownerUrl });
    await owner.connect();
    await owner.query('begin');
    await owner.query("select set_config('app.tenant', $1, true)", [a.tenant.id]);
    await owner.query(sql, values);
    await owner.query('commit');
    await owner.end();
  };

  it('numbers parallel entries of each tenant without a gap and verifies', async () => {
    await Promise.all([write(a, 40), write(b, 20)]);
    expect((await audit(a.tenant.id)).map(({ sequence }) => Number(sequence))).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    expect(await verifyAuditChain(test.database, a.tenant.id)).toMatchObject({ entries: 40, brokenAt: null, head: { sequence: 40 } });
    expect(await verifyAuditChain(test.database, b.tenant.id)).toMatchObject({ entries: 20, brokenAt: null });
  });

  it.each([
    ['an edited row', "update audit_entry set details = '{}' where tenant_id = $1 and sequence = 3", { brokenAt: 3, reason: 'CHANGED' }],
    ['a deleted row', 'delete from audit_entry where tenant_id = $1 and sequence = 3', { brokenAt: 3, reason: 'MISSING' }],
    ['a cut tail', 'delete from audit_entry where tenant_id = $1 and sequence > 4', { brokenAt: 5, reason: 'TAIL_MISSING' }],
  ])('shows %s', async (_, sql, verdict) => {
    await write(a, 6);
    await asOwner(sql, [a.tenant.id]);
    expect(await verifyAuditChain(test.database, a.tenant.id)).toMatchObject(verdict);
  });

  it('cannot be changed, dated or numbered by the app role', async () => {
    await write(a, 1);
    for (const sql of [
      'update audit_entry set actor = actor',
      'delete from audit_entry',
      'truncate audit_entry',
      'update audit_head set sequence = 0',
    ])
      await expect(withTenant(test.database, a.tenant.id, (tx) => tx.$executeRawUnsafe(sql))).rejects.toThrow(/permission denied/);
    await withTenant(test.database, a.tenant.id, (tx) =>
      tx.auditEntry.create({
        data: { tenantId: a.tenant.id, actor: 'x', action: 'y', outcome: 'DONE', at: new Date(0), sequence: 99, hash: 'z' },
      }),
    );
    const last = (await audit(a.tenant.id)).at(-1);
    expect(last?.sequence).toBe(2n);
    expect(Date.now() - (last?.at.getTime() ?? 0)).toBeLessThan(60_000);
    expect(await verifyAuditChain(test.database, a.tenant.id)).toMatchObject({ entries: 2, brokenAt: null });
  });

  it('takes a change back when the row cannot be written', async () => {
    const attempt = withTenant(test.database, a.tenant.id, async (tx) => {
      await tx.watchlist.create({ data: { id: randomUUID(), tenantId: a.tenant.id, name: 'Unaudited' } });
      await appendAudit(tx, { viewer: { ...a.viewer, tenantId: b.tenant.id } }, { action: 'test' });
    });
    await expect(attempt).rejects.toThrow();
    expect(await withTenant(test.database, a.tenant.id, (tx) => tx.watchlist.count())).toBe(0);
  });
});

describe('idempotency keys', () => {
  const once = (tenant: TestTenant, key: string | null, body: unknown, work: () => Promise<{ n: number }>) =>
    withTenant(test.database, tenant.tenant.id, (tx) => withIdempotency(tx, { viewer: tenant.viewer, key, body }, work), {
      maxWaitMs: 30_000,
    });

  it('do the work once for parallel calls and give all the same result', async () => {
    const key = randomUUID();
    let done = 0;
    const work = async () => ({ n: ++done });
    const results = await Promise.all(Array.from({ length: 20 }, () => once(a, key, { b: 1, a: [2] }, work)));
    expect(done).toBe(1);
    expect(results.map(({ result }) => result.n)).toEqual(Array.from({ length: 20 }, () => 1));
    expect(results.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await once(a, key, { a: [2], b: 1 }, work)).toEqual({ result: { n: 1 }, replayed: true });
  });

  it('refuse another body, and belong to a tenant and a user', async () => {
    const key = randomUUID();
    await once(a, key, 1, async () => ({ n: 1 }));
    await expect(once(a, key, 2, async () => ({ n: 2 }))).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await once(b, key, 2, async () => ({ n: 2 }))).toEqual({ result: { n: 2 }, replayed: false });
    const other = { ...a, viewer: { ...a.viewer, userId: randomUUID() } };
    expect((await once(other, key, 3, async () => ({ n: 3 }))).replayed).toBe(false);
    await expect(once(a, 'x'.repeat(256), 1, async () => ({ n: 1 }))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('are free again when the work failed or a day has passed', async () => {
    const key = randomUUID();
    await expect(
      once(a, key, 1, async () => {
        throw new Error('the work failed');
      }),
    ).rejects.toThrow('the work failed');
    expect(await once(a, key, 1, async () => ({ n: 1 }))).toEqual({ result: { n: 1 }, replayed: false });
    await withTenant(test.database, a.tenant.id, (tx) =>
      tx.idempotencyKey.updateMany({ where: { key }, data: { createdAt: new Date(Date.now() - 86_500_000) } }),
    );
    expect(await once(a, key, 2, async () => ({ n: 2 }))).toEqual({ result: { n: 2 }, replayed: false });
  });
});
