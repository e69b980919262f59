import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCompany, aFiling } from '../../core/testing/factories.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let key: string;
let statements: string[] = [];
beforeAll(async () => {
  server = await startTestServer();
  key = (await server.tenant()).keys.ANALYST;
  const { prisma } = server.deps.database;
  const text = 'Item 1A. Risk Factors\nThings may go wrong. é😀 Then they do.';
  const textHash = await server.deps.objects.put(Buffer.from(text));
  for (let i = 0; i < 6; i += 1) {
    const company = await aCompany(server.deps.database, { name: `Marlin Works ${i}`, symbols: [`MW${i}`, `MW${i}B`] });
    for (let j = 0; j < 4; j += 1) {
      const { accessionNumber } = await aFiling(server.deps.database, {
        cik: company.cik,
        filedAt: new Date(`2025-0${j + 1}-10`),
        fiscalYear: 2024,
      });
      await prisma.filingDocument.create({
        data: {
          accessionNumber,
          name: 'a.htm',
          sequence: 1,
          type: '10-K',
          sizeBytes: 10,
          contentHash: textHash,
          textHash,
          textLength: text.length,
        },
      });
      const start = text.indexOf('Things');
      await prisma.section.create({
        data: {
          accessionNumber,
          documentName: 'a.htm',
          ordinal: 0,
          key: 'part1.item1a',
          title: 'Risk Factors',
          charStart: start,
          charEnd: text.length,
          status: 'FOUND',
          confidence: 1,
        },
      });
      await prisma.fact.createMany({
        data: [1, 2, 3].map((ordinal) => ({
          accessionNumber,
          cik: company.cik,
          ordinal,
          concept: `us-gaap:Concept${ordinal}`,
          value: `${ordinal}00`,
          numericValue: ordinal * 100,
          unit: 'USD',
          periodEnd: new Date('2024-12-31'),
          fiscalYear: 2024,
          fiscalPeriod: 'FY' as const,
          dimensions: ordinal === 3 ? [{ axis: 'a', member: 'b' }] : [],
          dimensionsKey: ordinal === 3 ? 'a=b' : '',
        })),
      });
    }
  }
  const { pool } = server.deps.database;
  pool.on('connect', () => {});
  pool.on('acquire', (client) => {
    const counted = client as unknown as { counted?: boolean; query: (...args: unknown[]) => unknown };
    if (counted.counted) return;
    counted.counted = true;
    const query = counted.query.bind(client);
    counted.query = (...args) => {
      const [first] = args as [string | { text: string }];
      statements.push(typeof first === 'string' ? first : first.text);
      return query(...args);
    };
  });
});
afterAll(() => server.close());

const send = async (query: string, variables?: Record<string, unknown>) => {
  const { data, errors } = await server.send(query, variables, { key });
  expect(errors).toBeUndefined();
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the test says it is
  return data as any;
};
/** Not the probes of health, nor the look-up of the key. */
const selects = () => statements.filter((statement) => /^\s*select\b.*\bfrom\b.*\b(company|filing|fact)\b/is.test(statement));

