import type { FigurePeriod } from '../formula/expression.ts';

const COUNTS: Record<string, number> = { two: 2, three: 3, four: 4, five: 5 };
/** "The last three years": 3. */
export function readSpan(question: string): number | undefined {
  const count = /\b(?:last|past|previous|prior|latest|most recent)\s+(\d{1,2}|two|three|four|five)\s+(?:fiscal |financial )?years\b/i.exec(
    question,
  )?.[1];
  const span = count && (COUNTS[count.toLowerCase()] ?? Number(count));
  return span && span >= 2 && span <= 10 ? span : undefined;
}

/** "Since 2022", of one year named outright: it and all that were filed after it. */
export function readSince(question: string, periods: readonly FigurePeriod[]): number | undefined {
  const [only, ...more] = periods;
  return only?.fiscalPeriod === 'FY' &&
    more.length === 0 &&
    new RegExp(`\\bsince\\s+(?:\\w+\\s+){0,2}${only.fiscalYear}\\b`, 'i').test(question)
    ? only.fiscalYear
    : undefined;
}

/** "FY2017 - FY2019 3 year average" names the ends; the years between belong to it. */
export function spanned(periods: FigurePeriod[], operation: string): FigurePeriod[] {
  if (['CAGR', 'CHANGE', 'GROWTH'].includes(operation) && periods.length > 2) {
    const sorted = [...periods].sort((a, b) => a.fiscalYear - b.fiscalYear);
    return [sorted[0]!, sorted.at(-1)!];
  }
  const [first, last] = [periods[0], periods.at(-1)];
  if (
    !['AVERAGE', 'TOTAL', 'TREND'].includes(operation) ||
    periods.length !== 2 ||
    first?.fiscalPeriod !== 'FY' ||
    last?.fiscalPeriod !== 'FY'
  )
    return periods;
  const from = Math.min(first.fiscalYear, last.fiscalYear);
  const to = Math.max(first.fiscalYear, last.fiscalYear);
  return to - from > 10
    ? periods
    : Array.from({ length: to - from + 1 }, (_, i) => ({ fiscalYear: from + i, fiscalPeriod: 'FY' as const }));
}

/** "Q2 2025 versus 2024": of a part of a year and a whole one the same part of both is meant. */
export function alike(periods: readonly FigurePeriod[]): FigurePeriod[] {
  const parts = new Set(periods.flatMap(({ fiscalPeriod }) => (fiscalPeriod === 'FY' ? [] : [fiscalPeriod])));
  const [part] = parts;
  return parts.size === 1 ? periods.map((period) => ({ ...period, fiscalPeriod: part! })) : [...periods];
}

/** Of like periods of several years, the last and how far it is from the first. */
export function yearsBetween(periods: readonly FigurePeriod[]): { last: FigurePeriod; years: number } | undefined {
  const sorted = [...periods].sort((a, b) => a.fiscalYear - b.fiscalYear);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last || first.fiscalYear === last.fiscalYear) return undefined;
  if (sorted.some(({ fiscalPeriod }) => fiscalPeriod !== last.fiscalPeriod)) return undefined;
  return { last, years: last.fiscalYear - first.fiscalYear };
}
