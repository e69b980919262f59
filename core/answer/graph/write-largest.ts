import { balanceLines } from '../figure/balance-lines.ts';
import type { FigureOutcome } from '../figure/draft.ts';
import type { createFigureContext } from '../figure/find-figures.ts';
import { periodsFor } from '../figure/periods-for.ts';
import { lowerFirst } from '../figure/wording.ts';
import { writeFigures } from '../figure/write-figures.ts';
import { BASE } from '../formula/expression.ts';
import type { Measured, TextPlan } from '../plan/types.ts';
import { scopeOf } from './coverage.ts';
import type { GraphDeps } from './deps.ts';
import type { GraphState } from './state.ts';

const MOST_LINES = 4;

/** The largest line of a side of the balance sheet, and those that follow it. */
export async function writeLargest(
  deps: GraphDeps,
  { side, plan }: NonNullable<TextPlan['largest']>,
  context: ReturnType<typeof createFigureContext>,
  { input }: GraphState,
): Promise<FigureOutcome> {
  const [company] = plan.companies;
  const period = company && (await periodsFor(plan, company.cik, context)).at(-1);
  const lines = period ? (await balanceLines(deps, company.cik, period, side, scopeOf(input))).slice(0, MOST_LINES) : [];
  if (!period || lines.length < 2) return { kind: 'MISSING', missing: [] };
  const measured = lines.map(
    ({ concept, label, measure }): Measured => ({
      name: lowerFirst(label),
      expression: { kind: 'FIGURE', concept, at: BASE, phrase: label },
      measure,
      origin: 'LINE',
    }),
  );
  return writeFigures(
    { ...plan, measured, periods: [period] },
    { ...context, find: () => async (concept) => lines.find((line) => line.concept === concept) },
  );
}
