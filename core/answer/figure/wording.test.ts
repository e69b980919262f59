import { expect, test } from 'vitest';
import { lowerFirst } from './wording.ts';

test.each([
  ['Total Net Sales', 'total net sales'],
  ['Net Revenue', 'net revenue'],
  ['Net Income Attributable to PepsiCo', 'net income attributable to PepsiCo'],
  ['Cost of Goods Sold', 'cost of goods sold'],
  ['Net loss attributable to Boeing shareholders', 'net loss attributable to Boeing shareholders'],
  ['EBITDA', 'EBITDA'],
  ['iPhone', 'iPhone'],
  ['Revenue', 'revenue'],
])('"%s" in the middle of a sentence: "%s"', (label, inside) => expect(lowerFirst(label)).toBe(inside));
