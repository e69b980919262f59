import { findStandardConcept } from '../../fact/standard-concepts.ts';
import type { Measure } from '../presentation.ts';

/** What a standard concept counts. */
export function measureOfConcept(concept: string): Measure {
  switch (findStandardConcept(concept)?.measure) {
    case 'MONEY_PER_SHARE':
      return 'PER_SHARE';
    case 'SHARES':
      return 'SHARES';
    case 'RATIO':
      return 'RATE';
    default:
      return 'AMOUNT';
  }
}

/** What a fact counts, by its XBRL unit. */
export function measureOfUnit(unit: string | undefined): Measure {
  if (unit === undefined) return 'NUMBER';
  if (unit.includes('/shares')) return 'PER_SHARE';
  if (unit === 'shares') return 'SHARES';
  if (/^[A-Z]{3}$/.test(unit)) return 'AMOUNT';
  return 'NUMBER';
}

/** "accounts payable": in the middle of a sentence. */
export function nameOfConcept(concept: string): string {
  const label = findStandardConcept(concept)?.label ?? concept;
  return /^[A-Z][A-Z&]/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
}

export const isInstant = (concept: string): boolean => findStandardConcept(concept)?.period === 'INSTANT';
