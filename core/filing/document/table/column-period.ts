import { findDates, findMonthYear, fromDay, isMonthEnd, isoDate, lastDayOf, monthDay, monthNumber, monthsBefore, toDay } from './dates.ts';

/** What is known of a document's calendar: its fiscal year end and the dates its table heads name. */
export interface Calendar {
  /** MMDD */
  fiscalYearEnd?: string;
  /** Dates that the document names, as day numbers, ascending: 52/53-week years end on one of these. */
  knownDays: number[];
  /** How often table heads name each of them: the fiscal year's own end more often than a day beside it. */
  timesNamed?: ReadonlyMap<number, number>;
  /** YYYY-MM-DD: the end of what the filing reports on. */
  latest?: string;
  /** The filing covers a year: a bare year over flows is that whole year. */
  isAnnual: boolean;
}

export interface Period {
  periodStart?: string;
  periodEnd: string;
}

/** Whether a table shows balances (true) or flows (false), where its heads are bare years and where they are whole dates; undefined: it does not tell. */
export interface Nature {
  underYears: boolean | undefined;
  underDates: boolean | undefined;
  /** Rows lead from a beginning balance to an ending one: what stands between happened in the period that ends on the column's day. */
  rollsForward?: boolean;
}

const numbers: Readonly<Record<string, number>> = { one: 1, two: 2, three: 3, four: 4, six: 6, nine: 9, twelve: 12 };
const monthSpan = /\b(three|six|nine|twelve|3|6|9|12)[\s-]*(?:calendar\s+|fiscal\s+)?months?\b/i;
const weekSpan =
  /\b(\d{2}|thirteen|twenty[\s-]six|thirty[\s-]nine|fifty[\s-](?:two|three)|twelve|sixteen|twenty[\s-]four|thirty[\s-]six)[\s-]*weeks?\b/i;
const weekWords: Readonly<Record<string, number>> = {
  twelve: 12,
  thirteen: 13,
  sixteen: 16,
  'twenty-four': 24,
  'twenty-six': 26,
  'thirty-six': 36,
  'thirty-nine': 39,
  'fifty-two': 52,
  'fifty-three': 53,
};
const quarterSpan = /\bquarters?(?:ly period)?\s+ended\b|\b(?:first|second|third|fourth|[1-4](?:st|nd|rd|th)|q[1-4])\s*(?:quarter)?\b/i;
const yearSpan =
  /\b(?:fiscal\s+|calendar\s+)?years?\s*[-–—]?\s*(?:then\s+)?ended\b|\bfor the (?:fiscal )?years?\b|\bfiscal\s+years?\b|\bfiscal\b|\byears?\b(?! end)/i;
const asOf =
  /\bas (?:of|at)\b|^\s*at\s+(?:[a-z]+\.?\s+\d|year[- ]end)|\bbalances?\s+(?:at|as of|[a-z]+ \d|\d{1,2}\/)|\b(?:less than|greater than|or (?:greater|longer|more)).{0,16}\bmonths?\b|\bmonths?\s+or\s+(?:greater|longer|more)\b/i;
/** Columns of what is held at a day. */
const holding =
  /\b(?:carrying (?:amount|value)|amortized cost|cost basis|fair value|unrealized|accumulated|gross|notional|outstanding|marketable|equivalents|assets?|liabilit\w+|receivables?|payables?)\b/i;
const year = /\b((?:19|20)\d\d)\b/g;

/** Months (or weeks, negative) that a head speaks of; 0 when it names no duration. */
function durationOf(head: string): number {
  const inMonths = monthSpan.exec(head);
  if (inMonths) return numbers[inMonths[1]!.toLowerCase()] ?? Number(inMonths[1]);
  const inWeeks = weekSpan.exec(head);
  if (inWeeks) return -(weekWords[inWeeks[1]!.toLowerCase().replace(/\s/, '-')] ?? Number(inWeeks[1]));
  if (quarterSpan.test(head)) return 3;
  if (yearSpan.test(head)) return 12;
  return 0;
}

