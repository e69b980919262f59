import { ValidationError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { Topic } from '../topics.ts';

/** NOTIFY carries at most 8,000 bytes; the same limit everywhere, so that what works in one mode works in all. */
const MAX_BYTES = 7_500;

export function encodeHint(topic: Topic<unknown>, payload: unknown): string {
  const text = JSON.stringify({ topic: topic.name, payload });
  if (Buffer.byteLength(text) > MAX_BYTES)
    throw new ValidationError(`A hint on ${topic.name} may have ${MAX_BYTES} bytes.`, {}, 'INTERNAL_SERVER_ERROR');
  return text;
}

/** Who listens to what, in this process. */
export class Listeners {
  private readonly topics = new Map<string, Set<(payload: unknown) => void>>();
  private readonly logger: Logger;

  constructor(logger: Logger) {
    this.logger = logger;
  }

  names(): string[] {
    return [...this.topics.keys()];
  }

  /** Returns how to leave; leaving tells whether nobody is left. */
  add<Payload>(topic: Topic<Payload>, listener: (payload: Payload) => void): { isFirst: boolean; leave: () => boolean } {
    const set = this.topics.get(topic.name) ?? new Set();
    this.topics.set(topic.name, set);
    const checked = (payload: unknown) => {
      const parsed = topic.payload.safeParse(payload);
      if (parsed.success) listener(parsed.data);
      else this.logger.warn({ topic: topic.name, problem: parsed.error.message }, 'a hint of the wrong shape was dropped');
    };
    set.add(checked);
    const leave = () => {
      set.delete(checked);
      if (set.size > 0 || this.topics.get(topic.name) !== set) return false;
      this.topics.delete(topic.name);
      return true;
    };
    return { isFirst: set.size === 1, leave };
  }

  /** A listener that throws is its own problem: the others still hear. */
  deliver(text: string): void {
    let hint: { topic?: unknown; payload?: unknown };
    try {
      hint = JSON.parse(text) as typeof hint;
    } catch (error) {
      this.logger.warn({ err: error }, 'a hint that is not JSON was dropped');
      return;
    }
    for (const listener of [...(this.topics.get(String(hint.topic)) ?? [])]) {
      try {
        listener(hint.payload);
      } catch (error) {
        this.logger.error({ err: error, topic: hint.topic }, 'a listener failed');
      }
    }
  }
}
