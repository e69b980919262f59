import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import { PAGE, type PlainTextLayout, TABLE_END, TABLE_START } from '../plain/plain-text-layout.ts';
import type { Line, RawCell, RawDocument } from '../raw.ts';
import { BREAK, CELL, NONE, SPACE, TextWriter } from '../text-writer.ts';
import type { XbrlCollector } from '../xbrl/collector.ts';
import { decodeEntities } from './entities.ts';
import { HtmlWriter, targetId } from './html-writer.ts';
import { readStyle, type Style } from './style.ts';
import { TableRecorder } from './table-recorder.ts';
import { BOLD, CENTRED, HIDDEN, ITALIC, PRE, SHADED, SUPERSCRIPT, type Tag, tagCount, tagOf, UNDERLINE, WHITE } from './tags.ts';

const deepest = 256;
/** A cell with more text than this is prose: what it holds is kept in lines. */
const proseCell = 160;
const mostTargets = 50_000;

// Attributes that are read; everything else is passed over.
const STYLE = 1;
const ID = 2;
const NAME = 3;
const HREF = 4;
const COLSPAN = 5;
const ROWSPAN = 6;
const ALIGN = 7;
const SIZE = 8;
const BGCOLOR = 9;
const COLOR = 10;
const HIDDEN_ATTRIBUTE = 11;
const WANTED: Readonly<Record<string, number>> = {
  style: STYLE,
  id: ID,
  name: NAME,
  href: HREF,
  colspan: COLSPAN,
  rowspan: ROWSPAN,
  align: ALIGN,
  size: SIZE,
  bgcolor: BGCOLOR,
  color: COLOR,
  hidden: HIDDEN_ATTRIBUTE,
};
const fontSizes = [0, 7.5, 10, 12, 13.5, 18, 24, 36];

/**
 * Reads one HTML or XHTML document in a single pass over its tokens: normalised text, lines, tables, sanitised HTML; inline XBRL goes to
 * `xbrl` as it is met. Time and memory grow with the length of the source alone: elements nested deeper than a limit lose their markup,
 * never their text.
 * @param isPreformatted  the whole document keeps its line breaks (plain text inside an HTML shell)
 */
export function readHtml(source: string, xbrl: XbrlCollector, layout: PlainTextLayout, isPreformatted: boolean): RawDocument {
  return new HtmlReader(source, xbrl, layout, isPreformatted).read();
}

class HtmlReader implements TokenizerCallbacks {
  private readonly writer = new TextWriter();
  private readonly html = new HtmlWriter();
  private readonly recorder = new TableRecorder();
  private readonly lines: Line[] = [];
  private readonly targets = new Map<string, number>();
  private readonly links: RawDocument['links'] = [];
  private readonly pageBreaks: number[] = [];
  private hiddenCharacters = 0;

  // Open elements.
  private readonly stack: Tag[] = [];
  private readonly flags = new Int32Array(deepest + 1);
  private readonly sizes = new Float32Array(deepest + 1);
  private readonly openCount = new Int32Array(tagCount);
  private overflow = 0;
  /** Stack index of the innermost open cell or table; elements below it are closed by nothing inside. */
  private scopes: number[] = [];
  private readonly cellStack: (RawCell | undefined)[] = [];
  private readonly breaksAfter: number[] = [];

  // The start tag being read.
  private tag!: Tag;
  private nameStart = 0;
  private nameEnd = 0;
  private attribute = 0;
  private attributeName = '';
  private xbrlAttributes: Map<string, string> | undefined;
  private style: string | undefined;
  private readonly values: (string | undefined)[] = new Array(12).fill(undefined);
  private hasValues = false;
  private valueStart = -1;
  private valueEnd = -1;

  // The line being written.
  private lineStart = -1;
  private line: Line | undefined;
  private lastCellEnd = -1;
  /** What parts the next cell of this row from the one before. */
  private separator = BREAK;
  private openXbrl = 0;
  private xbrlInCell = false;
  private factCount = 0;
  private linkStart = -1;
  private linkTarget = '';
  private heading = 0;
  private preformatted = '';