/** Months (or weeks, negative) that the words over a table name as its columns' duration. */
function contextDuration(context: string): number {
  const ended =
    /\b(?:(three|six|nine|twelve)\s+months?|(thirteen|twenty[\s-]six|thirty[\s-]nine|fifty[\s-](?:two|three)|\d{2})\s+weeks|(quarters?)|((?:fiscal\s+)?years?))\s*(?:then\s+)?ended\b/i.exec(
      context.slice(-400),
    );
  if (!ended) return 0;
  if (ended[1]) return numbers[ended[1].toLowerCase()]!;
  if (ended[2]) return -(weekWords[ended[2].toLowerCase().replace(/\s/, '-')] ?? Number(ended[2]));
  return ended[3] ? 3 : 12;
}

/**
 * The period that a column's head names, such as `Three Months Ended June 28, 2025`, `Years ended December 31, 2024` or only `2024`.
 * Undefined when it names none or more than one.
 * @param nature  what the table shows
 */
export function readPeriod(head: string, context: string, calendar: Calendar, nature: Nature): Period | undefined {
  const short = head.slice(0, 240);
  let duration = durationOf(short);
  const end = endOf(short, context, calendar);
  if (!end) return undefined;
  const isDated = findDates(short).length > 0 || monthDay.test(short);
  const isInstant = nature.rollsForward ? false : isDated ? nature.underDates : nature.underYears;
  // "As of December 31, 2024 | Less than 12 months": the months are not the column's.
  if (!nature.rollsForward && asOf.test(short) && !/\bas of\s*\/|\bended\b/i.test(short)) return { periodEnd: end };
  if (duration === 0 && isDated && isInstant !== false && holding.test(short)) return { periodEnd: end };
  if (duration === 0 && isInstant !== true) {
    // A whole date over a column is that day, unless the line right above says what ended on it.
    duration = contextDuration(isDated && isInstant !== false ? context.slice(-90) : context);
    if (duration === 0 && !isDated) {
      if (!calendar.isAnnual) return undefined;
      duration = 12;
    } else if (duration === 0 && isInstant === false && calendar.isAnnual) duration = 12;
  }
  if (duration === 0 || (isInstant === true && durationOf(short) === 0)) return { periodEnd: end };
  return { periodStart: fromDay(toDay(startBefore(end, duration, calendar)) + 1), periodEnd: end };
}

function endOf(head: string, context: string, calendar: Calendar): string | undefined {
  const dates = findDates(head);
  if (dates.length >= 1) return openingDay(dates.at(-1)!, calendar);
  const years = [...new Set([...head.matchAll(year)].map((found) => Number(found[1])))];
  if (years.length !== 1) return undefined;
  const only = years[0]!;
  const day = monthDay.exec(head) ?? undefined;
  if (day) return nearKnown(isoDate(only, monthNumber(day[1]!), Number(day[2])), calendar, 0);
  const month = findMonthYear(head);
  if (month) return nearKnown(month, calendar, 6);
  const dated = findDates(context.slice(-500)).find((date) => fiscalYearNamed(date) === only);
  if (dated) return dated;
  const around = monthDay.exec(context);
  if (around) return yearEndNear(isoDate(only, monthNumber(around[1]!), Number(around[2])), calendar, 8);
  if (!calendar.fiscalYearEnd) return undefined;
  const endMonth = Number(calendar.fiscalYearEnd.slice(0, 2));
  const endDay = Math.min(Number(calendar.fiscalYearEnd.slice(2)), lastDayOf(only, endMonth));
  const endYear = endMonth === 1 && endDay <= 7 ? only + 1 : only;
  const end = yearEndNear(isoDate(endYear, endMonth, endDay), calendar, 8);
  // A year to come is due, not reported.
  return end && calendar.latest && toDay(end) > toDay(calendar.latest) + 31 ? undefined : end;
}

