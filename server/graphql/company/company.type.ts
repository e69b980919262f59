import { padCik, parseCik } from '../../../core/edgar/cik.ts';
import type { Prisma } from '../../../generated/prisma/client.ts';
import { builder } from '../builder.ts';
import { connectionComplexity, nonEmpty } from '../connection.ts';
import { sharedConnection } from '../shared-connection.ts';

interface FormerName {
  name: string;
  from?: string;
  to?: string;
}

const FormerNameType = builder.objectRef<FormerName>('FormerName').implement({
  fields: (t) => ({
    name: t.exposeString('name'),
    from: t.field({ type: 'Date', nullable: true, resolve: ({ from }) => from?.slice(0, 10) }),
    to: t.field({ type: 'Date', nullable: true, resolve: ({ to }) => to?.slice(0, 10) }),
  }),
});

export const Company = builder.prismaNode('Company', {
  nullable: true,
  id: { resolve: ({ cik }) => String(cik) },
  findUnique: (id) => ({ cik: /^\d{1,9}$/.test(id) ? Number(id) : -1 }),
  select: { cik: true },
  fields: (t) => ({
    cik: t.string({ description: 'Ten digits, as EDGAR pads it.', resolve: ({ cik }) => padCik(cik) }),
    name: t.exposeString('name'),
    ticker: t.string({
      nullable: true,
      description: 'The first of `tickers`.',
      select: { tickers: { select: { ticker: true }, orderBy: { ticker: 'asc' } } },
      resolve: ({ tickers }) => tickers[0]?.ticker,
    }),
    tickers: t.stringList({
      select: { tickers: { select: { ticker: true }, orderBy: { ticker: 'asc' } } },
      resolve: ({ tickers }) => tickers.map(({ ticker }) => ticker),
    }),
    sic: t.exposeString('sic', { nullable: true }),
    sicDescription: t.exposeString('sicDescription', { nullable: true }),
    category: t.exposeString('category', { nullable: true }),
    fiscalYearEnd: t.exposeString('fiscalYearEnd', { nullable: true, description: 'MMDD.' }),
    stateOfIncorporation: t.exposeString('stateOfIncorporation', { nullable: true }),
    formerNames: t.field({
      type: [FormerNameType],
      select: { formerNames: true },
      resolve: ({ formerNames }) => (Array.isArray(formerNames) ? (formerNames as unknown as FormerName[]) : []),
    }),
  }),
});

const [CompanyConnection, CompanyEdge] = sharedConnection(Company, 'Company');

builder.queryFields((t) => ({
  company: t.prismaField({
    type: Company,
    nullable: true,
    description: 'By ticker or by CIK (with or without leading zeros). Null when Gravity does not hold it.',
    args: { ticker: t.arg.string(), cik: t.arg.string() },
    resolve: async (query, _root, { ticker, cik }, { db }) => {
      if (ticker) {
        const where = { tickers: { some: { ticker: ticker.trim().toUpperCase().replace('.', '-') } } };
        return db.company.findFirst({ ...nonEmpty(query), where });
      }
      return cik ? db.company.findUnique({ ...nonEmpty(query), where: { cik: parseCik(cik) } }) : null;
    },
  }),
  companies: t.prismaConnection(
    {
      type: Company,
      cursor: 'cik',
      description: 'In alphabetical order. `search` looks in names, tickers and CIKs.',
      args: { search: t.arg.string() },
      complexity: connectionComplexity,
      totalCount: (_connection, { search }, { db }) => db.company.count({ where: companyWhere(search) }),
      resolve: (query, _root, { search }, { db }) =>
        db.company.findMany({ ...nonEmpty(query), where: companyWhere(search), orderBy: [{ name: 'asc' }, { cik: 'asc' }] }),
    },
    CompanyConnection,
    CompanyEdge,
  ),
}));

function companyWhere(search: string | null | undefined): Prisma.CompanyWhereInput {
  const text = search?.trim();
  if (!text) return {};
  const byCik = /^\d{1,10}$/.test(text) && Number(text) <= 2_147_483_647 ? [{ cik: Number(text) }] : [];
  return {
    OR: [
      { name: { contains: text, mode: 'insensitive' } },
      { tickers: { some: { ticker: { startsWith: text.toUpperCase() } } } },
      ...byCik,
    ],
  };
}
