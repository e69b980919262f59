import type { Verdict } from './graph/types.ts';
import type { AnswerCitation, AnswerNumberBody, AnswerSentenceBody } from './types.ts';

/** Where quotes are looked up. */
export type TextOf = (citation: AnswerCitation) => Promise<string | undefined>;

/**
 * Keeps the sentences that can be checked: each has a citation, every quote stands at its span, and every number in it occurs in its
 * quotes or is one of the answer's own figures. The rest is dropped, with the reason.
 */
export async function verifySentences(
  sentences: readonly AnswerSentenceBody[],
  numbers: readonly AnswerNumberBody[],
  textOf: TextOf,
): Promise<{ kept: AnswerSentenceBody[]; verdicts: Verdict[] }> {
  const kept: AnswerSentenceBody[] = [];
  const verdicts: Verdict[] = [];
  for (const sentence of sentences) {
    const reason = await faultOf(sentence, numbers, textOf);
    verdicts.push({ sentence: sentence.text, kept: reason === undefined, ...(reason && { reason }) });
    if (reason === undefined) kept.push(sentence);
  }
  return { kept, verdicts };
}

async function faultOf(sentence: AnswerSentenceBody, numbers: readonly AnswerNumberBody[], textOf: TextOf): Promise<string | undefined> {
  if (sentence.citations.length === 0) return 'no citation';
  for (const citation of sentence.citations) {
    const text = await textOf(citation);
    if (text === undefined) return 'the cited document is not there';
    if (citation.quote === '' || text.slice(citation.charStart, citation.charEnd) !== citation.quote)
      return 'the quote does not stand at its span';
  }
  const unknown = unsupportedNumbers(
    sentence.text,
    sentence.citations.map(({ quote }) => quote),
    numbers,
  );
  return unknown.length > 0 ? `numbers without support: ${unknown.join(', ')}` : undefined;
}

const NUMBER = /\d[\d,]*(?:\.\d+)?/g;
/** Years, dates and enumerations are checked by the sentence's quotes or stand for the period asked about. */
const PERIOD = /\b(?:fiscal (?:years?\s*)?|FY|year (?:ended )?|in |of |to |and |ended )?(?:19|20)\d{2}(?:-\d{2}-\d{2})?\b/gi;

/** Days name a period or a column, as do years. */
const DATE =
  /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}(?:,?\s+(?:19|20)\d{2})?\b|\b(?:19|20)\d{2}-\d{2}-\d{2}\b/g;

/** Numbers of a text that neither its quotes nor the answer's own figures hold. */
export function unsupportedNumbers(text: string, quotes: readonly string[], numbers: readonly AnswerNumberBody[]): string[] {
  const supported = new Set<string>();
  for (const quote of quotes) for (const [match] of quote.matchAll(NUMBER)) supported.add(canonical(match));
  for (const { text: shown, formula } of numbers) {
    for (const [match] of shown.matchAll(NUMBER)) supported.add(canonical(match));
    for (const [match] of (formula ?? '').matchAll(NUMBER))
      for (const scale of [0, 3, 6, 9]) supported.add(canonical(scaledDown(match, scale)));
  }
  const rest = text.replace(DATE, ' ').replace(PERIOD, ' ');
  return [...rest.matchAll(NUMBER)].map(([match]) => match).filter((match) => !supported.has(canonical(match)) && !isSmallCount(match));
}

/** "365" of a formula's days, "2 years", enumerations: small whole numbers without a unit say nothing that could be wrong by much. */
const isSmallCount = (text: string) => /^(?:\d|1[0-2])$/.test(text);

function canonical(text: string): string {
  const plain = text.replaceAll(',', '').replace(/\.$/, '');
  return plain.includes('.') ? plain.replace(/0+$/, '').replace(/\.$/, '') : plain.replace(/^0+(?=\d)/, '');
}

function scaledDown(text: string, power: number): string {
  if (power === 0) return text;
  const [whole = '', fraction = ''] = text.replaceAll(',', '').split('.');
  const digits = whole.padStart(power + 1, '0');
  return `${digits.slice(0, -power)}.${digits.slice(-power)}${fraction}`;
}
