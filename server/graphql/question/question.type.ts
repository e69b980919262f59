import type { AnswerBody } from '../../../core/answer/types.ts';
import { builder } from '../builder.ts';
import { connectionComplexity, nonEmpty } from '../connection.ts';
import { QuestionStatusEnum } from '../enums.ts';
import { uuidOf } from '../ids.ts';
import { NO_ROW } from '../no-row.ts';
import { sharedConnection } from '../shared-connection.ts';
import { Answer } from './answer.type.ts';

export const Question = builder.prismaNode('Question', {
  nullable: true,
  id: { field: 'id' },
  findUnique: (id) => ({ id: uuidOf(id, 'Question') ?? NO_ROW }),
  fields: (t) => ({
    text: t.exposeString('text'),
    status: t.expose('status', { type: QuestionStatusEnum }),
    answer: t.field({
      type: Answer,
      nullable: true,
      description: 'Null until there is one; a refusal is an answer too.',
      select: { answer: true, receipt: true, stale: true, staleReason: true, finishedAt: true },
      resolve: ({ answer, receipt, stale, staleReason, finishedAt }) =>
        answer === null ? null : { ...(answer as unknown as AnswerBody), receipt, stale, staleReason, finishedAt },
    }),
    input: t.field({
      type: 'JSON',
      description: 'The filters it was asked with.',
      select: { input: true },
      resolve: ({ input }) => input,
    }),
    follows: t.prismaField({
      type: 'Question',
      nullable: true,
      description: 'The question that this one follows.',
      select: { followsQuestionId: true },
      resolve: (query, { followsQuestionId }, _args, { db }) =>
        followsQuestionId ? db.question.findUnique({ ...nonEmpty(query), where: { id: followsQuestionId } }) : null,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
  }),
});

const [QuestionConnection, QuestionEdge] = sharedConnection(Question, 'Question');

builder.queryFields((t) => ({
  question: t.prismaField({
    type: Question,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }, { db }) =>
      db.question.findUnique({ ...nonEmpty(query), where: { id: uuidOf(id, 'Question') ?? NO_ROW } }),
  }),
  questions: t.prismaConnection(
    {
      type: Question,
      cursor: 'id',
      description: 'Newest first.',
      complexity: connectionComplexity,
      totalCount: (_connection, _args, { db }) => db.question.count(),
      resolve: (query, _root, _args, { db }) =>
        db.question.findMany({ ...nonEmpty(query), orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] }),
    },
    QuestionConnection,
    QuestionEdge,
  ),
}));
