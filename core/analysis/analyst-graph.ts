import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import type { AnswerCitation } from '../answer/types.ts';
import { errorMessage, ParsingError, TransportError } from '../errors.ts';
import type { FactRow } from '../fact/fact-rows.ts';
import type { ParsedFiling } from '../filing/document/types.ts';
import type { Logger } from '../logger.ts';
import type { LanguageModel } from '../model/types.ts';
import { currentEvents } from './current-events.ts';
import { ungrounded } from './ground-sentence.ts';
import { keyFigures } from './key-figures.ts';
import { type Candidate, pickSummary, summaryCandidates } from './pick-sentences.ts';
import type { AnalysisBody } from './types.ts';
import { prompt, readDraft, SCHEMA, SYSTEM } from './write-summary.ts';

export interface AnalystInput {
  accessionNumber: string;
  filing: ParsedFiling;
  rows: readonly FactRow[];
  periodEnd?: string;
}

export interface AnalystResult {
  body: AnalysisBody;
  /** Who wrote the summary. */
  model: string;
}

interface DraftSentence {
  text: string;
  citations: AnswerCitation[];
}

/** Sentences that a model may cite. */
const OFFERED = 40;
const ATTEMPTS = 2;

const State = Annotation.Root({
  input: Annotation<AnalystInput>(),
  candidates: Annotation<Candidate[]>(),
  body: Annotation<AnalysisBody>(),
  draft: Annotation<DraftSentence[]>(),
  /** What was wrong with the draft before, for the one retry. */
  objections: Annotation<string[]>(),
  attempt: Annotation<number>(),
  model: Annotation<string>(),
});

/**
 * The analyst: extract (figures, events, candidate sentences), write, ground. A generative model gets one more try when sentences of its
 * draft are not borne out by what they cite; those that still are not are dropped. Without such a model, when it is unavailable or declines,
 * or when nothing of its draft stands, the summary is made of the filing's own sentences.
 */
export function createAnalystGraph(language: LanguageModel | null, logger: Logger) {
  const generative = language?.generative === true ? language : null;
  const extractive = 'local-extractive-1';

  const graph = new StateGraph(State)
    .addNode('extract', ({ input }) => ({
      candidates: summaryCandidates(input.filing),
      body: {
        summary: [],
        keyFigures: keyFigures(input.rows, input.periodEnd),
        events: currentEvents(input.filing, input.accessionNumber),
      },
      objections: [],
      attempt: 0,
      model: generative?.id ?? extractive,
    }))
    .addNode('write', async ({ input, candidates, objections, attempt, model }, config) => {
      const offered = offer(candidates);
      if (generative === null || model === extractive || offered.length === 0)
        return { draft: extract(candidates, input), attempt: attempt + 1, model: extractive };
      try {
        const result = await generative.generate({
          system: SYSTEM,
          prompt: prompt(offered, objections),
          schema: SCHEMA,
          maxOutputTokens: 1_200,
          temperature: 0,
          signal: config.signal,
        });
        return { draft: readDraft(result.text, offered, input.accessionNumber), attempt: attempt + 1, model: result.model };
      } catch (error) {
        if (!(error instanceof TransportError || error instanceof ParsingError)) throw error;
        logger.warn(
          { accessionNumber: input.accessionNumber, code: error.code, error: errorMessage(error) },
          'summary by extraction: the model gave none',
        );
        return { draft: extract(candidates, input), attempt: ATTEMPTS, model: extractive };
      }
    })
    .addNode('ground', ({ input, body, candidates, draft, attempt, model }) => {
      const objections: string[] = [];
      const grounded = draft.filter(({ text, citations }) => {
        const reason = ungrounded(text, citations) ?? misquoted(citations, input.filing);
        if (reason !== null) objections.push(`"${text}": ${reason}`);
        return reason === null;
      });
      const retry = objections.length > 0 && attempt < ATTEMPTS && model !== extractive;
      const fallen = !retry && grounded.length === 0 && model !== extractive;
      const sentences = fallen ? extract(candidates, input) : grounded;
      const summary = sentences.flatMap(({ text, citations }) => (citations[0] ? [{ text, citation: citations[0] }] : []));
      return { objections: retry ? objections : [], body: { ...body, summary }, model: fallen ? extractive : model };
    })
    .addEdge(START, 'extract')
    .addEdge('extract', 'write')
    .addEdge('write', 'ground')
    .addConditionalEdges('ground', ({ objections }) => (objections.length > 0 ? 'write' : END), ['write', END])
    .compile();

  return async (input: AnalystInput, signal?: AbortSignal): Promise<AnalystResult> => {
    const { body, model } = await graph.invoke({ input }, { signal });
    return { body, model };
  };
}

/** The best few of each topic, so that no topic crowds out the others. */
function offer(candidates: readonly Candidate[]): Candidate[] {
  const counts = new Map<string, number>();
  return candidates
    .filter(({ topic }) => {
      const count = counts.get(topic) ?? 0;
      counts.set(topic, count + 1);
      return count < OFFERED / 4;
    })
    .slice(0, OFFERED);
}

const extract = (candidates: readonly Candidate[], { accessionNumber }: AnalystInput): DraftSentence[] =>
  pickSummary(candidates).map(({ text, documentName, charStart, charEnd }) => ({
    text,
    citations: [{ accessionNumber, documentName, quote: text, charStart, charEnd }],
  }));

/** A quote is what stands at its span, or it is none. */
function misquoted(citations: readonly AnswerCitation[], filing: ParsedFiling): string | null {
  const wrong = citations.some(({ documentName, charStart, charEnd, quote }) => {
    const document = filing.documents.find(({ name }) => name === documentName);
    return document?.text.slice(charStart, charEnd) !== quote;
  });
  return wrong ? 'its quote does not stand at its span' : null;
}
