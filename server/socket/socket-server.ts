import { setMaxListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ExecutionArgs, GraphQLError } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type Context as ProtocolContext } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import { DomainError } from '../../core/errors.ts';
import { type Access, authenticate, type Credentials } from '../auth/authenticate.ts';
import type { Identity } from '../auth/identity.ts';
import type { Services } from '../context.ts';
import type { createGraphql } from '../create-yoga.ts';
import type { ServerDeps } from '../deps.ts';
import { rateLimited } from '../plugins/limits.ts';
import type { ServerMetrics } from '../plugins/measure.ts';
import { finishSocketErrors, publicError } from '../public-error.ts';
import { requestIdOf } from '../request-id.ts';
import { type Connection, connect } from './connect.ts';
import { isAllowedOrigin } from './origin.ts';

/** What a socket puts into the context of each of its operations. */
export interface SocketExtra {
  requestId: string;
  access: Access & { signal: AbortSignal };
}

type SocketState = Connection & {
  access?: Access & { signal: AbortSignal };
};

const MAX_FRAME_BYTES = 64 * 1024;
const MAX_OPERATIONS = 20;
const INIT_WAIT_MS = 3_000;
const CLOSE_MS = 2_000;

export interface SocketServerInput {
  deps: ServerDeps;
  graphql: ReturnType<typeof createGraphql>;
  services: Services;
  metrics: ServerMetrics;
  development: boolean;
}

/**
 * graphql-transport-ws on /graphql. Each operation runs through the same envelope as over HTTP: armor, guard, limits, deadline, masking.
 * Frames of at most 64 KB, no compression, 20 operations a socket; a reader that lets 1 MB pile up is closed.
 */
export function createSocketServer({ deps, graphql, services, metrics, development }: SocketServerInput) {
  const { logger } = deps;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false, handleProtocols });
  const errorsOf = (errors: readonly unknown[], requestId: string) => {
    const shown = finishSocketErrors(errors, requestId, logger);
    for (const { extensions } of shown) metrics.operationErrors.inc({ code: String(extensions.code) });
    return shown;
  };

  const protocol = makeServer<Record<string, unknown>, SocketState>({
    connectionInitWaitTimeout: INIT_WAIT_MS,
    execute: (args) => guarded(() => (args as Enveloped).rootValue.execute(args), args as Enveloped),
    subscribe: (args) => guarded(() => (args as Enveloped).rootValue.subscribe(args), args as Enveloped),
    onConnect: async (context) => {
      const { socket, request } = context.extra;
      try {
        const access = await authenticate(services.identity, deps.limits, credentialsOf(request, context.connectionParams));
        if (!access.viewer) return false;
        const revoked = new AbortController();
        setMaxListeners(0, revoked.signal);
        context.extra.access = { ...access, signal: revoked.signal };
        const authorization = tokenOf(request, context.connectionParams);
        const release = services.leases.add({
          viewer: access.viewer,
          expiresAt: access.expiresAt,
          recheck: authorization ? () => isGood(services.identity, authorization) : undefined,
          end: (reason) => {
            revoked.abort();
            socket.close(CloseCode.Forbidden, reason);
          },
        });
        socket.once('close', () => {
          release();
          revoked.abort();
        });
        return true;
      } catch (error) {
        if (!(error instanceof DomainError)) logger.error({ err: error }, 'a socket could not be authenticated');
        else if (error.code === 'RATE_LIMITED') socket.close(CloseCode.TooManyInitialisationRequests, error.code);
        return false;
      }
    },
    onSubscribe: async (context, _id, payload) => {
      const requestId = requestIdOf(payload.extensions?.requestId as string | undefined);
      // This one is among them already.
      if (Object.keys(context.subscriptions).length > MAX_OPERATIONS) return errorsOf([publicError(rateLimited(1_000))], requestId);
      return prepare(context, payload, requestId);
    },
    onNext: (_context, _id, _payload, args, result) => {
      if (!result.errors) return result;
      return { ...result, errors: errorsOf(result.errors, (args as Enveloped).contextValue.requestId) };
    },
  });

  async function prepare(context: ProtocolContext<Record<string, unknown>, SocketState>, payload: Payload, requestId: string) {
    const access = context.extra.access;
    try {
      const extra = { requestId, access, req: context.extra.request, params: payload } as never;
      const { schema, execute, subscribe, contextFactory, parse, validate } = graphql.getEnveloped(extra);
      const document = parse(payload.query);
      const errors = validate(schema, document) as readonly GraphQLError[];
      if (errors.length > 0) return errorsOf(errors, requestId);
      return {
        schema,
        operationName: payload.operationName,
        document,
        variableValues: payload.variables,
        contextValue: await contextFactory(),
        rootValue: { execute, subscribe },
      };
    } catch (error) {
      return errorsOf([error], requestId);
    }
  }

  /** A rejection here would close the socket; what fails is one operation. */
  async function guarded(run: () => unknown, { contextValue: { requestId } }: Enveloped): Promise<never> {
    try {
      return (await run()) as never;
    } catch (error) {
      return { errors: errorsOf([error], requestId) } as never;
    }
  }

  return {
    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      const refuse = (status: string) => socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      if (new URL(request.url ?? '/', 'http://localhost').pathname !== '/graphql') return void refuse('404 Not Found');
      if (!isAllowedOrigin(request, development)) return void refuse('403 Forbidden');
      if (!(request.headers['sec-websocket-protocol'] ?? '').split(/\s*,\s*/).includes('graphql-transport-ws'))
        return void refuse('400 Bad Request');
      sockets.handleUpgrade(request, socket, head, (open) => {
        metrics.openSockets.inc();
        open.once('close', () => metrics.openSockets.dec());
        connect(protocol, open, request, logger);
      });
    },
    /** Closes every socket with 1001, so that clients come back to another process. */
    async close() {
      for (const socket of sockets.clients) socket.close(1001, 'Going away');
      // Those that do not answer are cut.
      const cut = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, CLOSE_MS);
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
      clearTimeout(cut);
    },
  };
}

type Payload = {
  query: string;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
  extensions?: Record<string, unknown> | null;
};

type Enveloped = ExecutionArgs & {
  contextValue: { requestId: string };
  rootValue: { execute(args: unknown): unknown; subscribe(args: unknown): unknown };
};

/** The init payload's `authorization`, with or without "Bearer", else the header of the upgrade. */
function tokenOf(request: IncomingMessage, params: Readonly<Record<string, unknown>> | undefined): string | null {
  const given = params?.authorization ?? params?.Authorization;
  if (typeof given !== 'string' || given === '') return request.headers.authorization ?? null;
  return /^Bearer\s/i.test(given) ? given : `Bearer ${given}`;
}

const credentialsOf = (request: IncomingMessage, params: Readonly<Record<string, unknown>> | undefined): Credentials => ({
  authorization: tokenOf(request, params),
  host: request.headers.host ?? null,
  origin: request.headers.origin ?? null,
  remoteAddress: request.socket.remoteAddress ?? '',
});

async function isGood(identity: Identity, authorization: string): Promise<boolean> {
  try {
    await identity.authenticate(authorization.replace(/^Bearer\s+/i, ''));
    return true;
  } catch (error) {
    // Only a clear no ends a socket: a database that is down does not.
    return !(error instanceof DomainError && error.code === 'UNAUTHENTICATED');
  }
}
