import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryBreakerStore } from '../breaker/memory.ts';
import { createBreaker } from '../breaker.ts';
import { createMemoryLimits } from '../limits/memory-limits.ts';
import { createLogger } from '../logger.ts';
import { ACCESS_DENIED, type ScriptedEdgar, scriptFiling, startScriptedEdgar, THROTTLE_PAGE } from '../testing/edgar.ts';
import { edgarBreakerPolicy } from './breaker-policy.ts';
import { createEdgarClient } from './edgar-client.ts';
import type { FetchLimits } from './fetch-bytes.ts';

const logger = createLogger('silent', 'test');
const CIK = 9_900_001;
const ACCESSION = '0009900001-25-000031';
const REPORT = `<html><body><p>${'Larkfield Instruments, Inc. annual report. '.repeat(2000)}</p></body></html>`;
const TICKERS = JSON.stringify({ 0: { cik_str: CIK, ticker: 'LRKFD', title: 'Larkfield Instruments, Inc.' } });

let edgar: ScriptedEdgar;
let nowMs: number;
const open: { close(): void }[] = [];
beforeEach(async () => {
  edgar = await startScriptedEdgar();
  nowMs = 1_000_000;
});
afterEach(async () => {
  for (const client of open.splice(0)) client.close();
  await edgar.close();
});

function client(options: { maxRps?: number; maxDocumentBytes?: number; limits?: Partial<FetchLimits>; userAgent?: string | null } = {}) {
  const { maxRps = 500, maxDocumentBytes = 64 * 1024 * 1024, userAgent = 'Example Research data@example.com' } = options;
  const breaker = createBreaker({
    name: 'EDGAR',
    store: createMemoryBreakerStore(() => nowMs),
    policy: edgarBreakerPolicy,
    logger,
    clock: () => nowMs,
  });
  const created = createEdgarClient({
    config: { url: edgar.url, userAgent, maxRps, maxDocumentBytes },
    pace: createMemoryLimits().pace,
    breaker,
    logger,
    limits: options.limits,
  });
  open.push(created);
  return Object.assign(created, { breaker });
}
const filing = (documents = [{ name: 'report.htm', type: '10-K', body: REPORT as string | Buffer }], listed = true) =>
  scriptFiling(edgar, { cik: CIK, accessionNumber: ACCESSION, form: '10-K', documents, listed });
const read = (edgarClient = client(), primaryDocument: string | undefined = 'report.htm') =>
  edgarClient.submission(CIK, ACCESSION, { primaryDocument });
const failure = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => error,
  );

