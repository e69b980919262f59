import { readNumber } from '../filing/document/table/read-number.ts';
import type { ParsedDocument, TableCell } from '../filing/document/types.ts';
import { canonicalDecimal } from '../filing/document/xbrl/decimal-string.ts';
import { type StandardConcept, standardConcepts } from './standard-concepts.ts';
import { standingRows, withCostTotal } from './standing-rows.ts';
import type { FilingYear } from './statement-columns.ts';
import { type StatementPage, type StatementPageKind, statementPages } from './statement-pages.ts';

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

const LINES_OF: Readonly<Record<StatementPageKind, StandardConcept['statement']>> = {
  INCOME: 'INCOME',
  COMPREHENSIVE_INCOME: 'INCOME',
  BALANCE_SHEET: 'BALANCE_SHEET',
  CASH_FLOW: 'CASH_FLOW',
};
/** Without one of these it is a table about something else. */
const ANCHORS: Readonly<Record<StatementPageKind, readonly string[]>> = {
  INCOME: ['Revenue', 'OperatingIncome', 'PretaxIncome', 'NetIncome', 'NetInterestIncome'],
  COMPREHENSIVE_INCOME: ['ComprehensiveIncome'],
  BALANCE_SHEET: ['TotalAssets', 'CurrentAssets', 'LiabilitiesAndEquity', 'TotalLiabilities', 'CurrentLiabilities'],
  CASH_FLOW: ['OperatingCashFlow', 'InvestingCashFlow', 'FinancingCashFlow'],
};
/** How far the other pages and periods of a statement stand from its fullest one, in tables. */
const NEIGHBOURS = 6;

/**
 * The figures of the printed statements of a filing. Of each kind of statement the page with the most known lines counts, with those
 * beside it: summaries and the statements of other companies in the notes do not. The first print of a figure stands.
 * @param year  of an annual report, whose columns are headed by fiscal years; null for others
 */
export function statementLines(documents: readonly ParsedDocument[], year: FilingYear | null): StatementLine[] {
  const found = new Map<string, StatementLine>();
  for (const document of documents) {
    const read = statementPages(document, year).map((page) => ({ page, lines: pageLines(document.name, page) }));
    for (const kind of Object.keys(ANCHORS) as StatementPageKind[]) {
      for (const line of linesOfStatement(read.filter(({ page }) => page.kind === kind))) {
        const key = `${line.standardConcept}|${line.periodStart ?? ''}|${line.periodEnd}`;
        if (!found.has(key)) found.set(key, line);
      }
    }
  }
  return [...found.values()];
}

function linesOfStatement(read: readonly { page: StatementPage; lines: StatementLine[] }[]): StatementLine[] {
  const sound = read.filter(({ page, lines }) => lines.some(({ standardConcept }) => ANCHORS[page.kind].includes(standardConcept)));
  const score = ({ page, lines }: (typeof read)[number]): number =>
    new Set(lines.map(({ standardConcept }) => standardConcept)).size +
    (/\bconsolidated\b/i.test(page.title) ? 3 : 0) -
    (/\bconsolidating\b|\bparent\b|\bpro forma\b/i.test(page.title) ? 8 : 0);
  const best = sound.reduce((a, b) => (a === undefined || score(b) > score(a) ? b : a), sound[0]);
  if (!best) return [];
  const title = best.page.title.toLowerCase();
  const beside = sound.filter(
    (other) =>
      other !== best &&
      (Math.abs(other.page.ordinal - best.page.ordinal) <= NEIGHBOURS || (title !== '' && other.page.title.toLowerCase() === title)),
  );
  return [best, ...beside].flatMap(({ lines }) => lines);
}

/** Lower case, straight quotes, one space; without note references, a colon at the end and currency signs. */
export function normaliseLabel(label: string): string {
  return (
    label
      .toLowerCase()
      .replace(/[\u2018\u2019]/g, "'")
      .replace(/[\u2010-\u2015]/g, '-')
      .replace(/&/g, ' and ')
      .replace(/\$/g, '')
      .replace(/[([]\s*(?:see )?(?:notes?\s*)?\d{1,2}(?:\s*(?:,|and)\s*\d{1,2})*\s*[)\]]/g, '')
      .replace(/\s*[([]\s*[a-z]\s*[)\]]$/g, '')
      .replace(/,?\s*\(?(?:see )?notes? \d[\d, and]*\)?$/g, '')
      .replace(/\s+/g, ' ')
      // Pages without tables run a heading into its first row.
      .replace(/^(?:operating|investing|financing) activities:? (?=[a-z])/, '')
      .replace(/[\s:;.*\u2020|-]+$/g, '')
      .trim()
  );
}

/** Costs that some print only where they are added back to what was earned. */
const ADDED_BACK = new Set(['RestructuringCharges', 'AmortizationOfIntangibles']);

const ATTRIBUTABLE =
  /^net (?:income|earnings|loss|\(loss\)|profit)(?: ?\(loss\))? attributable to (?!.*(?:non-?controlling|minority|redeemable))/;

