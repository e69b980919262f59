import { ValidationError } from '../../../core/errors.ts';
import type { Prisma } from '../../../generated/prisma/client.ts';
import { builder } from '../builder.ts';
import { FilingStatusEnum } from '../enums.ts';
import { startOfDay } from '../scalars.ts';

export const FilingFilterInput = builder.inputType('FilingFilter', {
  description: 'Parts given together must all hold; an empty list filters nothing.',
  fields: (t) => ({
    tickers: t.stringList(),
    forms: t.stringList({ description: '`10-K` also brings `10-K/A`.' }),
    statuses: t.field({ type: [FilingStatusEnum] }),
    filedFrom: t.field({ type: 'Date', description: 'Inclusive.' }),
    filedTo: t.field({ type: 'Date', description: 'Inclusive.' }),
    watchlistId: t.id(),
  }),
});

type FilingFilter = typeof FilingFilterInput.$inferInput;

export const normaliseTicker = (ticker: string) => ticker.trim().toUpperCase().replace('.', '-');

/** `watchlistId` needs a look-up first: pass the CIKs that it holds as `ciks`. */
export function filingWhere(filter: FilingFilter | null | undefined, ciks?: readonly number[]): Prisma.FilingWhereInput {
  if (!filter) return {};
  const { tickers, forms, statuses, filedFrom, filedTo } = filter;
  if (filedFrom && filedTo && filedFrom > filedTo) throw new ValidationError('filedFrom is after filedTo');
  const and: Prisma.FilingWhereInput[] = [];
  if (tickers?.length) and.push(ofCompany({ company: { tickers: { some: { ticker: { in: tickers.map(normaliseTicker) } } } } }));
  if (ciks) and.push(ofCompany({ cik: { in: [...ciks] } }));
  if (forms?.length) and.push({ form: { in: forms.flatMap(withAmendment) } });
  if (statuses?.length) and.push({ status: { in: statuses } });
  if (filedFrom || filedTo)
    and.push({ filedAt: { ...(filedFrom && { gte: startOfDay(filedFrom) }), ...(filedTo && { lte: startOfDay(filedTo) }) } });
  return and.length > 0 ? { AND: and } : {};
}

const ofCompany = (company: Prisma.FilingCompanyWhereInput): Prisma.FilingWhereInput => ({ coFilers: { some: company } });

const withAmendment = (form: string) => {
  const name = form.trim().toUpperCase();
  return name.endsWith('/A') ? [name] : [name, `${name}/A`];
};