  constructor(
    private readonly source: string,
    private readonly xbrl: XbrlCollector,
    private readonly layout: PlainTextLayout,
    isPreformatted: boolean,
  ) {
    if (isPreformatted) this.flags[0] = PRE;
  }

  read(): RawDocument {
    const tokenizer = new Tokenizer({ decodeEntities: false, recognizeSelfClosing: true }, this);
    tokenizer.write(this.source);
    tokenizer.end();
    this.flushPreformatted();
    while (this.stack.length > 0) this.pop();
    this.endLine();
    const { writer } = this;
    return {
      text: writer.toString(),
      html: this.html.toString(),
      lines: this.lines,
      tables: this.recorder.tables,
      targets: this.targets,
      links: this.links,
      gaps: writer.gaps,
      pageBreaks: this.pageBreaks,
      dropped: { hiddenCharacters: this.hiddenCharacters, zeroWidth: writer.zeroWidth, tagCharacters: writer.tagCharacters },
    };
  }

  // ------------------------------------------------------------ start tags

  onopentagname(start: number, end: number): void {
    this.nameStart = start;
    this.nameEnd = end;
    this.tag = tagOf(this.source.slice(start, end));
    this.style = undefined;
    if (this.hasValues) {
      this.values.fill(undefined);
      this.hasValues = false;
    }
    this.xbrlAttributes = this.tag.kind === 'XBRL' || this.tag.name === 'html' ? new Map() : undefined;
  }

  onattribname(start: number, end: number): void {
    this.valueStart = -1;
    if (this.xbrlAttributes) {
      this.attributeName = this.source.slice(start, end);
      this.attribute = -1;
      return;
    }
    const length = end - start;
    if (length > 7 || length < 2) {
      this.attribute = 0;
      return;
    }
    const name = this.source.slice(start, end);
    this.attribute = WANTED[name] ?? WANTED[name.toLowerCase()] ?? 0;
  }

  onattribdata(start: number, end: number): void {
    this.valueStart = start;
    this.valueEnd = end;
  }

  onattribend(): void {
    if (this.attribute === 0) return;
    const value = this.valueStart < 0 ? '' : this.source.slice(this.valueStart, this.valueEnd);
    if (this.attribute === -1) this.xbrlAttributes!.set(this.attributeName, decodeEntities(value));
    else if (this.attribute === STYLE) this.style = value;
    else {
      this.values[this.attribute] = value;
      this.hasValues = true;
    }
  }

  onattribentity(): void {}

  onopentagend(): void {
    const { tag } = this;
    if (tag.kind === 'XBRL') this.openXbrlElement(false);
    else this.openElement(tag, false);
  }

  onselfclosingtag(): void {
    const { tag } = this;
    if (tag.kind === 'XBRL') this.openXbrlElement(true);
    else this.openElement(tag, true);
  }

