import type { FiscalPeriodName } from '../../filing/document/types.ts';

/** A fiscal year or a part of one, as a filer counts. */
export type PartOfYear = Exclude<FiscalPeriodName, 'FY'>;

export interface FigurePeriod {
  fiscalYear: number;
  fiscalPeriod: FiscalPeriodName;
}

/** A period seen from the one that is asked about: named outright, or so many years away. */
export interface PeriodReference {
  fiscalYear?: number;
  fiscalPeriod?: FiscalPeriodName;
  /** Years from the base, when no year is named. */
  shift?: number;
  /** The end of what came before the base: where its balances began. */
  isOpening?: boolean;
}

/**
 * Arithmetic over figures. `concept` is a standard concept (core/fact/standard-concepts.ts). `ofWhole`: of the company, where the others are
 * of a part of it.
 */
export type Expression =
  | { kind: 'CONSTANT'; value: string }
  | { kind: 'FIGURE'; concept: string; at: PeriodReference; phrase: string; optional?: boolean; ofWhole?: boolean }
  | { kind: 'BINARY'; operator: '+' | '-' | '*' | '/'; left: Expression; right: Expression }
  /** The mean of one expression over periods. */
  | { kind: 'AVERAGE'; of: Expression; over: PeriodReference[] }
  /** Later less earlier. */
  | { kind: 'CHANGE'; of: Expression; from: PeriodReference; to: PeriodReference };

export const BASE: PeriodReference = {};
export const YEAR_BEFORE: PeriodReference = { shift: -1 };
export const OPENING: PeriodReference = { isOpening: true };

const BEFORE: Partial<Record<FiscalPeriodName, FiscalPeriodName>> = { Q2: 'Q1', Q3: 'Q2', Q4: 'Q3' };
/** The period at whose end the balances of another began: of a quarter the quarter before, of a year and what begins with it the year before. */
export function openingOf({ fiscalYear, fiscalPeriod }: FigurePeriod): FigurePeriod {
  const before = BEFORE[fiscalPeriod];
  return before ? { fiscalYear, fiscalPeriod: before } : { fiscalYear: fiscalYear - 1, fiscalPeriod: 'FY' };
}

/** A part of something over the whole of it. */
export const isShare = (expression: Expression): boolean =>
  expression.kind === 'BINARY' && expression.operator === '/' && expression.right.kind === 'FIGURE' && expression.right.ofWhole === true;

export function resolvePeriod(reference: PeriodReference, base: FigurePeriod): FigurePeriod {
  if (reference.isOpening) return openingOf(base);
  return {
    fiscalYear: reference.fiscalYear ?? base.fiscalYear + (reference.shift ?? 0),
    fiscalPeriod: reference.fiscalPeriod ?? base.fiscalPeriod,
  };
}

export const periodName = ({ fiscalYear, fiscalPeriod }: FigurePeriod): string =>
  fiscalPeriod === 'FY' ? `FY${fiscalYear}` : `${PART_NAMES[fiscalPeriod] ?? fiscalPeriod} FY${fiscalYear}`;
const PART_NAMES: Partial<Record<FiscalPeriodName, string>> = { H1: 'first half', M9: 'nine months' };

/** Moves every figure of the expression to other periods: "average gross margin" averages the margins, each of its own year. */
export function at(expression: Expression, period: FigurePeriod, base: FigurePeriod): Expression {
  switch (expression.kind) {
    case 'CONSTANT':
      return expression;
    case 'FIGURE':
      return { ...expression, at: moved(expression.at, period, base) };
    case 'BINARY':
      return { ...expression, left: at(expression.left, period, base), right: at(expression.right, period, base) };
    case 'AVERAGE':
      return { ...expression, of: expression.of, over: expression.over.map((reference) => moved(reference, period, base)) };
    case 'CHANGE':
      return { ...expression, from: moved(expression.from, period, base), to: moved(expression.to, period, base) };
  }
}

/** Years named outright keep their distance from the base. */
function moved(reference: PeriodReference, period: FigurePeriod, base: FigurePeriod): PeriodReference {
  if (reference.isOpening) return openingOf(period);
  const distance = (reference.fiscalYear ?? base.fiscalYear + (reference.shift ?? 0)) - base.fiscalYear;
  return { fiscalYear: period.fiscalYear + distance, fiscalPeriod: reference.fiscalPeriod ?? period.fiscalPeriod };
}

const DAYS: Record<FiscalPeriodName, string> = { FY: '365', Q1: '91.25', Q2: '91.25', Q3: '91.25', Q4: '91.25', H1: '182.5', M9: '273.75' };
/** The days of a formula's year, where the flows are of a part of one. */
export function withDays(expression: Expression, period: FigurePeriod): Expression {
  if (expression.kind === 'CONSTANT') return expression.value === '365' ? { ...expression, value: DAYS[period.fiscalPeriod] } : expression;
  if (expression.kind !== 'BINARY') return expression;
  return { ...expression, left: withDays(expression.left, period), right: withDays(expression.right, period) };
}

export function conceptsIn(expression: Expression): string[] {
  switch (expression.kind) {
    case 'CONSTANT':
      return [];
    case 'FIGURE':
      return [expression.concept];
    case 'BINARY':
      return [...conceptsIn(expression.left), ...conceptsIn(expression.right)];
    case 'AVERAGE':
    case 'CHANGE':
      return conceptsIn(expression.of);
  }
}
