import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../../core/logger.ts';
import { createQueuePool, createQueues } from '../../core/queues.ts';
import { aFiling } from '../../core/testing/factories.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let keys: Awaited<ReturnType<TestServer['tenant']>>['keys'];

const queues = { backend: 'postgres', all: [] as unknown[], ping: async () => {} };
beforeAll(async () => {
  server = await startTestServer({ deps: { queues: queues as never } });
  keys = (await server.tenant()).keys;
});
afterAll(() => server.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${server.url}${path}`, { headers, redirect: 'manual' });

/** Until every dependency is as said, and up where nothing is said. */
async function until(expected: Record<string, string>): Promise<void> {
  for (let waited = 0; waited < 60; waited += 1) {
    const { dependencies } = (await (await get('/health')).json()) as { dependencies: Record<string, string> };
    if (Object.entries(dependencies).every(([name, state]) => state === (expected[name] ?? 'up'))) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

describe('health', () => {
  it('says that it lives, is ready and what it stands on, without a key', async () => {
    expect(await (await get('/live')).json()).toEqual({ status: 'live' });
    await until({});
    expect(await (await get('/ready')).json()).toEqual({ status: 'ready', degraded: [] });
    expect(await (await get('/health')).json()).toEqual({
      status: 'ready',
      dependencies: { database: 'up', queues: 'up', events: 'up', objects: 'up' },
      degraded: [],
    });
  });

  it('goes on without queues and objects, and says so', async () => {
    queues.ping = () => new Promise(() => {});
    await until({ queues: 'down' });
    const started = Date.now();
    const ready = await get('/ready');
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', degraded: ['queues'] }]);
    expect(Date.now() - started).toBeLessThan(1_000);
    queues.ping = async () => {};
  });

  it('prints its figures', async () => {
    await server.send('{ viewer { id } }', {}, { key: keys.ANALYST });
    const text = await (await get('/metrics')).text();
    expect(text).toContain('gravity_operation_seconds_count{type="query"}');
    expect(text).toContain('gravity_stage_runs_total');
  });
});

describe("a filing's own page", () => {
  it('is served to whoever was given its path, unable to run or load anything', async () => {
    const { accessionNumber } = await aFiling(server.deps.database);
    const htmlHash = await server.deps.objects.put(Buffer.from('<p id="b1">Risk &amp; reward</p>'));
    const name = 'a b.htm';
    await server.deps.database.prisma.filingDocument.create({
      data: { accessionNumber, name, sequence: 1, type: '10-K', sizeBytes: 1, contentHash: htmlHash, htmlHash },
    });
    const { data } = await server.send(
      `{ filing(accessionNumber: "${accessionNumber}") { documents { htmlUrl } } }`,
      {},
      { key: keys.ANALYST },
    );
    const path = (data as { filing: { documents: { htmlUrl: string }[] } }).filing.documents[0]?.htmlUrl ?? '';
    const page = await get(path);
    expect([page.status, await page.text()]).toEqual([200, '<p id="b1">Risk &amp; reward</p>']);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toBe(
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox",
    );
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await get(path, { 'if-none-match': page.headers.get('etag') ?? '' })).status).toBe(304);
    for (const other of [path.replace(/s=.*/, 's=wrong'), path.replace(/\?.*/, ''), path.replace('a%20b', 'c')])
      expect((await get(other)).status).toBe(404);
  });
});

describe('Bull Board', () => {
  it('is for operators, whichever way the key comes', async () => {
    expect((await get('/admin/queues')).status).toBe(401);
    expect((await get('/admin/queues')).headers.get('www-authenticate')).toContain('Basic');
    expect((await get('/admin/queues/api/queues')).status).toBe(401);
    expect((await get('/admin/queues', { authorization: `Bearer ${keys.ADMIN}` })).status).toBe(403);
    const page = await get('/admin/queues', { authorization: `Bearer ${keys.OPERATOR}` });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Bull')]);
    const basic = `Basic ${Buffer.from(`operator:${keys.OPERATOR}`).toString('base64')}`;
    expect((await get('/admin/queues/api/queues', { authorization: basic })).status).toBe(200);
    const slash = await get('/admin/queues/', { authorization: basic });
    expect([slash.status, slash.headers.get('location')]).toEqual([302, '/admin/queues']);
  });

  it('takes no order from the page of another origin', async () => {
    const response = await fetch(`${server.url}/admin/queues/api/queues/ingest/pause`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${keys.OPERATOR}`, origin: 'https://evil.example' },
    });
    expect(response.status).toBe(403);
  });

  it('lists the queues of the product', async () => {
    const pool = createQueuePool(server.databaseUrl, createLogger('silent', 'test'));
    const real = await createQueues({ pool, logger: createLogger('silent', 'test') });
    const own = await startTestServer({ deps: { queues: real, database: server.deps.database } });
    try {
      const { secret } = await server.deps.keys.createFor((await server.tenant()).tenant.id, { name: 'board', role: 'OPERATOR' });
      const response = await fetch(`${own.url}/admin/queues/api/queues`, { headers: { authorization: `Bearer ${secret}` } });
      const { queues: listed } = (await response.json()) as { queues: { name: string }[] };
      expect(listed.map(({ name }) => name)).toEqual(['ingest', 'analyse', 'index', 'giant', 'tasks']);
    } finally {
      await own.close();
      await real.close();
      await pool.end();
    }
  }, 90_000);
});

describe('the web app', () => {
  it('answers every path with the app or how to build it, under a strict policy', async () => {
    const page = await get('/');
    expect(page.status).toBe(200);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    if ((page.headers.get('content-type') ?? '').includes('html'))
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
  });
});
