import type { DocumentSource, SourceBytes } from './types.ts';

/** One document of a full submission text file. */
export interface SubmissionDocument extends DocumentSource {
  text: string;
}

/** True for the `.txt` that EDGAR makes of a whole submission. */
export const isSubmission = (text: string): boolean => {
  const head = text.slice(0, 20_000);
  return /<(?:SEC-DOCUMENT|IMS-DOCUMENT)>/.test(head) || /^\s*<DOCUMENT>\s*\n\s*<TYPE>/m.test(head);
};

/**
 * Takes a full submission apart into its documents: type, sequence, file name and description from the SGML header of each, and the text
 * between its TEXT tags. Documents without a file name (until 2001) are named by the submission and their sequence.
 * Source: EDGAR's public dissemination specification.
 */
export function splitSubmission(text: string, submissionName: string): SubmissionDocument[] {
  const documents: SubmissionDocument[] = [];
  let start: number | undefined;
  const close = (end: number) => {
    if (start !== undefined) documents.push(readDocument(text.slice(start, end), submissionName, documents.length + 1));
  };
  for (const { 0: tag, index } of text.matchAll(/<\/?DOCUMENT>/g)) {
    close(index);
    start = tag === '<DOCUMENT>' ? index + tag.length : undefined;
  }
  close(text.length);
  return documents;
}

function readDocument(source: string, submissionName: string, ordinal: number): SubmissionDocument {
  const textTag = source.indexOf('<TEXT>');
  const header = source.slice(0, textTag < 0 ? Math.min(source.length, 2000) : textTag);
  const close = source.lastIndexOf('</TEXT>');
  const body = textTag < 0 ? source : source.slice(textTag + 6, close > textTag ? close : source.length);
  const sequence = Number(field(header, 'SEQUENCE')) || ordinal;
  const base = submissionName.replace(/\.txt$/i, '');
  const description = field(header, 'DESCRIPTION');
  return {
    name: field(header, 'FILENAME') ?? (ordinal === 1 ? submissionName : `${base}-${sequence}.txt`),
    type: field(header, 'TYPE') ?? '',
    sequence,
    ...(description && { description }),
    text: unwrap(body),
  };
}

function field(header: string, name: string): string | undefined {
  const at = header.indexOf(`<${name}>`);
  if (at < 0) return undefined;
  const from = at + name.length + 2;
  const end = header.indexOf('\n', from);
  return header.slice(from, end < 0 ? header.length : end).trim() || undefined;
}

/** XBRL, XML and PDF wrappers inside TEXT. */
function unwrap(body: string): string {
  const head = body.slice(0, 200).trimStart();
  const wrapper = /^<(XBRL|XML|PDF)>/.exec(head);
  if (!wrapper) return body;
  const from = body.indexOf(wrapper[0]) + wrapper[0].length;
  const close = body.lastIndexOf(`</${wrapper[1]}>`);
  return body.slice(from, close > from ? close : body.length).trimStart();
}

/** The XML documents inside full submissions that were not given by themselves: ownership forms, holdings, an XBRL instance and its labels. */
export function dataInSubmissions(documents: readonly SourceBytes[]): SourceBytes[] {
  const given = new Set(documents.map(({ name }) => name));
  return documents.flatMap(({ name, bytes }) => {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (!/\.txt$/i.test(name) || !(file.includes('<XML>') || file.includes('<XBRL>'))) return [];
    const text = file.toString('utf8');
    if (!isSubmission(text)) return [];
    return splitSubmission(text, name).flatMap(({ text: body, ...document }) =>
      /\.xml$/i.test(document.name) && !given.has(document.name) ? [{ ...document, bytes: new TextEncoder().encode(body) }] : [],
    );
  });
}
