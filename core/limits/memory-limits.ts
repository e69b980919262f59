import { type Limits, PACE_GUARD } from './types.ts';

/** For one process: what stands in for a shared store that is down. `share` is the part of each limit this process may use. */
export function createMemoryLimits({ share = 1, now = Date.now }: { share?: number; now?: () => number } = {}): Limits {
  const windows = new Map<string, { at: number; units: number }[]>();
  const slots = new Map<string, number[]>();
  const shared = (max: number) => Math.max(1, Math.floor(max * share));
  return {
    rate: {
      async take(key, { max: whole, windowMs, units = 1 }) {
        const max = shared(whole);
        const moment = now();
        const kept = (windows.get(key) ?? []).filter(({ at }) => at > moment - windowMs);
        const used = kept.reduce((sum, entry) => sum + entry.units, 0);
        const admitted = used + units <= max;
        if (admitted) kept.push({ at: moment, units });
        windows.delete(key);
        windows.set(key, kept);
        if (windows.size > 10_000) windows.delete(windows.keys().next().value as string);
        if (admitted) return { admitted, retryAfterMs: 0, remaining: max - used - units };
        let missing = used + units - max;
        const opening = kept.find((entry) => {
          missing -= entry.units;
          return missing <= 0;
        });
        return { admitted, retryAfterMs: opening ? Math.max(1, opening.at + windowMs - moment) : windowMs, remaining: max - used };
      },
    },
    pace: {
      async reserve(key, { max: whole, windowMs }) {
        const max = shared(whole);
        const moment = now();
        const kept = slots.get(key) ?? [];
        const slot = Math.max(moment, kept.at(-1) ?? 0, (kept.at(-max) ?? -Infinity) + windowMs * PACE_GUARD);
        slots.set(key, [...kept, slot].slice(-max));
        return slot - moment;
      },
    },
    async close() {},
  };
}
