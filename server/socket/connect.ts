import type { IncomingMessage } from 'node:http';
import { CloseCode, type Server } from 'graphql-ws';
import { WebSocket } from 'ws';
import { errorMessage } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';

const KEEP_ALIVE_MS = 12_000;
const MAX_BUFFERED_BYTES = 1024 * 1024;
const SLOW_MS = 10_000;
/** RFC 6455: try again later. */
const TRY_AGAIN = 1013;

/** What the protocol server is told of a connection. */
export interface Connection {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
}

/**
 * One WebSocket spoken to by the protocol server. A message is sent when the one before it has left, so a slow reader holds up its own
 * subscriptions and their mailboxes are bounded; when 1 MB piles up all the same, or one message does not leave in ten seconds, the
 * socket is closed.
 */
export function connect(server: Server<Connection>, socket: WebSocket, request: IncomingMessage, logger: Logger): void {
  const keepAlive = ping(socket);
  const closed = server.opened(
    {
      protocol: socket.protocol,
      send: (data) => send(socket, data),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) => {
        socket.on('message', (data) => {
          handle(String(data)).catch((error: unknown) => {
            logger.error({ reason: errorMessage(error) }, 'a message of a socket could not be handled');
            socket.close(CloseCode.InternalServerError, 'Internal server error');
          });
        });
      },
    },
    { socket, request },
  );
  socket.on('error', (error) => logger.debug({ reason: error.message }, 'a socket failed'));
  socket.once('close', (code, reason) => {
    clearInterval(keepAlive);
    void closed(code, String(reason));
  });
}

function send(socket: WebSocket, data: string): Promise<void> {
  if (socket.readyState !== WebSocket.OPEN) return Promise.resolve();
  if (socket.bufferedAmount > MAX_BUFFERED_BYTES) {
    shed(socket);
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    const slow = setTimeout(() => shed(socket), SLOW_MS);
    // A message that cannot be sent belongs to a socket that is closing.
    socket.send(data, () => {
      clearTimeout(slow);
      resolve();
    });
  });
}

function shed(socket: WebSocket): void {
  socket.close(TRY_AGAIN, 'Slow reader');
  // A closing handshake needs a reader too.
  setTimeout(() => socket.terminate(), 1_000).unref();
}

function ping(socket: WebSocket): NodeJS.Timeout {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  return setInterval(() => {
    if (!answered) return socket.terminate();
    answered = false;
    if (socket.readyState === WebSocket.OPEN) socket.ping();
  }, KEEP_ALIVE_MS).unref();
}
