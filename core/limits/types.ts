/**
 * A sliding window shared by all processes. Atomic: of n parallel calls with `max` m exactly min(n, m) are admitted.
 * Rejected calls are not counted.
 */
export interface RateLimitStore {
  /** Takes `units` from the window of `key`, all or none. */
  take(
    key: string,
    limit: { max: number; windowMs: number; units?: number },
  ): Promise<{ admitted: boolean; retryAfterMs: number; remaining: number }>;
}

/** Slots in time, shared by all processes: at most `max` in any window of `windowMs`. */
export interface PaceStore {
  /** Reserves the next slot and returns how long to wait for it, in milliseconds. */
  reserve(key: string, limit: { max: number; windowMs: number }): Promise<number>;
}
