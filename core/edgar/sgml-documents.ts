import { checkDocumentCount, checkedDocumentName } from './document-name.ts';
import type { EdgarDocument } from './types.ts';

const OPEN = Buffer.from('<DOCUMENT>');
const CLOSE = Buffer.from('</DOCUMENT>');
const TEXT = Buffer.from('<TEXT>');
const TEXT_CLOSE = Buffer.from('</TEXT>');
const WRAPPERS = ['XBRL', 'XML', 'PDF', 'HTML-CHART'];
/** The fields before `<TEXT>` are four short lines. */
const HEAD_BYTES = 4096;

export const field = (head: string, name: string): string | undefined =>
  new RegExp(`^<${name}>[ \\t]*(.*?)[ \\t]*\\r?$`, 'm').exec(head)?.[1];

/**
 * The documents of a whole submission (`<accession>.txt`). Bytes are views into `bytes`, without SGML wrappers; uuencoded ones (images,
 * archives) are named only. A document without a file name, as before 2001, is named after the submission and its sequence; the first
 * bears the name of the submission's own file, which is where EDGAR shows it.
 * @throws {ParsingError} UNSAFE_ARCHIVE on a name that is not a plain file name or too many documents
 */
export function sgmlDocuments(bytes: Uint8Array, accessionNumber: string): EdgarDocument[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const documents: EdgarDocument[] = [];
  for (let start = buffer.indexOf(OPEN); start >= 0; ) {
    const close = buffer.indexOf(CLOSE, start);
    const end = close < 0 ? buffer.length : close;
    const textStart = buffer.indexOf(TEXT, start);
    const headEnd = Math.min(textStart < 0 || textStart > end ? end : textStart, start + HEAD_BYTES);
    const head = buffer.toString('latin1', start, headEnd);
    const sequence = Number(field(head, 'SEQUENCE')) || documents.length + 1;
    const fallback = documents.length === 0 ? `${accessionNumber}.txt` : `${accessionNumber}-${documents.length + 1}.txt`;
    const content = textStart < 0 || textStart > end ? buffer.subarray(end, end) : unwrapped(buffer, textStart + TEXT.length, end);
    documents.push({
      name: checkedDocumentName(field(head, 'FILENAME') || fallback),
      sequence,
      type: field(head, 'TYPE') ?? '',
      description: field(head, 'DESCRIPTION') || undefined,
      bytes: isUuencoded(content) ? undefined : content,
    });
    checkDocumentCount(documents.length);
    start = buffer.indexOf(OPEN, end);
  }
  return documents;
}

function unwrapped(buffer: Buffer, from: number, end: number): Buffer {
  const close = buffer.lastIndexOf(TEXT_CLOSE, end);
  let content = trimLines(buffer.subarray(from, close < from ? end : close));
  for (const wrapper of WRAPPERS) {
    const open = `<${wrapper}>`;
    if (content.toString('latin1', 0, open.length) !== open) continue;
    const inner = content.lastIndexOf(`</${wrapper}>`);
    content = trimLines(content.subarray(open.length, inner < 0 ? content.length : inner));
  }
  return content;
}

/** Without the line break after the opening tag and before the closing one. */
function trimLines(content: Buffer): Buffer {
  let [from, to] = [0, content.length];
  if (content[from] === 13) from++;
  if (content[from] === 10) from++;
  if (to > from && content[to - 1] === 10) to--;
  if (to > from && content[to - 1] === 13) to--;
  return content.subarray(from, to);
}

function isUuencoded(content: Buffer): boolean {
  const match = /^\s*begin [0-7]{3,4} (.+?)\s*$/m.exec(content.toString('latin1', 0, 400));
  if (!match || match.index > 4) return false;
  checkedDocumentName((match[1] as string).trim());
  return true;
}
