import { z } from 'zod';
import { ParsingError } from '../../errors.ts';
import type { Span } from '../../filing/document/types.ts';
import type { LanguageModel } from '../../model/types.ts';
import { tokenize } from '../../search/tokenize.ts';
import type { Passage, Verdict } from '../graph/types.ts';
import type { AnswerCitation, AnswerSentenceBody } from '../types.ts';
import { unsupportedNumbers } from '../verify.ts';
import { findQuote } from './find-quote.ts';
import { isAddressedToMachines } from './machine-talk.ts';
import { ANSWER_SCHEMA, answerPrompt, PROMPT_VERSION } from './prompt.ts';
import { createSentenceStream } from './sentence-stream.ts';
import { splitSentences } from './sentences.ts';

export interface GenerativeWriting {
  kind: 'ANSWER' | 'NO_EVIDENCE' | 'FALSE_PREMISE' | 'REJECTED';
  sentences: AnswerSentenceBody[];
  verdicts: Verdict[];
  cost: { inputTokens: number; outputTokens: number; model: string; promptVersion: string };
}

const sentenceSchema = z.strictObject({
  text: z.string().min(1).max(1_000),
  citations: z.array(z.strictObject({ chunk: z.string().max(20), quote: z.string().max(2_000) })).max(8),
});
const answerSchema = z.strictObject({
  answerable: z.boolean(),
  reason: z.enum(['NONE', 'NO_EVIDENCE', 'FALSE_PREMISE']),
  sentences: z.array(sentenceSchema).max(12),
});
type Sentence = z.infer<typeof sentenceSchema>;

const MOST_SENTENCES = 6;

/**
 * Lets a model write and believes none of it: each sentence must cite retrieved passages with quotes that stand in them, and hold no number
 * and few words that the quotes do not. A sentence is handed on as soon as it has passed. One more try when the answer is no valid JSON.
 * @throws {TransportError} LLM_UNAVAILABLE; the signal's reason
 */
export async function writeWithModel(
  model: LanguageModel,
  question: string,
  passages: readonly Passage[],
  { signal, requestId, onSentence }: { signal?: AbortSignal; requestId?: string; onSentence?: (sentence: AnswerSentenceBody) => void },
): Promise<GenerativeWriting> {
  const prompt = answerPrompt(question, passages);
  const cost = { inputTokens: 0, outputTokens: 0, model: model.id, promptVersion: PROMPT_VERSION };
  const kept = new Map<string, AnswerSentenceBody>();
  const verdicts = new Map<string, Verdict>();
  const take = (json: unknown) => {
    const parsed = sentenceSchema.safeParse(json);
    if (!parsed.success || verdicts.has(parsed.data.text) || kept.size >= MOST_SENTENCES) return;
    const { sentence, reason } = check(parsed.data, prompt.passages, question, prompt.canary);
    verdicts.set(parsed.data.text, { sentence: parsed.data.text, kept: sentence !== undefined, ...(reason && { reason }) });
    if (!sentence) return;
    kept.set(sentence.text, sentence);
    onSentence?.(sentence);
  };
  for (const repair of ['', REPAIR]) {
    const stream = createSentenceStream((json) => take(parsedJson(json)));
    let text: string;
    try {
      const result = await model.generate({
        system: prompt.system,
        prompt: prompt.prompt + repair,
        schema: ANSWER_SCHEMA,
        signal,
        requestId,
        onText: stream.push,
        onRestart: stream.reset,
      });
      cost.inputTokens += result.inputTokens;
      cost.outputTokens += result.outputTokens;
      text = result.text;
    } catch (error) {
      if (error instanceof ParsingError) continue;
      throw error;
    }
    const parsed = answerSchema.safeParse(parsedJson(text));
    if (!parsed.success) continue;
    for (const sentence of parsed.data.sentences) take(sentence);
    const whole = { verdicts: [...verdicts.values()], cost };
    if (text.includes(prompt.canary)) return { kind: 'REJECTED', sentences: [], ...whole };
    if (!parsed.data.answerable && kept.size === 0)
      return { kind: parsed.data.reason === 'FALSE_PREMISE' ? 'FALSE_PREMISE' : 'NO_EVIDENCE', sentences: [], ...whole };
    return { kind: kept.size > 0 ? 'ANSWER' : 'REJECTED', sentences: [...kept.values()], ...whole };
  }
  return { kind: kept.size > 0 ? 'ANSWER' : 'REJECTED', sentences: [...kept.values()], verdicts: [...verdicts.values()], cost };
}

const REPAIR = '\n\nYour last answer was not valid. Give only one JSON object of the schema, with nothing before or after it.';

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const LINK = /https?:|www\.|\]\(|<[a-z!/]|(?![\n\t])\p{Cc}|javascript:/iu;
/** Content words of a sentence that must stand in its quotes, in the question or in the passage's heading. */
const LEAST_SUPPORT = 0.5;

function check(
  { text, citations }: Sentence,
  passages: readonly Passage[],
  question: string,
  canary: string,
): { sentence?: AnswerSentenceBody; reason?: string } {
  if (text.includes(canary)) return { reason: 'it repeats the instructions' };
  if (LINK.test(text)) return { reason: 'it holds a link or markup' };
  const found: AnswerCitation[] = [];
  const contexts: string[] = [];
  for (const { chunk, quote } of citations) {
    const passage = passages.find(({ id }) => id === chunk);
    const span = passage && findQuote(passage.text, quote);
    if (!passage || !span) continue;
    if (isInstruction(passage.text, span)) return { reason: 'its quote is an instruction to machines' };
    contexts.push(passage.context);
    found.push({
      ...(passage.accessionNumber && { accessionNumber: passage.accessionNumber }),
      ...(passage.privateDocumentId && { privateDocumentId: passage.privateDocumentId }),
      documentName: passage.documentName,
      quote: passage.text.slice(span.charStart, span.charEnd),
      charStart: passage.charStart + span.charStart,
      charEnd: passage.charStart + span.charEnd,
    });
  }
  if (found.length === 0) return { reason: citations.length === 0 ? 'no citation' : 'no quote stands in the passage it names' };
  const quotes = found.map(({ quote }) => quote);
  const loose = unsupportedNumbers(text, quotes, []);
  if (loose.length > 0) return { reason: `numbers without support: ${loose.join(', ')}` };
  const words = tokenize(text);
  const support = new Set(tokenize([...quotes, ...contexts, question].join(' ')));
  if (words.length > 0 && words.filter((word) => support.has(word)).length / words.length < LEAST_SUPPORT)
    return { reason: 'its words do not stand in its quotes' };
  return { sentence: { text: text.replace(/\s+/g, ' ').trim(), citations: found } };
}

/** A quote may leave out the words that give its sentence away. */
const isInstruction = (text: string, { charStart, charEnd }: Span): boolean =>
  splitSentences(text).some(
    (sentence) => sentence.charStart < charEnd && charStart < sentence.charEnd && isAddressedToMachines(sentence.text),
  );
