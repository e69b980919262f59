import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
let key: string;
let tenant: Awaited<ReturnType<TestServer['tenant']>>;
beforeAll(async () => {
  server = await startTestServer();
  tenant = await server.tenant();
  key = tenant.keys.ANALYST;
});
afterAll(() => server.close());

const code = (reply: { errors?: { extensions: Record<string, unknown> }[] }) => reply.errors?.[0]?.extensions.code;

describe('errors', () => {
  it('has a status, a code and a request id', async () => {
    const reply = await server.send('{ viewer { id } }');
    expect([reply.status, code(reply)]).toEqual([401, 'UNAUTHENTICATED']);
    expect(reply.errors?.[0]?.extensions.requestId).toBe(reply.headers.get('x-request-id'));
    expect(await server.send('{ viewer { displayName roles } }', {}, { key })).toMatchObject({
      status: 200,
      data: { viewer: { displayName: 'ANALYST', roles: ['ANALYST'] } },
    });
  });
});
