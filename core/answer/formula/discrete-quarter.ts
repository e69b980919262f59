import { isAdditive, STEPS } from '../../fact/derive-quarters.ts';
import type { FiscalPeriodName } from '../../filing/document/types.ts';
import type { Figure } from '../figure/types.ts';
import type { FigurePeriod } from './expression.ts';

/** A quarter that no filing reports by itself: a longer period less the rest of it. Whole, part. */
export const LESS: Partial<Record<FiscalPeriodName, readonly [FiscalPeriodName, FiscalPeriodName]>> = {
  Q1: ['H1', 'Q2'],
  ...Object.fromEntries(Object.entries(STEPS).map(([whole, [part, quarter]]) => [quarter, [whole, part]])),
};

const [SHORTEST, LONGEST] = [80, 105];
const day = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

/** Both of one concept and unit that adds up, and what is left of the whole is a quarter (12 to 14 weeks) at the end that is asked for. */
export function leavesQuarter(whole: Figure, part: Figure, { fiscalPeriod }: FigurePeriod): boolean {
  const { xbrlConcept } = whole.source;
  if (xbrlConcept !== part.source.xbrlConcept || !whole.unit || whole.unit !== part.unit) return false;
  if (!isAdditive(xbrlConcept, whole.unit, whole.concept.includes(':') ? null : whole.concept)) return false;
  if (!whole.periodStart || !part.periodStart) return false;
  const isFirst = fiscalPeriod === 'Q1';
  if (isFirst ? whole.periodEnd !== part.periodEnd : whole.periodStart !== part.periodStart) return false;
  const days = isFirst ? day(part.periodStart) - day(whole.periodStart) : day(whole.periodEnd) - day(part.periodEnd);
  return days >= SHORTEST && days <= LONGEST;
}
