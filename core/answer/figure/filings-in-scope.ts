import type { Prisma } from '../../../generated/prisma/client.ts';
import type { FigureScope } from './fact-figures.ts';

/** Filings that have been read. */
export const READABLE = ['ANALYZED', 'INDEXED', 'ANALYZED_NOT_INDEXED'] as const satisfies Prisma.EnumFilingStatusFilter['in'];

export function filingsInScope(ciks: readonly number[], { accessionNumbers, asOf }: FigureScope): Prisma.FilingWhereInput {
  return {
    ...(ciks.length > 0 && { OR: [{ cik: { in: [...ciks] } }, { coFilers: { some: { cik: { in: [...ciks] } } } }] }),
    status: { in: [...READABLE] },
    ...(accessionNumbers?.length && { accessionNumber: { in: accessionNumbers } }),
    ...(asOf && { AND: [{ OR: [{ acceptedAt: { lte: asOf } }, { acceptedAt: null, filedAt: { lte: asOf } }] }] }),
  };
}
