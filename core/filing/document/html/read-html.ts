import { type PlainTextLayout, TABLE_END, TABLE_START } from '../plain/plain-text-layout.ts';
import type { RawDocument } from '../raw.ts';
import type { XbrlCollector } from '../xbrl/collector.ts';
import { span } from './cell-text.ts';
import { decodeEntities } from './entities.ts';
import { applyAttributes, fontSize, isWhiteOnWhite } from './looks.ts';
import { deepest } from './open-elements.ts';
import { PageLinks } from './page-links.ts';
import { type MarkupHandler, scanMarkup } from './scan-markup.ts';
import { COLSPAN, HREF, ID, NAME, ROWSPAN, StartTag } from './start-tag.ts';
import type { Style } from './style.ts';
import { BOLD, HIDDEN, PRE, type Tag, tagAt, tagOf } from './tags.ts';
import { TextFlow } from './text-flow.ts';

/**
 * Reads one HTML or XHTML document in a single pass over its tokens: normalised text, lines, tables, sanitised HTML; inline XBRL goes to
 * `xbrl` as it is met. Time and memory grow with the length of the source alone: elements nested deeper than a limit lose their markup,
 * never their text.
 * @param isPreformatted  the whole document keeps its line breaks (plain text inside an HTML shell)
 */
export function readHtml(source: string, xbrl: XbrlCollector, layout: PlainTextLayout, isPreformatted: boolean): RawDocument {
  return new HtmlReader(source, xbrl, new TextFlow(source, layout), isPreformatted).read();
}

const paragraph = tagOf('p');
const listItem = tagOf('li');
const rowTag = tagOf('tr');

class HtmlReader implements MarkupHandler {
  private readonly start: StartTag;
  private readonly links = new PageLinks();
  private openXbrl = 0;
  private factCount = 0;

  constructor(
    private readonly source: string,
    private readonly xbrl: XbrlCollector,
    private readonly flow: TextFlow,
    isPreformatted: boolean,
  ) {
    this.start = new StartTag(source);
    if (isPreformatted) flow.open.flags[0] = PRE;
  }

  read(): RawDocument {
    const { flow } = this;
    scanMarkup(this.source, this);
    flow.flushPreformatted();
    this.popDownTo(0);
    flow.endLine();
    const { writer } = flow;
    return {
      text: writer.toString(),
      html: flow.html.toString(),
      lines: flow.lines,
      tables: flow.recorder.tables,
      targets: this.links.targets,
      links: this.links.links,
      gaps: writer.gaps,
      pageBreaks: flow.pageBreaks,
      dropped: { hiddenCharacters: flow.hiddenCharacters, zeroWidth: writer.zeroWidth, tagCharacters: writer.tagCharacters },
    };
  }

  // ------------------------------------------------------------ what the scan reports

  openName(start: number, end: number): void {
    this.start.begin(start, end);
  }

  attribute(start: number, end: number, valueStart: number, valueEnd: number): void {
    this.start.attribute(start, end, valueStart, valueEnd);
  }

  openEnd(isSelfClosed: boolean): void {
    const { tag } = this.start;
    if (tag.kind === 'XBRL') this.openXbrlElement(tag, isSelfClosed);
    else this.openElement(tag, isSelfClosed);
  }

  closeTag(start: number, end: number): void {
    const tag = tagAt(this.source, start, end);
    if (tag.kind === 'XBRL') this.closeXbrlElement(this.source.slice(start, end), tag);
    else this.closeElement(tag);
  }

  text(start: number, end: number): void {
    const { flow, xbrl } = this;
    const flags = flow.open.top;
    if (this.openXbrl > 0 && xbrl.wantsText) xbrl.text(decodeEntities(this.source.slice(start, end)));
    if ((flags & HIDDEN) === 0) flow.text(start, end, flags);
    else if (!xbrl.inHeader && !flow.open.isDropped()) flow.hide(start, end);
  }

  comment(start: number, end: number): void {
    if (end - start < 42 && /^\s*(?:page\s*break|pagebreak)/i.test(this.source.slice(start, end))) this.flow.pageBreak();
  }

  // ------------------------------------------------------------ start tags

