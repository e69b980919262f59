import { setTimeout as sleep } from 'node:timers/promises';
import type { Breaker } from '../breaker.ts';
import { ParsingError, TransportError, ValidationError } from '../errors.ts';
import type { PaceStore } from '../limits/types.ts';
import type { Logger } from '../logger.ts';
import { MissedSlot, THROTTLE_MS } from './breaker-policy.ts';
import { createFetchBytes, type FetchedBytes, type FetchLimits } from './fetch-bytes.ts';

export interface EdgarConfig {
  url: string | null;
  userAgent: string | null;
  maxRps: number;
  maxDocumentBytes: number;
}

export interface EdgarHttp {
  /** Null where EDGAR says that it is not there. `absentOn`: further statuses that mean so for this path. */
  get(host: EdgarHost, path: string, options?: { absentOn?: readonly number[]; signal?: AbortSignal }): Promise<FetchedBytes | null>;
  close(): void;
}

export type EdgarHost = 'www' | 'data';
const HOSTS: Record<EdgarHost, string> = { www: 'https://www.sec.gov', data: 'https://data.sec.gov' };

/**
 * `maxRps` is promised for any second at EDGAR's door, and on the way there requests bunch: processes are busy, and so is the network.
 * Hence slots are spread evenly rather than given out in bursts, over somewhat more than a second, and one that comes up late is not used.
 */
const PACE_WINDOW_MS = 1250;
const LATE_MS = 75;
/** The breaker is asked shortly before the slot, so that the answer is there in time. */
const LEAD_MS = 40;
/** Up to this rate lateness matters; more is allowed only with a server of one's own. */
const STRICT_RPS = 8;
const PACE_TRIES = 50;
const THROTTLE_PAGE = /Request Rate Threshold Exceeded|Undeclared Automated Tool/i;

/**
 * Every request to EDGAR: paced over all processes, guarded by the breaker, declared by User-Agent. The URL's host is one of two, or the
 * configured origin; paths are built by callers from checked identifiers.
 */
export function createEdgarHttp(deps: {
  config: EdgarConfig;
  pace: PaceStore;
  breaker: Breaker;
  logger: Logger;
  limits?: Partial<FetchLimits>;
}): EdgarHttp {
  const { config, pace, breaker, logger } = deps;
  const userAgent = config.userAgent ?? '';
  const lateMs = config.maxRps > STRICT_RPS ? Number.POSITIVE_INFINITY : LATE_MS;
  const client = createFetchBytes({
    userAgent,
    publicOnly: config.url === null,
    limits: { maxBytes: config.maxDocumentBytes, ...deps.limits },
  });

  /** Reserves a slot, waits until shortly before it and returns its moment on the monotonic clock. */
  async function slot(signal: AbortSignal | undefined): Promise<number> {
    const waitMs = await pace.reserve('edgar', { max: 1, windowMs: Math.ceil(PACE_WINDOW_MS / config.maxRps) });
    const dueAt = performance.now() + waitMs;
    await sleepUntil(dueAt - LEAD_MS, signal);
    return dueAt;
  }

  async function request(url: URL, absentOn: readonly number[], signal: AbortSignal | undefined): Promise<FetchedBytes | null> {
    for (let attempt = 0; attempt < PACE_TRIES; attempt++) {
      await breaker.check();
      const dueAt = await slot(signal);
      try {
        return await breaker.run(async () => {
          await sleepUntil(dueAt, signal);
          const startedAt = performance.now();
          if (startedAt > dueAt + lateMs) throw new MissedSlot();
          const answer = await client.fetch(url, signal);
          const ms = Math.round(performance.now() - startedAt);
          logger.debug({ path: url.pathname, status: answer.status, bytes: answer.bytes.length, ms }, 'edgar');
          return judged(answer, url.pathname, absentOn);
        });
      } catch (error) {
        if (!(error instanceof MissedSlot)) throw error;
      }
    }
    throw new TransportError('EDGAR_UNAVAILABLE', 'This process is too busy to keep the pace that EDGAR asks for.', { retryAfterMs: 1000 });
  }

  return {
    async get(host, path, { absentOn = [], signal } = {}) {
      if (userAgent === '')
        throw new ValidationError(
          'EDGAR_USER_AGENT must be set, with a contact address, before anything is asked of the SEC.',
          {},
          'CONFIG_INVALID',
        );
      const url = new URL((config.url ?? HOSTS[host]) + path);
      try {
        return await request(url, absentOn, signal);
      } catch (error) {
        if (error instanceof TransportError && error.details.stale === true) return request(url, absentOn, signal);
        throw error;
      }
    },
    close: client.close,
  };
}

async function sleepUntil(at: number, signal: AbortSignal | undefined): Promise<void> {
  const ms = at - performance.now();
  if (ms > 0) await sleep(ms, undefined, { signal });
  signal?.throwIfAborted();
}

function judged(answer: FetchedBytes, path: string, absentOn: readonly number[]): FetchedBytes | null {
  const { status } = answer;
  if (status === 200) return answer;
  const throttled = status === 429 || (status === 403 && THROTTLE_PAGE.test(answer.bytes.toString('latin1')));
  if (throttled) {
    const retryAfterMs = retryAfter(answer) ?? (status === 429 ? 60_000 : THROTTLE_MS);
    throw new TransportError('EDGAR_UNAVAILABLE', 'EDGAR asks for a pause: too many requests came from this address.', {
      path,
      status,
      throttled,
      retryAfterMs,
    });
  }
  if (status === 404 || status === 410 || absentOn.includes(status)) return null;
  if (status >= 500 || status === 403 || status === 408 || status === 425)
    throw new TransportError('EDGAR_UNAVAILABLE', `EDGAR answered with status ${status}.`, {
      path,
      status,
      retryAfterMs: retryAfter(answer),
    });
  throw new ParsingError('FETCH_REJECTED', `EDGAR refused the request with status ${status}.`, { path, status });
}

/** `Retry-After` in seconds or as a date, at most an hour. */
function retryAfter({ headers }: FetchedBytes): number | undefined {
  const value = headers['retry-after'];
  if (value === undefined) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 3_600_000) : undefined;
}
