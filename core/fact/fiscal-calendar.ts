import type { FiscalPeriodName } from '../filing/document/types.ts';

/**
 * A filer's fiscal calendar, as far as one filing shows it. All dates are YYYY-MM-DD.
 *
 * Filers choose the name of a fiscal year: most call it by the year in which it ends, some retailers by the year in which it began
 * (the year to 3 February 2024 is "fiscal 2023"). `yearOffset` is what the filer adds to the calendar year of the end: 0 or -1.
 */
export interface FiscalCalendar {
  /** The day on which a fiscal year ends, of any year: others are whole years away, give or take a week. */
  yearEnd: string;
  yearOffset: number;
}

export interface FiscalPeriodOf {
  fiscalYear: number;
  fiscalPeriod: FiscalPeriodName;
}

const DAY = 86_400_000;
/** 52/53-week years wander within a week of the nominal day; a few filers move by a month end. */
const SLACK_DAYS = 12;

const toDay = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY;
export const addDays = (date: string, days: number): string => new Date((toDay(date) + days) * DAY).toISOString().slice(0, 10);
export const daysBetween = (from: string, to: string): number => toDay(to) - toDay(from);

/** Days of a duration, both ends counted. */
export const durationDays = (start: string, end: string): number => daysBetween(start, end) + 1;

/** The same month and day `years` later; 29 February gives 28 in common years. */
export function addYears(date: string, years: number): string {
  const year = Number(date.slice(0, 4)) + years;
  const month = Number(date.slice(5, 7));
  const day = Math.min(Number(date.slice(8, 10)), new Date(Date.UTC(year, month, 0)).getUTCDate());
  return `${String(year).padStart(4, '0')}-${date.slice(5, 7)}-${String(day).padStart(2, '0')}`;
}

type DurationKind = 'Q' | 'H1' | 'M9' | 'FY';

/** What a duration can be by its length alone: 12 or 13 weeks (and up to 17 where quarters are uneven), half a year, and so on. */
export function durationKind(start: string, end: string): DurationKind | null {
  const days = durationDays(start, end);
  if (days >= 80 && days <= 120) return 'Q';
  if (days >= 160 && days <= 200) return 'H1';
  if (days >= 245 && days <= 290) return 'M9';
  if (days >= 350 && days <= 380) return 'FY';
  return null;
}

/** The end of the fiscal year in which a day lies: the first year end not more than the slack before it. */
function yearEndOf(date: string, calendar: FiscalCalendar): string {
  const years = Number(date.slice(0, 4)) - Number(calendar.yearEnd.slice(0, 4));
  for (const shift of [years - 1, years, years + 1, years + 2]) {
    const end = addYears(calendar.yearEnd, shift);
    if (daysBetween(end, date) <= SLACK_DAYS) return end;
  }
  return addYears(calendar.yearEnd, years + 1);
}

export const fiscalYearOf = (date: string, calendar: FiscalCalendar): number => {
  const end = yearEndOf(date, calendar);
  return nominalYear(end) + calendar.yearOffset;
};

/** A year that ends in the first days of January belongs to the year before: 52/53-week years about 31 December. */
function nominalYear(yearEnd: string): number {
  const year = Number(yearEnd.slice(0, 4));
  return yearEnd.slice(5, 7) === '01' && Number(yearEnd.slice(8, 10)) <= 7 ? year - 1 : year;
}

/** How many quarters of the year are over on a day, 0 to 4; null when it is no quarter's end. */
function quartersGone(date: string, calendar: FiscalCalendar): number | null {
  const left = daysBetween(date, yearEndOf(date, calendar));
  for (const [quarters, days, slack] of [
    [4, 0, SLACK_DAYS + 3],
    [3, 91, 24],
    [2, 182, 24],
    [1, 273, 24],
  ] as const) {
    if (Math.abs(left - days) <= slack) return quarters;
  }
  return null;
}

/**
 * The fiscal period of a duration or an instant (no `start`), by the filer's calendar: never by the date of filing. Null when it is
 * none: a month, a stub, several years.
 * An instant at a year end is `FY`; one at another quarter's end is that quarter.
 */
export function fiscalPeriodOf(period: { start?: string; end: string }, calendar: FiscalCalendar): FiscalPeriodOf | null {
  const quarters = quartersGone(period.end, calendar);
  if (quarters === null) return null;
  const fiscalYear = fiscalYearOf(period.end, calendar);
  if (period.start === undefined) return { fiscalYear, fiscalPeriod: quarters === 4 ? 'FY' : (`Q${quarters}` as FiscalPeriodName) };
  switch (durationKind(period.start, period.end)) {
    case 'Q':
      return { fiscalYear, fiscalPeriod: `Q${quarters}` as FiscalPeriodName };
    case 'H1':
      return quarters === 2 ? { fiscalYear, fiscalPeriod: 'H1' } : null;
    case 'M9':
      return quarters === 3 ? { fiscalYear, fiscalPeriod: 'M9' } : null;
    case 'FY':
      return quarters === 4 ? { fiscalYear, fiscalPeriod: 'FY' } : null;
    default:
      return null;
  }
}

/**
 * The calendar from what is known of one filing.
 * @param fiscalYearEnd  MMDD as EDGAR has it or `--MM-DD` as dei has it
 * @param known          a period end with the fiscal year and period that the filer gives it
 */
export function fiscalCalendar(
  fiscalYearEnd: string | undefined,
  known?: { periodEnd: string; fiscalYear?: number; fiscalPeriod?: FiscalPeriodName },
): FiscalCalendar | null {
  const yearEnd = knownYearEnd(fiscalYearEnd, known);
  if (yearEnd === null) return null;
  const calendar: FiscalCalendar = { yearEnd, yearOffset: 0 };
  if (known?.fiscalYear === undefined) return calendar;
  const offset = known.fiscalYear - fiscalYearOf(known.periodEnd, calendar);
  return offset === -1 || offset === 1 ? { yearEnd, yearOffset: offset } : calendar;
}

const QUARTER_OF: Readonly<Record<FiscalPeriodName, number>> = { Q1: 1, Q2: 2, H1: 2, Q3: 3, M9: 3, Q4: 4, FY: 4 };

function knownYearEnd(
  fiscalYearEnd: string | undefined,
  known: { periodEnd: string; fiscalPeriod?: FiscalPeriodName } | undefined,
): string | null {
  const quarters = known?.fiscalPeriod === undefined ? undefined : QUARTER_OF[known.fiscalPeriod];
  if (known && quarters === 4) return known.periodEnd;
  const monthDay = /^-{0,2}(\d{2})-?(\d{2})$/.exec(fiscalYearEnd ?? '');
  if (!monthDay || Number(monthDay[1]) < 1 || Number(monthDay[1]) > 12) {
    return known && quarters !== undefined ? addDays(known.periodEnd, Math.round((4 - quarters) * 91.31)) : null;
  }
  const year = known === undefined ? 2001 : Number(known.periodEnd.slice(0, 4));
  const last = new Date(Date.UTC(year, Number(monthDay[1]), 0)).getUTCDate();
  return `${year}-${monthDay[1]}-${String(Math.min(Math.max(Number(monthDay[2]), 1), last)).padStart(2, '0')}`;
}
