import type { Topic } from '../topics.ts';

/**
 * Hints that something happened: at most once, no order. The truth is in PostgreSQL (`filing_event`, `answer_event`); a subscriber
 * that missed hints catches up from there by event id. In-process, PostgreSQL LISTEN/NOTIFY or Redis pub/sub behind one port.
 * Topics come from core/topics.ts; payloads are small JSON (below 7,500 bytes) and checked against the topic's schema on arrival.
 */
export interface EventBus {
  /** Never rejects because the other side is down: the hint is lost and `degraded` turns true. @throws {ValidationError} a payload that is too large */
  publish<Payload>(topic: Topic<Payload>, payload: Payload): Promise<void>;
  /** Calls `listener` for each payload until `unsubscribe`. Works while the other side is down: it is subscribed when that returns. */
  subscribe<Payload>(topic: Topic<Payload>, listener: (payload: Payload) => void): Promise<() => Promise<void>>;
  /** True while hints may be lost (Redis or the listening connection down): subscribers are told `degraded`. */
  readonly degraded: boolean;
  close(): Promise<void>;
}
