import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { parseConfig } from '../../core/config.ts';
import { createInProcessBus } from '../../core/events/in-process-bus.ts';
import { createMemoryLimits } from '../../core/limits/memory-limits.ts';
import { createLogger } from '../../core/logger.ts';
import { createMetrics } from '../../core/metrics.ts';
import type { Queues } from '../../core/queues.ts';
import { createFileStore } from '../../core/storage/file-store.ts';
import { createApiKeyService } from '../../core/tenant/api-key.service.ts';
import type { Viewer } from '../../core/tenant/viewer.ts';
import { createWatchlistService } from '../../core/tenant/watchlist.service.ts';
import { type TestDatabase, testDatabase } from '../../core/testing/database.ts';
import { aTenant, type TestTenant } from '../../core/testing/factories.ts';
import type { Role } from '../../generated/prisma/client.ts';
import { createServer } from '../create-server.ts';
import type { ServerDeps } from '../deps.ts';

export interface Reply {
  status: number;
  headers: Headers;
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: string[]; extensions: Record<string, unknown> }[];
}

export interface TestServer {
  url: string;
  deps: ServerDeps;
  /** Connection of the app role. */
  databaseUrl: string;
  /** One operation over HTTP, as a client of ours sends it. */
  send(query: string, variables?: Record<string, unknown>, options?: { key?: string; headers?: Record<string, string> }): Promise<Reply>;
  socket(key?: string): Client;
  /** A tenant with a key of each role. */
  tenant(): Promise<TestTenant & { keys: Record<Role, string> }>;
  close(): Promise<void>;
}

const unused = (name: string) => () => Promise.reject(new Error(`${name} is not part of this test`));

/** What a test does not use rejects when it is called. */
const nothing = {
  search: { search: unused('search') },
  answers: { ask: unused('ask'), cancel: unused('cancel') },
  standingQuestions: { create: unused('create'), delete: unused('delete') },
  privateDocuments: { createUpload: unused('createUpload'), delete: unused('delete') },
  ingest: { request: unused('ingest') },
} satisfies Partial<ServerDeps>;

const idleQueues = { backend: 'postgres', all: [], ping: async () => {} } as unknown as Queues;

export interface TestServerOptions {
  env?: Record<string, string>;
  localOwner?: Viewer | null;
  deps?: Partial<ServerDeps>;
}

/** The whole server on a port of its own over a database of its own. */
export async function startTestServer({ env = {}, localOwner = null, deps: given = {} }: TestServerOptions = {}): Promise<TestServer> {
  // A database that was given stays its owner's to close.
  const test = given.database ? null : await testDatabase({ poolSize: 8 });
  const directory = await mkdtemp(join(tmpdir(), 'gravity-server-'));
  const parsed = parseConfig({ PORT: '0', RATE_LIMIT_PER_MINUTE: '100000', RATE_LIMIT_PER_HOUR: '1000000', ...env });
  const config = { ...parsed, localOwner: localOwner !== null };
  const logger = createLogger('silent', 'test');
  const database = given.database ?? (test as TestDatabase).database;
  const events = createInProcessBus(logger);
  const deps: ServerDeps = {
    config,
    logger,
    database,
    events,
    objects: createFileStore(directory),
    limits: createMemoryLimits().rate,
    queues: idleQueues,
    keys: createApiKeyService({ database, events, peppers: [config.auth.apiKeyPepper] }),
    localOwner,
    watchlists: createWatchlistService({ database }),
    metrics: createMetrics(),
    ...nothing,
    ...given,
  };
  const server = await createServer(deps);
  const { url } = await server.listen();
  const sockets: Client[] = [];
  return {
    url,
    deps,
    databaseUrl: test?.url ?? '',
    async send(query, variables, { key, headers = {} } = {}) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-graphql-csrf': '1',
          ...(key && { authorization: `Bearer ${key}` }),
          ...headers,
        },
        body: JSON.stringify({ query, variables }),
      });
      const body = (await response.json()) as Pick<Reply, 'data' | 'errors'>;
      return { status: response.status, headers: response.headers, ...body };
    },
    socket(key) {
      const client = createClient({
        url: `${url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: key ? { authorization: `Bearer ${key}` } : {},
        retryAttempts: 0,
        lazy: true,
      });
      sockets.push(client);
      return client;
    },
    async tenant() {
      const made = await aTenant(database);
      const roles = ['ANALYST', 'PARTNER', 'ADMIN', 'OPERATOR'] as const;
      const keys = await Promise.all(
        roles.map(async (role) => [role, (await deps.keys.createFor(made.tenant.id, { name: role, role })).secret] as const),
      );
      return { ...made, keys: Object.fromEntries(keys) as Record<Role, string> };
    },
    async close() {
      await Promise.all(sockets.map((socket) => socket.dispose()));
      await server.close();
      await test?.close();
      await rm(directory, { recursive: true });
    },
  };
}
