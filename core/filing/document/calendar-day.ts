/** Years outside of these are slips of the pen: nothing that is filed with the SEC is of another century than its own or the ones beside it. */
const FIRST_YEAR = 1800;
const LAST_YEAR = 2199;

/** The `YYYY-MM-DD` that a text begins with, where there is such a day; undefined for February 30 and for no date at all. */
export function calendarDay(text: string | undefined): string | undefined {
  const [day, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})/.exec(text ?? '') ?? [];
  if (day === undefined || Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR) return undefined;
  const time = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
  return time.getUTCMonth() === Number(month) - 1 && time.getUTCDate() === Number(date) ? day : undefined;
}
