const replacement = '\uFFFD';

/**
 * Bytes as text: UTF-8 (with or without a mark), UTF-16 with a mark, else windows-1252, which is what filings that are not UTF-8 use.
 * What a page says of its own encoding is not asked: it is wrong too often, and valid UTF-8 is never windows-1252 by chance.
 */
export function decodeBytes(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
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
  return broken > wide ? new TextDecoder('windows-1252').decode(bytes) : text;
}

/** True for what no reader of text can use: images, archives, PDF; told by signature or by many control characters at the start. */
export function isBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096);
  if (head[0] === 0xff && head[1] === 0xfe) return false;
  if (head[0] === 0xfe && head[1] === 0xff) return false;
  const signature = String.fromCharCode(...head.subarray(0, 5));
  if (/^(?:%PDF-|PK\u0003\u0004|\u0089PNG|GIF8|\u00ff\u00d8\u00ff|\u001f\u008b)/.test(signature)) return true;
  let control = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27 && byte !== 26)) control++;
  return control > head.length / 20;
}
