import type { PrismaClient } from '../../../generated/prisma/client.ts';
import type { FiscalPeriodName } from '../../filing/document/types.ts';
import type { Logger } from '../../logger.ts';
import type { FindFigure } from '../formula/evaluate.ts';
import { conceptsIn, type FigurePeriod } from '../formula/expression.ts';
import { DERIVATIONS } from '../formula/known-formulas.ts';
import type { FigurePlan } from '../plan/types.ts';
import { onlyCurrentDebt } from './current-debt.ts';
import type { DocumentTexts } from './document-texts.ts';
import { type FigureScope, findFactFigure, inScope } from './fact-figures.ts';
import { filingsInScope } from './filings-in-scope.ts';
import { isInstant } from './measures.ts';
import type { FigureContext, Latest } from './periods-for.ts';
import { REPORTS_OF } from './reports-of-period.ts';
import type { Figure } from './types.ts';

export interface FigureDeps {
  prisma: PrismaClient;
  texts: DocumentTexts;
  logger: Logger;
}

/** Looks figures up once a run; the same line asked for twice is read once. */
export function createFigureContext(deps: FigureDeps, scope: FigureScope): FigureContext {
  const known = new Map<string, Promise<Figure | undefined>>();
  const find =
    (cik: number): FindFigure =>
    (concept, period) => {
      const key = `${cik} ${concept} ${period.fiscalYear} ${period.fiscalPeriod}`;
      let figure = known.get(key);
      if (!figure) {
        figure = look(cik, concept, asPeriodOf(concept, period));
        known.set(key, figure);
      }
      return figure;
    };
  const look = async (cik: number, concept: string, period: FigurePeriod) =>
    (await findFactFigure(deps, cik, concept, period, scope)) ??
    (concept === 'CurrentDebt' ? onlyCurrentDebt(deps, (part) => find(cik)(part, period), period) : undefined);
  return {
    find,
    latest: (cik, which) => latestPeriod(deps.prisma, cik, which, scope),
    endingOn: (cik, concepts, day) => periodEndingOn(deps.prisma, cik, concepts, day, scope),
  };
}

/** A balance "of the first half" stands at the end of its second quarter. */
function asPeriodOf(concept: string, period: FigurePeriod): FigurePeriod {
  if (!isInstant(concept)) return period;
  const ends = { H1: 'Q2', M9: 'Q3', Q4: 'FY' } as const;
  const fiscalPeriod = period.fiscalPeriod in ends ? ends[period.fiscalPeriod as keyof typeof ends] : period.fiscalPeriod;
  return { ...period, fiscalPeriod };
}

const QUARTERS: FiscalPeriodName[] = ['Q1', 'Q2', 'Q3'];

/** A part is the part of its newest report; else what the report itself is of. */
async function latestPeriod(prisma: PrismaClient, cik: number, which: Latest, scope: FigureScope): Promise<FigurePeriod | undefined> {
  const part = which === 'YEAR' || which === 'QUARTER' || which === 'ANY' ? undefined : which;
  const reports = part
    ? REPORTS_OF[part]
    : which === 'YEAR'
      ? REPORTS_OF.FY
      : which === 'QUARTER'
        ? QUARTERS
        : ['FY' as const, ...QUARTERS];
  const row = await prisma.filing.findFirst({
    where: {
      ...filingsInScope([cik], scope),
      fiscalYear: { not: null },
      fiscalPeriod: { in: reports },
    },
    orderBy: [{ periodEnd: 'desc' }, { filedAt: 'desc' }],
    select: { fiscalYear: true, fiscalPeriod: true },
  });
  if (!row?.fiscalYear || !row.fiscalPeriod) return undefined;
  return { fiscalYear: row.fiscalYear, fiscalPeriod: part ?? row.fiscalPeriod };
}

/** A year of 52 or 53 weeks ends some days from the end of the month that people name. */
const DAYS_APART = 6;
/** Where only the month is named, any day of it is meant; `date` is its last. */
const DAYS_IN_MONTH = 30;
const LENGTHS = { FY: ['FY'], QUARTER: ['Q1', 'Q2', 'Q3', 'Q4'], H1: ['H1', 'Q2'], M9: ['M9', 'Q3'] } as const;

/** By the facts of the lines themselves, so that a day shown for comparison is found as well; the nearest day, the longer period first. */
async function periodEndingOn(
  prisma: PrismaClient,
  cik: number,
  concepts: readonly string[],
  { date, part, isMonth, isCalendarYear }: NonNullable<FigurePlan['day']>,
  scope: FigureScope,
): Promise<FigurePeriod | undefined> {
  const day = Date.parse(`${date}T00:00:00Z`);
  const operands = concepts.flatMap((concept) => (DERIVATIONS[concept] ? conceptsIn(DERIVATIONS[concept]) : []));
  const isBalance = concepts.every(isInstant);
  const from = new Date(day - (isMonth || isCalendarYear ? DAYS_IN_MONTH : DAYS_APART) * 86_400_000);
  const to = new Date(day + (isCalendarYear ? DAYS_IN_MONTH + 1 : DAYS_APART) * 86_400_000);
  const rows = await prisma.fact.findMany({
    where: {
      ...inScope(cik, scope),
      standardConcept: { in: [...concepts, ...operands] },
      dimensionsKey: '',
      fiscalYear: { not: null },
      fiscalPeriod: part && !isBalance ? { in: [...LENGTHS[part]] } : { in: LONGEST_FIRST },
      periodEnd: { gte: from, lte: to },
    },
    distinct: ['fiscalYear', 'fiscalPeriod', 'periodEnd'],
    select: { fiscalYear: true, fiscalPeriod: true, periodEnd: true },
  });
  const wanted: readonly FiscalPeriodName[] = part && !isBalance ? LENGTHS[part] : LONGEST_FIRST;
  const place = (period: FiscalPeriodName) => wanted.indexOf(period);
  const [best] = rows.sort(
    (a, b) =>
      Math.abs(a.periodEnd.getTime() - day) - Math.abs(b.periodEnd.getTime() - day) || place(a.fiscalPeriod!) - place(b.fiscalPeriod!),
  );
  if (best) return { fiscalYear: best.fiscalYear!, fiscalPeriod: best.fiscalPeriod! };
  if (!concepts.includes('SharesOutstanding')) return undefined;
  // A cover counts its shares on a day that ends no period: the filing's own is meant.
  const cover = await prisma.fact.findFirst({
    where: { ...inScope(cik, scope), standardConcept: 'SharesOutstanding', dimensionsKey: '', periodEnd: { gte: from, lte: to } },
    orderBy: [{ periodEnd: 'desc' }],
    select: { filing: { select: { fiscalYear: true, fiscalPeriod: true } } },
  });
  const of = cover?.filing;
  return of?.fiscalYear && of.fiscalPeriod ? { fiscalYear: of.fiscalYear, fiscalPeriod: of.fiscalPeriod } : undefined;
}

const LONGEST_FIRST: FiscalPeriodName[] = ['FY', 'Q4', 'Q3', 'Q2', 'Q1', 'M9', 'H1'];
