/** A stage is tried this often before it becomes a dead letter. Kills count: a filing that takes its worker down must end somewhere. */
export const maxAttempts = 8;
const baseMs = 2_000;
const capMs = 5 * 60_000;

/**
 * How long to wait before the next attempt, in milliseconds: full jitter over a window that doubles with each attempt (4 s, 8 s, ... 5 min).
 * When the other side said how long to wait, no less than that, and the jitter on top keeps those that wait together apart.
 * @param attempt the attempt that failed, from 1
 * @param random uniform in [0, 1)
 */
export function retryDelayMs(attempt: number, random: number, retryAfterMs = 0): number {
  return Math.round(retryAfterMs + random * Math.min(capMs, baseMs * 2 ** attempt));
}