  private openElement(tag: Tag, isClosed: boolean): void {
    if (this.xbrlAttributes) {
      this.xbrl.open('html', this.xbrlAttributes, 0);
      this.xbrlAttributes = undefined;
    }
    const style: Style | undefined = this.style === undefined ? undefined : readStyle(this.style);
    switch (tag.kind) {
      case 'UNKNOWN':
        return;
      case 'DROP':
        if (!isClosed && !tag.isVoid) this.push(tag, HIDDEN | this.top(), 0);
        return;
      case 'PAGE':
        this.pageBreak();
        return;
      case 'BREAK':
        this.lineBreak();
        return;
      case 'RULE':
        this.endBlock();
        if (style?.breakAfter || style?.breakBefore) this.pageBreak();
        if ((this.top() & HIDDEN) === 0) this.html.raw('<hr>');
        return;
      case 'BLOCK':
      case 'PREFORMATTED':
        this.closeImplied(tag);
        this.endBlock();
        break;
      case 'TABLE':
        if (this.top() & PRE && !this.hasRows()) {
          this.preformatted += TABLE_START;
          return;
        }
        this.closeImplied(tag);
        this.endBlock();
        break;
      case 'ROW':
        if (this.recorder.current < 0) return;
        this.closeRow();
        break;
      case 'CELL':
        this.closeCell();
        if (this.recorder.current >= 0 && this.stack[this.stack.length - 1]?.kind !== 'ROW') this.openRow(rowTag, '');
        break;
      default:
    }
    if (style?.breakBefore) this.pageBreak();
    let flags = this.top();
    let size = this.sizes[this.stack.length]!;
    if (style) {
      flags = (flags & ~style.clear) | style.set;
      if (style.size > 0) size = style.size;
    }
    flags |= tag.flags;
    if (tag.kind === 'TABLE') flags &= ~PRE;
    if (this.hasValues) {
      if (this.values[HIDDEN_ATTRIBUTE] !== undefined) flags |= HIDDEN;
      const align = this.values[ALIGN];
      if (align !== undefined) flags = /^center/i.test(align) ? flags | CENTRED : flags & ~CENTRED;
      const fill = this.values[BGCOLOR];
      if (fill !== undefined && !/^(?:#?fff(?:fff)?|white)?$/i.test(fill)) flags |= SHADED;
      const colour = this.values[COLOR];
      if (colour !== undefined) flags = /^(?:#?fff(?:fff)?|white)$/i.test(colour) ? flags | WHITE : flags & ~WHITE;
      const fontSize = this.values[SIZE];
      if (fontSize !== undefined && tag.name === 'font') size = fontSizes[Number.parseInt(fontSize, 10)] ?? size;
    }
    if ((flags & (WHITE | SHADED)) === WHITE && ((style?.set ?? 0) & WHITE || this.values[COLOR] !== undefined)) flags |= HIDDEN;
    const isHidden = (flags & HIDDEN) !== 0;
    let extra = '';
    if (this.hasValues) {
      const id = this.values[ID] ?? (tag.name === 'a' ? this.values[NAME] : undefined);
      if (id !== undefined) extra += this.target(id);
      const href = this.values[HREF];
      if (href !== undefined && tag.name === 'a') extra += this.link(href);
    }
    if (tag.kind === 'CELL') {
      this.openCell(tag, flags, size, style, extra, isClosed);
      return;
    }
    if (tag.kind === 'ROW') {
      this.openRow(tag, extra, style, flags, size);
      if (isClosed) this.pop();
      return;
    }
    if (tag.kind === 'TABLE' && this.stack.length < deepest && !isClosed) {
      if (this.recorder.current >= 0) this.writer.part(BREAK);
      this.endLine();
      this.recorder.startTable(this.writer.length);
    }
    if (tag.heading) this.heading = tag.heading;
    if (isClosed) {
      if (extra !== '' && !isHidden) this.html.raw(`<a${extra}></a>`);
      if (style?.breakAfter) this.pageBreak();
      return;
    }
    if (!this.push(tag, flags, size)) return;
    if (style?.breakAfter) this.breaksAfter.push(this.stack.length);
    if (tag.kind === 'TABLE') this.scopes.push(this.stack.length);
    if (tag.out !== undefined && !isHidden) {
      this.html.open(tag, style, extra);
    } else if (extra !== '' && !isHidden) this.html.raw(`<a${extra}></a>`);
  }

  /** Whether the table that begins here is made of rows: a tag of that name also frames tables of plain text. */
  private hasRows(): boolean {
    return /<tr[\s>]/i.test(this.source.slice(this.nameEnd, this.nameEnd + 3000));
  }

  private openRow(tag: Tag, extra: string, style?: Style, flags = this.top(), size = this.sizes[this.stack.length]!): void {
    if (this.recorder.current < 0 || !this.push(tag, flags, size)) return;
    this.recorder.startRow();
    this.separator = BREAK;
    if ((flags & HIDDEN) === 0) this.html.open(tag, style, extra);
  }

  private openCell(tag: Tag, flags: number, size: number, style: Style | undefined, extra: string, isClosed: boolean): void {
    if (this.recorder.current < 0) {
      this.endBlock();
      return;
    }
    const columnSpan = span(this.values[COLSPAN]);
    const rowSpan = span(this.values[ROWSPAN]);
    const cell = this.recorder.startCell(columnSpan, rowSpan, (flags & BOLD) !== 0, tag.name === 'th', style?.indent ?? 0);
    let spans = extra;
    if (columnSpan > 1) spans += ` colspan="${columnSpan}"`;
    if (rowSpan > 1) spans += ` rowspan="${rowSpan}"`;
    if (!this.push(tag, flags, size)) return;
    this.scopes.push(this.stack.length);
    this.cellStack.push(cell);
    this.xbrlInCell = false;
    if ((flags & HIDDEN) === 0) this.html.open(tag, style, spans);
    this.writer.separateBy(this.separator);
    if (isClosed) this.pop();
  }

  private target(id: string): string {
    const out = targetId(id);
    if (out === undefined || this.targets.size >= mostTargets) return '';
    this.targets.set(id, this.writer.length);
    return ` id="${out}"`;
  }

  private link(href: string): string {
    if (!href.startsWith('#') || href.length < 2) return '';
    const target = decodeEntities(href.slice(1));
    this.linkStart = this.writer.length;
    this.linkTarget = target;
    const id = targetId(target);
    return id === undefined ? '' : ` href="#${id}"`;
  }

  private openXbrlElement(isClosed: boolean): void {
    const name = this.source.slice(this.nameStart, this.nameEnd);
    const attributes = this.xbrlAttributes ?? new Map<string, string>();
    this.xbrlAttributes = undefined;
    const isHidden = (this.top() & HIDDEN) !== 0 || this.tag.flags !== 0;
    if (this.top() & PRE) this.flushPreformatted();
    const anchor = isHidden ? undefined : `f${this.factCount++}`;
    this.xbrl.open(name, attributes, this.writer.length, anchor, isHidden);
    this.xbrlInCell = true;
    if (anchor !== undefined && !isClosed) this.html.raw(`<a id="${anchor}"></a>`);
    if (isClosed || !this.push(this.tag, this.top() | this.tag.flags, this.sizes[this.stack.length]!))
      this.xbrl.close(name, this.writer.length);
    else this.openXbrl++;
  }

  // ------------------------------------------------------------ end tags

  onclosetag(start: number, end: number): void {
    const name = this.source.slice(start, end);
    const tag = tagOf(name);
    if (tag.kind === 'XBRL') {
      this.closeXbrlElement(name, tag);
      return;
    }
    if (tag.kind === 'UNKNOWN' || tag.isVoid) {
      if (tag.kind === 'BREAK') this.lineBreak();
      return;
    }
    if (this.overflow > 0) {
      this.overflow--;
      if (tag.kind !== 'INLINE') this.endBlock();
      return;
    }
    if (tag.name === 'a') this.endLink();
    if (this.openCount[tag.id] === 0) {
      if (tag.kind === 'BLOCK') this.endBlock();
      else if (tag.kind === 'TABLE' && this.top() & PRE) this.preformatted += TABLE_END;
      return;
    }
    const floor = tag.kind === 'TABLE' || tag.kind === 'ROW' || tag.kind === 'CELL' ? this.tableFloor() : this.scopeFloor();
    for (let i = this.stack.length - 1; i >= floor; i--) {
      if (this.stack[i] === tag) {
        while (this.stack.length > i) this.pop();
        return;
      }
    }
    if (tag.kind === 'BLOCK') this.endBlock();
  }

  private closeXbrlElement(name: string, tag: Tag): void {
    if (this.overflow > 0) {
      this.overflow--;
      return;
    }
    if (this.openCount[tag.id] === 0) return;
    if (this.top() & PRE) this.flushPreformatted();
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const open = this.stack[i]!;
      if (open.kind === 'XBRL') {
        this.removeAt(i);
        this.openXbrl--;
        break;
      }
    }
    this.xbrl.close(name, this.writer.length);
  }

  /** XBRL elements may cross the boundaries of others in broken markup: only the one entry goes. */
  private removeAt(index: number): void {
    const tag = this.stack[index]!;
    this.openCount[tag.id]!--;
    if (index === this.stack.length - 1) {
      this.stack.pop();
      return;
    }
    this.stack.splice(index, 1);
    this.flags.copyWithin(index + 1, index + 2, this.stack.length + 2);
    this.sizes.copyWithin(index + 1, index + 2, this.stack.length + 2);
    for (let i = 0; i < this.scopes.length; i++) if (this.scopes[i]! > index) this.scopes[i]!--;
    for (let i = 0; i < this.breaksAfter.length; i++) if (this.breaksAfter[i]! > index) this.breaksAfter[i]!--;
  }

  private push(tag: Tag, flags: number, size: number): boolean {
    if (this.stack.length >= deepest) {
      this.overflow++;
      return false;
    }
    this.stack.push(tag);
    this.openCount[tag.id]!++;
    this.flags[this.stack.length] = flags;
    this.sizes[this.stack.length] = size;
    return true;
  }

  private pop(): void {
    const depth = this.stack.length;
    const flags = this.flags[depth]!;
    if (flags & PRE && (this.flags[depth - 1]! & PRE) === 0) this.flushPreformatted();
    const tag = this.stack.pop()!;
    this.openCount[tag.id]!--;
    if (tag.kind === 'XBRL') {
      this.openXbrl--;
      this.xbrl.close('', this.writer.length);
      return;
    }
    const isHidden = (flags & HIDDEN) !== 0;
    switch (tag.kind) {
      case 'CELL':
        this.scopes.pop();
        this.endCell(this.cellStack.pop());
        break;
      case 'ROW':
        this.writer.part(BREAK);
        this.endLine();
        this.separator = BREAK;
        break;
      case 'TABLE':
        this.scopes.pop();
        this.writer.part(BREAK);
        this.endLine();
        this.recorder.endTable(this.writer.length);
        this.separator = BREAK;
        break;
      case 'BLOCK':
      case 'PREFORMATTED':
        this.endBlock();
        if (tag.heading) this.heading = 0;
        break;
      default:
    }
    if (tag.out !== undefined && !isHidden) this.html.close(tag);
    if (this.breaksAfter.length > 0 && this.breaksAfter[this.breaksAfter.length - 1] === depth) {
      this.breaksAfter.pop();
      this.pageBreak();
    }
  }

  private endCell(cell: RawCell | undefined): void {
    const { writer } = this;
    if (cell && cell.start >= 0) {
      cell.end = writer.length;
      if (cell.valueEnd < 0) cell.valueEnd = cell.end;
      this.joinSuffix(cell);
      this.recorder.keepCell(cell);
      this.lastCellEnd = cell.end;
      // A currency sign, a bullet or a note mark belongs to what follows it.
      const length = cell.end - cell.start;
      this.separator =
        length <= 5 && mayBePrefix(writer.codeAt(cell.start), length) && isPrefix(writer.slice(cell.start, cell.end)) ? SPACE : CELL;
      writer.separateBy(this.separator);
    }
  }

  /** A closing parenthesis or a percent sign in a cell of its own stands right behind its number. */
  private joinSuffix(cell: RawCell): void {
    const { writer } = this;
    const length = cell.end - cell.start;
    if (length > 3 || this.xbrlInCell || cell.start - this.lastCellEnd !== 3 || this.lastCellEnd < 0) return;
    const text = writer.slice(cell.start, cell.end);
    if (text !== ')' && text !== '%' && text !== ')%' && text !== '%)' && text !== '))') return;
    const last = writer.codeAt(this.lastCellEnd - 1);
    if (!((last > 47 && last < 58) || last === 41)) return;
    writer.closeGap(this.lastCellEnd, cell.start);
    cell.start = this.lastCellEnd;
    cell.end = cell.valueEnd = cell.start + length;
    if (this.line) this.line.end = writer.length;
  }

  /** Closes what a start tag closes by itself: an open paragraph, the list item before. */
  private closeImplied(tag: Tag): void {
    const floor = this.scopeFloor();
    if (this.openCount[paragraph.id]! > 0) this.popTo(paragraph, floor);
    if (tag.name === 'li' && this.openCount[tag.id]! > 0) this.popToSibling(tag, floor);
  }

  private popTo(tag: Tag, floor: number): void {
    for (let i = this.stack.length - 1; i >= floor; i--) {
      if (this.stack[i] === tag) {
        while (this.stack.length > i) this.pop();
        return;
      }
    }
  }

  private popToSibling(tag: Tag, floor: number): void {
    for (let i = this.stack.length - 1; i >= floor; i--) {
      const open = this.stack[i]!;
      if (open === tag) {
        while (this.stack.length > i) this.pop();
        return;
      }
      if (open.name === 'ul' || open.name === 'ol') return;
    }
  }

  private closeRow(): void {
    const floor = this.tableFloor();
    for (let i = this.stack.length - 1; i >= floor; i--) {
      if (this.stack[i]!.kind === 'ROW') {
        while (this.stack.length > i) this.pop();
        return;
      }
    }
  }

  private closeCell(): void {
    const floor = this.tableFloor();
    for (let i = this.stack.length - 1; i >= floor; i--) {
      const { kind } = this.stack[i]!;
      if (kind === 'CELL') {
        while (this.stack.length > i) this.pop();
        return;
      }
      if (kind === 'ROW') return;
    }
  }

  /** Stack index below which nothing may be closed by an ordinary element: the innermost cell or table. */
  private scopeFloor(): number {
    return this.scopes.length === 0 ? 0 : this.scopes[this.scopes.length - 1]!;
  }

  /** Stack index of the innermost table, which rows and cells cannot close past. */
  private tableFloor(): number {
    for (let i = this.scopes.length - 1; i >= 0; i--) {
      const at = this.scopes[i]! - 1;
      if (this.stack[at]?.kind === 'TABLE') return at;
    }
    return 0;
  }

  private top(): number {
    return this.flags[this.stack.length]!;
  }

  // ------------------------------------------------------------ text

  ontext(start: number, end: number): void {
    const flags = this.top();
    if (this.openXbrl > 0 && this.xbrl.wantsText) this.xbrl.text(decodeEntities(this.source.slice(start, end)));
    if (flags & HIDDEN) {
      if (!this.xbrl.inHeader && !this.isDropped()) this.hiddenCharacters += visibleLength(this.source, start, end);
      return;
    }
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
    if (writer.lineStart !== this.lineStart) this.startLine(flags);
    const length = writer.length - before;
    const line = this.line!;
    line.end = writer.length;
    if (flags & BOLD) line.bold += length;
    if (flags & UNDERLINE) line.underlined += length;
    if (flags & ITALIC) line.italic += length;
    const cell = this.cellStack.length > 0 ? this.cellStack[this.cellStack.length - 1] : undefined;
    if (cell) {
      if (cell.start < 0) {
        cell.start = Math.max(firstVisible(writer, before), this.lineStart);
        if (flags & BOLD) cell.isBold = true;
      }
      if ((flags & SUPERSCRIPT) === 0) cell.valueEnd = -1;
    }
    this.html.text(this.source, start, end, writer.dirty);
  }

  /** A note mark set high right behind a digit must not become part of the number. */
  private beforeSuperscript(start: number): void {
    const { writer } = this;
    const cell = this.cellStack.length > 0 ? this.cellStack[this.cellStack.length - 1] : undefined;
    if (cell && cell.start >= 0 && cell.valueEnd < 0) cell.valueEnd = writer.length;
    if (writer.pending !== NONE || writer.length === 0) return;
    const next = this.source.charCodeAt(start);
    const last = writer.codeAt(writer.length - 1);
    if ((next === 40 || (next > 47 && next < 58)) && last > 47 && last < 58) writer.part(SPACE);
  }

  private startLine(flags: number): void {
    this.endLine();
    const { writer } = this;
    this.lineStart = writer.lineStart;
    this.line = {
      start: writer.lineStart,
      end: writer.length,
      bold: 0,
      underlined: 0,
      italic: 0,
      size: this.sizes[this.stack.length]!,
      isCentred: (flags & CENTRED) !== 0,
      headingLevel: this.heading,
      isListItem: this.openCount[listItem.id]! > 0,
      isPreformatted: false,
      table: this.recorder.current,
    };
    this.html.raw(`<a id="o${writer.lineStart}"></a>`);
  }

  private endLine(): void {
    if (this.line) {
      this.lines.push(this.line);
      this.line = undefined;
    }
  }

  private endBlock(): void {
    const flags = this.top();
    if (flags & HIDDEN) return;
    if (flags & PRE) this.flushPreformatted();
    const cell = this.cellStack.length > 0 ? this.cellStack[this.cellStack.length - 1] : undefined;
    if (cell && this.recorder.current >= 0) {
      this.writer.part(cell.start >= 0 ? (this.writer.length - cell.start > proseCell ? BREAK : SPACE) : NONE);
      return;
    }
    this.writer.part(BREAK);
  }

  private lineBreak(): void {
    const flags = this.top();
    if (flags & HIDDEN) return;
    if (flags & PRE) this.preformatted += '\n';
    else {
      this.html.raw('<br>');
      this.endBlock();
    }
  }

  private pageBreak(): void {
    if (this.top() & PRE) {
      this.preformatted += PAGE;
      return;
    }
    this.writer.part(this.cellStack.length > 0 ? NONE : BREAK);
    const at = this.writer.length;
    if (this.pageBreaks[this.pageBreaks.length - 1] !== at) this.pageBreaks.push(at);
  }

  /** Preformatted text is laid out as a whole: its columns are read before its spaces are collapsed. */
  private flushPreformatted(): void {
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

  /** Inside an element whose content is no text of the document at all. */
  private isDropped(): boolean {
    for (let i = this.stack.length - 1; i >= 0; i--) if (this.stack[i]!.kind === 'DROP') return true;
    return false;
  }

  private endLink(): void {
    if (this.linkStart < 0) return;
    if (this.links.length < mostTargets) this.links.push({ start: this.linkStart, end: this.writer.length, target: this.linkTarget });
    this.linkStart = -1;
  }

  oncdata(start: number, end: number): void {
    this.ontext(start, end);
  }

  oncomment(start: number, end: number): void {
    if (end - start < 40 && /^\s*(?:page\s*break|pagebreak)/i.test(this.source.slice(start, end))) this.pageBreak();
  }

  ondeclaration(): void {}
  onend(): void {}
  onprocessinginstruction(): void {}
  ontextentity(): void {}
}

const paragraph = tagOf('p');
const listItem = tagOf('li');
const rowTag = tagOf('tr');

const span = (value: string | undefined): number => {
  if (value === undefined) return 1;
  const number = Number.parseInt(value, 10);
  return number > 1 ? Math.min(number, 1000) : 1;
};

const prefixes = /^(?:[$€£¥•●▪◦■□·○–-]|US\$|C\$|A\$|HK\$|R\$|\(|\$\s?\(|[([]?[a-z0-9]{1,2}[)\]]|\*{1,3})$/i;
/** A figure of three digits or more is no bullet. */
const mayBePrefix = (first: number, length: number): boolean => length <= 3 || first < 48 || first > 57;
const isPrefix = (text: string): boolean => prefixes.test(text);

function firstVisible(writer: TextWriter, from: number): number {
  let at = from;
  while (at < writer.length) {
    const c = writer.codeAt(at);
    if (c !== 32 && c !== 10 && c !== 124) break;
    at++;
  }
  return at;
}

function visibleLength(source: string, start: number, end: number): number {
  let count = 0;
  for (let i = start; i < end; i++) if (source.charCodeAt(i) > 32) count++;
  return count;
}
