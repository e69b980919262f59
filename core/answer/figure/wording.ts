import type { Decimal } from 'decimal.js';
import type { FiscalPeriodName } from '../../filing/document/types.ts';
import type { FigurePeriod } from '../formula/expression.ts';
import { nameOfConcept } from './measures.ts';

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

/** What the caption is about: "provision" of "provision for income taxes", "payments" of "payments for dividends". */
const headOf = (label: string): string => label.split(/\s(?:for|of|in|from|to|by|on|under|used|provided|generated|attributable)\s/i)[0]!;

export const isPlural = (label: string): boolean =>
  /\b(?:payments|purchases|sales|revenues|earnings|expenditures|assets|liabilities|expenses|charges|costs|taxes|shares|dividends|repurchases|inventories|investments|receivables|payables|deposits|loans|losses|interests|repayments|proceeds|goods)\s*(?:,.*|paid|net)?$/i.test(
    headOf(label),
  ) && !/per share/i.test(label);

/** A ratio is one number, whatever its name ends in: "return on assets was", "debt to assets was". */
export const was = (label: string): string =>
  isPlural(label) && !/\b(?:return on|\w+ to|ratio|margin|coverage|turnover|as a share of)\b/i.test(label) ? 'were' : 'was';

/** "rose", "fell", "did not change" */
export const movedWord = (change: Decimal): string => (change.isZero() ? 'did not change' : change.isNegative() ? 'fell' : 'rose');

export const listed = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

/** A filer's own caption in the middle of a sentence: "Total Net Sales" → "total net sales", "EBITDA" and names stay. */
export function lowerFirst(label: string): string {
  const clean = label
    .replace(/\s+/g, ' ')
    .replace(/[:;.]+$/, '')
    // The mark of a note.
    .replace(/(?<=[a-z]{3})\d{1,2}$/i, '')
    .trim();
  const words = clean.match(/[A-Za-z]{4,}/g) ?? [];
  if (words.length > 1 && clean === clean.toUpperCase()) return clean.toLowerCase();
  // Who it belongs to is a name: "Net Income Attributable to Halden Shareholders".
  const owner = /(?<=\b(?:attributable|available) to\b).*$/i.exec(clean)?.[0] ?? '';
  const line = clean.slice(0, clean.length - owner.length);
  const titled = line.match(/[A-Za-z]{3,}/g)?.filter((word) => !/^(?:and|the|for|from|with)$/.test(word)) ?? [];
  if (titled.length > 1 && titled.every((word) => /^[A-Z][a-z]+$/.test(word)))
    return line.replace(/\b[A-Z][a-z]+\b/g, (word) => word.toLowerCase()) + owner;
  return /^[A-Z][a-z]/.test(clean) ? clean.charAt(0).toLowerCase() + clean.slice(1) : clean;
}

/** Captions that say something only under their heading. */
export const isFragment = (label: string): boolean =>
  /^\W*(?:(?:total|diluted|basic|other|net|sub-?total|amount|balance|consolidated|company|assuming dilution|dilutive|ending balance|beginning balance)\b\W*(?:\((?:in|per)[^)]*\)\W*)?)*$/i.test(
    label,
  );

/** "Diluted (2)" → "Diluted": marks that point to a footnote. */
const withoutMarks = (label: string): string =>
  label.replace(/(?:\s*\((?:see )?notes? [\d, and]+\)|\s*\(\d{1,2}\)|\s*\[\d{1,2}\]|\s*[*†‡§]+)+\s*$/i, '');

/** A name that no filer prints: "dividendsPerShare". */
const isIdentifier = (label: string): boolean => /^[A-Za-z]+[a-z][A-Z][A-Za-z]*$/.test(label) && !/\s/.test(label);

/** How the line is called in a sentence: by the filer's caption, or by the line's usual name where the caption alone says nothing. */
export const lineName = ({ label, concept }: { label: string; concept: string }): string =>
  concept === 'SharesOutstanding'
    ? 'number of shares outstanding'
    : label.length >= 80 || isFragment(withoutMarks(label)) || isIdentifier(label)
      ? nameOfConcept(concept)
      : lowerFirst(withoutMarks(label));

/** "Net loss", but not "net income (loss)": its amount is told without a sign. */
export const isLossLabel = (label: string): boolean =>
  /\bloss(?:es)?\b/i.test(label) && !/\b(?:income|earnings|profit|gains?)\b/i.test(label);
