import type { BreakerPolicy } from '../breaker.ts';
import { NotFoundError, ParsingError, TransportError } from '../errors.ts';

/** EDGAR lifts its limit once an address has stayed slow for ten minutes. Source: SEC, "Accessing EDGAR Data". */
export const THROTTLE_MS = 600_000;

/** A slot in the shared pace came up too late to be used: nothing was asked. */
export class MissedSlot extends Error {}

/** One throttle page opens for its ten minutes, a 429 for as long as it says; ten failures of twenty for fifteen seconds. */
export const edgarBreakerPolicy: BreakerPolicy = {
  failures: 10,
  of: 20,
  openMs: 15_000,
  probeMs: 90_000,
  code: 'EDGAR_UNAVAILABLE',
  verdict(error) {
    // An answer, if one that we refuse or cannot read. What the caller aborted with, whatever it is, says nothing.
    if (error instanceof NotFoundError || error instanceof ParsingError) return 'SUCCESS';
    if (!(error instanceof TransportError) || !FAILURES.has(error.code)) return 'UNKNOWN';
    return error.details.throttled === true ? { openMs: error.retryAfterMs ?? THROTTLE_MS } : 'FAILURE';
  },
};

const FAILURES: ReadonlySet<string> = new Set(['EDGAR_UNAVAILABLE', 'FETCH_TIMEOUT', 'DOCUMENT_TRUNCATED', 'DOCUMENT_UNREADABLE']);
