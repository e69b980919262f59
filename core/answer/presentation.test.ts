import { Decimal } from 'decimal.js';
import { expect, test } from 'vitest';
import { readPresentation, showNumber } from './presentation.ts';

test.each([
  ['Round your answer to two decimal places.', { decimals: 2 }],
  ['Answer in units of percents and round to one decimal place.', { decimals: 1, percent: true }],
  ['Answer in USD millions.', { scale: 6 }],
  ['the capital expenditure amount (in USD billions) for Halden', { scale: 9 }],
  ['net profit margin (as a %)', { percent: true }],
  ['Express it in millions of dollars, rounded to the nearest million', { decimals: 0, scale: 6 }],
  ['What was revenue in $ thousands?', { scale: 3 }],
  ['What was revenue in fiscal 2024?', {}],
])('reads how "%s" wants its number', (question, expected) => {
  expect(readPresentation(question)).toEqual(expected);
});

test.each([
  ['391035000000', 'AMOUNT', 'USD', {}, '$391,035 million'],
  ['12345678', 'AMOUNT', 'USD', {}, '$12,345,678'],
  ['-1250000', 'AMOUNT', 'USD', {}, '-$1.25 million'],
  ['4625000000', 'AMOUNT', 'USD', { scale: 9, decimals: 2 }, '$4.63 billion'],
  ['6.08', 'PER_SHARE', 'USD/shares', {}, '$6.08'],
  ['15408095000', 'SHARES', 'shares', {}, '15,408.095 million shares'],
  ['0.46206', 'RATE', undefined, {}, '46.2%'],
  ['24.2617', 'RATIO', undefined, { decimals: 2 }, '24.26'],
  ['63.857', 'DAYS', undefined, { decimals: 2 }, '63.86 days'],
  ['5000000', 'AMOUNT', 'CHF', {}, 'CHF 5 million'],
] as const)('shows %s (%s) as people write it', (value, measure, unit, asked, expected) => {
  expect(showNumber(new Decimal(value), measure, unit, asked)).toBe(expected);
});
