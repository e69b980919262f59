import type { PrismaClient } from '../../../generated/prisma/client.ts';
import type { FigureScope } from '../figure/fact-figures.ts';
import { filingsInScope } from '../figure/filings-in-scope.ts';
import type { RunInput } from './types.ts';

export interface CoveredFiling {
  accessionNumber: string;
  cik: number;
  form: string;
  fiscalYear: number | null;
  fiscalPeriod: string | null;
  periodEnd: string | null;
  filedAt: string;
  items: string[];
  sections: { key: string; title: string; status: string }[];
}

const MOST = 200;

/** The filings that may answer, newest first, with what is in them. */
export async function coveredFilings(prisma: PrismaClient, ciks: readonly number[], scope: FigureScope): Promise<CoveredFiling[]> {
  const rows = await prisma.filing.findMany({
    where: filingsInScope(ciks, scope),
    orderBy: [{ filedAt: 'desc' }, { accessionNumber: 'desc' }],
    take: MOST,
    select: {
      accessionNumber: true,
      cik: true,
      form: true,
      fiscalYear: true,
      fiscalPeriod: true,
      periodEnd: true,
      filedAt: true,
      items: true,
      sections: { select: { key: true, title: true, status: true }, orderBy: { ordinal: 'asc' } },
    },
  });
  return rows.map((row) => ({
    ...row,
    periodEnd: row.periodEnd?.toISOString().slice(0, 10) ?? null,
    filedAt: row.filedAt.toISOString().slice(0, 10),
  }));
}

/** What a refusal says was searched: at most ten filings, each with the sections it has. */
export function coverageMap(filings: readonly CoveredFiling[]): { accessionNumber: string; sections: string[] }[] {
  return filings.slice(0, 10).map(({ accessionNumber, sections }) => ({
    accessionNumber,
    sections: [...new Set(sections.filter(({ status, key }) => status !== 'MISSING' && !key.startsWith('note')).map(({ key }) => key))],
  }));
}

export const scopeOf = ({ filter }: RunInput): FigureScope => ({
  ...(filter.accessionNumbers?.length && { accessionNumbers: filter.accessionNumbers }),
  ...(filter.asOf && { asOf: new Date(filter.asOf) }),
});
