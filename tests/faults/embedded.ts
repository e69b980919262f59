import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CorpusFiling, makeCorpus } from './corpus.ts';
import type { FakeEdgar } from './fake-edgar.ts';
import { createPrng } from './prng.ts';
import { type Child, forkWorker } from './world.ts';

export interface EmbeddedOutcome {
  kills: number;
  filings: number;
  lost: number;
  violations: string[];
  longestReopenSeconds: number;
}

/**
 * Everything in one process over the embedded PostgreSQL, ended by SIGKILL at random moments of its work: it opens again each time, and at
 * the end holds what a run without kills holds, to the hash.
 */
export async function killEmbedded(edgar: FakeEdgar, directory: string, seed: number, kills: number): Promise<EmbeddedOutcome> {
  const corpus = makeCorpus(createPrng(seed), Math.max(20, kills * 2));
  edgar.companies = [...new Set(corpus.map(({ company }) => company))];
  edgar.faults = [];
  const start = (name: string, dataDir: string): Child => {
    mkdirSync(dataDir, { recursive: true });
    return forkWorker(
      { name },
      { EDGAR_URL: edgar.url, EDGAR_MAX_RPS: '100', DATA_DIR: dataDir, LOG_LEVEL: process.env.FAULT_LOG_LEVEL ?? 'fatal' },
    );
  };

  const reference = start('reference', join(directory, 'reference'));
  await reference.ready;
  await register(reference, corpus);
  const expected = await finish(reference, corpus.length);
  reference.kill('SIGKILL');
  await reference.exited;

  const prng = createPrng(seed + 1);
  const dataDir = join(directory, 'killed');
  const accepted: CorpusFiling[] = [];
  const waiting = [...corpus];
  let longestReopenSeconds = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const from = performance.now();
    const child = start(`kill-${kill + 1}`, dataDir);
    // Some are killed while they open.
    const opens = await Promise.race([
      child.ready.then(() => true),
      sleep(prng.next() < 0.15 ? 1_000 + prng.integer(1_500) : 120_000, false),
    ]);
    if (opens) {
      longestReopenSeconds = Math.max(longestReopenSeconds, (performance.now() - from) / 1_000);
      const batch = waiting.splice(0, Math.ceil(corpus.length / kills));
      if (await register(child, batch)) accepted.push(...batch);
      else waiting.unshift(...batch);
      await sleep(prng.integer(2_500));
    }
    child.kill('SIGKILL');
    await child.exited;
  }
  const last = start('last', dataDir);
  await last.ready;
  await register(last, waiting);
  const found = await finish(last, corpus.length);
  last.kill('SIGTERM');
  await last.exited;
  const violations = [...found.violations];
  const lost = corpus.filter(({ filing }) => !found.hashes.has(filing.accessionNumber)).length;
  for (const [accessionNumber, hash] of expected.hashes)
    if (found.hashes.has(accessionNumber) && found.hashes.get(accessionNumber) !== hash)
      violations.push(`I2 ${accessionNumber} differs from a run without kills`);
  if (lost > 0) violations.push(`I1 ${lost} filings are not INDEXED`);
  return { kills, filings: corpus.length, lost, violations, longestReopenSeconds };
}

async function register(child: Child, filings: readonly CorpusFiling[]): Promise<boolean> {
  if (filings.length === 0) return true;
  const answer = await child.ask(
    {
      kind: 'register',
      filings: filings.map(({ company, filing }) => ({
        company: {
          cik: company.cik,
          name: company.name,
          tickers: [{ ticker: company.ticker }],
          fiscalYearEnd: company.fiscalYearEnd,
          formerNames: [],
        },
        row: {
          accessionNumber: filing.accessionNumber,
          cik: company.cik,
          form: filing.form,
          filedAt: filing.filedAt,
          reportDate: filing.reportDate,
          items: [],
          primaryDocument: filing.documents[0]?.name,
          isInlineXbrl: false,
        },
      })),
    },
    'registered',
    60_000,
  );
  return answer !== null;
}

async function finish(child: Child, filings: number): Promise<{ hashes: Map<string, string>; violations: string[] }> {
  for (const end = performance.now() + 300_000; performance.now() < end; await sleep(500)) {
    const evidence = await child.ask({ kind: 'evidence' }, 'evidence');
    if (evidence && evidence.open === 0 && evidence.filings >= filings)
      return { hashes: new Map(evidence.hashes), violations: evidence.violations };
  }
  throw new Error(`${child.name} did not finish`);
}
