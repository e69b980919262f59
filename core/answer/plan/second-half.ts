import { isInstant } from '../figure/measures.ts';
import { BASE } from '../formula/expression.ts';
import type { Measured } from './types.ts';

/** Nobody reports it by itself. */
const SECOND_HALF = /\b(?:second|latter|last|2nd)[\s-]+half\b|\b(?:h2|2h)\b|\blast six months of\b/i;
export const asksSecondHalf = (question: string): boolean => SECOND_HALF.test(question);

/** The year less its first half; undefined for what is no flow of a period. */
export function ofSecondHalf({ name, expression, measure, origin }: Measured): Measured | undefined {
  if (expression.kind !== 'FIGURE' || isInstant(expression.concept) || measure !== 'AMOUNT') return undefined;
  return {
    name: `second-half ${name}`,
    expression: { kind: 'CHANGE', of: expression, from: { fiscalPeriod: 'H1' }, to: BASE },
    measure,
    origin: origin === 'LINE' ? 'KNOWN_FORMULA' : origin,
  };
}
