import { detached } from '../detached.ts';
import type { TableCell } from '../types.ts';
import { canonicalDecimal } from '../xbrl/decimal-string.ts';
import type { Period } from './column-period.ts';
import { columnKind, isPerUnit, type Measure, readMeasure, type rowKind } from './measure.ts';
import { periodOf, type RowTime } from './row-periods.ts';
import { type GridCell, isFigure } from './table-grid.ts';

/** What a cell's row and the table around say of it. */
export interface RowContext extends RowTime {
  isHead: boolean;
  kind: ReturnType<typeof rowKind>;
  rowLabel: string;
  isPercentRow: boolean;
  /** The row's kind is its heading's: "Basic" below "Earnings per share". */
  isInheritedKind: boolean;
  heads: string[];
  /** Columns whose first and last figures are percentages: those between are too. */
  percentColumns: ReadonlySet<number>;
  /** Columns with a figure of a million or more: printed in full, whatever the rest of the table is counted in. */
  fullColumns: ReadonlySet<number>;
  /** Few figures of a table in millions have cents: those are told per share. */
  centsArePerShare: boolean;
  periods: (Period | undefined)[];
  measure: Measure;
}

interface HeadWords {
  /** Of the column alone: "Aggregate Intrinsic Value (in billions)". */
  scale?: number;
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
    ...(/\((?:\$ )?in (?:thousand|million|billion)s/i.test(head) && { scale: readMeasure(head).scale }),
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
  const period = periodOf(cell.column < 0 ? undefined : context.periods[column], head, context);
  if (context.rowLabel !== '') out.rowLabel = context.rowLabel;
  if (head !== '' && cell.column >= 0) out.columnLabel = head;
  const number = cell.number!;
  const words = readHead(head);
  const isPercent =
    number.isPercent ||
    (!number.currency && context.percentColumns.has(column)) ||
    (!number.currency && (words.isPercent || context.isPercentRow) && !words.isAmount && Math.abs(Number(number.digits)) < 1000);
  const isShareTable = context.measure.scale === undefined && context.measure.shareScale !== undefined && !number.currency;
  const said = words.kind ?? (context.kind === 'AMOUNT' && isShareTable ? 'SHARES' : context.kind);
  const isCents = said === 'AMOUNT' && context.centsArePerShare && cents.test(cell.text);
  const kind = isCents ? 'PER_SHARE' : said === 'PER_SHARE' && context.isInheritedKind && isWholeThousands(number.digits) ? 'AMOUNT' : said;
  const own = rowWords(context.rowLabel);
  // "1.5x", "Ratio of earnings to fixed charges", "Number of employees": no money, whatever the table is counted in.
  const isPlain =
    !isPercent &&
    !number.currency &&
    kind === 'AMOUNT' &&
    (/\d\s*x$/i.test(cell.text) || own.isCount || (own.isRatio && Math.abs(Number(number.digits)) < 1000));
  // "Employees", "Average price" in a table of thousands: nobody can tell whether the caption means them as well, so no value is told.
  const isOfUnknownScale = (own.isCounted && !number.currency) || own.isPriced;
  if (isOfUnknownScale && kind === 'AMOUNT' && !isPercent && !isPlain && own.scale === undefined && isScaledForAll(context.measure))
    return out;
  const isHeads = own.isCounted && !number.currency && kind === 'AMOUNT' && !isPercent;
  const isBare = kind === 'AMOUNT' && isPerUnit(context.rowLabel, number.digits, context.measure);
  const isScaledCount = words.kind === 'SHARES' && context.measure.shareScale === 0 && !context.fullColumns.has(column);
  const measure = {
    ...context.measure,
    ...(words.scale !== undefined && { scale: words.scale }),
    ...(own.scale !== undefined && { scale: own.scale, shareScale: own.scale }),
    // "Except per share amounts" over a column of counts that are no full counts.
    ...(isScaledCount && (context.measure.scale ?? 0) >= 6 && { shareScale: context.measure.scale }),
  };
  const scale = isPlain
    ? (own.scale ?? 0)
    : (isBare && !isPercent) || isBeyondAnyScale(number.digits, kind, measure)
      ? 0
      : scaleOf(isPercent, kind, measure);
  out.value = canonicalDecimal(number.digits, scale) ?? number.digits;
  out.scale = scale;
  out.unit = isPercent || isPlain || isHeads ? 'pure' : unitFor(kind, currencyOf(cell.text, number.currency, context.measure.currency));
  if (period) {
    if (period.periodStart) out.periodStart = period.periodStart;
    out.periodEnd = period.periodEnd;
  }
  return out;
}

/** A caption that names what it does not count so means the other rows. */
const isScaledForAll = ({ scale = 0, perUnitExcepted }: Measure): boolean => scale > 0 && !perUnitExcepted;

/** A bare "$" is the dollar that the caption names. */
const currencyOf = (text: string, sign: string | undefined, said: string | undefined): string =>
  sign === 'USD' && said !== undefined && OTHER_DOLLARS.has(said) && !/US/i.test(text) ? said : (sign ?? said ?? 'USD');
const OTHER_DOLLARS = new Set(['CAD', 'AUD', 'HKD', 'SGD', 'NZD', 'TWD']);

interface RowWords {
  /** Of the row alone: "Weighted average shares (in thousands)". */
  scale?: number;
  isRatio: boolean;
  isCount: boolean;
  /** Heads, stores, square feet: no money, and in thousands or not. */
  isCounted: boolean;
  isPriced: boolean;
}
const rows = new Map<string, RowWords>();
const HEADS =
  'employees|head-?count|customers|subscribers|subscriptions|members|memberships|users|stores|restaurants|branches|locations|hotels';
const COUNTED = new RegExp(
  String.raw`^\W*(?:(?:total|full-time|average|ending|active|daily|monthly|paid|paying|net|new|number of)\s+)*` +
    String.raw`(?:(?:${HEADS}|square (?:feet|footage)|homes (?:sold|delivered|closed))\b|(?:membership|subscriber|customer|user|store)s? (?:net )?(?:additions|adds|count)\b)`,
  'i',
);
const OF_MONEY =
  /\b(?:expenses?|costs?|deposits?|equity|payables?|receivables?|revenues?|sales|fees?|benefits|compensation|income|loss(?:es)?|accounts|contracts|relationships|lists?|accommodations|loans|capital|funds?|premiums?)\b/i;
const PRICED = /\b(?:average|mean|median)\b[^|]{0,40}\bprices?\b|\bprices?\b[^|]{0,30}\bper\s+(?!share\b)[a-z]/i;
const POWERS: Readonly<Record<string, number>> = { thousand: 3, million: 6, billion: 9 };

function rowWords(label: string): RowWords {
  const known = rows.get(label);
  if (known) return known;
  const power = /\(\s*in (thousand|million|billion)s\s*\)/i.exec(label)?.[1];
  const read = {
    ...(power && { scale: POWERS[power.toLowerCase()]! }),
    isRatio: /\bratios?\b|\bdays\b.{0,20}\b(?:outstanding|inventory|payables?)\b/i.test(label),
    isCounted: COUNTED.test(label) && !OF_MONEY.test(label.replace(/\([^()]*\)/g, ' ')),
    isPriced: PRICED.test(label),
    isCount: /\bnumber of (?!.*\bshares?\b)/i.test(label),
  };
  if (rows.size < 50_000) rows.set(label, read);
  return read;
}

/** As printed: "$ 3.50", "(0.08)". */
export const cents = /^[^\d.]*\d{1,3}\.\d\d[^\d.]*$/;
const isWholeThousands = (digits: string): boolean => /^-?\d{4,}$/.test(digits);

/** Printed in full beside figures in millions: no company has so many shares, or so much money. */
function isBeyondAnyScale(digits: string, kind: RowContext['kind'], measure: Measure): boolean {
  const scale = kind === 'SHARES' ? (measure.shareScale ?? measure.scale ?? 0) : (measure.scale ?? 0);
  return scale > 0 && Math.abs(Number(digits)) * 10 ** scale >= (kind === 'SHARES' ? 1e12 : 1e14);
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
