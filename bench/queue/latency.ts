import { setTimeout as sleep } from 'node:timers/promises';
import { filingStatusTopic } from '../../core/topics.ts';
import { startEmptyPipeline } from './empty-pipeline.ts';
import { fill } from './fill.ts';
import { type Bench, type Figure, quantile } from './main.ts';

const filings = 300;

/** Filings come one by one, ten a second, from another connection than the relay's; each status is timed from its event to its subscriber. */
export async function measureLatency(bench: Bench): Promise<Figure[]> {
  const pipeline = await startEmptyPipeline(bench);
  const delays: number[] = [];
  await pipeline.events.subscribe(filingStatusTopic, ({ at }) => void delays.push(Date.now() - Date.parse(at)));
  for (let index = 1; index <= filings; index += 1) {
    await fill(bench.database, 1, index);
    await sleep(100);
  }
  for (const end = Date.now() + 30_000; delays.length < filings * 4 && Date.now() < end; ) await sleep(100);
  const { rows } = await bench.database.pool.query<{ p99: number }>(
    `select percentile_cont(0.99) within group (order by extract(epoch from sent_at - at)) as p99 from filing_event where sent_at is not null`,
  );
  await pipeline.close();
  const sorted = delays.sort((a, b) => a - b);
  const p99 = quantile(sorted, 0.99);
  const relayP99 = (rows[0]?.p99 ?? Number.NaN) * 1_000;
  return [
    {
      what: `event committed to subscriber, p50 / p99 of ${sorted.length}, ms`,
      value: `${Math.round(quantile(sorted, 0.5))} / ${Math.round(p99)}`,
      target: 'p99 < 1000',
      holds: p99 < 1_000 && sorted.length === filings * 4,
    },
    { what: 'relay lag, p99, ms', value: String(Math.round(relayP99)), target: 'p99 < 1000', holds: relayP99 < 1_000 },
  ];
}
