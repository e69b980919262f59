import type { FiscalPeriodName } from '../../filing/document/types.ts';
import { opensWithFigure } from './lexical.ts';

export interface PeriodMention {
  fiscalYear?: number;
  fiscalPeriod?: FiscalPeriodName;
  /** YYYY-MM-DD: the day something happened, or on which a period ended. */
  asOfDate?: string;
  /** True when the words say that a period ends on the day, as in "year ended". */
  endsOnDate?: boolean;
  /** Only the month was named; `asOfDate` is its last day. */
  isMonth?: boolean;
  /** Said without a number: the newest filing, or the one before it. */
  relative?: 'LATEST' | 'LATEST_QUARTER' | 'PREVIOUS';
  matchedText: string;
  start: number;
  end: number;
}

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const MONTH = `(?:${MONTHS.join('|')}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\.?`;
const YEAR4 = '(?:19|20)\\d{2}';
const YEAR = `(?:${YEAR4}|'?\\d{2})`;
const FISCAL = '(?:fy|fiscal\\s+years?|fiscal|financial\\s+year|f\\.y\\.|calendar(?:\\s+years?)?|cy)';
const ORDINALS: Readonly<Record<string, 1 | 2 | 3 | 4>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
  last: 4,
};
/** Notes are called by the year in which they fall due. */
const NOT_NOTES = '(?!\\s+(?:convertible |senior |unsecured )*(?:notes?|bonds?|debentures?)\\b)';
const TO = '(?:\\s*(?:-|–|—|to|through|thru|until)\\s*)';

interface Pattern {
  expression: RegExp;
  read(groups: string[]): Omit<PeriodMention, 'matchedText' | 'start' | 'end'>[];
}

const quarter = (value: number): FiscalPeriodName => `Q${value}` as FiscalPeriodName;
const ofQuarter = (q: string | undefined, y: string | undefined) => [
  { fiscalPeriod: quarter(Number(q)), ...(y ? { fiscalYear: toYear(y) } : {}) },
];
const range = (from: string | undefined, to: string | undefined) => {
  const first = toYear(from ?? '');
  const last = toYear(to ?? '');
  if (last < first || last - first > 15) return [{ fiscalYear: first }, { fiscalYear: last }];
  return Array.from({ length: last - first + 1 }, (_, i) => ({ fiscalYear: first + i }));
};

