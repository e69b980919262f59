import type { Prisma } from '../../../generated/prisma/client.ts';
import { builder } from '../builder.ts';
import { connectionComplexity, nonEmpty } from '../connection.ts';
import { Filing } from '../filing/filing.type.ts';
import { normaliseTicker } from '../filing/filing-filter.ts';
import { sharedConnection } from '../shared-connection.ts';
import { Fact } from './fact.type.ts';

const FactFilterInput = builder.inputType('FactFilter', {
  description: 'Parts given together must all hold.',
  fields: (t) => ({
    tickers: t.stringList(),
    accessionNumbers: t.stringList(),
    concepts: t.stringList({ description: '`us-gaap:Revenues`, or a standard line.' }),
    fiscalYears: t.intList({ description: "Of the fact's own period, by the filer's calendar." }),
    dimensions: t.boolean({ description: 'True: only facts with dimensions; false: only without; omitted: both.' }),
    asOf: t.field({ type: 'DateTime', description: 'Only what had been filed by that instant.' }),
  }),
});

type FactFilter = typeof FactFilterInput.$inferInput;

export function factWhere(filter: FactFilter | null | undefined): Prisma.FactWhereInput {
  if (!filter) return {};
  const { tickers, accessionNumbers, concepts, fiscalYears, dimensions, asOf } = filter;
  const and: Prisma.FactWhereInput[] = [];
  if (tickers?.length) and.push({ company: { tickers: { some: { ticker: { in: tickers.map(normaliseTicker) } } } } });
  if (accessionNumbers?.length) and.push({ accessionNumber: { in: accessionNumbers } });
  if (concepts?.length) and.push({ OR: [{ concept: { in: concepts } }, { standardConcept: { in: concepts } }] });
  if (fiscalYears?.length) and.push({ fiscalYear: { in: fiscalYears } });
  if (dimensions === true) and.push({ NOT: { dimensionsKey: '' } });
  if (dimensions === false) and.push({ dimensionsKey: '' });
  if (asOf) and.push({ filing: { OR: [{ acceptedAt: { lte: asOf } }, { acceptedAt: null, filedAt: { lte: asOf } }] } });
  return and.length > 0 ? { AND: and } : {};
}

const [FactConnection, FactEdge] = sharedConnection(Fact, 'Fact');

const newestPeriodFirst = [{ periodEnd: 'desc' }, { id: 'asc' }] satisfies Prisma.FactOrderByWithRelationInput[];

builder.prismaObjectField(Filing, 'facts', (t) =>
  t.relatedConnection(
    'facts',
    {
      type: Fact,
      cursor: 'id',
      args: { filter: t.arg({ type: FactFilterInput }) },
      complexity: connectionComplexity,
      totalCount: true,
      query: ({ filter }) => ({ where: factWhere(filter), orderBy: [{ ordinal: 'asc' }] }),
    },
    FactConnection,
    FactEdge,
  ),
);

builder.queryField('facts', (t) =>
  t.prismaConnection(
    {
      type: Fact,
      cursor: 'id',
      description: 'Newest period first.',
      args: { filter: t.arg({ type: FactFilterInput, required: true }) },
      complexity: connectionComplexity,
      totalCount: (_connection, { filter }, { db }) => db.fact.count({ where: factWhere(filter) }),
      resolve: (query, _root, { filter }, { db }) =>
        db.fact.findMany({ ...nonEmpty(query), where: factWhere(filter), orderBy: newestPeriodFirst }),
    },
    FactConnection,
    FactEdge,
  ),
);
