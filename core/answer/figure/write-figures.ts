import { type Computed, evaluate, type FindFigure, isMissing, type Missing } from '../formula/evaluate.ts';
import { at, type Expression, type FigurePeriod, withDays } from '../formula/expression.ts';
import { NEEDS_POSITIVE } from '../formula/known-formulas.ts';
import type { FigurePlan, Measured } from '../plan/types.ts';
import { aggregate, change, compare } from './changes.ts';
import { answerClaim, claimHolds, premiseWords, seriesOf } from './claims.ts';
import { add, capital, type Draft, type FigureOutcome, instant, type Point, show } from './draft.ts';
import { type FigureContext, periodsFor } from './periods-for.ts';
import { value } from './say-value.ts';
import { lowerFirst, periodWords, possessive, when } from './wording.ts';

/** Works a plan out and says it, each sentence with the rows it rests on. Every number is a figure's or follows from figures by the formula shown. */
export async function writeFigures(plan: FigurePlan, context: FigureContext): Promise<FigureOutcome> {
  const points: Point[] = [];
  const missing: Missing['missing'] = [];
  for (const company of plan.companies) {
    const periods = await periodsFor(plan, company.cik, context);
    for (const measured of plan.measured)
      for (const period of periods) {
        const moved = at(measured.expression, period, period);
        const expression = measured.measure === 'DAYS' && measured.origin === 'KNOWN_FORMULA' ? withDays(moved, period) : moved;
        const computed = await evaluate(expression, period, context.find(company.cik));
        if (isMissing(computed)) missing.push(...computed.missing);
        else if (await isOverNegative(measured, expression, period, context.find(company.cik)))
          missing.push({ concept: '', phrase: `${measured.name}, which has no meaning over a negative figure,`, period });
        else if (measured.isGrowth && !computed.operands.at(-1)?.value.gt(0)) missing.push({ concept: '', phrase: measured.name, period });
        else points.push({ company, period, measured: asFound(measured, computed), computed });
      }
  }
  if (missing.length > 0 || points.length === 0) return { kind: 'MISSING', missing };
  if (plan.claim) return answerClaim(plan, points);
  if (plan.presumed) {
    const [series] = seriesOf(points);
    const isOfLevel = plan.presumed.direction === 'NEGATIVE' || plan.presumed.threshold?.of === 'LEVEL';
    if (series && (isOfLevel || series.length > 1) && !claimHolds(plan.presumed, series)) {
      const draft: Draft = { sentences: [], numbers: [], figures: [] };
      if (series.length > 1) change(draft, series, 'CHANGE', plan.presentation);
      else value(draft, series[0]!, plan.presentation);
      return { kind: 'FALSE_PREMISE', draft, premise: premiseWords(series[0]!.measured.name, plan.presumed) };
    }
  }
  return answerOperation(plan, points);
}

async function isOverNegative({ name }: Measured, expression: Expression, period: FigurePeriod, find: FindFigure): Promise<boolean> {
  if (!NEEDS_POSITIVE.has(name) || expression.kind !== 'BINARY' || expression.operator !== '/') return false;
  const divisor = await evaluate(expression.right, period, find);
  return !isMissing(divisor) && !divisor.value.gt(0);
}

/** A line that was found by its words is called and counted as its filer does. */
function asFound(measured: Measured, { operands: [figure] }: Computed): Measured {
  return measured.origin === 'LINE' && measured.expression.kind === 'FIGURE' && figure?.concept.includes(':')
    ? { ...measured, name: lowerFirst(figure.label), measure: figure.measure }
    : measured;
}

function answerOperation(plan: FigurePlan, points: Point[]): FigureOutcome {
  const { operation, presentation } = plan;
  const draft: Draft = { sentences: [], numbers: [], figures: [] };
  if (operation === 'HIGHEST' || operation === 'LOWEST') {
    const best = points.reduce((a, b) =>
      (operation === 'HIGHEST' ? b.computed.value.gt(a.computed.value) : b.computed.value.lt(a.computed.value)) ? b : a,
    );
    if (plan.measured.length > 1) {
      add(
        draft,
        `${possessive(best.company.name)} ${best.measured.name} was the ${operation.toLowerCase()}, ${show(best.computed.value, best, presentation)} ${when(best.period, instant(best))}.`,
        [best],
        presentation,
      );
      for (const point of points) if (point !== best) value(draft, point, presentation);
      return { kind: 'ANSWER', draft };
    }
    const several = new Set(points.map(({ company }) => company.cik)).size > 1;
    const subject = several ? best.company.name : capital(periodWords(best.period));
    add(
      draft,
      `${subject} had the ${operation.toLowerCase()} ${best.measured.name}, ${show(best.computed.value, best, presentation)}${several ? ` ${when(best.period, instant(best))}` : ''}.`,
      [best],
      presentation,
    );
    for (const point of points) if (point !== best) value(draft, point, presentation);
    return { kind: 'ANSWER', draft };
  }
  for (const series of seriesOf(points)) {
    if (operation === 'VALUE' || operation === 'TREND') for (const point of series) value(draft, point, presentation);
    if (operation === 'AVERAGE' || operation === 'TOTAL') aggregate(draft, series, operation, presentation);
    if (operation === 'CHANGE' || operation === 'GROWTH' || operation === 'CAGR' || (operation === 'TREND' && series.length > 1))
      change(draft, series, operation, presentation);
  }
  compare(draft, plan, points);
  return { kind: 'ANSWER', draft };
}
