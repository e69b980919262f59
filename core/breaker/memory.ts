import type { BreakerStore } from '../breaker.ts';
import type { BreakerState } from './state.ts';

export function createMemoryBreakerStore(clock: () => number = Date.now): BreakerStore {
  const states = new Map<string, { state: BreakerState; version: number }>();
  return {
    async read(name) {
      const found = states.get(name);
      return { state: found?.state ?? null, version: found?.version ?? 0, nowMs: clock() };
    },
    async write(name, state, version) {
      if ((states.get(name)?.version ?? 0) !== version) return false;
      states.set(name, { state, version: version + 1 });
      return true;
    },
  };
}
