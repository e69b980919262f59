const eastern = new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York', hourCycle: 'h23', weekday: 'short', hour: '2-digit' });

/**
 * True while EDGAR accepts filings: business days, 06:00 to 22:00 in New York. Holidays count as business days: a few polls too many.
 * Source: SEC, EDGAR operating hours; 17 CFR 232.13.
 */
export function isEdgarOpen(at: Date): boolean {
  const parts = Object.fromEntries(eastern.formatToParts(at).map(({ type, value }) => [type, value]));
  const hour = Number(parts.hour);
  return parts.weekday !== 'Sat' && parts.weekday !== 'Sun' && hour >= 6 && hour < 22;
}

export const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** `YYYY-MM-DD`, so many days before. */
export const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
