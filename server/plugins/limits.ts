import { useRateLimiter as createLimiter, Store } from '@envelop/rate-limiter';
import type { Plugin } from 'graphql-yoga';
import type { Config } from '../../core/config.ts';
import { AccessError, errorMessage } from '../../core/errors.ts';
import type { RateLimitStore } from '../../core/limits/types.ts';
import type { Logger } from '../../core/logger.ts';
import type { Context } from '../context.ts';

type Identity = Parameters<Store['getForIdentity']>[0];

export interface Window {
  name: string;
  max: number;
  windowMs: number;
  /** Whom it counts for; empty: nobody, as without limits. */
  keyOf(context: Context): string;
}

/**
 * The package's store is read, then written, so parallel calls slip through. Here a read takes one unit from an atomic store that all
 * processes share, and answers with an empty window when it was admitted and a full one when it was not; the write does nothing.
 */
class TakingStore extends Store {
  readonly retryAfterMs = new Map<string, number>();
  constructor(
    private readonly limits: RateLimitStore,
    private readonly window: Window,
    private readonly logger: Logger,
  ) {
    super();
  }

  async getForIdentity({ contextIdentity }: Identity): Promise<number[]> {
    if (contextIdentity === '') return [];
    const { name, max, windowMs } = this.window;
    const taken = await this.limits.take(`${name}:${contextIdentity}`, { max, windowMs }).catch((error: unknown) => {
      // Limits guard against overuse, not against loss: without their store the API goes on.
      this.logger.warn({ reason: errorMessage(error) }, 'the rate limiter is down; calls are let through');
      return { admitted: true, retryAfterMs: 0, remaining: 0 };
    });
    if (taken.admitted) return [];
    this.retryAfterMs.set(contextIdentity, taken.retryAfterMs);
    return Array.from({ length: max }, () => Date.now());
  }

  setForIdentity(): void {}
}

/** One unit a root field, so fifteen aliased questions are fifteen. A user has a window of a minute, a tenant one of an hour. */
export function limitPlugins(config: Config, limits: RateLimitStore, logger: Logger): Plugin<Context>[] {
  const exempt = ({ viewer }: Context) => !viewer || (viewer.isLocalOwner && !config.limits.explicit);
  const windows: Window[] = [
    {
      name: 'user-minute',
      max: config.limits.perMinute,
      windowMs: 60_000,
      keyOf: (context) => (exempt(context) ? '' : `${context.viewer?.tenantId}:${context.viewer?.userId}`),
    },
    {
      name: 'tenant-hour',
      max: config.limits.perHour,
      windowMs: 3_600_000,
      keyOf: (context) => (exempt(context) ? '' : (context.viewer?.tenantId ?? '')),
    },
  ];
  return windows.map((window) => limitPlugin(window, limits, logger));
}

function limitPlugin(window: Window, limits: RateLimitStore, logger: Logger): Plugin<Context> {
  const store = new TakingStore(limits, window, logger);
  const configByField = ['Query', 'Mutation', 'Subscription'].map((type) => ({
    type,
    field: '*',
    max: window.max,
    window: `${window.windowMs}ms`,
  }));
  const limiter = createLimiter({
    identifyFn: (context) => window.keyOf(context as unknown as Context),
    store,
    configByField,
    formatError: ({ contextIdentity }) => String(store.retryAfterMs.get(contextIdentity) ?? window.windowMs),
    transformError: (retryAfterMs) => rateLimited(Number(retryAfterMs)),
  });
  // Subscriptions are operations too: the package itself looks at queries and mutations only.
  return { ...limiter, onSubscribe: limiter.onExecute as unknown as Plugin<Context>['onSubscribe'] } as Plugin<Context>;
}

export const rateLimited = (retryAfterMs: number) =>
  new AccessError('RATE_LIMITED', 'Too many requests. Try again after the time given.', {
    retryAfterMs: Math.max(1, Math.ceil(retryAfterMs)),
  });
