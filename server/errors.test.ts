import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessError, NotFoundError, TimeoutError, TransportError, ValidationError } from '../core/errors.ts';
import { type Reply, startTestServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
let key: string;
let fail: () => Promise<never>;
let lastSignal: AbortSignal | undefined;
beforeAll(async () => {
  server = await startTestServer({
    deps: {
      search: {
        search: ({ signal }) => {
          lastSignal = signal;
          return fail();
        },
      },
      answers: { ask: () => fail(), cancel: () => fail() },
    },
  });
  key = (await server.tenant()).keys.ANALYST;
});
afterAll(() => server.close());

const first = ({ errors }: Reply) => errors?.[0]?.extensions;
const searched = async (error: unknown) => {
  fail = () => Promise.reject(error);
  return server.send('{ search(query: "revenue") { degraded } }', {}, { key });
};
const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) =>
  fetch(`${server.url}/graphql`, { method: 'POST', body, headers: { authorization: `Bearer ${key}`, ...headers } });
const json = { 'content-type': 'application/json', 'x-graphql-csrf': '1' };
const create = 'mutation { createWatchlist(input: { name: "Never" }) { __typename } }';
const lists = async () => (await server.send('{ watchlists { name } }', {}, { key })).data;

describe('the error contract', () => {
  it.each([
    [new AccessError('FORBIDDEN', 'No.'), 403, 'FORBIDDEN'],
    [new NotFoundError('Not there.'), 200, 'NOT_FOUND'],
    [new ValidationError('Wrong.'), 400, 'BAD_USER_INPUT'],
    [new ValidationError('Other body.', {}, 'IDEMPOTENCY_KEY_REUSED'), 409, 'IDEMPOTENCY_KEY_REUSED'],
    [new AccessError('RATE_LIMITED', 'Enough.', { retryAfterMs: 1500 }), 429, 'RATE_LIMITED'],
    [new TimeoutError('QUERY_TIMEOUT', 'Late.'), 504, 'QUERY_TIMEOUT'],
    [new TransportError('QUEUE_UNAVAILABLE', 'Later.'), 503, 'QUEUE_UNAVAILABLE'],
    [new TransportError('LLM_UNAVAILABLE', 'Later.', { retryAfterMs: 2000 }), 503, 'LLM_UNAVAILABLE'],
    [new TransportError('EDGAR_UNAVAILABLE', 'Later.'), 503, 'EDGAR_UNAVAILABLE'],
    [new ValidationError('Rejected.', {}, 'ANSWER_REJECTED'), 200, 'ANSWER_REJECTED'],
  ])('%s answers %i', async (error, status, code) => {
    const reply = await searched(error);
    expect([reply.status, first(reply)?.code, reply.errors?.[0]?.message]).toEqual([status, code, error.message]);
    expect(first(reply)?.requestId).toBe(reply.headers.get('x-request-id'));
  });

  it('tells when to come back, as a header in seconds and in milliseconds', async () => {
    const reply = await searched(new AccessError('RATE_LIMITED', 'Enough.', { retryAfterMs: 1500 }));
    expect(reply.headers.get('retry-after')).toBe('2');
    expect(first(reply)?.retryAfterMs).toBe(1500);
  });

  it('masks everything else and shows nothing of it', async () => {
    const canary = 'canary-secret at postgres://db.internal';
    const reply = await searched(new Error(canary));
    expect([reply.status, reply.errors?.[0]?.message, first(reply)?.code]).toEqual([500, 'Unexpected error.', 'INTERNAL_SERVER_ERROR']);
    expect(JSON.stringify(reply)).not.toContain('canary');
  });

  it('stops what takes longer than ten seconds, and tells it so', async () => {
    fail = () => new Promise(() => {});
    const reply = await server.send('{ search(query: "slow") { degraded } }', {}, { key });
    expect([reply.status, first(reply)?.code, lastSignal?.aborted]).toEqual([504, 'QUERY_TIMEOUT', true]);
  }, 30_000);

  it('puts what a caller can act on into the result of a mutation', async () => {
    fail = () => Promise.reject(new ValidationError('The question is empty.'));
    const ask = 'mutation { ask(input: { question: "" }) { __typename ... on Error { code message requestId } } }';
    const reply = await server.send(ask, {}, { key });
    expect(reply).toMatchObject({
      status: 200,
      data: {
        ask: {
          __typename: 'BadUserInputError',
          code: 'BAD_USER_INPUT',
          message: 'The question is empty.',
          requestId: reply.headers.get('x-request-id'),
        },
      },
    });
  });

  it('asks for only the error branch or the name of the type', async () => {
    const made = await server.send('mutation { createWatchlist(input: { name: "Mine" }) { ... on Error { code } } }', {}, { key });
    expect(made).toMatchObject({ status: 200, data: { createWatchlist: {} } });
    const twice = await server.send('mutation { createWatchlist(input: { name: "Mine" }) { __typename } }', {}, { key });
    expect(twice.data).toEqual({ createWatchlist: { __typename: 'BadUserInputError' } });
  });

  it.each([
    ['{ viewer', 'GRAPHQL_PARSE_FAILED'],
    ['{ viewer { salary } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query ($n: Int!) { filings(first: $n) { totalCount } }', 'BAD_USER_INPUT'],
    ['{ completeness(watchlistId: "x", day: "2026-02-30") { day } }', 'BAD_USER_INPUT'],
    ['{ filing(accessionNumber: "nonsense") { id } }', 'BAD_USER_INPUT'],
    ['{ node(id: "nonsense") { id } }', 'BAD_USER_INPUT'],
    ['{ filings(after: "nonsense") { totalCount edges { cursor } } }', 'BAD_USER_INPUT'],
    ['{ facts(filter: {}) { edges { cursor } } }', 'BAD_USER_INPUT'],
  ])('%s is refused with 400', async (query, code) => {
    const reply = await server.send(query, {}, { key });
    expect([reply.status, first(reply)?.code]).toEqual([400, code]);
  });

  it('keeps a sane request id and replaces any other', async () => {
    const sane = await server.send('{ viewer { id } }', {}, { headers: { 'x-request-id': 'abc-123' } });
    expect([sane.headers.get('x-request-id'), first(sane)?.requestId]).toEqual(['abc-123', 'abc-123']);
    const long = await server.send('{ viewer { id } }', {}, { headers: { 'x-request-id': 'a'.repeat(5_000) } });
    expect(long.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('what HTTP takes', () => {
  it.each([
    ['application/x-www-form-urlencoded', `query=${encodeURIComponent(create)}`],
    ['multipart/form-data; boundary=x', `--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"${create}"}\r\n--x--`],
    ['text/plain', JSON.stringify({ query: create })],
    ['application/graphql', create],
  ])('no mutation as %s', async (type, body) => {
    const { status } = await post(body, { 'content-type': type, 'x-graphql-csrf': '1' });
    expect([403, 415]).toContain(status);
    expect(JSON.stringify(await lists())).not.toContain('Never');
  });

  it('no mutation by GET and none without the CSRF header', async () => {
    const get = await fetch(`${server.url}/graphql?query=${encodeURIComponent(create)}`, {
      headers: { authorization: `Bearer ${key}`, ...json },
    });
    expect(get.status).toBe(405);
    const bare = await post(JSON.stringify({ query: create }), { 'content-type': 'application/json' });
    expect([bare.status, await bare.text()]).toEqual([403, expect.stringContaining('CSRF_REJECTED')]);
    expect(JSON.stringify(await lists())).not.toContain('Never');
  });

  it('no batch', async () => {
    const batch = await post(JSON.stringify([{ query: '{ viewer { id } }' }]), json);
    expect(batch.status).toBe(400);
  });

  it('no body above 256 KB, with its length or in chunks, nor one that is packed', async () => {
    const large = JSON.stringify({ query: '{ viewer { id } }', variables: { pad: 'x'.repeat(256 * 1024) } });
    expect((await post(large, json)).status).toBe(413);
    expect(await chunked(large)).toMatch(/^HTTP\/1.1 413/);
    expect((await post(new Uint8Array([31, 139, 8, 0]), { ...json, 'content-encoding': 'gzip' })).status).toBe(415);
    expect((await post('{}', { ...json, 'content-type': 'application/json; charset=utf-7' })).status).toBe(415);
  });

  it('allows no other origin to read', async () => {
    const reply = await server.send('{ viewer { id } }', {}, { key, headers: { origin: 'https://evil.example' } });
    expect(reply.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('what is too much', () => {
  const deep =
    '{ filing(accessionNumber: "0000000001-25-000001") { company { filings { edges { node { company { filings { edges { node { id } } } } } } } } } }';
  it.each([
    ['depth', deep],
    ['aliases', `{ ${Array.from({ length: 16 }, (_, i) => `a${i}: viewer { id }`).join(' ')} }`],
    ['directives', `{ viewer { id ${'@include(if: true) '.repeat(51)} } }`],
    ['tokens', `{ ${'viewer { id } '.repeat(300)} }`],
    ['cost', '{ filings(first: 100) { edges { node { documents { text } } } } }'],
    ['depth', deep.replace('{', 'query __schema {')],
    ['depth', `{ ...__schema } fragment __schema on Query ${deep}`],
  ])('is refused by %s', async (rule, query) => {
    const reply = await server.send(query, {}, { key });
    expect([reply.status, first(reply)?.code, first(reply)?.rule]).toEqual([400, 'QUERY_TOO_COMPLEX', rule]);
    expect(reply.errors?.[0]?.message).not.toMatch(/\d/);
  });

  it('refuses a fragment that spreads itself', async () => {
    const reply = await server.send('{ viewer { ...F } } fragment F on Viewer { id ...F }', {}, { key });
    expect(reply.status).toBe(400);
  });

  it.each([
    ['a literal', '{ filings(first: 100000) { totalCount } }', {}],
    ['a variable', 'query ($n: Int) { filings(first: $n) { totalCount } }', { n: 100_000 }],
    ['a default', 'query ($n: Int = 100000) { filings(first: $n) { totalCount } }', {}],
    ['a negative', 'query ($n: Int) { companies(first: $n) { totalCount } }', { n: -1 }],
    ['zero', '{ facts(first: 0, filter: { tickers: ["A"] }) { edges { cursor } } }', {}],
    ['last', '{ filings(last: 101) { totalCount } }', {}],
    ['a list that is no connection', '{ search(query: "x", first: 101) { degraded } }', {}],
    ['a fragment', '{ ...F } fragment F on Query { filings(first: 101) { totalCount } }', {}],
    ['a nested page', '{ companies { edges { node { filings(first: 101) { totalCount } } } } }', {}],
  ])('refuses a page size given by %s', async (_name, query, variables) => {
    const reply = await server.send(query, variables, { key });
    expect([reply.status, first(reply)?.code]).toEqual([400, 'BAD_USER_INPUT']);
  });

  it('gives 20 when nothing is said and takes 100', async () => {
    expect((await server.send('{ filings { totalCount edges { cursor } } }', {}, { key })).status).toBe(200);
    expect((await server.send('{ filings(first: 100) { edges { cursor } } }', {}, { key })).status).toBe(200);
  });
});

/** A request whose length is not announced. */
const chunked = (body: string) =>
  new Promise<string>((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname, () => {
      socket.write(
        `POST /graphql HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\nx-graphql-csrf: 1\r\n` +
          `authorization: Bearer ${key}\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n`,
      );
      socket.write(`${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n0\r\n\r\n`);
    });
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
