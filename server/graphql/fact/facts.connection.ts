import { queryFromInfo } from '@pothos/plugin-prisma';
import { ValidationError } from '../../../core/errors.ts';
import { findFacts } from '../../../core/fact/fact.repo.ts';
import type { Fact as FactRow, Prisma } from '../../../generated/prisma/client.ts';
import { builder } from '../builder.ts';
import { connectionComplexity, DEFAULT_FIRST, nonEmpty } from '../connection.ts';
import { Filing } from '../filing/filing.type.ts';
import { sharedConnection } from '../shared-connection.ts';
import { Fact } from './fact.type.ts';
import { FactFilterInput, factQuery, factWhere } from './fact-filter.ts';

const [FactConnection, FactEdge] = sharedConnection(Fact, 'Fact');

builder.prismaObjectField(Filing, 'facts', (t) =>
  t.relatedConnection(
    'facts',
    {
      type: Fact,
      cursor: 'id',
      description: 'In the order of the documents, hidden ones and texts included.',
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
  t.connection(
    {
      type: Fact,
      description: 'Numbers of companies or filings, newest period first.',
      args: { filter: t.arg({ type: FactFilterInput, required: true }) },
      complexity: connectionComplexity,
      resolve: async (_root, { filter, first, after, before, last }, context, info) => {
        if (before || last) throw new ValidationError('facts pages forwards only: use first and after');
        const { db } = context;
        const page = await findFacts(db, { ...factQuery(filter), first: first ?? DEFAULT_FIRST, after: after ?? undefined });
        const query = nonEmpty(queryFromInfo({ context, info, typeName: 'Fact', paths: [['edges', 'node']] }) as FactSelection);
        const ids = page.facts.map(({ id }) => id);
        const rows = ids.length > 0 ? ((await db.fact.findMany({ ...query, where: { id: { in: ids } } })) as FactRow[]) : [];
        const byId = new Map(rows.map((row) => [row.id, row]));
        const edges = page.facts.flatMap(({ id, periodEnd }) => {
          const node = byId.get(id);
          return node ? [{ cursor: `${periodEnd}:${id}`, node }] : [];
        });
        const { hasNextPage, endCursor } = page;
        return {
          edges,
          pageInfo: { hasNextPage, hasPreviousPage: Boolean(after), startCursor: edges[0]?.cursor ?? null, endCursor },
        };
      },
    },
    FactConnection,
    FactEdge,
  ),
);

type FactSelection = Pick<Prisma.FactFindManyArgs, 'select' | 'include'>;
