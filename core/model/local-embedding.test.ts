import { describe, expect, test } from 'vitest';
import { createLocalEmbedding } from './local-embedding.ts';
import { readWordTable, writeWordTable } from './local-embedding-table.ts';

const model = createLocalEmbedding();
const near = async (a: string, b: string): Promise<number> => {
  const [x, y] = await model.embed([a, b], 'PASSAGE');
  return (x as Float32Array).reduce((sum, value, i) => sum + value * ((y as Float32Array)[i] as number), 0);
};

describe('the local embedding', () => {
  test('gives 384 dimensions of unit length, the same each time', async () => {
    const texts = ['Net sales grew by 4 %', '', '§§ 12', 'zxqv wvut'];
    const first = await model.embed(texts, 'PASSAGE');
    const second = await createLocalEmbedding().embed(texts, 'QUERY');
    for (const [i, vector] of first.entries()) {
      expect(vector.length).toBe(384);
      expect(vector.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 4);
      expect(vector).toEqual(second[i]);
    }
  });

  test.each([
    ['capex', 'Purchases of property, plant and equipment', 'Interest paid on senior notes'],
    ['How much was spent on buybacks?', 'Repurchases of common stock', 'Depreciation and amortization'],
    [
      'legal battles',
      'Note 12. Litigation and contingencies: claims against the company',
      'Note 3. Inventories are stated at the lower of cost',
    ],
    [
      'What did shareholders vote on?',
      'Election of directors: votes for, against, broker non-votes',
      'Revolving credit agreement with lenders',
    ],
    ['employees laid off', 'We reduced our workforce and paid severance', 'We lease office buildings'],
    ['COGS', 'Cost of sales', 'Total current liabilities'],
  ])('“%s” is nearer to “%s” than to “%s”', async (question, right, wrong) => {
    expect(await near(question, right)).toBeGreaterThan((await near(question, wrong)) + 0.05);
  });

  test('stops when told to', async () => {
    await expect(model.embed(['a'], 'QUERY', AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});

test('the table of word vectors reads back what was written, and refuses damage', () => {
  const bytes = writeWordTable([{ term: 'cash', vector: [0.5, -0.25], idf: 2.5 }], 2);
  const table = readWordTable(bytes);
  expect([...table.values]).toEqual([127, -75]);
  expect(table.idf[0]).toBe(2.5);
  expect(table.rows.get('cash')).toBe(0);
  expect(() => readWordTable(bytes.subarray(0, bytes.length - 1))).toThrow('damaged');
});
