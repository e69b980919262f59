import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { aFiling } from '../../core/testing/factories.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let key: string;
let canary: () => Promise<never>;
beforeAll(async () => {
  server = await startTestServer({ deps: { search: { search: () => canary() } } });
  key = (await server.tenant()).keys.ANALYST;
});
afterAll(() => server.close());

interface Raw {
  socket: WebSocket;
  messages: { type: string; id?: string; payload?: unknown }[];
  send(message: unknown): void;
  next(type: string, id?: string): Promise<{ type: string; id?: string; payload?: unknown }>;
  closed: Promise<{ code: number; reason: string }>;
}

function open(headers: Record<string, string> = {}, protocol = 'graphql-transport-ws'): Raw {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, protocol, { headers });
  const messages: Raw['messages'] = [];
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })),
  );
  socket.on('error', () => {});
  return {
    socket,
    messages,
    closed,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    async next(type, id) {
      for (let waited = 0; waited < 5_000; waited += 20) {
        const found = messages.find((message) => message.type === type && (id === undefined || message.id === id));
        if (found) return found;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`no ${type} among ${JSON.stringify(messages)}`);
    },
  };
}

async function ready(token: string | undefined = key): Promise<Raw> {
  const raw = open();
  await once(raw.socket, 'open');
  raw.send({ type: 'connection_init', payload: token ? { authorization: `Bearer ${token}` } : {} });
  await raw.next('connection_ack');
  return raw;
}
const subscribe = (id: string, query: string, variables?: object) => ({ type: 'subscribe', id, payload: { query, variables } });
const statuses = 'subscription { filingStatusChanged { id } }';

describe('the protocol', () => {
  it('closes with 4408 when nothing is said', async () => {
    expect((await open().closed).code).toBe(4408);
  });

  it('closes with 4429 on a second init, 4401 on an early subscribe, 4409 on a used id, 4400 on bad JSON', async () => {
    const twice = await ready();
    twice.send({ type: 'connection_init' });
    expect((await twice.closed).code).toBe(4429);

    const early = open();
    await once(early.socket, 'open');
    early.send(subscribe('1', statuses));
    expect((await early.closed).code).toBe(4401);

    const same = await ready();
    same.send(subscribe('1', statuses));
    same.send(subscribe('1', statuses));
    expect((await same.closed).code).toBe(4409);

    const bad = await ready();
    bad.send('{');
    expect((await bad.closed).code).toBe(4400);
  });

  it('closes with 4403 on a wrong key and without any', async () => {
    for (const payload of [{ authorization: 'Bearer grv_wrong' }, {}]) {
      const raw = open();
      await once(raw.socket, 'open');
      raw.send({ type: 'connection_init', payload });
      expect((await raw.closed).code).toBe(4403);
    }
  });

  it('takes frames of 64 KB and no larger ones, and packs none', async () => {
    const raw = await ready();
    expect(raw.socket.extensions).toBe('');
    raw.send(JSON.stringify({ type: 'ping', payload: { pad: 'x'.repeat(65_000) } }));
    await raw.next('pong');
    raw.send(JSON.stringify({ type: 'ping', payload: { pad: 'x'.repeat(65_536) } }));
    expect((await raw.closed).code).toBe(1009);
  });

  it('refuses a foreign page and the old protocol before the upgrade', async () => {
    const statusOf = (raw: Raw) =>
      new Promise((resolve) => raw.socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode)));
    expect(await statusOf(open({ origin: 'https://evil.example' }))).toBe(403);
    expect(await statusOf(open({ origin: 'null' }))).toBe(403);
    expect(await statusOf(open({}, 'graphql-ws'))).toBe(400);
  });

  it('lets pages of its own and of loopback in', async () => {
    for (const origin of [server.url, 'http://localhost:5173']) {
      const raw = open({ origin });
      await once(raw.socket, 'open');
      raw.socket.close();
    }
  });
});