function pageLines(documentName: string, page: StatementPage): StatementLine[] {
  const candidates = standardConcepts.filter(
    ({ key, row, statement }) => row !== null && (statement === LINES_OF[page.kind] || (page.kind === 'CASH_FLOW' && ADDED_BACK.has(key))),
  );
  const labels = withCostTotal(page.rows.map(({ label }) => normaliseLabel(label)));
  const splitsIncome = labels.some((label) => ATTRIBUTABLE.test(label));
  const stands = standingRows(labels);
  const taken = new Set<string>();
  const found: StatementLine[] = [];
  let half: Half = labels.includes('total assets') || !labels.some((label) => label.startsWith('total liabilities')) ? 'ASSETS' : 'CLAIMS';
  for (const [index, { label, cells }] of page.rows.entries()) {
    const normal = labels[index]!;
    // Some print the total of the assets without words: what is owed tells that they are over.
    if (/\bpayables?\b|\bliabilities\b/.test(normal) && !normal.includes('asset')) half = 'CLAIMS';
    const own = candidates.find(
      (concept) =>
        !taken.has(concept.key) &&
        (concept.side ?? half) === half &&
        concept.row!.test(normal) &&
        stands(concept, index) &&
        fits(concept, cells),
    );
    if (normal === 'total assets') half = 'CLAIMS';
    if (!own) continue;
    // Where the parent's share has a line of its own, the plain line is that of parent and minorities together.
    const key = own.key === 'NetIncome' && splitsIncome && !ATTRIBUTABLE.test(normal) ? 'NetIncomeIncludingNoncontrolling' : own.key;
    if (taken.has(key)) continue;
    const periods = page.columns?.length === cells.length ? page.columns : cells;
    const lines = distinct(cells.flatMap((cell, column) => toLine(documentName, page, label, cell, periods[column]!, { ...own, key })));
    if (lines.length > 0) taken.add(key);
    found.push(...lines);
  }
  return withMinoritySign(withTaxSign(found));
}

/** Some print income tax as a deduction, in parentheses. The sum tells: what was earned before tax plus the print is what was earned after. */
function withTaxSign(lines: StatementLine[]): StatementLine[] {
  const figureOf = figuresOf(lines);
  return lines.map((line) => {
    if (line.standardConcept !== 'IncomeTaxExpense') return line;
    const before = figureOf('PretaxIncome', line);
    const after =
      figureOf('NetIncomeIncludingNoncontrolling', line) ?? figureOf('IncomeFromContinuingOperations', line) ?? figureOf('NetIncome', line);
    if (before === undefined || after === undefined || before + Number(line.value) !== after) return line;
    return { ...line, value: canonicalDecimal(line.value, 0, true) ?? line.value };
  });
}

/** "Less: net (income) loss attributable to noncontrolling interests" is printed as it is deducted: theirs is all less the parent's. */
function withMinoritySign(lines: StatementLine[]): StatementLine[] {
  const figureOf = figuresOf(lines);
  return lines.map((line) => {
    if (line.standardConcept !== 'NetIncomeNoncontrolling') return line;
    const [all, parent] = [figureOf('NetIncomeIncludingNoncontrolling', line), figureOf('NetIncome', line)];
    if (all === undefined || parent === undefined || parent - all !== Number(line.value)) return line;
    return { ...line, value: canonicalDecimal(line.value, 0, true) ?? line.value };
  });
}

const figuresOf =
  (lines: readonly StatementLine[]) =>
  (key: string, { periodStart, periodEnd }: StatementLine): number | undefined => {
    const line = lines.find((other) => other.standardConcept === key && other.periodStart === periodStart && other.periodEnd === periodEnd);
    return line === undefined ? undefined : Number(line.value);
  };

/** Two figures of one row for one period: its columns are not understood, and none of them is believed. */
function distinct(lines: StatementLine[]): StatementLine[] {
  const periods = new Set(lines.map(({ periodStart, periodEnd }) => `${periodStart ?? ''}|${periodEnd}`));
  return periods.size === lines.length ? lines : [];
}

/** Per-share lines hold small figures with cents, shares none with a currency. */
function fits(concept: StandardConcept, cells: readonly TableCell[]): boolean {
  if (concept.measure === 'MONEY_PER_SHARE')
    return (
      cells.every((cell) => Math.abs(Number(cell.value)) < 100_000 && cell.unit !== 'shares') && cells.some(({ text }) => /\.\d/.test(text))
    );
  if (concept.measure === 'SHARES') return cells.every((cell) => cell.unit === undefined || cell.unit === 'shares');
  // Captions such as `Dollars and Shares in Millions` leave the unit of flows in doubt; their names do not.
  return cells.every((cell) => (concept.statement !== 'BALANCE_SHEET' || cell.unit !== 'shares') && !cell.unit?.endsWith('/shares'));
}

function toLine(
  documentName: string,
  page: StatementPage,
  label: string,
  cell: TableCell,
  period: { periodStart?: string; periodEnd?: string },
  standard: StandardConcept,
): StatementLine[] {
  const isInstant = standard.period === 'INSTANT';
  if (period.periodEnd === undefined || cell.value === undefined || (!isInstant && period.periodStart === undefined)) return [];
  const currency = /^[A-Z]{3}/.exec(cell.unit ?? '')?.[0] ?? 'USD';
  const isMoney = standard.measure === 'MONEY';
  // A piece of a statement that repeats no caption is printed in what the others are.
  const missing = isMoney && !cell.scale && page.scale !== undefined ? page.scale : 0;
  const printed = standard.measure === 'MONEY_PER_SHARE' ? readNumber(cell.text)?.digits : undefined;
  const value = canonicalDecimal(printed ?? cell.value, missing);
  if (value === null) return [];
  const scale = isMoney ? cell.scale || page.scale : cell.scale;
  return [
    {
      standardConcept: standard.key,
      label,
      // Interest earned is never below zero: expense-first statements print it as a deduction.
      value: standard.isOutflow || standard.key === 'InterestIncome' ? value.replace(/^-/, '') : value,
      unit: standard.measure === 'SHARES' ? 'shares' : standard.measure === 'MONEY_PER_SHARE' ? `${currency}/shares` : currency,
      ...(scale !== undefined && { scale }),
      ...(!isInstant && { periodStart: period.periodStart }),
      periodEnd: period.periodEnd,
      documentName,
      charStart: cell.charStart,
      charEnd: cell.charEnd,
    },
  ];
}
