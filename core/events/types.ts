/**
 * Hints that something happened: at most once, no order. The truth is in PostgreSQL (`filing_event`, `answer_event`); a subscriber
 * that missed hints catches up from there by event id. In-process, PostgreSQL LISTEN/NOTIFY or Redis pub/sub behind one port.
 * `topic` names come from core/topics.ts; payloads are small JSON.
 */
export interface EventBus {
  publish(topic: string, payload: unknown): Promise<void>;
  /** Calls `listener` for each payload until `unsubscribe`. */
  subscribe(topic: string, listener: (payload: unknown) => void): Promise<() => Promise<void>>;
  /** True while hints may be lost (Redis down): subscribers are told `degraded`. */
  readonly degraded: boolean;
  close(): Promise<void>;
}
