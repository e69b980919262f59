/**
 * A sliding window shared by all processes. Atomic: of n parallel calls with `max` m exactly min(n, m) are admitted.
 * Rejected calls are not counted.
 */
export interface RateLimitStore {
  /** Takes `units` from the window of `key`, all or none. A call that waits `retryAfterMs` is admitted unless another came first. */
  take(
    key: string,
    limit: { max: number; windowMs: number; units?: number },
  ): Promise<{ admitted: boolean; retryAfterMs: number; remaining: number }>;
}

/** Slots in time, shared by all processes: at most `max` in any window of `windowMs`, wherever it begins. */
export interface PaceStore {
  /** Reserves the next slot and returns how long to wait for it, in milliseconds. */
  reserve(key: string, limit: { max: number; windowMs: number }): Promise<number>;
}

export interface Limits {
  rate: RateLimitStore;
  pace: PaceStore;
  close(): Promise<void>;
}

/**
 * Slots are exact, their users are not: a timer or a packet that is late moves one call towards the next. Windows are kept this much
 * longer than asked for, so that the other side never counts more than `max` in one.
 */
export const PACE_GUARD = 1.05;
