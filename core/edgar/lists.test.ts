import { describe, expect, it } from 'vitest';
import { mergeFeedEntries, parseAtomFeed } from './atom-feed.ts';
import type { FetchedBytes } from './fetch-bytes.ts';
import { masterIndexPath, parseMasterIndex } from './master-index.ts';
import { parseOlderPage, parseSubmissions } from './submissions.ts';
import { parseTickerMap } from './ticker-map.ts';

const json = (value: unknown): FetchedBytes => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  bytes: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
  proven: true,
});
const columns = {
  accessionNumber: ['0009900001-26-000005', '0009900001-26-000003'],
  filingDate: ['2026-02-04', '2026-01-29'],
  reportDate: ['2025-12-27', ''],
  acceptanceDateTime: ['2026-02-04T21:40:19.000Z', ''],
  form: ['10-Q', '4'],
  items: ['', '2.02,9.01'],
  size: [812_000, 5000],
  isInlineXBRL: [1, 0],
  primaryDocument: ['lrkfd-20251227.htm', 'xslF345X06/form4.xml'],
  aColumnOfTomorrow: ['x', 'y'],
};
const filer = {
  cik: '0009900001',
  name: 'Larkfield Instruments, Inc.',
  tickers: ['LRKFD'],
  exchanges: [null],
  fiscalYearEnd: '0927',
  sic: '3829',
  category: '',
  formerNames: [{ name: 'LARKFIELD METERS INC', from: '1994-01-26T00:00:00.000Z', to: '2007-01-04T00:00:00.000Z' }],
  filings: {
    recent: columns,
    files: [
      { name: 'CIK0009900001-submissions-002.json', filingCount: 1, filingFrom: '1994-01-26', filingTo: '1999-06-02' },
      { name: 'CIK0009900001-submissions-001.json', filingCount: 1, filingFrom: '1999-06-03', filingTo: '2015-06-02' },
    ],
  },
};

describe('the list of submissions', () => {
  it('is read column by column, newest first', () => {
    const { company, filings, older } = parseSubmissions(json(filer));
    expect(company).toMatchObject({
      cik: 9_900_001,
      tickers: [{ ticker: 'LRKFD', exchange: undefined }],
      category: undefined,
      formerNames: [{ name: 'LARKFIELD METERS INC', from: '1994-01-26', to: '2007-01-04' }],
    });
    expect(filings).toEqual([
      {
        accessionNumber: '0009900001-26-000005',
        cik: 9_900_001,
        form: '10-Q',
        filedAt: '2026-02-04',
        reportDate: '2025-12-27',
        acceptedAtApproximate: new Date('2026-02-04T21:40:19Z'),
        items: [],
        primaryDocument: 'lrkfd-20251227.htm',
        sizeBytes: 812_000,
        isInlineXbrl: true,
      },
      expect.objectContaining({
        items: ['2.02', '9.01'],
        reportDate: undefined,
        acceptedAtApproximate: undefined,
        primaryDocument: 'form4.xml',
      }),
    ]);
    expect(older.map(({ filingTo }) => filingTo)).toEqual(['2015-06-02', '1999-06-02']);
    expect(parseOlderPage(json(columns), 9_900_001)).toHaveLength(2);
  });

  it('lives without the columns that may be missing', () => {
    const { accessionNumber, filingDate, form } = columns;
    expect(parseOlderPage(json({ accessionNumber, filingDate, form }), 1)[0]).toMatchObject({
      form: '10-Q',
      items: [],
      isInlineXbrl: false,
    });
  });

  it('refuses columns of different lengths, other shapes and pages that are not its own', () => {
    const unequal = { ...filer, filings: { recent: { ...columns, aColumnOfTomorrow: ['x'] } } };
    const foreign = { ...filer, filings: { recent: columns, files: [{ name: '../CIK0009900002-submissions-001.json' }] } };
    for (const wrong of [unequal, foreign, { filings: {} }, [], '{"cik":"1",}'])
      expect(() => parseSubmissions(json(wrong))).toThrow(expect.objectContaining({ code: 'DOCUMENT_UNREADABLE', retryable: false }));
  });

  it('may be asked for again when it ended early or was a page', () => {
    expect(() => parseSubmissions(json(JSON.stringify(filer).slice(0, 400)))).toThrow(
      expect.objectContaining({ code: 'DOCUMENT_TRUNCATED', retryable: true }),
    );
    expect(() => parseSubmissions(json('<html>maintenance</html>'))).toThrow(
      expect.objectContaining({ code: 'EDGAR_UNAVAILABLE', retryable: true }),
    );
  });
});

