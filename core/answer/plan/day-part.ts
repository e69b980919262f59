import type { FigurePlan } from './types.ts';

const PARTS = [
  ['H1', /\b(?:six|6)[\s-]months?\b|\bhalf\b/i],
  ['M9', /\b(?:nine|9)[\s-]months?\b/i],
  ['QUARTER', /\bquarter(?:ly)?\b|\b(?:three|3)[\s-]months?\b/i],
  ['FY', /\b(?:fiscal |full |financial )?year\b|\b(?:twelve|12)[\s-]months?\b|\bannual\b/i],
] as const;
/** Which length the question gives to the period that ends on a day. */
export function partOf(question: string): Pick<NonNullable<FigurePlan['day']>, 'part'> {
  const part = PARTS.find(([, pattern]) => pattern.test(question))?.[0];
  return part ? { part } : {};
}