/** "January 1, 2024 balance" is that of the day before, where the filing names that day too. */
function openingDay(date: string, { knownDays, timesNamed }: Calendar): string {
  const day = toDay(date);
  const times = (each: number) => timesNamed?.get(each) ?? 0;
  return date.endsWith('-01') && knownDays.includes(day - 1) && times(day - 1) >= times(day) ? fromDay(day - 1) : date;
}

/** The year that a fiscal year's last day stands for: one that ends in the first days of January is the old year's. */
const fiscalYearNamed = (date: string): number =>
  Number(date.slice(0, 4)) - (date.slice(5, 7) === '01' && Number(date.slice(8)) <= 7 ? 1 : 0);

/** The date that the document names within some days of an expected one, else the expected one. */
function nearKnown(date: string | undefined, calendar: Calendar, days: number): string | undefined {
  if (!date) return undefined;
  return fromDay(nearest(toDay(date), calendar.knownDays, days) ?? toDay(date));
}

function nearest(day: number, known: readonly number[], days: number): number | undefined {
  let best: number | undefined;
  for (const each of known) {
    const off = Math.abs(each - day);
    if (off <= days && (best === undefined || off < Math.abs(best - day))) best = each;
  }
  return best;
}

/** The end of a year near an expected day: what table heads name most, since notes name days beside it as well. */
function yearEndNear(date: string | undefined, { knownDays, timesNamed }: Calendar, days: number): string | undefined {
  if (!date) return undefined;
  const near = knownDays.filter((each) => Math.abs(each - toDay(date)) <= days);
  const most = Math.max(0, ...near.map((each) => timesNamed?.get(each) ?? 0));
  const named = near.filter((each) => (timesNamed?.get(each) ?? 0) === most);
  return fromDay(nearest(toDay(date), named, days) ?? toDay(date));
}

/** A period that ends with a month began with one, unless the document names a day some whole weeks before instead. */
function weeksOrMonths(end: string, byMonths: string, calendar: Calendar): string {
  const expected = toDay(byMonths);
  if (calendar.knownDays.includes(expected)) return byMonths;
  const known = calendar.knownDays.find((day) => Math.abs(day - expected) < 8 && (toDay(end) - day) % 7 === 0);
  return known === undefined ? byMonths : fromDay(known);
}

/** The known days and the ends of the fiscal years around a date: a fiscal year may end on a fixed day though its quarters do not. */
function withYearEnds(calendar: Calendar, date: string): Calendar {
  if (!calendar.fiscalYearEnd) return calendar;
  const month = Number(calendar.fiscalYearEnd.slice(0, 2));
  const year = Number(date.slice(0, 4));
  const ends = [year, year - 1].map((each) =>
    isoDate(each, month, Math.min(Number(calendar.fiscalYearEnd!.slice(2)), lastDayOf(each, month))),
  );
  return { ...calendar, knownDays: [...calendar.knownDays, ...ends.flatMap((end) => (end ? [toDay(end)] : []))] };
}

/** Another year of the filer ends 52 or 53 weeks away: its years end on a day of the week, and on no fixed date. */
const isWholeWeeks = (end: string, { knownDays }: Calendar): boolean =>
  knownDays.some((day) => [364, 371].includes(Math.abs(toDay(end) - day)));

/** The day before a duration begins. */
function startBefore(end: string, duration: number, calendar: Calendar): string {
  if (duration < 0) return fromDay(toDay(end) + duration * 7);
  const byMonths = monthsBefore(end, duration);
  if (isMonthEnd(end)) return duration % 3 === 0 ? weeksOrMonths(end, byMonths, calendar) : byMonths;
  const weeks = fromDay(toDay(end) - (duration === 12 ? 364 : Math.round((duration * 13) / 3) * 7));
  if (duration === 12 && isWholeWeeks(end, calendar)) return nearKnown(weeks, calendar, 10)!;
  return nearKnown(weeks, withYearEnds(calendar, end), 10)!;
}
