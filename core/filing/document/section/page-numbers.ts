import type { RawDocument } from '../raw.ts';

export interface PageNumbers {
  /** Where the page with this printed number begins; undefined where there is no such page. */
  startOf(page: number): number | undefined;
  endOf(page: number): number | undefined;
}

/** Lines at the foot and the head of a page that may hold its number. */
const FOOT_LINES = 4;
const HEAD_LINES = 2;
const printed = /(?:^|[\s|])(\d{1,3})$|^(\d{1,3})(?=\s[|\s])/;

/**
 * Where pages begin by their printed numbers. A number by itself proves nothing: the distance between number and position that most pages
 * share does. Undefined where fewer than half of the pages agree.
 */
export function readPageNumbers(raw: RawDocument): PageNumbers | undefined {
  const breaks = [...new Set([...raw.pageBreaks, raw.text.length])].sort((a, b) => a - b);
  if (breaks.length < 8) return undefined;
  const votes = new Map<number, number>();
  let line = 0;
  for (const [index, end] of breaks.entries()) {
    const first = line;
    while (line < raw.lines.length && raw.lines[line]!.start < end) line++;
    const near = [...raw.lines.slice(Math.max(first, line - FOOT_LINES), line), ...raw.lines.slice(first, first + HEAD_LINES)];
    const distances = new Set(
      near.flatMap(({ start, end: stop }) => {
        const found = stop - start <= 90 ? printed.exec(raw.text.slice(start, stop).trim()) : null;
        return found ? [Number(found[1] ?? found[2]) - index] : [];
      }),
    );
    for (const distance of distances) votes.set(distance, (votes.get(distance) ?? 0) + 1);
  }
  const [best] = [...votes].sort(([, a], [, b]) => b - a);
  if (!best || best[1] * 2 < breaks.length) return undefined;
  const at = (page: number): number => page - best[0];
  return {
    startOf: (page) => (at(page) === 0 ? 0 : breaks[at(page) - 1]),
    endOf: (page) => breaks[at(page)],
  };
}
