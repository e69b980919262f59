import { ParsingError, TransportError } from '../errors.ts';
import { isAccessionNumber } from './accession-number.ts';
import { isoDay } from './eastern-time.ts';
import type { EdgarIndexRow } from './types.ts';

/** Path of a day's master index, YYYY-MM-DD. */
export function masterIndexPath(day: string): string {
  const [year, month] = day.split('-') as [string, string];
  return `/Archives/edgar/daily-index/${year}/QTR${Math.ceil(Number(month) / 3)}/master.${day.replaceAll('-', '')}.idx`;
}

/**
 * `CIK|Company Name|Form Type|Date Filed|File Name` below a dashed line. It proves completeness, so no row is passed over.
 * @throws {ParsingError} DOCUMENT_UNREADABLE on a row that cannot be read; {TransportError} DOCUMENT_TRUNCATED on a last line without end
 */
export function parseMasterIndex(text: string): EdgarIndexRow[] {
  const rule = /^-{20,}\s*$/m.exec(text);
  if (!rule) throw new ParsingError('DOCUMENT_UNREADABLE', 'The daily index has no dashed line below its heading.', {});
  if (!text.endsWith('\n')) throw new TransportError('DOCUMENT_TRUNCATED', 'The daily index ends in the middle of a line.', {});
  return text
    .slice(rule.index + rule[0].length)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(parseRow);
}

function parseRow(line: string): EdgarIndexRow {
  const parts = line.split('|');
  const [form, filed, file] = parts.slice(-3) as [string, string, string];
  const accessionNumber = /\/(\d{10}-\d{2}-\d{6})\.txt$/.exec(file ?? '')?.[1] ?? '';
  const cik = Number(parts[0]);
  const filedAt = isoDay(filed);
  if (parts.length < 5 || !Number.isInteger(cik) || cik <= 0 || !isAccessionNumber(accessionNumber) || filedAt === undefined)
    throw new ParsingError('DOCUMENT_UNREADABLE', 'A row of the daily index cannot be read.', { row: line.slice(0, 200) });
  return { cik, name: parts.slice(1, -3).join('|'), form, filedAt, accessionNumber };
}
