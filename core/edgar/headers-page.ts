import { checkDocumentCount, checkedDocumentName } from './document-name.ts';
import type { ListedDocument } from './index-page.ts';
import { decodeEntities, stripTags } from './markup.ts';
import { field } from './sgml-documents.ts';
import { parseSgmlHeader } from './sgml-header.ts';
import type { EdgarHeader } from './types.ts';

/**
 * `<accession>-index-headers.html`: the SGML header and, after it, each document's four lines, all as escaped text in a page.
 * @throws {ParsingError} UNSAFE_ARCHIVE on a name that is not a plain file name or too many documents
 */
export function parseHeadersPage(html: string): { header: EdgarHeader | null; documents: ListedDocument[] } {
  const text = decodeEntities(stripTags(html));
  const heads = text.split('<DOCUMENT>').slice(1);
  checkDocumentCount(heads.length);
  const documents = heads.flatMap((head, i): ListedDocument[] => {
    const name = field(head, 'FILENAME');
    if (!name) return [];
    return [
      {
        name: checkedDocumentName(name),
        sequence: Number(field(head, 'SEQUENCE')) || i + 1,
        type: field(head, 'TYPE') ?? '',
        description: field(head, 'DESCRIPTION') || undefined,
      },
    ];
  });
  return { header: parseSgmlHeader(text), documents };
}