  private openElement(tag: Tag, isClosed: boolean): void {
    const { start, flow } = this;
    if (start.xbrl) this.xbrl.open('html', start.xbrl, 0);
    const { style } = start;
    if (!this.beforeElement(tag, style, isClosed)) return;
    if (style?.breakBefore) flow.pageBreak();
    const { open } = flow;
    let flags = open.top;
    let size = open.size;
    if (style) {
      flags = (flags & ~style.clear) | style.set;
      if (style.size > 0) size = style.size;
    }
    flags |= tag.flags;
    if (tag.kind === 'TABLE') flags &= ~PRE;
    let extra = '';
    if (start.hasValues) {
      flags = applyAttributes(flags, start);
      size = fontSize(size, start);
      extra = this.anchors(tag);
    }
    if (isWhiteOnWhite(flags, start)) flags |= HIDDEN;
    if (tag.kind === 'CELL') this.openCell(tag, flags, size, style, extra, isClosed);
    else if (tag.kind === 'ROW') this.openRow(tag, flags, size, style, extra, isClosed);
    else this.openOther(tag, flags, size, style, extra, isClosed);
  }

  /** What a start tag ends or does before it opens anything; false when it opens nothing. */
  private beforeElement(tag: Tag, style: Style | undefined, isClosed: boolean): boolean {
    const { flow } = this;
    const { open } = flow;
    switch (tag.kind) {
      case 'UNKNOWN':
        return false;
      case 'DROP':
        if (!isClosed && !tag.isVoid) open.push(tag, HIDDEN | open.top, 0);
        return false;
      case 'PAGE':
        flow.pageBreak();
        return false;
      case 'BREAK':
        flow.lineBreak();
        return false;
      case 'RULE':
        flow.endBlock();
        if (style?.breakAfter || style?.breakBefore) flow.pageBreak();
        if ((open.top & HIDDEN) === 0) flow.html.raw('<hr>');
        return false;
      case 'BLOCK':
      case 'PREFORMATTED':
        this.closeImplied(tag);
        flow.endBlock();
        return true;
      case 'TABLE':
        if (open.top & PRE && !this.hasRows()) {
          flow.preformatted += TABLE_START;
          return false;
        }
        this.closeImplied(tag);
        flow.endBlock();
        return true;
      case 'ROW':
        if (flow.recorder.current < 0) return false;
        this.popFrom(open.findRow());
        return true;
      case 'CELL':
        this.popFrom(open.findCell());
        if (flow.recorder.current >= 0 && open.stack[open.stack.length - 1]?.kind !== 'ROW')
          this.openRow(rowTag, open.top, open.size, undefined, '', false);
        return true;
      default:
        return true;
    }
  }

  /** Whether the table that begins here is made of rows: a tag of that name also frames tables of plain text. */
  private hasRows(): boolean {
    const { nameEnd } = this.start;
    return /<tr[\s>]/i.test(this.source.slice(nameEnd, nameEnd + 3000));
  }

  /** Closes what a start tag closes by itself: an open paragraph, the list item before. */
  private closeImplied(tag: Tag): void {
    const { open } = this.flow;
    this.popFrom(open.find(paragraph));
    if (tag === listItem) this.popFrom(open.findItem(tag));
  }

  private anchors(tag: Tag): string {
    const { values } = this.start;
    const at = this.flow.writer.length;
    let extra = '';
    const id = values[ID] ?? (tag.name === 'a' ? values[NAME] : undefined);
    if (id !== undefined) extra += this.links.place(id, at);
    const href = values[HREF];
    if (href !== undefined && tag.name === 'a') extra += this.links.open(href, at);
    return extra;
  }

  private openRow(tag: Tag, flags: number, size: number, style: Style | undefined, extra: string, isClosed: boolean): void {
    const { flow } = this;
    if (flow.recorder.current < 0 || !flow.open.push(tag, flags, size)) return;
    flow.startRow();
    if ((flags & HIDDEN) === 0) flow.html.open(tag, style, extra);
    if (isClosed) this.pop();
  }

  private openCell(tag: Tag, flags: number, size: number, style: Style | undefined, extra: string, isClosed: boolean): void {
    const { flow } = this;
    const { values } = this.start;
    if (flow.recorder.current < 0) {
      flow.endBlock();
      return;
    }
    const columnSpan = span(values[COLSPAN]);
    const rowSpan = span(values[ROWSPAN]);
    const cell = flow.recorder.startCell(columnSpan, rowSpan, (flags & BOLD) !== 0, tag.name === 'th', style?.indent ?? 0);
    let spans = extra;
    if (columnSpan > 1) spans += ` colspan="${columnSpan}"`;
    if (rowSpan > 1) spans += ` rowspan="${rowSpan}"`;
    if (!flow.open.push(tag, flags, size)) return;
    flow.open.openScope();
    flow.startCell(cell);
    if ((flags & HIDDEN) === 0) flow.html.open(tag, style, spans);
    flow.separateCell();
    if (isClosed) this.pop();
  }

