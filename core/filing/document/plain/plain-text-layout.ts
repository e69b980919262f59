import { escapeText } from '../html/html-writer.ts';
import type { Line, RawTable } from '../raw.ts';
import { BREAK, CELL, SPACE, type TextWriter } from '../text-writer.ts';
import { classify, type PlainBlock, type PlainLine, toBlocks } from './plain-blocks.ts';

/** Lines that stand for the SGML tags that frame pages and tables of plain text. */
export const PAGE = '\n\u0001PAGE\n';
export const TABLE_START = '\n\u0001TABLE\n';
export const TABLE_END = '\n\u0001END\n';

/** Where laid out text goes: the document that is being written. */
export interface LayoutSink {
  writer: TextWriter;
  lines: Line[];
  tables: RawTable[];
  pageBreaks: number[];
  /** Index of the table around the text, -1 outside. */
  table: number;
  html: (markup: string) => void;
}

export type PlainTextLayout = (text: string, sink: LayoutSink) => void;

/**
 * Lays out text that was written for a typewriter's columns: paragraphs are joined from their lines, tables are read by the columns of
 * their characters, and the HTML keeps the page as it was.
 */
export const layoutPlainText: PlainTextLayout = (text, sink) => {
  sink.html('<pre>');
  for (const block of classify(toBlocks(text))) {
    if (block.kind === 'PAGE') sink.pageBreaks.push(sink.writer.length);
    else if (block.kind === 'TABLE') writeTable(block, sink);
    else for (const paragraph of paragraphs(block)) writeParagraph(paragraph, sink);
    sink.html('\n');
  }
  sink.html('</pre>');
};

function writeTable(block: PlainBlock, sink: LayoutSink): void {
  const { writer } = sink;
  const index = sink.tables.length;
  const table: RawTable = {
    start: writer.length === 0 ? 0 : writer.length + 1,
    end: 0,
    parent: sink.table,
    rows: 0,
    cells: [],
    isAligned: true,
    hasNested: false,
  };
  sink.tables.push(table);
  for (const line of block.lines) {
    if (line.isRule) {
      sink.html(`${escapeText(line.text)}\n`);
      continue;
    }
    const row = table.rows++;
    writer.part(BREAK);
    let isFirst = true;
    let separator = CELL;
    let start = -1;
    for (const cell of line.cells) {
      if (!isFirst) writer.part(separator);
      if (!writer.write(cell.text, 0, cell.text.length)) continue;
      const from = isFirst ? writer.lineStart : writer.length - written(writer, cell.text);
      if (isFirst) start = writer.lineStart;
      isFirst = false;
      table.cells.push({
        row,
        column: cell.column,
        columnSpan: cell.text.length,
        rowSpan: 1,
        start: from,
        end: writer.length,
        valueEnd: writer.length,
        isBold: false,
        isHeader: false,
        indent: isFirst ? cell.column : 0,
      });
      separator = /^\(?[$£€¥]\(?$/.test(cell.text) ? SPACE : CELL;
    }
    if (start >= 0) pushLine(line, start, index, sink);
  }
  table.end = writer.length;
}

/** Length of what one cell put into the text: its text with runs of space collapsed. */
function written(writer: TextWriter, text: string): number {
  let at = writer.length - 1;
  let left = 0;
  for (let i = text.length - 1; i >= 0; i--) if (text.charCodeAt(i) > 32) left++;
  while (at >= 0 && left > 0) {
    if (writer.codeAt(at) !== 32) left--;
    at--;
  }
  return writer.length - 1 - at;
}

function pushLine(line: PlainLine, start: number, table: number, sink: LayoutSink): void {
  sink.lines.push({
    start,
    end: sink.writer.length,
    bold: 0,
    underlined: 0,
    italic: 0,
    size: 0,
    isCentred: line.isCentred,
    headingLevel: 0,
    isListItem: false,
    isPreformatted: true,
    table,
  });
  sink.html(`<a id="o${start}"></a>${escapeText(line.text)}\n`);
}

function writeParagraph(lines: PlainLine[], sink: LayoutSink): void {
  const { writer } = sink;
  writer.part(BREAK);
  let wrote = false;
  for (const line of lines) {
    if (line.isRule) continue;
    if (writer.write(line.text, 0, line.text.length)) wrote = true;
    writer.part(SPACE);
  }
  const shown = lines.map((line) => line.text).join('\n');
  if (!wrote) {
    sink.html(`${escapeText(shown)}\n`);
    return;
  }
  pushLine({ ...lines[0]!, text: shown }, writer.lineStart, sink.table, sink);
  writer.part(BREAK);
}

const opensParagraph = /^(?:item\s+\d|part\s+[iv]+\b|\(?[a-z0-9]{1,3}[.)]\s|[-*•o]\s{1,3}\S|note\s+\d)/i;

/** Where the line breaks of a block of prose were meant: around centred lines and headings, after short lines, before list marks. */
function paragraphs(block: PlainBlock): PlainLine[][] {
  const groups: PlainLine[][] = [];
  let width = 0;
  for (const line of block.lines) width = Math.max(width, line.indent + line.text.length);
  let previous: PlainLine | undefined;
  for (const line of block.lines) {
    const isApart =
      previous === undefined ||
      line.isCentred ||
      previous.isCentred ||
      previous.isRule ||
      previous.text.length + previous.indent < width - 22 ||
      opensParagraph.test(line.text.trimStart());
    if (isApart) groups.push([]);
    groups[groups.length - 1]!.push(line);
    previous = line;
  }
  return groups;
}
