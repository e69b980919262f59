/** One source line, tabs expanded. */
export interface PlainLine {
  text: string;
  indent: number;
  /** Pieces parted by two or more spaces, with the column where each begins; dot leaders gone. */
  cells: { text: string; column: number }[];
  isCentred: boolean;
  /** Drawn with dashes, equals signs or underscores. */
  isRule: boolean;
  /** Ends in a figure behind a gap. */
  isFigures: boolean;
}

export interface PlainBlock {
  kind: 'TEXT' | 'TABLE' | 'PAGE';
  lines: PlainLine[];
  /** Framed by the filer as a table. */
  isMarked: boolean;
}

const rule = /^[-=_ *.|+:\t]*(?:[-=_]{2,}|\*{3,}|(?:- ){3,})[-=_ *.|+:\t]*$/;
const figure = /^(?:[$£€¥]|US\$)?\s?[([]?[$£€¥]?\s?\d[\d,. ]*%?[)\]]?\s?%?$|^[-–—]{1,3}$|^(?:N\/?A|nil|\$\s*-+)$/i;
const page = /^\s*<page>\s*(?:\d+)?\s*$/i;

/** A longer line was typed for no page: it has no columns. */
const longestLine = 4000;

/** Cuts text into blocks at empty lines, page marks and table frames. */
export function toBlocks(text: string): PlainBlock[] {
  const blocks: PlainBlock[] = [];
  let current: PlainBlock | undefined;
  let isMarked = false;
  for (const raw of text.split('\n')) {
    const source = raw.length <= longestLine && raw.includes('\t') ? expand(raw) : raw;
    const trimmed = source.trim();
    if (trimmed === '\u0001PAGE' || page.test(source) || source.startsWith('\f')) {
      blocks.push({ kind: 'PAGE', lines: [], isMarked: false });
      current = undefined;
      if (!source.startsWith('\f') || trimmed === '') continue;
    }
    if (trimmed === '\u0001TABLE' || /^<table>$/i.test(trimmed)) {
      isMarked = true;
      current = undefined;
      continue;
    }
    if (trimmed === '\u0001END' || /^<\/table>$/i.test(trimmed)) {
      isMarked = false;
      current = undefined;
      continue;
    }
    if (trimmed === '' || /^(?:<[sc]>\s*)+$/i.test(trimmed) || /^<\/?(?:caption|fn|f\d+|pre|text)>$/i.test(trimmed)) {
      current = undefined;
      continue;
    }
    if (!current) {
      current = { kind: 'TEXT', lines: [], isMarked };
      blocks.push(current);
    }
    current.lines.push(read(source.trimEnd()));
  }
  return blocks;
}

const expand = (line: string): string => {
  let out = '';
  for (const char of line) out += char === '\t' ? ' '.repeat(8 - (out.length % 8)) : char;
  return out;
};

function read(source: string): PlainLine {
  if (source.length > longestLine) {
    return { text: source, indent: 0, cells: [{ text: source, column: 0 }], isRule: false, isCentred: false, isFigures: false };
  }
  const isRule = rule.test(source.slice(0, 400));
  const text = source.replace(/\.{3,}|(?:\. ){2,}\.?/g, (dots) => ' '.repeat(dots.length));
  const cells: PlainLine['cells'] = [];
  const piece = /\S+(?: \S+)*/g;
  for (let found = piece.exec(text); found; found = piece.exec(text)) {
    for (const part of splitFigures(found[0])) cells.push({ text: part.text, column: found.index + part.at });
  }
  const indent = source.length - source.trimStart().length;
  const last = cells[cells.length - 1];
  return {
    text: source,
    indent,
    cells,
    isRule,
    isCentred: indent >= 12 && cells.length <= 1 && source.length - indent < 70 && Math.abs(indent - (80 - source.length)) < 16,
    isFigures: cells.length > 1 && last !== undefined && figure.test(last.text),
  };
}

/** `Net sales $ 1,945` and `1,945 2,115` in one piece: a currency sign or a second figure begins a cell of its own. */
function splitFigures(piece: string): { text: string; at: number }[] {
  const sign = piece.search(/ [$£€¥] ?[\d(]/);
  if (
    sign > 0 &&
    figure.test(piece.slice(sign + 1)) &&
    !/\b(?:and|of|to|or|from|at|than|between|for|through|by|over|under)$/i.test(piece.slice(0, sign))
  ) {
    return [
      { text: piece.slice(0, sign), at: 0 },
      { text: piece.slice(sign + 1), at: sign + 1 },
    ];
  }
  return [{ text: piece, at: 0 }];
}

/** Says which blocks are tables, and joins what one table's empty lines had parted. */
export function classify(blocks: PlainBlock[]): PlainBlock[] {
  for (const block of blocks) if (block.kind === 'TEXT' && (block.isMarked || looksTabular(block))) block.kind = 'TABLE';
  const joined: PlainBlock[] = [];
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i]!;
    const last = joined[joined.length - 1];
    const next = blocks[i + 1];
    if (last?.kind === 'TABLE' && block.kind === 'TABLE' && last.isMarked === block.isMarked) append(last, block);
    else if (last?.kind === 'TABLE' && next?.kind === 'TABLE' && block.kind === 'TEXT' && isBetween(block)) append(last, block);
    else if (next?.kind === 'TABLE' && block.kind === 'TEXT' && isColumnHeader(block))
      joined.push({ ...block, kind: 'TABLE', isMarked: next.isMarked });
    else joined.push(block);
  }
  return joined;
}

function append(to: PlainBlock, from: PlainBlock): void {
  for (const line of from.lines) to.lines.push(line);
}

function looksTabular(block: PlainBlock): boolean {
  let figures = 0;
  let rows = 0;
  for (const line of block.lines) {
    if (line.isRule) continue;
    rows++;
    if (line.isFigures) figures++;
  }
  return figures > 0 && (rows <= 2 || figures >= 2) && figures * 2 >= rows;
}

/** A caption inside a table: `Current assets:`. */
const isBetween = (block: PlainBlock): boolean =>
  block.lines.length <= 3 &&
  block.lines.every((line) => line.isRule || (line.cells.length <= 2 && line.text.trim().length < 64 && !/[.;]$/.test(line.text)));

/** Years, dates or rules over the columns of the table that follows. */
const isColumnHeader = (block: PlainBlock): boolean =>
  block.lines.length <= 6 &&
  block.lines.some((line) => line.cells.length > 1 || line.isRule) &&
  block.lines.every((line) => line.isRule || line.cells.length > 1 || (line.indent > 20 && line.text.trim().length < 50));
