import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { BreakerStore } from '../breaker.ts';
import { breakerStateSchema } from './stored-state.ts';

const READ = `local time = redis.call('TIME')
return { redis.call('GET', KEYS[1]), time[1] * 1000 + math.floor(time[2] / 1000) }`;
const WRITE = `local found = redis.call('GET', KEYS[1])
local version = found and cjson.decode(found).version or 0
if version ~= tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'EX', 86400)
return 1`;
const stored = z.object({ version: z.number(), state: breakerStateSchema });

/** One key a breaker, `<prefix>breaker:<name>`, forgotten a day after its last change. Times are Redis's. */
export function createRedisBreakerStore(redis: Redis, prefix = 'gravity:'): BreakerStore {
  const key = (name: string) => `${prefix}breaker:${name}`;
  return {
    async read(name) {
      const [text, nowMs] = z.tuple([z.string().nullish(), z.coerce.number()]).parse(await redis.eval(READ, 1, key(name)));
      if (!text) return { state: null, version: 0, nowMs };
      return { ...stored.parse(JSON.parse(text)), nowMs };
    },
    async write(name, state, version) {
      return (await redis.eval(WRITE, 1, key(name), version, JSON.stringify({ version: version + 1, state }))) === 1;
    },
  };
}
