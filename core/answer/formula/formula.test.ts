import { Decimal } from 'decimal.js';
import { expect, test } from 'vitest';
import type { Figure } from '../figure/types.ts';
import { evaluate, isMissing } from './evaluate.ts';
import type { FigurePeriod } from './expression.ts';
import { formulaNamed, readFormulaTerm } from './known-formulas.ts';
import { parseExpression } from './parse-expression.ts';

const LINES: Record<string, Record<number, number>> = {
  Revenue: { 2019: 900, 2020: 1000, 2021: 1200 },
  CostOfRevenue: { 2020: 600, 2021: 700 },
  Inventory: { 2019: 80, 2020: 100, 2021: 120 },
  AccountsPayable: { 2019: 40, 2020: 60, 2021: 70 },
  PropertyPlantEquipment: { 2019: 300, 2020: 500 },
  OperatingIncome: { 2020: 150 },
  DepreciationAndAmortization: { 2020: 50 },
  CapitalExpenditures: { 2020: 70 },
  Cash: { 2020: 30 },
  AccountsReceivable: { 2020: 70 },
  CurrentLiabilities: { 2020: 200 },
};
const find = async (concept: string, period: FigurePeriod): Promise<Figure | undefined> => {
  const value = LINES[concept]?.[period.fiscalYear];
  if (value === undefined) return undefined;
  return {
    concept,
    label: concept,
    value: new Decimal(value),
    unit: 'USD',
    measure: 'AMOUNT',
    cik: 1,
    period,
    periodEnd: `${period.fiscalYear}-12-31`,
    accessionNumber: 'a',
    form: '10-K',
    filedAt: '2021-02-01',
    source: { kind: 'FACT', factId: `${concept}-${period.fiscalYear}`, xbrlConcept: concept },
    citation: { accessionNumber: 'a', documentName: 'd', quote: String(value), charStart: 0, charEnd: 1 },
  };
};
const base: FigurePeriod = { fiscalYear: 2020, fiscalPeriod: 'FY' };

async function worked(formula: string): Promise<string> {
  const expression = parseExpression(formula, readFormulaTerm);
  if (!expression) return 'not a formula';
  const result = await evaluate(expression, base, find);
  return isMissing(result)
    ? `missing ${result.missing.map((m) => `${m.concept} ${m.period.fiscalYear}`).join(', ')}`
    : result.value.toDecimalPlaces(4).toString();
}

test.each([
  ['FY2020 revenue / (average PP&E between FY2019 and FY2020)', '2.5'],
  ['365 * (average accounts payable between FY2019 and FY2020) / (FY2020 COGS + change in inventory between FY2019 and FY2020)', '29.4355'],
  ['unadjusted operating income + depreciation and amortization [from cash flow statement]', '200'],
  ['unadjusted EBITDA less capex', '130'],
  ['(revenue - cost of goods sold) divided by revenue', '0.4'],
  ['cost of sales / average inventory', '6.6667'],
  ['the change in revenue / prior year revenue', '0.1111'],
  ['(FY2021 revenue minus FY2020 revenue) / FY2020 revenue', '0.2'],
  ['average (operating income / revenue)', 'missing OperatingIncome 2019'],
  ['revenue / flux capacitors', 'not a formula'],
  ['revenue / (average PP&E', 'not a formula'],
])('works out "%s"', async (formula, expected) => {
  expect(await worked(formula)).toBe(expected);
});

test('derives gross profit where only revenue and cost are printed, and says what it did', async () => {
  const result = await evaluate(formulaNamed('gross margin')!.expression, base, find);
  expect(result).toMatchObject({ worked: '(1,000 - 600) / 1,000', isReported: false });
});

test('two lines that follow from one another are both missing where neither is printed', async () => {
  expect(await worked('FY2019 COGS / FY2019 revenue')).toBe('missing CostOfRevenue 2019');
  expect(await worked('FY2019 gross profit / FY2019 revenue')).toBe('missing GrossProfit 2019');
});

test('what is owed within the year is one line or two', async () => {
  const debts = async (lines: Record<string, number>, formula: string) => {
    const own = async (concept: string, period: FigurePeriod) =>
      concept in lines
        ? { ...(await find('Revenue', { ...period, fiscalYear: 2020 }))!, concept, value: new Decimal(lines[concept]!) }
        : undefined;
    const result = await evaluate(parseExpression(formula, readFormulaTerm)!, base, own);
    return isMissing(result) ? 'missing' : result.value.toString();
  };
  expect(await debts({ LongTermDebt: 100, CurrentDebt: 7 }, 'total debt')).toBe('107');
  expect(await debts({ LongTermDebt: 100, CurrentDebt: 7, CurrentPortionLongTermDebt: 5 }, 'total debt')).toBe('107');
  expect(await debts({ LongTermDebt: 100, CurrentPortionLongTermDebt: 5, ShortTermDebt: 3 }, 'total debt')).toBe('108');
  expect(await debts({ LongTermDebt: 100 }, 'total debt')).toBe('100');
  expect(await debts({ CurrentDebt: 7 }, 'short-term debt')).toBe('7');
  expect(await debts({ CurrentPortionLongTermDebt: 5 }, 'short-term debt')).toBe('missing');
});

test('takes a line as zero only where filers leave it out, and says so', async () => {
  const result = await evaluate(formulaNamed('quick ratio')!.expression, base, find);
  if (isMissing(result)) throw new Error('nothing should be missing');
  expect(result.value.toString()).toBe('0.5');
  expect(result.assumedZero).toEqual([{ concept: 'ShortTermInvestments', period: base }]);
});
