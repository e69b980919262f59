import { callerOf } from '../../context.ts';
import { builder } from '../builder.ts';
import { nonEmpty } from '../connection.ts';
import { asResult, resultOf } from '../errors.ts';
import { IngestRun } from '../pipeline/ingest-run.type.ts';

const IngestInput = builder.inputType('IngestInput', {
  fields: (t) => ({
    tickers: t.stringList({ required: true }),
    forms: t.stringList({ description: 'Omitted: all.' }),
    limit: t.int({ description: 'The newest so many of each company: 20.' }),
  }),
});

export const IngestAccepted = builder.objectRef<{ runId: string }>('IngestAccepted').implement({
  fields: (t) => ({
    runId: t.exposeID('runId'),
    run: t.prismaField({
      type: IngestRun,
      resolve: (query, { runId }, _args, { db }) => db.ingestRun.findUniqueOrThrow({ ...nonEmpty(query), where: { id: runId } }),
    }),
  }),
});

builder.mutationField('ingest', (t) =>
  t.field({
    type: IngestAccepted,
    description: 'Returns at once with a run; the filings are fetched, read and indexed after it.',
    errors: resultOf('Ingest', 'NOT_FOUND', 'QUEUE_UNAVAILABLE', 'EDGAR_UNAVAILABLE'),
    args: { input: t.arg({ type: IngestInput, required: true }) },
    resolve: (_root, { input }, context) =>
      asResult(() =>
        context.deps.ingest.request(callerOf(context), {
          tickers: input.tickers,
          forms: input.forms ?? undefined,
          limit: input.limit ?? undefined,
        }),
      ),
  }),
);
