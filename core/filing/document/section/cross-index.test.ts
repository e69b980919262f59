import { describe, expect, it } from 'vitest';
import { parseOne } from '../testing.ts';
import type { ParsedDocument } from '../types.ts';

const text = (words: string, times: number) => `<p>${`${words} `.repeat(times)}</p>`;
const heading = (words: string, id = '') => `<p${id && ` id="${id}"`}><b>${words}</b></p>`;
const row = (item: string, title: string, pages: string) => `<tr><td>${item}</td><td>${title}</td><td>${pages}</td></tr>`;
const page = (body: string) =>
  `<html><body><p>FORM 10-K for the fiscal year ended December 31, 2024</p>${body}<p>SIGNATURES</p></body></html>`;

/** Key, parent, status and first words of what was found. */
const found = (document: ParsedDocument) =>
  document.sections
    .filter(({ status }) => status !== 'MISSING')
    .map(({ key, parentKey, status, charStart, charEnd }) =>
      [key, parentKey, status, document.text.slice(charStart, charEnd).trim().split('\n')[0]!.slice(0, 24)].filter(Boolean).join(' · '),
    );

describe('a report in an order of its own, with a cross-reference index', () => {
  let number = 3;
  const newPage = () => `<p style="text-align:center">2024 FORM 10-K ${number++}</p><hr style="page-break-after:always"/>`;
  const paged = parseOne(
    page(`${newPage()}${heading('ABOUT THORNBURY KETTLES')}${text('We make kettles.', 120)}${newPage()}${text('We make kettles at home.', 80)}${newPage()}
${heading('MANAGEMENT’S DISCUSSION AND ANALYSIS')}${text('Sales rose.', 300)}${newPage()}${heading('MARKET RISK')}${text('Rates move.', 30)}${heading('OTHER MATTERS')}${text('More of sales.', 100)}${newPage()}
${heading('RISK FACTORS')}${text('Copper prices could rise.', 150)}${newPage()}${heading('LEGAL PROCEEDINGS')}${text('We are party to suits.', 30)}${heading('CONTROLS AND PROCEDURES')}${text('They were effective.', 30)}${newPage()}
${heading('AUDITED FINANCIAL STATEMENTS AND NOTES')}${text('The statements follow.', 300)}${newPage()}${text('More statements.', 300)}${newPage()}
${heading('FORM 10-K CROSS REFERENCE INDEX')}<table>${row('Item 1.', 'Business', '4-5, 8')}${row('Item 1A.', 'Risk Factors', '8')}${row('Item 1B.', 'Unresolved Staff Comments', 'Not applicable')}${row('Item 2.', 'Properties', '5')}${row('Item 3.', 'Legal Proceedings', '9')}
${row('Item 7.', 'Management’s Discussion and Analysis', '6-7')}${row('Item 7A.', 'Quantitative and Qualitative Disclosures About Market Risk', '7')}${row('Item 8.', 'Financial Statements and Supplementary Data', '10-11')}${row('Item 9A.', 'Controls and Procedures', '9')}</table>${newPage()}`),
  );

  it('has its items by the pages that the index names, one inside of another nested in it', () => {
    expect(found(paged)).toEqual([
      'part1.item1 · FOUND · ABOUT THORNBURY KETTLES',
      'part1.item2 · part1.item1 · DOUBTFUL · We make kettles at home.',
      'part2.item7 · FOUND · MANAGEMENT’S DISCUSSION ',
      'part2.item7a · part2.item7 · FOUND · MARKET RISK',
      'part1.item1a · FOUND · RISK FACTORS',
      'part1.item3 · FOUND · LEGAL PROCEEDINGS',
      'part2.item9a · FOUND · CONTROLS AND PROCEDURES',
      'part2.item8 · FOUND · AUDITED FINANCIAL STATEM',
    ]);
  });

  it('has no section that reaches into another, and says what the index leaves out', () => {
    const top = paged.sections.filter(({ parentKey, status }) => !parentKey && status !== 'MISSING');
    for (const [i, section] of top.slice(1).entries()) expect(section.charStart).toBeGreaterThanOrEqual(top[i]!.charEnd);
    const market = paged.sections.find(({ key }) => key === 'part2.item7a')!;
    expect(paged.text.slice(market.charStart, market.charEnd)).not.toContain('OTHER MATTERS');
    expect(paged.sections.find(({ key }) => key === 'part1.item1b')).toMatchObject({
      status: 'MISSING',
      reason: 'the table of contents says "Not applicable"',
    });
  });

  it('has them by the links of the index where pages are not numbered', () => {
    const linked = parseOne(
      page(`${heading('ABOUT THORNBURY KETTLES', 's1')}${text('We make kettles.', 120)}${heading('MANAGEMENT’S DISCUSSION AND ANALYSIS', 's7')}${text('Sales rose.', 300)}${heading('RISK FACTORS', 's1a')}${text('Copper prices could rise.', 150)}${heading('LEGAL PROCEEDINGS', 's3')}${text('We are party to suits.', 30)}${heading('AUDITED STATEMENTS', 's8')}${text('The statements follow.', 300)}${heading('GOVERNANCE', 's10')}${text('Officers.', 30)}
<table>${row('Item 1.', 'Business', '<a href="#s1">4</a>')}${row('Item 1A.', 'Risk Factors', '<a href="#s1a">8</a>')}${row('Item 3.', 'Legal Proceedings', '<a href="#s3">9</a>')}${row('Item 7.', 'Management’s Discussion and Analysis', '<a href="#s7">6</a>')}${row('Item 8.', 'Financial Statements and Supplementary Data', '<a href="#s8">10</a>')}${row('Item 10.', 'Directors, Executive Officers and Corporate Governance', '<a href="#s10">12</a>')}</table>`),
    );
    expect(found(linked)).toEqual([
      'part1.item1 · FOUND · ABOUT THORNBURY KETTLES',
      'part2.item7 · FOUND · MANAGEMENT’S DISCUSSION ',
      'part1.item1a · FOUND · RISK FACTORS',
      'part1.item3 · FOUND · LEGAL PROCEEDINGS',
      'part2.item8 · FOUND · AUDITED STATEMENTS',
      'part3.item10 · FOUND · GOVERNANCE',
    ]);
    expect(linked.sections.find(({ key }) => key === 'part1.item1')?.reason).toBe(
      'the cross-reference index leads to "ABOUT THORNBURY KETTLES"',
    );
  });
});
