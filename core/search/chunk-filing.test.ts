import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ChunkSource, chunkFiling } from './chunk-filing.ts';

const subject = {
  companyName: 'Larkspur Instruments',
  ticker: 'LKSP',
  form: '10-K',
  fiscalYear: 2024,
  fiscalPeriod: 'FY' as const,
  periodEnd: '2024-12-31',
};
const source = (text: string, more: Partial<ChunkSource> = {}): ChunkSource => ({
  name: 'lksp.htm',
  type: '10-K',
  text,
  sections: [],
  tables: [],
  pageBreaks: [],
  headings: [],
  ...more,
});
const paragraph = (word: string, sentences: number) =>
  Array.from({ length: sentences }, (_, i) => `The ${word} of part ${i} grew in the year.`).join(' ');

describe('chunks', () => {
  test('slice exactly, in order, and lose no word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 90 }), fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 25 }),
        (parts) => {
          let text = '';
          const pageBreaks: number[] = [];
          const tables: { charStart: number; charEnd: number }[] = [];
          for (const [size, isTable, breaks] of parts) {
            const start = text.length;
            text += isTable
              ? Array.from({ length: size }, (_, i) => `Line ${i} | 1,${100 + i} | 2,${100 + i}`).join('\n')
              : paragraph('sale', size);
            if (isTable) tables.push({ charStart: start, charEnd: text.length });
            text += '\n';
            if (breaks) pageBreaks.push(text.length - 1);
          }
          const chunks = chunkFiling([source(text, { pageBreaks, tables })], subject);
          let at = 0;
          for (const chunk of chunks) {
            expect(text.slice(chunk.charStart, chunk.charEnd)).toBe(chunk.text);
            expect(text.slice(at, chunk.charStart).trim()).toBe('');
            expect(chunk.text.length).toBeLessThanOrEqual(1600);
            expect(pageBreaks.some((place) => place > chunk.charStart && place < chunk.charEnd - 1)).toBe(false);
            at = chunk.charEnd;
          }
          expect(text.slice(at).trim()).toBe('');
          expect(chunks.map(({ ordinal }) => ordinal)).toEqual(chunks.map((_, i) => i));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('never cross a section, and name it in their context', () => {
    const first = paragraph('risk', 20);
    const text = `${first}\n${paragraph('property', 10)}`;
    const sections = [
      { key: 'part1.item1a', title: 'Risk Factors', charStart: 0, charEnd: first.length },
      { key: 'part1.item2', title: 'Properties', charStart: first.length + 1, charEnd: text.length },
    ];
    const chunks = chunkFiling([source(text, { sections })], subject);
    for (const chunk of chunks) {
      expect(chunk.context).toContain('Larkspur Instruments (LKSP) › 10-K › FY2024');
      expect(chunk.context).toContain(chunk.charEnd <= first.length ? 'Risk Factors' : 'Properties');
    }
    expect(new Set(chunks.map(({ sectionKey }) => sectionKey))).toEqual(new Set(['part1.item1a', 'part1.item2']));
  });

  test('a large table is cut between rows, its title, units and column heads in the context of every part', () => {
    const rows = Array.from({ length: 80 }, (_, i) => `Caption of line ${i} | ${i},123 | ${i},456`);
    const text = `Schedule of leases\nDecember 31, 2024 | December 31, 2023\n${rows.join('\n')}`;
    const table = { charStart: text.indexOf('December'), charEnd: text.length, title: 'Schedule of leases', scale: 6 };
    const chunks = chunkFiling([source(text, { tables: [table], headings: [{ charStart: 0, charEnd: 18 }] })], subject);
    expect(chunks.length).toBeGreaterThan(1);
    for (const chunk of chunks) {
      expect(chunk.kind).toBe('TABLE');
      expect(
        chunk.text.split('\n').every((line) => line === 'Schedule of leases' || line.startsWith('December') || rows.includes(line)),
      ).toBe(true);
    }
    for (const chunk of chunks.slice(1)) {
      expect(chunk.context).toContain('Schedule of leases');
      expect(chunk.context).toContain('in millions');
      expect(chunk.context).toContain('December 31, 2024 | December 31, 2023');
    }
  });

  test('a page that is a balance sheet says so, a page that speaks of one does not', () => {
    const sheet = [
      'Consolidated Balance Sheets',
      '2024 | 2023',
      'Cash and cash equivalents | 5,794 | 4,225',
      'Inventories | 320 | 430',
      'Total current assets | 7,292 | 6,106',
      'Goodwill | 9,764 | 9,762',
      'Total assets | 19,845 | 17,890',
      'Accounts payable | 292 | 253',
      'Total liabilities | 7,040 | 6,498',
      'Retained earnings | 7,813 | 6,593',
    ].join('\n');
    const tables = [{ charStart: 28, charEnd: sheet.length }];
    expect(chunkFiling([source(sheet, { tables })], subject)[0]?.statement).toBe('BALANCE_SHEET');
    expect(
      chunkFiling(
        [source('Our consolidated balance sheets include goodwill and inventories, total assets and accounts payable.')],
        subject,
      )[0]?.statement,
    ).toBeUndefined();
  });
});