it('reads the ticker map', () => {
  expect(
    parseTickerMap(
      json({ 0: { cik_str: 9_900_001, ticker: 'lrkfd', title: 'Larkfield' }, 1: { cik_str: '9900002', ticker: 'HLB-B', title: 'H' } }),
    ),
  ).toEqual([
    { cik: 9_900_001, ticker: 'LRKFD', name: 'Larkfield' },
    { cik: 9_900_002, ticker: 'HLB-B', name: 'H' },
  ]);
});

describe('the daily master index', () => {
  const text = `Description:           Daily Index\n \nCIK|Company Name|Form Type|Date Filed|File Name\n${'-'.repeat(80)}\n9900001|Larkfield | Sons, Inc.|10-K|20251114|edgar/data/9900001/0009900001-25-000031.txt\n`;
  it('is read row by row, names with bars included', () => {
    expect(parseMasterIndex(text)).toEqual([
      { cik: 9_900_001, name: 'Larkfield | Sons, Inc.', form: '10-K', filedAt: '2025-11-14', accessionNumber: '0009900001-25-000031' },
    ]);
    expect(masterIndexPath('2025-11-14')).toBe('/Archives/edgar/daily-index/2025/QTR4/master.20251114.idx');
  });
  it('passes over no row that it cannot read', () => {
    expect(() => parseMasterIndex(`${text}9900002|Hollowbrook\n`)).toThrow(expect.objectContaining({ code: 'DOCUMENT_UNREADABLE' }));
    expect(() => parseMasterIndex(text.slice(0, -8))).toThrow(expect.objectContaining({ code: 'DOCUMENT_TRUNCATED' }));
    expect(() => parseMasterIndex('<html></html>')).toThrow(expect.objectContaining({ code: 'DOCUMENT_UNREADABLE' }));
  });
});

describe('the latest-filings feed', () => {
  const entry = (cik: string, role: string, form = '4') => `<entry><title>${form} - M&#252;ller &amp; Co (${cik}) (${role})</title>
<link rel="alternate" type="text/html" href="https://www.sec.gov/Archives/edgar/data/1/000990000126000007/0009900001-26-000007-index.htm"/>
<updated>2026-03-06T16:30:48-05:00</updated><category scheme="https://www.sec.gov/" label="form type" term="${form}"/>
<id>urn:tag:sec.gov,2008:accession-number=0009900001-26-000007</id></entry>`;
  const feed = (entries: string) =>
    Buffer.from(
      `<?xml version="1.0" encoding="ISO-8859-1" ?><feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><updated>2026-03-06T16:31:00-05:00</updated>${entries}</feed>\n`,
      'latin1',
    );
  it('puts the roles of one filing together', () => {
    const entries = parseAtomFeed(feed(entry('0009900077', 'Reporting') + entry('0009900001', 'Issuer')));
    expect(mergeFeedEntries(entries)).toEqual([
      { accessionNumber: '0009900001-26-000007', form: '4', ciks: [9_900_077, 9_900_001], updatedAt: new Date('2026-03-06T21:30:48Z') },
    ]);
  });
  it('notices a page that is no feed or not whole', () => {
    expect(() => parseAtomFeed(feed(entry('0009900001', 'Issuer')).subarray(0, 500))).toThrow(
      expect.objectContaining({ code: 'DOCUMENT_TRUNCATED' }),
    );
    expect(() => parseAtomFeed(Buffer.from('<html></html>'))).toThrow(expect.objectContaining({ code: 'DOCUMENT_UNREADABLE' }));
  });
});
