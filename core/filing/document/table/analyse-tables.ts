import type { Line, RawDocument, RawTable } from '../raw.ts';
import type { ParsedTable, TableCell } from '../types.ts';
import { canonicalDecimal } from '../xbrl/decimal-string.ts';
import { type Calendar, type Period, readPeriod } from './column-period.ts';
import { findDates, fromDay, toDay } from './dates.ts';
import { columnKind, type Measure, readMeasure, rowKind } from './measure.ts';
import { isBalances, type RowMoment, rowMoment } from './nature.ts';
import { recogniseStatement, statementNamed } from './statement.ts';
import { type Grid, type GridCell, isFigure, toGrid } from './table-grid.ts';

const most = 20_000;

interface Draft {
  raw: RawTable;
  rawIndex: number;
  grid: Grid;
  /** Lines over the table, oldest first. */
  above: string[];
  title: string;
}

export interface TableAnalysis {
  tables: ParsedTable[];
  /** Per raw table: the ordinal of its data table, or -1 when it only lays out text. */
  ordinals: Int32Array;
}

/**
 * Reads every data table of a document: columns, heads, periods, units, exact values. Tables that only place text on the page yield
 * nothing here; their lines are paragraphs.
 * @param calendar  extended by the dates that the tables' heads name
 */
export function analyseTables(raw: RawDocument, calendar: Calendar): TableAnalysis {
  const ordinals = new Int32Array(raw.tables.length).fill(-1);
  const drafts: Draft[] = [];
  const days = new Set(calendar.knownDays);
  let lineAt = 0;
  const order = raw.tables.map((table, index) => ({ table, index })).sort((a, b) => a.table.start - b.table.start);
  for (const { table, index } of order) {
    if (table.hasNested || table.cells.length < 3 || drafts.length >= most) continue;
    const grid = toGrid(table, raw.text);
    if (!isData(grid)) continue;
    while (lineAt < raw.lines.length && raw.lines[lineAt]!.start < table.start) lineAt++;
    const above = linesAbove(raw, raw.lines, lineAt, index);
    for (const row of grid.rows.slice(0, Math.max(grid.firstData, 0))) {
      for (const cell of row) if (cell.text.length < 120) for (const date of findDates(cell.text)) days.add(toDay(date));
    }
    drafts.push({ raw: table, rawIndex: index, grid, above, title: '' });
  }
  const known: Calendar = { ...calendar, knownDays: [...days].sort((a, b) => a - b) };
  const tables = drafts.map((draft, ordinal) => {
    ordinals[draft.rawIndex] = ordinal;
    return readTable(draft, ordinal, raw.text, known);
  });
  inheritScale(tables);
  inheritHeads(tables);
  return { tables, ordinals };
}

function isData(grid: Grid): boolean {
  const { rows, columns } = grid;
  let figureRows = 0;
  let long = 0;
  let cells = 0;
  let wide = 0;
  for (const row of rows) {
    if (row.some(isFigure)) figureRows++;
    if (row.length > 1) wide++;
    for (const cell of row) {
      cells++;
      if (cell.text.length > 200) long++;
    }
  }
  if (figureRows >= 2 && (columns.length >= 2 || wide >= 2)) return long * 3 < cells;
  if (figureRows === 1 && rows.length <= 4 && rows.some((row) => row.filter(isFigure).length > 1)) return true;
  return rows.length >= 3 && wide >= 3 && columns.length >= 2 && long * 5 < cells && !isList(rows);
}

/** Bullets and numbered paragraphs that a table lays out. */
function isList(rows: GridCell[][]): boolean {
  const marks = rows.filter((row) => row.length <= 2 && /^(?:[•●▪■□·*–—-]|\(?[a-z0-9]{1,3}[.)])/i.test(row[0]!.text)).length;
  return marks * 2 > rows.length;
}

/** Up to six lines over a table, as far as the table or the long paragraph before. */
function linesAbove(raw: RawDocument, lines: readonly Line[], before: number, table: number): string[] {
  const above: string[] = [];
  for (let i = before - 1; i >= 0 && above.length < 6; i--) {
    const line = lines[i]!;
    if (line.table >= 0 && line.table !== table && raw.tables[line.table]!.rows > 3) break;
    above.unshift(raw.text.slice(Math.max(line.start, line.end - 300), line.end));
    if (line.end - line.start > 300) break;
  }
  return above;
}

