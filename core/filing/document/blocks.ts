import type { Line, RawDocument } from './raw.ts';
import type { Block, ParsedTable } from './types.ts';

/** The lines of a document as blocks in text order: each data table is one block, and so is each end of a page. */
export function toBlocks(raw: RawDocument, ordinals: Int32Array, tables: readonly ParsedTable[]): Block[] {
  const blocks: Block[] = [];
  const usual = usualSize(raw.lines);
  let page = 0;
  let lastTable = -1;
  for (const line of raw.lines) {
    while (page < raw.pageBreaks.length && raw.pageBreaks[page]! <= line.start) {
      const at = raw.pageBreaks[page++]!;
      blocks.push({ kind: 'PAGE_BREAK', charStart: at, charEnd: at, anchor: `o${line.start}`, emphasis: 0 });
    }
    const ordinal = line.table >= 0 ? ordinals[line.table]! : -1;
    if (ordinal >= 0) {
      if (ordinal === lastTable) continue;
      lastTable = ordinal;
      const table = tables[ordinal]!;
      blocks.push({ kind: 'TABLE', charStart: table.charStart, charEnd: table.charEnd, anchor: table.anchor, emphasis: 0 });
      continue;
    }
    const emphasis = emphasisOf(raw.text, line, usual);
    const kind = line.isListItem
      ? 'LIST_ITEM'
      : emphasis >= 0.5 && line.end - line.start <= 250
        ? 'HEADING'
        : line.isPreformatted
          ? 'PREFORMATTED'
          : 'PARAGRAPH';
    blocks.push({ kind, charStart: line.start, charEnd: line.end, anchor: `o${line.start}`, emphasis });
  }
  return blocks;
}

/** The font size of most of the text. */
function usualSize(lines: readonly Line[]): number {
  const weights = new Map<number, number>();
  for (const line of lines) weights.set(line.size, (weights.get(line.size) ?? 0) + line.end - line.start);
  let usual = 0;
  for (const [size, weight] of weights) if (weight > (weights.get(usual) ?? 0)) usual = size;
  return usual;
}

function emphasisOf(text: string, line: Line, usual: number): number {
  const length = line.end - line.start;
  if (line.headingLevel > 0) return 1;
  if (length > 300) return 0;
  let emphasis = 0;
  if (line.bold * 2 > length) emphasis += 0.55;
  else if (line.underlined * 2 > length) emphasis += 0.4;
  else if (line.italic * 2 > length) emphasis += 0.3;
  if (line.isCentred) emphasis += 0.15;
  if (line.size > usual && usual > 0) emphasis += 0.2;
  if (length < 160 && isCapitals(text, line.start, line.end)) emphasis += 0.4;
  return Math.min(1, Math.round(emphasis * 100) / 100);
}

function isCapitals(text: string, start: number, end: number): boolean {
  let upper = 0;
  for (let i = start; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c > 96 && c < 123) return false;
    if (c > 64 && c < 91) upper++;
  }
  return upper > 3;
}
