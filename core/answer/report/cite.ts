import type { AnswerSentenceBody } from '../types.ts';

/** A sentence of a filing, word for word. Offsets in the document's text. */
export function cite(accessionNumber: string, documentName: string, text: string, charStart: number, charEnd: number): AnswerSentenceBody {
  const quote = text.slice(charStart, charEnd);
  return { text: quote, citations: [{ accessionNumber, documentName, quote, charStart, charEnd }] };
}