function readTable(draft: Draft, ordinal: number, text: string, calendar: Calendar): ParsedTable {
  const { grid, raw, above } = draft;
  const heads = grid.rows.slice(0, Math.max(grid.firstData, 0));
  const headText = heads.map((row) => row.map((cell) => cell.text.slice(0, 200)).join(' ')).join('\n');
  const labels = grid.rows
    .map((row) => row[0]!.text.slice(0, 160))
    .join('\n')
    .toLowerCase();
  const title = titleOf(above, headText);
  const statement = recogniseStatement(title, labels, grid.rows.length);
  const measure = measureOf(above, headText);
  const context = `${above.join('\n')}\n${heads
    .filter((row) => row.length === 1)
    .map((row) => row[0]!.text.slice(0, 200))
    .join('\n')}`;
  const isInstant = statement === 'BALANCE_SHEET' ? true : statement && statement !== 'EQUITY' ? false : isBalances(context, labels);
  const cells: TableCell[] = [];
  let columns = columnHeads(grid, heads);
  let whole = wholePeriod(heads, above, calendar, isInstant);
  const periodsOf = (names: string[]) =>
    names.map((head) => (head === '' ? undefined : readPeriod(head, context, calendar, isInstant)) ?? whole);
  let periods = periodsOf(columns);
  let heading = '';
  let carried = '';
  let scale: number | undefined = measure.scale;
  let group: GridCell[][] = [];
  const moments = grid.rows.map((row) => (isFigure(row[0]!) ? undefined : rowMoment(row[0]!.text.slice(0, 160))));
  const betweens = periodsBetween(moments, calendar.knownDays);
  grid.rows.forEach((row, index) => {
    const hasFigures = row.some(isFigure);
    const label = hasFigures || row.length > 1 ? labelOf(row) : row[0]!.text;
    const isHead =
      index < grid.firstData ||
      (!hasFigures && row.length > 1 && looksLikeHead(row)) ||
      (!hasFigures && row.length === 1 && row[0]!.column > 0);
    if (isHead && index >= grid.firstData) {
      group.push(row);
      columns = mergeHeads(columns, columnHeads(grid, group));
      periods = periodsOf(columns);
      const own = readMeasure(row.map((cell) => cell.text).join(' '));
      if (own.scale !== undefined) scale = own.scale;
    } else if (!isHead) group = [];
    let rowLabel = label;
    if (hasFigures) {
      if (carried !== '' && (/^[a-z(,;&$]/.test(label) || label === '')) rowLabel = `${carried} ${label}`.trim();
      carried = '';
    } else if (!isHead) {
      carried = /:$/.test(label) ? '' : `${carried} ${label}`.trim().slice(-200);
      heading = label;
      const own = row.length === 1 && findDates(label).length === 1 ? readPeriod(label, context, calendar, isInstant) : undefined;
      if (own) {
        whole = own;
        periods = periodsOf(columns);
      }
    }
    const kind = hasFigures ? rowKind(rowLabel, heading) : 'AMOUNT';
    const moment = hasFigures ? (moments[index] ?? rowMoment(rowLabel)) : undefined;
    const between = hasFigures && !moment ? betweens[index] : undefined;
    const rowContext: RowContext = {
      isHead,
      kind,
      rowLabel,
      isPercentRow: hasFigures && percentRow.test(rowLabel),
      heads: columns,
      periods,
      moment,
      between,
      known: calendar.knownDays,
      measure: { ...measure, scale },
    };
    for (const cell of row) cells.push(toTableCell(cell, index, rowContext, raw.rows));
  });
  return {
    ordinal,
    ...(title !== '' && { title }),
    ...(statement && { statement }),
    ...(unitOf(cells) && { unit: unitOf(cells) }),
    ...(measure.scale !== undefined && { scale: measure.scale }),
    charStart: raw.start < text.length && text.charCodeAt(raw.start) === 10 ? raw.start + 1 : raw.start,
    charEnd: raw.end,
    rows: grid.rows.length,
    columns: grid.columns.length,
    cells,
    anchor: `o${grid.rows[0]![0]!.start}`,
  };
}

/** The one period that the words over a table name, for columns that name none: `Three Months Ended June 27, 2025`. */
function wholePeriod(heads: GridCell[][], above: string[], calendar: Calendar, isInstant: boolean | undefined): Period | undefined {
  const lines = [...above, ...heads.filter((row) => row.length === 1).map((row) => row[0]!.text)];
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = lines[i]!.slice(-240);
    const dates = findDates(line);
    if (dates.length > 1) return undefined;
    if (dates.length === 1 && (line.length < 130 || i === lines.length - 1)) return readPeriod(line, '', calendar, isInstant);
  }
  return undefined;
}

