import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../errors.ts';
import { inlinePage, parseOne, parseText } from './testing.ts';

const words = fc.constantFrom(
  'Item 1. Business',
  'Item 7. Management’s Discussion',
  'Net sales',
  '$',
  '5,794',
  '(19)',
  ')',
  '%',
  '—',
  '2024',
  'in millions',
  '&amp;',
  '&#160;',
  '<b>',
  '</b>',
  '<i>',
  ' ',
  '\n',
  '\u200b',
  'é',
  '\u{1F600}',
);
const tags = fc.constantFrom(
  '<p>',
  '</p>',
  '<div>',
  '</div>',
  '<table>',
  '</table>',
  '<tr>',
  '</tr>',
  '<td>',
  '</td>',
  '<td colspan="3">',
  '<br>',
  '<hr>',
  '<pre>',
  '</pre>',
  '<sup>',
  '</sup>',
  '<!-- x -->',
  '<ix:nonFraction name="us-gaap:Revenues" contextRef="y" unitRef="usd" scale="6">',
  '</ix:nonFraction>',
  '<div style="display:none">',
  '<a href="#x">',
  '</a>',
  '<li>',
  '<',
);
const soup = fc.array(fc.oneof(words, tags), { maxLength: 120 }).map((parts) => inlinePage(`<p>Start</p>${parts.join('')}`));

describe('any page', () => {
  it('has offsets that slice to the quoted text', () => {
    fc.assert(
      fc.property(soup, (page) => {
        const document = parseOne(page);
        const { length } = document.text;
        for (const table of document.tables) {
          for (const cell of table.cells) expect(document.text.slice(cell.charStart, cell.charEnd)).toBe(cell.text);
        }
        for (const span of [...document.blocks, ...document.tables, ...document.sections]) {
          expect(span.charStart).toBeGreaterThanOrEqual(0);
          expect(span.charEnd).toBeGreaterThanOrEqual(span.charStart);
          expect(span.charEnd).toBeLessThanOrEqual(length);
        }
        for (const fact of document.facts) if (fact.span) expect(fact.span.charEnd).toBeLessThanOrEqual(length);
        const placed = document.sections
          .filter((section) => !section.parentKey && section.charEnd > section.charStart)
          .sort((a, b) => a.charStart - b.charStart);
        for (let i = 1; i < placed.length; i++) expect(placed[i]!.charStart).toBeGreaterThanOrEqual(placed[i - 1]!.charEnd);
        expect(document.text).not.toMatch(/[\u200b\u00a0]| {2}|^\s|\s$/);
      }),
      { numRuns: 300 },
    );
  });

  it('reads the same twice', () => {
    fc.assert(
      fc.property(soup, (page) => {
        expect(JSON.stringify(parseText(page))).toBe(JSON.stringify(parseText(page)));
      }),
      { numRuns: 60 },
    );
  });

  it('gives a result or an error with a code for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.constantFrom('10-K', '8-K', '20-F', 'DEF 14A', '4'), (bytes, form) => {
        try {
          parseText(bytes, form);
        } catch (error) {
          expect(error).toBeInstanceOf(DomainError);
          expect(['DOCUMENT_EMPTY', 'DOCUMENT_UNREADABLE']).toContain((error as DomainError).code);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('keeps its facts when attributes and white space are shuffled', () => {
    const attributes = [
      'name="us-gaap:Revenues"',
      'contextRef="y"',
      'unitRef="usd"',
      'decimals="-6"',
      'scale="6"',
      'format="ixt:num-dot-decimal"',
      'id="f-1"',
      'sign="-"',
    ];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(attributes, { minLength: attributes.length }),
        fc.array(fc.constantFrom(' ', '\n', '\t', '  '), { minLength: 12, maxLength: 12 }),
        (order, spaces) => {
          const page = inlinePage(
            `<table>${spaces[0]}<tr>${spaces[1]}<td>${spaces[2]}Revenue${spaces[3]}</td>${spaces[4]}<td><ix:nonFraction${spaces[5]}${order.join(spaces[6])}${spaces[7]}>${spaces[8]}1,234${spaces[9]}</ix:nonFraction></td></tr></table>`,
          );
          const { facts, text } = parseOne(page);
          expect(facts).toHaveLength(1);
          expect(facts[0]).toMatchObject({
            concept: 'us-gaap:Revenues',
            value: '-1234000000',
            unit: 'USD',
            periodStart: '2024-01-01',
            periodEnd: '2024-12-31',
          });
          expect(text.slice(facts[0]!.span!.charStart, facts[0]!.span!.charEnd)).toBe('1,234');
        },
      ),
      { numRuns: 100 },
    );
  });

  it('every fact stands at its span, whatever stands around it', () => {
    const around = fc.constantFrom(
      '',
      ' ',
      'Sales of ',
      '<p>before</p>',
      '<b>x</b> ',
      '&amp; ',
      '&nbsp;',
      '\u200b',
      '<div hidden>gone</div>',
      '<br>',
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(around, fc.integer({ min: 1_000, max: 999_999 }), around), { minLength: 1, maxLength: 8 }),
        (pieces) => {
          const printed = pieces.map(([, value]) => value.toLocaleString('en-US'));
          const page = inlinePage(
            pieces
              .map(
                ([before, , after], i) =>
                  `${before}<ix:nonFraction name="us-gaap:Revenues" contextRef="y" unitRef="usd" decimals="0" format="ixt:num-dot-decimal" id="f-${i}">${printed[i]}</ix:nonFraction>${after}`,
              )
              .join(' and '),
          );
          const { facts, text } = parseOne(page);
          expect(facts.map(({ span }) => text.slice(span!.charStart, span!.charEnd))).toEqual(printed);
        },
      ),
      { numRuns: 200 },
    );
  });
});
