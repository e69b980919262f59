import type { Pool } from 'pg';
import { z } from 'zod';
import type { BreakerStore } from '../breaker.ts';
import { breakerStateSchema } from './stored-state.ts';

const found = z.object({ now_ms: z.coerce.number(), version: z.coerce.number().nullable(), state: breakerStateSchema.nullable() });

/** One row a breaker in table `breaker`. Times are the database's. */
export function createPostgresBreakerStore(pool: Pool): BreakerStore {
  return {
    async read(name) {
      const { rows } = await pool.query(
        `select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms, b.version, b.state
         from (select 1) as one left join breaker b on b.name = $1`,
        [name],
      );
      const row = found.parse(rows[0]);
      return { state: row.state, version: row.version ?? 0, nowMs: row.now_ms };
    },
    async write(name, state, version) {
      const { rowCount } =
        version === 0
          ? await pool.query('insert into breaker (name, state, version) values ($1, $2, 1) on conflict (name) do nothing', [
              name,
              JSON.stringify(state),
            ])
          : await pool.query('update breaker set state = $2, version = version + 1, updated_at = now() where name = $1 and version = $3', [
              name,
              JSON.stringify(state),
              version,
            ]);
      return rowCount === 1;
    },
  };
}
