import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureWebApp } from '../../cli/ensure-web-app.ts';
import { type Running, run } from '../../cli/run.ts';
import { parseConfig } from '../../core/config.ts';
import { findTenantByName } from '../../core/tenant/tenant.service.ts';
import { startSampleEdgar } from '../../samples/edgar.ts';
import { loadSampleFilings } from '../../samples/filings.ts';

export interface Product {
  url: string;
  /** The company whose filings are held back. */
  ticker: string;
  /** Filings that EDGAR does not show yet. */
  held: [string, string];
  release(accessionNumber: string): void;
  /** Stops the product and starts it again on the same address and data; with `asksForKey` nobody is let in without one. */
  restart(downMs: number, options?: { asksForKey: boolean }): Promise<void>;
  /** Makes an API key of the tenant. */
  createKey(): Promise<string>;
  close(): Promise<void>;
}

/** The whole product in this process over the sample filings, two of them held back. Every other one is INDEXED when this returns. */
export async function startProduct(port: number): Promise<Product> {
  await ensureWebApp();
  const companies = await loadSampleFilings();
  const company = companies[0];
  const held = company?.filings.filter(({ form }) => form === '8-K' || form === '10-Q').map(({ accessionNumber }) => accessionNumber);
  const [first, second] = held ?? [];
  if (!company || !first || !second) throw new Error('There are no sample filings to hold back.');
  const sec = await startSampleEdgar({ hold: [first, second] });
  const dataDir = await mkdtemp(join(tmpdir(), 'gravity-web-'));
  const config = parseConfig({
    DATA_DIR: dataDir,
    PORT: String(port),
    LOG_LEVEL: 'error',
    EDGAR_URL: sec.url,
    EDGAR_MAX_RPS: '100',
    POLL_INTERVAL_MS: '500',
  });
  let running: Running = await run(config, { server: true, worker: true });
  const url = `http://localhost:${port}`;
  await ingestAll(
    url,
    companies.map(({ ticker }) => ticker),
  );
  return {
    url,
    ticker: company.ticker,
    held: [first, second],
    release: (accessionNumber) => sec.release(accessionNumber),
    async restart(downMs, { asksForKey } = { asksForKey: false }) {
      await running.close();
      await new Promise((resolve) => setTimeout(resolve, downMs));
      running = await run({ ...config, localOwner: !asksForKey }, { server: true, worker: true });
    },
    async createKey() {
      const { stores, keys } = running.app;
      const tenant = await findTenantByName(stores.database, 'local');
      if (!tenant) throw new Error('There is no local tenant.');
      return (await keys.createFor(tenant.id, { name: 'web check', role: 'ANALYST', days: 1 })).secret;
    },
    async close() {
      await running.close();
      await sec.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function ingestAll(url: string, tickers: string[]): Promise<void> {
  const { ingest } = await ask<{ ingest: { runId: string } }>(
    url,
    'mutation ($tickers: [String!]!) { ingest(input: { tickers: $tickers }) { ... on IngestAccepted { runId } } }',
    { tickers },
  );
  for (;;) {
    const { ingestRun } = await ask<{ ingestRun: { state: string } }>(url, 'query ($runId: ID!) { ingestRun(runId: $runId) { state } }', {
      runId: ingest.runId,
    });
    if (ingestRun.state === 'COMPLETED') return;
    if (ingestRun.state === 'FAILED') throw new Error('The sample filings could not be read.');
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

async function ask<T>(url: string, query: string, variables: Record<string, unknown>): Promise<T> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-graphql-csrf': '1' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: T; errors?: { message: string }[] };
  if (!data) throw new Error(errors?.[0]?.message ?? `HTTP ${response.status}`);
  return data;
}
