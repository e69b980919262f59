import { expect, test } from 'vitest';
import type { AnswerBody } from '../../core/answer/types.ts';
import { goldNumber, scoreNumber, wantedFactor } from './score-answers.ts';

const body = (text: string, value?: string, verification: 'VERIFIED' | 'COMPUTED' = 'VERIFIED') =>
  ({ text, sentences: [], numbers: value ? [{ text, value, verification, operandFactIds: [] }] : [] }) as unknown as AnswerBody;

test.each([
  ['24.26', 24.26],
  ['1.9%', 1.9],
  ['$5409.00', 5409],
  ['$4.60', 4.6],
  ['-3.7%', -3.7],
])('reads the gold number %s', (answer, value) => expect(goldNumber(answer)?.value).toBe(value));

test('words are no number', () => {
  expect(goldNumber('Yes, the margins have been consistent.')).toBeNull();
});

const MILLIONS = 'What is the amount of inventories? Answer in USD millions.';

test('an amount is right in the unit that the question wants, and wrong a thousand times smaller', () => {
  const gold = goldNumber('$5409.00')!;
  expect(scoreNumber(gold, 'ANSWERED', body('$5,409 million', '5409000000'), MILLIONS).verdict).toBe('RIGHT');
  expect(scoreNumber(gold, 'ANSWERED', body('$5.41 million', '5409000'), MILLIONS)).toEqual({ verdict: 'WRONG', wrongAsFact: true });
  expect(scoreNumber(gold, 'ANSWERED', body('$5,909 million', '5909000000'), MILLIONS)).toEqual({ verdict: 'WRONG', wrongAsFact: true });
  expect(scoreNumber(gold, 'ANSWERED', body('$5,909 million', '5909000000', 'COMPUTED'), MILLIONS).wrongAsFact).toBe(false);
  expect(scoreNumber(gold, 'REFUSED', undefined, MILLIONS).verdict).toBe('REFUSED');
});

test.each([
  ['What is capex (in USD billions)?', 1e-9],
  ['Answer in units of percents and round to one decimal place.', 100],
  ['Answer in USD thousands.', 1e-3],
  ['What is the ratio?', undefined],
])('%s', (question, factor) => expect(wantedFactor(question)).toBe(factor));

test('a percentage and its share are one, and the rounding of the gold answer counts', () => {
  expect(scoreNumber(goldNumber('1.9%')!, 'ANSWERED', body('1.9%', '0.0191440949'), 'In percent?').verdict).toBe('RIGHT');
  expect(scoreNumber(goldNumber('0.01')!, 'ANSWERED', body('0.01', '0.014648'), 'What is ROA?').verdict).toBe('RIGHT');
});
