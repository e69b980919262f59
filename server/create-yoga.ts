import type { IncomingMessage, ServerResponse } from 'node:http';
import { createYoga, type Plugin } from 'graphql-yoga';
import { authenticate } from './auth/authenticate.ts';
import type { Context, Services } from './context.ts';
import { createContext } from './create-context.ts';
import type { ServerDeps } from './deps.ts';
import { schema } from './graphql/schema.ts';
import { armor } from './plugins/armor.ts';
import { csrf } from './plugins/csrf.ts';
import { deadline } from './plugins/deadline.ts';
import { guard } from './plugins/guard.ts';
import { limitPlugins } from './plugins/limits.ts';
import { measure, type ServerMetrics } from './plugins/measure.ts';
import { sharedStatus } from './plugins/shared-status.ts';
import { streamAccess } from './plugins/stream-access.ts';
import { finishErrors, publicError } from './public-error.ts';
import type { SocketExtra } from './socket/socket-server.ts';
import type { TextStore } from './text-loaders.ts';

export const MAX_BODY_BYTES = 256 * 1024;
export const OPERATION_TIMEOUT_MS = 10_000;

/** What the HTTP side puts into a request's context. */
export interface HttpExtra {
  req: IncomingMessage;
  res: ServerResponse;
  requestId: string;
}

export interface YogaInput {
  deps: ServerDeps;
  services: Services;
  texts: TextStore;
  metrics: ServerMetrics;
  /** Introspection, suggestions and GraphiQL: only where nobody else can reach the server. */
  development: boolean;
}

/** One envelope for HTTP and sockets: armor, guard, limits, deadline and masking hold for both. */
export function createGraphql({ deps, services, texts, metrics, development }: YogaInput) {
  const { config, logger, limits } = deps;
  return createYoga<HttpExtra & Partial<SocketExtra>, Context>({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    // The page with its scripts in it, so that it works without a network; loaded when first asked for.
    renderGraphiQL: async (options) => (await import('@graphql-yoga/render-graphiql')).renderGraphiQL(options),
    graphiql: development && { subscriptionsProtocol: 'WS', title: 'Gravity', headers: '{"x-graphql-csrf":"1"}' },
    logging: false,
    cors: false,
    multipart: false,
    batching: false,
    maxRequestBodySize: MAX_BODY_BYTES,
    maskedErrors: { maskError: publicError },
    context: async (initial) => {
      const { request, req, requestId, access } = initial;
      const signal = access?.signal ?? request?.signal;
      const { viewer, expiresAt } =
        access ??
        (await authenticate(services.identity, limits, {
          authorization: request.headers.get('authorization'),
          host: request.headers.get('host'),
          origin: request.headers.get('origin'),
          remoteAddress: req.socket.remoteAddress ?? '',
        }));
      return createContext({ requestId, viewer, expiresAt, deps, services, texts, signal });
    },
    plugins: [
      ...armor({ development }),
      measure(metrics) as Plugin,
      csrf as Plugin,
      guard,
      ...(limitPlugins(config, limits, logger) as Plugin[]),
      deadline(OPERATION_TIMEOUT_MS) as Plugin,
      streamAccess as Plugin,
      // A context of its own: the first who came may go.
      sharedStatus(({ viewer, requestId }, signal) =>
        createContext({ requestId, viewer, expiresAt: null, deps, services, texts, signal }),
      ) as Plugin,
      named(deps, metrics),
    ],
  });
}

/** Every error that leaves over HTTP carries its request id; what was masked is logged under it. */
const named = ({ logger }: ServerDeps, { operationErrors }: ServerMetrics): Plugin<object, HttpExtra> => ({
  onResultProcess: ({ result, setResult, serverContext: { requestId } }) => {
    const finish = <Result extends object>(one: Result): Result => {
      if (!('errors' in one) || !Array.isArray(one.errors)) return one;
      const errors = finishErrors(one.errors, requestId, logger);
      for (const { extensions } of errors) operationErrors.inc({ code: String(extensions.code) });
      return { ...one, errors };
    };
    if (Symbol.asyncIterator in result) setResult(each(result, finish));
    else setResult(Array.isArray(result) ? result.map(finish) : finish(result));
  },
});

function each<T>(source: AsyncIterable<T>, change: (value: T) => T): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]() {
      const inner = source[Symbol.asyncIterator]();
      return {
        next: async () => {
          const step = await inner.next();
          return step.done ? step : { done: false, value: change(step.value) };
        },
        return: async () => (await inner.return?.()) ?? { done: true, value: undefined },
      };
    },
  };
}
