import { describe, expect, test } from 'vitest';
import { periodOfFiling } from '../../fact/filing-period.ts';
import { readFiling } from './read-filing.ts';
import { inlinePage } from './testing.ts';
import type { ReadFiling } from './types.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const page = `<html><body><p>For the fiscal year ended January 31, 2012</p><p>CONSOLIDATED BALANCE SHEETS (in thousands)</p>
<table><tr><td></td><td>January 31, 2012</td><td>January 31, 2011</td></tr>
<tr><td>Cash</td><td>9,876</td><td>1,250</td></tr>
<tr><td>Goodwill</td><td>9,876</td><td>12</td></tr>
<tr><td>Total assets</td><td>1,250</td><td>998</td></tr>
<tr><td>Total liabilities and equity</td><td>1,250</td><td>998</td></tr></table></body></html>`;
const instance = `<?xml version="1.0"?><xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:us-gaap="http://fasb.org/us-gaap/2011-01-31"
 xmlns:dei="http://xbrl.sec.gov/dei/2011-01-31" xmlns:iso4217="http://www.xbrl.org/2003/iso4217">
<context id="e"><entity><identifier scheme="s">1</identifier></entity><period><instant>2012-01-31</instant></period></context>
<context id="y"><entity><identifier scheme="s">1</identifier></entity><period><startDate>2011-02-01</startDate><endDate>2012-01-31</endDate></period></context>
<unit id="u"><measure>iso4217:USD</measure></unit>
<dei:DocumentFiscalYearFocus contextRef="y">2011</dei:DocumentFiscalYearFocus>
<us-gaap:Assets contextRef="e" unitRef="u" decimals="-3">1250000</us-gaap:Assets>
<us-gaap:Goodwill contextRef="e" unitRef="u" decimals="-3">9876000</us-gaap:Goodwill>
<us-gaap:InventoryNet contextRef="e" unitRef="u" decimals="-3">12000</us-gaap:InventoryNet></xbrl>`;
const labels = `<linkbase xmlns:xlink="http://www.w3.org/1999/xlink"><labelLink><loc xlink:href="a.xsd#us-gaap_Assets" xlink:label="l"/>
<labelArc xlink:from="l" xlink:to="t"/><label xlink:label="t" xml:lang="en">Assets, in total</label></labelLink></linkbase>`;

const read = (documents: { name: string; type: string; text: string }[], form = '10-K'): ReadFiling =>
  readFiling({
    accessionNumber: '0009900001-12-000001',
    form,
    filedAt: '2012-03-01',
    documents: documents.map(({ text, ...document }, sequence) => ({ ...document, sequence, bytes: bytes(text) })),
  });

describe('a filing of the years before inline XBRL', () => {
  const report = { name: 'report.htm', type: '10-K', text: page };
  const filing = read([
    report,
    { name: 'fern-20120131.xml', type: 'EX-101.INS', text: instance },
    { name: 'fern-20120131_lab.xml', type: 'EX-101.LAB', text: labels },
  ]);
  const [document] = filing.documents;
  const quoted = (concept: string) => {
    const span = document!.facts.find((fact) => fact.concept === concept)?.span;
    return span && document!.text.slice(span.charStart, span.charEnd);
  };

  test('has the facts of the instance beside it, its periods and its labels', () => {
    expect(filing).toMatchObject({ periodEnd: '2012-01-31', holdings: null });
    expect(filing.documents).toHaveLength(1);
    expect(periodOfFiling(filing, { form: '10-K' })).toMatchObject({ fiscalYear: 2011, fiscalPeriod: 'FY' });
    expect(filing.labels.get('us-gaap:Assets')).toBe('Assets, in total');
  });

  test('has them in the cells that show them, and nowhere where only the number is the same', () => {
    expect(quoted('us-gaap:Assets')).toBe('1,250');
    const [assets] = document!.facts.filter(({ concept }) => concept === 'us-gaap:Assets');
    expect(document!.text.slice(0, assets!.span!.charEnd)).toMatch(/Total assets \| 1,250$/);
    const [goodwill] = document!.facts.filter(({ concept }) => concept === 'us-gaap:Goodwill');
    expect(document!.text.slice(0, goodwill!.span!.charEnd)).toMatch(/Goodwill \| 9,876$/);
    expect(quoted('us-gaap:InventoryNet')).toBeUndefined();
  });

  test('keeps its own facts where the page has them inline', () => {
    const inline = inlinePage(
      `<p>Cash <ix:nonFraction name="us-gaap:Cash" contextRef="d" unitRef="usd" scale="3" format="ixt:num-dot-decimal">9,876</ix:nonFraction></p>`,
    );
    const both = read([
      { ...report, text: inline },
      { name: 'fern-20120131.xml', type: 'EX-101.INS', text: instance },
    ]);
    expect(both.documents[0]!.facts.map(({ concept }) => concept)).toEqual(['us-gaap:Cash']);
  });
});

test('a form that is XML comes as rows and as text; one of no readable kind is DOCUMENT_UNREADABLE', () => {
  const form4 = `<?xml version="1.0"?><ownershipDocument><documentType>4</documentType><issuer><issuerCik>1</issuerCik><issuerName>Fernhill</issuerName></issuer><reportingOwner><reportingOwnerId><rptOwnerCik>77</rptOwnerCik><rptOwnerName>Arbor Iris</rptOwnerName></reportingOwnerId></reportingOwner></ownershipDocument>`;
  const filing = read([{ name: 'form4.xml', type: '4', text: form4 }], '4');
  expect(filing.holdings?.ownership).toMatchObject([{ owners: [{ name: 'Arbor Iris' }] }]);
  expect(filing.documents[0]!.text).toContain('Arbor Iris');
  expect(() => read([{ name: 'a.xsd', type: 'EX-101.SCH', text: '<x/>' }])).toThrow(
    expect.objectContaining({ code: 'DOCUMENT_UNREADABLE' }) as Error,
  );
});

describe('a full submission by itself', () => {
  const submission = (...documents: [type: string, name: string, text: string][]) =>
    `<SEC-DOCUMENT>0009900001-12-000001.txt\n${documents
      .map(
        ([type, name, text], i) =>
          `<DOCUMENT>\n<TYPE>${type}\n<SEQUENCE>${i + 1}\n<FILENAME>${name}\n<TEXT>\n${/xml$/.test(name) ? `<XML>\n${text}\n</XML>` : text}\n</TEXT>\n</DOCUMENT>`,
      )
      .join('\n')}\n</SEC-DOCUMENT>`;

  test('gives the facts of its XBRL instance', () => {
    const text = submission(
      ['10-K', 'report.htm', page],
      ['EX-101.INS', 'fern-20120131.xml', instance],
      ['EX-101.LAB', 'fern-20120131_lab.xml', labels],
    );
    const filing = read([{ name: '0009900001-12-000001.txt', type: '', text }]);
    expect(filing.documents.map(({ name }) => name)).toEqual(['report.htm']);
    expect(filing.documents[0]!.facts.map(({ concept }) => concept)).toContain('us-gaap:Assets');
    expect(filing.labels.get('us-gaap:Assets')).toBe('Assets, in total');
  });

  test('gives the ownership that it reports', () => {
    const form4 = `<?xml version="1.0"?><ownershipDocument><documentType>4</documentType><periodOfReport>2025-03-04</periodOfReport>
<issuer><issuerCik>0009000001</issuerCik><issuerName>Fernhill</issuerName><issuerTradingSymbol>FERN</issuerTradingSymbol></issuer>
<reportingOwner><reportingOwnerId><rptOwnerCik>0009000002</rptOwnerCik><rptOwnerName>Arbor Iris</rptOwnerName></reportingOwnerId></reportingOwner></ownershipDocument>`;
    const filing = read([{ name: '0009900001-12-000001.txt', type: '', text: submission(['4', 'form4.xml', form4]) }], '4');
    expect(JSON.stringify(filing.holdings)).toContain('Arbor Iris');
    expect(filing.documents).toHaveLength(1);
  });
});
