import { Redis } from 'ioredis';
import { errorMessage } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { encodeHint, Listeners } from './listeners.ts';
import type { EventBus } from './types.ts';

export interface RedisBusOptions {
  url: string;
  logger: Logger;
  /** In front of channel names; Redis pub/sub knows no databases. */
  prefix?: string;
}

const PING_MS = 10_000;
const PONG_MS = 5_000;

/**
 * Redis pub/sub over two connections of its own: one that subscribes can do nothing else. While Redis is down, hints are lost and
 * `degraded` is true; both connect again and everything is subscribed again. Nothing here ever rejects unheard.
 */
export function createRedisBus({ url, logger, prefix = 'gravity:' }: RedisBusOptions): EventBus {
  const listeners = new Listeners(logger);
  const retryStrategy = (attempt: number) => Math.min(2_000, 50 * 2 ** Math.min(attempt, 6)) * (0.5 + Math.random() / 2);
  const common = { retryStrategy, enableOfflineQueue: false, maxRetriesPerRequest: 1, connectTimeout: 3_000 };
  const publisher = new Redis(url, { ...common, commandTimeout: 2_000 });
  const subscriber = new Redis(url, { ...common, autoResubscribe: false });
  let subscribed = false;

  for (const [name, redis] of Object.entries({ publisher, subscriber })) {
    redis.on('error', (error) => logger.debug({ connection: name, reason: errorMessage(error) }, 'events: no Redis'));
    redis.on('close', () => logger.debug({ connection: name }, 'events: connection closed'));
  }
  const quietly = (promise: Promise<unknown>): Promise<void> =>
    promise.then(
      () => undefined,
      (error: unknown) => logger.debug({ reason: errorMessage(error) }, 'events: Redis did not answer'),
    );
  subscriber.on('message', (_channel: string, text: string) => listeners.deliver(text));
  subscriber.on('close', () => {
    subscribed = false;
  });
  subscriber.on('ready', () => void resubscribe());
  const resubscribe = async (): Promise<void> => {
    const names = listeners.names().map((name) => prefix + name);
    try {
      for (let i = 0; i < names.length; i += 1_000) await subscriber.subscribe(...names.slice(i, i + 1_000));
      subscribed = true;
    } catch (error) {
      logger.debug({ reason: errorMessage(error) }, 'events: not subscribed yet');
      subscriber.disconnect(true);
    }
  };
  // A connection that was cut in silence looks alive: a ping without a pong tells.
  const ping = setInterval(() => {
    if (subscriber.status !== 'ready') return;
    const late = setTimeout(() => subscriber.disconnect(true), PONG_MS);
    void quietly(subscriber.ping()).then(() => clearTimeout(late));
  }, PING_MS);
  ping.unref();

  return {
    get degraded() {
      return !subscribed || subscriber.status !== 'ready' || publisher.status !== 'ready';
    },
    async publish(topic, payload) {
      await quietly(publisher.publish(prefix + topic.name, encodeHint(topic, payload)));
    },
    async subscribe(topic, listener) {
      const { isFirst, leave } = listeners.add(topic, listener);
      // Not ready: `ready` subscribes to all that are listened to.
      if (isFirst && subscriber.status === 'ready') await quietly(subscriber.subscribe(prefix + topic.name));
      return async () => {
        if (leave() && subscriber.status === 'ready') await quietly(subscriber.unsubscribe(prefix + topic.name));
      };
    },
    async close() {
      clearInterval(ping);
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}
