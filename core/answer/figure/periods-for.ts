import type { FindFigure } from '../formula/evaluate.ts';
import { conceptsIn, type FigurePeriod, type PartOfYear } from '../formula/expression.ts';
import type { FigurePlan } from '../plan/types.ts';

/** Which period is meant where no year is named; a part of a year is that of the newest report that tells of it. */
export type Latest = 'YEAR' | 'QUARTER' | 'ANY' | PartOfYear;

export interface FigureContext {
  find(cik: number): FindFigure;
  /** The newest year, quarter or named part of a year that the company's filings in scope cover. */
  latest(cik: number, which: Latest): Promise<FigurePeriod | undefined>;
  /** The period that ends on a day, as the company counts it. */
  endingOn(cik: number, concepts: readonly string[], day: NonNullable<FigurePlan['day']>): Promise<FigurePeriod | undefined>;
}

/** A share count is asked for as it stands; every report's cover has one. */
function latestOf({ relative, measured }: FigurePlan): Latest {
  if (relative === 'LATEST_QUARTER') return 'QUARTER';
  return measured.every(({ expression }) => expression.kind === 'FIGURE' && expression.concept === 'SharesOutstanding') ? 'ANY' : 'YEAR';
}

/** The periods whose values are needed: a change needs the year before as well. */
export async function periodsFor(plan: FigurePlan, cik: number, context: FigureContext): Promise<FigurePeriod[]> {
  let periods = plan.periods;
  if (periods.length === 0 && plan.day) {
    const concepts = plan.measured.flatMap(({ expression }) => conceptsIn(expression));
    const period = await context.endingOn(cik, concepts, plan.day);
    if (!period) return [];
    periods = [period];
  }
  if (periods.length === 0) {
    const wanted: readonly Latest[] = plan.yearless ?? [latestOf(plan)];
    const latest = await Promise.all(wanted.map((which) => context.latest(cik, which)));
    const span = plan.span ?? 1;
    periods = latest.flatMap((each) =>
      each ? Array.from({ length: span }, (_, i) => ({ ...each, fiscalYear: each.fiscalYear - span + 1 + i })) : [],
    );
    if (periods.length === 0) return [];
  }
  if (plan.since !== undefined && periods.length === 1) {
    const latest = (await context.latest(cik, 'YEAR'))?.fiscalYear ?? plan.since;
    const isOfEnds = plan.claim || plan.presumed || ['CHANGE', 'GROWTH', 'CAGR'].includes(plan.operation);
    const years = Array.from({ length: Math.max(1, latest - plan.since + 1) }, (_, i) => plan.since! + i);
    const chosen = isOfEnds && !plan.claim?.isEach && years.length > 2 ? [years[0]!, years.at(-1)!] : years;
    periods = chosen.map((fiscalYear) => ({ fiscalYear, fiscalPeriod: 'FY' as const }));
  }
  const needsTwo =
    ['CHANGE', 'GROWTH', 'CAGR', 'TREND'].includes(plan.operation) ||
    (plan.claim && !plan.claim.against && !['POSITIVE', 'NEGATIVE'].includes(plan.claim.direction));
  if (periods.length === 1 && needsTwo) {
    const [only] = periods as [FigurePeriod];
    const isSteady = plan.claim?.direction === 'UNCHANGED' && plan.periods.length === 0;
    const years = plan.operation === 'TREND' || isSteady ? 2 : 1;
    periods = [...Array.from({ length: years }, (_, i) => ({ ...only, fiscalYear: only.fiscalYear - years + i })), only];
  }
  return [...periods].sort((a, b) => a.fiscalYear - b.fiscalYear || order(a) - order(b));
}

const ORDER = ['Q1', 'Q2', 'H1', 'Q3', 'M9', 'Q4', 'FY'];
const order = ({ fiscalPeriod }: FigurePeriod) => ORDER.indexOf(fiscalPeriod);
