import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { errorMessage } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { encodeHint, Listeners } from './listeners.ts';
import type { EventBus } from './types.ts';

export interface PostgresBusOptions {
  /** For publishing. */
  pool: pg.Pool;
  /** For listening: must reach the server directly, a transaction pooler loses LISTEN. */
  directUrl: string;
  logger: Logger;
}

/** One channel for all topics: channel names end at 63 bytes, and every process hears every hint. */
const CHANNEL = 'gravity_events';
/** A connection that a firewall cut in silence shows within this time, milliseconds. */
const PING_MS = 15_000;

/** LISTEN/NOTIFY over one connection of its own, which is opened again whenever it is lost. */
export async function createPostgresBus({ pool, directUrl, logger }: PostgresBusOptions): Promise<EventBus> {
  const listeners = new Listeners(logger);
  const closing = new AbortController();
  let client: pg.Client | null = null;

  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({
      connectionString: directUrl,
      application_name: 'gravity-events',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
    });
    const lost = new Promise<void>((resolve) => {
      fresh.once('end', resolve);
      fresh.on('error', () => resolve());
    });
    fresh.on('notification', ({ payload }) => listeners.deliver(payload ?? ''));
    try {
      await fresh.connect();
      await fresh.query(`listen ${CHANNEL}`);
    } catch (error) {
      await fresh.end().catch(ignoreLost);
      throw error;
    }
    client = fresh;
    void watch(fresh, lost);
  };

  const watch = async (current: pg.Client, lost: Promise<void>): Promise<void> => {
    const ping = setInterval(() => {
      current.query('select 1').catch(() => current.end().catch(ignoreLost));
    }, PING_MS);
    await lost;
    clearInterval(ping);
    client = null;
    if (closing.signal.aborted) return;
    logger.warn('the connection that listens for events was lost');
    await current.end().catch(ignoreLost);
    await reconnect();
  };

  const reconnect = async (): Promise<void> => {
    for (let attempt = 0; !closing.signal.aborted; attempt += 1) {
      try {
        await connect();
        logger.info('listening for events again');
        return;
      } catch (error) {
        logger.debug({ reason: errorMessage(error) }, 'cannot listen for events yet');
        await sleep(Math.min(5_000, 100 * 2 ** attempt) * (0.5 + Math.random() / 2), undefined, { signal: closing.signal }).catch(
          ignoreAbort,
        );
      }
    }
  };

  try {
    await connect();
  } catch (error) {
    logger.warn({ reason: errorMessage(error) }, 'cannot listen for events yet');
    void reconnect();
  }
  return {
    get degraded() {
      return client === null;
    },
    async publish(topic, payload) {
      const hint = encodeHint(topic, payload);
      await pool
        .query('select pg_notify($1, $2)', [CHANNEL, hint])
        .catch((error: unknown) => logger.warn({ topic: topic.name, reason: errorMessage(error) }, 'a hint was not published'));
    },
    async subscribe(topic, listener) {
      const { leave } = listeners.add(topic, listener);
      return async () => void leave();
    },
    async close() {
      closing.abort();
      await client?.end().catch(ignoreLost);
    },
  };
}

/** The connection is to go away, and it has. */
const ignoreLost = (): void => undefined;
const ignoreAbort = (): void => undefined;
