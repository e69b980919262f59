import type { Database } from '../core/db/client.ts';
import { errorMessage } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';

export interface Periodic {
  close(): Promise<void>;
}

/**
 * Runs `work` every so often over all processes together: each beat is claimed in PostgreSQL, by its clock. It needs no Redis, because it
 * is what puts Redis right.
 */
export function every(
  { database, logger }: { database: Database; logger: Logger },
  name: string,
  everyMs: number,
  work: () => Promise<unknown>,
): Periodic {
  let running: Promise<void> = Promise.resolve();
  let closed = false;
  const beat = async () => {
    try {
      const claimed = await database.pool.query(
        `insert into periodic_task as p (name, ran_at) values ($1, now())
         on conflict (name) do update set ran_at = now() where p.ran_at <= now() - $2 * interval '1 millisecond'`,
        [name, everyMs * 0.9],
      );
      if (claimed.rowCount === 1) await work();
    } catch (error) {
      logger.warn({ task: name, reason: errorMessage(error) }, 'a repeating task failed; it comes again');
    }
  };
  let busy = false;
  const timer = setInterval(
    () => {
      if (busy || closed) return;
      busy = true;
      running = beat().finally(() => {
        busy = false;
      });
    },
    Math.max(50, everyMs / 3),
  );
  return {
    close: () => {
      closed = true;
      clearInterval(timer);
      return running;
    },
  };
}
