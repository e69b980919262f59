import { expect, test } from 'vitest';
import { FactIds, type KnownFact } from './fact-ids.ts';

const known = (id: bigint, ordinal: number, given: Partial<KnownFact> = {}): KnownFact => ({
  id,
  ordinal,
  accession_number: '0009900001-25-000001',
  concept: 'us-gaap:Revenues',
  unit: 'USD',
  period_start: '2024-01-01',
  period_end: '2024-12-31',
  dimensions_key: '',
  is_derived: false,
  ...given,
});
const revenue = {
  accessionNumber: '0009900001-25-000001',
  concept: 'us-gaap:Revenues',
  unit: 'USD',
  periodStart: '2024-01-01',
  periodEnd: '2024-12-31',
  dimensionsKey: '',
  isDerived: false,
};

test('a fact that is written again keeps its id, twins in their order, each id once', () => {
  const ids = new FactIds();
  ids.add([known(12n, 9), known(11n, 3), known(20n, 4, { dimensions_key: 'a=b' })]);
  expect([ids.take(revenue), ids.take(revenue), ids.take(revenue)]).toEqual(['11', '12', null]);
  expect(ids.take({ ...revenue, dimensionsKey: 'a=b' })).toBe('20');
});

test('another period, filing or unit, or a derived one, is another fact', () => {
  const ids = new FactIds();
  ids.add([known(11n, 1)]);
  for (const other of [
    { periodEnd: '2023-12-31' },
    { periodStart: null },
    { accessionNumber: '0009900001-25-000002' },
    { unit: 'EUR' },
    { isDerived: true },
  ])
    expect(ids.take({ ...revenue, ...other })).toBeNull();
});
