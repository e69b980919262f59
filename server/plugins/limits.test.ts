import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLimits } from '../../core/limits/create-limits.ts';
import { createLogger } from '../../core/logger.ts';
import { aTenant } from '../../core/testing/factories.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
const asked: string[] = [];
beforeAll(async () => {
  server = await startTestServer({
    env: { RATE_LIMIT_PER_MINUTE: '60', RATE_LIMIT_PER_HOUR: '100' },
    deps: {
      answers: {
        ask: async (_caller, { question }) => {
          asked.push(question);
          throw new Error('no answer');
        },
        cancel: async () => {},
      },
    },
  });
});
afterAll(() => server.close());
const viewer = '{ viewer { id } }';

describe('limits', () => {
  it('admit exactly sixty of eighty parallel calls of a user, and tell when to come back', async () => {
    const { keys } = await server.tenant();
    const replies = await Promise.all(Array.from({ length: 80 }, () => server.send(viewer, {}, { key: keys.ANALYST })));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(60);
    const refused = replies.find(({ status }) => status === 429);
    expect(refused?.errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) });
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused?.data).toBeUndefined();
  }, 60_000);

  it('count root fields, not requests', async () => {
    const { keys } = await server.tenant();
    const fifteen = `mutation { ${Array.from({ length: 15 }, (_, i) => `a${i}: ask(input: { question: "q" }) { __typename }`).join(' ')} }`;
    for (let i = 0; i < 4; i += 1) expect((await server.send(fifteen, {}, { key: keys.PARTNER })).status).not.toBe(429);
    asked.length = 0;
    expect((await server.send(viewer, {}, { key: keys.PARTNER })).status).toBe(429);
    expect((await server.send(fifteen, {}, { key: keys.PARTNER })).status).toBe(429);
    expect(asked).toEqual([]);
  }, 60_000);

  it('hold for the whole tenant and for no other', async () => {
    const { keys } = await server.tenant();
    const of = (key: string) => Promise.all(Array.from({ length: 55 }, () => server.send(viewer, {}, { key })));
    const replies = [...(await of(keys.ANALYST)), ...(await of(keys.ADMIN))];
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(100);
    const other = await server.tenant();
    expect((await server.send(viewer, {}, { key: other.keys.ANALYST })).status).toBe(200);
  }, 60_000);

  it('hold on sockets too', async () => {
    const { keys } = await server.tenant();
    await Promise.all(Array.from({ length: 60 }, () => server.send(viewer, {}, { key: keys.ANALYST })));
    const errors = await new Promise<unknown>((resolve) => {
      server
        .socket(keys.ANALYST)
        .subscribe(
          { query: 'subscription { filingStatusChanged { id } }' },
          { next: ({ errors: inside }) => resolve(inside), error: resolve, complete: () => resolve('complete') },
        );
    });
    expect(errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) } }]);
  }, 60_000);

  it('hold over the stores of the product', async () => {
    const limits = createLimits({ kind: 'postgres', pool: server.deps.database.pool, logger: createLogger('silent', 'test') });
    const taken = await Promise.all(Array.from({ length: 30 }, () => limits.rate.take('server-test', { max: 5, windowMs: 60_000 })));
    expect(taken.filter(({ admitted }) => admitted)).toHaveLength(5);
    await limits.close();
  });

  it('refuse an address after twenty wrong keys in a minute, though not its good ones', async () => {
    const { keys } = await server.tenant();
    const statuses: number[] = [];
    for (let i = 0; i < 22; i += 1) statuses.push((await server.send(viewer, {}, { key: `grv_wrong${i}` })).status);
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(401));
    expect(statuses.slice(20)).toEqual([429, 429]);
    expect((await server.send(viewer, {}, { key: keys.ANALYST })).status).toBe(200);
  }, 60_000);
});

describe('the local owner', () => {
  it('has no limits unless they were set, and is nobody to other hosts and pages', async () => {
    const { viewer: someone } = await aTenant(server.deps.database);
    const localOwner = { ...someone, isLocalOwner: true, isOperator: true };
    const own = await startTestServer({ localOwner, deps: { database: server.deps.database } });
    try {
      const statusOf = async (headers: Record<string, string>) => (await own.send(viewer, {}, { headers })).status;
      expect(await statusOf({})).toBe(200);
      expect(await statusOf({ origin: 'http://localhost:5173' })).toBe(200);
      expect(await statusOf({ origin: 'https://evil.example' })).toBe(401);
      expect(await statusOf({ origin: 'null' })).toBe(401);
    } finally {
      await own.close();
    }
  }, 60_000);
});
