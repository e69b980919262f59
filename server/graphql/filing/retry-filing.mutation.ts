import { parseAccessionNumber } from '../../../core/edgar/accession-number.ts';
import { retryFiling } from '../../../core/pipeline/dead-letter.service.ts';
import { viewerOf } from '../../context.ts';
import { builder } from '../builder.ts';
import { nonEmpty } from '../connection.ts';
import { absent } from '../deleted-id.ts';
import { asResult, resultOf } from '../errors.ts';
import { Filing } from './filing.type.ts';

const RetryFilingInput = builder.inputType('RetryFilingInput', { fields: (t) => ({ accessionNumber: t.string({ required: true }) }) });

builder.mutationField('retryFiling', (t) =>
  t.prismaField({
    type: Filing,
    authScopes: { operator: true },
    description: 'Sends a filing through the stage that failed again. For operators.',
    errors: resultOf('RetryFiling', 'NOT_FOUND', 'QUEUE_UNAVAILABLE'),
    args: { input: t.arg({ type: RetryFilingInput, required: true }) },
    resolve: (query, _root, { input }, context) =>
      asResult(async () => {
        const accessionNumber = parseAccessionNumber(input.accessionNumber);
        await retryFiling(context.deps.database, viewerOf(context), accessionNumber, context.requestId);
        const filing = await context.db.filing.findUnique({ ...nonEmpty(query), where: { accessionNumber } });
        if (!filing) throw absent('Filing');
        return filing;
      }),
  }),
);
