import fc from 'fast-check';
import { expect, test } from 'vitest';
import { presentPlace } from './present-place.ts';

test('a quote that moved is found at the place nearest to where it stood', () => {
  const text = 'Net sales rose. Costs fell. Net sales rose.';
  const at = (charStart: number) => presentPlace({ quote: 'Net sales rose.', charStart, charEnd: charStart + 15 }, text).charStart;
  expect([at(0), at(3), at(25), at(400)]).toEqual([0, 0, 28, 28]);
});

test('a quote that is gone keeps its place, and so does one that stands', () => {
  const cited = { quote: 'Margins', charStart: 4, charEnd: 11 };
  expect(presentPlace(cited, 'Net sales rose.')).toBe(cited);
  expect(presentPlace(cited, 'Net Margins')).toBe(cited);
});

test('what is found slices to the quote', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), fc.nat(100), (before, quote, after, charStart) => {
      const text = before + quote + after;
      const place = presentPlace({ quote, charStart, charEnd: charStart + quote.length }, text);
      expect(text.slice(place.charStart, place.charEnd)).toBe(quote);
    }),
  );
});
