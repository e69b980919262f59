import { builder } from '../builder.ts';
import { Company } from '../company/company.type.ts';
import { nonEmpty } from '../connection.ts';
import { uuidOf } from '../ids.ts';
import { loadTogether } from '../load-together.ts';
import { NO_ROW } from '../no-row.ts';

export const Watchlist = builder.prismaNode('Watchlist', {
  nullable: true,
  id: { field: 'id' },
  findUnique: (id) => ({ id: uuidOf(id, 'Watchlist') ?? NO_ROW }),
  fields: (t) => ({
    name: t.exposeString('name'),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    companies: t.prismaField({
      type: [Company],
      description: 'In the order they were added.',
      select: { items: { select: { cik: true }, orderBy: { addedAt: 'asc' } } },
      resolve: async (query, { items }, _args, context, info) => {
        const load = (cik: number) =>
          loadTogether(
            context,
            info,
            cik,
            (ciks) => context.db.company.findMany({ ...nonEmpty(query), where: { cik: { in: ciks } } }),
            (company) => company.cik,
          );
        const companies = await Promise.all(items.map(({ cik }) => load(cik)));
        return companies.filter((company) => company !== null);
      },
    }),
  }),
});

builder.queryFields((t) => ({
  watchlists: t.prismaField({
    type: [Watchlist],
    resolve: (query, _root, _args, { db }) => db.watchlist.findMany({ ...nonEmpty(query), orderBy: [{ name: 'asc' }] }),
  }),
  watchlist: t.prismaField({
    type: Watchlist,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }, { db }) =>
      db.watchlist.findUnique({ ...nonEmpty(query), where: { id: uuidOf(id, 'Watchlist') ?? NO_ROW } }),
  }),
}));