  private openOther(tag: Tag, flags: number, size: number, style: Style | undefined, extra: string, isClosed: boolean): void {
    const { flow } = this;
    const { open, html } = flow;
    const isHidden = (flags & HIDDEN) !== 0;
    if (tag.kind === 'TABLE' && open.depth < deepest && !isClosed) flow.startTable();
    if (tag.heading) flow.heading = tag.heading;
    if (isClosed) {
      if (extra !== '' && !isHidden) html.raw(`<a${extra}></a>`);
      if (style?.breakAfter) flow.pageBreak();
      return;
    }
    if (!open.push(tag, flags, size)) return;
    if (style?.breakAfter) open.breakAfter();
    if (tag.kind === 'TABLE') open.openScope();
    if (isHidden) return;
    if (tag.out !== undefined) html.open(tag, style, extra);
    else if (extra !== '') html.raw(`<a${extra}></a>`);
  }

  private openXbrlElement(tag: Tag, isClosed: boolean): void {
    const { start, flow } = this;
    const { open, writer } = flow;
    const { name } = start;
    const flags = open.top;
    const isHidden = (flags & HIDDEN) !== 0 || tag.flags !== 0;
    if (flags & PRE) flow.flushPreformatted();
    const anchor = isHidden ? undefined : `f${this.factCount++}`;
    this.xbrl.open(name, start.xbrl!, writer.length, anchor, isHidden);
    flow.hasXbrl = true;
    if (anchor !== undefined && !isClosed) flow.html.raw(`<a id="${anchor}"></a>`);
    if (isClosed || !open.push(tag, flags | tag.flags, open.size)) this.xbrl.close(name, writer.length);
    else this.openXbrl++;
  }

  // ------------------------------------------------------------ end tags

  private closeElement(tag: Tag): void {
    const { flow } = this;
    const { open } = flow;
    if (tag.kind === 'UNKNOWN' || tag.isVoid) {
      if (tag.kind === 'BREAK') flow.lineBreak();
      return;
    }
    if (open.overflow > 0) {
      open.overflow--;
      if (tag.kind !== 'INLINE') flow.endBlock();
      return;
    }
    if (tag.name === 'a') this.links.close(flow.writer.length);
    const at = open.find(tag);
    if (at >= 0) this.popDownTo(at);
    else if (tag.kind === 'BLOCK') flow.endBlock();
    else if (tag.kind === 'TABLE' && open.count[tag.id] === 0 && open.top & PRE) flow.preformatted += TABLE_END;
  }

  private closeXbrlElement(name: string, tag: Tag): void {
    const { flow } = this;
    const { open } = flow;
    if (open.overflow > 0) {
      open.overflow--;
      return;
    }
    if (open.count[tag.id] === 0) return;
    if (open.top & PRE) flow.flushPreformatted();
    for (let i = open.stack.length - 1; i >= 0; i--) {
      if (open.stack[i]!.kind === 'XBRL') {
        open.removeAt(i);
        this.openXbrl--;
        break;
      }
    }
    this.xbrl.close(name, flow.writer.length);
  }

  private popFrom(index: number): void {
    if (index >= 0) this.popDownTo(index);
  }

  private popDownTo(depth: number): void {
    const { stack } = this.flow.open;
    while (stack.length > depth) this.pop();
  }

  private pop(): void {
    const { flow } = this;
    const { open } = flow;
    const { depth } = open;
    const flags = open.flags[depth]!;
    if (flags & PRE && (open.flags[depth - 1]! & PRE) === 0) flow.flushPreformatted();
    const tag = open.pop();
    if (tag.kind === 'XBRL') {
      this.openXbrl--;
      this.xbrl.close('', flow.writer.length);
      return;
    }
    switch (tag.kind) {
      case 'CELL':
        open.closeScope();
        flow.endCell();
        break;
      case 'ROW':
        flow.endRow();
        break;
      case 'TABLE':
        open.closeScope();
        flow.endRow();
        flow.recorder.endTable(flow.writer.length);
        break;
      case 'BLOCK':
      case 'PREFORMATTED':
        flow.endBlock();
        if (tag.heading) flow.heading = 0;
        break;
      default:
    }
    if (tag.out !== undefined && (flags & HIDDEN) === 0) flow.html.close(tag);
    if (open.takeBreakAfter(depth)) flow.pageBreak();
  }
}
