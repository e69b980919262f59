import { padCik } from '../../../core/edgar/cik.ts';
import {
  type CertifiedFiling as Certified,
  certifyCompleteness,
  type CompletenessCertificate as Shape,
} from '../../../core/pipeline/completeness.ts';
import { viewerOf } from '../../context.ts';
import { builder } from '../builder.ts';
import { absent, idOrNotFound } from '../deleted-id.ts';
import { FilingStatusEnum } from '../enums.ts';
import { filingByAccession } from '../filing/filing-loader.ts';

const CertifiedFiling = builder.objectRef<Certified>('CertifiedFiling').implement({
  description: 'A filing of a watched company on that day, and how far it has come.',
  fields: (t) => ({
    accessionNumber: t.exposeString('accessionNumber'),
    cik: t.string({ resolve: ({ cik }) => padCik(cik) }),
    companyName: t.exposeString('companyName'),
    form: t.exposeString('form'),
    status: t.field({ type: FilingStatusEnum, nullable: true, resolve: ({ status }) => status }),
    firstSeenAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ firstSeenAt }) => firstSeenAt }),
    ingestedAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ ingestedAt }) => ingestedAt }),
    analyzedAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ analyzedAt }) => analyzedAt }),
    indexedAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ indexedAt }) => indexedAt }),
    state: t.string({
      description: 'INDEXED, or the exception: NOT_REGISTERED, IN_PROGRESS, or the code of a dead letter.',
      resolve: ({ exception }) => exception?.code ?? 'INDEXED',
    }),
    reason: t.string({ nullable: true, resolve: ({ exception }) => exception?.reason }),
    filing: t.prismaField({
      type: 'Filing',
      nullable: true,
      resolve: (query, { accessionNumber, status }, _args, context, info) =>
        status === null ? null : filingByAccession(context, info, query, accessionNumber),
    }),
  }),
});

const CompletenessCertificate = builder.objectRef<Shape>('CompletenessCertificate').implement({
  description: 'Each filing of the day by a watched company, measured against the index of that day: INDEXED, or named as an exception.',
  fields: (t) => ({
    day: t.field({ type: 'Date', resolve: ({ day }) => day }),
    complete: t.boolean({ description: 'All that the index lists is INDEXED.', resolve: ({ state }) => state === 'COMPLETE' }),
    indexPublished: t.boolean({
      description: 'False while EDGAR has no index of that day, or it was not read yet.',
      resolve: ({ state }) => state !== 'INDEX_NOT_PUBLISHED',
    }),
    indexReadAt: t.field({ type: 'DateTime', nullable: true, resolve: ({ indexReadAt }) => indexReadAt }),
    companies: t.exposeInt('companies'),
    expected: t.int({ resolve: ({ counts }) => counts.expected }),
    indexed: t.int({ resolve: ({ counts }) => counts.indexed }),
    filings: t.field({ type: [CertifiedFiling], resolve: ({ filings }) => filings }),
    exceptions: t.field({ type: [CertifiedFiling], resolve: ({ filings }) => filings.filter(({ exception }) => exception !== null) }),
  }),
});

builder.queryField('completeness', (t) =>
  t.field({
    type: CompletenessCertificate,
    args: { watchlistId: t.arg.id({ required: true }), day: t.arg({ type: 'Date', required: true, description: 'In New York.' }) },
    resolve: async (_root, { watchlistId, day }, context) => {
      const id = idOrNotFound(watchlistId, 'Watchlist');
      const certificate = await certifyCompleteness(context.deps.database, viewerOf(context), { watchlistId: id, day });
      if (!certificate) throw absent('Watchlist');
      return certificate;
    },
  }),
);
