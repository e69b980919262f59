import { padCik } from '../../../core/edgar/cik.ts';
import { viewerOf } from '../../context.ts';
import type { Completeness, CompletenessEntry as Entry } from '../../deps.ts';
import { builder } from '../builder.ts';
import { absent, idOrNotFound } from '../deleted-id.ts';
import { filingByAccession } from '../filing/filing-loader.ts';

const CompletenessEntry = builder.objectRef<Entry>('CompletenessEntry').implement({
  description: "A filing that EDGAR's index lists for a watched company, and how far it has come.",
  fields: (t) => ({
    accessionNumber: t.exposeString('accessionNumber'),
    cik: t.string({ resolve: ({ cik }) => padCik(cik) }),
    form: t.exposeString('form'),
    state: t.exposeString('state', { description: 'INDEXED, or what keeps it from it.' }),
    reason: t.exposeString('reason', { nullable: true }),
    discoveredAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ discoveredAt }) => discoveredAt }),
    ingestedAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ ingestedAt }) => ingestedAt }),
    analysedAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ analysedAt }) => analysedAt }),
    indexedAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ indexedAt }) => indexedAt }),
    filing: t.prismaField({
      type: 'Filing',
      nullable: true,
      resolve: (query, { accessionNumber }, _args, context, info) => filingByAccession(context, info, query, accessionNumber),
    }),
  }),
});

const CompletenessCertificate = builder.objectRef<Completeness>('CompletenessCertificate').implement({
  description: 'Each filing of the day by a watched company: INDEXED, or named as an exception.',
  fields: (t) => ({
    day: t.field({ type: 'Date', resolve: ({ day }) => day }),
    complete: t.exposeBoolean('complete', { description: "The day's index is published and all that it lists is INDEXED." }),
    indexPublished: t.exposeBoolean('indexPublished', { description: 'False while EDGAR has no index of that day, as on weekends.' }),
    expected: t.int({ resolve: ({ entries }) => entries.length }),
    indexed: t.int({ resolve: ({ entries }) => entries.filter(({ state }) => state === 'INDEXED').length }),
    entries: t.field({ type: [CompletenessEntry], resolve: ({ entries }) => entries }),
    exceptions: t.field({ type: [CompletenessEntry], resolve: ({ entries }) => entries.filter(({ state }) => state !== 'INDEXED') }),
  }),
});

builder.queryField('completeness', (t) =>
  t.field({
    type: CompletenessCertificate,
    args: { watchlistId: t.arg.id({ required: true }), day: t.arg({ type: 'Date', required: true }) },
    resolve: async (_root, { watchlistId, day }, context) => {
      const id = idOrNotFound(watchlistId, 'Watchlist');
      if (!(await context.db.watchlist.findUnique({ where: { id }, select: { id: true } }))) throw absent('Watchlist');
      return context.deps.pipeline.completeness(viewerOf(context), id, day);
    },
  }),
);
