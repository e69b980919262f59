import type { Prisma, QuestionStatus } from '../../generated/prisma/client.ts';
import { withTenant } from '../db/tenancy.ts';
import { UNREAD } from '../search/unread.ts';
import type { RunState } from './graph/types.ts';
import { hint, type ProgressDeps } from './progress.ts';
import type { AnswerBody, AnswerCitation, AnswerProgress } from './types.ts';

export interface Finished {
  status: Extract<QuestionStatus, 'ANSWERED' | 'REFUSED' | 'FAILED' | 'CANCELLED'>;
  answer?: AnswerBody;
  receipt?: Prisma.InputJsonObject;
}

/** The stored answer of a run that came to its end. */
export function answerOf(state: RunState): { status: 'ANSWERED' | 'REFUSED'; answer: AnswerBody } {
  const { draft, refusal } = state;
  const body = draft ?? refusal?.evidence ?? { sentences: [], numbers: [] };
  const common = {
    interpretation: state.interpretation ?? { ...UNREAD, question: state.input.question },
    model: state.writer ?? 'none',
    degraded: state.degraded ?? [],
  };
  if (!refusal) return { status: 'ANSWERED', answer: { ...common, ...body, text: body.sentences.map(({ text }) => text).join(' ') } };
  const { reason, message, missing, action } = refusal;
  return {
    status: 'REFUSED',
    answer: {
      ...common,
      ...body,
      text: message,
      refusal: { reason, message, missing, searched: state.searched ?? [], ...(action && { action }) },
    },
  };
}

/** Everything that shows how the answer came about. */
export function receiptOf(state: RunState, extra: { traceId: string; startedAt: number; resumed: boolean }): Prisma.InputJsonObject {
  const { interpretation } = state;
  return JSON.parse(
    JSON.stringify({
      traceId: extra.traceId,
      filter: state.input.filter,
      inherited: state.input.inherited,
      resumed: extra.resumed,
      companies: interpretation?.companies.map(({ cik }) => cik),
      periods: state.periods,
      plan: state.plan,
      candidates: state.passages?.map(({ id, chunkId, accessionNumber, privateDocumentId, rank, textRank, vectorRank, score }) => ({
        id,
        chunkId,
        accessionNumber,
        privateDocumentId,
        rank,
        textRank,
        vectorRank,
        score,
      })),
      spans: (state.draft ?? state.refusal?.evidence)?.sentences.flatMap(({ citations }) =>
        citations.map(({ quote: _quote, ...span }) => span),
      ),
      used: state.used,
      writer: state.writer,
      verdicts: state.verdicts,
      stepsMs: state.stepsMs,
      totalMs: Date.now() - extra.startedAt,
      degraded: state.degraded,
      cost: state.cost ?? { inputTokens: 0, outputTokens: 0, model: state.writer ?? 'none' },
    }),
  ) as Prisma.InputJsonObject;
}

/** Writes the end of a question once: answer, citations, event and the lease's end in one transaction. False when another had ended it. */
export async function finish(
  deps: ProgressDeps,
  tenantId: string,
  questionId: string,
  { status, answer, receipt }: Finished,
): Promise<boolean> {
  const eventId = await withTenant(deps.database, tenantId, async (tx) => {
    const { count } = await tx.question.updateMany({
      where: { id: questionId, status: { in: ['PENDING', 'RUNNING'] } },
      data: {
        status,
        finishedAt: new Date(),
        ...(answer && { answer: answer as unknown as Prisma.InputJsonObject }),
        ...(receipt && { receipt }),
      },
    });
    await tx.questionLease.deleteMany({ where: { questionId } });
    if (count === 0) return undefined;
    const citations = (answer?.sentences ?? []).flatMap(({ citations }, sentence) =>
      citations.map((citation, ordinal) => row(tenantId, questionId, sentence, ordinal, citation)),
    );
    if (citations.length > 0) await tx.citation.createMany({ data: citations });
    const payload: AnswerProgress = { kind: 'done', status };
    return (await tx.answerEvent.create({ data: { tenantId, questionId, kind: 'done', payload }, select: { id: true } })).id;
  });
  if (eventId === undefined) return false;
  await hint(deps, tenantId, questionId, eventId);
  return true;
}

const row = (
  tenantId: string,
  questionId: string,
  sentence: number,
  ordinal: number,
  citation: AnswerCitation,
): Prisma.CitationCreateManyInput => ({
  tenantId,
  questionId,
  sentence,
  ordinal,
  accessionNumber: citation.accessionNumber,
  privateDocumentId: citation.privateDocumentId,
  documentName: citation.documentName,
  quote: citation.quote,
  charStart: citation.charStart,
  charEnd: citation.charEnd,
});
