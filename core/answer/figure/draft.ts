import { Decimal } from 'decimal.js';
import type { Computed, Missing } from '../formula/evaluate.ts';
import { conceptsIn, type FigurePeriod } from '../formula/expression.ts';
import type { Measured } from '../plan/types.ts';
import { groupDigits, type Measure, type Presentation, showNumber } from '../presentation.ts';
import type { AnswerCitation, AnswerNumberBody, AnswerSentenceBody } from '../types.ts';
import { isInstant, nameOfConcept } from './measures.ts';
import type { Figure } from './types.ts';
import { listed } from './wording.ts';

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

/** One value of what is measured, for one company and period. */
export interface Point {
  company: { cik: number; name: string };
  period: FigurePeriod;
  measured: Measured;
  computed: Computed;
}

export const show = (value: Decimal, { measured, computed }: Point, asked: Presentation): string =>
  showNumber(value, measured.measure, unitOf(measured.measure, computed.operands), asked);

export function unitOf(measure: Measure, operands: readonly Figure[]): string | undefined {
  const unit = operands.find((figure) => figure.unit)?.unit;
  return measure === 'AMOUNT' || measure === 'PER_SHARE' || measure === 'SHARES' ? unit : undefined;
}

/** The arithmetic with its numbers in millions where all of them show whole so, and the lines that were taken as zero. */
export function working({ computed, measured }: Point): string {
  const amounts = computed.operands.map(({ value }) => value);
  const inMillions =
    amounts.length > 0 &&
    amounts.every((value) => (value.isZero() || value.abs().gte(100_000)) && value.div(1_000_000).decimalPlaces() <= 3);
  const text = inMillions ? computed.worked.replace(/\d{1,3}(?:,\d{3})+(?:\.\d+)?/g, (digits) => millions(digits)) : computed.worked;
  const zero = computed.assumedZero.map(({ concept }) => nameOfConcept(concept));
  const lines = listed([...new Set(computed.operands.map(({ concept }) => nameOfConcept(concept)))]);
  const unit = computed.operands.find((figure) => figure.unit)?.unit;
  const scale = inMillions ? ` in millions${unit && /^[A-Z]{3}$/.test(unit) ? ` of ${unit}` : ''}` : '';
  return `${text}${scale}, from ${lines}${zero.length > 0 ? ` (no ${listed([...new Set(zero)])} reported)` : ''}${measured.origin === 'QUESTION' ? ', by the definition given' : ''}`;
}

export const millions = (digits: string): string => {
  const value = new Decimal(digits.replaceAll(',', ''));
  return value.abs().gte(100_000)
    ? showNumber(value.div(1_000_000), 'NUMBER', undefined, { decimals: value.div(1_000_000).decimalPlaces() })
    : digits;
};

export const formulaText = ({ computed }: Point): string => computed.worked;
export const instant = ({ measured, computed }: Point): boolean => {
  if (computed.isReported && computed.operands[0]) return computed.operands[0].periodStart === undefined;
  const concepts = conceptsIn(measured.expression);
  return concepts.length > 0 && concepts.every(isInstant);
};
export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export interface Result {
  value: Decimal;
  formula: string;
  operands: Point[];
  shown: string;
}

/** All of one draft behind another. */
export function append(to: Draft, from: Draft): void {
  to.sentences.push(...from.sentences);
  to.numbers.push(...from.numbers);
  to.figures.push(...from.figures);
}

/** Adds a sentence with the rows of every figure in it, and its numbers: the results, then the figures they came from. */
export function add(draft: Draft, text: string, points: Point[], asked: Presentation, result?: Result): void {
  draft.sentences.push({ text, citations: citationsOf(points) });
  if (result) number(draft, result.shown, result.value, result.formula, result.operands);
  for (const point of points) {
    const { computed } = point;
    const [figure] = computed.operands;
    if (computed.isReported && figure) reported(draft, show(computed.value, point, asked), figure);
    else number(draft, show(computed.value, point, asked), computed.value, computed.worked, [point]);
  }
}

