import { randomUUID } from 'node:crypto';
import { createMemoryBreakerStore } from './breaker/memory.ts';
import { admit, type BreakerState, type BreakerStatus, fail, release, statusOf, succeed, trip } from './breaker/state.ts';
import { type ErrorCode, errorMessage, TransportError } from './errors.ts';
import type { Logger } from './logger.ts';

/** Where a breaker's state lives, shared by all processes. Compare and set: a write against an old version is refused. */
export interface BreakerStore {
  /** `version` 0 and `state` null where nothing was written. `nowMs` is the store's own clock. */
  read(name: string): Promise<{ state: BreakerState | null; version: number; nowMs: number }>;
  write(name: string, state: BreakerState, version: number): Promise<boolean>;
}

/** What an error says about the other side: that it is ill, that it asks for quiet, nothing at all, or (an answer, if a bad one) that it is well. */
export type Verdict = 'FAILURE' | { openMs: number } | 'UNKNOWN' | 'SUCCESS';

export interface BreakerPolicy {
  /** Opens after `failures` among the last `of` calls, for `openMs`. */
  failures: number;
  of: number;
  openMs: number;
  /** A probe that has not come back within this time no longer holds its place: its process may be dead. */
  probeMs: number;
  /** Code of the error thrown while open. */
  code: ErrorCode;
  verdict(error: unknown): Verdict;
}

/** Stops calling a side that is down or has asked for quiet, for all processes at once, and lets one call through to see whether it is back. */
export interface Breaker {
  /** Runs `work` unless open. @throws {TransportError} the policy's code with `retryAfterMs`, without calling `work` */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Throws as `run` would, but takes no probe: to fail early, before waiting for something else. */
  check(): Promise<void>;
  status(): Promise<BreakerStatus>;
}

/**
 * Where the shared store cannot be reached each process goes on with a state of its own: a store that is down must not stop the calls.
 */
export function createBreaker(deps: {
  name: string;
  store: BreakerStore;
  policy: BreakerPolicy;
  logger: Logger;
  clock?: () => number;
}): Breaker {
  const { name, policy, logger } = deps;
  const fallback = createMemoryBreakerStore(deps.clock);

  async function attempt<T>(store: BreakerStore, change: Change<T>): Promise<T> {
    for (;;) {
      const { state, version, nowMs } = await store.read(name);
      const next = change(state, nowMs);
      if (next.state === null || next.state === state || (await store.write(name, next.state, version))) return next.result;
    }
  }
  async function update<T>(change: Change<T>): Promise<T> {
    try {
      return await attempt(deps.store, change);
    } catch (error) {
      logger.warn({ breaker: name, reason: errorMessage(error) }, 'the breaker store cannot be reached; this process uses its own state');
      return attempt(fallback, change);
    }
  }
  const refusal = (retryAfterMs: number) =>
    new TransportError(policy.code, `${name} is not being called at the moment; try again in ${Math.ceil(retryAfterMs / 1000)} s.`, {
      retryAfterMs,
      breaker: name,
    });

  async function report(token: string, error: unknown): Promise<void> {
    const verdict = error === undefined ? 'SUCCESS' : policy.verdict(error);
    const opened = await update((state, nowMs) => {
      const next =
        verdict === 'SUCCESS'
          ? succeed(state, token, policy.of)
          : verdict === 'FAILURE'
            ? fail(state, token, nowMs, policy)
            : verdict === 'UNKNOWN'
              ? release(state, token)
              : trip(nowMs, verdict.openMs, state);
      return { state: next, result: statusOf(next, nowMs).state === 'OPEN' && statusOf(state, nowMs).state !== 'OPEN' };
    });
    if (opened) logger.warn({ breaker: name, reason: errorMessage(error) }, 'breaker opened');
  }

  return {
    async run(work) {
      const token = randomUUID();
      const permit = await update((state, nowMs) => admit(state, token, nowMs, policy.probeMs));
      if (!permit.admitted) throw refusal(permit.retryAfterMs);
      try {
        const result = await work();
        await report(token, undefined);
        return result;
      } catch (error) {
        await report(token, error ?? new Error('unknown'));
        throw error;
      }
    },
    async check() {
      const status = await update((state, nowMs) => ({ state, result: statusOf(state, nowMs) }));
      if (status.state === 'OPEN') throw refusal(status.retryAfterMs);
    },
    status: () => update((state, nowMs) => ({ state, result: statusOf(state, nowMs) })),
  };
}

type Change<T> = (state: BreakerState | null, nowMs: number) => { state: BreakerState | null; result: T };
