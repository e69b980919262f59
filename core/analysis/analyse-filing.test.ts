import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../db/client.ts';
import { transaction } from '../db/tenancy.ts';
import { findFacts } from '../fact/fact.repo.ts';
import { readFiling } from '../filing/document/read-filing.ts';
import type { ParseInput } from '../filing/document/types.ts';
import { createLogger } from '../logger.ts';
import { findHoldings, findInsiderPositions } from '../ownership/ownership.repo.ts';
import type { StageContext } from '../pipeline/types.ts';
import { contentKey } from '../storage/content.ts';
import type { ObjectStore } from '../storage/types.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { aCompany, aFiling } from '../testing/factories.ts';
import { createAnalyseHandler } from './analyse-filing.ts';

let made: TestDatabase;
let database: Database;
const objects = new Map<string, Uint8Array>();
const store: ObjectStore = {
  put: async (bytes) => {
    const key = contentKey(bytes);
    objects.set(key, bytes);
    return key;
  },
  get: async (key) => objects.get(key)!,
  has: async (key) => objects.has(key),
  ping: async () => {},
};
const parser = { parse: async (input: ParseInput) => readFiling(input), close: async () => {} };
const handler = () => createAnalyseHandler({ database, store, parser, language: null });
const contextOf = (accessionNumber: string): StageContext => ({
  accessionNumber,
  runId: 'run',
  attempt: 1,
  signal: new AbortController().signal,
  logger: createLogger('silent', 'test'),
});

beforeAll(async () => {
  made = await testDatabase();
  database = made.database;
}, 120_000);
afterAll(() => made.close());

const inline = (
  contexts: Record<string, [string, string]>,
  facts: [concept: string, context: string, value: string][],
  words = '',
) => `<?xml version="1.0"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:us-gaap="http://fasb.org/us-gaap/2024" xmlns:iso4217="http://www.xbrl.org/2003/iso4217">
<head><title>Fernhill</title></head><body><div style="display:none"><ix:header><ix:resources>
${Object.entries(contexts)
  .map(
    ([id, [start, end]]) =>
      `<xbrli:context id="${id}"><xbrli:entity><xbrli:identifier scheme="s">1</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:startDate>${start}</xbrli:startDate><xbrli:endDate>${end}</xbrli:endDate></xbrli:period></xbrli:context>`,
  )
  .join('')}
<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit></ix:resources></ix:header></div>
<p>${words}</p>${facts.map(([concept, context, value]) => `<p>${concept} <ix:nonFraction name="us-gaap:${concept}" contextRef="${context}" unitRef="usd" decimals="0">${value}</ix:nonFraction></p>`).join('')}</body></html>`;

async function stored(cik: number, form: string, filedAt: string, periodEnd: string, documents: Record<string, string>): Promise<string> {
  const names = Object.keys(documents);
  const filing = await aFiling(database, {
    cik,
    form,
    filedAt: new Date(filedAt),
    acceptedAt: new Date(`${filedAt}T21:00:00Z`),
    periodEnd: new Date(periodEnd),
    primaryDocument: names[0],
    fiscalYear: null,
    fiscalPeriod: null,
  });
  for (const [index, name] of names.entries()) {
    const bytes = new TextEncoder().encode(documents[name]);
    const row = { accessionNumber: filing.accessionNumber, name, sequence: index + 1, type: index === 0 ? form : 'XML' };
    await database.prisma.filingDocument.create({ data: { ...row, sizeBytes: bytes.length, contentHash: await store.put(bytes) } });
  }
  return filing.accessionNumber;
}

async function analyse(accessionNumber: string): Promise<void> {
  const context = contextOf(accessionNumber);
  const prepared = await handler().prepare(context);
  await transaction(database, (tx) => handler().commit(tx, prepared, context), { timeoutMs: 30_000 });
}

const YEAR = { y: ['2024-01-01', '2024-12-31'] } as Record<string, [string, string]>;
const NINE = { n: ['2024-01-01', '2024-09-30'] } as Record<string, [string, string]>;
const OPERATIONS = 'NetCashProvidedByUsedInOperatingActivities';

