import { expect, test } from 'vitest';
import { type CoveredFiling, referredElsewhere } from './coverage.ts';

const filing = (sections: [key: string, status: string][], given: Partial<CoveredFiling> = {}): CoveredFiling => ({
  accessionNumber: '0009900001-25-000001',
  cik: 1,
  form: '10-K',
  fiscalYear: 2024,
  fiscalPeriod: 'FY',
  periodEnd: '2024-12-31',
  filedAt: '2025-02-20',
  items: [],
  sections: sections.map(([key, status]) => ({ key, title: key, status })),
  ...given,
});
const REFERS: [string, string] = ['part2.item8', 'INCORPORATED_BY_REFERENCE'];

test('statements that stand in a document outside of the filing are said to stand there', () => {
  expect(referredElsewhere([filing([['part1.item1', 'FOUND'], REFERS])])).toEqual(['Item 8 of 0009900001-25-000001']);
});

test('statements in another part of the same filing, other forms and several companies are not', () => {
  expect(referredElsewhere([filing([REFERS, ['note.1', 'FOUND']])])).toEqual([]);
  expect(referredElsewhere([filing([REFERS], { form: '10-Q' })])).toEqual([]);
  expect(referredElsewhere([filing([REFERS]), filing([], { cik: 2 })])).toEqual([]);
});
