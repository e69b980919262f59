import { canonicalDecimal } from '../filing/document/xbrl/decimal-string.ts';
import { addDays } from './fiscal-calendar.ts';
import { findStandardConcept } from './standard-concepts.ts';

/** A reported duration that can be an operand. Dates are YYYY-MM-DD. */
export interface Operand {
  id: bigint;
  accessionNumber: string;
  /** YYYY-MM-DD */
  filedAt: string;
  concept: string;
  standardConcept: string | null;
  label: string | null;
  /** Exact decimal in base units. */
  value: string;
  unit: string;
  dimensionsKey: string;
  periodStart: string;
  periodEnd: string;
  fiscalYear: number;
  fiscalPeriod: 'FY' | 'M9' | 'H1' | 'Q1' | 'Q2' | 'Q3' | 'Q4';
  decimals: number | null;
}

export interface DerivedQuarter {
  /** The filing with which both operands were known. */
  accessionNumber: string;
  /** Minuend, subtrahend. */
  operands: [Operand, Operand];
  value: string;
  periodStart: string;
  periodEnd: string;
  fiscalYear: number;
  fiscalPeriod: 'Q2' | 'Q3' | 'Q4';
  decimals: number | null;
}

/** Of one period told twice in one filing, in full and rounded, the fuller one. */
function withoutRounded(facts: readonly Operand[]): Operand[] {
  const fullest = new Map<string, Operand>();
  for (const fact of facts) {
    const key = `${fact.accessionNumber}|${fact.periodStart}|${fact.periodEnd}`;
    const known = fullest.get(key);
    if (!known || (known.decimals ?? 99) < (fact.decimals ?? 99)) fullest.set(key, fact);
  }
  return [...fullest.values()];
}

/** What is left of the longer period without the shorter one that begins with it: whole, part, quarter. */
export const STEPS = { FY: ['M9', 'Q4'], M9: ['H1', 'Q3'], H1: ['Q1', 'Q2'] } as const;
const NOT_ADDITIVE =
  /Average|Weighted|Percent|Ratio|Rate(?:$|[A-Z])|PerShare|PerUnit|Per[A-Z]|Maximum|Minimum|FairValue.*Price|NumberOf|ProForma|Expected|Remaining|Estimated|Unrecognized|Limit|Capacity|Threshold|Recurring|Annuali[sz]ed|TrailingTwelve|RunRate|FaceAmount|Backlog/;

/** True for money over time that adds up: never averages, ratios and per-share figures. */
export function isAdditive(concept: string, unit: string, standardConcept: string | null): boolean {
  if (!/^[A-Z]{3}$/.test(unit)) return false;
  const standard = standardConcept === null ? null : findStandardConcept(standardConcept);
  return standard?.isAdditive ?? !NOT_ADDITIVE.test(concept);
}

/**
 * Discrete quarters that nobody reported: Q4 = FY - 9M, Q3 = 9M - H1, Q2 = H1 - Q1, each from two facts of one concept, unit and
 * dimensions that begin on the same day and end a quarter apart. Each whole takes the part last filed before or with it, so that a
 * later restatement derives a quarter of its own; where every part was filed later, the first of them.
 */
export function deriveQuarters(operands: readonly Operand[]): DerivedQuarter[] {
  const series = new Map<string, Operand[]>();
  for (const operand of operands) {
    if (!isAdditive(operand.concept, operand.unit, operand.standardConcept)) continue;
    const key = `${operand.concept}|${operand.unit}|${operand.dimensionsKey}`;
    const same = series.get(key);
    if (same) same.push(operand);
    else series.set(key, [operand]);
  }
  return [...series.values()].flatMap((facts) => deriveSeries(withoutRounded(facts)));
}

function deriveSeries(facts: readonly Operand[]): DerivedQuarter[] {
  const byPeriod = new Map<string, Operand[]>();
  const reported = new Set<string>();
  for (const fact of facts) {
    const key = `${fact.fiscalPeriod}|${fact.periodStart}`;
    byPeriod.set(key, [...(byPeriod.get(key) ?? []), fact]);
    if (fact.fiscalPeriod.startsWith('Q')) reported.add(`${fact.periodStart}|${fact.periodEnd}`);
  }
  const derived = new Map<string, DerivedQuarter>();
  for (const whole of facts) {
    const step = STEPS[whole.fiscalPeriod as keyof typeof STEPS];
    if (step === undefined) continue;
    const part = partOf(whole, byPeriod.get(`${step[0]}|${whole.periodStart}`) ?? []);
    if (!part) continue;
    const periodStart = addDays(part.periodEnd, 1);
    if (reported.has(`${periodStart}|${whole.periodEnd}`)) continue;
    const accessionNumber = part.filedAt > whole.filedAt ? part.accessionNumber : whole.accessionNumber;
    const value = subtract(whole.value, part.value);
    const key = `${accessionNumber}|${periodStart}|${whole.periodEnd}|${value}`;
    if (derived.has(key)) continue;
    derived.set(key, {
      accessionNumber,
      operands: [whole, part],
      value,
      periodStart,
      periodEnd: whole.periodEnd,
      fiscalYear: whole.fiscalYear,
      fiscalPeriod: step[1],
      decimals: whole.decimals === null ? part.decimals : part.decimals === null ? whole.decimals : Math.min(whole.decimals, part.decimals),
    });
  }
  return [...derived.values()];
}

function partOf(whole: Operand, parts: readonly Operand[]): Operand | undefined {
  const sound = parts.filter((part) => part.fiscalYear === whole.fiscalYear && part.periodEnd < whole.periodEnd);
  const order = (a: Operand, b: Operand): number => (a.filedAt < b.filedAt ? -1 : a.filedAt > b.filedAt ? 1 : a.id < b.id ? -1 : 1);
  const before = sound.filter((part) => part.filedAt <= whole.filedAt).sort(order);
  return before.at(-1) ?? sound.filter((part) => part.filedAt > whole.filedAt).sort(order)[0];
}

/** Exact difference of two decimals. */
export function subtract(a: string, b: string): string {
  const places = Math.max(placesOf(a), placesOf(b));
  const difference = BigInt(canonicalDecimal(a, places) ?? '0') - BigInt(canonicalDecimal(b, places) ?? '0');
  return canonicalDecimal(String(difference), -places) ?? '0';
}

const placesOf = (value: string): number => (value.includes('.') ? value.length - value.indexOf('.') - 1 : 0);
