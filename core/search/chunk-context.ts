import type { StatementKind } from '../filing/document/types.ts';
import type { ChunkSection, ChunkSubject, ChunkTable } from './chunk-filing.ts';
import { ITEM_TITLES } from './lexicon/topics.ts';

const STATEMENT_LABELS: Readonly<Record<StatementKind, string>> = {
  BALANCE_SHEET: 'Balance sheet (statement of financial position)',
  INCOME: 'Income statement (statement of operations, earnings)',
  CASH_FLOW: 'Cash flow statement',
  EQUITY: 'Statement of shareholders’ equity',
  COMPREHENSIVE_INCOME: 'Statement of comprehensive income',
};
const SCALES: Readonly<Record<number, string>> = { 3: 'in thousands', 6: 'in millions', 9: 'in billions' };

export interface ChunkPlace {
  documentType: string;
  section?: ChunkSection;
  heading?: string;
  statement?: StatementKind;
  table?: ChunkTable;
  /** Column heads of a table that began in an earlier chunk. */
  columns?: string;
  pageHead?: string;
}

const MOST = 600;

/** One line that says where a chunk stands, indexed with its text and never quoted: company, form, period, section, heading, table. */
export function chunkContext(subject: ChunkSubject, place: ChunkPlace): string {
  const period = [
    subject.fiscalPeriod && subject.fiscalYear
      ? `${subject.fiscalPeriod === 'FY' ? '' : subject.fiscalPeriod} FY${subject.fiscalYear}`.trim()
      : undefined,
    subject.periodEnd ? `period ended ${subject.periodEnd}` : undefined,
  ].filter((part) => part !== undefined);
  const item = place.section ? ITEM_TITLES[place.section.key] : undefined;
  const parts = [
    subject.ticker ? `${subject.companyName} (${subject.ticker})` : subject.companyName,
    place.documentType && place.documentType !== subject.form ? `${subject.form} ${place.documentType}` : subject.form,
    period.join(', '),
    place.section?.title,
    item && !place.section?.title.includes(item) ? item : undefined,
    place.statement ? STATEMENT_LABELS[place.statement] : undefined,
    place.heading,
    place.table?.title !== place.heading ? place.table?.title : undefined,
    place.pageHead,
    place.table?.scale ? SCALES[place.table.scale] : undefined,
    place.columns,
  ];
  const said = new Set<string>();
  const line = parts.filter((part): part is string => {
    if (!part) return false;
    const key = part.toLowerCase();
    return said.has(key) ? false : Boolean(said.add(key));
  });
  return line.join(' › ').replace(/\s+/g, ' ').slice(0, MOST);
}
