import type { BreakerPolicy } from '../breaker.ts';
import { TransportError } from '../errors.ts';

/** EDGAR lifts its limit once an address has stayed slow for ten minutes. Source: SEC, "Accessing EDGAR Data". */
export const THROTTLE_MS = 600_000;

/** One throttle page opens for its ten minutes, a 429 for as long as it says; ten failures of twenty for fifteen seconds. */
export const edgarBreakerPolicy: BreakerPolicy = {
  failures: 10,
  of: 20,
  openMs: 15_000,
  probeMs: 90_000,
  code: 'EDGAR_UNAVAILABLE',
  verdict(error) {
    if (!(error instanceof TransportError)) return isAbort(error) ? 'UNKNOWN' : 'SUCCESS';
    if (error.details.throttled === true) return { openMs: error.retryAfterMs ?? THROTTLE_MS };
    return 'FAILURE';
  },
};

const isAbort = (error: unknown) => error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');
