import { afterEach, expect, it } from 'vitest';
import { createMemoryBreakerStore } from '../core/breaker/memory.ts';
import { createBreaker } from '../core/breaker.ts';
import { edgarBreakerPolicy } from '../core/edgar/breaker-policy.ts';
import { createEdgarClient } from '../core/edgar/edgar-client.ts';
import { createMemoryLimits } from '../core/limits/memory-limits.ts';
import { createLogger } from '../core/logger.ts';
import { type SampleEdgar, startSampleEdgar } from './edgar.ts';

const logger = createLogger('silent', 'test');
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(options?: Parameters<typeof startSampleEdgar>[0]) {
  const edgar: SampleEdgar = await startSampleEdgar(options);
  const breaker = createBreaker({ name: 'EDGAR', store: createMemoryBreakerStore(), policy: edgarBreakerPolicy, logger });
  const config = { url: edgar.url, userAgent: 'Example Research data@example.com', maxRps: 1000, maxDocumentBytes: 64 * 1024 * 1024 };
  const client = createEdgarClient({ config, pace: createMemoryLimits().pace, breaker, logger });
  closing.push(
    () => edgar.close(),
    () => client.close(),
  );
  return { edgar, client };
}

it('serves every sample filing as EDGAR would', async () => {
  const { client } = await start();
  const tickers = await client.tickers();
  expect(tickers.map(({ ticker }) => ticker)).toEqual(['LRKFD', 'HLBRK', 'PNMRS']);
  const forms: Record<string, string[]> = {};
  for (const { cik, ticker } of tickers) {
    const { company, filings } = await client.submissions(cik);
    expect(company.fiscalYearEnd).toMatch(/^\d{4}$/);
    forms[ticker] = filings.map(({ form }) => form);
    for (const filing of filings) {
      const { header, documents } = await client.submission(cik, filing.accessionNumber, { primaryDocument: filing.primaryDocument });
      expect(header).toMatchObject({ form: filing.form, filedAt: filing.filedAt, periodOfReport: filing.reportDate, items: filing.items });
      expect(header?.acceptedAt).toEqual(filing.acceptedAtApproximate);
      expect(documents[0]).toMatchObject({ name: filing.primaryDocument, type: filing.form, bytes: expect.anything() });
      const read = documents.filter(({ bytes }) => bytes).map(({ type }) => type);
      expect(read).toEqual(filing.form === '8-K' ? ['8-K', 'EX-99.1', 'EX-101.LAB'] : [filing.form, 'EX-101.LAB']);
    }
  }
  expect(forms).toEqual({
    LRKFD: ['10-Q', '8-K', '10-K', '10-K/A', '10-K'],
    HLBRK: ['10-K', '10-Q', '8-K', '10-K'],
    PNMRS: ['10-K', '8-K', '10-Q', '10-K'],
  });
  expect((await client.latestFilings({ form: '10-K' })).filter(({ form }) => form === '10-K/A')).toHaveLength(1);
  expect(await client.dailyIndex('2025-03-14')).toMatchObject([{ accessionNumber: '0009900001-25-000006', form: '10-K/A' }]);
  expect(await client.dailyIndex('2025-03-15')).toBeNull();
});

it('holds a filing back until it is released, then shows it as accepted now', async () => {
  const accessionNumber = '0009900001-26-000005';
  const { edgar, client } = await start({ hold: [accessionNumber] });
  const numbers = async () => (await client.submissions(9_900_001)).filings.map((filing) => filing.accessionNumber);
  expect(await numbers()).not.toContain(accessionNumber);
  await expect(client.submission(9_900_001, accessionNumber)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  edgar.release(accessionNumber);
  expect((await numbers())[0]).toBe(accessionNumber);
  const { header } = await client.submission(9_900_001, accessionNumber);
  expect(Math.abs((header?.acceptedAt?.getTime() ?? 0) - Date.now())).toBeLessThan(5000);
  expect((await client.latestFilings())[0]?.accessionNumber).toBe(accessionNumber);
  expect(() => edgar.release('0009900001-99-000001')).toThrow('No sample filing');
});

it('starts with nothing when all is held', async () => {
  const { client } = await start({ hold: 'all' });
  expect(await client.latestFilings()).toEqual([]);
  expect(await client.tickers()).toHaveLength(3);
});
