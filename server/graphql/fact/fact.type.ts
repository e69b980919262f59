import { builder } from '../builder.ts';
import { FiscalPeriodEnum } from '../enums.ts';
import { factsByIds } from './fact-loader.ts';

interface DimensionShape {
  axis: string;
  member: string;
}

const Dimension = builder.objectRef<DimensionShape>('Dimension').implement({
  fields: (t) => ({ axis: t.exposeString('axis'), member: t.exposeString('member') }),
});

export const Fact = builder.prismaObject('Fact', {
  description: 'A number or text that a filer tagged, as reported; or one derived from two of them, with its operands.',
  select: { id: true, derivedFrom: true },
  fields: (t) => ({
    id: t.id({ resolve: ({ id }) => String(id) }),
    concept: t.exposeString('concept', { description: '`us-gaap:Revenues`' }),
    standardConcept: t.exposeString('standardConcept', {
      nullable: true,
      description: 'The line that an analyst compares, where the concept maps to one.',
    }),
    label: t.exposeString('label', { nullable: true }),
    value: t.exposeString('value', { description: 'Exact decimal in base units; text where it is no number.' }),
    isNil: t.exposeBoolean('isNil'),
    unit: t.exposeString('unit', { nullable: true, description: '`USD`, `shares`, `USD/shares`, `pure`' }),
    periodStart: t.expose('periodStart', { type: 'Date', nullable: true, description: 'Null on instants.' }),
    periodEnd: t.expose('periodEnd', { type: 'Date' }),
    fiscalYear: t.exposeInt('fiscalYear', { nullable: true }),
    fiscalPeriod: t.expose('fiscalPeriod', { type: FiscalPeriodEnum, nullable: true }),
    dimensions: t.field({
      type: [Dimension],
      select: { dimensions: true },
      resolve: ({ dimensions }) => dimensions as unknown as DimensionShape[],
    }),
    decimals: t.exposeInt('decimals', { nullable: true, description: 'Null stands for exact.' }),
    filing: t.relation('filing'),
    company: t.relation('company'),
    documentName: t.exposeString('documentName', { nullable: true }),
    charStart: t.exposeInt('charStart', { nullable: true }),
    charEnd: t.exposeInt('charEnd', { nullable: true }),
    anchor: t.exposeString('anchor', { nullable: true, description: "Element id in the document's HTML." }),
    derivedFrom: t.prismaField({
      type: ['Fact'],
      description: 'The facts that a derived one was computed from; empty when it was reported.',
      resolve: async (query, { derivedFrom }, _args, context, info) => factsByIds(context, info, query, derivedFrom.map(BigInt)),
    }),
  }),
});
