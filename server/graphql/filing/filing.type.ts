import { accessionFolder, isAccessionNumber } from '../../../core/edgar/accession-number.ts';
import { ValidationError } from '../../../core/errors.ts';
import { builder } from '../builder.ts';
import { Company } from '../company/company.type.ts';
import { nonEmpty } from '../connection.ts';
import { FilingStatusEnum, FiscalPeriodEnum } from '../enums.ts';
import { Analysis } from './analysis.type.ts';
import { FilingDocument } from './filing-document.type.ts';
import { FilingEvent } from './filing-event.type.ts';
import { Section } from './section.type.ts';

export const Filing = builder.prismaNode('Filing', {
  nullable: true,
  id: { field: 'accessionNumber' },
  select: { accessionNumber: true, cik: true },
  fields: (t) => ({
    accessionNumber: t.exposeString('accessionNumber'),
    company: t.relation('company', { description: 'The company it is listed under: the first filer.' }),
    companies: t.field({
      type: [Company],
      description: 'Every filer: issuer and reporting owners of a Form 4, co-registrants.',
      select: (_args, _context, nestedSelection) => ({
        company: nestedSelection(true),
        coFilers: { select: { cik: true, company: nestedSelection(true) } },
      }),
      resolve: ({ cik, company, coFilers }) => [company, ...coFilers.filter((other) => other.cik !== cik).map((other) => other.company)],
    }),
    form: t.exposeString('form'),
    items: t.exposeStringList('items', { description: 'Items of an 8-K.' }),
    filedAt: t.expose('filedAt', { type: 'Date' }),
    acceptedAt: t.expose('acceptedAt', { type: 'DateTime', nullable: true }),
    acceptedAtApproximate: t.exposeBoolean('acceptedAtApproximate'),
    firstSeenAt: t.expose('firstSeenAt', { type: 'DateTime' }),
    periodEnd: t.expose('periodEnd', { type: 'Date', nullable: true }),
    fiscalYear: t.exposeInt('fiscalYear', { nullable: true }),
    fiscalPeriod: t.expose('fiscalPeriod', { type: FiscalPeriodEnum, nullable: true }),
    status: t.expose('status', { type: FilingStatusEnum }),
    documents: t.relation('documents', { query: { orderBy: { sequence: 'asc' } } }),
    document: t.prismaField({
      type: FilingDocument,
      nullable: true,
      description: 'One document by name; without a name, the primary one.',
      args: { name: t.arg.string() },
      select: { primaryDocument: true },
      resolve: (query, { accessionNumber, primaryDocument }, { name }, { db }) =>
        db.filingDocument.findFirst({
          ...nonEmpty(query),
          where: { accessionNumber, ...((name ?? primaryDocument) ? { name: name ?? primaryDocument ?? '' } : {}) },
          orderBy: { sequence: 'asc' },
        }),
    }),
    sections: t.relation('sections', { query: { orderBy: [{ documentName: 'asc' }, { ordinal: 'asc' }] } }),
    section: t.prismaField({
      type: Section,
      nullable: true,
      args: { key: t.arg.string({ required: true }) },
      resolve: (query, { accessionNumber }, { key }, { db }) =>
        db.section.findFirst({ ...nonEmpty(query), where: { accessionNumber, key }, orderBy: { ordinal: 'asc' } }),
    }),
    analysis: t.relation('analysis', { type: Analysis, nullable: true }),
    events: t.relation('events', { type: FilingEvent, query: { orderBy: { id: 'asc' } } }),
    amends: t.relation('amends', { nullable: true }),
    amendedBy: t.relation('amendedBy', { query: { orderBy: { filedAt: 'asc' } } }),
    url: t.string({
      description: 'Its page at the SEC.',
      resolve: ({ cik, accessionNumber }) =>
        `https://www.sec.gov/Archives/edgar/data/${cik}/${accessionFolder(accessionNumber)}/${accessionNumber}-index.htm`,
    }),
  }),
});

builder.queryFields((t) => ({
  filing: t.prismaField({
    type: Filing,
    nullable: true,
    args: { accessionNumber: t.arg.string({ required: true }) },
    resolve: (query, _root, { accessionNumber }, { db }) => {
      if (!isAccessionNumber(accessionNumber))
        throw new ValidationError('accessionNumber must be written like 0000320193-24-000123', { accessionNumber });
      return db.filing.findUnique({ ...nonEmpty(query), where: { accessionNumber } });
    },
  }),
}));
