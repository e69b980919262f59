import mammoth from 'mammoth';
import { marked } from 'marked';
import { getDocumentProxy } from 'unpdf';
import type { UploadKind } from './media-types.ts';

/** HTML or plain text of an upload, for the same reader that reads filings. Runs in a thread that can be killed. */
export async function toReadable(bytes: Uint8Array, kind: UploadKind): Promise<{ name: string; text: string }> {
  switch (kind) {
    case 'PDF':
      return { name: 'document.htm', text: await pdfToHtml(bytes) };
    case 'DOCX':
      return { name: 'document.htm', text: page((await mammoth.convertToHtml({ buffer: Buffer.from(bytes) })).value) };
    case 'MARKDOWN':
      return { name: 'document.htm', text: page(await marked.parse(new TextDecoder().decode(bytes))) };
    case 'HTML':
      return { name: 'document.htm', text: new TextDecoder().decode(bytes) };
    case 'TEXT':
      return { name: 'document.htm', text: page(textToHtml(new TextDecoder().decode(bytes))) };
  }
}

const page = (body: string) => `<!DOCTYPE html><html><body>${body}</body></html>`;
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const textToHtml = (text: string) =>
  text
    .split(/\r?\n\s*\r?\n/)
    .map((paragraph) => `<p>${escaped(paragraph.trim()).replace(/\r?\n/g, '<br>')}</p>`)
    .join('\n');

const MOST_PAGES = 2_000;

interface Item {
  str: string;
  hasEOL: boolean;
  transform: number[];
  height: number;
}

/** Lines by their place on the page; a larger gap than usual between lines begins a paragraph. */
async function pdfToHtml(bytes: Uint8Array): Promise<string> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const pages: string[] = [];
  for (let number = 1; number <= Math.min(pdf.numPages, MOST_PAGES); number += 1) {
    const content = await (await pdf.getPage(number)).getTextContent();
    pages.push(paragraphs((content.items as unknown as Item[]).filter((item) => typeof item.str === 'string')));
  }
  return page(pages.map((html) => `<div style="page-break-after:always">${html}</div>`).join('\n'));
}

function paragraphs(items: readonly Item[]): string {
  const lines: { text: string; y: number; height: number }[] = [];
  let line = '';
  for (const item of items) {
    line += item.str;
    if (!item.hasEOL && item !== items.at(-1)) continue;
    if (line.trim()) lines.push({ text: line.trim(), y: item.transform[5] ?? 0, height: item.height || 10 });
    line = '';
  }
  const blocks: string[] = [];
  for (const [i, { text, y, height }] of lines.entries()) {
    const above = lines[i - 1];
    const begins = !above || above.y - y > 1.6 * Math.max(height, above.height) || y > above.y;
    if (begins) blocks.push(text);
    else blocks[blocks.length - 1] += ` ${text}`;
  }
  return blocks.map((text) => `<p>${escaped(text)}</p>`).join('\n');
}
