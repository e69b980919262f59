import Table from 'cli-table3';
import { periodOfFiling } from '../../core/fact/filing-period.ts';
import { parseFiling } from '../../core/filing/document/parse-filing.ts';
import type { ParsedFiling } from '../../core/filing/document/types.ts';
import { compareCompanyFacts, countFacts } from './facts.ts';
import { checkFactsInTables } from './facts-in-tables.ts';
import { measureGrowth } from './growth.ts';
import { measureHostile } from './hostile.ts';
import { type BenchFiling, loadFilings } from './load-filings.ts';
import { measureMemory } from './memory.ts';
import { comparePrintedLines } from './printed-lines.ts';
import { checkSections } from './sections.ts';
import { measurePlacement } from './separate-instance.ts';
import { measureSpeed } from './speed.ts';

const plain = { style: { head: [], border: [] }, wordWrap: true };
const percent = (part: number, whole: number): string => (whole === 0 ? '-' : `${((part / whole) * 100).toFixed(1)} %`);

interface Measured {
  bench: BenchFiling;
  filing: ParsedFiling;
  cells: Cells;
  toc: number;
}

interface Cells {
  bound: number;
  value: number;
  scale: number;
  period: number;
  /** The page was not read for a period: nothing wrong is told. */
  noPeriod: number;
}

const slowest = 0.4;

/**
 * `npm run bench -- parse [directory] [--hostile]`: how right and how fast filings are read. Without a directory: the project's sample
 * filings. `--hostile` alone measures hostile markup only. Exit code 1 for a
 * wrong or lost fact, a doubtful section, a cell that differs from its fact, slow reading, or a hostile page that outlives its time.
 */
export async function run(args: string[]): Promise<void> {
  const directory = args.find((arg) => !arg.startsWith('--'));
  const isHostile = args.includes('--hostile');
  let passes = true;
  if (directory !== undefined || !isHostile) passes = await measureFilings(directory);
  if (isHostile) passes = (await printHostile()) && passes;
  if (!passes) process.exitCode = 1;
}

const MOST_MEMORY_MB = 150;
const LEAST_COVERAGE = 0.99;

/** @returns whether facts, sections and cells are right, and the speed and the memory hold */
async function measureFilings(directory: string | undefined): Promise<boolean> {
  const filings = await loadFilings(directory);
  const measured = filings.map(measure);
  const areFactsWhole = printFacts(directory, measured);
  const areSectionsClean = printSections(measured);
  printPeriods(measured);
  const areCellsRight = printFactsInTables(measured);
  printCells(measured);
  printPlacement(measured);
  printLines(measured);
  const isFast = printSpeed(filings);
  const memory = measureMemory();
  console.log(
    `\nPeak memory for a page of ${(memory.bytes / 1e6).toFixed(1)} MB: ${memory.peakMb} MB above the idle process (limit ${MOST_MEMORY_MB})`,
  );
  return isFast && areFactsWhole && areCellsRight && areSectionsClean && memory.peakMb < MOST_MEMORY_MB;
}

/** @returns whether all of them ended in time, and none takes the square of its length */
async function printHostile(): Promise<boolean> {
  console.log('\nReading time of a text, of four times as much, and how many times as long that takes (at most 8)');
  const isLinear = measureGrowth(({ kind, ms: [one, four], passes }) =>
    console.log(
      `   ${passes ? 'ok  ' : 'FAIL'} ${one.toFixed(0).padStart(6)} ms ${four.toFixed(0).padStart(6)} ms  ${(four / one).toFixed(1).padStart(5)}  ${kind}`,
    ),
  );
  console.log('\n6. 64 MB of hostile markup in the parser thread (20 s, 256 MB)');
  const isInTime = await measureHostile(({ kind, mb, seconds, outcome, passes }) =>
    console.log(`   ${passes ? 'ok  ' : 'FAIL'} ${seconds.toFixed(1).padStart(5)} s  ${mb.toFixed(0)} MB  ${outcome.padEnd(14)} ${kind}`),
  );
  return isLinear && isInTime;
}

