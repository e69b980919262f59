import { getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export interface ServerMetrics {
  operationSeconds: Histogram<'type'>;
  operationErrors: Counter<'code'>;
  openSockets: Gauge;
  openSubscriptions: Gauge;
}

export const createServerMetrics = (registry: Registry): ServerMetrics => ({
  operationSeconds: new Histogram({
    name: 'gravity_operation_seconds',
    help: 'Time of GraphQL queries and mutations',
    labelNames: ['type'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  }),
  operationErrors: new Counter({
    name: 'gravity_operation_errors_total',
    help: 'GraphQL errors that were sent, by code',
    labelNames: ['code'],
    registers: [registry],
  }),
  openSockets: new Gauge({ name: 'gravity_open_sockets', help: 'Open WebSocket connections', registers: [registry] }),
  openSubscriptions: new Gauge({ name: 'gravity_open_subscriptions', help: 'Running subscriptions', registers: [registry] }),
});

/** Time of operations and number of subscriptions, on HTTP and sockets alike. */
export const measure = ({ operationSeconds, openSubscriptions }: ServerMetrics): Plugin => ({
  onExecute: ({ args }) => {
    const stop = operationSeconds.startTimer({ type: getOperationAST(args.document, args.operationName)?.operation ?? 'unknown' });
    return { onExecuteDone: () => void stop() };
  },
  onSubscribe: () => {
    let open = true;
    openSubscriptions.inc();
    const close = () => {
      if (open) openSubscriptions.dec();
      open = false;
    };
    return {
      onSubscribeResult: ({ result }) => {
        if (Symbol.asyncIterator in result) return { onEnd: close };
        close();
        return undefined;
      },
      onSubscribeError: close,
    };
  },
});
