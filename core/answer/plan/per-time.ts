import type { FiscalPeriodName } from '../../filing/document/types.ts';
import { isInstant } from '../figure/measures.ts';
import { conceptsIn, type FigurePeriod } from '../formula/expression.ts';
import type { Measured } from './types.ts';

type Unit = 'quarterly' | 'monthly' | 'weekly' | 'daily';

const RATES: readonly [Unit, RegExp][] = [
  [
    'quarterly',
    /\b(?:average|mean|typical) quarterly\b|\bquarterly (?:average|mean)\b|\b(?:per|each|every|a) quarter on average\b|\bper quarter\b/i,
  ],
  ['monthly', /\b(?:average |mean |typical )?monthly\b|\b(?:per|a|each|every) month\b/i],
  ['weekly', /\b(?:average |mean |typical )?weekly\b|\b(?:per|a|each|every) week\b/i],
  ['daily', /\b(?:average |mean |typical )?daily\b|\b(?:per|a|each|every) day\b/i],
];

/** How many of them a period has; a quarter has no fixed count of weeks, a year of a filer has 52 or 53. */
const COUNTS: Record<Unit, Partial<Record<FiscalPeriodName, string>>> = {
  quarterly: { FY: '4', H1: '2', M9: '3' },
  monthly: { FY: '12', H1: '6', M9: '9', Q1: '3', Q2: '3', Q3: '3', Q4: '3' },
  weekly: { FY: '52', H1: '26', M9: '39', Q1: '13', Q2: '13', Q3: '13', Q4: '13' },
  daily: { FY: '365', H1: '182.5', M9: '273.75', Q1: '91.25', Q2: '91.25', Q3: '91.25', Q4: '91.25' },
};

/** "Average monthly revenue", "a day": what is asked for is a part of the period, never the period's own figure. */
export const readPerTime = (core: string): Unit | undefined => RATES.find(([, pattern]) => pattern.test(core))?.[0];

/** The flow over how many months, days … its period has; undefined for what is no flow, or of periods that are not alike. */
export function perTime(measured: Measured, unit: Unit, periods: readonly FigurePeriod[]): Measured | undefined {
  const { name, expression, measure, origin } = measured;
  const kinds = new Set(periods.map(({ fiscalPeriod }) => fiscalPeriod));
  const count = kinds.size <= 1 ? COUNTS[unit][[...kinds][0] ?? 'FY'] : undefined;
  if (!count || measure !== 'AMOUNT' || conceptsIn(expression).some(isInstant)) return undefined;
  return {
    name: `average ${unit} ${name}`,
    expression: { kind: 'BINARY', operator: '/', left: expression, right: { kind: 'CONSTANT', value: count } },
    measure,
    origin: origin === 'LINE' ? 'KNOWN_FORMULA' : origin,
  };
}