interface RowContext {
  isHead: boolean;
  kind: ReturnType<typeof rowKind>;
  rowLabel: string;
  isPercentRow: boolean;
  heads: string[];
  periods: (Period | undefined)[];
  /** The row shows balances at this moment. */
  moment: RowMoment | undefined;
  /** The row stands between two dated balances. */
  between: Period | undefined;
  known: readonly number[];
  measure: Measure;
}

/** For each row the period between the dated balances above and below it, where there are both. */
function periodsBetween(moments: (RowMoment | undefined)[], known: readonly number[]): (Period | undefined)[] {
  const below: (string | undefined)[] = new Array(moments.length).fill(undefined);
  let next: string | undefined;
  for (let i = moments.length - 1; i >= 0; i--) {
    below[i] = next;
    if (moments[i]?.at === 'DATE') next = dateOf(moments[i]!, known);
  }
  let start: string | undefined;
  return moments.map((moment, i) => {
    const end = below[i];
    const period =
      start !== undefined && end !== undefined && end > start ? { periodStart: fromDay(toDay(start) + 1), periodEnd: end } : undefined;
    if (moment?.at === 'DATE') start = dateOf(moment, known);
    return period;
  });
}

/** A balance on the first of a month is that of the day before, unless a period of the filing ends on that day. */
function dateOf(moment: RowMoment, known: readonly number[]): string | undefined {
  if (moment.at !== 'DATE') return undefined;
  return moment.date.endsWith('-01') && !known.includes(toDay(moment.date)) ? fromDay(toDay(moment.date) - 1) : moment.date;
}

function periodOf(column: Period | undefined, { moment, between, known }: RowContext): Period | undefined {
  if (moment?.at === 'DATE') return { periodEnd: dateOf(moment, known)! };
  if (moment && column) {
    if (moment.at === 'END') return { periodEnd: column.periodEnd };
    if (column.periodStart) return { periodEnd: fromDay(toDay(column.periodStart) - 1) };
  }
  return column ?? between;
}

interface HeadWords {
  kind: ReturnType<typeof columnKind>;
  isPercent: boolean;
  isAmount: boolean;
}

const headWords = new Map<string, HeadWords>();

/** What a head says of its figures; each distinct head is read once. */
function readHead(head: string): HeadWords {
  const known = headWords.get(head);
  if (known) return known;
  if (headWords.size > 2000) headWords.clear();
  const words = {
    kind: columnKind(head),
    isPercent: /%|\bpercent(?:age)?\b|\bmargin\b|\brates?$|\ballocations?\b/i.test(head),
    isAmount: /\bamounts?\b|\bcurrency\b|[$]/i.test(head),
  };
  headWords.set(head, words);
  return words;
}

const percentRow =
  /\((?:%|in percent)\)|^percent(?:age)?\b|\bpercent(?:age)? of\b|\b(?:tax|discount|effective|growth|turnover|volatility|yield|return)\b.{0,40}\brates?$|%$/i;

function toTableCell(cell: GridCell, row: number, context: RowContext, rows: number): TableCell {
  const column = Math.max(cell.column, 0);
  const out: TableCell = {
    row,
    column,
    rowSpan: Math.min(cell.rowSpan, rows),
    columnSpan: 1,
    charStart: cell.start,
    charEnd: cell.end,
    text: cell.text,
    isHeader: context.isHead || cell.isHeader,
  };
  if (context.isHead || !isFigure(cell)) return out;
  const head = context.heads[column] ?? '';
  const period = periodOf(cell.column < 0 ? undefined : context.periods[column], context);
  if (context.rowLabel !== '') out.rowLabel = context.rowLabel;
  if (head !== '' && cell.column >= 0) out.columnLabel = head;
  const number = cell.number!;
  const words = readHead(head);
  const isPercent =
    number.isPercent ||
    (!number.currency && (words.isPercent || context.isPercentRow) && !words.isAmount && Math.abs(Number(number.digits)) < 1000);
  const isShareTable = context.measure.scale === undefined && context.measure.shareScale !== undefined && !number.currency;
  const kind = words.kind ?? (context.kind === 'AMOUNT' && isShareTable ? 'SHARES' : context.kind);
  const scale = scaleOf(isPercent, kind, context.measure);
  out.value = canonicalDecimal(number.digits, scale) ?? number.digits;
  out.scale = scale;
  out.unit = isPercent ? 'pure' : unitFor(kind, number.currency ?? context.measure.currency ?? 'USD');
  if (period) {
    if (period.periodStart) out.periodStart = period.periodStart;
    out.periodEnd = period.periodEnd;
  }
  return out;
}

