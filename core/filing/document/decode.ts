import { isAscii } from 'node:buffer';

const replacement = '\uFFFD';

/**
 * Bytes as text: UTF-8 (with or without a mark), UTF-16 with a mark, else windows-1252, which is what filings that are not UTF-8 use.
 * What a page says of its own encoding is not asked: it is wrong too often, and valid UTF-8 is never windows-1252 by chance. NUL, which
 * no database keeps, becomes U+FFFD, as in HTML.
 */
export function decodeBytes(bytes: Uint8Array): string {
  const text = decoded(bytes);
  return text.includes('\0') ? text.replaceAll('\0', replacement) : text;
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  // Most filings are plain ASCII, whose bytes are the text: no copy into fresh memory, which costs more than all else here.
  if (isAscii(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const text = new TextDecoder('utf-8').decode(bytes);
  return text.includes(replacement) ? decodeMixed(bytes, text) : text;
}

/** A few broken sequences in a long UTF-8 text (cut or pasted bytes) stay marked; many mean that the text was never UTF-8. */
function decodeMixed(bytes: Uint8Array, text: string): string {
  let broken = 0;
  let wide = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) broken++;
    else if (code > 0x7f) wide++;
  }
  return broken > wide ? decodeWindows1252(bytes) : text;
}

/** PDF, ZIP, PNG, GIF, JPEG, gzip. */
const signatures = [
  [0x25, 0x50, 0x44, 0x46, 0x2d],
  [0x50, 0x4b, 3, 4],
  [0x89, 0x50, 0x4e, 0x47],
  [0x47, 0x49, 0x46, 0x38],
  [0xff, 0xd8, 0xff],
  [0x1f, 0x8b],
];

/** True for what no reader of text can use: images, archives, PDF; told by signature or by many control characters at the start. */
export function isBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096);
  if (head[0] === 0xff && head[1] === 0xfe) return false;
  if (head[0] === 0xfe && head[1] === 0xff) return false;
  if (signatures.some((signature) => signature.every((byte, at) => head[at] === byte))) return true;
  let control = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27 && byte !== 26)) control++;
  return control > head.length / 20;
}

const upper =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

/** Node's own decoder of this name reads 0x80 to 0x9F as Latin-1 controls. */
const decodeWindows1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (control) => upper[control.charCodeAt(0) - 0x80]!);
