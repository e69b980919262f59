/** JSON of rows as PostgreSQL can keep it: neither NUL nor half of a surrogate pair has a place in its texts; both become U+FFFD. */
export const jsonRows = (rows: unknown): string =>
  JSON.stringify(rows, (_, value) => (typeof value === 'string' ? storable(value) : value));

const storable = (text: string): string =>
  text.includes('\0') || HALF.test(text) ? text.replaceAll('\0', '\uFFFD').replace(HALVES, '\uFFFD') : text;
const HALF = /\p{Surrogate}/u;
const HALVES = new RegExp(HALF, 'gu');
