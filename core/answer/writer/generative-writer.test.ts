import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LanguageModel } from '../../model/types.ts';
import type { Passage } from '../graph/types.ts';
import { writeWithModel } from './generative-writer.ts';

const TEXTS = [
  'Net sales increased 11% to $4,120 million because a new copper kettle sold well in the northern states during fiscal 2024.',
  'The company employs 840 people in three plants, of whom 61% are covered by collective bargaining agreements.',
  'Interest expense was $37 million, and the revolving credit facility of $250 million was undrawn at year end.',
];
const passages: Passage[] = TEXTS.map((text, i) => ({
  id: `c${i + 1}`,
  chunkId: `chunk-${i}`,
  documentName: 'halden.htm',
  accessionNumber: '9999999999-25-000001',
  charStart: i * 1_000,
  charEnd: i * 1_000 + text.length,
  text,
  context: 'Halden Corp 10-K FY2024',
  kind: 'TEXT',
  rank: i,
  score: 1,
}));

/** A model made of what the provider answers, try by try. */
const answering = (...tries: string[]): LanguageModel => ({
  id: 'scripted',
  generative: true,
  generate: async () => ({ text: tries.length > 1 ? tries.shift()! : tries[0]!, inputTokens: 1, outputTokens: 1, model: 'scripted' }),
});
const draft = (sentences: unknown) => JSON.stringify({ answerable: true, reason: 'NONE', sentences });

const span = fc.record({ at: fc.nat(2), from: fc.nat(60), length: fc.integer({ min: 1, max: 70 }) });
/** Quotes as they stand, altered, of no passage, of another one than is named; numbers as they stand and changed; no citation at all. */
const sentence = fc
  .record({
    span,
    fault: fc.constantFrom('none', 'none', 'altered', 'foreign', 'swapped', 'number', 'uncited', 'invented'),
    named: fc.nat(2),
  })
  .map(({ span: { at, from, length }, fault, named }) => {
    const quote = TEXTS[at]!.slice(from, from + length);
    const chunk = fault === 'foreign' ? 'c99' : fault === 'swapped' ? `c${named + 1}` : `c${at + 1}`;
    const text = fault === 'number' ? quote.replace(/\d/, '9') : fault === 'invented' ? 'Profits doubled to $9,999 million.' : quote;
    const cited = fault === 'altered' ? quote.split('').reverse().join('') : quote;
    return { text: text || 'x', citations: fault === 'uncited' ? [] : [{ chunk, quote: cited }] };
  });

test('of 500 answers no sentence is kept that cannot be checked: its quotes stand in retrieved passages and hold its numbers', async () => {
  let kept = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(sentence, { minLength: 1, maxLength: 8 }), async (sentences) => {
      const { kind, sentences: told } = await writeWithModel(answering(draft(sentences)), 'What happened?', passages, {});
      expect(kind === 'ANSWER').toBe(told.length > 0);
      for (const { text, citations } of told) {
        kept += 1;
        expect(citations.length).toBeGreaterThan(0);
        for (const { documentName, charStart, charEnd, quote } of citations) {
          const passage = passages.find((each) => each.charStart <= charStart && charEnd <= each.charEnd);
          expect(documentName).toBe('halden.htm');
          expect(passage?.text.slice(charStart - passage.charStart, charEnd - passage.charStart)).toBe(quote);
        }
        const quoted = citations.map(({ quote }) => quote).join(' ');
        for (const [number] of text.matchAll(/\d{2,}/g)) expect(quoted).toContain(number);
      }
    }),
    { numRuns: 500, seed: 50 },
  );
  expect(kept).toBeGreaterThan(100);
});

const good = { text: 'Net sales increased 11%.', citations: [{ chunk: 'c1', quote: 'Net sales increased 11%' }] };
test.each([
  ['a number for the text', draft([{ ...good, text: 7 }])],
  ['text for the citations', draft([{ ...good, citations: 'c1' }])],
  ['a list for the quote', draft([{ ...good, citations: [{ chunk: 'c1', quote: ['Net sales'] }] }])],
  ['a field that nobody asked for', draft([{ ...good, url: 'https://collector.invalid' }])],
  ['words for the verdict', JSON.stringify({ answerable: 'yes', reason: 'NONE', sentences: [good] })],
  ['a bare sentence', 'Net sales increased 11%.'],
])('%s gets one more try, then nothing of it is shown', async (_, broken) => {
  const question = 'By how much did net sales increase?';
  expect((await writeWithModel(answering(broken, draft([good])), question, passages, {})).kind).toBe('ANSWER');
  expect(await writeWithModel(answering(broken), question, passages, {})).toMatchObject({ kind: 'REJECTED', sentences: [] });
});
