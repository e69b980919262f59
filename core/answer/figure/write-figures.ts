import { Decimal } from 'decimal.js';
import { type Computed, evaluate, type FindFigure, isMissing, type Missing } from '../formula/evaluate.ts';
import { at, conceptsIn, type FigurePeriod } from '../formula/expression.ts';
import type { FigurePlan, Measured, Operation } from '../plan/types.ts';
import { type Measure, type Presentation, showNumber } from '../presentation.ts';
import type { AnswerCitation, AnswerNumberBody, AnswerSentenceBody } from '../types.ts';
import { isInstant, nameOfConcept } from './measures.ts';
import type { Figure } from './types.ts';
import { isLossLabel, isPlural, lineName, listed, lowerFirst, movedWord, periodWords, possessive, was, when } from './wording.ts';

export interface Draft {
  sentences: AnswerSentenceBody[];
  numbers: AnswerNumberBody[];
  figures: Figure[];
}

export type FigureOutcome =
  /** `holds`: whether the plan's claim does. */
  | { kind: 'ANSWER'; draft: Draft; holds?: boolean }
  | { kind: 'FALSE_PREMISE'; draft: Draft; premise: string }
  | { kind: 'MISSING'; missing: Missing['missing'] };

export interface FigureContext {
  find(cik: number): FindFigure;
  /** The newest year, or quarter, that the company's filings in scope cover. */
  latest(cik: number, which: 'YEAR' | 'QUARTER' | 'ANY'): Promise<FigurePeriod | undefined>;
  /** The period that ends on a day, as the company counts it. */
  endingOn(cik: number, concepts: readonly string[], day: NonNullable<FigurePlan['day']>): Promise<FigurePeriod | undefined>;
}

/** One value of what is measured, for one company and period. */
interface Point {
  company: { cik: number; name: string };
  period: FigurePeriod;
  measured: Measured;
  computed: Computed;
}

/** Works a plan out and says it, each sentence with the rows it rests on. Every number is a figure's or follows from figures by the formula shown. */
export async function writeFigures(plan: FigurePlan, context: FigureContext): Promise<FigureOutcome> {
  const points: Point[] = [];
  const missing: Missing['missing'] = [];
  for (const company of plan.companies) {
    const periods = await periodsFor(plan, company.cik, context);
    for (const measured of plan.measured)
      for (const period of periods) {
        const computed = await evaluate(at(measured.expression, period, period), period, context.find(company.cik));
        if (isMissing(computed)) missing.push(...computed.missing);
        else points.push({ company, period, measured: asFound(measured, computed), computed });
      }
  }
  if (missing.length > 0 || points.length === 0) return { kind: 'MISSING', missing };
  if (plan.claim) return answerClaim(plan, points);
  if (plan.presumed) {
    const [series] = seriesOf(points);
    if (series && series.length > 1 && !claimHolds(plan.presumed, series)) {
      const draft: Draft = { sentences: [], numbers: [], figures: [] };
      change(draft, series, 'CHANGE', plan.presentation);
      return { kind: 'FALSE_PREMISE', draft, premise: premiseWords(series[0]!.measured.name, plan.presumed.direction) };
    }
    if (series && plan.presumed.direction === 'NEGATIVE' && !claimHolds(plan.presumed, series)) {
      const draft: Draft = { sentences: [], numbers: [], figures: [] };
      for (const point of series) value(draft, point, plan.presentation);
      return { kind: 'FALSE_PREMISE', draft, premise: premiseWords(series[0]!.measured.name, plan.presumed.direction) };
    }
  }
  return answerOperation(plan, points);
}

/** A line that was found by its words is called and counted as its filer does. */
function asFound(measured: Measured, { operands: [figure] }: Computed): Measured {
  return measured.origin === 'LINE' && measured.expression.kind === 'FIGURE' && figure?.concept.includes(':')
    ? { ...measured, name: lowerFirst(figure.label), measure: figure.measure }
    : measured;
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
    (plan.claim && !['POSITIVE', 'NEGATIVE'].includes(plan.claim.direction));
  if (periods.length === 1 && needsTwo) {
    const [only] = periods as [FigurePeriod];
    const years = plan.operation === 'TREND' || plan.claim?.direction === 'UNCHANGED' ? 2 : 1;
    periods = [...Array.from({ length: years }, (_, i) => ({ ...only, fiscalYear: only.fiscalYear - years + i })), only];
  }
  return [...periods].sort((a, b) => a.fiscalYear - b.fiscalYear || order(a) - order(b));
}

const ORDER = ['Q1', 'Q2', 'H1', 'Q3', 'M9', 'Q4', 'FY'];
const order = ({ fiscalPeriod }: FigurePeriod) => ORDER.indexOf(fiscalPeriod);

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

