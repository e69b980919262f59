import type { Span } from '../../filing/document/types.ts';

export interface SentenceSpan extends Span {
  text: string;
  /** A row of a table: cells parted by " | ". */
  isRow: boolean;
}

const ABBREVIATION =
  /(?:\b(?:Inc|Corp|Co|Ltd|No|Nos|vs?|approx|St|Mr|Mrs|Ms|Dr|Jr|Sr|e\.g|i\.e|etc|Fig|Sec|Art|Rev|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z](?:\.[A-Z])*)\.\s*$/;
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Sentences and table rows of a text with their place, `base` added. Lines never join; abbreviations do not end a sentence. */
export function splitSentences(text: string, base = 0): SentenceSpan[] {
  const spans: SentenceSpan[] = [];
  let lineStart = 0;
  for (const line of text.split('\n')) {
    if (line.includes(' | ')) push(spans, line, lineStart, base, true);
    else {
      let start = 0;
      for (const { segment, index } of segmenter.segment(line)) {
        const end = index + segment.length;
        if (end < line.length && ABBREVIATION.test(line.slice(start, end))) continue;
        push(spans, line.slice(start, end), lineStart + start, base, false);
        start = end;
      }
      if (start < line.length) push(spans, line.slice(start), lineStart + start, base, false);
    }
    lineStart += line.length + 1;
  }
  return spans;
}

function push(spans: SentenceSpan[], text: string, start: number, base: number, isRow: boolean): void {
  const lead = text.length - text.trimStart().length;
  const trimmed = text.trim();
  if (trimmed === '') return;
  spans.push({ text: trimmed, charStart: base + start + lead, charEnd: base + start + lead + trimmed.length, isRow });
}
