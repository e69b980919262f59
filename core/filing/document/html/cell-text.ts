import type { RawCell } from '../raw.ts';
import { CELL, SPACE, type TextWriter } from '../text-writer.ts';

const prefixes = /^(?:[$€£¥•●▪◦■□·○–-]|US\$|C\$|A\$|HK\$|R\$|\(|\$\s?\(|[([]?[a-z0-9]{1,2}[)\]]|\*{1,3})$/i;
/** A figure of three digits or more is no bullet. */
const mayBePrefix = (first: number, length: number): boolean => length <= 3 || first < 48 || first > 57;
const isPrefix = (text: string): boolean => prefixes.test(text);

/** What parts a cell from the next one: a currency sign, a bullet or a note mark belongs to what follows it. */
export function separatorAfter(cell: RawCell, writer: TextWriter): number {
  const length = cell.end - cell.start;
  return length <= 5 && mayBePrefix(writer.codeAt(cell.start), length) && isPrefix(writer.slice(cell.start, cell.end)) ? SPACE : CELL;
}

/**
 * A closing parenthesis or a percent sign in a cell of its own is moved right behind the number of the cell before.
 * @param lastEnd  where the cell before ends, -1 without one
 * @returns whether it was moved
 */
export function joinSuffix(cell: RawCell, lastEnd: number, writer: TextWriter): boolean {
  const length = cell.end - cell.start;
  if (length > 3 || cell.start - lastEnd !== 3 || lastEnd < 0) return false;
  const text = writer.slice(cell.start, cell.end);
  if (text !== ')' && text !== '%' && text !== ')%' && text !== '%)' && text !== '))') return false;
  const last = writer.codeAt(lastEnd - 1);
  if (!((last > 47 && last < 58) || last === 41)) return false;
  writer.closeGap(lastEnd, cell.start);
  cell.start = lastEnd;
  cell.end = cell.valueEnd = cell.start + length;
  return true;
}

/** `colspan` or `rowspan` as a number from 1 to 1000. */
export const span = (value: string | undefined): number => {
  if (value === undefined) return 1;
  const number = Number.parseInt(value, 10);
  return number > 1 ? Math.min(number, 1000) : 1;
};

/** Offset of the first written character from `from` on that is no separator. */
export function firstVisible(writer: TextWriter, from: number): number {
  let at = from;
  while (at < writer.length) {
    const c = writer.codeAt(at);
    if (c !== 32 && c !== 10 && c !== 124) break;
    at++;
  }
  return at;
}
