import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { pipelineStatus } from '../../core/pipeline/pipeline-status.ts';
import { aTenant, aWatchlist } from '../../core/testing/factories.ts';
import { aFiling, makeCorpus } from '../../tests/faults/corpus.ts';
import { startFakeEdgar } from '../../tests/faults/fake-edgar.ts';
import { createPrng } from '../../tests/faults/prng.ts';
import { startServers } from '../../tests/faults/servers.ts';
import { createWorld } from '../../tests/faults/world.ts';

/**
 * `npm run bench -- freshness [--filings 90] [--minutes 3] [--workers 4] [--companies 20]`: filings of watched companies are released at random
 * moments while a backlog is worked off; what counts is first seen to INDEXED, and that EDGAR never sees more than 8 requests in a second.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      filings: { type: 'string', default: '90' },
      minutes: { type: 'string', default: '3' },
      workers: { type: 'string', default: '4' },
      companies: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
    },
  });
  const [filings, minutes, companies, seed] = [values.filings, values.minutes, values.companies, values.seed].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const prng = createPrng(seed);
  const servers = await startServers();
  const edgar = await startFakeEdgar();
  const corpus = makeCorpus(prng, companies * 2, { companies });
  const historyFile = join(process.cwd(), '.gravity', 'faults', 'freshness.ndjson');
  mkdirSync(join(process.cwd(), '.gravity', 'faults'), { recursive: true });
  const world = await createWorld({ name: 'freshness', servers, edgar, corpus, prng, scale: 1, historyFile });
  try {
    const { viewer } = await aTenant(world.database);
    await aWatchlist(world.database, viewer.tenantId, { ciks: edgar.companies.map(({ cik }) => cik) });
    const env = { EDGAR_MAX_RPS: '8', POLL_INTERVAL_MS: '10000' };
    const workers = Array.from({ length: Number(values.workers) }, () => world.startWorker({ discovers: true }, env));
    await Promise.all(workers.map(({ ready }) => ready));
    await world.until(
      'every company was polled once',
      async () => {
        const { rows } = await world.database.pool.query<{ count: number }>(
          'select count(*)::int as count from tracked_company where polled_at is not null',
        );
        return rows[0]?.count === companies;
      },
      120_000,
    );

    const moments = Array.from({ length: filings }, () => prng.next() * minutes * 60_000).sort((a, b) => a - b);
    const startedAt = performance.now();
    const released: string[] = [];
    for (const [index, moment] of moments.entries()) {
      await sleep(Math.max(0, moment - (performance.now() - startedAt)));
      const company = prng.pick(edgar.companies);
      const now = new Date();
      const filing = aFiling(company, 100 + index, prng, {
        filedAt: now.toISOString().slice(0, 10),
        acceptedAt: now.toISOString().slice(0, 19),
      });
      company.filings.push(filing);
      released.push(filing.accessionNumber);
    }
    const releasedRows = async () =>
      (
        await world.database.pool.query<{ status: string; fresh: number | null }>(
          `select f.status::text, extract(epoch from (select min(at) from filing_event e where e.accession_number = f.accession_number and e."to" = 'INDEXED') - f.first_seen_at)::float8 as fresh
           from filing f where f.accession_number = any($1::text[])`,
          [released],
        )
      ).rows;
    await world
      .until(
        'all released filings are INDEXED',
        async () => (await releasedRows()).filter(({ status }) => status === 'INDEXED').length === filings,
        300_000,
      )
      .catch(() => undefined);
    const rows = await releasedRows();
    const fresh = rows.flatMap((row) => row.fresh ?? []).sort((a, b) => a - b);
    const at = (q: number) => fresh[Math.min(fresh.length - 1, Math.floor(q * fresh.length))] ?? Number.NaN;
    const { rows: runs } = await world.database.pool.query<{ done: number; failed: number }>(
      `select count(*) filter (where state = 'DONE')::int as done, count(*) filter (where state = 'FAILED')::int as failed from filing_stage`,
    );
    const success = (runs[0]?.done ?? 0) / Math.max(1, (runs[0]?.done ?? 0) + (runs[0]?.failed ?? 0));
    const lost = filings - rows.filter(({ status }) => status === 'INDEXED').length;
    const figures: [string, string, string, boolean][] = [
      [
        'first seen to INDEXED, p50 / p95 / max, s',
        `${at(0.5).toFixed(1)} / ${at(0.95).toFixed(1)} / ${at(1).toFixed(1)}`,
        'p95 < 60',
        at(0.95) < 60,
      ],
      ['job success', `${(success * 100).toFixed(2)} %`, '> 99 %', success > 0.99],
      ['lost', String(lost), '0', lost === 0],
      ['most requests to EDGAR in a second', String(edgar.maxPerSecond()), '<= 8', edgar.maxPerSecond() <= 8],
      ['filings released / workers', `${filings} in ${minutes} min / ${workers.length}`, '', true],
      [
        'pipeline.freshness of the API, p95, s',
        ((await pipelineStatus(world.database)).freshness.p95Seconds ?? Number.NaN).toFixed(1),
        '',
        true,
      ],
    ];
    const table = new Table({ head: ['', 'measured', 'to hold', ''], style: { head: [], border: [] } });
    for (const [what, value, target, holds] of figures)
      table.push([what, value, target, target === '' ? '' : holds ? 'holds' : 'DOES NOT']);
    console.log(table.toString());
    if (figures.some(([, , , holds]) => !holds)) process.exitCode = 1;
  } finally {
    await world.close();
    await edgar.close();
    await servers.close();
  }
}
