import type { ChunkSection } from './chunk-filing.ts';

/** Sections in text order without overlaps: an item is cut around the notes and other parts that nest in it. Empty ones are left out. */
export function flattenSections<T extends ChunkSection>(rows: readonly T[]): T[] {
  const sorted = [...rows].sort((a, b) => a.charStart - b.charStart || b.charEnd - a.charEnd);
  const result: T[] = [];
  const open: T[] = [];
  const push = (row: T, charStart: number, charEnd: number) => {
    if (charEnd > charStart) result.push({ ...row, charStart, charEnd });
  };
  let at = 0;
  const closeUpTo = (offset: number) => {
    for (let top = open.at(-1); top && top.charEnd <= offset; top = open.at(-1)) {
      push(top, at, top.charEnd);
      at = Math.max(at, top.charEnd);
      open.pop();
    }
  };
  for (const row of sorted) {
    closeUpTo(row.charStart);
    const around = open.at(-1);
    if (around) push(around, at, row.charStart);
    at = Math.max(at, row.charStart);
    open.push(row);
  }
  closeUpTo(Number.POSITIVE_INFINITY);
  return result;
}
