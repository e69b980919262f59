import { callerOf, viewerOf } from '../../context.ts';
import type { StandingQuestion as Shape } from '../../deps.ts';
import { builder } from '../builder.ts';
import { nonEmpty } from '../connection.ts';
import { DeletedId, idOrNotFound } from '../deleted-id.ts';
import { asResult, resultOf } from '../errors.ts';
import { uuidOf } from '../ids.ts';
import { loadTogether } from '../load-together.ts';

export const StandingQuestion = builder.objectRef<Shape>('StandingQuestion');

builder.node(StandingQuestion, {
  id: { resolve: ({ id }) => id },
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'watchlistId' in value && 'text' in value,
  description: 'Asked again whenever a filing of its watchlist changes the evidence.',
  loadMany: async (ids, context) => {
    const mine = await context.deps.standingQuestions.list(viewerOf(context));
    return ids.map((id) => mine.find((one) => one.id === uuidOf(id, 'StandingQuestion')) ?? null);
  },
  fields: (t) => ({
    text: t.exposeString('text'),
    watchlist: t.prismaField({
      type: 'Watchlist',
      nullable: true,
      resolve: (query, { watchlistId }, _args, context, info) =>
        loadTogether(
          context,
          info,
          watchlistId,
          (ids) => context.db.watchlist.findMany({ ...nonEmpty(query), where: { id: { in: ids } } }),
          ({ id }) => id,
        ),
    }),
    question: t.prismaField({
      type: 'Question',
      nullable: true,
      description: 'The question that holds its newest answer.',
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
    createdAt: t.field({ type: 'DateTime', resolve: ({ createdAt }) => createdAt }),
    changedAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ lastChangedAt }) => lastChangedAt }),
  }),
});

const CreateStandingQuestionInput = builder.inputType('CreateStandingQuestionInput', {
  fields: (t) => ({ question: t.string({ required: true }), watchlistId: t.id({ required: true }) }),
});

builder.queryField('standingQuestions', (t) =>
  t.field({
    type: [StandingQuestion],
    resolve: (_root, _args, context) => context.deps.standingQuestions.list(viewerOf(context)),
  }),
);

builder.mutationFields((t) => ({
  createStandingQuestion: t.field({
    type: StandingQuestion,
    errors: resultOf('CreateStandingQuestion', 'NOT_FOUND'),
    args: { input: t.arg({ type: CreateStandingQuestionInput, required: true }) },
    resolve: (_root, { input }, context) =>
      asResult(async () => {
        const { standingQuestions } = context.deps;
        const watchlistId = idOrNotFound(input.watchlistId, 'Watchlist');
        const { id } = await standingQuestions.create(callerOf(context), { question: input.question, watchlistId });
        return (await standingQuestions.list(viewerOf(context))).find((one) => one.id === id)!;
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
