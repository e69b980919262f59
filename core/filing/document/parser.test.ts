import { afterAll, describe, expect, it } from 'vitest';
import { createParser } from './parser.ts';

const parser = createParser({ timeoutMs: 20_000, memoryMb: 256 });
afterAll(() => parser.close());

const input = (source: string, form = '10-K') => ({
  accessionNumber: '0009900001-25-000002',
  form,
  documents: [{ name: 'a.htm', type: form, sequence: 1, bytes: new TextEncoder().encode(source) }],
});
const fill = (piece: string, length: number) => piece.repeat(Math.ceil(length / piece.length));
const size = 64 * 1024 * 1024;

describe('the parser thread', () => {
  it('reads one filing after the other', async () => {
    const [first, second] = await Promise.all([parser.parse(input('<p>One</p>')), parser.parse(input('<p>Two</p>'))]);
    expect([first.documents[0]!.text, second.documents[0]!.text]).toEqual(['One', 'Two']);
  });

  it('hands over the codes of the reader', async () => {
    await expect(parser.parse(input(''))).rejects.toMatchObject({ code: 'DOCUMENT_EMPTY' });
    await expect(parser.parse(input('%PDF-1.7 ...'))).rejects.toMatchObject({ code: 'DOCUMENT_UNREADABLE' });
  });

  it('is killed at its deadline and reads the next filing in a new thread', async () => {
    const hasty = createParser({ timeoutMs: 150, memoryMb: 256 });
    try {
      await expect(hasty.parse(input(fill('<table><tr><td>a</td><td>1</td></tr></table>', size / 2)))).rejects.toMatchObject({
        code: 'PARSE_TIMEOUT',
        errorClass: 'TIMEOUT',
      });
      const patient = await hasty.parse(input('<p>Next</p>'));
      expect(patient.documents[0]!.text).toBe('Next');
    } finally {
      await hasty.close();
    }
  }, 60_000);

  it('stops when the signal aborts, with its reason', async () => {
    const controller = new AbortController();
    const reading = parser.parse(input(fill('<table><tr><td>a</td><td>1</td></tr></table>', size / 4)), controller.signal);
    controller.abort(new Error('lease lost'));
    await expect(reading).rejects.toThrow('lease lost');
    await expect(parser.parse(input('<p>Next</p>'))).resolves.toMatchObject({ form: '10-K' });
  }, 60_000);

  it.each([
    ['unclosed tags', () => fill('<div>x', size)],
    ['end tags of nothing', () => `<b><table><tr><td>${fill('</b>', size)}`],
    ['4,000 nested elements, again and again', () => fill(`${'<div>'.repeat(4000)}x${'</div>'.repeat(4000)}`, size / 4)],
    ['a table of a million columns', () => `<table><tr>${'<td>1,000</td>'.repeat(1_000_000)}</tr></table>`],
    ['nested tables', () => fill('<table><tr><td>a', size)],
    ['one huge attribute', () => `<p style="${fill('color:red;', size)}">x</p>`],
    ['entities', () => `<p>${fill('&amp;&#8217;', size)}</p>`],
    [
      'declared entities',
      () =>
        `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><html><body><p>${fill('&b;', 1_000_000)}</p></body></html>`,
    ],
    ['unclosed comments', () => fill('<!--', size)],
    ['headings without end', () => fill('<p>Item 8. Financial Statements</p><p>Note 1. Basis</p>', size)],
  ])(
    'ends within 20 seconds: %s',
    async (_, make) => {
      const start = Date.now();
      const outcome = await parser.parse(input(make())).then(
        (filing) => filing.documents[0]!.text.length >= 0,
        (error: { code?: string }) => error.code,
      );
      expect([true, 'PARSE_TIMEOUT', 'DOCUMENT_EMPTY']).toContain(outcome);
      expect(Date.now() - start).toBeLessThan(30_000);
    },
    90_000,
  );
});
