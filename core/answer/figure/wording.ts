import type { Decimal } from 'decimal.js';
import type { FiscalPeriodName } from '../../filing/document/types.ts';
import type { FigurePeriod } from '../formula/expression.ts';

const PARTS: Record<FiscalPeriodName, string> = {
  FY: '',
  Q1: 'the first quarter of ',
  Q2: 'the second quarter of ',
  Q3: 'the third quarter of ',
  Q4: 'the fourth quarter of ',
  H1: 'the first half of ',
  M9: 'the first nine months of ',
};

/** "the second quarter of fiscal year 2024" */
export const periodWords = ({ fiscalYear, fiscalPeriod }: FigurePeriod): string => `${PARTS[fiscalPeriod]}fiscal year ${fiscalYear}`;

/** "in fiscal year 2024", "at the end of fiscal year 2024" */
export const when = (period: FigurePeriod, isInstant: boolean): string => `${isInstant ? 'at the end of' : 'in'} ${periodWords(period)}`;

/** "Halden Corp." → "Halden Corp.'s", "Larkspur Instruments" → "Larkspur Instruments'" */
export const possessive = (name: string): string => (/s$/i.test(name) ? `${name}'` : `${name}'s`);

export const isPlural = (label: string): boolean =>
  /\b(?:sales|revenues|earnings|expenditures|assets|liabilities|expenses|charges|costs|taxes|shares|dividends|repurchases|inventories|investments|receivables|payables|deposits|loans|losses|interests|repayments|proceeds|goods)\s*(?:,.*|paid|net)?$/i.test(
    label,
  ) && !/per share/i.test(label);

export const was = (label: string): string => (isPlural(label) ? 'were' : 'was');

/** "rose", "fell", "did not change" */
export const movedWord = (change: Decimal): string => (change.isZero() ? 'did not change' : change.isNegative() ? 'fell' : 'rose');

export const listed = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

/** A filer's own caption in the middle of a sentence: "Total net sales" → "total net sales", "EBITDA" stays. */
export function lowerFirst(label: string): string {
  const clean = label
    .replace(/\s+/g, ' ')
    .replace(/[:;.]+$/, '')
    .trim();
  return /^[A-Z][a-z]/.test(clean) ? clean.charAt(0).toLowerCase() + clean.slice(1) : clean;
}
