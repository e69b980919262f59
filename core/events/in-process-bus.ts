import type { Logger } from '../logger.ts';
import { encodeHint, Listeners } from './listeners.ts';
import type { EventBus } from './types.ts';

/** For one process. Payloads pass through JSON and arrive later, as they do over a network. */
export function createInProcessBus(logger: Logger): EventBus {
  const listeners = new Listeners(logger);
  return {
    degraded: false,
    async publish(topic, payload) {
      const hint = encodeHint(topic, payload);
      setImmediate(() => listeners.deliver(hint));
    },
    async subscribe(topic, listener) {
      const { leave } = listeners.add(topic, listener);
      return async () => void leave();
    },
    async close() {},
  };
}