function scaleOf(isPercent: boolean, kind: RowContext['kind'], measure: Measure): number {
  if (isPercent) return -2;
  if (kind === 'PER_SHARE') return 0;
  if (kind === 'SHARES') return measure.shareScale ?? measure.scale ?? 0;
  return measure.scale ?? 0;
}

const unitFor = (kind: RowContext['kind'], currency: string): string =>
  kind === 'SHARES' ? 'shares' : kind === 'PER_SHARE' ? `${currency}/shares` : currency;

function unitOf(cells: TableCell[]): string | undefined {
  const counts = new Map<string, number>();
  for (const cell of cells) if (cell.unit) counts.set(cell.unit, (counts.get(cell.unit) ?? 0) + 1);
  let best: string | undefined;
  for (const [unit, count] of counts) if (best === undefined || count > counts.get(best)!) best = unit;
  return best;
}

const labelOf = (row: GridCell[]): string => {
  const first = row[0]!;
  return isFigure(first) ? '' : first.text;
};

const headWord = /\b(?:19|20)\d\d\b|\bended\b|\bmonths\b|\bweeks\b|\bquarters?\b|%|\bchange\b|\bpercent|\bamount\b|\btotal\b/i;
const looksLikeHead = (row: GridCell[]): boolean =>
  row.slice(1).some((cell) => headWord.test(cell.text.slice(0, 100))) && row.every((cell) => cell.text.length < 120);

