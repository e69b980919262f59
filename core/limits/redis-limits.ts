import { Redis, type Result } from 'ioredis';
import { errorMessage } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { createMemoryLimits } from './memory-limits.ts';
import { type Limits, PACE_GUARD } from './types.ts';

declare module 'ioredis' {
  interface RedisCommander<Context> {
    rateTake(window: string, sums: string, max: number, windowMs: number, units: number): Result<[number, number, number], Context>;
    paceReserve(slots: string, max: number, windowMs: number): Result<string, Context>;
  }
}

/** KEYS: a sorted set of admitted calls (score: milliseconds) and a hash with their sum. Times are Redis' own. */
const RATE_TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local max, window, units = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local function units_of(member) return tonumber(string.match(member, ':(%d+)$')) end
local gone = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now - window)
for _, member in ipairs(gone) do redis.call('HINCRBY', KEYS[2], 'used', -units_of(member)) end
if #gone > 0 then redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window) end
local used = tonumber(redis.call('HGET', KEYS[2], 'used') or '0')
if used + units <= max then
  local serial = redis.call('HINCRBY', KEYS[2], 'serial', 1)
  redis.call('ZADD', KEYS[1], now, serial .. ':' .. units)
  redis.call('HINCRBY', KEYS[2], 'used', units)
  redis.call('PEXPIRE', KEYS[1], window * 2)
  redis.call('PEXPIRE', KEYS[2], window * 2)
  return {1, 0, max - used - units}
end
local freed, at = 0, 0
while true do
  local batch = redis.call('ZRANGE', KEYS[1], at, at + 99, 'WITHSCORES')
  if #batch == 0 then return {0, window, max - used} end
  for i = 1, #batch, 2 do
    freed = freed + units_of(batch[i])
    if freed >= used + units - max then return {0, math.max(1, batch[i + 1] + window - now), max - used} end
  end
  at = at + 100
end`;

/** KEYS: a list of the newest reserved slots, in microseconds. Returns microseconds to wait. */
const PACE_RESERVE = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local max, window = tonumber(ARGV[1]), tonumber(ARGV[2]) * 1000
local slot = math.max(now, tonumber(redis.call('LINDEX', KEYS[1], -1) or '0'))
local count = redis.call('LLEN', KEYS[1])
if count >= max then slot = math.max(slot, tonumber(redis.call('LINDEX', KEYS[1], count - max)) + window) end
redis.call('RPUSH', KEYS[1], string.format('%.0f', slot))
redis.call('LTRIM', KEYS[1], -max, -1)
redis.call('PEXPIRE', KEYS[1], math.ceil((slot - now + window) / 1000) + 1000)
return string.format('%.0f', slot - now)`;

export interface RedisLimitsOptions {
  url: string;
  logger: Logger;
  prefix?: string;
  /** While Redis is down each process goes by its own clock with this part of every limit. */
  shareWithoutRedis?: number;
}

/**
 * One Lua script a call, by Redis' clock. While Redis is down the process keeps its share of each limit by itself: callers are slowed, not
 * refused, and all processes together stay within the limit as long as there are no more than 1 / share of them.
 */
export function createRedisLimits({ url, logger, prefix = 'gravity:', shareWithoutRedis = 0.25 }: RedisLimitsOptions): Limits {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 1_000,
    connectTimeout: 3_000,
    retryStrategy: (attempt) => Math.min(2_000, 50 * 2 ** Math.min(attempt, 6)),
  });
  redis.defineCommand('rateTake', { numberOfKeys: 2, lua: RATE_TAKE });
  redis.defineCommand('paceReserve', { numberOfKeys: 1, lua: PACE_RESERVE });
  redis.on('error', (error) => logger.debug({ reason: errorMessage(error) }, 'limits: no Redis'));
  const local = createMemoryLimits({ share: shareWithoutRedis });
  let isDown = false;
  const withFallback = async <T>(shared: () => Promise<T>, alone: () => Promise<T>): Promise<T> => {
    try {
      // The first calls of a process may come before the connection does.
      if (redis.status !== 'ready') await connected(redis);
      const result = await shared();
      if (isDown) logger.info('limits are shared again');
      isDown = false;
      return result;
    } catch (error) {
      if (!isDown) logger.warn({ reason: errorMessage(error) }, 'Redis is down: limits are kept by this process alone');
      isDown = true;
      return alone();
    }
  };
  const name = (kind: string, key: string) => `${prefix}${kind}:{${key}}`;
  return {
    rate: {
      take: (key, limit) =>
        withFallback(
          async () => {
            const { max, windowMs, units = 1 } = limit;
            const [admitted, retryAfterMs, remaining] = await redis.rateTake(
              name('rate', key),
              name('rate-sum', key),
              max,
              windowMs,
              units,
            );
            return { admitted: admitted === 1, retryAfterMs, remaining };
          },
          () => local.rate.take(key, limit),
        ),
    },
    pace: {
      reserve: (key, { max, windowMs }) =>
        withFallback(
          async () => Number(await redis.paceReserve(name('pace', key), max, windowMs * PACE_GUARD)) / 1_000,
          () => local.pace.reserve(key, { max, windowMs }),
        ),
    },
    async close() {
      redis.disconnect();
    },
  };
}

/** Waits for the first connection only: later ones are either there or down. */
async function connected(redis: Redis): Promise<void> {
  if (redis.status !== 'connecting' && redis.status !== 'connect' && redis.status !== 'wait') throw new Error(`Redis is ${redis.status}`);
  await new Promise<void>((resolve, reject) => {
    const settle = (error?: Error) => {
      redis.off('ready', settle);
      redis.off('close', closed);
      if (error) reject(error);
      else resolve();
    };
    const closed = () => settle(new Error('Redis closed the connection'));
    redis.once('ready', settle);
    redis.once('close', closed);
  });
}
