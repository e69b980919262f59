import type { AnswerBody, AnswerNumberBody, AnswerSentenceBody, RefusalBody } from '../../../core/answer/types.ts';
import { builder } from '../builder.ts';
import { DegradationEnum, RefusalReasonEnum, VerificationEnum } from '../enums.ts';
import { factById, factsByIds } from '../fact/fact-loader.ts';
import { filingByAccession } from '../filing/filing-loader.ts';
import { rowIdOf } from '../ids.ts';
import { Interpretation } from '../search/interpretation.type.ts';
import { Citation } from './citation.type.ts';
import { presentCitations } from './present-citations.ts';

/** Everything that is stored of an answer: the body, whether it is stale and how it was made. */
export interface StoredAnswer extends AnswerBody {
  stale: boolean;
  staleReason: string | null;
  receipt: unknown;
  finishedAt: Date | null;
}

export const AnswerSentence = builder.objectRef<AnswerSentenceBody & { finishedAt?: Date | null }>('AnswerSentence').implement({
  fields: (t) => ({
    text: t.exposeString('text'),
    citations: t.field({
      type: [Citation],
      resolve: ({ citations, finishedAt }, _args, context) => (finishedAt ? presentCitations(citations, finishedAt, context) : citations),
    }),
  }),
});

const AnswerNumber = builder.objectRef<AnswerNumberBody>('AnswerNumber').implement({
  description: 'A number of the answer and what it stands on.',
  fields: (t) => ({
    text: t.exposeString('text', { description: 'As it is written in the answer.' }),
    value: t.exposeString('value', { description: 'Exact decimal in base units.' }),
    verification: t.field({ type: VerificationEnum, resolve: ({ verification }) => verification }),
    fact: t.prismaField({
      type: 'Fact',
      nullable: true,
      resolve: (query, { factId }, _args, context, info) => {
        const id = factId === undefined ? null : rowIdOf(factId);
        return id === null ? null : factById(context, info, query, id);
      },
    }),
    formula: t.exposeString('formula', { nullable: true }),
    operands: t.prismaField({
      type: ['Fact'],
      resolve: (query, { operandFactIds }, _args, context, info) =>
        factsByIds(
          context,
          info,
          query,
          operandFactIds.map(rowIdOf).filter((id) => id !== null),
        ),
    }),
  }),
});

const SearchedFiling = builder.objectRef<RefusalBody['searched'][number]>('SearchedFiling').implement({
  fields: (t) => ({
    accessionNumber: t.exposeString('accessionNumber'),
    sections: t.exposeStringList('sections'),
    filing: t.prismaField({
      type: 'Filing',
      nullable: true,
      resolve: (query, { accessionNumber }, _args, context, info) => filingByAccession(context, info, query, accessionNumber),
    }),
  }),
});

const Refusal = builder.objectRef<RefusalBody>('Refusal').implement({
  description: 'Why there is no answer, what was searched, what is missing and one thing to do about it.',
  fields: (t) => ({
    reason: t.field({ type: RefusalReasonEnum, resolve: ({ reason }) => reason }),
    message: t.exposeString('message'),
    searched: t.field({ type: [SearchedFiling], resolve: ({ searched }) => searched }),
    missing: t.exposeStringList('missing'),
    action: t.exposeString('action', { nullable: true }),
  }),
});

export const Answer = builder.objectRef<StoredAnswer>('Answer').implement({
  fields: (t) => ({
    text: t.exposeString('text'),
    sentences: t.field({
      type: [AnswerSentence],
      resolve: ({ sentences, finishedAt }) => sentences.map((sentence) => ({ ...sentence, finishedAt })),
    }),
    numbers: t.field({ type: [AnswerNumber], resolve: ({ numbers }) => numbers }),
    refusal: t.field({ type: Refusal, nullable: true, resolve: ({ refusal }) => refusal }),
    interpretation: t.field({ type: Interpretation, resolve: ({ interpretation }) => interpretation }),
    model: t.exposeString('model'),
    degraded: t.field({ type: [DegradationEnum], resolve: ({ degraded }) => degraded }),
    stale: t.exposeBoolean('stale', { description: 'Something that it used was amended or restated since.' }),
    staleReason: t.exposeString('staleReason', { nullable: true }),
    receipt: t.field({
      type: 'JSON',
      description: 'Filters, candidates, spans, versions, verdicts, milliseconds and cost.',
      resolve: ({ receipt }) => receipt ?? {},
    }),
  }),
});
