export interface DateInText {
  /** YYYY-MM-DD */
  date: string;
  /** Where it stands in the text. */
  start: number;
  end: number;
}

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const NAME =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const DATE = new RegExp(
  `\\b(${NAME})\\.?[\\s|]{1,4}(\\d{1,2})(?:st|nd|rd|th)?[\\s|]{0,3},?[\\s|]{0,4}(\\d{4})\\b|\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+(${NAME})\\.?,?\\s+(\\d{4})\\b|\\b(\\d{1,2})/(\\d{1,2})/(\\d{4}|\\d{2})\\b|\\b(\\d{4})-(\\d{2})-(\\d{2})\\b`,
  'gi',
);

/** Every date in a text, in order, as `March 2, 2026`, `2 March 2026`, `3/2/2026` (month first) or `2026-03-02`. */
export function* datesIn(text: string): Generator<DateInText> {
  for (const match of text.matchAll(DATE)) {
    const [all, name, day, year, day2, name2, year2, month3, day3, year3, year4, month4, day4] = match;
    const date = name
      ? print(year!, monthNumber(name), day!)
      : name2
        ? print(year2!, monthNumber(name2), day2!)
        : month3
          ? print(year3!.length === 2 ? `${Number(year3) > 60 ? 19 : 20}${year3}` : year3!, Number(month3), day3!)
          : print(year4!, Number(month4), day4!);
    if (date !== null) yield { date, start: match.index, end: match.index + all.length };
  }
}

export const monthNumber = (name: string): number => MONTHS.findIndex((month) => month.startsWith(name.slice(0, 3).toLowerCase())) + 1;

function print(year: string, month: number, day: string): string | null {
  const days = month >= 1 && month <= 12 ? new Date(Date.UTC(Number(year), month, 0)).getUTCDate() : 0;
  if (Number(day) < 1 || Number(day) > days) return null;
  return `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** The first date that follows the words closely: within a line or a cell. */
export function dateAfter(text: string, words: RegExp): DateInText | null {
  for (const match of text.matchAll(words)) {
    const from = match.index + match[0].length;
    const found = datesIn(text.slice(from, from + 60)).next().value;
    if (found && found.start <= 24) return { date: found.date, start: from + found.start, end: from + found.end };
  }
  return null;
}

/** The latest date that follows any of the words closely and is not after `limit`. */
export function latestDateAfter(text: string, words: readonly RegExp[], limit: string | undefined): string | null {
  let latest: string | null = null;
  for (const pattern of words) {
    for (const match of text.matchAll(pattern)) {
      const from = match.index + match[0].length;
      const found = datesIn(text.slice(from, from + 60)).next().value;
      if (!found || found.start > 24 || (limit !== undefined && found.date > limit)) continue;
      if (latest === null || found.date > latest) latest = found.date;
    }
  }
  return latest;
}
