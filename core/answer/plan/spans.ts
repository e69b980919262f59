import type { FigurePeriod } from '../formula/expression.ts';
import { readPerTime } from './per-time.ts';

const COUNTS: Record<string, number> = { two: 2, three: 3, four: 4, five: 5 };
const COUNT = String.raw`(\d{1,2}|two|three|four|five)`;
const LAST_YEARS = new RegExp(
  String.raw`\b(?:last|past|previous|prior|latest|most recent)\s+${COUNT}\s+(?:fiscal |financial )?years\b`,
  'i',
);
const AVERAGED_YEARS = new RegExp(String.raw`\b${COUNT}[\s-]+years?\s+(?:\w+\s+)?(?:average|mean)\b`, 'i');
const COMPOUND_YEARS = new RegExp(String.raw`\b${COUNT}[\s-]+years?\s+(?:\w+\s+)?(?:cagr\b|compound)`, 'i');

/** "The last three years", "three-year average": 3; growth over three years takes four of them. */
export function readSpan(question: string): number | undefined {
  const years = (pattern: RegExp): number => {
    const count = pattern.exec(question)?.[1]?.toLowerCase();
    return count ? (COUNTS[count] ?? Number(count)) : 0;
  };
  const compound = years(COMPOUND_YEARS);
  const span = compound > 0 ? compound + 1 : years(LAST_YEARS) || years(AVERAGED_YEARS);
  return span >= 2 && span <= 11 ? span : undefined;
}

/** "Five-year average for 2024", of one year named outright: it and those before it. */
export function trailing(question: string, periods: readonly FigurePeriod[]): FigurePeriod[] {
  const [only, ...more] = periods;
  const span = readSpan(question);
  if (!span || only?.fiscalPeriod !== 'FY' || more.length > 0 || LAST_YEARS.test(question)) return [...periods];
  return Array.from({ length: span }, (_, i) => ({ ...only, fiscalYear: only.fiscalYear - span + 1 + i }));
}

export const asksQuarters = (core: string): boolean =>
  /\bquarterly\b|\bquarter by quarter\b|\b(?:each|which|what) quarter\b/i.test(core) && !readPerTime(core);

/** "Quarterly revenue in 2024": the year's figure would be another. */
export function quartersOf(core: string, periods: readonly FigurePeriod[]): FigurePeriod[] {
  if (!asksQuarters(core)) return [...periods];
  return periods.flatMap((period) =>
    period.fiscalPeriod === 'FY' ? (['Q1', 'Q2', 'Q3', 'Q4'] as const).map((fiscalPeriod) => ({ ...period, fiscalPeriod })) : [period],
  );
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
