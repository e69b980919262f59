import { expect, test } from 'vitest';
import type { AnswerBody } from '../../core/answer/types.ts';
import { goldNumber, scoreNumber } from './score-answers.ts';

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

test('the same amount in millions and in dollars is right, another is wrong, and worse when it is shown as a fact', () => {
  const gold = goldNumber('$5409.00')!;
  expect(scoreNumber(gold, 'ANSWERED', body('$5,409 million', '5409000000')).verdict).toBe('RIGHT');
  expect(scoreNumber(gold, 'ANSWERED', body('$5,909 million', '5909000000'))).toEqual({ verdict: 'WRONG', wrongAsFact: true });
  expect(scoreNumber(gold, 'ANSWERED', body('$5,909 million', '5909000000', 'COMPUTED'))).toEqual({ verdict: 'WRONG', wrongAsFact: false });
  expect(scoreNumber(gold, 'REFUSED', undefined).verdict).toBe('REFUSED');
});

test('a percentage and its share are one, and the rounding of the gold answer counts', () => {
  expect(scoreNumber(goldNumber('1.9%')!, 'ANSWERED', body('1.9%', '0.0191440949')).verdict).toBe('RIGHT');
  expect(scoreNumber(goldNumber('0.01')!, 'ANSWERED', body('0.01', '0.014648')).verdict).toBe('RIGHT');
});
