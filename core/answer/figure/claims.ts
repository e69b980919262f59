import { Decimal } from 'decimal.js';
import type { Threshold } from '../plan/threshold.ts';
import type { FigurePlan } from '../plan/types.ts';
import { showNumber } from '../presentation.ts';
import { change, compare } from './changes.ts';
import type { Draft, FigureOutcome, Point } from './draft.ts';
import { value } from './say-value.ts';

/** Points of one company and one measure, earliest first. */
export function seriesOf(points: Point[]): Point[][] {
  const series = new Map<string, Point[]>();
  for (const point of points) {
    const key = `${point.company.cik} ${point.measured.name}`;
    series.set(key, [...(series.get(key) ?? []), point]);
  }
  return [...series.values()];
}

export const DIRECTION_WORDS: Record<NonNullable<FigurePlan['claim']>['direction'], string> = {
  UP: 'rose',
  DOWN: 'fell',
  CHANGED: 'changed',
  UNCHANGED: 'stayed the same',
  POSITIVE: 'was positive',
  NEGATIVE: 'was negative',
};
const NEGATED_WORDS: typeof DIRECTION_WORDS = {
  UP: 'did not rise',
  DOWN: 'did not fall',
  CHANGED: 'did not change',
  UNCHANGED: 'did not stay the same',
  POSITIVE: 'was not positive',
  NEGATIVE: 'was not negative',
};
/** "that revenue fell" */
export function premiseWords(name: string, { direction, ofLoss, isNegated, threshold }: NonNullable<FigurePlan['claim']>): string {
  if (ofLoss && threshold) return `that there was a loss of ${sayThreshold(threshold)}`;
  if (ofLoss) return `that there was a loss that ${direction === 'UP' ? 'became smaller' : 'became larger'}`;
  const said = (isNegated ? NEGATED_WORDS : DIRECTION_WORDS)[direction];
  if (!threshold) return `that ${name} ${said}`;
  return `that ${name} ${threshold.of === 'LEVEL' ? `was${isNegated ? ' not' : ''}` : `${said} by`} ${sayThreshold(threshold)}`;
}

function sayThreshold({ isAbove, isInclusive, within, unit, value }: Threshold): string {
  const bound = within !== undefined ? '' : isInclusive ? (isAbove ? 'at least ' : 'at most ') : isAbove ? 'more than ' : 'less than ';
  const measure = ({ PERCENT: 'RATE', TIMES: 'RATIO', AMOUNT: 'AMOUNT', NUMBER: 'NUMBER' } as const)[unit];
  return `${bound}${showNumber(new Decimal(value), measure, unit === 'AMOUNT' ? 'USD' : undefined)}`;
}

/** "Yes" or "No", and why; only what happened where the question leaves open which. */
export function answerClaim(plan: FigurePlan, points: Point[]): FigureOutcome {
  const draft: Draft = { sentences: [], numbers: [], figures: [] };
  const claim = plan.claim!;
  if (claim.against) return answerAgainst(plan, points, claim.against);
  let allHold = true;
  for (const series of seriesOf(points)) {
    const holds = claimHolds(claim, series);
    allHold &&= holds;
    const detail: Draft = { sentences: [], numbers: [], figures: [] };
    if (series.length > 1 && !isOfEvery(claim)) change(detail, series, 'CHANGE', plan.presentation);
    else for (const point of series) value(detail, point, plan.presentation);
    const [head, ...tail] = detail.sentences;
    draft.sentences.push(claim.isOpen || claim.isNegated ? head! : { ...head!, text: `${holds ? 'Yes' : 'No'}: ${head!.text}` }, ...tail);
    draft.numbers.push(...detail.numbers);
    draft.figures.push(...detail.figures);
  }
  return { kind: 'ANSWER', draft, holds: allHold };
}

/** Two companies side by side, and whether the first named is more, or less, than the other. */
function answerAgainst(plan: FigurePlan, points: Point[], against: 'MORE' | 'LESS'): FigureOutcome {
  const [first, second] = points;
  const draft: Draft = { sentences: [], numbers: [], figures: [] };
  compare(draft, plan, points);
  const [verdict] = draft.sentences;
  if (!first || !second || !verdict) return { kind: 'MISSING', missing: [] };
  const order = first.computed.value.comparedTo(second.computed.value);
  const holds = against === 'MORE' ? order > 0 : order < 0;
  draft.sentences[0] = { ...verdict, text: `${holds ? 'Yes' : 'No'}: ${verdict.text}` };
  for (const point of points) value(draft, point, plan.presentation);
  return { kind: 'ANSWER', draft, holds };
}

function meets({ isAbove, isInclusive, within, value }: Threshold, reached: Decimal): boolean {
  if (within !== undefined) return reached.minus(value).abs().lte(within);
  if (reached.eq(value)) return isInclusive;
  return isAbove ? reached.gt(value) : reached.lt(value);
}

export const claimHolds = (claim: NonNullable<FigurePlan['claim']>, series: readonly Pick<Point, 'computed' | 'measured'>[]): boolean =>
  isSo(claim, series) !== (claim.isNegated === true);

/** Said of each period by itself. */
const isOfEvery = ({ direction, threshold, isEach }: NonNullable<FigurePlan['claim']>): boolean =>
  isEach === true || threshold?.of === 'LEVEL' || (!threshold && (direction === 'POSITIVE' || direction === 'NEGATIVE'));

function isSo(claim: NonNullable<FigurePlan['claim']>, series: readonly Pick<Point, 'computed' | 'measured'>[]): boolean {
  const values = series.map(({ computed }) => computed.value);
  const [first, last] = [values[0]!, values.at(-1)!];
  const { threshold } = claim;
  if (claim.ofLoss && !(claim.direction === 'UP' ? first : last).isNegative()) return false;
  if (threshold) {
    if (threshold.of === 'LEVEL') return values.every((value) => meets(threshold, claim.ofLoss ? value.neg() : value));
    const isRate = series[0]!.measured.measure === 'RATE';
    const moved = threshold.unit === 'PERCENT' && !isRate ? last.minus(first).div(first.abs()) : last.minus(first);
    if (!meets(threshold, moved.abs())) return false;
  }
  switch (claim.direction) {
    case 'UP':
      return claim.isEach ? steps(values).every(([before, after]) => after.gt(before)) : last.gt(first);
    case 'DOWN':
      return claim.isEach ? steps(values).every(([before, after]) => after.lt(before)) : last.lt(first);
    case 'CHANGED':
      return !last.eq(first);
    case 'POSITIVE':
      return values.every((value) => value.gt(0));
    case 'NEGATIVE':
      return values.every((value) => value.lt(0));
    case 'UNCHANGED': {
      const tolerance = new Decimal(claim.tolerance ?? '0.02');
      return values.every(
        (value, i) =>
          i === 0 ||
          value
            .minus(values[i - 1]!)
            .abs()
            .lte(value.abs().lt(1) ? tolerance : tolerance.times(values[i - 1]!.abs())),
      );
    }
  }
}

const steps = (values: readonly Decimal[]): [Decimal, Decimal][] => values.slice(1).map((after, i) => [values[i]!, after]);
