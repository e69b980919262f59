import { type Row, table } from './html.ts';
import type { Dimensions, InlineDocument, Period, Unit } from './inline-xbrl.ts';

export interface Column {
  heading: string;
  period: Period;
}

/** One line of a statement: a caption, or a concept with a value for each column, in the document's units. */
export interface Line {
  label: string;
  concept?: string;
  values?: (number | undefined)[];
  kind?: 'HEAD' | 'LINE' | 'TOTAL';
  indent?: boolean;
  dimensions?: Dimensions;
  /** Positive values that are printed in brackets. */
  outflow?: boolean;
  /** Of the column's period only the end, or its start, is meant. */
  instant?: 'END' | 'START';
  per?: 'SHARE' | 'SHARES';
}

export interface Money {
  /** 6: millions, 3: thousands. */
  scale: number;
}

export function figure(doc: InlineDocument, line: Line, value: number, period: Period, { scale }: Money): string {
  if (line.concept === undefined) return value.toLocaleString('en-US');
  doc.label(line.concept, line.label.replace(/:$/, ''));
  const at = line.instant ? { end: line.instant === 'START' ? dayBefore(period.start ?? period.end) : period.end } : period;
  const [unit, options]: [Unit, { scale: number; decimals: number; fractionDigits: number }] =
    line.per === 'SHARE'
      ? ['USD/shares', { scale: 0, decimals: 2, fractionDigits: 2 }]
      : line.per === 'SHARES'
        ? ['shares', scale === 6 ? { scale: 6, decimals: -5, fractionDigits: 1 } : { scale: 3, decimals: -3, fractionDigits: 0 }]
        : ['USD', { scale, decimals: -scale, fractionDigits: 0 }];
  return doc.number(line.concept, value, unit, at, { ...options, dimensions: line.dimensions, bracketed: line.outflow });
}

export function statement(doc: InlineDocument, columns: Column[], lines: Line[], money: Money, above: string[] = []): string {
  const rows = lines.map(
    (line): Row => ({
      label: line.label,
      kind: line.kind,
      indent: line.indent,
      cells: columns.map(({ period }, i) => {
        const value = line.values?.[i];
        return value === undefined ? '' : figure(doc, line, value, period, money);
      }),
    }),
  );
  const headings = [['', ...columns.map(({ heading }) => heading)]];
  if (above.length > 0) headings.unshift(['', ...above]);
  return table(headings, rows);
}

export const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
export const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
export const longDate = (day: string): string =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('en-US', { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' });