describe('reads', () => {
  it('pages through filings, newest first, each once', async () => {
    const query =
      'query ($after: String) { filings(first: 7, after: $after) { totalCount edges { node { accessionNumber filedAt } } pageInfo { hasNextPage endCursor } } }';
    const seen: { accessionNumber: string; filedAt: string }[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { filings } = await send(query, { after });
      expect(filings.totalCount).toBe(24);
      seen.push(...filings.edges.map((edge: { node: (typeof seen)[0] }) => edge.node));
      after = filings.pageInfo.endCursor;
      more = filings.pageInfo.hasNextPage;
    }
    expect(new Set(seen.map(({ accessionNumber }) => accessionNumber)).size).toBe(24);
    expect(seen.map(({ filedAt }) => filedAt)).toEqual(
      seen
        .map(({ filedAt }) => filedAt)
        .sort()
        .reverse(),
    );
  });

  it('filters by ticker, form, status and day', async () => {
    const query = 'query ($filter: FilingFilter) { filings(filter: $filter) { totalCount edges { node { company { tickers } } } } }';
    expect((await send(query, { filter: { tickers: ['mw1'] } })).filings.totalCount).toBe(4);
    expect(
      (await send(query, { filter: { tickers: ['MW1', 'MW2'], filedFrom: '2025-02-10', filedTo: '2025-03-10' } })).filings.totalCount,
    ).toBe(4);
    expect((await send(query, { filter: { forms: ['10-q'] } })).filings.totalCount).toBe(0);
    expect((await send(query, { filter: { statuses: ['DISCOVERED'], forms: ['10-k'] } })).filings.totalCount).toBe(24);
  });

  it('reads companies, their filings and who filed them in two statements', async () => {
    const query =
      '{ companies(search: "marlin", first: 6) { totalCount edges { node { name tickers filings(first: 2) { totalCount edges { node { form filedAt company { name } companies { ticker } } } } } } } }';
    await send(query);
    statements = [];
    const { companies } = await send(query);
    expect(companies.edges).toHaveLength(6);
    expect(companies.edges[0].node.filings).toMatchObject({ totalCount: 4, edges: [{ node: { filedAt: '2025-04-10' } }, {}] });
    expect(selects().length).toBeLessThanOrEqual(2);
  });

  it('gives a section as the span of its text, in UTF-16 code units', async () => {
    const { filings } = await send(
      '{ filings(first: 5) { edges { node { sections { key text charStart charEnd } documents { text textLength } } } } }',
    );
    for (const { node } of filings.edges) {
      const [section] = node.sections;
      expect(section.text).toBe('Things may go wrong. é😀 Then they do.');
      expect(node.documents[0].text.slice(section.charStart, section.charEnd)).toBe(section.text);
      expect(node.documents[0].textLength).toBe(node.documents[0].text.length);
    }
  });

  it('pages through facts and loads what stands below them together', async () => {
    const query = `query ($after: String) { facts(first: 10, after: $after, filter: { tickers: ["MW0", "MW1"], fiscalYears: [2024] }) {
      edges { node { id concept value dimensions { axis } filing { accessionNumber company { name } } derivedFrom { id } } } pageInfo { hasNextPage endCursor } } }`;
    statements = [];
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { facts } = await send(query, { after });
      seen.push(...facts.edges.map((edge: { node: { id: string } }) => edge.node.id));
      after = facts.pageInfo.endCursor;
      more = facts.pageInfo.hasNextPage;
    }
    expect(new Set(seen).size).toBe(24);
    // Three pages, each: the facts' order, what was asked of them, who they are of.
    expect(selects().length).toBeLessThanOrEqual(3 * 3);
    const of = async (filter: string) =>
      (await send(`{ facts(first: 100, filter: { tickers: ["MW0"] ${filter} }) { edges { cursor } } }`)).facts.edges.length;
    expect(await of('dimensions: false')).toBe(8);
    expect(await of('concepts: ["us-gaap:Concept1"]')).toBe(4);
    expect(await of('asOf: "2000-01-01T00:00:00Z"')).toBe(0);
  });

  it('reads the facts of a filing with their number', async () => {
    const { filings } = await send(
      '{ filings(first: 1) { edges { node { facts(first: 2, filter: { dimensions: false }) { totalCount edges { node { concept } } } } } } }',
    );
    expect(filings.edges[0].node.facts).toEqual({
      totalCount: 2,
      edges: [{ node: { concept: 'us-gaap:Concept1' } }, { node: { concept: 'us-gaap:Concept2' } }],
    });
  });

  it('finds a company by ticker or CIK, in any spelling', async () => {
    const { company } = await send('{ company(ticker: "mw3") { cik name ticker filings { totalCount } } }');
    expect(company).toMatchObject({ name: 'Marlin Works 3', ticker: 'MW3', filings: { totalCount: 4 } });
    const again = await send('query ($cik: String) { company(cik: $cik) { name } }', { cik: company.cik });
    expect(again.company.name).toBe('Marlin Works 3');
    expect(await send('{ company(ticker: "NOSUCH") { name } }')).toEqual({ company: null });
  });
});
