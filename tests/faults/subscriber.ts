import type { Database } from '../../core/db/client.ts';
import type { EventBus } from '../../core/events/types.ts';
import type { Logger } from '../../core/logger.ts';
import { filingStatusTopic } from '../../core/topics.ts';

export interface SeenEvent {
  seq: number;
  accessionNumber: string;
  to: string;
}

/** A subscriber as the API keeps one: hints wake it, the table is read after the last id. */
export interface Subscriber {
  readonly seen: SeenEvent[];
  /** Milliseconds from the event's commit to this subscriber, by the clocks of one machine. */
  readonly delaysMs: number[];
  catchUp(): Promise<void>;
  close(): Promise<void>;
}

export async function startSubscriber(database: Database, events: EventBus, logger: Logger): Promise<Subscriber> {
  const seen: SeenEvent[] = [];
  const delaysMs: number[] = [];
  let last = 0;
  let reading: Promise<void> | undefined;
  let again = false;
  const read = async () => {
    for (;;) {
      const { rows } = await database.pool.query<{ seq: string; accession_number: string; to: string; at: Date }>(
        `select published_seq as seq, accession_number, "to", at from filing_event where published_seq > $1 order by published_seq limit 500`,
        [last],
      );
      for (const row of rows) {
        seen.push({ seq: Number(row.seq), accessionNumber: row.accession_number, to: row.to });
        delaysMs.push(Date.now() - row.at.getTime());
        last = Number(row.seq);
      }
      if (rows.length < 500) return;
    }
  };
  const wake = () => {
    again = true;
    reading ??= (async () => {
      while (again) {
        again = false;
        await read().catch((error: unknown) => logger.debug({ err: error }, 'the subscriber could not read'));
      }
      reading = undefined;
    })();
  };
  const unsubscribe = await events.subscribe(filingStatusTopic, wake);
  const timer = setInterval(wake, 1_000);
  return {
    seen,
    delaysMs,
    catchUp: async () => {
      wake();
      await reading;
    },
    close: async () => {
      clearInterval(timer);
      await unsubscribe();
      await reading;
    },
  };
}
