import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Filing } from '../../generated/prisma/client.ts';
import { createCache } from '../cache/create-cache.ts';
import { transaction, withTenant } from '../db/tenancy.ts';
import { createLogger } from '../logger.ts';
import { createLocalEmbedding } from '../model/local-embedding.ts';
import type { EmbeddingModel } from '../model/types.ts';
import { createFileStore } from '../storage/file-store.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { aCompany, aFiling, aTenant } from '../testing/factories.ts';
import { inverseDocumentFrequency, termFrequencies, termImpact } from './bm25.ts';
import { hybridQuery } from './hybrid-query.ts';
import { createIndexHandler } from './index-filing.ts';
import { settleVectors } from './maintain-index.ts';
import { preparePrivateIndex, writePrivateIndex } from './private-index.ts';
import { createSearch } from './search.service.ts';
import { refreshSearchStatistics } from './searchable.ts';

const logger = createLogger('silent', 'test');
const embedding = createLocalEmbedding();
const directory = mkdtempSync(join(tmpdir(), 'gravity-index-'));
const store = createFileStore(directory);
let on: TestDatabase;
let sale: Filing;
let older: Filing;
let resort: Filing;

const report = (year: number, capex: number) =>
  [
    `Larkspur Instruments annual report for ${year}.`,
    'Item 1. Business',
    'We make optical instruments for laboratories in Ohio and sell them to universities.',
    'Item 7. Management’s Discussion',
    `Net sales grew in ${year} because universities bought more microscopes. Gross margin fell as glass became dearer.`,
    'Consolidated Statements of Cash Flows',
    `Net cash provided by operating activities | ${capex * 3} | ${capex * 2}`,
    `Purchases of property, plant and equipment | (${capex}) | (${capex - 10})`,
    `Dividends paid | (40) | (38)`,
  ].join('\n');

async function index(filing: Filing, text: string, model: EmbeddingModel = embedding): Promise<void> {
  const textHash = await store.put(new TextEncoder().encode(text));
  await on.database.prisma.filingDocument.upsert({
    where: { accessionNumber_name: { accessionNumber: filing.accessionNumber, name: 'main.htm' } },
    create: {
      accessionNumber: filing.accessionNumber,
      name: 'main.htm',
      sequence: 1,
      type: filing.form,
      sizeBytes: 1,
      contentHash: 'x',
      textHash,
      textLength: text.length,
    },
    update: { textHash },
  });
  const handler = createIndexHandler({ database: on.database, store, embedding: model });
  const context = { accessionNumber: filing.accessionNumber, runId: 'r', attempt: 1, signal: new AbortController().signal, logger };
  const prepared = await handler.prepare(context);
  await transaction(on.database, (tx) => handler.commit(tx, prepared, context));
}

const rows = async (table: string, order: string) => (await on.database.pool.query(`select * from ${table} order by ${order}`)).rows;

