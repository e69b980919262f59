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

/** A part of something over the whole of it. */
export const isShare = (expression: Expression): boolean =>
  expression.kind === 'BINARY' && expression.operator === '/' && expression.right.kind === 'FIGURE' && expression.right.ofWhole === true;

export function resolvePeriod(reference: PeriodReference, base: FigurePeriod): FigurePeriod {
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
  const distance = (reference.fiscalYear ?? base.fiscalYear + (reference.shift ?? 0)) - base.fiscalYear;
  return { fiscalYear: period.fiscalYear + distance, fiscalPeriod: reference.fiscalPeriod ?? period.fiscalPeriod };
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
