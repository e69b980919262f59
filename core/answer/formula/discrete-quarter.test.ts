import { Decimal } from 'decimal.js';
import { expect, test } from 'vitest';
import type { Figure } from '../figure/types.ts';
import { evaluate, isMissing } from './evaluate.ts';
import { BASE, type FigurePeriod } from './expression.ts';

const SPANS: Record<string, [start: string, end: string]> = {
  FY: ['2023-10-01', '2024-09-28'],
  M9: ['2023-10-01', '2024-06-29'],
  H1: ['2023-10-01', '2024-03-30'],
  Q2: ['2023-12-31', '2024-03-30'],
};

type Shown = Partial<Record<string, { value: number; xbrlConcept?: string; unit?: string; span?: [string, string] }>>;

const finder =
  (shown: Shown) =>
  async (concept: string, period: FigurePeriod): Promise<Figure | undefined> => {
    const found = shown[period.fiscalPeriod];
    if (!found) return undefined;
    const [periodStart, periodEnd] = found.span ?? SPANS[period.fiscalPeriod]!;
    return {
      concept,
      label: concept,
      value: new Decimal(found.value),
      unit: found.unit ?? 'USD',
      measure: 'AMOUNT',
      cik: 1,
      period,
      periodStart,
      periodEnd,
      accessionNumber: 'a',
      form: '10-K',
      filedAt: '2024-11-01',
      source: { kind: 'FACT', factId: period.fiscalPeriod, xbrlConcept: found.xbrlConcept ?? 'us-gaap:Revenues' },
      citation: { accessionNumber: 'a', documentName: 'd', quote: String(found.value), charStart: 0, charEnd: 1 },
    };
  };

async function quarter(fiscalPeriod: FigurePeriod['fiscalPeriod'], shown: Shown, concept = 'Revenue'): Promise<string> {
  const result = await evaluate({ kind: 'FIGURE', concept, at: BASE, phrase: concept }, { fiscalYear: 2024, fiscalPeriod }, finder(shown));
  return isMissing(result) ? 'missing' : `${result.value} = ${result.worked} of ${result.operands.map(({ source }) => source.factId)}`;
}

test('a quarter that nobody reports is the longer period less the rest of it, with both as operands', async () => {
  expect(await quarter('Q4', { FY: { value: 391_035 }, M9: { value: 296_105 } })).toBe('94930 = (391,035 - 296,105) of FY,M9');
  expect(await quarter('Q3', { M9: { value: 300 }, H1: { value: 180 } })).toBe('120 = (300 - 180) of M9,H1');
  expect(await quarter('Q1', { H1: { value: 180 }, Q2: { value: 100 } })).toBe('80 = (180 - 100) of H1,Q2');
});

test('never from two concepts, units, lengths that do not match, or what does not add up', async () => {
  const FY = { value: 391_035 };
  expect(await quarter('Q4', { FY, M9: { value: 296_105, xbrlConcept: 'us-gaap:SalesRevenueNet' } })).toBe('missing');
  expect(await quarter('Q4', { FY, M9: { value: 296_105, unit: 'EUR' } })).toBe('missing');
  expect(await quarter('Q4', { FY, M9: { value: 296_105, span: ['2023-09-24', '2024-06-29'] } })).toBe('missing');
  expect(await quarter('Q4', { FY, M9: { value: 296_105, span: ['2023-10-01', '2024-03-30'] } })).toBe('missing');
  const perShare = { value: 6, unit: 'USD/shares', xbrlConcept: 'us-gaap:EarningsPerShareDiluted' };
  expect(await quarter('Q4', { FY: perShare, M9: { ...perShare, value: 5 } }, 'EpsDiluted')).toBe('missing');
  expect(await quarter('Q4', { FY })).toBe('missing');
});
