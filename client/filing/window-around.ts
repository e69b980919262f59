/** A browser lays out this much text at once without a pause; the rest of a document of megabytes stays out of the page. */
export const MARGIN = 60_000;

export interface TextWindow {
  before: string;
  passage: string;
  after: string;
  cutBefore: boolean;
  cutAfter: boolean;
}

/** The passage [from, to) of a text with its surroundings; with both 0, the beginning. */
export function windowAround(text: string, from: number, to: number, margin = MARGIN): TextWindow {
  const start = Math.max(0, from - margin);
  const end = Math.min(text.length, Math.max(from, to) + margin);
  return {
    before: text.slice(start, from),
    passage: text.slice(from, to),
    after: text.slice(Math.max(from, to), end),
    cutBefore: start > 0,
    cutAfter: end < text.length,
  };
}