describe('a submission', () => {
  it('brings header, primary document, text exhibits, instance and labels, and names the rest', async () => {
    filing([
      { name: 'report.htm', type: '10-K', body: REPORT },
      { name: 'ex21.htm', type: 'EX-21', body: '<html>Subsidiaries</html>' },
      { name: 'lrkfd_lab.xml', type: 'EX-101.LAB', body: '<?xml version="1.0"?><link:linkbase></link:linkbase>' },
      { name: 'lrkfd-20250930.xml', type: 'EX-101.INS', body: '<xbrl></xbrl>' },
      { name: 'lrkfd_pre.xml', type: 'EX-101.PRE', body: '<x/>' },
      { name: 'logo.jpg', type: 'GRAPHIC', body: 'JFIF' },
      { name: 'R2.htm', type: 'XML', body: '<html></html>' },
      { name: 'empty.htm', type: 'EX-99', body: '' },
    ]);
    const { header, documents } = await read();
    expect(header).toMatchObject({ form: '10-K', acceptedAt: new Date('2025-11-14T21:31:02Z'), filers: [{ cik: CIK, role: 'FILER' }] });
    expect(documents.map(({ name, bytes }) => [name, bytes?.length])).toEqual([
      ['report.htm', REPORT.length],
      ['ex21.htm', 25],
      ['lrkfd_lab.xml', 52],
      ['lrkfd-20250930.xml', 13],
      ['lrkfd_pre.xml', undefined],
      ['logo.jpg', undefined],
      ['R2.htm', undefined],
      ['empty.htm', undefined],
    ]);
    expect(edgar.requests.map(({ path }) => path.split('/').at(-1))).toEqual([
      `${ACCESSION}-index-headers.html`,
      'report.htm',
      'ex21.htm',
      'lrkfd_lab.xml',
      'lrkfd-20250930.xml',
      'empty.htm',
    ]);
    for (const { headers } of edgar.requests)
      expect(headers).toMatchObject({ 'user-agent': 'Example Research data@example.com', 'accept-encoding': 'gzip' });
  });

  it('takes types from the index page where the header lists none, and XML forms raw', async () => {
    filing([{ name: 'form4.xml', type: '4', body: '<?xml version="1.0"?><ownershipDocument></ownershipDocument>' }], false);
    const { documents } = await read(client(), 'xslF345X06/form4.xml');
    expect(documents).toMatchObject([{ name: 'form4.xml', type: '4', bytes: expect.anything() }]);
  });

  it('is read from the whole text where there is nothing else, as before 2001', async () => {
    const folder = filing([]);
    edgar.on(`${folder}/${ACCESSION}.txt`, {
      body: `<SEC-DOCUMENT>x\n<SEC-HEADER>\nACCESSION NUMBER:\t${ACCESSION}\nCONFORMED SUBMISSION TYPE:\t10-Q\n</SEC-HEADER>\n<DOCUMENT>\n<TYPE>10-Q\n<SEQUENCE>1\n<TEXT>\nForm 10-Q of 1999\n</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>\n-----END PRIVACY-ENHANCED MESSAGE-----\n`,
      type: 'text/plain',
    });
    const { header, documents } = await read(client(), `${ACCESSION}.txt`);
    expect(header?.form).toBe('10-Q');
    expect(documents.map(({ name, bytes }) => [name, Buffer.from(bytes ?? []).toString()])).toEqual([
      [`${ACCESSION}.txt`, 'Form 10-Q of 1999'],
    ]);
    expect(edgar.requests).toHaveLength(1);
    edgar.on(`${folder}/${ACCESSION}.txt`, {
      short: 0.6,
      body: `${'<DOCUMENT>\n<TYPE>10-Q\n<TEXT>\nx\n</TEXT>\n</DOCUMENT>\n'.repeat(50)}</SEC-DOCUMENT>`,
    });
    await expect(read(client(), `${ACCESSION}.txt`)).rejects.toMatchObject({ code: 'DOCUMENT_TRUNCATED' });
  });

  it('with more exhibits than requests are worth comes in one', async () => {
    const documents = Array.from({ length: 60 }, (_, i) => ({
      name: i === 0 ? 'report.htm' : `ex${i}.htm`,
      type: i === 0 ? '10-K' : 'EX-10',
      body: '<html></html>',
    }));
    const folder = filing(documents);
    const parts = documents.map(
      ({ name, type }, i) =>
        `<DOCUMENT>\n<TYPE>${type}\n<SEQUENCE>${i + 1}\n<FILENAME>${name}\n<TEXT>\n<html>${i}</html>\n</TEXT>\n</DOCUMENT>\n`,
    );
    edgar.on(`${folder}/${ACCESSION}.txt`, { body: `${parts.join('')}</SEC-DOCUMENT>\n` });
    const found = await read();
    expect(found.documents.filter(({ bytes }) => bytes)).toHaveLength(60);
    expect(edgar.requests).toHaveLength(2);
  });

  it('that is absent is not found; one that is listed and not there yet may be asked for again', async () => {
    await expect(read()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const folder = filing();
    edgar.on(`${folder}/report.htm`, { status: 404, body: ACCESS_DENIED });
    await expect(read()).rejects.toMatchObject({ code: 'EDGAR_UNAVAILABLE', retryable: true });
  });

  it('without content is DOCUMENT_EMPTY', async () => {
    filing([{ name: 'report.htm', type: '10-K', body: ' \n' }]);
    await expect(read()).rejects.toMatchObject({ code: 'DOCUMENT_EMPTY', retryable: false });
  });

  it('with a document that would be written elsewhere is refused', async () => {
    filing([
      { name: '..%2F..%2Fetc', type: '10-K', body: 'x' },
      { name: 'a\\..\\b.htm', type: 'EX-1', body: 'x' },
    ]);
    await expect(read()).rejects.toMatchObject({ code: 'UNSAFE_ARCHIVE' });
  });
});

describe('a body that is not whole', () => {
  it.each([
    ['cut in the middle', { cut: 0.5, body: REPORT }],
    ['short, chunked, ending cleanly', { short: 0.5, body: REPORT }],
    ['short by a little', { short: 0.99, body: REPORT }],
    ['short inside gzip', { short: 0.9, body: REPORT, gzip: true }],
    ['nothing, chunked', { short: 0, body: REPORT }],
  ])('is noticed: %s', async (_name, reply) => {
    const folder = filing();
    edgar.on(`${folder}/report.htm`, reply, { body: REPORT });
    const edgarClient = client();
    await expect(read(edgarClient)).rejects.toMatchObject({ code: 'DOCUMENT_TRUNCATED', retryable: true });
    expect((await read(edgarClient)).documents[0]?.bytes?.length).toBe(REPORT.length);
  });

  it('is not suspected where EDGAR counts a few bytes more than it serves', async () => {
    const folder = filing([{ name: 'report.htm', type: '10-K', body: REPORT }], false);
    edgar.on(`${folder}/report.htm`, { short: 1, body: REPORT });
    const page = `<html><table><tr><td>1</td><td></td><td><a href="${folder}/report.htm">r</a></td><td>10-K</td><td>${REPORT.length + 130}</td></tr></table></html>`;
    edgar.on(`${folder}/${ACCESSION}-index.htm`, { body: page });
    expect((await read()).documents[0]?.bytes?.length).toBe(REPORT.length);
  });

  it('is noticed in an index page and a header, too', async () => {
    const folder = filing();
    edgar.on(`${folder}/${ACCESSION}-index-headers.html`, { short: 0.5, body: `<html>${'x'.repeat(500)}</html>` });
    await expect(read()).rejects.toMatchObject({ code: 'DOCUMENT_TRUNCATED' });
  });
});

describe('a hostile answer', () => {
  it('that leads elsewhere is refused', async () => {
    const folder = filing();
    edgar.on('/elsewhere', { body: 'secret' });
    edgar.on(`${folder}/report.htm`, { redirect: `${edgar.url}/elsewhere` });
    await expect(read()).rejects.toMatchObject({ code: 'FETCH_REJECTED', retryable: false });
    expect(edgar.requests.some(({ path }) => path === '/elsewhere')).toBe(false);
  });

  it('in brotli is refused unread', async () => {
    const folder = filing();
    edgar.on(`${folder}/report.htm`, { body: Buffer.alloc(203), encoding: 'br' });
    await expect(read()).rejects.toMatchObject({ code: 'FETCH_REJECTED' });
  });

  it('that blows up a hundredfold is refused, in little memory', async () => {
    const folder = filing();
    edgar.on(`${folder}/report.htm`, { flood: 48 * 1024 * 1024, gzip: true });
    const before = process.memoryUsage().rss;
    await expect(read()).rejects.toMatchObject({ code: 'FETCH_REJECTED' });
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it('that is too large is DOCUMENT_TOO_LARGE: told, streamed or unpacked', async () => {
    const folder = filing();
    const small = () => client({ maxDocumentBytes: 4 * 1024 * 1024 });
    for (const reply of [{ body: Buffer.alloc(5 * 1024 * 1024, 'x') }, { flood: 1024 ** 4 }, { flood: 32 * 1024 * 1024, gzip: true }]) {
      edgar.on(`${folder}/report.htm`, reply);
      await expect(read(small())).rejects.toMatchObject({ code: 'DOCUMENT_TOO_LARGE', retryable: false });
    }
  });

  it('that drips or hangs ends in FETCH_TIMEOUT', async () => {
    const folder = filing();
    edgar.on(`${folder}/report.htm`, { drip: 20 });
    await expect(read(client({ limits: { totalMs: 300 } }))).rejects.toMatchObject({ code: 'FETCH_TIMEOUT', retryable: true });
    edgar.on(`${folder}/report.htm`, { hang: true });
    await expect(read(client({ limits: { idleMs: 200 } }))).rejects.toMatchObject({ code: 'FETCH_TIMEOUT', retryable: true });
  });

  it('of a wrong content type may pass', async () => {
    const folder = filing();
    edgar.on(`${folder}/report.htm`, { body: REPORT, type: 'image/png' }, { body: REPORT });
    const edgarClient = client();
    await expect(read(edgarClient)).rejects.toMatchObject({ code: 'DOCUMENT_UNREADABLE', retryable: true });
    expect((await read(edgarClient)).documents).toHaveLength(1);
  });

  it('in an exhibit leaves the exhibit out and keeps the filing', async () => {
    const folder = filing([
      { name: 'report.htm', type: '10-K', body: REPORT },
      { name: 'ex10.htm', type: 'EX-10', body: 'x' },
    ]);
    edgar.on(`${folder}/ex10.htm`, { flood: 48 * 1024 * 1024, gzip: true });
    expect((await read()).documents.map(({ bytes }) => bytes?.length)).toEqual([REPORT.length, undefined]);
  });
});

describe('refusals of EDGAR', () => {
  it('open the breaker for ten minutes on a throttle page; then one probe goes through', async () => {
    const edgarClient = client();
    edgar.on(
      '/files/company_tickers.json',
      { status: 403, body: THROTTLE_PAGE },
      { status: 403, body: THROTTLE_PAGE },
      { body: TICKERS, type: 'application/json', delayMs: 50 },
    );
    await expect(edgarClient.tickers()).rejects.toMatchObject({ code: 'EDGAR_UNAVAILABLE', details: { retryAfterMs: 600_000 } });
    nowMs += 599_000;
    for (let i = 0; i < 5; i++)
      await expect(edgarClient.tickers()).rejects.toMatchObject({ code: 'EDGAR_UNAVAILABLE', details: { retryAfterMs: 1000 } });
    expect(edgar.requests).toHaveLength(1);
    nowMs += 1000;
    await expect(edgarClient.tickers()).rejects.toMatchObject({ details: { retryAfterMs: 600_000 } });
    nowMs += 600_000;
    const results = await Promise.all([
      edgarClient.tickers().then(() => 'ok'),
      ...[1, 2, 3].map(() => failure(edgarClient.dailyIndex('2025-11-14'))),
    ]);
    expect(results[0]).toBe('ok');
    expect(results.slice(1)).toEqual(Array(3).fill(expect.objectContaining({ code: 'EDGAR_UNAVAILABLE' })));
    expect(edgar.requests).toHaveLength(3);
    expect(await edgarClient.dailyIndex('2025-11-14')).toBeNull();
  });

  it('tell an absent day from a throttle', async () => {
    edgar.on('/Archives/edgar/daily-index/2025/QTR4/master.20251115.idx', { status: 403, body: ACCESS_DENIED, type: 'application/xml' });
    expect(await client().dailyIndex('2025-11-15')).toBeNull();
    edgar.on('/Archives/edgar/daily-index/2025/QTR4/master.20251115.idx', { status: 403, body: THROTTLE_PAGE });
    await expect(client().dailyIndex('2025-11-15')).rejects.toMatchObject({ code: 'EDGAR_UNAVAILABLE' });
  });

  it('are recognised on pages of any length', async () => {
    edgar.on('/files/company_tickers.json', { status: 403, body: THROTTLE_PAGE + ' '.repeat(1024 * 1024) });
    await expect(client().tickers()).rejects.toMatchObject({ details: { throttled: true } });
  });

  it('honour Retry-After of 429 for every caller', async () => {
    const edgarClient = client();
    edgar.on('/files/company_tickers.json', { status: 429, body: 'slow down', headers: { 'retry-after': '7' } }, { body: TICKERS });
    await expect(edgarClient.tickers()).rejects.toMatchObject({ code: 'EDGAR_UNAVAILABLE', details: { retryAfterMs: 7000 } });
    await expect(edgarClient.submissions(CIK)).rejects.toMatchObject({ details: { retryAfterMs: 7000 } });
    nowMs += 7000;
    expect(await edgarClient.tickers()).toHaveLength(1);
    expect(edgar.requests).toHaveLength(2);
  });

  it('of the kind 5xx, a reset and a closed port may be tried again, until ten of twenty failed', async () => {
    const edgarClient = client();
    edgar.on('/files/company_tickers.json', { status: 503, body: 'x' }, { reset: true }, { status: 500, body: 'x' });
    for (let i = 0; i < 10; i++) await expect(edgarClient.tickers()).rejects.toMatchObject({ code: 'EDGAR_UNAVAILABLE', retryable: true });
    const sent = edgar.requests.length;
    await expect(edgarClient.tickers()).rejects.toMatchObject({ details: { retryAfterMs: 15_000 } });
    expect(edgar.requests).toHaveLength(sent);
  });

  it('for want of a User-Agent are not waited for', async () => {
    await expect(client({ userAgent: null }).tickers()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    expect(edgar.requests).toHaveLength(0);
  });
});

describe('submissions', () => {
  const columns = (numbers: number[], form = '10-K') => ({
    accessionNumber: numbers.map((n) => `0009900001-25-${String(n).padStart(6, '0')}`),
    filingDate: numbers.map((n) => `20${String(n).padStart(2, '0')}-01-01`),
    form: numbers.map(() => form),
  });
  const filer = (files: object[]) =>
    JSON.stringify({ cik: '9900001', name: 'Larkfield Instruments, Inc.', filings: { recent: columns([25, 24]), files } });
  const older = { name: 'CIK0009900001-submissions-001.json', filingTo: '2023-01-01' };

  it('reach into older pages only as far as needed', async () => {
    edgar.on('/submissions/CIK0009900001.json', { body: filer([older]), type: 'application/json' });
    edgar.on('/submissions/CIK0009900001-submissions-001.json', { body: JSON.stringify(columns([24, 23, 22])), type: 'application/json' });
    const days = async (options: object) => (await client().submissions(CIK, options)).filings.map(({ filedAt }) => filedAt.slice(0, 4));
    expect(await days({ limit: 2 })).toEqual(['2025', '2024']);
    expect(await days({ filedFrom: '2023-06-01' })).toEqual(['2025', '2024']);
    expect(edgar.requests).toHaveLength(2);
    expect(await days({ limit: 3 })).toEqual(['2025', '2024', '2023']);
    expect(await days({})).toEqual(['2025', '2024', '2023', '2022']);
    expect(await days({ forms: ['8-K'] })).toEqual([]);
  });

  it('of an unknown filer are not found', async () => {
    await expect(client().submissions(1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

it('asks the feed for pages until one is short or past the end', async () => {
  const entry = (n: number) =>
    `<entry><title>4 - X (0009900001) (Filer)</title><updated>2026-03-06T16:30:48-05:00</updated><category term="4"/><id>urn:tag:sec.gov,2008:accession-number=0009900001-26-${String(n).padStart(6, '0')}</id></entry>`;
  const page = (from: number, count: number) => ({
    body: `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">${Array.from({ length: count }, (_, i) => entry(from + i)).join('')}</feed>`,
    type: 'application/atom+xml',
  });
  const path = (start: number) => `/cgi-bin/browse-edgar?action=getcurrent&type=&owner=include&start=${start}&count=100&output=atom`;
  edgar.on(path(0), page(0, 100));
  edgar.on(path(100), { status: 503, body: '<html>Service Unavailable</html>' });
  expect(await client().latestFilings({ maxPages: 5 })).toHaveLength(100);
  edgar.on(path(100), page(95, 30));
  expect(await client().latestFilings({ maxPages: 5 })).toHaveLength(125);
  edgar.on(path(0), { status: 503, body: '<html>Service Unavailable</html>' });
  await expect(client().latestFilings()).rejects.toMatchObject({ code: 'EDGAR_UNAVAILABLE' });
});

it('never lets more than eight requests arrive within a second', async () => {
  edgar.on('/Archives/edgar/daily-index/2025/QTR4/master.20251115.idx', { status: 403, body: ACCESS_DENIED });
  const edgarClient = client({ maxRps: 8 });
  await Promise.all(Array.from({ length: 30 }, () => edgarClient.dailyIndex('2025-11-15')));
  expect(edgar.requests).toHaveLength(30);
  expect(edgar.maxPerSecond()).toBeLessThanOrEqual(8);
});

it('gives up when the caller does', async () => {
  const folder = filing();
  edgar.on(`${folder}/report.htm`, { hang: true });
  const abort = new AbortController();
  setTimeout(() => abort.abort(new Error('deadline of the stage')), 100);
  await expect(client().submission(CIK, ACCESSION, { primaryDocument: 'report.htm', signal: abort.signal })).rejects.toThrow(
    'deadline of the stage',
  );
});
