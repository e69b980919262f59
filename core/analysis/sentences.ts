import type { Span } from '../filing/document/types.ts';

const ABBREVIATION =
  /(?:^|[\s(])(?:[A-Z]|[A-Z](?:\.[A-Z])+|Mr|Mrs|Ms|Dr|Inc|Corp|Co|Ltd|LLC|L\.P|No|Nos|vs|etc|Jr|Sr|St|Bros|approx|incl|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|i\.e|e\.g|cf|Vol|Sec|Art|Fig)$/;
const END = /[.!?]["'\u201d\u2019)]*(?=\s+["'\u201c\u2018(]?[A-Z0-9\u2022]|\s*$)/g;

/**
 * Sentences of a stretch of normalised text, in order. Each lies within one line; lines of tables (with ` | `) and lines without an end
 * mark (headings) yield none.
 */
export function* sentencesIn(text: string, { charStart, charEnd }: Span): Generator<Span> {
  let lineStart = charStart;
  while (lineStart < charEnd) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline < 0 || newline > charEnd ? charEnd : newline;
    const line = text.slice(lineStart, lineEnd);
    if (!line.includes(' | ')) yield* sentencesOfLine(line, lineStart);
    lineStart = lineEnd + 1;
  }
}

function* sentencesOfLine(line: string, offset: number): Generator<Span> {
  let from = 0;
  for (const match of line.matchAll(END)) {
    if (ABBREVIATION.test(line.slice(Math.max(0, match.index - 12), match.index)) && match.index + match[0].length < line.length) continue;
    const end = match.index + match[0].length;
    const start = from + (line.slice(from, end).length - line.slice(from, end).trimStart().length);
    if (end > start) yield { charStart: offset + start, charEnd: offset + end };
    from = end;
  }
}
