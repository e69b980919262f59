import { setMaxListeners } from 'node:events';
import type { Database } from '../../core/db/client.ts';
import { tenantClient } from '../../core/db/tenancy.ts';
import { errorMessage, NotFoundError } from '../../core/errors.ts';
import type { EventBus } from '../../core/events/types.ts';
import type { Logger } from '../../core/logger.ts';
import { filingStatusTopic } from '../../core/topics.ts';
import { eventsAfter, newestEventId, type StatusChange } from './filing-events.repo.ts';
import { interruptible } from './interruptible.ts';
import { Mailbox } from './mailbox.ts';

export type { StatusChange };

export interface FilingFeed {
  /** Ends when `signal` aborts or the feed closes. @throws {NotFoundError} when the watchlist is gone */
  subscribe(subscription: FilingSubscription): AsyncIterable<StatusChange>;
  close(): Promise<void>;
}

export interface FilingSubscription {
  tickers?: string[];
  watchlist?: WatchlistKey;
  /** Everything after this event; only what is still to come when omitted. */
  after?: bigint;
  signal: AbortSignal;
}

interface WatchlistKey {
  tenantId: string;
  id: string;
}

interface Subscriber {
  mailbox: Mailbox<StatusChange>;
  wants(event: StatusChange): boolean;
}

const PAGE = 500;
const MAILBOX = 256;
/** Hints may be lost: the table is looked at this often anyway, oftener while the bus says that it is down. */
const LOOK_MS = 5_000;
const LOOK_DEGRADED_MS = 1_000;
const WATCHLIST_MS = 2_000;

/**
 * One reader of the outbox for the whole process. A hint only makes it look; what it sends are the rows, in publication order, each once,
 * so a lost, doubled or disordered hint changes nothing. Each subscriber has a small mailbox; one that falls behind is served from the
 * table, so a slow reader costs no memory.
 */
export function createFilingFeed(deps: { database: Database; events: EventBus; logger: Logger }): FilingFeed {
  const { database, events, logger } = deps;
  const subscribers = new Set<Subscriber>();
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  const watchlists = createWatchlistCache(database);
  let newest = 0n;
  let started: Promise<void> | undefined;
  let unsubscribe: (() => Promise<void>) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let reading: Promise<void> | undefined;
  let again = false;

  async function readNew(): Promise<void> {
    do {
      again = false;
      const rows = await eventsAfter(database, newest, { limit: PAGE });
      for (const row of rows) {
        newest = row.eventId;
        for (const subscriber of subscribers) if (subscriber.wants(row)) subscriber.mailbox.put(row);
      }
      if (rows.length === PAGE) again = true;
    } while (again && !closing.signal.aborted);
  }

  function look(): void {
    if (closing.signal.aborted) return;
    if (reading) {
      again = true;
      return;
    }
    reading = readNew()
      .catch((error: unknown) => logger.warn({ reason: errorMessage(error) }, 'filing events could not be read; trying again'))
      .finally(() => {
        reading = undefined;
      });
  }

  function keepLooking(): void {
    timer = setTimeout(
      () => {
        if (subscribers.size > 0) look();
        keepLooking();
      },
      events.degraded ? LOOK_DEGRADED_MS : LOOK_MS,
    );
    timer.unref();
  }

  async function start(): Promise<void> {
    unsubscribe = await events.subscribe(filingStatusTopic, look);
    newest = await newestEventId(database);
    keepLooking();
  }

  async function* listen({ tickers, watchlist, after }: FilingSubscription, signal: AbortSignal): AsyncGenerator<StatusChange> {
    started ??= start().catch((error: unknown) => {
      started = undefined;
      throw error;
    });
    await started;
    const wanted = tickers && new Set(tickers);
    const ciksOf = async () => (watchlist ? new Set(await watchlists.ciks(watchlist)) : undefined);
    let ciks = await ciksOf();
    const wants = (event: StatusChange) =>
      (!wanted && !ciks) || event.tickers.some((ticker) => wanted?.has(ticker)) || event.ciks.some((cik) => ciks?.has(cik));
    // The mailbox takes what may concern a list that just grew; the list is read again before anything is sent.
    const subscriber: Subscriber = { mailbox: new Mailbox(MAILBOX), wants: watchlist ? () => true : wants };
    subscribers.add(subscriber);
    try {
      let cursor = after ?? newest;
      let behind = after !== undefined && after < newest;
      while (!signal.aborted) {
        if (behind) {
          ciks = await ciksOf();
          const upTo = newest;
          const filter = wanted || ciks ? { tickers: wanted && [...wanted], ciks: ciks && [...ciks] } : undefined;
          const page = await eventsAfter(database, cursor, { upTo, limit: PAGE, filter });
          for (const event of page) {
            cursor = event.eventId;
            yield event;
            if (signal.aborted) return;
          }
          if (page.length === PAGE) continue;
          if (upTo > cursor) cursor = upTo;
          behind = false;
        }
        const { values, missed } = subscriber.mailbox.take();
        if (missed) {
          behind = true;
          continue;
        }
        if (values.length > 0 && watchlist) ciks = await ciksOf();
        for (const event of values) {
          if (event.eventId <= cursor) continue;
          cursor = event.eventId;
          if (!wants(event)) continue;
          yield event;
          if (signal.aborted) return;
        }
        await subscriber.mailbox.wait(60_000, signal);
      }
    } finally {
      subscribers.delete(subscriber);
    }
  }

  return {
    subscribe: (subscription) =>
      interruptible(AbortSignal.any([subscription.signal, closing.signal]), (signal) => listen(subscription, signal)),
    async close() {
      closing.abort();
      clearTimeout(timer);
      await unsubscribe?.();
      await reading;
    },
  };
}

/** The companies of a watchlist as the tenant itself sees it, read again every other second while somebody listens. */
function createWatchlistCache(database: Database) {
  const entries = new Map<string, { ciks: Promise<number[]>; until: number }>();
  async function read({ tenantId, id }: WatchlistKey): Promise<number[]> {
    const found = await tenantClient(database, tenantId).watchlist.findUnique({
      where: { id },
      select: { items: { select: { cik: true } } },
    });
    if (!found) throw new NotFoundError('There is no such watchlist.');
    return found.items.map(({ cik }) => cik);
  }
  return {
    ciks(key: WatchlistKey): Promise<number[]> {
      const name = `${key.tenantId} ${key.id}`;
      const known = entries.get(name);
      if (known && known.until > Date.now()) return known.ciks;
      const ciks = read(key);
      entries.set(name, { ciks, until: Date.now() + WATCHLIST_MS });
      ciks.catch(() => entries.delete(name));
      if (entries.size > 10_000) entries.delete(entries.keys().next().value ?? '');
      return ciks;
    },
  };
}
