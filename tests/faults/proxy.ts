import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface TcpProxy {
  readonly port: number;
  /** Added to each chunk in each direction, milliseconds. */
  latencyMs: number;
  /** Of new chunks from clients, this part cuts its connection. */
  resetRate: number;
  /** Cuts so many connections right after a client's COMMIT went to the server: the answer is never seen. @returns how many are left */
  cutAfterCommit: number;
  /** Connections are taken and never answered while true. */
  halfOpen: boolean;
  cutAll(): void;
  close(): Promise<void>;
}

/** A TCP proxy on loopback with the faults that a network has. */
export async function startProxy(targetPort: number, random: () => number): Promise<TcpProxy> {
  const pairs = new Set<[Socket, Socket]>();
  const server = createServer((client) => {
    const upstream = connect(targetPort, '127.0.0.1');
    const pair: [Socket, Socket] = [client, upstream];
    pairs.add(pair);
    const cut = () => {
      pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    };
    for (const socket of pair) socket.on('error', cut).on('close', cut).setNoDelay(true);
    const forward = (from: Socket, to: Socket, fromClient: boolean) => {
      let last: Promise<unknown> = Promise.resolve();
      from.on('data', (chunk: Buffer) => {
        if (fromClient && random() < proxy.resetRate) return cut();
        last = last.then(async () => {
          if (proxy.latencyMs > 0) await sleep(proxy.latencyMs);
          if (proxy.halfOpen || to.destroyed) return;
          const commits = fromClient && proxy.cutAfterCommit > 0 && /\bcommit\b/i.test(chunk.toString('latin1'));
          if (commits) {
            proxy.cutAfterCommit -= 1;
            // The answer must not get through: stop reading it, let the server work, then cut.
            upstream.pause();
            to.write(chunk, () => void sleep(50).then(cut));
          } else to.write(chunk);
        });
      });
    };
    forward(client, upstream, true);
    forward(upstream, client, false);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const proxy: TcpProxy = {
    port: typeof address === 'object' && address ? address.port : 0,
    latencyMs: 0,
    resetRate: 0,
    cutAfterCommit: 0,
    halfOpen: false,
    cutAll: () => {
      for (const [client, upstream] of pairs) {
        client.destroy();
        upstream.destroy();
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        proxy.cutAll();
      }),
  };
  return proxy;
}
