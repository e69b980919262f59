import { type ReplayResult, replayDeadLetters } from '../../../core/pipeline/dead-letter.service.ts';
import { viewerOf } from '../../context.ts';
import { builder } from '../builder.ts';
import { connectionComplexity, nonEmpty } from '../connection.ts';
import { StageEnum } from '../enums.ts';
import { asResult, resultOf } from '../errors.ts';
import { rowIdOf } from '../ids.ts';
import { defined } from '../inputs.ts';
import { sharedConnection } from '../shared-connection.ts';

const ErrorClass = builder.enumType('ErrorClass', {
  values: ['TRANSPORT', 'NOT_FOUND', 'PARSING', 'VALIDATION', 'STALLED', 'TIMEOUT', 'INTERNAL'] as const,
});

const DeadLetter = builder.prismaObject('DeadLetter', {
  description: 'A stage of a filing that was given up.',
  fields: (t) => ({
    id: t.id({ select: { id: true }, resolve: ({ id }) => String(id) }),
    filing: t.relation('filing'),
    stage: t.expose('stage', { type: StageEnum }),
    version: t.exposeInt('version'),
    errorClass: t.exposeString('errorClass'),
    code: t.exposeString('code'),
    reason: t.exposeString('reason'),
    attempts: t.exposeInt('attempts'),
    runId: t.exposeString('runId'),
    requestId: t.exposeString('requestId', { nullable: true }),
    payloadHash: t.exposeString('payloadHash'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    replayedAt: t.expose('replayedAt', { type: 'DateTime', nullable: true }),
    replayRunId: t.exposeString('replayRunId', { nullable: true }),
  }),
});

const [DeadLetterConnection, DeadLetterEdge] = sharedConnection(DeadLetter, 'DeadLetter');

builder.queryField('deadLetters', (t) =>
  t.prismaConnection(
    {
      type: DeadLetter,
      cursor: 'id',
      authScopes: { operator: true },
      description: 'Newest first. For operators.',
      args: { includeReplayed: t.arg.boolean({ defaultValue: false }) },
      complexity: connectionComplexity,
      totalCount: (_connection, { includeReplayed }, { db }) => db.deadLetter.count({ where: includeReplayed ? {} : { replayedAt: null } }),
      resolve: (query, _root, { includeReplayed }, { db }) =>
        db.deadLetter.findMany({ ...nonEmpty(query), where: includeReplayed ? {} : { replayedAt: null }, orderBy: [{ id: 'desc' }] }),
    },
    DeadLetterConnection,
    DeadLetterEdge,
  ),
);

const ReplayDeadLetterInput = builder.inputType('ReplayDeadLetterInput', {
  description: 'Which to replay: parts given together must all hold. A letter that was replayed already is left.',
  fields: (t) => ({
    ids: t.idList(),
    errorClass: t.field({ type: ErrorClass }),
    code: t.string(),
    stage: t.field({ type: StageEnum }),
    dryRun: t.boolean({ defaultValue: false, description: 'Only count.' }),
  }),
});

const Replayed = builder.objectRef<ReplayResult['replayed'][number]>('ReplayedDeadLetter').implement({
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => String(id) }),
    accessionNumber: t.exposeString('accessionNumber'),
    stage: t.field({ type: StageEnum, resolve: ({ stage }) => stage }),
    runId: t.exposeString('runId'),
  }),
});

const ReplayAccepted = builder.objectRef<ReplayResult>('ReplayAccepted').implement({
  fields: (t) => ({
    matched: t.exposeInt('matched'),
    replayed: t.int({ description: '0 on a dry run.', resolve: ({ replayed }) => replayed.length }),
    runs: t.field({ type: [Replayed], resolve: ({ replayed }) => replayed }),
    dryRun: t.exposeBoolean('dryRun'),
  }),
});

builder.mutationField('replayDeadLetter', (t) =>
  t.field({
    type: ReplayAccepted,
    authScopes: { operator: true },
    errors: resultOf('ReplayDeadLetter', 'NOT_FOUND', 'QUEUE_UNAVAILABLE'),
    args: { input: t.arg({ type: ReplayDeadLetterInput, required: true }) },
    resolve: (_root, { input }, context) =>
      asResult(() => {
        const { dryRun, ids, ...selection } = input;
        return replayDeadLetters(
          context.deps.database,
          viewerOf(context),
          // An id that is none matches nothing.
          { ...defined(selection), ids: ids?.map((id) => rowIdOf(id) ?? -1n) },
          { dryRun: dryRun ?? false, requestId: context.requestId },
        );
      }),
  }),
);
