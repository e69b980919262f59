import { detached } from '../detached.ts';
import type { TableCell } from '../types.ts';
import { canonicalDecimal } from '../xbrl/decimal-string.ts';
import type { Period } from './column-period.ts';
import { columnKind, isPerUnit, type Measure, type rowKind } from './measure.ts';
import { periodOf, type RowTime } from './row-periods.ts';
import { type GridCell, isFigure } from './table-grid.ts';

/** What a cell's row and the table around say of it. */
export interface RowContext extends RowTime {
  isHead: boolean;
  kind: ReturnType<typeof rowKind>;
  rowLabel: string;
  isPercentRow: boolean;
  heads: string[];
  periods: (Period | undefined)[];
  measure: Measure;
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
  headWords.set(detached(head), words);
  return words;
}

/** Labels of rows that show percentages. */
export const percentRow =
  /\((?:%|in percent)\)|^percent(?:age)?\b|\bpercent(?:age)? of\b|\b(?:tax|discount|effective|growth|turnover|volatility|yield|return)\b.{0,40}\brates?$|%$/i;

export function toTableCell(cell: GridCell, row: number, context: RowContext, rows: number): TableCell {
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
  const isBare = kind === 'AMOUNT' && isPerUnit(context.rowLabel, number.digits, context.measure);
  const scale = isBare && !isPercent ? 0 : scaleOf(isPercent, kind, context.measure);
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

/** The unit of most figures. */
export function unitOf(cells: TableCell[]): string | undefined {
  const counts = new Map<string, number>();
  for (const cell of cells) if (cell.unit) counts.set(cell.unit, (counts.get(cell.unit) ?? 0) + 1);
  let best: string | undefined;
  for (const [unit, count] of counts) if (best === undefined || count > counts.get(best)!) best = unit;
  return best;
}
