import type { PrismaClient } from '../../../generated/prisma/client.ts';
import type { Logger } from '../../logger.ts';
import type { FindFigure } from '../formula/evaluate.ts';
import type { FigurePeriod } from '../formula/expression.ts';
import type { DocumentTexts } from './document-texts.ts';
import { type FigureScope, findFactFigure } from './fact-figures.ts';
import { filingsInScope } from './filings-in-scope.ts';
import { isInstant } from './measures.ts';
import type { Figure } from './types.ts';
import type { FigureContext } from './write-figures.ts';

export interface FigureDeps {
  prisma: PrismaClient;
  texts: DocumentTexts;
  logger: Logger;
}

/** Looks figures up once a run; the same line asked for twice is read once. */
export function createFigureContext(deps: FigureDeps, scope: FigureScope): FigureContext {
  const known = new Map<string, Promise<Figure | undefined>>();
  return {
    find:
      (cik): FindFigure =>
      (concept, period) => {
        const key = `${cik} ${concept} ${period.fiscalYear} ${period.fiscalPeriod}`;
        let figure = known.get(key);
        if (!figure) {
          figure = findFactFigure(deps, cik, concept, asPeriodOf(concept, period), scope);
          known.set(key, figure);
        }
        return figure;
      },
    latest: (cik, which) => latestPeriod(deps.prisma, cik, which, scope),
  };
}

/** A balance "of the first half" stands at the end of its second quarter. */
function asPeriodOf(concept: string, period: FigurePeriod): FigurePeriod {
  if (!isInstant(concept)) return period;
  const ends = { H1: 'Q2', M9: 'Q3', Q4: 'FY' } as const;
  const fiscalPeriod = period.fiscalPeriod in ends ? ends[period.fiscalPeriod as keyof typeof ends] : period.fiscalPeriod;
  return { ...period, fiscalPeriod };
}

const REPORTS = { YEAR: ['FY'], QUARTER: ['Q1', 'Q2', 'Q3'], ANY: ['FY', 'Q1', 'Q2', 'Q3'] } as const;

async function latestPeriod(
  prisma: PrismaClient,
  cik: number,
  which: keyof typeof REPORTS,
  scope: FigureScope,
): Promise<FigurePeriod | undefined> {
  const row = await prisma.filing.findFirst({
    where: {
      ...filingsInScope([cik], scope),
      fiscalYear: { not: null },
      fiscalPeriod: { in: [...REPORTS[which]] },
    },
    orderBy: [{ periodEnd: 'desc' }, { filedAt: 'desc' }],
    select: { fiscalYear: true, fiscalPeriod: true },
  });
  if (row?.fiscalYear && row.fiscalPeriod) return { fiscalYear: row.fiscalYear, fiscalPeriod: row.fiscalPeriod };
  return undefined;
}
