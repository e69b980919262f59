import { describe, expect, test } from 'vitest';
import { createLogger } from '../logger.ts';
import type { LanguageModel } from '../model/types.ts';
import type { HybridRow } from './hybrid-query.ts';
import { rerankWithModel } from './model-rerank.ts';
import { rerank } from './rerank.ts';
import type { Interpretation } from './types.ts';
import { CompanyIndex } from './understand/company-index.ts';
import { understand } from './understand/understand.ts';

const none = new CompanyIndex([]);
const read = (question: string): Promise<Interpretation> =>
  understand(question, {}, { companies: async () => none, edgarTickers: async () => none });
const row = (ordinal: number, more: Partial<HybridRow> = {}): HybridRow => ({
  chunkId: BigInt(ordinal),
  accessionNumber: 'a',
  filingId: 1,
  documentName: 'm.htm',
  ordinal,
  kind: 'TEXT',
  statement: null,
  sectionKey: null,
  context: 'Larkspur › 10-K',
  text: 'nothing of note',
  charStart: 0,
  charEnd: 1,
  fiscalYear: 2024,
  fiscalPeriod: 'FY',
  textScore: 10,
  textRank: ordinal,
  vectorDistance: 0.5,
  vectorRank: ordinal,
  fused: 0.01,
  ...more,
});
const scores = new Map([['a', 1]]);

describe('reranking', () => {
  test('the statement that the question names goes before text that only speaks of it', async () => {
    const it = await read('What were inventories in FY2024 according to the balance sheet?');
    const sheet = row(9, {
      kind: 'TABLE',
      statement: 'BALANCE_SHEET',
      text: 'Inventories | 320 | 430\nTotal current assets | 7,292 | 6,106\nTotal assets | 19,845 | 17,890',
    });
    const talk = row(1, { text: 'We manage inventories and the balance sheet with care.' });
    expect(rerank([talk, sheet], it, scores)[0]?.row.chunkId).toBe(9n);
  });

  test('hits are spread over places', async () => {
    const it = await read('What do the risk factors say about glass?');
    const crowd = [20, 21, 22, 23].map((ordinal) => row(ordinal, { text: 'glass risk factors', textScore: 10, textRank: 1 }));
    const elsewhere = row(60, { text: 'glass risk factors', textScore: 9.5, textRank: 1, vectorRank: 1 });
    expect(
      rerank([...crowd, elsewhere], it, scores)
        .slice(0, 2)
        .map(({ row: { ordinal } }) => ordinal),
    ).toContain(60);
  });

  test('each filing that fits the period has a hit among the first five', async () => {
    const it = await read('Which region had the highest sales?');
    const many = Array.from({ length: 9 }, (_, i) => row(i * 10, { text: 'sales by region 10 20 30', textRank: i + 1 }));
    const other = row(500, { accessionNumber: 'b', filingId: 2, text: 'sales', textScore: 1, textRank: 90, vectorRank: 90 });
    const ranked = rerank(
      [...many, other],
      it,
      new Map([
        ['a', 1],
        ['b', 0.8],
      ]),
    );
    expect(ranked.slice(0, 5).some(({ row: { accessionNumber } }) => accessionNumber === 'b')).toBe(true);
  });

  test('is deterministic, whatever the order of the candidates', async () => {
    const it = await read('capex in 2024');
    const rows = Array.from({ length: 30 }, (_, i) =>
      row(i * 4, { textRank: (i * 7) % 30, text: i % 3 ? 'capital expenditures 10 20' : 'other' }),
    );
    const order = (list: HybridRow[]) => rerank(list, it, scores).map(({ row: { ordinal } }) => ordinal);
    expect(order([...rows].reverse())).toEqual(order(rows));
  });
});

describe('a model that reranks', () => {
  const logger = createLogger('silent', 'test');
  const model = (text: string): LanguageModel => ({
    id: 'm',
    generative: true,
    generate: async () => ({ text, model: 'm', inputTokens: 1, outputTokens: 1 }),
  });
  test('moves hits, and cannot add or lose any', async () => {
    const it = await read('glass');
    const ranked = rerank([row(1), row(10), row(20)], it, scores);
    const again = await rerankWithModel(model('{"order":[3,99,3,1]}'), 'glass', ranked, logger);
    expect(again?.map((item) => ranked.indexOf(item))).toEqual([2, 0, 1]);
  });
  test('that answers nonsense changes nothing', async () => {
    const it = await read('glass');
    expect(await rerankWithModel(model('certainly!'), 'glass', rerank([row(1), row(10)], it, scores), logger)).toBeNull();
  });
});
