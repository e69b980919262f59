import { Parser } from 'htmlparser2';
import { checkDocumentCount, checkedDocumentName } from './document-name.ts';
import { rawDocument } from './submissions.ts';

export interface ListedDocument {
  name: string;
  sequence: number;
  type: string;
  description?: string;
  /** Bytes as EDGAR counts them, SGML lines included: a hint, some hundred bytes more than what is served. */
  size?: number;
}

/**
 * The tables of `<accession>-index.htm`: Seq, Description, Document, Type, Size. The row of the complete submission, which has no type, is
 * left out, and of a form and its rendering by style sheet the form itself is kept.
 * @throws {ParsingError} UNSAFE_ARCHIVE on a name that is not a plain file name or too many documents
 */
export function parseIndexPage(html: string): ListedDocument[] {
  const documents = new Map<string, ListedDocument>();
  let cells: { text: string; href: string }[] = [];
  let open = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'tr') cells = [];
      else if (name === 'td') {
        open = true;
        cells.push({ text: '', href: '' });
      } else if (name === 'a' && open) {
        const cell = cells.at(-1);
        if (cell) cell.href ||= attributes.href ?? '';
      }
    },
    ontext(text) {
      const cell = cells.at(-1);
      if (open && cell) cell.text += text;
    },
    onclosetag(name) {
      if (name === 'td') open = false;
      if (name !== 'tr') return;
      const document = toDocument(cells);
      if (document && !documents.has(document.name)) documents.set(document.name, document);
      cells = [];
      checkDocumentCount(documents.size);
    },
  });
  parser.end(html);
  return [...documents.values()];
}

function toDocument(cells: { text: string; href: string }[]): ListedDocument | null {
  const [sequence, description, document, type, size] = cells.map(({ text }) => text.replace(/[\s\u00a0]+/g, ' ').trim());
  if (document === undefined || type === undefined || type === '') return null;
  const name = nameIn(cells[2]?.href ?? '');
  if (name === undefined) return null;
  return {
    name: checkedDocumentName(name),
    sequence: Number(sequence) || 0,
    type,
    description: description || undefined,
    size: size !== undefined && /^\d+$/.test(size) && Number(size) > 0 ? Number(size) : undefined,
  };
}

/** The file in `/Archives/edgar/data/<cik>/<folder>/<file>`, also where the viewer (`/ix?doc=`) or a style sheet (`xsl…/`) stands around it. */
function nameIn(href: string): string | undefined {
  const path = href.replace(/^.*[?&]doc=/, '').replace(/[?#].*$/, '');
  const match = /\/Archives\/edgar\/data\/\d+\/\d{18}\/(.+)$/.exec(path);
  if (!match) return undefined;
  try {
    return rawDocument(decodeURIComponent(match[1] as string));
  } catch {
    return match[1];
  }
}
