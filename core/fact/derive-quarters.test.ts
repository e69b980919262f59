import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deriveQuarters, isAdditive, type Operand, subtract } from './derive-quarters.ts';

let id = 0n;
const fact = (fiscalPeriod: Operand['fiscalPeriod'], value: string, more: Partial<Operand> = {}): Operand => {
  const [periodStart, periodEnd] = {
    FY: ['2024-01-01', '2024-12-31'],
    M9: ['2024-01-01', '2024-09-30'],
    H1: ['2024-01-01', '2024-06-30'],
    Q1: ['2024-01-01', '2024-03-31'],
    Q2: ['2024-04-01', '2024-06-30'],
    Q3: ['2024-07-01', '2024-09-30'],
    Q4: ['2024-10-01', '2024-12-31'],
  }[fiscalPeriod] as [string, string];
  return {
    id: ++id,
    accessionNumber: `filing-${fiscalPeriod}`,
    filedAt: {
      FY: '2025-02-10',
      M9: '2024-11-01',
      H1: '2024-08-01',
      Q1: '2024-05-01',
      Q2: '2024-08-01',
      Q3: '2024-11-01',
      Q4: '2025-02-10',
    }[fiscalPeriod],
    concept: 'us-gaap:NetCashProvidedByUsedInOperatingActivities',
    standardConcept: 'OperatingCashFlow',
    label: null,
    value,
    unit: 'USD',
    dimensionsKey: '',
    periodStart,
    periodEnd,
    fiscalYear: 2024,
    fiscalPeriod,
    decimals: -6,
    ...more,
  };
};

const short = (operands: Operand[]) =>
  deriveQuarters(operands).map(({ fiscalPeriod, value, periodStart, periodEnd, accessionNumber }) => [
    fiscalPeriod,
    value,
    periodStart,
    periodEnd,
    accessionNumber,
  ]);

describe('discrete quarters', () => {
  test('are the year less nine months, nine months less half, half less the first quarter', () => {
    expect(short([fact('FY', '100'), fact('M9', '70'), fact('H1', '45.5'), fact('Q1', '20')])).toEqual([
      ['Q4', '30', '2024-10-01', '2024-12-31', 'filing-FY'],
      ['Q3', '24.5', '2024-07-01', '2024-09-30', 'filing-M9'],
      ['Q2', '25.5', '2024-04-01', '2024-06-30', 'filing-H1'],
    ]);
  });

  test('name their operands, whole first', () => {
    const [whole, part] = [fact('FY', '100'), fact('M9', '70')];
    expect(deriveQuarters([part, whole])[0]!.operands).toEqual([whole, part]);
  });

  test('are not derived where they are reported', () => {
    expect(short([fact('FY', '100'), fact('M9', '70'), fact('Q4', '31')])).toEqual([]);
  });

  test('want the same first day, unit and dimensions', () => {
    expect(short([fact('FY', '100'), fact('M9', '70', { periodStart: '2024-01-02' })])).toEqual([]);
    expect(short([fact('FY', '100'), fact('M9', '70', { unit: 'EUR' })])).toEqual([]);
    expect(short([fact('FY', '100'), fact('M9', '70', { dimensionsKey: 'a=b' })])).toEqual([]);
  });

  test('a restated whole derives a quarter of its own, known with it', () => {
    const restated = fact('FY', '104', { accessionNumber: 'filing-FY/A', filedAt: '2025-06-01' });
    expect(short([fact('FY', '100'), restated, fact('M9', '70')]).map(([, value, , , accession]) => [value, accession])).toEqual([
      ['30', 'filing-FY'],
      ['34', 'filing-FY/A'],
    ]);
  });

  test('a part that was filed later makes the quarter known only then', () => {
    const later = fact('M9', '70', { accessionNumber: 'filing-next-M9', filedAt: '2025-11-01' });
    expect(short([fact('FY', '100'), later])[0]!.at(-1)).toBe('filing-next-M9');
  });

  test.each([
    ['us-gaap:EarningsPerShareDiluted', 'USD/shares', 'EpsDiluted', false],
    ['us-gaap:WeightedAverageNumberOfSharesOutstandingBasic', 'shares', 'SharesBasic', false],
    ['us-gaap:EffectiveIncomeTaxRateContinuingOperations', 'pure', 'EffectiveTaxRate', false],
    ['us-gaap:DebtWeightedAverageAmount', 'USD', null, false],
    ['us-gaap:Revenues', 'USD', 'Revenue', true],
    ['fern:TreePlantingCosts', 'USD', null, true],
  ])('%s in %s is additive: %s %s', (concept, unit, standard, expected) => {
    expect(isAdditive(concept, unit, standard)).toBe(expected);
  });

  test('a difference is exact', () => {
    expect(subtract('0.3', '0.1')).toBe('0.2');
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (a, b) => {
        expect(subtract(String(a), String(b))).toBe(String(a - b));
      }),
    );
  });
});

test('a period told in full and rounded in one filing derives one quarter, from the fuller one', () =>
  expect(
    short([fact('FY', '1250000', { decimals: -3 }), fact('FY', '1000000', { decimals: -6 }), fact('M9', '900000', { decimals: -3 })]),
  ).toEqual([['Q4', '350000', '2024-10-01', '2024-12-31', 'filing-FY']]));

test.each(['f:AnnualRecurringRevenue', 'f:AnnualizedBaseRent', 'f:TrailingTwelveMonthsEbitda', 'us-gaap:DebtInstrumentFaceAmount'])(
  '%s does not add up over quarters',
  (concept) => expect(isAdditive(concept, 'USD', null)).toBe(false),
);
