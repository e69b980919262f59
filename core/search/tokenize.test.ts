import { expect, test } from 'vitest';
import { stem, termKey, tokenize, tokens } from './tokenize.ts';

test('a question and a caption meet on the same terms', () => {
  expect(tokenize('Purchases of property, plant and equipment')).toEqual(tokenize('purchase of Property Plant & Equipment'));
  expect(tokenize('The companies’ inventories')).toEqual(tokenize('company inventory'));
});

test('numbers lose their thousands separators, forms and quarters stay whole', () => {
  expect(tokenize('$1,234.5 in the 10-K for 2019')).toEqual(['1234.5', '10-k', '2019']);
});

test('tokens keep their place in the text, accents and curly apostrophes included', () => {
  const text = 'Nestlé’s R&D';
  expect([...tokens(text)].map(({ word, start, end }) => [word, text.slice(start, end)])).toEqual([
    ['nestle', 'Nestlé’s'],
    ['r&d', 'R&D'],
  ]);
});

test('words that mean different things keep different stems', () => {
  expect(stem('operating')).not.toBe(stem('operations'));
  expect(stem('earnings')).toBe(stem('earning'));
});

test('keys are exact integers and differ', () => {
  const keys = ['revenue', 'revenues', 'income', 'a', ''].map(termKey);
  expect(keys.every(Number.isSafeInteger)).toBe(true);
  expect(new Set(keys).size).toBe(keys.length);
});
