import type pg from 'pg';
import { databaseError } from '../db/errors.ts';
import type { Logger } from '../logger.ts';
import { type Limits, PACE_GUARD } from './types.ts';

const SWEEP_MS = 10 * 60_000;
/** No window is longer. */
const OLDEST = '1 day';

/** One call of one function each (rate_take, pace_reserve of the first migration), by the database's clock. */
export function createPostgresLimits({ pool, logger }: { pool: pg.Pool; logger: Logger }): Limits {
  const one = async <Row extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<Row> => {
    try {
      return (await pool.query<Row>(sql, values)).rows[0] as Row;
    } catch (error) {
      throw databaseError(error);
    }
  };
  // Each call sweeps its own key; this takes the keys that nobody uses any more.
  const sweep = setInterval(() => {
    pool
      .query(`delete from rate_window where window_start < now() - interval '${OLDEST}'`)
      .catch((error: unknown) => logger.warn({ err: error }, 'old rate windows were not removed'));
  }, SWEEP_MS);
  sweep.unref();
  return {
    rate: {
      async take(key, { max, windowMs, units = 1 }) {
        const row = await one<{ admitted: boolean; retry_after_ms: number; remaining: number }>('select * from rate_take($1, $2, $3, $4)', [
          key,
          max,
          windowMs,
          units,
        ]);
        return { admitted: row.admitted, retryAfterMs: row.retry_after_ms, remaining: row.remaining };
      },
    },
    pace: {
      async reserve(key, { max, windowMs }) {
        return (await one<{ wait: number }>('select pace_reserve($1, $2, $3) as wait', [key, max, windowMs * PACE_GUARD])).wait;
      },
    },
    async close() {
      clearInterval(sweep);
    },
  };
}
