import { Decimal } from 'decimal.js';
import type { FigurePlan, Operation } from '../plan/types.ts';
import { type Presentation, showNumber } from '../presentation.ts';
import { add, citationsOf, type Draft, formulaText, instant, number, type Point, show } from './draft.ts';
import { isPlural, listed, movedWord, periodWords, possessive, was, when } from './wording.ts';

export function aggregate(draft: Draft, series: Point[], operation: Operation, asked: Presentation): void {
  const [first] = series as [Point];
  const sum = series.reduce((total, { computed }) => total.plus(computed.value), new Decimal(0));
  const result = operation === 'TOTAL' ? sum : sum.div(series.length);
  const parts = series.map(
    (point) => `${show(point.computed.value, point, operation === 'TOTAL' ? {} : { ...asked })} in ${periodWords(point.period)}`,
  );
  const isLong =
    operation === 'AVERAGE' && first.measured.measure === 'AMOUNT' && result.abs().gte(1_000_000) && result.decimalPlaces() > 0;
  const shown = show(result, first, isLong ? { scale: 6, decimals: 2, ...asked } : asked);
  const what = operation === 'TOTAL' ? `total ${first.measured.name}` : `average ${first.measured.name}`;
  const span = `${periodWords(first.period)} to ${periodWords(series.at(-1)!.period).replace('fiscal year ', '')}`;
  add(
    draft,
    `${possessive(first.company.name)} ${what} over ${span} ${was(first.measured.name)} ${shown} (${listed(parts)}).`,
    series,
    asked,
    {
      value: result,
      formula:
        operation === 'TOTAL'
          ? `sum over ${series.length} periods of ${formulaText(first)}`
          : `(${series.map(({ computed }) => computed.worked).join(' + ')}) / ${series.length}`,
      operands: series,
      shown,
    },
  );
}

export function change(draft: Draft, series: Point[], operation: Operation, asked: Presentation): void {
  const [first, last] = [series[0]!, series.at(-1)!];
  const [from, to] = [first.computed.value, last.computed.value];
  const difference = to.minus(from);
  const rate = first.measured.measure === 'RATE';
  const years = last.period.fiscalYear - first.period.fiscalYear;
  const relative = !from.isZero() && !from.isNegative() ? difference.div(from) : undefined;
  const name = `${possessive(last.company.name)} ${last.measured.name}`;
  const ends = `from ${show(from, first, {})} ${when(first.period, instant(first))} to ${show(to, last, {})} ${when(last.period, instant(last))}`;
  const percents: Presentation = { percent: true, ...(asked.decimals !== undefined && { decimals: asked.decimals }) };
  if (operation === 'CAGR' && years > 0 && from.gt(0) && to.gt(0)) {
    const growth = to.div(from).pow(new Decimal(1).div(years)).minus(1);
    const shown = showNumber(growth, 'RATE', undefined, percents);
    add(draft, `${name} grew at a compound annual rate of ${shown} over ${years} years, ${ends}.`, series, asked, {
      value: growth,
      formula: `(${to.toFixed()} / ${from.toFixed()})^(1/${years}) - 1`,
      operands: [first, last],
      shown,
    });
    return;
  }
  if (rate) {
    const shown = `${showNumber(difference.abs().times(100), 'NUMBER', undefined, { decimals: asked.decimals ?? 1 })} percentage points`;
    add(draft, `${name} ${difference.isZero() ? 'did not change' : `${movedWord(difference)} by ${shown}`}, ${ends}.`, series, asked, {
      value: difference,
      formula: `${to.toDecimalPlaces(6)} - ${from.toDecimalPlaces(6)}`,
      operands: [first, last],
      shown,
    });
    return;
  }
  const shownDifference = show(difference.abs(), last, operation === 'CHANGE' ? { ...asked, percent: undefined } : {});
  const shownRelative = relative && showNumber(relative.abs(), 'RATE', undefined, percents);
  const amount =
    operation === 'GROWTH' && shownRelative
      ? `${shownRelative} (${shownDifference})`
      : `${shownDifference}${shownRelative ? ` (${shownRelative})` : ''}`;
  const verb = isPlural(last.measured.name) && difference.isZero() ? 'did not change' : movedWord(difference);
  add(draft, `${name} ${verb}${difference.isZero() ? '' : ` by ${amount}`}, ${ends}.`, series, asked, {
    value: operation === 'GROWTH' && relative ? relative : difference,
    formula:
      operation === 'GROWTH' && relative
        ? `(${to.toFixed()} - ${from.toFixed()}) / ${from.toFixed()}`
        : `${to.toFixed()} - ${from.toFixed()}`,
    operands: [first, last],
    shown: operation === 'GROWTH' && shownRelative ? shownRelative : shownDifference,
  });
  if (shownRelative && relative)
    number(draft, shownRelative, relative, `(${to.toFixed()} - ${from.toFixed()}) / ${from.toFixed()}`, [first, last]);
  number(draft, shownDifference, difference, `${to.toFixed()} - ${from.toFixed()}`, [first, last]);
}

/** One closing sentence where two measures, or one of two companies, are side by side, and their sum where it was asked for. */
export function compare(draft: Draft, plan: FigurePlan, points: Point[]): void {
  const isSide = plan.setAgainst ? plan.measured.length === points.length : plan.measured.length === 1;
  if (!isSide || (!plan.setAgainst && points.length !== plan.companies.length) || points.length < 2) return;
  const [a, b] = points as [Point, Point];
  if (points.some(({ computed }) => computed.operands[0]?.unit !== a.computed.operands[0]?.unit)) return;
  const isAmount = ['AMOUNT', 'SHARES', 'PER_SHARE'].includes(a.measured.measure);
  const worked = (operator: string) => points.map(({ computed }) => computed.worked).join(operator);
  if (plan.together === 'MEAN' || (plan.together && isAmount)) {
    const sum = points.reduce((total, { computed }) => total.plus(computed.value), new Decimal(0));
    const isMean = plan.together === 'MEAN';
    const result = isMean ? sum.div(points.length) : sum;
    const shown = show(result, a, isMean && isAmount ? { scale: 6, decimals: 2, ...plan.presentation } : plan.presentation);
    draft.sentences.push({ text: `${isMean ? 'On average' : 'Together'} that is ${shown}.`, citations: citationsOf(points) });
    number(draft, shown, result, isMean ? `(${worked(' + ')}) / ${points.length}` : worked(' + '), points);
    return;
  }
  if (points.length !== 2) return;
  const difference = a.computed.value.minus(b.computed.value);
  const [more, less] = difference.isNegative() ? [b, a] : [a, b];
  const by = isAmount && !difference.isZero() ? show(difference.abs(), a, plan.presentation) : undefined;
  const [whose, other] = [`${possessive(more.company.name)} ${more.measured.name}`, plan.setAgainst ? less.measured.name : undefined];
  const text = difference.isZero()
    ? other
      ? `${whose} and ${other} were the same.`
      : `Both had the same ${a.measured.name}.`
    : `${whose} ${was(more.measured.name)} higher than ${other ? `its ${other}` : possessive(less.company.name)}${by ? `, by ${by}` : ''}.`;
  draft.sentences.push({ text, citations: citationsOf(points) });
  if (by) number(draft, by, difference.abs(), `${more.computed.worked} - ${less.computed.worked}`, [more, less]);
}
