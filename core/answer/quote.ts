import type { Span } from '../filing/document/types.ts';

const LONGEST_QUOTE = 420;

/** The row of a table or the sentence that a span stands in, cut to what a reader takes in at once. The span stays inside. */
export function surroundings(text: string, { charStart, charEnd }: Span): Span {
  let start = text.lastIndexOf('\n', charStart - 1) + 1;
  const lineEnd = text.indexOf('\n', charEnd);
  let end = lineEnd < 0 ? text.length : lineEnd;
  if (end - start > LONGEST_QUOTE) {
    start = Math.max(start, sentenceStart(text, charStart, start));
    end = Math.min(end, sentenceEnd(text, charEnd, end));
  }
  if (end - start > LONGEST_QUOTE) {
    const room = Math.max(0, LONGEST_QUOTE - (charEnd - charStart));
    start = Math.max(start, afterSpace(text, charStart - Math.floor(room / 2), charStart));
    end = Math.min(end, beforeSpace(text, charEnd + Math.floor(room / 2), charEnd));
  }
  return trimmed(text, { charStart: start, charEnd: end });
}

export function trimmed(text: string, { charStart, charEnd }: Span): Span {
  let start = charStart;
  let end = charEnd;
  while (start < end && /[\s|]/.test(text[start]!)) start += 1;
  while (end > start && /[\s|]/.test(text[end - 1]!)) end -= 1;
  return { charStart: start, charEnd: end };
}

function sentenceStart(text: string, from: number, floor: number): number {
  for (let i = from - 1; i > floor; i -= 1)
    if (/[.;]/.test(text[i - 1]!) && /\s/.test(text[i]!) && !/\d/.test(text[i - 2] ?? '')) return i + 1;
  return floor;
}

function sentenceEnd(text: string, from: number, ceiling: number): number {
  for (let i = from; i < ceiling; i += 1) if (/[.;]/.test(text[i]!) && /\s/.test(text[i + 1] ?? ' ')) return i + 1;
  return ceiling;
}

const afterSpace = (text: string, from: number, until: number) => {
  for (let i = Math.max(0, from); i < until; i += 1) if (/\s/.test(text[i]!)) return i + 1;
  return until;
};
const beforeSpace = (text: string, from: number, until: number) => {
  for (let i = Math.min(text.length, from); i > until; i -= 1) if (/\s/.test(text[i - 1]!)) return i - 1;
  return until;
};
