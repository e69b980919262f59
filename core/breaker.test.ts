import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createMemoryBreakerStore } from './breaker/memory.ts';
import { createPostgresBreakerStore } from './breaker/postgres.ts';
import { createRedisBreakerStore } from './breaker/redis.ts';
import { type BreakerPolicy, type BreakerStore, createBreaker } from './breaker.ts';
import { ParsingError, TransportError } from './errors.ts';
import { createLogger } from './logger.ts';
import { type TestDatabase, testDatabase } from './testing/database.ts';

const logger = createLogger('silent', 'test');
const redisUrl = process.env.REDIS_URL;
const prefix = `test-${randomUUID()}:`;
let test: TestDatabase;
let redis: Redis | null = null;
beforeAll(async () => {
  test = await testDatabase();
  if (redisUrl) redis = new Redis(redisUrl);
});
afterAll(async () => {
  if (redis) {
    const keys = await redis.keys(`${prefix}*`);
    if (keys.length > 0) await redis.del(keys);
    redis.disconnect();
  }
  await test.close();
});

const policy: BreakerPolicy = {
  failures: 5,
  of: 10,
  openMs: 60_000,
  probeMs: 90_000,
  code: 'LLM_UNAVAILABLE',
  verdict: (error) => (error instanceof TransportError ? 'FAILURE' : error instanceof ParsingError ? 'SUCCESS' : 'UNKNOWN'),
};
const down = () => Promise.reject(new TransportError('LLM_UNAVAILABLE', 'down'));
/** Time goes on for all stores at once, on top of each one's own clock. */
let laterMs = 0;
const later = (store: BreakerStore): BreakerStore => ({
  async read(name) {
    const found = await store.read(name);
    return { ...found, nowMs: found.nowMs + laterMs };
  },
  write: (...args) => store.write(...args),
});
const memory = createMemoryBreakerStore();
const stores: [string, () => BreakerStore][] = [
  ['memory', () => memory],
  ['PostgreSQL', () => createPostgresBreakerStore(test.database.pool)],
  ...(redisUrl ? [['Redis', () => createRedisBreakerStore(redis as Redis, prefix)] as [string, () => BreakerStore]] : []),
];

describe.each(stores)('a breaker over %s', (_name, store) => {
  /** Two, as two processes have them. */
  const pair = (own: Partial<BreakerPolicy> = {}) => {
    const name = randomUUID();
    return [1, 2].map(() => createBreaker({ name, store: later(store()), policy: { ...policy, ...own }, logger })) as [
      ReturnType<typeof createBreaker>,
      ReturnType<typeof createBreaker>,
    ];
  };

  it('opens for both processes after five failures of ten calls, and closes by one probe', async () => {
    const [one, two] = pair();
    for (let i = 0; i < 4; i++) await expect((i % 2 ? one : two).run(down)).rejects.toThrow('down');
    for (let i = 0; i < 5; i++) await one.run(async () => 'fine');
    await expect(two.run(down)).rejects.toThrow('down');
    const work = vi.fn(async () => 'fine');
    await expect(one.run(work)).rejects.toMatchObject({ code: 'LLM_UNAVAILABLE', details: { retryAfterMs: expect.any(Number) } });
    await expect(two.check()).rejects.toMatchObject({ code: 'LLM_UNAVAILABLE' });
    expect(work).not.toHaveBeenCalled();

    laterMs += 60_000;
    let finish = () => {};
    const probe = vi.fn(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    let refused = 0;
    const attempts = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) =>
        (i % 2 ? one : two).run(probe).catch((error: unknown) => {
          refused += 1;
          if (refused === 9) finish();
          throw error;
        }),
      ),
    );
    expect(probe).toHaveBeenCalledTimes(1);
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await two.status()).toEqual({ state: 'CLOSED' });
    expect(await two.run(work)).toBe('fine');
  });

  it('stays closed while failures are further apart', async () => {
    const [one, two] = pair();
    for (let i = 0; i < 12; i++) {
      await expect(one.run(down)).rejects.toThrow('down');
      for (let j = 0; j < 2; j++) await two.run(async () => 'fine');
    }
    expect(await one.status()).toEqual({ state: 'CLOSED' });
  });

  it('opens again as long when the probe fails, and counts an answer that cannot be read as an answer', async () => {
    const [one, two] = pair({ failures: 1 });
    await expect(one.run(down)).rejects.toThrow('down');
    laterMs += 60_000;
    await expect(two.run(down)).rejects.toThrow('down');
    await expect(one.check()).rejects.toMatchObject({ code: 'LLM_UNAVAILABLE' });
    laterMs += 60_000;
    await expect(one.run(() => Promise.reject(new ParsingError('ANSWER_REJECTED', 'broken')))).rejects.toThrow('broken');
    expect(await two.status()).toEqual({ state: 'CLOSED' });
  });

  it('gives the place of a probe to the next call when it was given up or its process died', async () => {
    const [one, two] = pair({ failures: 1 });
    await expect(one.run(down)).rejects.toThrow('down');
    laterMs += 60_000;
    await expect(one.run(() => Promise.reject(new Error('aborted')))).rejects.toThrow('aborted');
    expect(await one.status()).toEqual({ state: 'HALF_OPEN', probing: false });
    await new Promise<void>((started) => {
      void one.run(() => new Promise(() => started()));
    });
    await expect(two.run(async () => 'fine')).rejects.toMatchObject({ code: 'LLM_UNAVAILABLE' });
    laterMs += 90_000;
    expect(await two.run(async () => 'fine')).toBe('fine');
  });

  it('counts every failure of many at once', async () => {
    const [one, two] = pair({ failures: 20, of: 20 });
    await Promise.allSettled(Array.from({ length: 20 }, (_, i) => (i % 2 ? one : two).run(down)));
    await expect(one.check()).rejects.toMatchObject({ code: 'LLM_UNAVAILABLE' });
  });
});

it('goes on with a state of its own where the store cannot be reached', async () => {
  const broken: BreakerStore = { read: () => Promise.reject(new Error('no store')), write: () => Promise.reject(new Error('no store')) };
  const breaker = createBreaker({ name: 'model', store: broken, policy: { ...policy, failures: 2 }, logger });
  expect(await breaker.run(async () => 'fine')).toBe('fine');
  for (let i = 0; i < 2; i++) await expect(breaker.run(down)).rejects.toThrow('down');
  await expect(breaker.run(async () => 'fine')).rejects.toMatchObject({ code: 'LLM_UNAVAILABLE' });
});
