import type { ParsedDocument, ParsedTable, TableCell } from '../filing/document/types.ts';
import { type StandardConcept, standardConcepts } from './standard-concepts.ts';

/** A figure of a printed statement that stands for a line analysts compare. */
export interface StatementLine {
  standardConcept: string;
  /** The row's own words. */
  label: string;
  /** Exact decimal in base units; money that leaves is positive where the line is an outflow. */
  value: string;
  /** USD, shares, USD/shares */
  unit: string;
  scale?: number;
  periodStart?: string;
  periodEnd: string;
  documentName: string;
  charStart: number;
  charEnd: number;
}

type Half = 'ASSETS' | 'CLAIMS';

const STATEMENTS: Readonly<Record<string, readonly StandardConcept['statement'][]>> = {
  INCOME: ['INCOME'],
  COMPREHENSIVE_INCOME: ['INCOME'],
  BALANCE_SHEET: ['BALANCE_SHEET'],
  CASH_FLOW: ['CASH_FLOW'],
};

/** How far out of the way a table of another kind is; the primary statements come first. */
export function statementLines(documents: readonly ParsedDocument[]): StatementLine[] {
  const found = new Map<string, StatementLine>();
  for (const document of documents) {
    for (const table of document.tables) {
      if (table.statement === undefined || !(table.statement in STATEMENTS)) continue;
      for (const line of tableLines(document.name, table)) {
        const key = `${line.standardConcept}|${line.periodStart ?? ''}|${line.periodEnd}`;
        if (!found.has(key)) found.set(key, line);
      }
    }
  }
  return [...found.values()];
}

/** Lower case, straight quotes, one space; without note references, a colon at the end and currency signs. */
export function normaliseLabel(label: string): string {
  return label
    .toLowerCase()
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u2010-\u2015]/g, '-')
    .replace(/&/g, ' and ')
    .replace(/\$/g, '')
    .replace(/[([]\s*(?:see )?(?:notes?\s*)?\d{1,2}(?:\s*(?:,|and)\s*\d{1,2})*\s*[)\]]/g, '')
    .replace(/[([]\s*[a-z]\s*[)\]]$/g, '')
    .replace(/,?\s*\(?(?:see )?notes? \d[\d, and]*\)?$/g, '')
    .replace(/\s+/g, ' ')
    .replace(/[\s:;.*\u2020|-]+$/g, '')
    .trim();
}

function* tableLines(documentName: string, table: ParsedTable): Generator<StatementLine> {
  const kinds = STATEMENTS[table.statement!]!;
  const candidates = standardConcepts.filter((concept) => concept.row !== null && kinds.includes(concept.statement));
  const taken = new Set<string>();
  let half: Half = 'ASSETS';
  for (const [label, cells] of rowsOf(table)) {
    const normal = normaliseLabel(label);
    const standard = candidates.find(
      (concept) => !taken.has(concept.key) && (concept.side ?? half) === half && concept.row!.test(normal) && fits(concept, cells),
    );
    if (/^total assets$/.test(normal)) half = 'CLAIMS';
    if (!standard) continue;
    const lines = cells.flatMap((cell) => toLine(documentName, table, label, cell, standard));
    if (lines.length > 0) taken.add(standard.key);
    yield* lines;
  }
}

/** Rows with figures, by their label, from the top. */
function rowsOf(table: ParsedTable): [string, TableCell[]][] {
  const rows = new Map<number, TableCell[]>();
  for (const cell of table.cells) {
    if (cell.value === undefined || cell.isHeader || cell.rowLabel === undefined) continue;
    const row = rows.get(cell.row);
    if (row) row.push(cell);
    else rows.set(cell.row, [cell]);
  }
  return [...rows.entries()].sort((a, b) => a[0] - b[0]).map(([, cells]) => [cells[0]!.rowLabel!, cells]);
}

/** Per-share lines hold small figures with cents, shares none with a currency. */
function fits(concept: StandardConcept, cells: readonly TableCell[]): boolean {
  if (concept.measure === 'MONEY_PER_SHARE') return cells.every((cell) => Math.abs(Number(cell.value)) < 100_000 && cell.unit !== 'shares');
  if (concept.measure === 'SHARES') return cells.every((cell) => cell.unit === undefined || cell.unit === 'shares');
  return cells.every((cell) => cell.unit !== 'shares' && cell.unit !== '%' && cell.unit !== 'USD/shares');
}

function toLine(documentName: string, table: ParsedTable, label: string, cell: TableCell, standard: StandardConcept): StatementLine[] {
  const isInstant = standard.period === 'INSTANT';
  if (cell.periodEnd === undefined || cell.value === undefined || (!isInstant && cell.periodStart === undefined)) return [];
  const currency =
    cell.unit !== undefined && /^[A-Z]{3}$/.test(cell.unit)
      ? cell.unit
      : table.unit !== undefined && /^[A-Z]{3}$/.test(table.unit)
        ? table.unit
        : 'USD';
  const unit = standard.measure === 'SHARES' ? 'shares' : standard.measure === 'MONEY_PER_SHARE' ? `${currency}/shares` : currency;
  const line: StatementLine = {
    standardConcept: standard.key,
    label,
    value: standard.isOutflow ? cell.value.replace(/^-/, '') : cell.value,
    unit,
    periodEnd: cell.periodEnd,
    documentName,
    charStart: cell.charStart,
    charEnd: cell.charEnd,
  };
  if (!isInstant) line.periodStart = cell.periodStart;
  if (cell.scale !== undefined) line.scale = cell.scale;
  return [line];
}
