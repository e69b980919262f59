import { type AnswerDeps, type Answers, createAnswers } from '../answer/answer.service.ts';
import type { Database } from '../db/client.ts';
import { createLogger } from '../logger.ts';
import { createLocalEmbedding } from '../model/local-embedding.ts';
import { createLocalLanguage } from '../model/local-language.ts';
import { createSearch } from '../search/search.service.ts';
import type { ObjectStore } from '../storage/types.ts';
import { aCompany, aFiling } from './factories.ts';

export interface ReadFiling {
  cik?: number;
  year?: number;
  /** Of the year and the one before, in millions. */
  revenue?: [number, number];
  netIncome?: [number, number];
  /** Of a calendar year: the whole of it, or its second quarter. */
  fiscalPeriod?: 'FY' | 'Q2';
  form?: string;
  note?: string;
}

/** A read filing of a fictional company with a small income statement, its facts and two passages. */
export async function aReadFiling(
  database: Database,
  store: ObjectStore,
  { cik, year = 2024, revenue = [1_000, 900], form = '10-K', fiscalPeriod = 'FY', netIncome = [120, 100], note = NOTE }: ReadFiling = {},
): Promise<{ cik: number; accessionNumber: string; text: string; name: string }> {
  const company =
    cik === undefined ? await aCompany(database, { name: 'Thornbury Kettles, Inc.', symbols: [`TK${Date.now() % 100_000}`] }) : { cik };
  const [start, end, filed] = fiscalPeriod === 'FY' ? ['01-01', '12-31', `${year + 1}-02-20`] : ['04-01', '06-30', `${year}-08-01`];
  const rows = [
    ['Net sales', 'us-gaap:Revenues', 'Revenue', revenue],
    ['Net income', 'us-gaap:NetIncomeLoss', 'NetIncome', netIncome],
  ] as const;
  const table = rows
    .map(([label, , , [now, before]]) => `${label} | $ ${now.toLocaleString('en')} | $ ${before.toLocaleString('en')}`)
    .join('\n');
  const text = `Item 7. Management's Discussion\n${note}\nCONSOLIDATED STATEMENTS OF OPERATIONS\n(In millions)\n${year} | ${year - 1}\n${table}\n`;
  const name = 'report.htm';
  const filing = await aFiling(database, {
    cik: company.cik,
    form,
    fiscalYear: year,
    fiscalPeriod,
    periodEnd: new Date(`${year}-${end}`),
    filedAt: new Date(filed),
    acceptedAt: new Date(`${filed}T21:00:00Z`),
    status: 'INDEXED',
    primaryDocument: name,
  });
  const { accessionNumber } = filing;
  const textHash = await store.put(new TextEncoder().encode(text));
  await database.prisma.filingDocument.create({
    data: {
      accessionNumber,
      name,
      sequence: 1,
      type: form,
      sizeBytes: text.length,
      contentHash: textHash,
      textHash,
      textLength: text.length,
    },
  });
  let ordinal = 0;
  for (const [label, concept, standardConcept, values] of rows)
    for (const [i, value] of values.entries()) {
      const line = text.indexOf(`${label} | $`);
      const charStart = text.indexOf(value.toLocaleString('en'), line);
      await database.prisma.fact.create({
        data: {
          accessionNumber,
          cik: company.cik,
          ordinal: ordinal++,
          concept,
          standardConcept,
          label,
          value: `${value}000000`,
          numericValue: `${value}000000`,
          unit: 'USD',
          periodStart: new Date(`${year - i}-${start}`),
          periodEnd: new Date(`${year - i}-${end}`),
          fiscalYear: year - i,
          fiscalPeriod,
          decimals: -6,
          documentName: name,
          charStart,
          charEnd: charStart + value.toLocaleString('en').length,
        },
      });
    }
  return { cik: company.cik, accessionNumber, text, name };
}

export const NOTE =
  'Net sales increased 11% because a new copper kettle sold well in the northern states. The company was founded in 1931 and employs 412 people.';

/** Answers over the local models unless told otherwise; passages come from `passages` of documents that are not indexed. */
export function testAnswers(database: Database, store: ObjectStore, given: Partial<AnswerDeps> = {}): Answers {
  const logger = createLogger('silent', 'test');
  const search = createSearch({
    database,
    embedding: createLocalEmbedding(),
    tickers: async () => [{ cik: 1, ticker: 'KNWN', name: 'Known Elsewhere Corp' }],
    logger,
  });
  return createAnswers({
    database,
    store,
    events: given.events ?? {
      publish: async () => undefined,
      subscribe: async () => async () => undefined,
      degraded: false,
      close: async () => undefined,
    },
    logger,
    language: createLocalLanguage(),
    understand: search.understand,
    search: search.search,
    ...given,
  });
}

/** One chunk over the passage of a document, so that search results can be scripted. */
export async function aChunk(
  database: Database,
  filing: { cik: number; accessionNumber: string; text: string; name: string },
  quote: string,
): Promise<bigint> {
  const charStart = filing.text.indexOf(quote);
  const { id } = await database.prisma.chunk.create({
    data: {
      accessionNumber: filing.accessionNumber,
      cik: filing.cik,
      form: '10-K',
      filedAt: new Date('2025-02-20'),
      fiscalYear: 2024,
      fiscalPeriod: 'FY',
      documentName: filing.name,
      ordinal: 1,
      version: 1,
      kind: 'TEXT',
      context: 'Thornbury Kettles, Inc. › 10-K › FY2024 › Discussion',
      text: quote,
      charStart,
      charEnd: charStart + quote.length,
      contentHash: 'x',
    },
    select: { id: true },
  });
  return id;
}
