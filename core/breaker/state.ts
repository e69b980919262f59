/** One breaker as it is stored. Times are milliseconds of the store's clock. */
export interface BreakerState {
  openUntilMs: number | null;
  /** How long it was opened for, so that a failed probe opens it as long again. */
  openMs: number;
  probe: { token: string; untilMs: number } | null;
  /** The last outcomes, oldest first: `1` went well, `0` failed. */
  outcomes: string;
}

export type BreakerStatus = { state: 'CLOSED' } | { state: 'OPEN'; retryAfterMs: number } | { state: 'HALF_OPEN'; probing: boolean };
export type Permit = { admitted: true } | { admitted: false; retryAfterMs: number };

const CLOSED: BreakerState = { openUntilMs: null, openMs: 0, probe: null, outcomes: '' };
/** While a probe is out, others come back this soon to see what it found. */
const PROBE_WAIT_MS = 1000;

export function statusOf(state: BreakerState | null, nowMs: number): BreakerStatus {
  if (!state || state.openUntilMs === null) return { state: 'CLOSED' };
  if (nowMs < state.openUntilMs) return { state: 'OPEN', retryAfterMs: state.openUntilMs - nowMs };
  return { state: 'HALF_OPEN', probing: state.probe !== null && nowMs < state.probe.untilMs };
}

/** Closed admits all, open none, half-open exactly one: the probe. */
export function admit(
  state: BreakerState | null,
  token: string,
  nowMs: number,
  probeMs: number,
): { state: BreakerState | null; result: Permit } {
  const status = statusOf(state, nowMs);
  if (status.state === 'CLOSED') return { state, result: { admitted: true } };
  if (status.state === 'OPEN') return { state, result: { admitted: false, retryAfterMs: status.retryAfterMs } };
  if (status.probing) return { state, result: { admitted: false, retryAfterMs: PROBE_WAIT_MS } };
  return { state: { ...(state ?? CLOSED), probe: { token, untilMs: nowMs + probeMs } }, result: { admitted: true } };
}

/** The probe's success closes; that of a call begun before the opening says nothing. */
export function succeed(state: BreakerState | null, token: string, of: number): BreakerState | null {
  if (!state) return state;
  if (state.probe?.token === token) return CLOSED;
  if (state.openUntilMs !== null || !state.outcomes.includes('0')) return state;
  return { ...state, outcomes: `${state.outcomes}1`.slice(-of) };
}

export function fail(
  state: BreakerState | null,
  token: string,
  nowMs: number,
  policy: { failures: number; of: number; openMs: number },
): BreakerState {
  const current = state ?? CLOSED;
  if (current.probe?.token === token) return trip(nowMs, Math.max(current.openMs, policy.openMs), null);
  if (current.openUntilMs !== null) return current;
  const outcomes = `${current.outcomes}0`.slice(-policy.of);
  return [...outcomes].filter((o) => o === '0').length >= policy.failures ? trip(nowMs, policy.openMs, null) : { ...current, outcomes };
}

/** Opens for `openMs`, or leaves it open longer where it already is. */
export const trip = (nowMs: number, openMs: number, state: BreakerState | null): BreakerState => ({
  openUntilMs: Math.max(nowMs + openMs, state?.openUntilMs ?? 0),
  openMs,
  probe: null,
  outcomes: '',
});

/** The probe was given up without an answer: the next call may probe. */
export const release = (state: BreakerState | null, token: string): BreakerState | null =>
  state?.probe?.token === token ? { ...state, probe: null } : state;
