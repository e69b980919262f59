import type { Prisma } from '../../../generated/prisma/client.ts';
import { builder } from '../builder.ts';
import { connectionComplexity, nonEmpty } from '../connection.ts';
import { FilingStatusEnum } from '../enums.ts';
import { FilingConnection, FilingEdge, newestFirst } from '../filing/filing.connections.ts';
import { uuidOf } from '../ids.ts';
import { NO_ROW } from '../no-row.ts';

const IngestRunState = builder.enumType('IngestRunState', {
  description: 'PENDING while companies are looked up, RUNNING while filings are on their way, then COMPLETED or FAILED.',
  values: ['PENDING', 'RUNNING', 'COMPLETED', 'FAILED'] as const,
});

interface Counts {
  total: number;
  discovered: number;
  ingested: number;
  analyzed: number;
  indexed: number;
  analyzedNotIndexed: number;
  deadLettered: number;
}

const IngestRunCounts = builder.objectRef<Counts>('IngestRunCounts').implement({
  description: 'Filings of the run by their present status.',
  fields: (t) => ({
    total: t.exposeInt('total'),
    discovered: t.exposeInt('discovered'),
    ingested: t.exposeInt('ingested'),
    analyzed: t.exposeInt('analyzed'),
    indexed: t.exposeInt('indexed'),
    analyzedNotIndexed: t.exposeInt('analyzedNotIndexed'),
    deadLettered: t.exposeInt('deadLettered'),
  }),
});

const withStatuses = { filings: { select: { filing: { select: { status: true } } } } } satisfies Prisma.IngestRunSelect;
type Statuses = { filings: { filing: { status: Prisma.FilingGetPayload<object>['status'] } }[] };

const inProgress = ['DISCOVERED', 'INGESTED', 'ANALYZED'];

function countsOf({ filings }: Statuses): Counts {
  const of = (status: string) => filings.filter(({ filing }) => filing.status === status).length;
  return {
    total: filings.length,
    discovered: of('DISCOVERED'),
    ingested: of('INGESTED'),
    analyzed: of('ANALYZED'),
    indexed: of('INDEXED'),
    analyzedNotIndexed: of('ANALYZED_NOT_INDEXED'),
    deadLettered: of('DEAD_LETTERED'),
  };
}

export const IngestRun = builder.prismaObject('IngestRun', {
  description: 'What one `ingest` call led to.',
  fields: (t) => ({
    id: t.exposeID('id'),
    runId: t.exposeID('id'),
    state: t.field({
      type: IngestRunState,
      select: { state: true, ...withStatuses },
      resolve: ({ state, filings }) => {
        if (state === 'FAILED' || state === 'PENDING') return state;
        return filings.some(({ filing }) => inProgress.includes(filing.status)) ? 'RUNNING' : 'COMPLETED';
      },
    }),
    error: t.exposeString('error', { nullable: true }),
    input: t.field({ type: 'JSON', select: { input: true }, resolve: ({ input }) => input }),
    counts: t.field({ type: IngestRunCounts, select: withStatuses, resolve: countsOf }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    expandedAt: t.expose('expandedAt', { type: 'DateTime', nullable: true, description: 'When every company had been looked up.' }),
    filings: t.prismaConnection(
      {
        type: 'Filing',
        cursor: 'accessionNumber',
        args: { statuses: t.arg({ type: [FilingStatusEnum] }) },
        complexity: connectionComplexity,
        totalCount: ({ id }, { statuses }, { db }) => db.filing.count({ where: ofRun(id, statuses) }),
        resolve: (query, { id }, { statuses }, { db }) =>
          db.filing.findMany({
            ...nonEmpty(query),
            where: ofRun(id, statuses),
            orderBy: newestFirst,
          }),
      },
      FilingConnection,
      FilingEdge,
    ),
  }),
});

const ofRun = (runId: string, statuses: (typeof FilingStatusEnum.$inferType)[] | null | undefined): Prisma.FilingWhereInput => ({
  runs: { some: { runId } },
  ...(statuses?.length ? { status: { in: statuses } } : {}),
});

builder.queryField('ingestRun', (t) =>
  t.prismaField({
    type: IngestRun,
    nullable: true,
    args: { runId: t.arg.id({ required: true }) },
    resolve: (query, _root, { runId }, { db }) =>
      db.ingestRun.findUnique({ ...nonEmpty(query), where: { id: uuidOf(runId, 'IngestRun') ?? NO_ROW } }),
  }),
);
