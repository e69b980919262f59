import { readFiling } from '../../core/filing/document/read-filing.ts';

const encoder = new TextEncoder();
const repeat = (piece: (i: number) => string, count: number): string => Array.from({ length: count }, (_, i) => piece(i)).join('');
const table = (rows: string): string => `<table><tr><td></td><td>2024</td><td>2023</td></tr>${rows}</table>`;
const submission = (body: string): string => `<DOCUMENT>\n<TYPE>10-K\n<TEXT>\n${body}</TEXT>\n</DOCUMENT>`;

interface Shape {
  form: string;
  name: string;
  /** Pieces of the smaller of the two documents. */
  count: number;
  make(count: number): string;
}

const shape = (count: number, make: Shape['make'], name = 'a.htm', form = '10-K'): Shape => ({ form, name, count, make });

/** Shapes whose reading once took the square of their length, or could. */
const SHAPES: Readonly<Record<string, Shape>> = {
  'rows of one table': shape(10_000, (n) => table(repeat((i) => `<tr><td>Line ${i}</td><td>${i}</td><td>${i + 1}</td></tr>`, n))),
  'signs in cells of their own': shape(10_000, (n) => table(repeat(() => '<tr><td>a</td><td>(</td><td>600</td><td>)</td></tr>', n))),
  'heads between the rows': shape(10_000, (n) =>
    table(repeat(() => '<tr><td></td><td>2024</td></tr><tr><td>a</td><td>1,000</td></tr>', n)),
  ),
  'rows that span': shape(5_000, (n) => table(repeat(() => '<tr><td rowspan="9999">a</td><td colspan="999">1</td></tr>', n))),
  'lines of a preformatted table': shape(10_000, (n) => `<pre>${'Net sales           1,000      2,000\n'.repeat(n)}</pre>`),
  'contents in plain text': shape(20_000, (n) => submission('Item 1. Business .......... 5\n'.repeat(n)), 'a.txt'),
  'documents that do not end': shape(10_000, (n) => '<DOCUMENT>\n<TYPE>10-K\n<TEXT>\n'.repeat(n), 'a.txt'),
  'links to items': shape(
    4_000,
    (n) =>
      `${table(repeat((i) => `<tr><td><a href="#i${i}">Item 7. Management's Discussion</a></td><td>${i}</td></tr>`, n))}${repeat((i) => `<p id="i${i}">Item 7. Management's Discussion</p>`, n)}`,
  ),
  headings: shape(10_000, (n) => '<p><b>Item 1A. Risk Factors</b></p><p>words</p>'.repeat(n)),
  notes: shape(
    10_000,
    (n) => `<p><b>Item 8. Financial Statements</b></p>${repeat((i) => `<p><b>Note ${i + 1}. Topic</b></p><p>words</p>`, n)}`,
  ),
  'hidden text': shape(50_000, (n) => '<span style="display:none">x</span>'.repeat(n)),
  'digits of one fact': shape(
    500_000,
    (n) =>
      `<html xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"><p><ix:nonFraction name="a:b" contextRef="c" unitRef="u">${'9'.repeat(n)}</ix:nonFraction></p></html>`,
  ),
  'ownership that nests': shape(50_000, (n) => `<ownershipDocument>${'<a>'.repeat(n)}`, 'a.xml', '4'),
  'ownership entries': shape(
    20_000,
    (n) =>
      `<ownershipDocument><nonDerivativeTable>${'<nonDerivativeHolding><securityTitle><value>C</value></securityTitle></nonDerivativeHolding>'.repeat(n)}</nonDerivativeTable></ownershipDocument>`,
    'a.xml',
    '4',
  ),
};

/** Four times the text may take so many times as long; the square would be sixteen. */
const MOST = 8;
/** Shorter readings say more of the machine than of the reader. */
const LEAST_MS = 100;

export interface GrowthRow {
  kind: string;
  ms: [number, number];
  passes: boolean;
}

/** How reading grows with the text, best of two runs of each; `report` is called after each. */
export function measureGrowth(report: (row: GrowthRow) => void): boolean {
  let isLinear = true;
  for (const [kind, { form, name, count, make }] of Object.entries(SHAPES)) {
    const time = (n: number) => Math.min(...[0, 1].map(() => read(form, name, encoder.encode(make(n)))));
    const ms: [number, number] = [time(count), time(count * 4)];
    const passes = ms[1] <= Math.max(LEAST_MS, MOST * ms[0]);
    isLinear &&= passes;
    report({ kind, ms, passes });
  }
  return isLinear;
}

function read(form: string, name: string, bytes: Uint8Array): number {
  const start = performance.now();
  try {
    readFiling({
      accessionNumber: '0000000000-00-000000',
      form,
      filedAt: '2025-01-31',
      documents: [{ name, type: form, sequence: 1, bytes }],
    });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
  return performance.now() - start;
}
