import type { PrismaClient } from '../../../generated/prisma/client.ts';
import type { FiscalPeriodName } from '../../filing/document/types.ts';
import type { FigureScope } from '../figure/fact-figures.ts';
import { filingsInScope } from '../figure/filings-in-scope.ts';
import type { RunInput } from './types.ts';

export interface CoveredFiling {
  accessionNumber: string;
  cik: number;
  form: string;
  fiscalYear: number | null;
  fiscalPeriod: FiscalPeriodName | null;
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

const TOLD_ELSEWHERE: Readonly<Record<string, string>> = { 'part2.item7': 'Item 7', 'part2.item8': 'Item 8' };

/** Items of the newest annual report that only refer to a document which is not part of the filing: what is asked may stand there. */
export function referredElsewhere(filings: readonly CoveredFiling[]): string[] {
  const annual = filings.find(({ form }) => /^10-K/.test(form));
  // Where the notes are there, Item 8 refers to another part of the same filing.
  if (!annual || annual.sections.some(({ key }) => key.startsWith('note')) || new Set(filings.map(({ cik }) => cik)).size > 1) return [];
  return annual.sections.flatMap(({ key, status }) =>
    status === 'INCORPORATED_BY_REFERENCE' && TOLD_ELSEWHERE[key] ? [`${TOLD_ELSEWHERE[key]} of ${annual.accessionNumber}`] : [],
  );
}

export const scopeOf = ({ filter }: RunInput): FigureScope => ({
  ...(filter.accessionNumbers?.length && { accessionNumbers: filter.accessionNumbers }),
  ...(filter.asOf && { asOf: new Date(filter.asOf) }),
});
