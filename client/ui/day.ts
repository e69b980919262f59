/** The calendar day before `now` in New York, where the SEC's days are, as YYYY-MM-DD; weekends, when nothing is filed, are stepped over. */
export function lastFilingDay(now: Date): string {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(now);
  const day = new Date(`${today}T00:00:00Z`);
  do day.setUTCDate(day.getUTCDate() - 1);
  while (day.getUTCDay() === 0 || day.getUTCDay() === 6);
  return day.toISOString().slice(0, 10);
}