function measure(bench: BenchFiling): Measured {
  const cells: Cells = { bound: 0, value: 0, scale: 0, period: 0, noPeriod: 0 };
  const toc = new Set<string>();
  const filing = parseFiling(bench.input, {
    cell: (_, { cell, sameValue, sameScale, samePeriod }) => {
      cells.bound++;
      if (sameValue) cells.value++;
      if (sameScale) cells.scale++;
      if (samePeriod) cells.period++;
      else if (!cell.periodEnd) cells.noPeriod++;
    },
    tocItems: (_, keys) => keys.forEach((key) => void toc.add(key)),
  });
  return { bench, filing, cells, toc: toc.size };
}

function printFacts(directory: string | undefined, measured: Measured[]): boolean {
  const table = new Table({ ...plain, head: ['filing', 'nonFraction in bytes', 'read', 'skipped', 'companyfacts same', 'verdict'] });
  const wrong: string[] = [];
  let areWhole = true;
  for (const { bench, filing } of measured) {
    const count = countFacts(bench, filing);
    if (count.inBytes === 0) continue;
    const sec = compareCompanyFacts(directory, bench, filing);
    const isWhole = count.read + count.skipped === count.inBytes;
    areWhole &&= isWhole;
    if (sec) wrong.push(...sec.wrong.map((line) => `${bench.label}: ${line}`));
    table.push([
      bench.label,
      count.inBytes,
      count.read,
      count.skipped === 0 ? 0 : `${count.skipped} (${count.reasons.join('; ')})`,
      sec && sec.expected > 0 ? `${sec.same}/${sec.expected}` : '-',
      isWhole && (!sec || sec.wrong.length === 0) ? 'ok' : 'DIFFERENT',
    ]);
  }
  console.log(`1. Facts\n${table.toString()}`);
  for (const line of wrong.slice(0, 20)) console.log(`   ${line}`);
  return areWhole && wrong.length === 0;
}

/** @returns whether none is doubtful, overlaps or holds another item's heading, and they cover 99 % of the items' text */
function printSections(measured: Measured[]): boolean {
  let areClean = true;
  const table = new Table({
    ...plain,
    head: ['filing', 'in contents', 'found', 'by reference', 'doubtful', 'missing', 'covered', 'overlaps', 'foreign headings', 'notes'],
    colWidths: [16, 10, 8, 20, 30, 46, 9, 10, 18, 7],
  });
  for (const { bench, filing, toc } of measured) {
    const check = checkSections(filing.documents[0]!);
    areClean &&= check.doubtful.length + check.overlaps + check.foreignHeadings.length === 0 && check.coverage >= LEAST_COVERAGE;
    table.push([
      bench.label,
      toc || '-',
      check.found,
      check.byReference.join(' ') || '-',
      check.doubtful.join('\n') || '-',
      check.missing.join('\n') || '-',
      percent(check.coverage, 1),
      check.overlaps,
      check.foreignHeadings.join('\n') || '-',
      check.notes,
    ]);
  }
  console.log(`\n2. Sections\n${table.toString()}`);
  return areClean;
}

function printPeriods(measured: Measured[]): void {
  const table = new Table({
    ...plain,
    head: ['accession number', 'filing', 'form', 'fiscal year', 'period', 'period end', 'documents', 'items'],
  });
  for (const { bench, filing } of measured) {
    const { form, reportDate, fiscalYearEnd } = bench.input;
    const period = periodOfFiling(filing, { form, reportDate, fiscalYearEnd });
    table.push([
      bench.input.accessionNumber,
      bench.label,
      filing.form,
      period.fiscalYear ?? '-',
      period.fiscalPeriod ?? '-',
      period.periodEnd ?? '-',
      filing.documents.length,
      filing.items.join(', ') || '-',
    ]);
  }
  console.log(`\n3. Forms and periods\n${table.toString()}`);
}

