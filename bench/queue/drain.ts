import { setTimeout as sleep } from 'node:timers/promises';
import { startEmptyPipeline } from './empty-pipeline.ts';
import { fill } from './fill.ts';
import type { Bench, Figure } from './main.ts';

/** A long queue drains through all three stages; resident memory at the end against that at a tenth of the way. */
export async function measureDrain(bench: Bench, filings: number): Promise<Figure[]> {
  await fill(bench.database, filings);
  const startedAt = performance.now();
  const pipeline = await startEmptyPipeline(bench, 8);
  let atTenth = 0;
  let most = 0;
  let indexed = 0;
  while (indexed < filings) {
    await sleep(250);
    const { rows } = await bench.database.pool.query<{ count: number }>(
      `select count(*)::int as count from filing where status = 'INDEXED'`,
    );
    indexed = rows[0]?.count ?? 0;
    const rss = process.memoryUsage().rss;
    most = Math.max(most, rss);
    if (atTenth === 0 && indexed >= filings / 10) atTenth = rss;
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const atEnd = process.memoryUsage().rss;
  await pipeline.close();
  const megabytes = (bytes: number) => Math.round(bytes / 1_048_576);
  return [
    {
      what: `${filings} queued filings drained: memory at the end against a tenth of the way, MB`,
      value: `${megabytes(atEnd)} against ${megabytes(atTenth)}: ${(atEnd / atTenth).toFixed(2)} (at most ${megabytes(most)})`,
      target: '<= 1.2',
      holds: atEnd / atTenth <= 1.2,
    },
    { what: 'stages a second with nothing in them', value: String(Math.round((filings * 3) / seconds)), target: '', holds: true },
  ];
}