/** `(In millions, except per share data)`: says how to count, heads no column. */
const captionOnly =
  /^\(?(?:unaudited\W*|dollars?\s+|amounts?\s+|u\.s\.\s+|[$]\s*)*\(?(?:in|expressed in)\s+(?:[$]\s*)?(?:thousands|millions|billions)\b.{0,120}$/i;

/** The words over each column, from top to bottom. */
function columnHeads(grid: Grid, heads: GridCell[][]): string[] {
  const out = grid.columns.map(() => '');
  const figureColumns = grid.columns.map((column, index) => (column.hasFigures ? index : -1)).filter((index) => index >= 0);
  for (const row of heads) {
    const cells = row.filter((cell) => cell.text.length < 160 && !captionOnly.test(cell.text));
    if (grid.isDense && cells.length === 1 && !isSharedHead(cells[0]!.text)) continue;
    const isSpread = grid.isDense || cells.every((cell) => cell.column < 0);
    const over = isSpread ? spread(cells, figureColumns) : undefined;
    cells.forEach((cell, at) => {
      const targets = over ? over[at]! : overlapping(grid, cell);
      for (const index of targets) if (!out[index]!.endsWith(cell.text)) out[index] = `${out[index]} ${cell.text}`.trim();
    });
  }
  return out;
}

/** One head over all columns of a table without gaps: `Years ended December 31,`, but no title and no caption of rows. */
const isSharedHead = (text: string): boolean =>
  text.length < 80 &&
  /\b(?:ended|months|weeks|december|january|june|september|march|(?:19|20)\d\d)\b/i.test(text) &&
  findDates(text).length <= 1;

function overlapping(grid: Grid, cell: GridCell): number[] {
  const over: number[] = [];
  grid.columns.forEach((column, index) => {
    if (cell.left < column.right && cell.right > column.left) over.push(index);
  });
  return over.length === 0 && cell.column >= 0 ? [cell.column] : over;
}

/** Heads whose place is unknown are dealt out in order: one to each column of figures, or each to as many. */
function spread(cells: GridCell[], columns: number[]): number[][] {
  const heads = cells.length === columns.length + 1 ? cells.slice(1) : cells;
  const extra = cells.length - heads.length;
  const share = heads.length > 0 && columns.length % heads.length === 0 ? columns.length / heads.length : 0;
  return cells.map((_, index) => {
    const at = index - extra;
    if (at < 0) return [0];
    if (share === 0) return [];
    return columns.slice(at * share, at * share + share);
  });
}

/** A head in the middle of a table replaces the old one where it says something. */
const mergeHeads = (old: string[], fresh: string[]): string[] => old.map((head, index) => (fresh[index] !== '' ? fresh[index]! : head));

function titleOf(above: string[], headText: string): string {
  const named = (line: string): boolean => line.length < 160 && statementNamed(line) !== undefined;
  const own = headText.split('\n').find(named);
  if (own !== undefined) return own;
  const over = above.findLast(named);
  if (over !== undefined) return over;
  for (let i = above.length - 1; i >= 0; i--) {
    const line = above[i]!;
    if (
      /^\(?(?:\$\s*|amounts |dollars )?(?:in|u\.?s\.?|unaudited)\b.{0,90}\)?$/i.test(line) ||
      /^\d{1,3}$|^table of contents$/i.test(line) ||
      line.includes(' | ')
    )
      continue;
    return line.length <= 200 ? line : (/[^.]*[.:]?\s*$/.exec(line.slice(-240))?.[0].trim() ?? '');
  }
  return '';
}

/** The nearest caption wins: the table's own head, then the lines over it from below. */
function measureOf(above: string[], headText: string): Measure {
  const measure = readMeasure(headText.slice(0, 600));
  for (let i = above.length - 1; i >= 0 && measure.scale === undefined; i--) {
    const own = readMeasure(above[i]!);
    if (own.scale === undefined) continue;
    measure.scale = own.scale;
    measure.shareScale ??= own.shareScale;
    measure.currency ??= own.currency;
  }
  if (measure.scale !== undefined && measure.shareScale === undefined)
    for (const line of above) measure.shareScale ??= readMeasure(line).shareScale;
  return measure;
}

/** The second half of a statement that the page broke in two has no heads of its own: it has those of the first. */
function inheritHeads(tables: ParsedTable[]): void {
  for (let i = 1; i < tables.length; i++) {
    const table = tables[i]!;
    const before = tables[i - 1]!;
    if (table.charStart - before.charEnd > 80 || table.columns !== before.columns) continue;
    if (table.cells.some((cell) => cell.value !== undefined && (cell.columnLabel || cell.periodEnd))) continue;
    const heads = new Map<number, TableCell>();
    for (const cell of before.cells) if (cell.value !== undefined && cell.columnLabel) heads.set(cell.column, cell);
    for (const cell of table.cells) {
      const head = cell.value === undefined ? undefined : heads.get(cell.column);
      if (!head) continue;
      cell.columnLabel = head.columnLabel;
      if (head.periodStart) cell.periodStart = head.periodStart;
      if (head.periodEnd) cell.periodEnd = head.periodEnd;
    }
  }
}

/** A table that says nothing of its scale but shows currency follows the statements, as notes do. */
function inheritScale(tables: ParsedTable[]): void {
  const counts = new Map<number, number>();
  for (const table of tables) if (table.statement && table.scale !== undefined) counts.set(table.scale, (counts.get(table.scale) ?? 0) + 1);
  let usual: number | undefined;
  for (const [scale, count] of counts) if (usual === undefined || count > counts.get(usual)!) usual = scale;
  if (!usual) return;
  for (const table of tables) {
    if (table.scale !== undefined || !table.cells.some((cell) => cell.value !== undefined && cell.text.includes('$'))) continue;
    const isWhole = table.cells.every(
      (cell) => !cell.value || cell.unit === 'pure' || cell.scale !== 0 || !/\d,\d{3},\d{3}/.test(cell.text),
    );
    if (!isWhole) continue;
    table.scale = usual;
    for (const cell of table.cells) {
      if (cell.value === undefined || cell.scale !== 0 || cell.unit?.includes('shares') || cell.unit === 'pure') continue;
      cell.value = canonicalDecimal(cell.value, usual) ?? cell.value;
      cell.scale = usual;
    }
  }
}
