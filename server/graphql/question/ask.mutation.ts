import { type Context, callerOf } from '../../context.ts';
import { builder } from '../builder.ts';
import { nonEmpty } from '../connection.ts';
import { absent, idOrNotFound } from '../deleted-id.ts';
import { asResult, resultOf } from '../errors.ts';
import { defined } from '../inputs.ts';
import { Question } from './question.type.ts';

/** A question costs a model call: as much as reading many rows. */
const ASK_COST = 50;

const AskInput = builder.inputType('AskInput', {
  description: 'Filters given here override what is read from the question.',
  fields: (t) => ({
    question: t.string({ required: true }),
    tickers: t.stringList(),
    accessionNumbers: t.stringList(),
    watchlistId: t.id(),
    followsQuestionId: t.id({ description: 'The question whose companies and periods this one takes over.' }),
    asOf: t.field({ type: 'DateTime', description: 'Answer with what was known at that instant.' }),
    idempotencyKey: t.string({ description: 'The same key gives the same question again, for 24 hours.' }),
  }),
});

const CancelQuestionInput = builder.inputType('CancelQuestionInput', { fields: (t) => ({ id: t.id({ required: true }) }) });

const load = (query: object, { db }: Context, id: string) => db.question.findUniqueOrThrow({ ...nonEmpty(query), where: { id } });

builder.mutationFields((t) => ({
  ask: t.prismaField({
    type: Question,
    description: 'Returns at once; the answer comes by `answerProgress` or by asking for the question again.',
    complexity: ASK_COST,
    errors: resultOf('Ask', 'NOT_FOUND', 'IDEMPOTENCY_KEY_REUSED', 'LLM_UNAVAILABLE', 'QUEUE_UNAVAILABLE'),
    args: { input: t.arg({ type: AskInput, required: true }) },
    resolve: (query, _root, { input }, context) =>
      asResult(async () => {
        const { watchlistId, followsQuestionId, ...rest } = defined(input);
        const { questionId } = await context.deps.answers.ask(callerOf(context), {
          ...rest,
          question: input.question,
          watchlistId: watchlistId && idOrNotFound(watchlistId, 'Watchlist'),
          followsQuestionId: followsQuestionId && idOrNotFound(followsQuestionId, 'Question'),
        });
        return load(query, context, questionId);
      }),
  }),
  cancelQuestion: t.prismaField({
    type: Question,
    errors: resultOf('CancelQuestion', 'NOT_FOUND'),
    args: { input: t.arg({ type: CancelQuestionInput, required: true }) },
    resolve: (query, _root, { input }, context) =>
      asResult(async () => {
        const id = idOrNotFound(input.id, 'Question');
        await context.deps.answers.cancel(callerOf(context), id);
        return (await context.db.question.findUnique({ ...nonEmpty(query), where: { id } })) ?? raise(absent('Question'));
      }),
  }),
}));

function raise(error: Error): never {
  throw error;
}
