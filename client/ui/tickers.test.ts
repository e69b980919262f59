import { expect, it } from 'vitest';
import { parseTickers } from './tickers.ts';

it('takes tickers apart by spaces, commas and semicolons, once each', () => {
  expect(parseTickers(' lrkfd, HLBRK;pnmrs  LRKFD ')).toEqual(['LRKFD', 'HLBRK', 'PNMRS']);
  expect(parseTickers(' , ')).toEqual([]);
});