// Most telling first: what one pattern has read, the later ones no longer see.
const PATTERNS: readonly Pattern[] = [
  {
    expression: new RegExp(
      `((?:years?|quarters?|months|weeks|periods?|half)\\s+(?:ended|ending|end)\\s+(?:on\\s+)?)?(${MONTH})\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(${YEAR4})`,
      'gi',
    ),
    read: ([ended, month, day, year]) => toDate(year, month, day, ended),
  },
  {
    expression: new RegExp(
      `((?:years?|quarters?|months|weeks|periods?)\\s+(?:ended|ending)\\s+)?(\\d{1,2})(?:st|nd|rd|th)?\\s+(${MONTH}),?\\s+(${YEAR4})`,
      'gi',
    ),
    read: ([ended, day, month, year]) => toDate(year, month, day, ended),
  },
  {
    expression: /\b((?:19|20)\d{2})-(\d{2})-(\d{2})\b/g,
    read: ([y, m, d]) => (Number(m) >= 1 && Number(m) <= 12 ? [{ asOfDate: `${y}-${m}-${d}` }] : []),
  },
  {
    expression: new RegExp(`\\bq([1-4])\\s*(?:of\\s*|in\\s*|,\\s*|-)?(?:the\\s+)?(?:${FISCAL})?\\s*(${YEAR})\\b`, 'gi'),
    read: ([q, y]) => ofQuarter(q, y),
  },
  { expression: new RegExp(`\\b([1-4])q\\s*(?:of\\s*)?(?:${FISCAL})?\\s*(${YEAR})\\b`, 'gi'), read: ([q, y]) => ofQuarter(q, y) },
  { expression: new RegExp(`\\b(?:${FISCAL})?\\s*(${YEAR4})[\\s-]*q([1-4])\\b`, 'gi'), read: ([y, q]) => ofQuarter(q, y) },
  { expression: new RegExp(`\\b(?:${FISCAL})\\s*(${YEAR})[\\s-]*q([1-4])\\b`, 'gi'), read: ([y, q]) => ofQuarter(q, y) },
  {
    expression: new RegExp(`\\b(${YEAR4})['\u2019]?s?\\s+(first|second|third|fourth|1st|2nd|3rd|4th)[\\s-]+quarter\\b`, 'gi'),
    read: ([y, o]) => ofQuarter(String(ORDINALS[(o ?? '').toLowerCase()]), y),
  },
  {
    expression: new RegExp(
      `\\b(first|second|third|fourth|1st|2nd|3rd|4th)[\\s-]+(?:fiscal[\\s-]+)?quarters?\\s*(?:of|in|,)?\\s*(?:the\\s+)?(?:${FISCAL})?\\s*(${YEAR4}|'\\d{2})?\\b`,
      'gi',
    ),
    read: ([o, y]) => ofQuarter(String(ORDINALS[(o ?? '').toLowerCase()]), y),
  },
  {
    expression: new RegExp(
      `\\b(last|final|first)[\\s-]+(?:fiscal[\\s-]+)?(?:quarter|three\\s+months)\\s*(?:of|in)\\s*(?:${FISCAL})?\\s*(${YEAR4})\\b`,
      'gi',
    ),
    read: ([o, y]) => ofQuarter((o ?? '').toLowerCase() === 'first' ? '1' : '4', y),
  },
  {
    expression: new RegExp(
      `\\b(?:(?:h1|1h|first\\s+half|half[\\s-]year|first\\s+six\\s+months|six\\s+months|6\\s+months))\\s*(?:of|in|ended)?\\s*(?:the\\s+)?(?:${FISCAL})?\\s*(${YEAR4}|'?\\d{2})?\\b`,
      'gi',
    ),
    read: ([y]) => [{ fiscalPeriod: 'H1', ...(y ? { fiscalYear: toYear(y) } : {}) }],
  },
  {
    expression: new RegExp(
      `\\b(?:9m|m9|nine\\s+months|9\\s+months|first\\s+three\\s+quarters)\\s*(?:of|in|ended)?\\s*(?:the\\s+)?(?:${FISCAL})?\\s*(${YEAR4}|'?\\d{2})?\\b`,
      'gi',
    ),
    read: ([y]) => [{ fiscalPeriod: 'M9', ...(y ? { fiscalYear: toYear(y) } : {}) }],
  },
  { expression: new RegExp(`\\b(?:${FISCAL})\\s*(${YEAR})${TO}(?:${FISCAL})?\\s*(${YEAR})\\b`, 'gi'), read: ([a, b]) => range(a, b) },
  { expression: new RegExp(`\\b(${YEAR4})${TO}(${YEAR4})\\b`, 'gi'), read: ([a, b]) => range(a, b) },
  { expression: new RegExp(`\\b(?:${FISCAL})\\s*(${YEAR})\\b`, 'gi'), read: ([y]) => [{ fiscalYear: toYear(y ?? '') }] },
  { expression: new RegExp(`\\b(${MONTH})\\s+(${YEAR4})\\b${NOT_NOTES}`, 'gi'), read: ([m, y]) => toMonthEnd(y, m) },
  {
    expression: new RegExp(`(?<![\\d,.$])(${YEAR4})(?![\\d,.]*\\d)(?!\\s*(?:%|million|billion|shares|stores|employees))${NOT_NOTES}`, 'gi'),
    read: ([y]) => [{ fiscalYear: toYear(y ?? '') }],
  },
  { expression: /\bq([1-4])\b/gi, read: ([q]) => ofQuarter(q, undefined) },
  {
    expression:
      /\b(?:latest|most\s+recent|newest|current|this|last\s+completed)\s+(?:fiscal\s+)?(?:year|annual\s+report|10-?k|filing|report)\b/gi,
    read: () => [{ relative: 'LATEST' }],
  },
  {
    expression: /\b(?:latest|most\s+recent|newest|current|this|last)\s+(?:fiscal\s+)?(?:quarter|quarterly\s+report|10-?q)\b/gi,
    read: () => [{ relative: 'LATEST_QUARTER' }],
  },
  { expression: /\b(?:last|past)\s+(?:fiscal\s+)?year\b/gi, read: () => [{ relative: 'LATEST' }] },
  {
    expression: /\b(?:previous|prior|preceding)\s+(?:fiscal\s+)?year\b|\byear\s+before(?:\s+last)?\b/gi,
    read: () => [{ relative: 'PREVIOUS' }],
  },
];

