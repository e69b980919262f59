import { createInProcessBus } from '../../core/events/in-process-bus.ts';
import { createLogger } from '../../core/logger.ts';
import { createMetrics } from '../../core/metrics.ts';
import { relayBatch } from '../../core/pipeline/outbox.ts';
import { createQueues, type StageEntry } from '../../core/queues.ts';
import { fill } from './fill.ts';
import type { Bench, Figure } from './main.ts';

const batch = 500;

/**
 * The relay against the plainest loop that does its work: take a batch with SKIP LOCKED, give its jobs to the queue, mark it sent. The
 * relay also gives places in publication order, publishes hints and holds no transaction while the queue answers.
 */
export async function measureRelay(bench: Bench, events: number): Promise<Figure[]> {
  const logger = createLogger('silent', 'bench');
  const queues = await createQueues({ redisUrl: bench.redisUrl, logger });
  const deps = { ...bench, queues, logger, events: createInProcessBus(logger), metrics: createMetrics() };
  const rates = { ours: 0, raw: 0, unqueued: 0 };
  try {
    for (let round = 0; round < 3; round += 1) {
      await fill(bench.database, events, 1 + (2 * round + 0) * events);
      rates.ours = Math.max(
        rates.ours,
        await timed(events, async () => {
          while ((await relayBatch(deps, batch)) > 0);
        }),
      );
      await fill(bench.database, events, 1 + (2 * round + 1) * events);
      rates.raw = Math.max(rates.raw, await timed(events, () => rawLoop(bench, (entries) => queues.addStages(entries))));
      await bench.database.pool.query(
        'update filing_event set sent_at = null where id in (select id from filing_event order by id desc limit $1)',
        [events],
      );
      rates.unqueued = Math.max(rates.unqueued, await timed(events, () => rawLoop(bench, async () => undefined)));
    }
  } finally {
    await queues.close();
  }
  return [
    {
      what: 'outbox relay against a raw SKIP LOCKED batch loop, events/s',
      value: `${Math.round(rates.ours)} against ${Math.round(rates.raw)}: ${(rates.ours / rates.raw).toFixed(2)} (a loop that enqueues nothing: ${Math.round(rates.unqueued)})`,
      target: '>= 0.5',
      holds: rates.ours / rates.raw >= 0.5,
    },
  ];
}

async function timed(count: number, work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return count / ((performance.now() - startedAt) / 1_000);
}

async function rawLoop({ database }: Bench, enqueue: (entries: StageEntry[]) => Promise<void>): Promise<void> {
  const client = await database.pool.connect();
  try {
    for (;;) {
      await client.query('begin');
      const { rows } = await client.query<{ id: string; accession_number: string }>(
        'select id, accession_number from filing_event where sent_at is null order by id limit $1 for update skip locked',
        [batch],
      );
      await enqueue(
        rows.map(({ accession_number: accessionNumber }) => ({
          job: { accessionNumber, stage: 'INGEST', version: 1, runId: `${accessionNumber}-r1`, requestId: 'bench' },
          isGiant: false,
          priority: 0,
        })),
      );
      await client.query('update filing_event set sent_at = now() where id = any($1::bigint[])', [rows.map(({ id }) => id)]);
      await client.query('commit');
      if (rows.length === 0) return;
    }
  } finally {
    client.release();
  }
}
