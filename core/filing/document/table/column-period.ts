import { findDates, findMonthYear, fromDay, isMonthEnd, isoDate, lastDayOf, monthDay, monthNumber, monthsBefore, toDay } from './dates.ts';

/** What is known of a document's calendar: its fiscal year end and the dates its table heads name. */
export interface Calendar {
  /** MMDD */
  fiscalYearEnd?: string;
  /** Dates that the document names, as day numbers, ascending: 52/53-week years end on one of these. */
  knownDays: number[];
}

export interface Period {
  periodStart?: string;
  periodEnd: string;
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

/**
 * The period that a column's head names, such as `Three Months Ended June 28, 2025`, `Years ended December 31, 2024` or only `2024`.
 * Undefined when it names none or more than one.
 * @param isInstant  the table shows balances: a date or a year means that day
 */
export function readPeriod(head: string, context: string, calendar: Calendar, isInstant: boolean | undefined): Period | undefined {
  const short = head.slice(0, 240);
  let duration = durationOf(short);
  const end = endOf(short, context, calendar);
  if (!end) return undefined;
  if (duration === 0 && isInstant !== true) {
    const around = context.slice(-400);
    const named = durationOf(around);
    const saysInstant = isInstant === undefined && findDates(short).length > 0 && named === 0;
    if (!saysInstant)
      duration = named !== 0 ? named : isInstant === false ? 12 : findDates(short).length > 0 || monthDay.test(short) ? 0 : 12;
  }
  if (duration === 0 || (isInstant === true && durationOf(short) === 0)) return { periodEnd: end };
  return { periodStart: fromDay(toDay(startBefore(end, duration, calendar)) + 1), periodEnd: end };
}

function endOf(head: string, context: string, calendar: Calendar): string | undefined {
  const dates = findDates(head);
  if (dates.length >= 1) return dates.every((date) => date === dates[0]) ? dates[0] : dates[dates.length - 1];
  const years = [...new Set([...head.matchAll(year)].map((found) => Number(found[1])))];
  if (years.length !== 1) return undefined;
  const only = years[0]!;
  const day = monthDay.exec(head) ?? undefined;
  if (day) return nearKnown(isoDate(only, monthNumber(day[1]!), Number(day[2])), calendar, 0);
  const month = findMonthYear(head);
  if (month) return nearKnown(month, calendar, 6);
  const around = monthDay.exec(context);
  if (around) return nearKnown(isoDate(only, monthNumber(around[1]!), Number(around[2])), calendar, 8);
  if (!calendar.fiscalYearEnd) return undefined;
  const endMonth = Number(calendar.fiscalYearEnd.slice(0, 2));
  const endDay = Math.min(Number(calendar.fiscalYearEnd.slice(2)), lastDayOf(only, endMonth));
  return nearKnown(isoDate(only, endMonth, endDay), calendar, 8);
}

/** The date that the document names within some days of an expected one, else the expected one. */
function nearKnown(date: string | undefined, calendar: Calendar, days: number): string | undefined {
  if (!date) return undefined;
  const day = toDay(date);
  let best = day;
  let distance = days + 1;
  for (const known of calendar.knownDays) {
    const off = Math.abs(known - day);
    if (off < distance) {
      best = known;
      distance = off;
    }
  }
  return fromDay(best);
}

/** The day before a duration begins. */
function startBefore(end: string, duration: number, calendar: Calendar): string {
  if (duration < 0) return fromDay(toDay(end) + duration * 7);
  if (isMonthEnd(end)) return monthsBefore(end, duration);
  if (duration === 12) {
    const exact = nearKnown(monthsBefore(end, 12), calendar, 10)!;
    const days = toDay(end) - toDay(exact);
    return days % 7 === 0 ? exact : fromDay(toDay(end) - 364);
  }
  return fromDay(toDay(end) - Math.round((duration * 13) / 3) * 7);
}