/** Points of one company and one measure, earliest first. */
function seriesOf(points: Point[]): Point[][] {
  const series = new Map<string, Point[]>();
  for (const point of points) {
    const key = `${point.company.cik} ${point.measured.name}`;
    series.set(key, [...(series.get(key) ?? []), point]);
  }
  return [...series.values()];
}

function value(draft: Draft, point: Point, asked: Presentation): void {
  const { company, period, measured, computed } = point;
  const [figure] = computed.operands;
  if (computed.isReported && figure) {
    const line = measured.origin === 'LINE' && !figure.part ? lineName(figure) : measured.name;
    const positive = isLossLabel(line) && computed.value.isNegative() ? { ...computed, value: computed.value.neg() } : computed;
    const said = show(positive.value, point, asked);
    const ended = figure.periodEnd ? ` (${instant(point) ? '' : 'ended '}${figure.periodEnd})` : '';
    const time = figure.concept === 'SharesOutstanding' ? `as of ${figure.periodEnd}` : `${when(period, instant(point))}${ended}`;
    draft.sentences.push({ text: `${possessive(company.name)} ${line} ${was(line)} ${said} ${time}.`, citations: citationsOf([point]) });
    reported(draft, said, figure);
    if (figure.restated) {
      const later = showNumber(figure.restated.value, point.measured.measure, figure.unit, asked);
      draft.sentences.push({
        text: `A later filing of ${figure.restated.filedAt} shows it as ${later}.`,
        citations: figure.restated.citation ? [figure.restated.citation] : citationsOf([point]),
      });
      draft.numbers.push({
        text: later,
        value: figure.restated.value.toFixed(),
        verification: figure.source.kind === 'FACT' && figure.restated.factId ? 'VERIFIED' : 'TEXT_ONLY',
        ...(figure.restated.factId && { factId: figure.restated.factId }),
        operandFactIds: [],
      });
    }
    return;
  }
  add(
    draft,
    `${possessive(company.name)} ${measured.name} ${was(measured.name)} ${show(computed.value, point, asked)} ${when(period, instant(point))}: ${working(point)}.`,
    [point],
    asked,
  );
}

