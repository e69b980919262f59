import { Tokenizer } from 'htmlparser2';
import { decodeEntities } from './html/entities.ts';
import { HtmlWriter } from './html/html-writer.ts';
import type { RawDocument } from './raw.ts';
import { BREAK, SPACE, TextWriter } from './text-writer.ts';

/** Reads an XML document as lines `element name: text`, so that it can be searched and quoted; what it means is read elsewhere. */
export function readXml(source: string): RawDocument {
  const writer = new TextWriter(source.length);
  const html = new HtmlWriter();
  const lines: RawDocument['lines'] = [];
  const names: string[] = [];
  const text = (start: number, end: number): void => {
    const piece = source.slice(start, end);
    if (piece.trim() === '') return;
    writer.part(BREAK);
    const name = names[names.length - 1] ?? '';
    const label = name === 'value' ? (names[names.length - 2] ?? name) : name;
    const spaced = `${label.replace(/^[^:]*:/, '').replace(/([a-z\d])([A-Z])/g, '$1 $2')}:`;
    writer.write(spaced, 0, spaced.length);
    writer.part(SPACE);
    if (!writer.write(piece, 0, piece.length)) return;
    const line = { start: writer.lineStart, end: writer.length, table: -1 };
    lines.push({
      ...line,
      bold: 0,
      underlined: 0,
      italic: 0,
      size: 0,
      isCentred: false,
      headingLevel: 0,
      isListItem: false,
      isPreformatted: false,
    });
    html.raw(`<p><a id="o${line.start}"></a>`);
    html.text(`${spaced} ${decodeEntities(piece)}`.replace(/&/g, '&amp;'), 0, Number.MAX_SAFE_INTEGER, true);
    html.raw('</p>\n');
  };
  const ignore = (): void => {};
  const tokenizer = new Tokenizer(
    { xmlMode: true, decodeEntities: false },
    {
      onattribdata: ignore,
      onattribentity: ignore,
      onattribend: ignore,
      onattribname: ignore,
      oncdata: text,
      onclosetag: () => {
        names.pop();
      },
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onopentagend: ignore,
      onopentagname: (start, end) => {
        if (names.length < 100_000) names.push(source.slice(start, Math.min(end, start + 80)));
      },
      onprocessinginstruction: ignore,
      onselfclosingtag: () => {
        names.pop();
      },
      ontext: text,
      ontextentity: ignore,
    },
  );
  tokenizer.write(source);
  tokenizer.end();
  return {
    text: writer.toString(),
    html: html.toString(),
    lines,
    tables: [],
    targets: new Map(),
    links: [],
    gaps: [],
    pageBreaks: [],
    dropped: { hiddenCharacters: 0, zeroWidth: writer.zeroWidth, tagCharacters: writer.tagCharacters },
  };
}
