import type { ParsedDocument, ParsedTable, TableCell } from '../filing/document/types.ts';
import { printedLabels } from './printed-labels.ts';
import { type ColumnPeriod, columnCount, columnPeriods, type FilingYear, valueRows } from './statement-columns.ts';

export type StatementPageKind = 'INCOME' | 'COMPREHENSIVE_INCOME' | 'BALANCE_SHEET' | 'CASH_FLOW';

/** A statement as it is printed: one table, or several pieces of one below each other. */
export interface StatementPage {
  kind: StatementPageKind;
  title: string;
  /** Of its first piece. */
  ordinal: number;
  columns: ColumnPeriod[] | null;
  /** A label is empty only while the page is read. */
  rows: { label: string; cells: TableCell[]; table: ParsedTable }[];
  /** Power of ten that its money is printed in. */
  scale: number | undefined;
}

const TITLES: readonly (readonly [RegExp, StatementPageKind])[] = [
  [/\bstatements? of (?:[a-z]+ )?comprehensive (?:income|loss|earnings)\b/i, 'COMPREHENSIVE_INCOME'],
  [
    /\bstatements? of (?:consolidated )?(?:operations|income|earnings|net income|profit (?:and|or) loss)\b|\bincome statements?\b/i,
    'INCOME',
  ],
  [/\bbalance sheets?\b|\bstatements? of (?:consolidated )?financial (?:position|condition)\b/i, 'BALANCE_SHEET'],
  [/\bstatements? of (?:consolidated )?cash flows?\b|\bcash flow statements?\b/i, 'CASH_FLOW'],
];
/** Between pieces of a statement there is little text; this much, or these words, end it. */
const GAP = 500;
const BOUNDARY =
  /\bnotes? (?:are an integral|to (?:the )?(?:unaudited )?(?:condensed )?consolidated)|\baccompanying notes\b|\bsee notes\b|\bitem \d|\bstatements? of (?:changes in )?(?:shareholders|stockholders|share-?owners|equity)/i;

/** Every printed statement of a document, in its order. */
export function statementPages(document: ParsedDocument, year: FilingYear | null): StatementPage[] {
  const pages: StatementPage[] = [];
  let page: StatementPage | null = null;
  let end = 0;
  for (const table of document.tables) {
    const gap = document.text.slice(Math.max(end, table.charStart - 900), table.charStart);
    const rows = valueRows(table);
    const kind = kindOf(table, gap, document.text);
    if (kind !== null && !isContinuation(page, kind, table, gap)) {
      page = startPage(document, table, kind, gap, pages.at(-1) ?? null, year);
      pages.push(page);
    } else if (page !== null && kind === null && (table.charStart - end > GAP || BOUNDARY.test(gap) || columnCount(rows) > widthOf(page))) {
      page = null;
    }
    if (page) addRows(page, table, rows);
    end = table.charEnd;
  }
  for (const each of pages) {
    each.scale = scaleOf(each);
    if (each.kind === 'BALANCE_SHEET') nameTotals(each);
    each.rows = each.rows.filter(({ label }) => label !== '');
  }
  return pages;
}

/** Totals of a balance sheet without words are told by being equal: of two the first is what is owned, the second what is owed and owned. */
function nameTotals({ rows }: StatementPage): void {
  const figures = ({ cells }: StatementPage['rows'][number]) => cells.map(({ value }) => value).join(' ');
  for (const [index, row] of rows.entries()) {
    if (row.label !== '' || row.cells.length < 2) continue;
    const other = rows.slice(index + 1).find((each) => figures(each) === figures(row));
    if (!other || (other.label !== '' && !/^total liabilities\b.*\band\b/i.test(other.label))) continue;
    row.label = 'Total assets';
    if (other.label === '') other.label = 'Total liabilities and equity';
    return;
  }
}

const widthOf = (page: StatementPage): number => page.columns?.length ?? columnCount(page.rows.map(({ cells }) => cells));

/** The second half of a balance sheet is tagged as one too, without a title of its own. */
const isContinuation = (page: StatementPage | null, kind: StatementPageKind, table: ParsedTable, gap: string): boolean =>
  page !== null && page.kind === kind && table.title === undefined && titleIn(gap) === null && gap.length < GAP;

function startPage(
  document: ParsedDocument,
  table: ParsedTable,
  kind: StatementPageKind,
  gap: string,
  before: StatementPage | null,
  year: FilingYear | null,
): StatementPage {
  const near = before !== null && before.kind === kind && table.ordinal - before.ordinal <= 6 ? before.columns : null;
  return {
    kind,
    title: titleIn(gap) ?? table.title ?? '',
    ordinal: table.ordinal,
    columns: columnPeriods(document, table, near, year),
    rows: [],
    scale: undefined,
  };
}

function addRows(page: StatementPage, table: ParsedTable, rows: readonly TableCell[][]): void {
  for (const [index, label = ''] of printedLabels(table, rows).entries()) page.rows.push({ label, cells: rows[index]!, table });
}

function kindOf(table: ParsedTable, gap: string, text: string): StatementPageKind | null {
  const head = `${gap.slice(-400)}\n${table.title ?? ''}\n${text.slice(table.charStart, Math.min(table.charEnd, table.charStart + 200))}`;
  const title = titleIn(head);
  const named = title === null ? null : (TITLES.find(([pattern]) => pattern.test(title))?.[1] ?? null);
  if (named) return named;
  return table.statement === undefined || table.statement === 'EQUITY' ? null : table.statement;
}

/** The last line that is a statement's title: short, and no sentence about one. */
function titleIn(text: string): string | null {
  const lines = text
    .split('\n')
    .filter(
      (line) =>
        line.length < 170 &&
        !/\b(?:following|included|see|refer|presents?|within|our|effects?|line items?|recorded|impact|notes to)\b|[.:]\s*$|\d\s*\|\s*\d/i.test(
          line,
        ),
    );
  return lines.findLast((line) => TITLES.some(([pattern]) => pattern.test(line))) ?? null;
}

/** The first piece has the caption that says so. */
const scaleOf = ({ rows }: StatementPage): number | undefined =>
  rows
    .flatMap(({ cells }) => cells)
    .find(({ scale, unit }) => scale !== undefined && scale > 0 && unit !== 'shares' && !unit?.includes('/'))?.scale;
