import { createClient } from 'graphql-ws';
import type { ConnectionState } from './connection.ts';

/** Pings of our own find out that a network went away without a word. */
const PING_MS = 15_000;
const PONG_WAIT_MS = 6_000;
const MAX_WAIT_MS = 10_000;
const FORBIDDEN = 4403;

export interface SocketInput {
  apiKey: string | null;
  onState(state: ConnectionState): void;
  /** The server would not have this connection: HTTP says whether the key is to blame. */
  onForbidden(): void;
}

/** The one WebSocket of the page: open as long as the page is, tried again without end, at most ten seconds apart. */
export function createSocket({ apiKey, onState, onForbidden }: SocketInput) {
  let unanswered: ReturnType<typeof setTimeout> | undefined;
  let isDisposed = false;
  const tell = (state: ConnectionState) => isDisposed || onState(state);
  const socket = createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: () => (apiKey ? { authorization: `Bearer ${apiKey}` } : {}),
    lazy: false,
    keepAlive: PING_MS,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: (retries) => new Promise((resolve) => setTimeout(resolve, waitMs(retries, Math.random()))),
    onNonLazyError: () => tell('stopped'),
    on: {
      connected: () => tell('open'),
      closed: (event) => {
        clearTimeout(unanswered);
        tell('lost');
        if (!isDisposed && (event as Partial<CloseEvent>).code === FORBIDDEN) onForbidden();
      },
      ping: (received) => {
        if (!received) unanswered = setTimeout(() => socket.terminate(), PONG_WAIT_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(unanswered);
      },
    },
  });
  return {
    subscribe: socket.subscribe,
    dispose() {
      isDisposed = true;
      clearTimeout(unanswered);
      // It waits for a connection that is being made, and rejects when that one fails: then there is nothing to close.
      void Promise.resolve(socket.dispose()).catch(() => undefined);
    },
  };
}

/** Half a second, then twice as long each time; scattered, so that a thousand pages do not come back at once. @param chance 0 to 1 */
export const waitMs = (retries: number, chance: number): number => Math.min(MAX_WAIT_MS, 500 * 2 ** retries) * (0.5 + chance / 2);
