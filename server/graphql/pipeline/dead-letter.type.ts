import { ValidationError } from '../../../core/errors.ts';
import { callerOf } from '../../context.ts';
import { builder } from '../builder.ts';
import { connectionComplexity, nonEmpty } from '../connection.ts';
import { StageEnum } from '../enums.ts';
import { asResult, resultOf } from '../errors.ts';
import { rowIdOf } from '../ids.ts';
import { sharedConnection } from '../shared-connection.ts';

const ErrorClass = builder.enumType('ErrorClass', {
  values: ['TRANSPORT', 'NOT_FOUND', 'PARSING', 'VALIDATION', 'STALLED', 'TIMEOUT', 'INTERNAL'] as const,
});

const DeadLetter = builder.prismaObject('DeadLetter', {
  description: 'A stage of a filing that was given up.',
  fields: (t) => ({
    id: t.exposeID('id'),
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
  description: 'Give ids, or an error class, or a stage; given together they must all hold.',
  fields: (t) => ({
    ids: t.idList(),
    errorClass: t.field({ type: ErrorClass }),
    stage: t.field({ type: StageEnum }),
    dryRun: t.boolean({ defaultValue: false, description: 'Only count.' }),
    idempotencyKey: t.string(),
  }),
});

interface Replay {
  matched: number;
  replayed: number;
  runId: string | null;
}

const ReplayAccepted = builder.objectRef<Replay>('ReplayAccepted').implement({
  fields: (t) => ({
    matched: t.exposeInt('matched'),
    replayed: t.exposeInt('replayed', { description: '0 on a dry run.' }),
    runId: t.exposeString('runId', { nullable: true }),
  }),
});

builder.mutationField('replayDeadLetter', (t) =>
  t.field({
    type: ReplayAccepted,
    authScopes: { operator: true },
    errors: resultOf('ReplayDeadLetter', 'NOT_FOUND', 'IDEMPOTENCY_KEY_REUSED', 'QUEUE_UNAVAILABLE'),
    args: { input: t.arg({ type: ReplayDeadLetterInput, required: true }) },
    resolve: (_root, { input }, context) =>
      asResult(async () => {
        const { ids, errorClass, stage, dryRun, idempotencyKey } = input;
        if (!ids && !errorClass && !stage) throw new ValidationError('Give ids, an errorClass or a stage');
        if (ids && ids.length > 1000) throw new ValidationError('At most 1,000 ids at a time');
        const rows = ids?.map((id) => rowIdOf(id) ?? -1n);
        return context.deps.deadLetters.replay(callerOf(context), {
          ids: rows,
          errorClass: errorClass ?? undefined,
          stage: stage ?? undefined,
          dryRun: dryRun ?? false,
          idempotencyKey: idempotencyKey ?? undefined,
        });
      }),
  }),
);
