import Table from 'cli-table3';
import { parseFiling } from '../../core/filing/document/parse-filing.ts';
import type { ParsedFiling } from '../../core/filing/document/types.ts';
import { compareCompanyFacts, countFacts } from './facts.ts';
import { measureHostile } from './hostile.ts';
import { type BenchFiling, loadFilings } from './load-filings.ts';
import { measureMemory } from './memory.ts';
import { checkSections } from './sections.ts';
import { measureSpeed } from './speed.ts';

const plain = { style: { head: [], border: [] }, wordWrap: true };
const percent = (part: number, whole: number): string => (whole === 0 ? '-' : `${((part / whole) * 100).toFixed(1)} %`);

interface Measured {
  bench: BenchFiling;
  filing: ParsedFiling;
  cells: { bound: number; value: number; scale: number; period: number };
  toc: number;
}

/** `npm run bench -- parse [directory] [--hostile]`: how right and how fast filings are read. Without a directory: the project's sample filings. */
export async function run(args: string[]): Promise<void> {
  const directory = args.find((arg) => !arg.startsWith('--'));
  const filings = await loadFilings(directory);
  const measured = filings.map(measure);
  printFacts(directory, measured);
  printSections(measured);
  printPeriods(measured);
  printCells(measured);
  printSpeed(filings);
  const memory = measureMemory();
  console.log(`\nPeak memory for a page of ${(memory.bytes / 1e6).toFixed(1)} MB: ${memory.peakMb} MB above the idle process (limit 150)`);
  if (args.includes('--hostile')) await printHostile();
}

async function printHostile(): Promise<void> {
  const table = new Table({ ...plain, head: ['64 MB of', 'MB', 'seconds', 'outcome'] });
  for (const row of await measureHostile()) table.push([row.kind, row.mb.toFixed(0), row.seconds.toFixed(1), row.outcome]);
  console.log(`\n6. Hostile markup in the parser thread (20 s, 256 MB)\n${table.toString()}`);
}

function measure(bench: BenchFiling): Measured {
  const cells = { bound: 0, value: 0, scale: 0, period: 0 };
  const toc = new Set<string>();
  const filing = parseFiling(bench.input, {
    cell: (_, { sameValue, sameScale, samePeriod }) => {
      cells.bound++;
      if (sameValue) cells.value++;
      if (sameScale) cells.scale++;
      if (samePeriod) cells.period++;
    },
    tocItems: (_, keys) => keys.forEach((key) => void toc.add(key)),
  });
  return { bench, filing, cells, toc: toc.size };
}

function printFacts(directory: string | undefined, measured: Measured[]): void {
  const table = new Table({ ...plain, head: ['filing', 'nonFraction in bytes', 'read', 'skipped', 'companyfacts same', 'verdict'] });
  const wrong: string[] = [];
  for (const { bench, filing } of measured) {
    const count = countFacts(bench, filing);
    if (count.inBytes === 0) continue;
    const sec = compareCompanyFacts(directory, bench, filing);
    const isWhole = count.read + count.skipped === count.inBytes;
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
}

function printSections(measured: Measured[]): void {
  const table = new Table({
    ...plain,
    head: ['filing', 'in contents', 'found', 'by reference', 'doubtful', 'missing', 'covered', 'overlaps', 'foreign headings', 'notes'],
    colWidths: [16, 10, 8, 20, 30, 46, 9, 10, 18, 7],
  });
  for (const { bench, filing, toc } of measured) {
    const check = checkSections(filing.documents[0]!);
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
}

function printPeriods(measured: Measured[]): void {
  const table = new Table({
    ...plain,
    head: ['accession number', 'filing', 'form', 'fiscal year', 'period', 'period end', 'documents', 'items'],
  });
  for (const { bench, filing } of measured) {
    table.push([
      bench.input.accessionNumber,
      bench.label,
      filing.form,
      filing.fiscalYear ?? '-',
      filing.fiscalPeriod ?? '-',
      filing.periodEnd ?? '-',
      filing.documents.length,
      filing.items.join(', ') || '-',
    ]);
  }
  console.log(`\n3. Forms and periods\n${table.toString()}`);
}

function printCells(measured: Measured[]): void {
  const table = new Table({
    ...plain,
    head: ['filing', 'tables', 'statements', 'cells with a fact', 'value from the page alone', 'scale', 'period'],
  });
  const sum = { bound: 0, value: 0, scale: 0, period: 0 };
  for (const { bench, filing, cells } of measured) {
    const tables = filing.documents.flatMap((document) => document.tables);
    if (tables.length === 0) continue;
    const statements = tables.filter((each) => each.statement).map((each) => each.statement![0]);
    table.push([
      bench.label,
      tables.length,
      statements.join('') || '-',
      cells.bound,
      percent(cells.value, cells.bound),
      percent(cells.scale, cells.bound),
      percent(cells.period, cells.bound),
    ]);
    for (const key of ['bound', 'value', 'scale', 'period'] as const) sum[key] += cells[key];
  }
  table.push(['all', '', '', sum.bound, percent(sum.value, sum.bound), percent(sum.scale, sum.bound), percent(sum.period, sum.bound)]);
  console.log(`\n4. Table cells against the facts tagged in them\n${table.toString()}`);
}

function printSpeed(filings: BenchFiling[]): void {
  const table = new Table({ ...plain, head: ['filing', 'MB', 'whole reading, ms', 'MB/s', 'bare htmlparser2, ms', 'ratio'] });
  let read = 0;
  let bare = 0;
  for (const { label, input } of filings) {
    const speed = measureSpeed(input);
    read += speed.readMs;
    bare += speed.bareMs;
    const mb = speed.bytes / 1e6;
    table.push([
      label,
      mb.toFixed(2),
      speed.readMs.toFixed(1),
      (mb / (speed.readMs / 1000)).toFixed(1),
      speed.bareMs.toFixed(1),
      (speed.bareMs / speed.readMs).toFixed(2),
    ]);
  }
  table.push(['all', '', read.toFixed(0), '', bare.toFixed(0), (bare / read).toFixed(2)]);
  console.log(`\n5. Speed beside htmlparser2's bare streaming parser (at least 0.4, goal 0.8)\n${table.toString()}`);
}
