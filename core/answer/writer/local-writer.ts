import type { Passage } from '../graph/types.ts';
import type { TextPlan } from '../plan/types.ts';
import type { AnswerSentenceBody } from '../types.ts';
import { bagOf, readTerms, weigh } from './evidence.ts';
import { type SentenceSpan, splitSentences } from './sentences.ts';

export interface LocalWriting {
  sentences: AnswerSentenceBody[];
  /** 0 to 1: how much of what is asked the best passage speaks of. */
  coverage: number;
}

/** Below these the passages are about something else. */
const PASSAGE_COVERAGE = 0.55;
const SENTENCE_COVERAGE = 0.3;
const MOST_PASSAGES = 12;

const WANTED: Record<TextPlan['wants'], { pattern?: RegExp; sentences: number }> = {
  REASON: {
    pattern:
      /\b(?:due to|because|driven by|primarily|mainly|result(?:ed|ing)? (?:of|from|in)|attributable|reflect\w*|owing to|caused by|offset by|led by|as a consequence)\b/i,
    sentences: 3,
  },
  LIST: { pattern: /,[^,]+,|\band\b|;/, sentences: 4 },
  YES_NO: { sentences: 2 },
  NUMBER: { pattern: /\d/, sentences: 1 },
  DATE: {
    pattern: /\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\b(?:19|20)\d{2}\b/,
    sentences: 1,
  },
  NAME: { pattern: /\b[A-Z][a-z]+ [A-Z]/, sentences: 2 },
  DESCRIPTION: { sentences: 3 },
};

/** Boilerplate answers nothing by itself. */
const BOILERPLATE =
  /forward-looking statements|table of contents|incorporated (?:herein )?by reference|see (?:note|item|part)\b|are not historical facts|refer to (?:note|item)/i;

interface Scored {
  span: SentenceSpan;
  passage: Passage;
  score: number;
  own: number;
}

/**
 * Answers with the filing's own sentences, word for word, the best that speak of what is asked. Deterministic and without a model.
 * Gives no sentence when the evidence does not reach: then the question is refused.
 */
export function writeLocally(core: string, wants: TextPlan['wants'], passages: readonly Passage[]): LocalWriting {
  const question = readTerms(core);
  const bags = passages.map(({ text, context }) => bagOf(`${context}\n${text}`));
  const coverageOf = weigh(question, bags);
  const { pattern, sentences: most } = WANTED[wants];
  const scored: Scored[] = [];
  let coverage = 0;
  for (const [i, passage] of passages.slice(0, MOST_PASSAGES).entries()) {
    const whole = coverageOf(bags[i]!);
    if (!question.distinctive.every((term) => bags[i]!.has(term))) continue;
    coverage = Math.max(coverage, whole);
    if (whole < PASSAGE_COVERAGE) continue;
    const spans = splitSentences(passage.text, passage.charStart);
    for (const [at, span] of spans.entries()) {
      if (span.text.length < 25 || span.text.length > 900 || (span.isRow && !/\d/.test(span.text))) continue;
      const own = coverageOf(bagOf(span.text));
      if (own < SENTENCE_COVERAGE) continue;
      const near = coverageOf(bagOf(`${spans[at - 1]?.text ?? ''} ${spans[at + 1]?.text ?? ''}`));
      const fits = pattern?.test(span.text) ? 0.15 : 0;
      const dull = BOILERPLATE.test(span.text) ? 0.3 : 0;
      const heading = !span.isRow && !/[.!?;:]["”)]?$/.test(span.text) ? 0.2 : 0;
      const length = span.text.length > 500 ? 0.08 : 0;
      scored.push({ span, passage, own, score: own + 0.2 * near + 0.25 * whole + fits - dull - heading - length + 0.15 / (i + 1) });
    }
  }
  scored.sort((a, b) => b.score - a.score);
  const chosen: Scored[] = [];
  for (const candidate of scored) {
    if (chosen.length >= most || candidate.score < 0.75 * scored[0]!.score) break;
    if (chosen.every((other) => !alike(other.span.text, candidate.span.text))) chosen.push(candidate);
  }
  return { sentences: chosen.map(asSentence), coverage };
}

function asSentence({ span, passage }: Scored): AnswerSentenceBody {
  return {
    text: span.isRow ? readRow(span.text) : span.text,
    citations: [
      {
        ...(passage.accessionNumber && { accessionNumber: passage.accessionNumber }),
        ...(passage.privateDocumentId && { privateDocumentId: passage.privateDocumentId }),
        documentName: passage.documentName,
        quote: passage.text.slice(span.charStart - passage.charStart, span.charEnd - passage.charStart),
        charStart: span.charStart,
        charEnd: span.charEnd,
      },
    ],
  };
}

/** "Net sales | $ 10 | $ 9" → "Net sales: $10, $9." */
function readRow(row: string): string {
  const [label = '', ...cells] = row.split(' | ').map((cell) => cell.trim().replace(/^\$\s+/, '$'));
  const values = cells.filter((cell) => cell !== '' && cell !== '$' && cell !== '%');
  return values.length > 0 ? `${label}: ${values.join(', ')}.` : `${label}.`;
}

function alike(a: string, b: string): boolean {
  const [first, second] = [bagOf(a), bagOf(b)];
  const shared = [...first].filter((term) => second.has(term)).length;
  return shared / Math.max(1, Math.min(first.size, second.size)) > 0.75;
}
