import { Decimal } from 'decimal.js';

/** How the question wants its number: as asked, else as the figure is usually shown. */
export interface Presentation {
  /** Digits after the point, when the question said so. */
  decimals?: number;
  /** Power of ten of a money amount: 3, 6, 9; 0 for single dollars. */
  scale?: number;
  percent?: boolean;
}

/** What a number counts, beyond its XBRL unit: a formula's result is a rate, a ratio, days. */
export type Measure = 'AMOUNT' | 'PER_SHARE' | 'SHARES' | 'RATE' | 'RATIO' | 'DAYS' | 'NUMBER';

const COUNTS: Record<string, number> = { no: 0, zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6 };
const NEAREST: Record<string, Presentation> = {
  tenth: { decimals: 1 },
  hundredth: { decimals: 2 },
  thousandth: { decimals: 3 },
  thousand: { decimals: 0, scale: 3 },
  million: { decimals: 0, scale: 6 },
  billion: { decimals: 0, scale: 9 },
  percent: { decimals: 0, percent: true },
  dollar: { decimals: 0, scale: 0 },
  cent: { decimals: 2, scale: 0 },
  integer: { decimals: 0 },
  whole: { decimals: 0 },
};
const SCALES: Record<string, number> = { thousand: 3, million: 6, billion: 9, m: 6, mn: 6, mm: 6, bn: 9, b: 9, k: 3 };

/** Reads "round to two decimals", "in USD millions", "in units of percents" and their like. */
export function readPresentation(question: string): Presentation {
  const text = question.toLowerCase();
  const places = /\b(no|zero|one|two|three|four|five|six|\d)\s+(?:decimals?|digits? after)/.exec(text)?.[1];
  const nearest = /\bnearest\s+(?:whole\s+)?(tenth|hundredth|thousandth|thousand|million|billion|percent|dollar|cent|integer|whole)/.exec(
    text,
  )?.[1];
  const scale =
    /\b(?:in|as)\s+(?:u\.?s\.?\s*d?\s*|\$\s*|dollars?\s+)?(?:in\s+)?\(?(thousand|million|billion)s?\b/.exec(text)?.[1] ??
    /(?:usd|us\$|\$)\s*(thousand|million|billion|mm|mn|bn|m|b|k)s?\b/.exec(text)?.[1];
  const percent =
    /\b(?:in|as|units of|terms of|to)\s+(?:units of\s+)?(?:an?\s+)?(?:percent|percents|percentages?|%)(?!\w)|\(\s*(?:as|in)\s+(?:an?\s+)?%\s*\)|%\s+margin/.test(
      text,
    );
  return {
    ...(nearest && NEAREST[nearest]),
    ...(places !== undefined && { decimals: COUNTS[places] ?? Number(places) }),
    ...(scale && { scale: SCALES[scale] }),
    ...(percent && { percent: true }),
  };
}

/** 391035 → "391,035" */
export function groupDigits(value: Decimal, decimals?: number): string {
  const fixed = decimals === undefined ? value.toFixed() : value.toFixed(decimals, Decimal.ROUND_HALF_UP);
  const [whole = '', fraction] = fixed.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const nonZero = /[1-9]/.test(fixed);
  return `${value.isNegative() && nonZero ? '-' : ''}${grouped}${fraction ? `.${fraction}` : ''}`;
}

const CURRENCY_SIGNS: Record<string, string> = { USD: '$', EUR: '€', GBP: '£', JPY: '¥' };
const SCALE_WORDS: Record<number, string> = { 3: ' thousand', 6: ' million', 9: ' billion' };

/**
 * A number as a person reads it, with its unit: "$391,035 million", "46.2%", "24.26", "63.86 days".
 * Exact unless the question asked to round or the number is a quotient.
 */
export function showNumber(value: Decimal, measure: Measure, unit: string | undefined, asked: Presentation = {}): string {
  switch (measure) {
    case 'AMOUNT':
      return showAmount(value, unit, asked);
    case 'PER_SHARE':
      return money(
        groupDigits(value, asked.decimals ?? Math.max(2, value.decimalPlaces() > 4 ? 2 : value.decimalPlaces())),
        unit?.split('/')[0],
      );
    case 'SHARES':
      return `${showScaled(value, asked)} shares`;
    case 'RATE':
      return asked.percent === false ? groupDigits(value, asked.decimals ?? 2) : `${groupDigits(value.times(100), asked.decimals ?? 1)}%`;
    case 'RATIO':
      return asked.percent ? `${groupDigits(value.times(100), asked.decimals ?? 1)}%` : groupDigits(value, asked.decimals ?? 2);
    case 'DAYS':
      return `${groupDigits(value, asked.decimals ?? 1)} days`;
    case 'NUMBER':
      return asked.decimals === undefined ? groupDigits(value.toDecimalPlaces(4)) : groupDigits(value, asked.decimals);
  }
}

const showAmount = (value: Decimal, unit: string | undefined, asked: Presentation) => money(showScaled(value, asked), unit);

/** Millions when they show the number whole within three decimals; else every digit. */
function showScaled(value: Decimal, asked: Presentation): string {
  const scale = asked.scale ?? usualScale(value);
  const scaled = value.div(Decimal.pow(10, scale));
  const decimals = asked.decimals ?? (scaled.decimalPlaces() > 3 ? 2 : undefined);
  return `${groupDigits(scaled, decimals)}${SCALE_WORDS[scale] ?? ''}`;
}

function usualScale(value: Decimal): number {
  if (value.abs().lt(1_000_000)) return 0;
  return value.div(1_000_000).decimalPlaces() <= 3 ? 6 : 0;
}

function money(digits: string, currency: string | undefined): string {
  if (!currency || !/^[A-Z]{3}$/.test(currency)) return digits;
  const sign = CURRENCY_SIGNS[currency];
  const minus = digits.startsWith('-') ? '-' : '';
  return sign ? `${minus}${sign}${digits.slice(minus.length)}` : `${currency} ${digits}`;
}