/** Two parts that are told already, and whether the first named is more, or less, than the other. */
export function partsAgainst(told: Draft, drafts: readonly Draft[], against: 'MORE' | 'LESS', asked: Presentation): FigureOutcome {
  const [first, second] = drafts.map(({ figures: [figure, ...more] }) => (more.length === 0 ? figure : undefined));
  if (drafts.length !== 2 || !first || !second || first.unit !== second.unit || first.measure !== second.measure)
    return { kind: 'MISSING', missing: [] };
  const difference = first.value.minus(second.value);
  const holds = against === 'MORE' ? difference.isPositive() && !difference.isZero() : difference.isNegative();
  const shown = showNumber(difference.abs(), first.measure, first.unit, asked);
  const [one, other] = [first.part ?? 'the first', second.part ?? 'the second'];
  const moved = difference.isZero()
    ? `${one} and ${other} are the same`
    : `${one} is ${difference.isNegative() ? 'below' : 'above'} ${other} by ${shown}`;
  told.sentences.unshift({ text: `${holds ? 'Yes' : 'No'}: ${moved}.`, citations: [first.citation, second.citation] });
  if (!difference.isZero())
    told.numbers.push({
      text: shown,
      value: difference.abs().toFixed(),
      verification: 'COMPUTED',
      formula: `${groupDigits(Decimal.max(first.value, second.value))} - ${groupDigits(Decimal.min(first.value, second.value))}`,
      operandFactIds: [first, second].map(({ source }) => source.factId),
    });
  return { kind: 'ANSWER', draft: told, holds };
}

/** "Together that is": of drafts that tell one amount each. */
export function appendSum(to: Draft, drafts: readonly Draft[], asked: Presentation): void {
  const figures = drafts.flatMap(({ figures: [figure, ...more] }) => (figure && more.length === 0 ? [figure] : []));
  const [first] = figures;
  if (!first || figures.length !== drafts.length || figures.some(({ unit, measure }) => unit !== first.unit || measure !== 'AMOUNT'))
    return;
  const sum = figures.reduce((total, { value }) => total.plus(value), new Decimal(0));
  const text = showNumber(sum, 'AMOUNT', first.unit, asked);
  to.sentences.push({ text: `Together that is ${text}.`, citations: figures.map(({ citation }) => citation) });
  to.numbers.push({
    text,
    value: sum.toFixed(),
    verification: 'COMPUTED',
    formula: figures.map(({ value }) => groupDigits(value)).join(' + '),
    operandFactIds: figures.map(({ source }) => source.factId),
  });
}

export function citationsOf(points: readonly Point[]): AnswerCitation[] {
  const seen = new Map<string, AnswerCitation>();
  for (const { computed } of points)
    for (const { citation } of computed.operands)
      seen.set(`${citation.accessionNumber} ${citation.documentName} ${citation.charStart} ${citation.charEnd}`, citation);
  return [...seen.values()];
}

export function reported(draft: Draft, text: string, figure: Figure): void {
  draft.figures.push(figure);
  const verification = figure.source.kind === 'FACT' ? 'VERIFIED' : 'TEXT_ONLY';
  draft.numbers.push({ text, value: figure.value.toFixed(), verification, factId: figure.source.factId, operandFactIds: [] });
}

export function number(draft: Draft, text: string, value: Decimal, formula: string, points: Point[]): void {
  const operands = points.flatMap(({ computed }) => computed.operands);
  const operandFactIds = [...new Set(operands.map(({ source }) => source.factId))];
  draft.figures.push(...operands);
  if (!draft.numbers.some((known) => known.text === text && known.formula === formula))
    draft.numbers.push({ text, value: value.toDecimalPlaces(12).toFixed(), verification: 'COMPUTED', formula, operandFactIds });
}
