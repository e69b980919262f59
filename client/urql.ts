import { cacheExchange } from '@urql/exchange-graphcache';
import { Client, fetchExchange, mapExchange, type Operation, subscriptionExchange } from 'urql';
import { cacheOptions } from './cache.ts';
import { type ConnectionState, connection } from './connection/connection.ts';
import { resumable } from './connection/resume.ts';
import { createSocket } from './connection/socket.ts';
import { refuse } from './session/session.ts';

export interface GravityClient {
  client: Client;
  dispose(): void;
}

/** The client of one session: normalised cache, HTTP for queries and mutations, one WebSocket for every subscription. */
export function createGravityClient(apiKey: string | null): GravityClient {
  const shown = new Map<number, Operation>();
  /** After an outage whatever is on the page is asked for again. */
  const recover = () => {
    for (const operation of shown.values()) {
      const context = { ...operation.context, requestPolicy: 'network-only' as const };
      client.reexecuteOperation(client.createRequestOperation('query', operation, context));
    }
  };
  const onState = (state: ConnectionState) => {
    const wasLost = connection.get() === 'lost';
    connection.set(state);
    if (state === 'open' && wasLost) recover();
  };
  const askWho = () => void client.query('{ viewer { id } }', {}, { requestPolicy: 'network-only' }).toPromise();
  const socket = createSocket({ apiKey, onState, onForbidden: askWho });
  const client = new Client({
    url: '/graphql',
    preferGetMethod: false,
    fetchOptions: () => ({ headers: { 'x-graphql-csrf': '1', ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}) } }),
    exchanges: [
      mapExchange({
        onOperation: (operation) => {
          if (operation.kind === 'query') shown.set(operation.key, operation);
          if (operation.kind === 'teardown') shown.delete(operation.key);
        },
        onError: ({ graphQLErrors }) => {
          if (graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED')) refuse(apiKey);
        },
      }),
      cacheExchange(cacheOptions),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables = {} }) => ({
          subscribe: (sink) => {
            const { request, seen } = resumable(query, variables as Record<string, unknown>);
            const next = (result: Parameters<typeof sink.next>[0]) => {
              seen(result.data);
              sink.next(result);
            };
            const unsubscribe = socket.subscribe(request, { next, error: (error) => sink.error(error), complete: () => sink.complete() });
            return { unsubscribe };
          },
        }),
      }),
    ],
  });
  return { client, dispose: socket.dispose };
}
