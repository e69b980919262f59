import type { AnswerSentenceBody } from '../../../core/answer/types.ts';
import { ValidationError } from '../../../core/errors.ts';
import { viewerOf } from '../../context.ts';
import type { AnswerStepEvent } from '../../subscriptions/answer-feed.ts';
import { builder } from '../builder.ts';
import { nonEmpty } from '../connection.ts';
import { absent, idOrNotFound } from '../deleted-id.ts';
import { QuestionStatusEnum } from '../enums.ts';
import { rowIdOf } from '../ids.ts';
import { AnswerSentence } from './answer.type.ts';
import { Question } from './question.type.ts';

type Step = AnswerStepEvent & { kind: 'step' };
type Sentence = AnswerStepEvent & { kind: 'sentence' };
type Done = AnswerStepEvent & { kind: 'done' };

const AnswerStep = builder.objectRef<Step>('AnswerStep').implement({
  description: 'A step of the plan was done.',
  fields: (t) => ({
    id: t.id({ resolve: ({ eventId }) => String(eventId) }),
    name: t.exposeString('name'),
    detail: t.exposeString('detail'),
    ms: t.exposeFloat('ms', { nullable: true }),
    at: t.field({ type: 'DateTime', resolve: ({ at }) => at }),
  }),
});

const AnswerSentenceReady = builder.objectRef<Sentence>('AnswerSentenceReady').implement({
  description: 'A sentence of the answer, after it was verified.',
  fields: (t) => ({
    id: t.id({ resolve: ({ eventId }) => String(eventId) }),
    ordinal: t.exposeInt('ordinal'),
    sentence: t.field({ type: AnswerSentence, resolve: ({ sentence }): AnswerSentenceBody => sentence }),
    at: t.field({ type: 'DateTime', resolve: ({ at }) => at }),
  }),
});

const AnswerDone = builder.objectRef<Done>('AnswerDone').implement({
  description: 'The last event.',
  fields: (t) => ({
    id: t.id({ resolve: ({ eventId }) => String(eventId) }),
    status: t.field({ type: QuestionStatusEnum, resolve: ({ status }) => status }),
    question: t.prismaField({
      type: Question,
      resolve: (query, { questionId }, _args, { db }) => db.question.findUniqueOrThrow({ ...nonEmpty(query), where: { id: questionId } }),
    }),
    at: t.field({ type: 'DateTime', resolve: ({ at }) => at }),
  }),
});

const members = { step: AnswerStep, sentence: AnswerSentenceReady, done: AnswerDone } as const;

const AnswerEvent = builder.unionType('AnswerEvent', {
  types: [AnswerStep, AnswerSentenceReady, AnswerDone],
  resolveType: ({ kind }) => members[kind],
});

builder.subscriptionField('answerProgress', (t) =>
  t.field({
    type: AnswerEvent,
    description: 'From the first event of the question, or after the one named; ends with AnswerDone.',
    args: { questionId: t.arg.id({ required: true }), afterEventId: t.arg.id() },
    subscribe: async (_root, { questionId, afterEventId }, context) => {
      const { tenantId } = viewerOf(context);
      const after = afterEventId === null || afterEventId === undefined ? 0n : rowIdOf(afterEventId);
      if (after === null) throw new ValidationError('afterEventId must be the id of an event');
      const id = idOrNotFound(questionId, 'Question');
      if (!(await context.db.question.findUnique({ where: { id }, select: { id: true } }))) throw absent('Question');
      return context.services.answerFeed.subscribe({ tenantId, questionId: id, after, db: context.db, signal: context.signal });
    },
    resolve: (event) => event,
  }),
);
