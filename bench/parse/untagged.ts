import type { ParseInput } from '../../core/filing/document/types.ts';

/** An inline filing as it would be without XBRL: the header goes with its contents, other inline elements leave theirs. Not linear: for bench input only. */
export const untagged = (input: ParseInput): ParseInput => ({
  ...input,
  documents: input.documents.map((document) => ({ ...document, bytes: withoutTags(document.bytes) })),
});

function withoutTags(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('utf8');
  return Buffer.from(text.replace(/<ix:header[\s\S]*?<\/ix:header>/gi, '').replace(/<\/?ix:[^>]*>/gi, ''));
}
