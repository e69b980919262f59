import { ParsingError, ValidationError } from '../errors.ts';

/** What a tenant may upload. */
export const MEDIA_TYPES = {
  'application/pdf': 'PDF',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'DOCX',
  'text/html': 'HTML',
  'text/markdown': 'MARKDOWN',
  'text/plain': 'TEXT',
} as const;
export type UploadKind = (typeof MEDIA_TYPES)[keyof typeof MEDIA_TYPES];

const BY_EXTENSION: Record<string, keyof typeof MEDIA_TYPES> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html',
  htm: 'text/html',
  md: 'text/markdown',
  markdown: 'text/markdown',
  txt: 'text/plain',
};

/**
 * The media type to keep: as given, without parameters; browsers that know none for a file name give octet-stream, then the name decides.
 * @throws {ValidationError} BAD_USER_INPUT for what cannot be read
 */
export function acceptedMediaType(mediaType: string, name: string): keyof typeof MEDIA_TYPES {
  const plain = mediaType.split(';')[0]!.trim().toLowerCase();
  if (plain in MEDIA_TYPES) return plain as keyof typeof MEDIA_TYPES;
  const byName = BY_EXTENSION[/\.(\w+)$/.exec(name.toLowerCase())?.[1] ?? ''];
  if (byName && (plain === '' || plain === 'application/octet-stream')) return byName;
  throw new ValidationError('Upload a PDF, DOCX, HTML, Markdown or text file.', { mediaType: plain });
}

/** What the bytes are, whatever they were called. @throws {ParsingError} DOCUMENT_EMPTY, DOCUMENT_UNREADABLE */
export function kindOf(bytes: Uint8Array, mediaType: string): UploadKind {
  const kind = MEDIA_TYPES[mediaType as keyof typeof MEDIA_TYPES];
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  if (bytes.byteLength === 0 || (head.trim() === '' && bytes.byteLength < 1024))
    throw new ParsingError('DOCUMENT_EMPTY', 'The file is empty.');
  const isPdf = head.includes('%PDF-');
  const isZip = head.startsWith('PK\u0003\u0004');
  if ((kind === 'PDF') !== isPdf || (kind === 'DOCX') !== isZip)
    throw new ParsingError('DOCUMENT_UNREADABLE', 'The file is not of the type that it was announced as.');
  if (kind !== 'PDF' && kind !== 'DOCX' && head.includes('\u0000'))
    throw new ParsingError('DOCUMENT_UNREADABLE', 'The file is binary, not text.');
  return kind;
}