describe('ANALYSE', () => {
  test('writes text, facts, fiscal period and analysis; a second run leaves the same rows', async () => {
    const { cik } = await aCompany(database);
    const page = inline(YEAR, [['Revenues', 'y', '900']], 'ANNUAL REPORT For the fiscal year ended December 31, 2024');
    const accession = await stored(cik, '10-K', '2025-02-14', '2024-12-31', { 'fern.htm': page });
    const rows = async () => {
      const filing = await database.prisma.filing.findUniqueOrThrow({
        where: { accessionNumber: accession },
        include: {
          documents: true,
          facts: { orderBy: { ordinal: 'asc' } },
          sections: { omit: { id: true } },
          tables: { omit: { id: true } },
          analysis: { omit: { createdAt: true } },
        },
      });
      return filing;
    };
    await analyse(accession);
    const first = await rows();
    await analyse(accession);
    expect(await rows()).toEqual(first);
    expect(first).toMatchObject({ fiscalYear: 2024, fiscalPeriod: 'FY' });
    expect(first.facts).toMatchObject([
      { concept: 'us-gaap:Revenues', standardConcept: 'Revenue', value: '900', fiscalYear: 2024, fiscalPeriod: 'FY', unit: 'USD' },
    ]);
    const [document] = first.documents;
    const text = new TextDecoder().decode(objects.get(document!.textHash!));
    expect(text).toHaveLength(document!.textLength!);
    expect(text.slice(first.facts[0]!.charStart!, first.facts[0]!.charEnd!)).toBe('900');
    expect(first.analysis?.body).toMatchObject({ keyFigures: [{ standardConcept: 'Revenue', value: '900' }] });
  });

  test('derives the fourth quarter whichever filing comes first, and anew when one is restated', async () => {
    const { cik } = await aCompany(database);
    const annual = await stored(cik, '10-K', '2025-02-14', '2024-12-31', { 'a.htm': inline(YEAR, [[OPERATIONS, 'y', '100']]) });
    const quarterly = await stored(cik, '10-Q', '2024-11-01', '2024-09-30', { 'q.htm': inline(NINE, [[OPERATIONS, 'n', '70.5']]) });
    await analyse(annual);
    await analyse(quarterly);
    const derived = async (asOf?: Date) =>
      (await findFacts(database.prisma, { ciks: [cik], standardConcepts: ['OperatingCashFlow'], fiscalPeriods: ['Q4'], asOf })).facts;
    expect(await derived()).toMatchObject([
      { value: '29.5', periodStart: '2024-10-01', periodEnd: '2024-12-31', accessionNumber: annual, fiscalYear: 2024 },
    ]);
    expect((await derived())[0]!.derivedFrom).toHaveLength(2);
    expect(await derived(new Date('2024-12-31'))).toEqual([]);

    const [quarter] = await derived();
    await analyse(annual);
    await analyse(quarterly);
    expect(await derived()).toMatchObject([{ id: quarter!.id, derivedFrom: quarter!.derivedFrom }]);

    const amendment = await stored(cik, '10-K/A', '2025-06-01', '2024-12-31', { 'b.htm': inline(YEAR, [[OPERATIONS, 'y', '104']]) });
    await analyse(amendment);
    expect((await derived()).map(({ value }) => value).sort()).toEqual(['29.5', '33.5']);
    expect((await derived(new Date('2025-03-01'))).map(({ id, value }) => [id, value])).toEqual([[quarter!.id, '29.5']]);

    const all = await findFacts(database.prisma, { ciks: [cik], standardConcepts: ['OperatingCashFlow'], fiscalPeriods: ['FY'] });
    expect(all.facts.map(({ value }) => value).sort()).toEqual(['100', '104']);
    const latest = (asOf?: Date, revisions: 'LATEST' | 'FIRST' = 'LATEST') =>
      findFacts(database.prisma, { ciks: [cik], standardConcepts: ['OperatingCashFlow'], fiscalPeriods: ['FY'], revisions, asOf });
    expect((await latest()).facts.map(({ value }) => value)).toEqual(['104']);
    expect((await latest(new Date('2025-05-01'))).facts.map(({ value }) => value)).toEqual(['100']);
    expect((await latest(undefined, 'FIRST')).facts.map(({ value }) => value)).toEqual(['100']);
  });

  test('facts come in pages that neither repeat nor skip', async () => {
    const { cik } = await aCompany(database);
    const facts = Array.from({ length: 23 }, (_, index): [string, string, string] => [`Concept${index}`, 'y', String(index)]);
    await analyse(await stored(cik, '10-K', '2025-02-14', '2024-12-31', { 'a.htm': inline(YEAR, facts) }));
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await findFacts(database.prisma, { ciks: [cik], first: 10, after });
      seen.push(...page.facts.map(({ concept }) => concept));
      after = page.hasNextPage ? (page.endCursor ?? undefined) : undefined;
    } while (after !== undefined);
    expect(new Set(seen).size).toBe(23);
    expect(seen).toHaveLength(23);
    await expect(findFacts(database.prisma, { ciks: [cik], after: "1' or true" })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(findFacts(database.prisma, {})).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('facts of a plain instance stand in where nothing is inline', async () => {
    const { cik } = await aCompany(database);
    const instance = `<?xml version="1.0"?><xbrli:xbrl xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:us-gaap="http://fasb.org/us-gaap/2012-01-31" xmlns:iso4217="http://www.xbrl.org/2003/iso4217"><xbrli:context id="y"><xbrli:entity><xbrli:identifier scheme="s">1</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:startDate>2012-01-01</xbrli:startDate><xbrli:endDate>2012-12-31</xbrli:endDate></xbrli:period></xbrli:context><xbrli:unit id="u"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit><us-gaap:Revenues contextRef="y" unitRef="u" decimals="0">55</us-gaap:Revenues></xbrli:xbrl>`;
    await analyse(
      await stored(cik, '10-K', '2013-02-14', '2012-12-31', {
        'a.htm': '<html><body><p>Annual report.</p></body></html>',
        'fern-20121231.xml': instance,
      }),
    );
    const { facts } = await findFacts(database.prisma, { ciks: [cik] });
    expect(facts).toMatchObject([
      { concept: 'us-gaap:Revenues', standardConcept: 'Revenue', value: '55', isHidden: true, charStart: null, fiscalYear: 2012 },
    ]);
  });

  test('a fact that cannot be is left out with its reason, and the rest of the filing is kept', async () => {
    const { cik } = await aCompany(database);
    const contexts: Record<string, [string, string]> = {
      y: ['2024-01-01', '2024-12-31'],
      noDay: ['2024-01-01', '2024-02-30'],
      noMonth: ['2024-01-01', '2024-13-45'],
      zeros: ['0000-00-00', '2024-12-31'],
      backwards: ['2024-12-31', '2024-01-01'],
    };
    const page = inline(
      contexts,
      [
        ['Revenues', 'y', '900'],
        ['NetIncomeLoss', 'noDay', '1'],
        ['Assets', 'noMonth', '2'],
        ['Liabilities', 'zeros', '3'],
        ['GrossProfit', 'backwards', '4'],
        ['InventoryNet', 'y', '9'.repeat(140_000)],
      ],
      `ANNUAL REPORT \u0000 For the fiscal year ended December 31, 2024 <ix:nonFraction name="us-gaap:Goodwill" contextRef="y" unitRef="usd" decimals="99999999999">5</ix:nonFraction>`,
    );
    const accession = await stored(cik, '10-K', '2025-02-14', '2024-12-31', { 'fern.htm': page });
    await analyse(accession);
    const { facts } = await findFacts(database.prisma, { ciks: [cik] });
    expect(facts.map(({ concept, value }) => [concept, value])).toEqual([['us-gaap:Revenues', '900']]);
    const filing = readFiling({
      accessionNumber: accession,
      form: '10-K',
      documents: [{ name: 'fern.htm', type: '10-K', sequence: 1, bytes: new TextEncoder().encode(page) }],
    });
    expect(filing.documents[0]!.skippedFacts.map(({ name, reason }) => [name, reason])).toEqual([
      ['us-gaap:Goodwill', 'decimals is no small integer'],
      ['us-gaap:NetIncomeLoss', 'context has no valid period'],
      ['us-gaap:Assets', 'context has no valid period'],
      ['us-gaap:Liabilities', 'context has no valid period'],
      ['us-gaap:GrossProfit', 'context ends before it begins'],
      ['us-gaap:InventoryNet', 'a text of 140000 characters is no number'],
    ]);
  });

  test('half of a character and NUL in a name do not stop a filing', async () => {
    const { cik } = await aCompany(database);
    const form = `<ownershipDocument><documentType>4</documentType><periodOfReport>2025-02-30</periodOfReport><issuer><issuerCik>${cik}</issuerCik><issuerName>Fern\u0000hill</issuerName></issuer><reportingOwner><reportingOwnerId><rptOwnerCik>99999999999</rptOwnerCik><rptOwnerName>Arbor &#xD800; Iris</rptOwnerName></reportingOwnerId></reportingOwner><nonDerivativeTable><nonDerivativeTransaction><securityTitle><value>Common Stock</value></securityTitle><transactionDate><value>2025-02-30</value></transactionDate><transactionAmounts><transactionShares><value>${'9'.repeat(140_000)}</value></transactionShares></transactionAmounts><postTransactionAmounts><sharesOwnedFollowingTransaction><value>100</value></sharesOwnedFollowingTransaction></postTransactionAmounts></nonDerivativeTransaction></nonDerivativeTable></ownershipDocument>`;
    const accession = await stored(cik, '4', '2025-03-05', '2025-03-04', { 'form4.xml': form });
    await analyse(accession);
    const [entry] = await database.prisma.ownershipEntry.findMany({ where: { accessionNumber: accession } });
    expect(entry).toMatchObject({ transactionDate: null, shares: null, ownerCiks: [0] });
    expect(String(entry!.sharesAfter)).toBe('100');
    const cut = await stored(cik, '4', '2025-03-06', '2025-03-04', { 'form4.xml': form.slice(0, form.indexOf('<postTransaction')) });
    await expect(analyse(cut)).rejects.toMatchObject({ code: 'DOCUMENT_UNREADABLE' });
  });

  test('13F filings give what was held as of an instant: new holdings add, a restatement replaces', async () => {
    const { cik } = await aCompany(database);
    const report = (amendment: string, issuer: string, value: number) => ({
      'primary_doc.xml': `<edgarSubmission xmlns="http://www.sec.gov/edgar/thirteenffiler"><headerData><submissionType>13F-HR${amendment ? '/A' : ''}</submissionType><filerInfo><filer><credentials><cik>${cik}</cik></credentials></filer></filerInfo></headerData><formData><coverPage><reportCalendarOrQuarter>12-31-2024</reportCalendarOrQuarter>${amendment ? `<isAmendment>true</isAmendment><amendmentInfo><amendmentType>${amendment}</amendmentType></amendmentInfo>` : ''}<filingManager><name>Meadow</name></filingManager></coverPage></formData></edgarSubmission>`,
      'table.xml': `<informationTable xmlns="http://www.sec.gov/edgar/document/thirteenf/informationtable"><infoTable><nameOfIssuer>${issuer}</nameOfIssuer><titleOfClass>COM</titleOfClass><cusip>900000109</cusip><value>${value}</value><shrsOrPrnAmt><sshPrnamt>10</sshPrnamt><sshPrnamtType>SH</sshPrnamtType></shrsOrPrnAmt></infoTable></informationTable>`,
    });
    await analyse(await stored(cik, '13F-HR', '2025-02-10', '2024-12-31', report('', 'Alder', 100)));
    await analyse(await stored(cik, '13F-HR/A', '2025-02-20', '2024-12-31', report('NEW HOLDINGS', 'Birch', 50)));
    await analyse(await stored(cik, '13F-HR/A', '2025-03-10', '2024-12-31', report('RESTATEMENT', 'Cedar', 70)));
    const held = async (asOf?: string) =>
      (await findHoldings(database.prisma, { managerCik: cik, ...(asOf && { asOf: new Date(asOf) }) })).map(
        (each) => `${each.nameOfIssuer} ${each.valueUsd}`,
      );
    expect(await held('2025-02-15')).toEqual(['Alder 100']);
    expect(await held('2025-03-01')).toEqual(['Alder 100', 'Birch 50']);
    expect(await held()).toEqual(['Cedar 70']);
    expect(await held('2025-01-01')).toEqual([]);
    // It does not say what it amends: nobody knows whether Cedar is still held.
    await analyse(await stored(cik, '13F-HR/A', '2025-04-10', '2024-12-31', report(' ', 'Dogwood', 80)));
    expect(await held()).toEqual(['Cedar 70']);
  });

  test('Forms 4 give what insiders owned as of an instant', async () => {
    const { cik } = await aCompany(database);
    const form = (date: string, after: number) =>
      `<ownershipDocument><documentType>4</documentType><periodOfReport>${date}</periodOfReport><issuer><issuerCik>${cik}</issuerCik><issuerName>Fernhill</issuerName></issuer><reportingOwner><reportingOwnerId><rptOwnerCik>77</rptOwnerCik><rptOwnerName>Arbor Iris</rptOwnerName></reportingOwnerId></reportingOwner><nonDerivativeTable><nonDerivativeTransaction><securityTitle><value>Common Stock</value></securityTitle><transactionDate><value>${date}</value></transactionDate><transactionCoding><transactionCode>P</transactionCode></transactionCoding><postTransactionAmounts><sharesOwnedFollowingTransaction><value>${after}</value></sharesOwnedFollowingTransaction></postTransactionAmounts></nonDerivativeTransaction></nonDerivativeTable></ownershipDocument>`;
    const accession = await stored(cik, '4', '2025-03-05', '2025-03-04', { 'form4.xml': form('2025-03-04', 100) });
    await analyse(accession);
    await analyse(await stored(cik, '4', '2025-04-05', '2025-04-04', { 'form4.xml': form('2025-04-04', 150) }));
    const owned = async (asOf?: string) =>
      (await findInsiderPositions(database.prisma, { issuerCik: cik, ...(asOf && { asOf: new Date(asOf) }) })).map(
        ({ ownerName, shares }) => `${ownerName} ${shares}`,
      );
    expect(await owned('2025-03-31')).toEqual(['Arbor Iris 100']);
    expect(await owned()).toEqual(['Arbor Iris 150']);
    // Reported late: an older trade does not undo a newer one.
    await analyse(await stored(cik, '4/A', '2025-06-05', '2025-03-04', { 'form4.xml': form('2025-03-04', 90) }));
    expect(await owned()).toEqual(['Arbor Iris 150']);
    const document = await database.prisma.filingDocument.findFirstOrThrow({ where: { accessionNumber: accession } });
    expect(new TextDecoder().decode(objects.get(document.textHash!))).toContain('Arbor Iris');
  });
});
