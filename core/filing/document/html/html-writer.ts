import type { Style } from './style.ts';
import type { Tag } from './tags.ts';

const mostPieces = 2048;

/** The sanitised HTML as it grows: only names and attributes that this file writes ever reach it. */
export class HtmlWriter {
  private chunk = '';
  private pieces = 0;
  private written = '';

  raw(markup: string): void {
    this.chunk += markup;
    if (++this.pieces >= mostPieces) this.flush();
  }

  open(tag: Tag, style: Style | undefined, extra: string): void {
    if (extra !== '') this.raw(startTag(tag, style, extra));
    else if (style === undefined || style.css === '') this.raw(tag.openTag);
    else this.raw(style.openTags[tag.id] ?? keep(style, tag));
  }

  close(tag: Tag): void {
    this.raw(tag.closeTag);
  }

  /** A piece of source text. Its character references stand; anything that could be markup is escaped. */
  text(source: string, start: number, end: number, dirty: boolean): void {
    const piece = source.slice(start, end);
    this.raw(dirty ? clean(piece) : piece);
  }

  toString(): string {
    this.flush();
    this.written.charCodeAt(0);
    return this.written;
  }

  private flush(): void {
    // Asking for a character makes one flat string of the pieces while they are few and near.
    this.chunk.charCodeAt(0);
    this.written += this.chunk;
    this.chunk = '';
    this.pieces = 0;
  }
}

function keep(style: Style, tag: Tag): string {
  const markup = startTag(tag, style, '');
  style.openTags[tag.id] = markup;
  return markup;
}

const startTag = (tag: Tag, style: Style | undefined, extra: string): string =>
  style && style.css !== '' ? `<${tag.out} style="${style.css}"${extra}>` : `<${tag.out}${extra}>`;

const invisible =
  /[\u007f-\u009f\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\u{E0001}\u{E0020}-\u{E007F}]|\u00ad|\u034f|\u061c|[\ufe00-\ufe0f]|\u{E0000}/gu;

const clean = (piece: string): string =>
  piece
    .replace(invisible, '')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\p{Surrogate}/gu, '\uFFFD');

export const escapeText = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/\p{Surrogate}/gu, '\uFFFD');

/** An id of the source as one of ours: a prefix keeps it apart from every name that a page could clobber. */
export function targetId(source: string): string | undefined {
  return /^[\w.:-]{1,200}$/.test(source) ? `t-${source}` : undefined;
}
