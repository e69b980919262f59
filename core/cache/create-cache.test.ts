import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { createLogger } from '../logger.ts';
import { createCache } from './create-cache.ts';

const logger = createLogger('silent', 'test');
const options = { maxEntries: 10, ttlSeconds: 60, logger };
const redisUrl = process.env.REDIS_URL;

describe.each(['memory', ...(redisUrl ? ['redis'] : [])])('a cache in %s', (kind) => {
  const prefix = `test-${randomUUID()}:`;
  const open = () => createCache({ ...options, prefix, url: kind === 'redis' ? redisUrl : undefined });

  it('gives back a copy of what was put, until it is deleted or old', async () => {
    const cache = open();
    const value = { rows: [1, 2, 3] };
    await cache.set('a', value);
    value.rows.push(4);
    expect(await cache.get('a')).toEqual({ rows: [1, 2, 3] });
    await cache.delete('a');
    expect(await cache.get('a')).toBeUndefined();
    await cache.set('b', 1, 0.05);
    expect(await cache.get('b')).toBe(1);
    await sleep(80);
    expect(await cache.get('b')).toBeUndefined();
    await cache.set('c', 'kept not at all', 0);
    expect(await cache.get('c')).toBeUndefined();
    await cache.close();
  });
});

it('forgets the least used entries in memory', async () => {
  const cache = createCache(options);
  for (let i = 0; i < 11; i += 1) await cache.set(`key ${i}`, i);
  expect(await cache.get('key 0')).toBeUndefined();
  expect(await cache.get('key 10')).toBe(10);
  await cache.close();
});

it('goes on in memory while Redis is down, without a wait', async () => {
  const cache = createCache({ ...options, url: 'redis://127.0.0.1:1' });
  const began = performance.now();
  expect(await cache.get('a')).toBeUndefined();
  await cache.set('a', 1);
  expect(await cache.get('a')).toBe(1);
  await cache.delete('a');
  expect(performance.now() - began).toBeLessThan(100);
  await cache.close();
});

if (redisUrl)
  it('shares entries between processes over Redis', async () => {
    const prefix = `test-${randomUUID()}:`;
    const [one, two] = [createCache({ ...options, url: redisUrl, prefix }), createCache({ ...options, url: redisUrl, prefix })];
    await vi.waitFor(async () => {
      await one.set('a', { n: 1 });
      expect(await two.get('a')).toEqual({ n: 1 });
    });
    await Promise.all([one.close(), two.close()]);
  });