beforeAll(async () => {
  on = await testDatabase();
  const larkspur = await aCompany(on.database, { name: 'Larkspur Instruments Inc', symbols: ['LKSP'] });
  const harbor = await aCompany(on.database, { name: 'Harbor Resorts', symbols: ['HRBR'] });
  sale = await aFiling(on.database, { cik: larkspur.cik, fiscalYear: 2024 });
  older = await aFiling(on.database, {
    cik: larkspur.cik,
    fiscalYear: 2023,
    periodEnd: new Date('2023-12-31'),
    filedAt: new Date('2024-02-14'),
  });
  resort = await aFiling(on.database, { cik: harbor.cik, fiscalYear: 2024 });
  await index(sale, report(2024, 310));
  await index(older, report(2023, 290));
  await index(resort, 'Harbor Resorts annual report.\nOur rooms were full in 2024. Purchases of property and equipment were 77.');
  await refreshSearchStatistics(on.database);
});
afterAll(async () => {
  await on.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('the index', () => {
  test('a second run leaves the same rows', async () => {
    const before = [await rows('chunk', 'id'), await rows('search_posting', 'filing_id, term')];
    await index(sale, report(2024, 310));
    expect([await rows('chunk', 'id'), await rows('search_posting', 'filing_id, term')]).toEqual(before);
  });

  test('every chunk slices to its text and names where it stands', async () => {
    for (const chunk of await on.database.prisma.chunk.findMany({ where: { accessionNumber: sale.accessionNumber } })) {
      expect(report(2024, 310).slice(chunk.charStart, chunk.charEnd)).toBe(chunk.text);
      expect(chunk.context).toContain('Larkspur Instruments Inc (LKSP) › 10-K › FY2024');
    }
  });

  test('statistics count each filing once, and forget what is replaced', async () => {
    const count = async () => ({
      statistics: (await rows('search_statistics', 'id')).map(({ chunk_count, token_count }) => ({ chunk_count, token_count })),
      terms: await rows('search_term where chunk_count > 0', 'term'),
    });
    await refreshSearchStatistics(on.database);
    const before = await count();
    await index(older, 'Nothing of it is left.');
    await index(older, report(2023, 290));
    await refreshSearchStatistics(on.database);
    await refreshSearchStatistics(on.database);
    expect(await count()).toEqual(before);
  });
});

describe('the legs', () => {
  test('the text leg is BM25 to the last digits', async () => {
    const terms = [
      { term: 'microscop', weight: 1 },
      { term: 'purchas', weight: 0.6 },
      { term: 'nowhere', weight: 1 },
    ];
    const all = (await on.database.prisma.chunk.findMany()).map((chunk) => ({
      id: chunk.id,
      ...termFrequencies(chunk.text, chunk.context),
    }));
    const average = all.reduce((sum, { length }) => sum + length, 0) / all.length;
    const expected = all
      .map(({ id, frequencies, length }) => ({
        id,
        score: terms.reduce((sum, { term, weight }) => {
          const frequency = frequencies.get(term) ?? 0;
          const having = all.filter((other) => other.frequencies.has(term)).length;
          return frequency === 0
            ? sum
            : sum + weight * inverseDocumentFrequency(all.length, having) * termImpact(frequency, length, average);
        }, 0),
      }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || Number(a.id - b.id));
    for (const chunks of [all.length, 1_000_000]) {
      const got = await hybridQuery(on.database.pool, {
        terms,
        vector: null,
        embeddingModel: embedding.id,
        filings: null,
        chunks,
        limit: 50,
      });
      expect(got.map(({ chunkId }) => chunkId)).toEqual(expected.map(({ id }) => id));
      for (const [i, row] of got.entries()) expect(row.textScore).toBeCloseTo(expected[i]?.score ?? 0, 9);
    }
  });

  test('through the graph or one by one, vectors find the same', async () => {
    const [vector] = await embedding.embed(['capex'], 'QUERY');
    const request = { terms: [], vector: vector as Float32Array, embeddingModel: embedding.id, filings: null, limit: 5 };
    const exact = await hybridQuery(on.database.pool, { ...request, chunks: 1 });
    const fresh = await hybridQuery(on.database.pool, { ...request, chunks: 1_000_000 });
    expect(await settleVectors(on.database, { least: 0, most: 2 })).toBe(2);
    const mixed = await hybridQuery(on.database.pool, { ...request, chunks: 1_000_000 });
    while ((await settleVectors(on.database, { least: 0 })) > 0);
    const graph = await hybridQuery(on.database.pool, { ...request, chunks: 1_000_000 });
    for (const list of [fresh, mixed, graph]) expect(list.map(({ chunkId }) => chunkId)).toEqual(exact.map(({ chunkId }) => chunkId));
    expect(exact.length).toBeGreaterThan(2);
  });
});

describe('search', () => {
  const search = (model: EmbeddingModel = embedding) =>
    createSearch({
      database: on.database,
      embedding: model,
      tickers: async () => [{ cik: 42, ticker: 'QLN', name: 'Quillon Motors Co' }],
      logger,
    });
  const found = async (query: string, filter = {}, more = {}) => {
    const outcome = await search().search({ query, filter, first: 5, ...more });
    const chunks = await on.database.prisma.chunk.findMany({ where: { id: { in: outcome.hits.map(({ chunkId }) => chunkId) } } });
    const byId = new Map(chunks.map((chunk) => [chunk.id, chunk]));
    return { ...outcome, chunks: outcome.hits.flatMap(({ chunkId }) => byId.get(chunkId) ?? []) };
  };

  test('finds capex where purchases of property, plant and equipment stand, in the year that is asked for', async () => {
    const { chunks, interpretation } = await found('What was Larkspur’s capex in FY2024?');
    expect(chunks[0]?.accessionNumber).toBe(sale.accessionNumber);
    expect(chunks[0]?.text).toContain('Purchases of property, plant and equipment');
    expect(interpretation.relaxations).toEqual([]);
    expect((await found('Larkspur capex FY2023')).chunks[0]?.accessionNumber).toBe(older.accessionNumber);
  });

  test('a company is a hard filter, and one that is not held leaves nothing', async () => {
    const { chunks } = await found('Purchases of property of Harbor Resorts');
    expect(new Set(chunks.map(({ accessionNumber }) => accessionNumber))).toEqual(new Set([resort.accessionNumber]));
    const other = await found('capex of Quillon Motors in 2024');
    expect(other.hits).toEqual([]);
    expect(other.interpretation.notIngestedCompanies.map(({ ticker }) => ticker)).toEqual(['QLN']);
  });

  test('a year without a filing is looked for in the reports that follow, and said', async () => {
    const { chunks, interpretation } = await found('Larkspur capex in FY2022');
    expect(chunks.length).toBeGreaterThan(0);
    expect(interpretation.relaxations).toMatchObject([{ filter: 'periods', from: 'FY2022' }]);
  });

  test('filter arguments are never loosened', async () => {
    expect((await found('capex', { tickers: ['LKSP'], fiscalYears: [2019] })).hits).toEqual([]);
    expect((await found('capex', { tickers: ['NONE'] })).hits).toEqual([]);
    const { chunks } = await found('Larkspur capex FY2024', { accessionNumbers: [older.accessionNumber] });
    expect(new Set(chunks.map(({ accessionNumber }) => accessionNumber))).toEqual(new Set([older.accessionNumber]));
    expect(
      (await found('Larkspur capex', { asOf: new Date('2024-06-01') })).chunks.every(
        ({ accessionNumber }) => accessionNumber !== sale.accessionNumber,
      ),
    ).toBe(true);
  });

  test('without embeddings the text leg serves alone and says so', async () => {
    const broken: EmbeddingModel = { id: embedding.id, dimensions: 384, embed: () => Promise.reject(new Error('down')) };
    const outcome = await search(broken).search({ query: 'Larkspur microscopes', filter: {}, first: 5 });
    expect(outcome.degraded).toEqual(['EMBEDDING']);
    expect(outcome.hits.length).toBeGreaterThan(0);
    expect(outcome.hits.every(({ vectorRank }) => vectorRank === undefined)).toBe(true);
  });

  test('vectors of another model are never compared', async () => {
    const other: EmbeddingModel = { ...embedding, id: 'another-model' };
    const outcome = await search(other).search({ query: 'Larkspur microscopes', filter: {}, first: 5 });
    expect(outcome.hits.every(({ vectorRank }) => vectorRank === undefined)).toBe(true);
  });

  test('a tenant finds its own documents beside filings, another tenant does not', async () => {
    const mine = await aTenant(on.database);
    const theirs = await aTenant(on.database);
    const documentId = await withTenant(on.database, mine.tenant.id, async (tx) => {
      const document = await tx.privateDocument.create({
        data: {
          id: crypto.randomUUID(),
          tenantId: mine.tenant.id,
          userId: mine.user.id,
          name: 'memo.txt',
          mediaType: 'text/plain',
          mostBytes: 1000,
          uploadExpiresAt: new Date(),
        },
      });
      return document.id;
    });
    const text = 'Our memo on zirconia lenses: the supplier doubles its prices in March.';
    const prepared = await preparePrivateIndex(embedding, {
      documentId,
      title: 'memo.txt',
      source: { name: 'memo.txt', type: '', text, sections: [], tables: [], pageBreaks: [], headings: [] },
    });
    await withTenant(on.database, mine.tenant.id, (tx) => writePrivateIndex(tx, mine.tenant.id, prepared));
    const ask = (tenantId: string) =>
      search().search({ query: 'What does the memo say about zirconia supplier prices?', filter: {}, first: 3, tenantId });
    expect((await ask(mine.tenant.id)).hits[0]?.privateDocumentId).toBe(documentId);
    expect((await ask(theirs.tenant.id)).hits.every(({ privateDocumentId }) => privateDocumentId === undefined)).toBe(true);
    const cache = createCache({ maxEntries: 100, ttlSeconds: 60, logger });
    const cached = createSearch({ database: on.database, embedding, tickers: async () => [], logger, cache });
    const query = { query: 'zirconia supplier prices', filter: {}, first: 3 };
    const own = await cached.search({ ...query, tenantId: mine.tenant.id });
    const again = await cached.search({ ...query, tenantId: mine.tenant.id });
    expect(again.hits).toEqual(own.hits);
    expect(again.timingsMs).toEqual({ cache: 0 });
    for (const other of [await cached.search({ ...query, tenantId: theirs.tenant.id }), await cached.search(query)])
      expect(other.hits.every(({ privateDocumentId }) => privateDocumentId === undefined)).toBe(true);
    await cache.close();
  });

  test('a cached result is dropped when the index changes', async () => {
    const cache = createCache({ maxEntries: 100, ttlSeconds: 60, logger });
    const query = { query: 'Harbor Resorts rooms', filter: {}, first: 3 };
    const one = () => createSearch({ database: on.database, embedding, tickers: async () => [], logger, cache }).search(query);
    await one();
    expect((await one()).timingsMs).toEqual({ cache: 0 });
    await index(resort, 'Harbor Resorts annual report.\nOur rooms were empty in 2024. Purchases of property and equipment were 77.');
    expect((await one()).timingsMs).not.toEqual({ cache: 0 });
    await cache.close();
  });
});
