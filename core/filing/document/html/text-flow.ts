import { PAGE, type PlainTextLayout } from '../plain/plain-text-layout.ts';
import type { Line, RawCell } from '../raw.ts';
import { BREAK, NONE, SPACE, TextWriter } from '../text-writer.ts';
import { firstVisible, joinSuffix, separatorAfter } from './cell-text.ts';
import { decodeEntities } from './entities.ts';
import { HtmlWriter } from './html-writer.ts';
import { OpenElements } from './open-elements.ts';
import { TableRecorder } from './table-recorder.ts';
import { BOLD, CENTRED, HIDDEN, ITALIC, PRE, SUPERSCRIPT, tagOf, UNDERLINE } from './tags.ts';

/** A cell with more text than this is prose: what it holds is kept in lines. */
const proseCell = 160;
const listItem = tagOf('li');

/** The text of a page as its elements let it flow: lines, cells, page ends; and the same text in the sanitised HTML. */
export class TextFlow {
  readonly writer: TextWriter;
  readonly html = new HtmlWriter();
  readonly recorder = new TableRecorder();
  readonly open = new OpenElements();
  readonly lines: Line[] = [];
  readonly pageBreaks: number[] = [];
  hiddenCharacters = 0;
  /** Level of the heading element around. */
  heading = 0;
  /** What stands between the tags of preformatted text so far. */
  preformatted = '';
  /** A fact or another XBRL element stands in the cell. */
  hasXbrl = false;
  private line: Line | undefined;
  private lineStart = -1;
  private readonly cells: (RawCell | undefined)[] = [];
  private lastCellEnd = -1;
  /** What parts the next cell of this row from the one before. */
  private separator = BREAK;

  constructor(
    private readonly source: string,
    private readonly layout: PlainTextLayout,
  ) {
    this.writer = new TextWriter(source.length);
  }

  /** A piece of the page's text, under the style bits of the innermost open element. */
  text(start: number, end: number, flags: number): void {
    if (flags & PRE) {
      this.preformatted += decodeEntities(this.source.slice(start, end));
      return;
    }
    const { writer } = this;
    const before = writer.length;
    if (flags & SUPERSCRIPT) this.beforeSuperscript(start);
    if (!writer.write(this.source, start, end)) {
      if (writer.pending === SPACE) this.html.raw(' ');
      return;
    }
    if (writer.lineStart !== this.lineStart) this.startLine(writer.lineStart, flags);
    else if (!this.line) this.startLine(firstVisible(writer, before), flags);
    const length = writer.length - before;
    const line = this.line!;
    line.end = writer.length;
    if (flags & BOLD) line.bold += length;
    if (flags & UNDERLINE) line.underlined += length;
    if (flags & ITALIC) line.italic += length;
    const { cell } = this;
    if (cell) {
      if (cell.start < 0) {
        cell.start = Math.max(firstVisible(writer, before), this.lineStart);
        if (flags & BOLD) cell.isBold = true;
      }
      if ((flags & SUPERSCRIPT) === 0) cell.valueEnd = -1;
    }
    this.html.text(this.source, start, end, writer.dirty);
  }

  hide(start: number, end: number): void {
    for (let i = start; i < end; i++) if (this.source.charCodeAt(i) > 32) this.hiddenCharacters++;
  }

  endLine(): void {
    if (this.line) {
      this.lines.push(this.line);
      this.line = undefined;
    }
  }

  /** Ends a row or a table: the next text begins a line. */
  endRow(): void {
    this.writer.part(BREAK);
    this.endLine();
    this.separator = BREAK;
  }

  startRow(): void {
    this.recorder.startRow();
    this.separator = BREAK;
  }

  startTable(): void {
    if (this.recorder.current >= 0) this.writer.part(BREAK);
    this.endLine();
    this.recorder.startTable(this.writer.length);
  }

  startCell(cell: RawCell | undefined): void {
    this.cells.push(cell);
    this.hasXbrl = false;
  }

  separateCell(): void {
    this.writer.separateBy(this.separator);
  }

  endCell(): void {
    const cell = this.cells.pop();
    if (!cell || cell.start < 0) return;
    const { writer } = this;
    cell.end = writer.length;
    if (cell.valueEnd < 0) cell.valueEnd = cell.end;
    if (!this.hasXbrl && joinSuffix(cell, this.lastCellEnd, writer) && this.line) this.line.end = writer.length;
    this.recorder.keepCell(cell);
    this.lastCellEnd = cell.end;
    this.separator = separatorAfter(cell, writer);
    writer.separateBy(this.separator);
  }

  /** Ends a paragraph; inside a cell of few words paragraphs are parted by spaces. */
  endBlock(): void {
    const flags = this.open.top;
    if (flags & HIDDEN) return;
    if (flags & PRE) this.flushPreformatted();
    const { cell } = this;
    if (cell && this.recorder.current >= 0) {
      this.writer.part(cell.start >= 0 ? (this.writer.length - cell.start > proseCell ? BREAK : SPACE) : NONE);
      return;
    }
    this.writer.part(BREAK);
  }

  lineBreak(): void {
    const flags = this.open.top;
    if (flags & HIDDEN) return;
    if (flags & PRE) this.preformatted += '\n';
    else {
      this.html.raw('<br>');
      this.endBlock();
    }
  }

  pageBreak(): void {
    if (this.open.top & PRE) {
      this.preformatted += PAGE;
      return;
    }
    this.writer.part(this.cells.length > 0 ? NONE : BREAK);
    const at = this.writer.length;
    if (this.pageBreaks[this.pageBreaks.length - 1] !== at) this.pageBreaks.push(at);
  }

  /** Preformatted text is laid out as a whole: its columns are read before its spaces are collapsed. */
  flushPreformatted(): void {
    const text = this.preformatted;
    if (text === '') return;
    this.preformatted = '';
    this.endLine();
    this.writer.part(BREAK);
    this.layout(text, {
      writer: this.writer,
      lines: this.lines,
      tables: this.recorder.tables,
      pageBreaks: this.pageBreaks,
      table: this.recorder.current,
      html: (markup) => this.html.raw(markup),
    });
    this.lineStart = this.writer.lineStart;
    this.writer.part(BREAK);
  }

  private get cell(): RawCell | undefined {
    return this.cells.length > 0 ? this.cells[this.cells.length - 1] : undefined;
  }

  /** A note mark set high right behind a digit must not become part of the number. */
  private beforeSuperscript(start: number): void {
    const { writer, cell } = this;
    if (cell && cell.start >= 0 && cell.valueEnd < 0) cell.valueEnd = writer.length;
    if (writer.pending !== NONE || writer.length === 0) return;
    const next = this.source.charCodeAt(start);
    const last = writer.codeAt(writer.length - 1);
    if ((next === 40 || (next > 47 && next < 58)) && last > 47 && last < 58) writer.part(SPACE);
  }

  /** A line begins with the writer's, or behind preformatted text that ends in the middle of one. */
  private startLine(start: number, flags: number): void {
    this.endLine();
    const { writer, open } = this;
    this.lineStart = writer.lineStart;
    this.line = {
      start,
      end: writer.length,
      bold: 0,
      underlined: 0,
      italic: 0,
      size: open.size,
      isCentred: (flags & CENTRED) !== 0,
      headingLevel: this.heading,
      isListItem: open.count[listItem.id]! > 0,
      isPreformatted: false,
      table: this.recorder.current,
    };
    this.html.raw(`<a id="o${start}"></a>`);
  }
}
