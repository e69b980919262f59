import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type Database } from '../db/client.ts';
import { createLogger } from '../logger.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { createLimits } from './create-limits.ts';
import { createMemoryLimits } from './memory-limits.ts';
import { createRedisLimits } from './redis-limits.ts';
import type { Limits } from './types.ts';

const logger = createLogger('silent', 'test');
const redisUrl = process.env.REDIS_URL;
let test: TestDatabase;
let second: Database;
beforeAll(async () => {
  test = await testDatabase();
  second = createDatabase({ url: test.url, poolSize: 5, logger, maxWaitMs: 60_000 });
});
afterAll(async () => {
  await second.close();
  await test.close();
});

const prefix = `test-${randomUUID()}:`;
/** Two of each, as two processes would have them: nothing is shared but the store. */
const stores: Record<string, () => [Limits, Limits]> = {
  postgres: () => [
    createLimits({ kind: 'postgres', pool: test.database.pool, logger }),
    createLimits({ kind: 'postgres', pool: second.pool, logger }),
  ],
  ...(redisUrl
    ? {
        redis: () =>
          [
            createLimits({ kind: 'redis', url: redisUrl, prefix, logger }),
            createLimits({ kind: 'redis', url: redisUrl, prefix, logger }),
          ] as [Limits, Limits],
      }
    : {}),
  memory: () => {
    const limits = createMemoryLimits();
    return [limits, limits];
  },
};

describe.each(Object.keys(stores))('limits in %s', (name) => {
  let pair: [Limits, Limits];
  beforeAll(() => {
    pair = (stores[name] as () => [Limits, Limits])();
  });
  afterAll(async () => {
    await Promise.all(pair.map((limits) => limits.close()));
  });
  const of = (i: number): Limits => pair[i % 2] as Limits;

  it('admit exactly 60 of 200 parallel calls', async () => {
    const key = randomUUID();
    const results = await Promise.all(Array.from({ length: 200 }, (_, i) => of(i).rate.take(key, { max: 60, windowMs: 60_000 })));
    expect(results.filter(({ admitted }) => admitted)).toHaveLength(60);
    expect(new Set(results.filter(({ admitted }) => admitted).map(({ remaining }) => remaining)).size).toBe(60);
    for (const { admitted, retryAfterMs } of results) if (!admitted) expect(retryAfterMs).toBeGreaterThan(50_000);
    expect(await of(0).rate.take(randomUUID(), { max: 60, windowMs: 60_000 })).toEqual({ admitted: true, retryAfterMs: 0, remaining: 59 });
  });

  it('take several units whole or not at all', async () => {
    const key = randomUUID();
    const limit = { max: 10, windowMs: 60_000 };
    expect(await of(0).rate.take(key, { ...limit, units: 8 })).toMatchObject({ admitted: true, remaining: 2 });
    expect(await of(1).rate.take(key, { ...limit, units: 3 })).toMatchObject({ admitted: false, remaining: 2 });
    expect(await of(1).rate.take(key, { ...limit, units: 2 })).toMatchObject({ admitted: true, remaining: 0 });
    expect(await of(0).rate.take(key, { ...limit, units: 11 })).toMatchObject({ admitted: false, retryAfterMs: 60_000 });
  });

  it('admit a client that waits as long as it is told', async () => {
    const key = randomUUID();
    const limit = { max: 3, windowMs: 1_500 };
    await of(0).rate.take(key, limit);
    await sleep(100);
    await of(1).rate.take(key, { ...limit, units: 2 });
    const refused = await of(0).rate.take(key, limit);
    expect(refused.admitted).toBe(false);
    // Timers may fire a millisecond early.
    expect(refused.retryAfterMs).toBeLessThanOrEqual(1_500 - 100 + 2);
    await sleep(refused.retryAfterMs + 5);
    expect((await of(1).rate.take(key, limit)).admitted).toBe(true);
  });

  it('give slots of which no window, wherever it begins, holds more than allowed', async () => {
    const key = randomUUID();
    const [max, windowMs] = [8, 400];
    // A slot is known to within the time that the call took.
    const earliest: number[] = [];
    const latest: number[] = [];
    const reserve = async (i: number) => {
      const before = performance.now();
      const wait = await of(i).pace.reserve(key, { max, windowMs });
      earliest.push(before + wait);
      latest.push(performance.now() + wait);
    };
    for (let i = 0; i < 5; i += 1) await reserve(i);
    await sleep(250);
    await Promise.all(Array.from({ length: 20 }, (_, i) => reserve(i)));
    for (const slots of [earliest, latest]) slots.sort((one, other) => one - other);
    for (let i = max; i < latest.length; i += 1) expect((latest[i] as number) - (earliest[i - max] as number)).toBeGreaterThan(windowMs);
    expect((earliest.at(-1) as number) - (latest[0] as number)).toBeLessThan(windowMs * 3 * 1.3);
  });
});

it('a process without Redis keeps its share of the limits and comes back', async () => {
  const limits = createRedisLimits({ url: 'redis://127.0.0.1:1', logger });
  const results = await Promise.all(Array.from({ length: 200 }, () => limits.rate.take('user', { max: 60, windowMs: 60_000 })));
  expect(results.filter(({ admitted }) => admitted)).toHaveLength(15);
  expect(await limits.pace.reserve('edgar', { max: 8, windowMs: 1_000 })).toBe(0);
  await limits.close();
});
