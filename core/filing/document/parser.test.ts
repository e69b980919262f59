import { afterAll, describe, expect, it } from 'vitest';
import { createParser } from './parser.ts';
import { hostilePages } from './testing.ts';

const parser = createParser({ timeoutMs: 20_000, memoryMb: 256 });
afterAll(() => parser.close());

const input = (source: string, form = '10-K') => ({
  accessionNumber: '0009900001-25-000002',
  form,
  documents: [{ name: 'a.htm', type: form, sequence: 1, bytes: new TextEncoder().encode(source) }],
});

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
      await expect(hasty.parse(input(hostilePages['many small tables']!(16_000_000)))).rejects.toMatchObject({
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
    const reading = parser.parse(input(hostilePages['many small tables']!(8_000_000)), controller.signal);
    controller.abort(new Error('lease lost'));
    await expect(reading).rejects.toThrow('lease lost');
    await expect(parser.parse(input('<p>Next</p>'))).resolves.toMatchObject({ form: '10-K' });
  }, 60_000);

  it.each(Object.entries(hostilePages))(
    'ends with a result or PARSE_TIMEOUT: %s',
    async (_, make) => {
      const outcome = await parser.parse(input(make(1_000_000))).then(
        (filing) => typeof filing.documents[0]!.text,
        (error: { code?: string }) => error.code,
      );
      expect(['string', 'PARSE_TIMEOUT', 'DOCUMENT_EMPTY']).toContain(outcome);
    },
    40_000,
  );

  it('ends 64 MB of unclosed tags at its deadline', async () => {
    const strict = createParser({ timeoutMs: 3000, memoryMb: 256 });
    try {
      const start = Date.now();
      await expect(strict.parse(input(hostilePages['nested tables']!(64 * 1024 * 1024)))).rejects.toMatchObject({ code: 'PARSE_TIMEOUT' });
      expect(Date.now() - start).toBeLessThan(20_000);
    } finally {
      await strict.close();
    }
  }, 60_000);
});
