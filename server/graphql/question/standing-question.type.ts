import { callerOf } from '../../context.ts';
import { builder } from '../builder.ts';
import { nonEmpty } from '../connection.ts';
import { DeletedId, idOrNotFound } from '../deleted-id.ts';
import { asResult, resultOf } from '../errors.ts';
import { uuidOf } from '../ids.ts';
import { loadTogether } from '../load-together.ts';
import { NO_ROW } from '../no-row.ts';

export const StandingQuestion = builder.prismaNode('StandingQuestion', {
  nullable: true,
  description: 'Asked again whenever a filing of its watchlist changes the evidence.',
  id: { field: 'id' },
  findUnique: (id) => ({ id: uuidOf(id, 'StandingQuestion') ?? NO_ROW }),
  fields: (t) => ({
    text: t.exposeString('text'),
    watchlist: t.relation('watchlist'),
    question: t.prismaField({
      type: 'Question',
      nullable: true,
      description: 'The question that holds its newest answer.',
      select: { lastQuestionId: true },
      resolve: (query, { lastQuestionId }, _args, context, info) =>
        lastQuestionId
          ? loadTogether(
              context,
              info,
              lastQuestionId,
              (ids) => context.db.question.findMany({ ...nonEmpty(query), where: { id: { in: ids } } }),
              ({ id }) => id,
            )
          : null,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    ranAt: t.expose('lastRunAt', { type: 'DateTime', nullable: true }),
    changedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When its answer last changed.',
      select: { answers: { select: { at: true }, where: { isChanged: true }, orderBy: { id: 'desc' }, take: 1 } },
      resolve: ({ answers }) => answers[0]?.at,
    }),
  }),
});

const CreateStandingQuestionInput = builder.inputType('CreateStandingQuestionInput', {
  fields: (t) => ({ question: t.string({ required: true }), watchlistId: t.id({ required: true }) }),
});

builder.queryField('standingQuestions', (t) =>
  t.prismaField({
    type: [StandingQuestion],
    description: 'Newest first.',
    resolve: (query, _root, _args, { db }) => db.standingQuestion.findMany({ ...nonEmpty(query), orderBy: [{ createdAt: 'desc' }] }),
  }),
);

builder.mutationFields((t) => ({
  createStandingQuestion: t.prismaField({
    type: StandingQuestion,
    errors: resultOf('CreateStandingQuestion', 'NOT_FOUND'),
    args: { input: t.arg({ type: CreateStandingQuestionInput, required: true }) },
    resolve: (query, _root, { input }, context) =>
      asResult(async () => {
        const watchlistId = idOrNotFound(input.watchlistId, 'Watchlist');
        const { id } = await context.deps.standingQuestions.create(callerOf(context), { question: input.question, watchlistId });
        return context.db.standingQuestion.findUniqueOrThrow({ ...nonEmpty(query), where: { id } });
      }),
  }),
  deleteStandingQuestion: t.field({
    type: DeletedId,
    errors: resultOf('DeleteStandingQuestion', 'NOT_FOUND'),
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) =>
      asResult(async () => {
        await context.deps.standingQuestions.delete(callerOf(context), idOrNotFound(id, 'StandingQuestion'));
        return { deletedId: id };
      }),
  }),
}));
