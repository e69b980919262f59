import { Decimal } from 'decimal.js';
import type { Figure } from '../figure/types.ts';
import type { Measure } from '../presentation.ts';
import { groupDigits } from '../presentation.ts';
import { LESS, leavesQuarter } from './discrete-quarter.ts';
import { conceptsIn, type Expression, type FigurePeriod, periodName, resolvePeriod } from './expression.ts';
import { DERIVATIONS } from './known-formulas.ts';

/** Finds one line of one period; undefined when the filings in scope do not hold it. */
export type FindFigure = (concept: string, period: FigurePeriod, ofWhole?: boolean) => Promise<Figure | undefined>;

export interface Computed {
  value: Decimal;
  operands: Figure[];
  /** The arithmetic with its numbers, in base units: "(19,845 + 17,890) / 2". */
  worked: string;
  /** Lines that were taken as zero because the filer reports none. */
  assumedZero: { concept: string; period: FigurePeriod }[];
  /** True when the value is one reported figure, unchanged. */
  isReported: boolean;
}

export interface Missing {
  missing: { concept: string; phrase: string; period: FigurePeriod }[];
}

export const isMissing = (result: Computed | Missing): result is Missing => 'missing' in result;

/** Works an expression out, exactly: no rounding before the end. A division by zero counts as missing. */
export const evaluate = (expression: Expression, base: FigurePeriod, find: FindFigure): Promise<Computed | Missing> =>
  workOut(expression, base, find, new Set());

/** `deriving`: the lines whose derivation is being worked out; gross profit and cost of revenue follow from one another. */
async function workOut(
  expression: Expression,
  base: FigurePeriod,
  find: FindFigure,
  deriving: ReadonlySet<string>,
): Promise<Computed | Missing> {
  switch (expression.kind) {
    case 'CONSTANT':
      return { value: new Decimal(expression.value), operands: [], worked: expression.value, assumedZero: [], isReported: false };
    case 'FIGURE':
      return figure(expression, base, find, deriving);
    case 'BINARY': {
      const left = await workOut(expression.left, base, find, deriving);
      const right = await workOut(expression.right, base, find, deriving);
      return combine(left, right, expression.operator, precedence(expression));
    }
    case 'CHANGE': {
      const later = await workOut(expression.of, resolvePeriod(expression.to, base), find, deriving);
      const earlier = await workOut(expression.of, resolvePeriod(expression.from, base), find, deriving);
      return combine(later, earlier, '-', 'wrapped');
    }
    case 'AVERAGE': {
      const parts: Computed[] = [];
      const missing: Missing['missing'] = [];
      for (const reference of expression.over) {
        const part = await workOut(expression.of, resolvePeriod(reference, base), find, deriving);
        if (isMissing(part)) missing.push(...part.missing);
        else parts.push(part);
      }
      if (missing.length > 0) return { missing };
      return {
        value: parts.reduce((sum, part) => sum.plus(part.value), new Decimal(0)).div(parts.length),
        operands: parts.flatMap((part) => part.operands),
        worked: `((${parts.map((part) => part.worked).join(' + ')}) / ${parts.length})`,
        assumedZero: parts.flatMap((part) => part.assumedZero),
        isReported: false,
      };
    }
  }
}

async function figure(
  expression: Extract<Expression, { kind: 'FIGURE' }>,
  base: FigurePeriod,
  find: FindFigure,
  deriving: ReadonlySet<string>,
): Promise<Computed | Missing> {
  const period = resolvePeriod(expression.at, base);
  const found = await find(expression.concept, period, expression.ofWhole);
  if (found) return { value: found.value, operands: [found], worked: worked(found.value), assumedZero: [], isReported: true };
  const quarter = await discreteQuarter(expression, period, find);
  if (quarter) return quarter;
  const derivation = DERIVATIONS[expression.concept];
  if (derivation && ![expression.concept, ...conceptsIn(derivation)].some((concept) => deriving.has(concept))) {
    const derived = await workOut(
      derivation,
      period,
      (concept, at) => find(concept, at, expression.ofWhole),
      new Set([...deriving, expression.concept]),
    );
    if (!isMissing(derived) && derived.operands.length > 0) return { ...derived, isReported: false };
  }
  if (expression.optional)
    return { value: new Decimal(0), operands: [], worked: '0', assumedZero: [{ concept: expression.concept, period }], isReported: false };
  return { missing: [{ concept: expression.concept, phrase: expression.phrase, period }] };
}

async function discreteQuarter(
  { concept, ofWhole }: Extract<Expression, { kind: 'FIGURE' }>,
  period: FigurePeriod,
  find: FindFigure,
): Promise<Computed | undefined> {
  const step = LESS[period.fiscalPeriod];
  if (!step) return undefined;
  const [whole, part] = await Promise.all(step.map((fiscalPeriod) => find(concept, { ...period, fiscalPeriod }, ofWhole)));
  if (!whole || !part || !leavesQuarter(whole, part, period)) return undefined;
  const value = whole.value.minus(part.value);
  return {
    value,
    operands: [whole, part],
    worked: `(${worked(whole.value)} - ${worked(part.value)})`,
    assumedZero: [],
    isReported: false,
  };
}

function combine(
  left: Computed | Missing,
  right: Computed | Missing,
  operator: '+' | '-' | '*' | '/',
  wrap: 'bare' | 'wrapped',
): Computed | Missing {
  if (isMissing(left) || isMissing(right))
    return { missing: [...(isMissing(left) ? left.missing : []), ...(isMissing(right) ? right.missing : [])] };
  if (operator === '/' && right.value.isZero())
    return { missing: right.operands.map(({ concept, label, period }) => ({ concept, phrase: `${label} other than zero`, period })) };
  const value =
    operator === '+'
      ? left.value.plus(right.value)
      : operator === '-'
        ? left.value.minus(right.value)
        : operator === '*'
          ? left.value.times(right.value)
          : left.value.div(right.value);
  const text = `${left.worked} ${operator === '*' ? '×' : operator} ${right.worked}`;
  return {
    value,
    operands: [...left.operands, ...right.operands],
    worked: wrap === 'wrapped' ? `(${text})` : text,
    assumedZero: [...left.assumedZero, ...right.assumedZero],
    isReported: false,
  };
}

const precedence = ({ operator }: { operator: string }) => (operator === '+' || operator === '-' ? 'wrapped' : 'bare');
const worked = (value: Decimal) => (value.isNegative() ? `(${groupDigits(value)})` : groupDigits(value));

/** What an expression's result counts, by dimensional arithmetic over its operands' measures. */
export function measureOf(expression: Expression, measureOfConcept: (concept: string) => Measure): Measure {
  switch (expression.kind) {
    case 'CONSTANT':
      return 'NUMBER';
    case 'FIGURE':
      return measureOfConcept(expression.concept);
    case 'AVERAGE':
    case 'CHANGE':
      return measureOf(expression.of, measureOfConcept);
    case 'BINARY': {
      const left = measureOf(expression.left, measureOfConcept);
      const right = measureOf(expression.right, measureOfConcept);
      if (expression.operator === '+' || expression.operator === '-') return left === 'NUMBER' ? right : left;
      if (expression.operator === '*') return left === 'NUMBER' ? right : left;
      if (left === 'AMOUNT' && right === 'SHARES') return 'PER_SHARE';
      if (right === 'NUMBER') return left;
      return 'RATIO';
    }
  }
}

export const describePeriods = (operands: readonly Figure[]): string =>
  [...new Set(operands.map(({ period }) => periodName(period)))].join(', ');
