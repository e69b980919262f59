import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalDecimal } from './decimal-string.ts';

test.each([
  ['391035', 6, false, '391035000000'],
  ['0.0202', 0, false, '0.0202'],
  ['12.50', 3, true, '-12500'],
  ['007', -2, false, '0.07'],
  ['-0.00', 5, false, '0'],
  ['1.5E3', 0, false, '1500'],
  ['.5', 0, false, '0.5'],
  ['123456789012345678901234567890.125', 2, false, '12345678901234567890123456789012.5'],
  ['1,000', 0, false, null],
  ['9'.repeat(201), 0, false, null],
  ['1', 999_999_999, false, null],
  ['1e9999', 0, false, null],
  ['', 0, false, null],
  ['.', 0, false, null],
])('%s times ten to the %i is %s', (text, shift, negate, value) => {
  expect(canonicalDecimal(text, shift, negate)).toBe(value);
});

test('shifting forth and back gives the same number', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.integer({ min: -50, max: 50 }), (number, shift) => {
      const there = canonicalDecimal(String(number), shift);
      expect(canonicalDecimal(there ?? '', -shift)).toBe(String(number));
    }),
  );
});
