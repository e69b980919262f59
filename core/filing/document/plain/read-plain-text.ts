import { HtmlWriter } from '../html/html-writer.ts';
import type { RawDocument } from '../raw.ts';
import { TextWriter } from '../text-writer.ts';
import { layoutPlainText } from './plain-text-layout.ts';

/** Reads a document that is plain text with at most the SGML tags that frame pages and tables. */
export function readPlainText(source: string): RawDocument {
  const writer = new TextWriter(source.length);
  const html = new HtmlWriter();
  const raw: Omit<RawDocument, 'text' | 'html' | 'dropped'> = {
    lines: [],
    tables: [],
    targets: new Map(),
    links: [],
    gaps: [],
    pageBreaks: [],
  };
  layoutPlainText(source, {
    writer,
    lines: raw.lines,
    tables: raw.tables,
    pageBreaks: raw.pageBreaks,
    table: -1,
    html: (markup) => html.raw(markup),
  });
  return {
    ...raw,
    text: writer.toString(),
    html: html.toString(),
    dropped: { hiddenCharacters: 0, zeroWidth: writer.zeroWidth, tagCharacters: writer.tagCharacters },
  };
}