/** @returns whether every tagged figure that stands in a table is what its cell says */
function printFactsInTables(measured: Measured[]): boolean {
  const keys = ['inTables', 'equal', 'signOnly', 'sharing', 'within'] as const;
  const table = new Table({
    ...plain,
    head: [
      'filing',
      'tables',
      'statements',
      'facts in tables',
      'equal',
      'but for the sign',
      'beside an equal one',
      'within a range or words',
      'different',
    ],
  });
  const sum = { inTables: 0, equal: 0, signOnly: 0, sharing: 0, within: 0 };
  const different: string[] = [];
  for (const { bench, filing } of measured) {
    const tables = filing.documents.flatMap((document) => document.tables);
    const check = checkFactsInTables(filing);
    if (check.inTables === 0) continue;
    const statements = tables.filter((each) => each.statement).map((each) => each.statement![0]);
    table.push([bench.label, tables.length, statements.join('') || '-', ...keys.map((key) => check[key]), check.different.length]);
    for (const key of keys) sum[key] += check[key];
    different.push(...check.different.map((line) => `${bench.label}: ${line}`));
  }
  table.push(['all', '', '', ...keys.map((key) => sum[key]), different.length]);
  console.log(`\n4. Tagged figures against the table cells in which they stand\n${table.toString()}`);
  for (const line of different.slice(0, 20)) console.log(`   ${line}`);
  return different.length === 0;
}

function printCells(measured: Measured[]): void {
  const table = new Table({ ...plain, head: ['filing', 'cells with a fact', 'value', 'scale', 'period', 'none', 'other'] });
  const sum: Cells = { bound: 0, value: 0, scale: 0, period: 0, noPeriod: 0 };
  const row = (label: string, cells: Cells) => [
    label,
    cells.bound,
    ...[cells.value, cells.scale, cells.period, cells.noPeriod, cells.bound - cells.period - cells.noPeriod].map((part) =>
      percent(part, cells.bound),
    ),
  ];
  for (const { bench, cells } of measured) {
    if (cells.bound === 0) continue;
    table.push(row(bench.label, cells));
    for (const key of ['bound', 'value', 'scale', 'period', 'noPeriod'] as const) sum[key] += cells[key];
  }
  table.push(row('all', sum));
  console.log(`\n   The same cells read from the page alone, without its tags\n${table.toString()}`);
}

/** @returns whether the whole of it is fast enough */
function printSpeed(filings: BenchFiling[]): boolean {
  const table = new Table({ ...plain, head: ['filing', 'MB', 'whole reading, ms CPU', 'MB/s', 'bare htmlparser2, ms CPU', 'ratio'] });
  let read = 0;
  let bare = 0;
  for (const { label, bytes, readMs, bareMs } of measureSpeed(filings)) {
    read += readMs;
    bare += bareMs;
    const mb = bytes / 1e6;
    const rate = (mb / (readMs / 1000)).toFixed(1);
    table.push([label, mb.toFixed(2), readMs.toFixed(1), rate, bareMs.toFixed(1), (bareMs / readMs).toFixed(2)]);
  }
  const ratio = bare / read;
  table.push(['all', '', read.toFixed(0), '', bare.toFixed(0), ratio.toFixed(2)]);
  console.log(`\n5. Speed beside htmlparser2's bare streaming parser (at least ${slowest}, goal 0.8)\n${table.toString()}`);
  return !(ratio < slowest);
}

function printPlacement(measured: Measured[]): void {
  let facts = 0;
  let right = 0;
  const elsewhere: string[] = [];
  for (const { bench, filing } of measured) {
    if (filing.documents.every((document) => document.facts.length === 0)) continue;
    const placement = measurePlacement(bench.input, filing);
    facts += placement.facts;
    right += placement.right;
    elsewhere.push(...placement.elsewhere.map((line) => `${bench.label}: ${line}`));
  }
  console.log(
    `\n   The same filings with their tags taken out and their facts as a separate instance: of ${facts} facts in tables ` +
      `${percent(right, facts)} found where they had been tagged, ${percent(elsewhere.length, facts)} in another cell of the same value, period and words`,
  );
}

function printLines(measured: Measured[]): void {
  let same = 0;
  let untold = 0;
  const different: string[] = [];
  for (const { bench, filing } of measured) {
    if (filing.documents.every((document) => document.facts.length === 0) || !/^10-[KQ]/.test(bench.input.form)) continue;
    const lines = comparePrintedLines(bench.input, filing);
    same += lines.same;
    untold += lines.untold;
    different.push(...lines.different.map((line) => `${bench.label}: ${line}`));
  }
  console.log(
    `\n   Lines of their printed statements read without tags: ${same} equal to the tags, ${different.length} different, ${untold} of periods that are not tagged`,
  );
  for (const line of different) console.log(`     ${line}`);
}