describe('operations on a socket', () => {
  it('run through the same envelope as over HTTP', async () => {
    const raw = await ready();
    const codeOf = async (id: string, query: string, variables?: object) => {
      raw.send(subscribe(id, query, variables));
      const message = await Promise.race([raw.next('error', id), raw.next('next', id).then((next) => next)]);
      const errors = message.type === 'error' ? message.payload : (message.payload as { errors?: unknown }).errors;
      return (errors as { extensions: { code: string; http?: unknown; requestId?: string } }[])[0]?.extensions;
    };
    const deep =
      '{ filing(accessionNumber: "x") { company { filings { edges { node { company { filings { edges { node { id } } } } } } } } } }';
    expect(await codeOf('depth', deep)).toMatchObject({ code: 'QUERY_TOO_COMPLEX', rule: 'depth' });
    expect(await codeOf('cost', '{ filings(first: 100) { edges { node { documents { text } } } } }')).toMatchObject({ rule: 'cost' });
    expect(await codeOf('page', 'query ($n: Int) { filings(first: $n) { totalCount } }', { n: 100_000 })).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    expect(await codeOf('tokens', `{ ${'viewer { id } '.repeat(300)} }`)).toMatchObject({ code: 'QUERY_TOO_COMPLEX' });
    expect(await codeOf('parse', '{')).toMatchObject({ code: 'GRAPHQL_PARSE_FAILED' });
    expect(await codeOf('field', '{ nothing }')).toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED' });
    expect(await codeOf('list', 'subscription { filingStatusChanged(watchlistId: "x") { id } }')).toMatchObject({ code: 'NOT_FOUND' });
    canary = () => Promise.reject(new Error('canary secret'));
    const masked = await codeOf('mask', '{ search(query: "a") { degraded } }');
    expect(masked).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', requestId: expect.any(String) });
    expect(masked?.http).toBeUndefined();
    expect(JSON.stringify(raw.messages)).not.toContain('canary');
    raw.socket.close();
  });

  it('answers a query', async () => {
    const raw = await ready();
    raw.send(subscribe('q', '{ viewer { displayName } }'));
    expect((await raw.next('next', 'q')).payload).toEqual({ data: { viewer: { displayName: 'ANALYST' } } });
    await raw.next('complete', 'q');
    raw.socket.close();
  });

  it('refuses the 21st at a time and goes on', async () => {
    const raw = await ready();
    for (let i = 0; i < 20; i += 1) raw.send(subscribe(`s${i}`, statuses));
    raw.send(subscribe('s20', statuses));
    expect((await raw.next('error', 's20')).payload).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);
    raw.send({ type: 'complete', id: 's3' });
    raw.send(subscribe('later', '{ viewer { id } }'));
    await raw.next('next', 'later');
    expect(raw.socket.readyState).toBe(WebSocket.OPEN);
    raw.socket.close();
  });

  it('ends within seconds of the revocation of its key', async () => {
    const { keys, viewer } = await server.tenant();
    const raw = await ready(keys.ANALYST);
    raw.send(subscribe('1', statuses));
    const row = await server.send('{ apiKeys { id role } }', {}, { key: keys.ADMIN });
    const listed = (row.data?.apiKeys ?? []) as { id: string; role: string }[];
    const id = listed.find(({ role }) => role === 'ANALYST')?.id ?? '';
    await server.deps.keys.revoke({ viewer }, id);
    expect((await raw.closed).code).toBe(4403);
    expect((await server.send('{ viewer { id } }', {}, { key: keys.ANALYST })).status).toBe(401);
  });

  it('costs a slow reader its socket, and nobody else', async () => {
    const text = 'word '.repeat(60_000);
    const textHash = await server.deps.objects.put(Buffer.from(text));
    const filing = await aFiling(server.deps.database);
    await server.deps.database.prisma.filingDocument.create({
      data: {
        accessionNumber: filing.accessionNumber,
        name: 'a.htm',
        sequence: 1,
        type: '10-K',
        sizeBytes: 1,
        contentHash: textHash,
        textHash,
      },
    });
    const query = `{ filing(accessionNumber: "${filing.accessionNumber}") { documents { text } } }`;
    const [slow, quick] = await Promise.all([ready(), ready()]);
    (slow.socket as unknown as { _socket: { pause(): void } })._socket.pause();
    for (let i = 0; i < 40 && slow.socket.readyState === WebSocket.OPEN; i += 1) {
      for (let j = 0; j < 10; j += 1) slow.send(subscribe(`${i}-${j}`, query));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    (slow.socket as unknown as { _socket: { resume(): void } })._socket.resume();
    await slow.closed;
    quick.send(subscribe('q', query));
    await quick.next('next', 'q');
    quick.socket.close();
  });
});
