import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { workerDeps } from '../../cli/deps.ts';
import { printTable } from '../../cli/output.ts';
import { createApp } from '../../core/app.ts';
import { parseConfig } from '../../core/config.ts';
import { createLogger } from '../../core/logger.ts';
import { findIngestRun, requestIngest } from '../../core/pipeline/ingest-run.service.ts';
import { ensureLocalOwner } from '../../core/tenant/local-owner.ts';
import { startSampleEdgar } from '../../samples/edgar.ts';
import { startWorkers } from '../../worker/main.ts';
import { serveMirror } from '../eval/mirror-server.ts';
import { bareParseSeconds } from './bare-parse.ts';

const GOAL = 500;

/**
 * `npm run bench -- pipeline [DIR]`: every filing of a corpus (`DIR/mirror` as EDGAR lays it out; without DIR the samples) from registration
 * to INDEXED on the embedded default, through the queues. Prints filings an hour, peak memory and, as the floor of the same run, what
 * htmlparser2's bare streaming parser needs for the same bytes. Exit code 1 below 500 filings an hour or when one is not INDEXED.
 */
export async function run([directory]: string[]): Promise<void> {
  const mirror = directory ? resolve(directory, 'mirror') : null;
  const edgar = mirror ? await serveMirror(mirror) : await startSampleEdgar();
  const dataDir = await mkdtemp(join(tmpdir(), 'gravity-bench-'));
  const config = parseConfig({ DATA_DIR: dataDir, EDGAR_URL: edgar.url, EDGAR_MAX_RPS: '1000', LOG_LEVEL: 'error' });
  const app = await createApp(config, createLogger('error', 'bench'));
  const memory = watchMemory();
  try {
    const { database, queues } = app.stores;
    const viewer = await ensureLocalOwner(database);
    const workers = await startWorkers({ ...workerDeps(app), settings: { ...workerDeps(app).settings, discovers: false } });
    const deps = { database, edgar: app.edgar, queues, logger: app.logger, depthRefuse: config.pipeline.depthRefuse };
    const tickers = mirror ? await ciksOf(mirror) : (await app.edgar.tickers()).map(({ ticker }) => ticker);
    const began = performance.now();
    const { runId } = await requestIngest(deps, viewer, { tickers, limit: 1000 });
    let filings = (await findIngestRun(database, viewer, runId))?.filings ?? [];
    const open = ['DISCOVERED', 'INGESTED', 'ANALYZED'];
    for (;;) {
      const state = await findIngestRun(database, viewer, runId);
      filings = state?.filings ?? [];
      if (state?.state !== 'PENDING' && filings.length > 0 && !filings.some(({ status }) => open.includes(status))) break;
      await sleep(100);
    }
    const seconds = (performance.now() - began) / 1000;
    const peakMb = memory.stop();
    await workers.close();

    const documents = await database.prisma.filingDocument.findMany({ where: { textHash: { not: null } }, select: { contentHash: true } });
    const bare = await bareParseSeconds(await Promise.all(documents.map(({ contentHash }) => app.stores.objects.get(contentHash))));
    const indexed = filings.filter(({ status }) => status === 'INDEXED').length;
    const perHour = (indexed / seconds) * 3600;
    printTable(
      ['filings', 'indexed', 'seconds', 'filings/hour', 'peak RSS MB', 'MB read', 'bare parse s', 'of the bare parse'],
      [
        [
          filings.length,
          indexed,
          seconds.toFixed(1),
          Math.round(perHour),
          Math.round(peakMb),
          (bare.bytes / 1e6).toFixed(1),
          bare.seconds.toFixed(2),
          (bare.seconds / seconds).toFixed(3),
        ],
      ],
    );
    for (const { accessionNumber, status } of filings) if (status !== 'INDEXED') process.stdout.write(`${accessionNumber} ${status}\n`);
    if (perHour < GOAL || indexed < filings.length) process.exitCode = 1;
  } finally {
    memory.stop();
    await app.close();
    await edgar.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Companies without a ticker are filers too. */
async function ciksOf(mirror: string): Promise<string[]> {
  const names = await readdir(join(mirror, 'submissions'));
  return names.flatMap((name) => /^CIK(\d{10})\.json$/.exec(name)?.[1] ?? []);
}

/** Resident memory of this whole process: API-less product, embedded PostgreSQL and parser threads. */
function watchMemory(): { stop(): number } {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 50);
  return {
    stop() {
      clearInterval(timer);
      return peak / 1024 / 1024;
    },
  };
}
