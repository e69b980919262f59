import { errorMessage, TransportError } from '../../errors.ts';
import { listed } from '../figure/wording.ts';
import { periodName } from '../formula/expression.ts';
import type { TextPlan } from '../plan/types.ts';
import { coverFacts } from '../report/cover-facts.ts';
import { reportSentences } from '../report/report-sentences.ts';
import { tellRows } from '../row-figures.ts';
import { writeWithModel } from '../writer/generative-writer.ts';
import { writeLocally } from '../writer/local-writer.ts';
import type { GraphDeps } from './deps.ts';
import type { GraphState, RunContext, Update } from './state.ts';
import { isBudgetSpent } from './token-budget.ts';
import type { RunState } from './types.ts';

export async function writeNode(deps: GraphDeps, run: RunContext, state: GraphState): Promise<Update & { detail: string }> {
  const { input, plan } = state;
  const passages = state.passages ?? [];
  const wants = plan?.kind === 'TEXT' ? plan.wants : 'NUMBER';
  const cover = state.pending ? undefined : await coverFacts(deps, state);
  if (cover) return { writer: 'cover-1', draft: { sentences: cover, numbers: [] }, detail: 'said on the cover page' };
  const told = plan?.kind === 'TEXT' && !state.pending ? await reportSentences(deps, state) : undefined;
  if (told)
    return { writer: 'report-1', draft: { sentences: told, numbers: [] }, detail: `${told.length} sentences of the report asked about` };
  if (passages.length > 0 && deps.language.generative) {
    if (await isBudgetSpent(deps, input.tenantId)) {
      deps.logger.warn(
        { tenantId: input.tenantId },
        'the tenant has used its tokens of the day (LLM_TOKENS_PER_DAY); the local writer answers',
      );
      return { ...(await writeLocal(deps, state, passages, wants)), degraded: ['LLM'] };
    }
    try {
      const writing = await writeWithModel(deps.language, input.question, passages, {
        signal: run.signal,
        requestId: run.requestId,
        onSentence: run.onSentence,
      });
      const common = { verdicts: writing.verdicts, cost: writing.cost, writer: deps.language.id };
      if (writing.kind === 'ANSWER')
        return {
          ...common,
          draft: { sentences: writing.sentences, numbers: [] },
          detail: `${writing.sentences.length} sentences by ${deps.language.id}`,
        };
      if (writing.kind === 'REJECTED')
        return {
          ...common,
          refusal: {
            reason: 'UNVERIFIED',
            message: 'The answer that was written could not be verified against the filings (ANSWER_REJECTED).',
            missing: [],
            action: 'Ask more narrowly, or read the passages that were found.',
          },
          detail: 'the draft was rejected',
        };
      return { ...common, refusal: state.pending ?? noEvidence(writing.kind), detail: 'the model found no answer in the passages' };
    } catch (error) {
      if (run.signal.aborted || !(error instanceof TransportError)) throw error;
      deps.logger.warn(
        { questionId: input.questionId, reason: errorMessage(error) },
        'the language model is not available; the local writer answers',
      );
      return { ...(await writeLocal(deps, state, passages, wants)), degraded: ['LLM'] };
    }
  }
  return writeLocal(deps, state, passages, wants);
}

async function writeLocal(
  deps: GraphDeps,
  state: GraphState,
  passages: NonNullable<RunState['passages']>,
  wants: TextPlan['wants'],
): Promise<Update & { detail: string }> {
  const { plan } = state;
  const years = (state.periods ?? []).map(({ fiscalYear }) => fiscalYear);
  const { sentences, coverage } = writeLocally({
    core: state.core ?? state.input.question,
    wants,
    years,
    passages,
    companies: state.interpretation?.companies.map(({ name }) => name) ?? [],
    ...(plan?.kind === 'FIGURES' && {
      figure: { qualifier: plan.qualifier, parts: (state.periods ?? []).map(({ fiscalPeriod }) => fiscalPeriod) },
    }),
  });
  const writer = 'local-extractive-2';
  if (sentences.length === 0)
    return {
      writer,
      refusal: state.pending ?? noEvidence('NO_EVIDENCE', state),
      detail: `evidence reaches ${Math.round(coverage * 100)} % of what is asked`,
    };
  const asked = state.plan?.kind === 'FIGURES' ? state.plan.presentation : {};
  const draft = await tellRows(deps.prisma, { sentences, numbers: [] }, years, asked);
  return { writer, draft, detail: `${sentences.length} sentences of the filings` };
}

function noEvidence(reason: 'NO_EVIDENCE' | 'FALSE_PREMISE', state?: GraphState): NonNullable<RunState['refusal']> {
  const periods = state?.periods ?? [];
  const elsewhere = state?.elsewhere ?? [];
  return {
    reason,
    message:
      reason === 'FALSE_PREMISE'
        ? 'The question takes something for granted that the filings contradict.'
        : `The filings searched do not say this.${elsewhere.length > 0 ? ` ${listed(elsewhere)} only ${elsewhere.length > 1 ? 'refer' : 'refers'} to a document that is not part of the filing.` : ''}`,
    missing: [...periods.map(periodName), ...elsewhere],
    action:
      elsewhere.length > 0
        ? 'Read the annual report that the filing refers to.'
        : 'Ask in other words, name a section, or ingest more filings.',
  };
}
