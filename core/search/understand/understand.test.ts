import { describe, expect, test } from 'vitest';
import { CompanyIndex } from './company-index.ts';
import { weightedTerms } from './query-terms.ts';
import { understand } from './understand.ts';

const held = new CompanyIndex([
  { cik: 1, name: 'Larkspur Instruments Inc', tickers: ['LKSP'], formerNames: [] },
  { cik: 2, name: 'Harbor Resorts International', tickers: ['HRI'], formerNames: [] },
]);
const edgar = new CompanyIndex([
  { cik: 1, name: 'Larkspur Instruments Inc', tickers: ['LKSP'], formerNames: [] },
  { cik: 9, name: 'Quillon Motors Co', tickers: ['QLN'], formerNames: [] },
]);
const read = (question: string, filter = {}) =>
  understand(question, filter, { companies: async () => held, edgarTickers: async () => edgar });

describe('a question without a model', () => {
  test('a ratio names its operands and where they stand', async () => {
    const it = await read('What is the FY2019 days payable outstanding (DPO) for Larkspur?');
    expect(it.kind).toBe('RATIO');
    expect(it.companies.map(({ cik }) => cik)).toEqual([1]);
    expect(it.periods.map(({ fiscalYear }) => fiscalYear)).toEqual([2019]);
    expect(it.ratios[0]?.operands).toEqual(['AccountsPayable', 'CostOfRevenue', 'Inventory']);
  });

  test('capex asks for purchases of property, plant and equipment', async () => {
    const it = await read('What was Larkspur’s capex in 2022?');
    expect(it.concepts).toEqual([{ concept: 'CapitalExpenditures', matchedText: 'capex' }]);
    const terms = new Map(weightedTerms(it).map(({ term, weight }) => [term, weight]));
    expect(terms.get('capex')).toBe(1);
    expect(terms.get('purchas')).toBeGreaterThan(0.3);
  });

  test('instructions how to answer ask for nothing, but the statements they name are kept', async () => {
    const it = await read(
      'What were inventories of Larkspur in FY2020? Answer in USD millions. Please base your judgments on the balance sheet.',
    );
    expect(it.statements).toEqual(['BALANCE_SHEET']);
    expect(it.terms).not.toContain('judgment');
    expect(it.concepts.map(({ concept }) => concept)).toEqual(['Inventory']);
  });

  test('a company that is listed but not ingested is told from one that does not exist', async () => {
    const listed = await read('What was Quillon Motors’ revenue in 2021?');
    expect(listed.notIngestedCompanies.map(({ ticker }) => ticker)).toEqual(['QLN']);
    expect(listed.unknownCompanies).toEqual([]);
    const unknown = await read('What did Zorvane report for 2021?');
    expect(unknown.unknownCompanies).toEqual(['Zorvane']);
    expect(unknown.notIngestedCompanies).toEqual([]);
  });

  test('a product beside a known company is no unknown company', async () => {
    expect((await read('How much did Larkspur earn from the Meadow Light segment in 2021?')).unknownCompanies).toEqual([]);
  });

  test('what stands beside it in a comparison is a company only when EDGAR lists one', async () => {
    const listed = await read('Larkspur revenue 2024 vs Quillon Motors');
    expect(listed.notIngestedCompanies.map(({ ticker }) => ticker)).toEqual(['QLN']);
    const product = await read('Larkspur revenue from Meadow versus Brightlight in 2024');
    expect([product.notIngestedCompanies, product.unknownCompanies]).toEqual([[], []]);
  });

  test('several companies and periods', async () => {
    const it = await read('Compare net income of LKSP and Harbor Resorts between FY2021 and FY2022');
    expect(it.companies.map(({ cik }) => cik)).toEqual([1, 2]);
    expect(it.periods.map(({ fiscalYear }) => fiscalYear)).toEqual([2021, 2022]);
  });

  test.each([
    ['hello there', 'NOT_A_FILING_QUESTION'],
    ['What is the weather in Paris?', 'NOT_A_FILING_QUESTION'],
    ['What is the stock price of Larkspur today?', 'NOT_A_FILING_QUESTION'],
    ['Is Larkspur stock a good buy?', 'NOT_A_FILING_QUESTION'],
    ['What were total revenues of Larkspur in 2023?', 'FIGURE'],
    ['Which segment of Larkspur had the highest sales in 2023?', 'COMPARISON'],
    ['What drove the change of Larkspur’s gross margin?', 'TEXT'],
    ['Who are the primary customers of Larkspur?', 'LIST'],
  ])('%s is %s', async (question, kind) => {
    expect((await read(question)).kind).toBe(kind);
  });

  test('filters override what the words say', async () => {
    const it = await read('Larkspur revenue in FY2019 10-K', { tickers: ['HRI'], fiscalYears: [2021], forms: ['10-Q'] });
    expect(it.companies.map(({ cik }) => cik)).toEqual([2]);
    expect(it.periods.map(({ fiscalYear }) => fiscalYear)).toEqual([2021]);
    expect(it.forms).toEqual(['10-Q']);
  });
});
