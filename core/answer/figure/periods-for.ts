import type { FindFigure } from '../formula/evaluate.ts';
import { conceptsIn, type FigurePeriod } from '../formula/expression.ts';
import type { FigurePlan } from '../plan/types.ts';

export interface FigureContext {
  find(cik: number): FindFigure;
  /** The newest year, or quarter, that the company's filings in scope cover. */
  latest(cik: number, which: 'YEAR' | 'QUARTER' | 'ANY'): Promise<FigurePeriod | undefined>;
  /** The period that ends on a day, as the company counts it. */
  endingOn(cik: number, concepts: readonly string[], day: NonNullable<FigurePlan['day']>): Promise<FigurePeriod | undefined>;
}

/** A share count is asked for as it stands; every report's cover has one. */
function latestOf({ relative, measured }: FigurePlan): 'YEAR' | 'QUARTER' | 'ANY' {
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
    const latest = await context.latest(cik, latestOf(plan));
    if (!latest) return [];
    const span = plan.span ?? 1;
    periods = Array.from({ length: span }, (_, i) => ({ ...latest, fiscalYear: latest.fiscalYear - span + 1 + i }));
  }
  const needsTwo =
    ['CHANGE', 'GROWTH', 'CAGR', 'TREND'].includes(plan.operation) ||
    (plan.claim && !plan.claim.against && !['POSITIVE', 'NEGATIVE'].includes(plan.claim.direction));
  if (periods.length === 1 && needsTwo) {
    const [only] = periods as [FigurePeriod];
    const years = plan.operation === 'TREND' || plan.claim?.direction === 'UNCHANGED' ? 2 : 1;
    periods = [...Array.from({ length: years }, (_, i) => ({ ...only, fiscalYear: only.fiscalYear - years + i })), only];
  }
  return [...periods].sort((a, b) => a.fiscalYear - b.fiscalYear || order(a) - order(b));
}

const ORDER = ['Q1', 'Q2', 'H1', 'Q3', 'M9', 'Q4', 'FY'];
const order = ({ fiscalPeriod }: FigurePeriod) => ORDER.indexOf(fiscalPeriod);
