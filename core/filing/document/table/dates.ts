/** Calendar days as YYYY-MM-DD strings and day numbers; no time zones anywhere. */
const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const dayMs = 86_400_000;

export const toDay = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs;
export const fromDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

export function monthNumber(name: string): number {
  const lower = name.toLowerCase().slice(0, 3);
  return months.findIndex((month) => month.startsWith(lower)) + 1;
}

export const isoDate = (year: number, month: number, day: number): string | undefined => {
  const last = lastDayOf(year, month);
  if (month < 1 || month > 12 || day < 1 || day > last) return undefined;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
};

export const lastDayOf = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

export const isMonthEnd = (date: string): boolean =>
  Number(date.slice(8)) === lastDayOf(Number(date.slice(0, 4)), Number(date.slice(5, 7)));

/** The same day some months before; a month's end stays a month's end. */
export function monthsBefore(date: string, count: number): string {
  const at = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 - count;
  const year = Math.floor(at / 12);
  const month = (at % 12) + 1;
  const day = isMonthEnd(date) ? lastDayOf(year, month) : Math.min(Number(date.slice(8)), lastDayOf(year, month));
  return isoDate(year, month, day)!;
}

const monthNames =
  'jan(?:uary|\\.)?|feb(?:ruary|\\.)?|mar(?:ch|\\.)?|apr(?:il|\\.)?|may|june?\\.?|july?\\.?|aug(?:ust|\\.)?|sept?(?:ember|\\.)?|oct(?:ober|\\.)?|nov(?:ember|\\.)?|dec(?:ember|\\.)?';
export const monthDay = new RegExp(`\\b(${monthNames})\\s*(\\d{1,2})(?!\\d)`, 'i');
const fullDate = new RegExp(`\\b(?:(${monthNames})\\s*(\\d{1,2}),?\\s*(\\d{4})|(\\d{1,2})\\s+(${monthNames}),?\\s*(\\d{4}))\\b`, 'gi');
const onlyDate = new RegExp(`^\\W*(?:${monthNames})\\s*\\d{1,2},?\\s*\\d{4}\\W*$`, 'i');
const numericDate = /\b(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})\b/g;
const monthYear = new RegExp(`\\b(${monthNames})\\s+(\\d{4})\\b`, 'i');

/** "March 28, 2025" and nothing else. */
export const isOnlyDate = (text: string): boolean => onlyDate.test(text);

/** Every full date in a short text, in order. */
export function findDates(text: string): string[] {
  const dates: string[] = [];
  for (const found of text.matchAll(fullDate)) {
    const date = found[1]
      ? isoDate(Number(found[3]), monthNumber(found[1]), Number(found[2]))
      : isoDate(Number(found[6]), monthNumber(found[5]!), Number(found[4]));
    if (date) dates.push(date);
  }
  if (dates.length === 0) {
    for (const found of text.matchAll(numericDate)) {
      const short = Number(found[3]);
      const year = short > 99 ? short : short > 60 ? 1900 + short : 2000 + short;
      const date = isoDate(year, Number(found[1]), Number(found[2]));
      if (date) dates.push(date);
    }
  }
  return dates;
}

/** `March 2025` alone: its last day. */
export function findMonthYear(text: string): string | undefined {
  const found = monthYear.exec(text);
  if (!found) return undefined;
  const month = monthNumber(found[1]!);
  return isoDate(Number(found[2]), month, lastDayOf(Number(found[2]), month));
}