function aggregate(draft: Draft, series: Point[], operation: Operation, asked: Presentation): void {
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

function change(draft: Draft, series: Point[], operation: Operation, asked: Presentation): void {
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

/** One closing sentence where the same thing was measured of two companies. */
function compare(draft: Draft, plan: FigurePlan, points: Point[]): void {
  if (plan.companies.length !== 2 || plan.measured.length !== 1 || points.length !== 2) return;
  const [a, b] = points as [Point, Point];
  if (a.computed.operands[0]?.unit !== b.computed.operands[0]?.unit) return;
  const [more, less] = a.computed.value.gte(b.computed.value) ? [a, b] : [b, a];
  const text = a.computed.value.eq(b.computed.value)
    ? `Both had the same ${a.measured.name}.`
    : `${possessive(more.company.name)} ${more.measured.name} ${was(more.measured.name)} higher than ${possessive(less.company.name)}.`;
  draft.sentences.push({ text, citations: citationsOf(points) });
}

const DIRECTION_WORDS: Record<NonNullable<FigurePlan['claim']>['direction'], string> = {
  UP: 'rose',
  DOWN: 'fell',
  CHANGED: 'changed',
  UNCHANGED: 'stayed the same',
  POSITIVE: 'was positive',
  NEGATIVE: 'was negative',
};
/** "that revenue fell" */
export const premiseWords = (name: string, direction: NonNullable<FigurePlan['claim']>['direction']): string =>
  `that ${name} ${DIRECTION_WORDS[direction]}`;

/** "Yes" or "No", and why. */
function answerClaim(plan: FigurePlan, points: Point[]): FigureOutcome {
  const draft: Draft = { sentences: [], numbers: [], figures: [] };
  const claim = plan.claim!;
  let allHold = true;
  for (const series of seriesOf(points)) {
    const holds = claimHolds(claim, series);
    allHold &&= holds;
    const detail: Draft = { sentences: [], numbers: [], figures: [] };
    if (series.length > 1) change(detail, series, 'CHANGE', plan.presentation);
    else value(detail, series[0]!, plan.presentation);
    const [head, ...tail] = detail.sentences;
    draft.sentences.push({ ...head!, text: `${holds ? 'Yes' : 'No'}: ${head!.text}` }, ...tail);
    draft.numbers.push(...detail.numbers);
    draft.figures.push(...detail.figures);
  }
  return { kind: 'ANSWER', draft, holds: allHold };
}

export function claimHolds(claim: NonNullable<FigurePlan['claim']>, series: readonly { computed: { value: Decimal } }[]): boolean {
  const values = series.map(({ computed }) => computed.value);
  const [first, last] = [values[0]!, values.at(-1)!];
  switch (claim.direction) {
    case 'UP':
      return last.gt(first);
    case 'DOWN':
      return last.lt(first);
    case 'CHANGED':
      return !last.eq(first);
    case 'POSITIVE':
      return last.gt(0);
    case 'NEGATIVE':
      return last.lt(0);
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

const show = (value: Decimal, { measured, computed }: Point, asked: Presentation): string =>
  showNumber(value, measured.measure, unitOf(measured.measure, computed.operands), asked);

function unitOf(measure: Measure, operands: readonly Figure[]): string | undefined {
  const unit = operands.find((figure) => figure.unit)?.unit;
  return measure === 'AMOUNT' || measure === 'PER_SHARE' || measure === 'SHARES' ? unit : undefined;
}

/** The arithmetic with its numbers in millions where all of them show whole so, and the lines that were taken as zero. */
function working({ computed, measured }: Point): string {
  const amounts = computed.operands.map(({ value }) => value);
  const inMillions = amounts.length > 0 && amounts.every((value) => value.abs().gte(100_000) && value.div(1_000_000).decimalPlaces() <= 3);
  const text = inMillions ? computed.worked.replace(/\d{1,3}(?:,\d{3})+(?:\.\d+)?/g, (digits) => millions(digits)) : computed.worked;
  const zero = computed.assumedZero.map(({ concept }) => nameOfConcept(concept));
  const lines = listed([...new Set(computed.operands.map(({ concept }) => nameOfConcept(concept)))]);
  const unit = computed.operands.find((figure) => figure.unit)?.unit;
  const scale = inMillions ? ` in millions${unit && /^[A-Z]{3}$/.test(unit) ? ` of ${unit}` : ''}` : '';
  return `${text}${scale}, from ${lines}${zero.length > 0 ? ` (no ${listed([...new Set(zero)])} reported)` : ''}${measured.origin === 'QUESTION' ? ', by the definition given' : ''}`;
}

const millions = (digits: string): string => {
  const value = new Decimal(digits.replaceAll(',', ''));
  return value.abs().gte(100_000)
    ? showNumber(value.div(1_000_000), 'NUMBER', undefined, { decimals: value.div(1_000_000).decimalPlaces() })
    : digits;
};

const formulaText = ({ computed }: Point): string => computed.worked;
const instant = ({ measured, computed }: Point): boolean => {
  if (computed.isReported && computed.operands[0]) return computed.operands[0].periodStart === undefined;
  const concepts = conceptsIn(measured.expression);
  return concepts.length > 0 && concepts.every(isInstant);
};
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

interface Result {
  value: Decimal;
  formula: string;
  operands: Point[];
  shown: string;
}

/** Adds a sentence with the rows of every figure in it, and its numbers: the results, then the figures they came from. */
function add(draft: Draft, text: string, points: Point[], asked: Presentation, result?: Result): void {
  draft.sentences.push({ text, citations: citationsOf(points) });
  if (result) number(draft, result.shown, result.value, result.formula, result.operands);
  for (const point of points) {
    const { computed } = point;
    const [figure] = computed.operands;
    if (computed.isReported && figure) reported(draft, show(computed.value, point, asked), figure);
    else number(draft, show(computed.value, point, asked), computed.value, computed.worked, [point]);
  }
}

function citationsOf(points: readonly Point[]): AnswerCitation[] {
  const seen = new Map<string, AnswerCitation>();
  for (const { computed } of points)
    for (const { citation } of computed.operands)
      seen.set(`${citation.accessionNumber} ${citation.documentName} ${citation.charStart} ${citation.charEnd}`, citation);
  return [...seen.values()];
}

function reported(draft: Draft, text: string, figure: Figure): void {
  draft.figures.push(figure);
  const verification = figure.source.kind === 'FACT' ? 'VERIFIED' : 'TEXT_ONLY';
  draft.numbers.push({ text, value: figure.value.toFixed(), verification, factId: figure.source.factId, operandFactIds: [] });
}

function number(draft: Draft, text: string, value: Decimal, formula: string, points: Point[]): void {
  const operands = points.flatMap(({ computed }) => computed.operands);
  const operandFactIds = [...new Set(operands.map(({ source }) => source.factId))];
  draft.figures.push(...operands);
  if (!draft.numbers.some((known) => known.text === text && known.formula === formula))
    draft.numbers.push({ text, value: value.toDecimalPlaces(12).toFixed(), verification: 'COMPUTED', formula, operandFactIds });
}
