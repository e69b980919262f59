import { monthOfWord } from './month-names.ts';
import { asciiDigits } from './numbers.ts';
import type { Transform } from './transform.ts';

type Part = 'day' | 'month' | 'year';
interface DateFormat {
  order: Part[];
  /** Language of the month's name, `roman`, or null for a number. */
  language: string | null;
}

/** Names of the first registry, by what later ones call them. */
const FIRST_REGISTRY: Readonly<Record<string, string>> = {
  dateslashus: 'datemonthdayyear',
  dateslasheu: 'datedaymonthyear',
  datedotus: 'datemonthdayyear',
  datedoteu: 'datedaymonthyear',
  datelongus: 'datemonthdayyearen',
  dateshortus: 'datemonthdayyearen',
  datelonguk: 'datedaymonthyearen',
  dateshortuk: 'datedaymonthyearen',
  datelongeu: 'datedaymonthyearen',
  dateshorteu: 'datedaymonthyearen',
  datelongdaymonthuk: 'datedaymonthen',
  dateshortdaymonthuk: 'datedaymonthen',
  datelongmonthdayus: 'datemonthdayen',
  dateshortmonthdayus: 'datemonthdayen',
  dateslashdaymontheu: 'datedaymonth',
  dateslashmonthdayus: 'datemonthday',
  datelongyearmonth: 'dateyearmonthen',
  dateshortyearmonth: 'dateyearmonthen',
  datelongmonthyear: 'datemonthyearen',
  dateshortmonthyear: 'datemonthyearen',
};

const SPECIAL: Readonly<Record<string, Transform>> = {
  datequarterend: quarterEnd,
  dateerayearmonthdayjp: japaneseEra,
  datejpnerayearmonthday: japaneseEra,
  dateerayearmonthjp: japaneseEra,
  datejpnerayearmonth: japaneseEra,
  calindaymonthyear: sakaDate,
  dateinddaymonthnameyearhi: sakaDate,
};

/** The date transform of a name without hyphens, `datemonthnamedayyearen`; undefined when it is none. */
export function dateTransform(name: string): Transform | undefined {
  const special = SPECIAL[name];
  if (special) return special;
  const format = parseFormat(FIRST_REGISTRY[name] ?? name);
  return format ? (text) => readDate(text, format) : undefined;
}

function parseFormat(name: string): DateFormat | null {
  const match = /^date((?:day|monthname|monthroman|month|year)+)([a-z]{2}|cjk)?$/.exec(name);
  if (!match) return null;
  const tokens: string[] = match[1]!.match(/day|monthname|monthroman|month|year/g) ?? [];
  const order = tokens.map((token): Part => (token === 'day' || token === 'year' ? token : 'month'));
  if (new Set(order).size !== order.length || !order.includes('month') || order.length < 2) return null;
  const suffix = match[2] === 'cjk' ? undefined : match[2];
  return { order, language: tokens.includes('monthroman') ? 'roman' : (suffix ?? null) };
}

function readDate(text: string, { order, language }: DateFormat): string | null {
  const ascii = asciiDigits(text).trim();
  const numbers = ascii.match(/\d+/g) ?? [];
  const named = language === null ? null : monthOfWord(ascii, language);
  const numeric = named === null ? order : order.filter((part) => part !== 'month');
  if (language !== null && named === null && !(language === 'hi' || language === 'in')) return null;
  if (numbers.length !== numeric.length) return null;
  const value: Partial<Record<Part, number>> = named === null ? {} : { month: named };
  for (const [index, part] of numeric.entries()) {
    const digits = numbers[index]!;
    if (digits.length > (part === 'year' ? 4 : 2) || (part === 'year' && digits.length === 3)) return null;
    value[part] = part === 'year' && digits.length < 3 ? 2000 + Number(digits) : Number(digits);
  }
  return printDate(value);
}

/** xs:date, xs:gMonthDay or xs:gYearMonth; null when there is no such day. */
function printDate({ day, month, year }: Partial<Record<Part, number>>): string | null {
  if (month === undefined || month < 1 || month > 12) return null;
  const mm = String(month).padStart(2, '0');
  const yyyy = year === undefined ? null : String(year).padStart(4, '0');
  if (day === undefined) return yyyy === null ? null : `${yyyy}-${mm}`;
  if (day < 1 || day > new Date(Date.UTC(year ?? 2000, month, 0)).getUTCDate()) return null;
  const dd = String(day).padStart(2, '0');
  return yyyy === null ? `--${mm}-${dd}` : `${yyyy}-${mm}-${dd}`;
}

const QUARTERS: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4, last: 4, '1': 1, '2': 2, '3': 3, '4': 4 };

/** `first quarter of 2024`, `2024 Q1` */
function quarterEnd(text: string): string | null {
  const year = /(?:^|\D)(\d{4})(?:\D|$)/.exec(text)?.[1];
  if (year === undefined) return null;
  const quarter = /first|second|third|fourth|last|[1-4]/.exec(text.replace(year, ' ').toLowerCase())?.[0];
  const month = QUARTERS[quarter ?? ''];
  return month === undefined
    ? null
    : printDate({ year: Number(year), month: month * 3, day: new Date(Date.UTC(2001, month * 3, 0)).getUTCDate() });
}

const ERAS: Readonly<Record<string, number>> = { 明: 1867, 大: 1911, 昭: 1925, 平: 1988, 令: 2018 };

function japaneseEra(text: string): string | null {
  const match = /^\s*(明治?|大正?|昭和?|平成?|令和?)\s*(\d{1,2}|元)\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?\s*$/.exec(
    asciiDigits(text),
  );
  if (!match) return null;
  const year = ERAS[match[1]![0]!]! + (match[2] === '元' ? 1 : Number(match[2]));
  return printDate({ year, month: Number(match[3]), day: match[4] === undefined ? undefined : Number(match[4]) });
}

/** Day of the Gregorian year on which each month of the Indian national calendar begins, in common years. */
const SAKA_STARTS = [81, 111, 142, 173, 204, 235, 266, 296, 326, 356, 386, 416];

/** A date of the Indian national calendar: Chaitra begins on 22 March (21 in leap years), year 1 in 79. */
function sakaDate(text: string): string | null {
  const ascii = asciiDigits(text);
  const month = monthOfWord(ascii, 'saka');
  const [day, year] = ascii.match(/\d+/g) ?? [];
  if (month === null || day === undefined || year === undefined) return null;
  const sakaYear = year.length > 2 ? Number(year) : Number(year) + (Number(year) > 21 ? 1900 : 2000);
  const gregorian = sakaYear + 78;
  const leap = new Date(Date.UTC(gregorian, 2, 0)).getUTCDate() === 29;
  const length = month > 1 && month <= 6 ? 31 : month === 1 && leap ? 31 : 30;
  if (Number(day) < 1 || Number(day) > length) return null;
  const start = SAKA_STARTS[month - 1]! + (leap && month > 1 ? 1 : 0);
  return new Date(Date.UTC(gregorian, 0, start + Number(day) - 1)).toISOString().slice(0, 10);
}