const BARE_LATEST = /\b(?:latest|most\s+recent|newest)\b(?!\s+(?:\d+|two|three|four|five|six|few|several)\b)/gi;

/** "Latest revenue", "revenue, latest": of a figure, and only where no period is named, which then says which. */
function findLatest(question: string): PeriodMention[] {
  return [...question.matchAll(BARE_LATEST)].flatMap(({ 0: matchedText, index }) => {
    const end = index + matchedText.length;
    const after = question.slice(end);
    return /^\s*(?:[?.!,)]|$)/.test(after) || opensWithFigure(after)
      ? [{ relative: 'LATEST' as const, matchedText, start: index, end }]
      : [];
  });
}

/** Every mention of a period, in text order; the same period may be named twice. Two-digit years stand for 1950 to 2049. */
export function findPeriods(question: string): PeriodMention[] {
  const found: PeriodMention[] = [];
  let rest = question;
  for (const { expression, read } of PATTERNS) {
    rest = rest.replace(expression, (matched: string, ...parts: unknown[]) => {
      const groups = parts.slice(0, -2).map((part) => (typeof part === 'string' ? part : ''));
      const start = Number(parts[parts.length - 2]);
      const mentions = read(groups);
      for (const mention of mentions) found.push({ ...mention, matchedText: matched.trim(), start, end: start + matched.length });
      return mentions.length > 0 ? '\u0000'.repeat(matched.length) : matched;
    });
  }
  return found.length > 0 ? found.sort((a, b) => a.start - b.start) : findLatest(question);
}

const SPAN =
  /\b(?:last|past|previous|prior|recent|most recent|trailing|latest)\s+(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve|few|several|couple of)\s+(?:completed\s+)?(?:fiscal\s+|calendar\s+)?(?:years?|quarters?|months|annual reports|10-?ks?)\b|\b(?:three|six|nine|twelve|thirteen|\d{1,2})[\s-]+(?:months?|weeks?)(?=\s+(?:ended|ending))/gi;

/** Places of spans of periods without a date, as "last three years": they choose filings, and rank no text. */
export function findSpans(question: string): { start: number; end: number }[] {
  return [...question.matchAll(SPAN)].map(({ 0: text, index }) => ({ start: index, end: index + text.length }));
}

/** Each period once. */
export function distinctPeriods(list: readonly PeriodMention[]): PeriodMention[] {
  const seen = new Set<string>();
  return list.filter((p) => {
    const key = [p.fiscalYear, p.fiscalPeriod, p.asOfDate, p.relative].join('|');
    return seen.has(key) ? false : seen.add(key);
  });
}

function toYear(text: string): number {
  const digits = Number(text.replace(/\D/g, ''));
  if (digits >= 100) return digits;
  return digits < 50 ? 2000 + digits : 1900 + digits;
}

function monthOf(name: string | undefined): number {
  const start = (name ?? '').toLowerCase().slice(0, 3);
  return MONTHS.findIndex((month) => month.startsWith(start)) + 1;
}

const pad = (value: number) => String(value).padStart(2, '0');

function toDate(year: string | undefined, month: string | undefined, day: string | undefined, ended: string | undefined) {
  const m = monthOf(month);
  const d = Number(day);
  if (m < 1 || d < 1 || d > 31) return [];
  return [{ asOfDate: `${year}-${pad(m)}-${pad(d)}`, ...(ended ? { endsOnDate: true } : {}) }];
}

function toMonthEnd(year: string | undefined, month: string | undefined) {
  const m = monthOf(month);
  if (m < 1) return [];
  const last = new Date(Date.UTC(Number(year), m, 0)).getUTCDate();
  return [{ asOfDate: `${year}-${pad(m)}-${pad(last)}`, isMonth: true }];
}
