import { setTimeout as sleep } from 'node:timers/promises';
import { GoogleGenerativeAIAbortError, GoogleGenerativeAIFetchError } from '@google/generative-ai';
import { DomainError, errorMessage, TransportError } from '../errors.ts';

/** What a provider call goes through: refuses at once while open. */
export interface CallGuard {
  run<T>(call: () => Promise<T>): Promise<T>;
}

export interface CallOptions {
  guard: CallGuard;
  /** Of all tries together, in milliseconds. */
  timeoutMs: number;
  signal?: AbortSignal;
  /** Called before each try but the first. */
  onRetry?: () => void;
  random?: () => number;
}

const TRIES = 3;
const BASE_DELAY_MS = 250;

/**
 * At most three tries inside one deadline, with full jitter between them; the provider's own retry delay is kept when it fits.
 * An abort by the caller and an answer that we cannot read are passed on as they are and do not count against the provider.
 * @throws {TransportError} LLM_UNAVAILABLE
 */
export async function callProvider<T>(call: (signal: AbortSignal) => Promise<T>, options: CallOptions): Promise<T> {
  const { guard, timeoutMs, signal, onRetry, random = Math.random } = options;
  const endsAt = Date.now() + timeoutMs;
  const deadline = AbortSignal.timeout(timeoutMs);
  const either = signal ? AbortSignal.any([signal, deadline]) : deadline;
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    const outcome = await attemptOnce(call, guard, either, signal);
    if (outcome.kind === 'value') return outcome.value;
    if (outcome.kind === 'passed on') throw outcome.error;
    const waitMs = outcome.retryDelayMs ?? random() * BASE_DELAY_MS * 2 ** attempt;
    const mayTryAgain = outcome.retryable && attempt < TRIES && Date.now() + waitMs < endsAt;
    if (!mayTryAgain) throw unavailable(outcome.error);
    await sleep(waitMs, undefined, { signal: either }).catch(() => signal?.throwIfAborted());
    onRetry?.();
  }
}

type Outcome<T> =
  | { kind: 'value'; value: T }
  | { kind: 'passed on'; error: unknown }
  | { kind: 'failed'; error: unknown; retryable: boolean; retryDelayMs?: number };

/** Aborts by the caller and rejected answers travel around the guard as values, so that it counts only the provider's failures. */
async function attemptOnce<T>(
  call: (signal: AbortSignal) => Promise<T>,
  guard: CallGuard,
  either: AbortSignal,
  caller: AbortSignal | undefined,
): Promise<Outcome<T>> {
  let reached = false;
  try {
    return await guard.run(async (): Promise<Outcome<T>> => {
      reached = true;
      try {
        return { kind: 'value', value: await raced(call(either), either) };
      } catch (error) {
        if (caller?.aborted) return { kind: 'passed on', error: caller.reason };
        if (error instanceof DomainError && !(error instanceof TransportError)) return { kind: 'passed on', error };
        throw error;
      }
    });
  } catch (error) {
    return { kind: 'failed', error, retryable: reached && !either.aborted && isRetryable(error), retryDelayMs: retryDelayMs(error) };
  }
}

/** Ends with the signal even when the call does not listen to it. */
function raced<T>(call: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    call.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

function isRetryable(error: unknown): boolean {
  if (error instanceof GoogleGenerativeAIAbortError) return false;
  if (error instanceof GoogleGenerativeAIFetchError) {
    const { status } = error;
    return status === undefined || status === 408 || status === 429 || status >= 500;
  }
  return true;
}

/** google.rpc.RetryInfo: `{ retryDelay: "3s" }`. */
function retryDelayMs(error: unknown): number | undefined {
  if (!(error instanceof GoogleGenerativeAIFetchError)) return undefined;
  for (const detail of error.errorDetails ?? []) {
    const seconds = /^(\d+(?:\.\d+)?)s$/.exec(String(detail.retryDelay ?? ''))?.[1];
    if (seconds) return Number(seconds) * 1000;
  }
  return undefined;
}

/** The SDK's messages name the URL: they stay in `cause`, out of what users see. */
function unavailable(error: unknown): TransportError {
  const status = error instanceof GoogleGenerativeAIFetchError ? error.status : undefined;
  if (error instanceof TransportError && error.code === 'LLM_UNAVAILABLE') return error;
  return new TransportError(
    'LLM_UNAVAILABLE',
    'The language model cannot be reached at the moment. Try again in a minute.',
    { status },
    {
      cause: new Error(errorMessage(error)),
    },
  );
}
