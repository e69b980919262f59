import { ValidationError } from '../../../core/errors.ts';
import type { Prisma } from '../../../generated/prisma/client.ts';
import { builder } from '../builder.ts';
import { Company } from '../company/company.type.ts';
import { connectionComplexity, nonEmpty } from '../connection.ts';
import { sharedConnection } from '../shared-connection.ts';
import { watchedCiks } from '../watchlist/watched-ciks.ts';
import { Filing } from './filing.type.ts';
import { FilingFilterInput, filingWhere } from './filing-filter.ts';

export const [FilingConnection, FilingEdge] = sharedConnection(Filing, 'Filing');

export const newestFirst = [{ filedAt: 'desc' }, { accessionNumber: 'desc' }] satisfies Prisma.FilingOrderByWithRelationInput[];

builder.prismaObjectField(Company, 'filings', (t) =>
  t.relatedConnection(
    'filings',
    {
      type: Filing,
      cursor: 'accessionNumber',
      args: { filter: t.arg({ type: FilingFilterInput }) },
      complexity: connectionComplexity,
      totalCount: true,
      query: ({ filter }) => {
        if (filter?.watchlistId) throw new ValidationError('watchlistId filters `filings` of the query, not of one company');
        return { where: filingWhere(filter), orderBy: newestFirst };
      },
    },
    FilingConnection,
    FilingEdge,
  ),
);

builder.queryField('filings', (t) =>
  t.prismaConnection(
    {
      type: Filing,
      cursor: 'accessionNumber',
      description: 'Newest first.',
      args: { filter: t.arg({ type: FilingFilterInput }) },
      complexity: connectionComplexity,
      totalCount: async (_connection, { filter }, context) =>
        context.db.filing.count({ where: filingWhere(filter, await watchedCiks(context, filter?.watchlistId)) }),
      resolve: async (query, _root, { filter }, context) =>
        context.db.filing.findMany({
          ...nonEmpty(query),
          where: filingWhere(filter, await watchedCiks(context, filter?.watchlistId)),
          orderBy: newestFirst,
        }),
    },
    FilingConnection,
    FilingEdge,
  ),
);
