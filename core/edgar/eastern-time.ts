/**
 * EDGAR writes wall clocks of New York without a zone.
 * Source: 17 CFR 232.13; `<ACCEPTANCE-DATETIME>` of the SGML header.
 */
const parts = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

function wallClockMs(instantMs: number): number {
  const p = Object.fromEntries(parts.formatToParts(instantMs).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(p.year ?? 0, (p.month ?? 1) - 1, p.day, p.hour, p.minute, p.second);
}

/**
 * The instant of `YYYYMMDDHHMMSS` (any punctuation between) in New York. In the hour that comes twice in November the first is meant;
 * a time that does not exist in March is read as if the clocks had not yet changed. Undefined where it is no date.
 */
export function easternInstant(text: string): Date | undefined {
  const match = /^\s*(\d{4})-?(\d{2})-?(\d{2})[T ]?(\d{2}):?(\d{2}):?(\d{2})?/.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return undefined;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const daylight = wall + 4 * 3_600_000;
  return new Date(wallClockMs(daylight) === wall ? daylight : wall + 5 * 3_600_000);
}

/** The calendar day in New York, YYYY-MM-DD. */
export const easternDay = (instant: Date): string => new Date(wallClockMs(instant.getTime())).toISOString().slice(0, 10);

/** `YYYY-MM-DD` of `20241101` or `2024-11-01`; undefined where it is neither. */
export function isoDay(text: string | undefined): string | undefined {
  const match = /^\s*(\d{4})-?(\d{2})-?(\d{2})/.exec(text ?? '');
  return match ? `${match[1]}-${match[2]}-${match[3]}` : undefined;
}
