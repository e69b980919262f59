import { describe, expect, it } from 'vitest';
import { parseFiling } from '../parse-filing.ts';
import { parseOne, parseText } from '../testing.ts';
import type { ParsedDocument } from '../types.ts';

const filler = (words: string, times: number) => `<p>${`${words} `.repeat(times)}</p>`;
const heading = (text: string) => `<p><b>${text}</b></p>`;

const items: [string, string, string][] = [
  ['Item 1.', 'Business', filler('The company makes instruments.', 80)],
  ['Item 1A.', 'Risk Factors', filler('Demand may fall, as described in Item 7 of this report.', 40)],
  ['Item 1B.', 'Unresolved Staff Comments', '<p>None.</p>'],
  ['Item 1C.', 'Cybersecurity', filler('A committee oversees it.', 10)],
  ['Item 2.', 'Properties', '<p>One plant.</p>'],
  ['Item 3.', 'Legal Proceedings', '<p>None.</p>'],
  ['Item 4.', 'Mine Safety Disclosures', '<p>Not applicable.</p>'],
  ['Item 5.', 'Market for Registrant’s Common Equity', '<p>The shares are listed.</p>'],
  ['Item 6.', '[Reserved]', ''],
  ['Item 7.', 'Management’s Discussion and Analysis', filler('Net sales rose.', 200)],
  ['Item 7A.', 'Quantitative and Qualitative Disclosures About Market Risk', '<p>Rates move.</p>'],
  [
    'Item 8.',
    'Financial Statements and Supplementary Data',
    `${heading('Note 1. Basis of Presentation')}${filler('The statements follow rules.', 60)}${heading('Note 2. Revenue')}${filler('Revenue is recognized over time.', 60)}${heading('Note 3. Leases')}${filler('Leases are capitalized.', 120)}`,
  ],
  ['Item 9.', 'Changes in and Disagreements with Accountants', '<p>None.</p>'],
  ['Item 9A.', 'Controls and Procedures', '<p>They were effective.</p>'],
  ['Item 9B.', 'Other Information', '<p>None.</p>'],
  ['Item 9C.', 'Disclosure Regarding Foreign Jurisdictions', '<p>None.</p>'],
  [
    'Item 10.',
    'Directors, Executive Officers and Corporate Governance',
    '<p>The information is incorporated by reference to the proxy statement for the annual meeting.</p>',
  ],
  ['Item 11.', 'Executive Compensation', '<p>Incorporated herein by reference to the proxy statement.</p>'],
  ['Item 12.', 'Security Ownership of Certain Beneficial Owners', '<p>Incorporated herein by reference to the proxy statement.</p>'],
  ['Item 13.', 'Certain Relationships and Related Transactions', '<p>Incorporated herein by reference to the proxy statement.</p>'],
  ['Item 14.', 'Principal Accountant Fees and Services', '<p>Incorporated herein by reference to the proxy statement.</p>'],
  ['Item 15.', 'Exhibits and Financial Statement Schedules', '<p>A list of exhibits.</p>'],
  ['Item 16.', 'Form 10-K Summary', '<p>None.</p>'],
];
const contents = `<table>${items.map(([item, title], page) => `<tr><td>${item}</td><td>${title}</td><td>${page + 3}</td></tr>`).join('')}</table>`;
const body = items.map(([item, title, text]) => heading(`${item} ${title}`) + text).join('');
const annual = `<html><body><p>FORM 10-K</p>${contents}${body}${heading('SIGNATURES')}<p>Signed.</p></body></html>`;

const top = (document: ParsedDocument) => document.sections.filter((section) => !section.parentKey);
const keys = (document: ParsedDocument) => top(document).map((section) => section.key);
const textOf = (document: ParsedDocument, key: string) => {
  const section = document.sections.find((each) => each.key === key)!;
  return document.text.slice(section.charStart, section.charEnd);
};

describe('an annual report', () => {
  const document = parseOne(annual);

  it('has every item of the form, from its heading to the next, not from the table of contents', () => {
    expect(keys(document)).toHaveLength(23);
    expect(top(document).filter((section) => section.status === 'MISSING')).toEqual([]);
    expect(textOf(document, 'part1.item1')).toMatch(/^Item 1\. Business\nThe company makes/);
    expect(textOf(document, 'part1.item2')).toBe('Item 2. Properties\nOne plant.\n');
    expect(textOf(document, 'part4.item16')).not.toContain('Signed');
  });

  it('covers the text between the first item and the signatures, without overlaps', () => {
    const sections = top(document);
    for (let i = 1; i < sections.length; i++) expect(sections[i]!.charStart).toBe(sections[i - 1]!.charEnd);
  });

  it('says which items only refer to another document, in their own words', () => {
    const section = document.sections.find((each) => each.key === 'part3.item10')!;
    expect(section.status).toBe('INCORPORATED_BY_REFERENCE');
    expect(section.reason).toMatch(/proxy statement for the annual meeting/);
  });

  it('nests the notes in Item 8, with their titles', () => {
    const notes = document.sections.filter((section) => section.parentKey === 'part2.item8');
    expect(notes.map((note) => [note.key, note.title])).toEqual([
      ['note.1', 'Basis of Presentation'],
      ['note.2', 'Revenue'],
      ['note.3', 'Leases'],
    ]);
  });

  it('begins an item that only the contents head behind them', () => {
    const row = (label: string, title: string, number = '') => `<tr><td>${label}</td><td>${title}</td><td>${number}</td></tr>`;
    const listed = [
      row('Item 1.', 'Consolidated Financial Statements'),
      row('', 'Consolidated Statements of Operations', '3'),
      row('Item 2.', 'Management’s Discussion and Analysis of Financial Condition and Results of Operations', '24'),
      row('Item 3.', 'Quantitative and Qualitative Disclosures About Market Risk', '36'),
      row('Item 4.', 'Controls and Procedures', '37'),
      row('Item 1.', 'Legal Proceedings', '37'),
      row('Item 6.', 'Exhibits', '38'),
    ];
    const quarter = parseOne(
      `<html><body><p>FORM 10-Q</p><p>Part I. Financial Information</p><table>${listed.join('')}</table><p><b>HALDEN CORP</b></p><p><b>Consolidated Statements of Operations</b></p>${filler('Balances and notes.', 200)}
      ${heading('Item 2. Management’s Discussion and Analysis of Financial Condition and Results of Operations')}${filler('Net sales rose.', 200)}${heading('Item 3. Quantitative and Qualitative Disclosures About Market Risk')}<p>Rates move.</p>
      ${heading('Item 4. Controls and Procedures')}<p>They were effective.</p>${heading('PART II. OTHER INFORMATION')}${heading('Item 1. Legal Proceedings')}<p>None.</p>${heading('Item 6. Exhibits')}<p>A list.</p>${heading('SIGNATURES')}</body></html>`,
      '10-Q',
    );
    expect(textOf(quarter, 'part1.item1')).toMatch(/^HALDEN CORP\nConsolidated Statements of Operations\n/);
    expect(quarter.sections.find(({ key }) => key === 'part1.item1')?.reason).toContain('table of contents only');
  });

  it('takes what Item 15 counts up for no notes', () => {
    const list = `${heading('1. Financial Statements')}<p>See Item 8.</p>${heading('2. Financial Statement Schedules')}<p>None.</p>${heading('3. Exhibits')}`;
    const elsewhere = annual
      .replace(/<p><b>Note 1\..*?(?=<p><b>Item 9\.)/s, '<p>Incorporated herein by reference to the annual report.</p>')
      .replace('<p>A list of exhibits.</p>', `${list}${filler('Exhibit of the company, filed herewith.', 100)}`);
    expect(parseOne(elsewhere).sections.filter(({ key }) => key.startsWith('note'))).toEqual([]);
  });

  it('tells a missing item from one that the filer left out', () => {
    const without = parseOne(annual.replace('<p><b>Item 2. Properties</b></p>', ''));
    expect(without.sections.find((section) => section.key === 'part1.item2')).toMatchObject({
      status: 'MISSING',
      reason: expect.stringContaining('page 7'),
    });
  });

  it('doubts an item that is far too short', () => {
    const short = parseOne(annual.replace(filler('Net sales rose.', 200), '<p>Net sales rose.</p>'));
    expect(short.sections.find((section) => section.key === 'part2.item7')).toMatchObject({
      status: 'DOUBTFUL',
      reason: expect.stringContaining('characters'),
    });
  });

  it('is cut the same without item numbers in bold, when titles are in capitals', () => {
    const old = `<html><body>${items.map(([item, title, text]) => `<p><font size=2>${item.toUpperCase()}&nbsp;&nbsp;${title.toUpperCase()}</font></p>${text}`).join('')}</body></html>`;
    expect(keys(parseOne(old))).toEqual(keys(document));
  });

  it('is cut the same where paragraphs were run together', () => {
    const flat = `<html><body>${contents}<p>${items.map(([item, title, text]) => `${item} ${title}. ${text.replace(/<[^>]*>/g, ' ')}`).join(' ')}</p></body></html>`;
    const found = top(parseOne(flat)).filter((section) => section.charEnd > section.charStart);
    expect(found.length).toBeGreaterThanOrEqual(20);
  });
});

describe('other forms', () => {
  it('keys the items of a quarterly report by part', () => {
    const page = `<html><body>${heading('PART I')}${heading('Item 1. Financial Statements')}${filler('Statements.', 400)}${heading('Item 2. Management’s Discussion and Analysis')}${filler('Sales rose.', 200)}${heading('Item 4. Controls and Procedures')}<p>Effective.</p>${heading('PART II')}${heading('Item 1. Legal Proceedings')}<p>None.</p>${heading('Item 1A. Risk Factors')}<p>No material changes.</p>${heading('Item 6. Exhibits')}<p>31.1</p></body></html>`;
    const document = parseOne(page, '10-Q');
    const found = top(document).filter((section) => section.charEnd > section.charStart);
    expect(found.map((section) => section.key)).toEqual([
      'part1.item1',
      'part1.item2',
      'part1.item4',
      'part2.item1',
      'part2.item1a',
      'part2.item6',
    ]);
    expect(textOf(document, 'part2.item1')).toBe('PART II\nItem 1. Legal Proceedings\nNone.\n');
  });

  it('reads the items of a current report from its body', () => {
    const page = `<html><body>${heading('Item 2.02 Results of Operations and Financial Condition.')}<p>On May 1 the company announced results.</p>${heading('Item 9.01 Financial Statements and Exhibits.')}<p>99.1</p><p>SIGNATURES</p></body></html>`;
    const filing = parseText(page, '8-K');
    expect(filing.items).toEqual(['2.02', '9.01']);
    expect(filing.documents[0]!.sections.map((section) => section.key)).toEqual(['item2.02', 'item9.01']);
  });

  it('knows the one-number items of current reports before 2004', () => {
    const page = '<html><body><p><b>Item 5. Other Events</b></p><p>The company opened a plant.</p></body></html>';
    expect(parseText(page, '8-K', 'a.htm', '2001-05-01').items).toEqual(['5']);
  });

  it('reads a foreign annual report', () => {
    const page = `<html><body>${heading('Item 3. Key Information')}${filler('Facts.', 40)}${heading('Item 4. Information on the Company')}${filler('The group.', 40)}${heading('Item 5. Operating and Financial Review and Prospects')}${filler('Results.', 40)}${heading('Item 18. Financial Statements')}${filler('Statements.', 40)}</body></html>`;
    const found = top(parseOne(page, '20-F')).filter((section) => section.charEnd > section.charStart);
    expect(found.map((section) => section.key)).toEqual(['part1.item3', 'part1.item4', 'part1.item5', 'part3.item18']);
  });

  it.each([
    'Consolidated Balance Sheets',
    'Consolidated Balance Sheets — December 31, 2024 and 2023',
    'Consolidated Statements of Cash Flows',
    'Consolidated Statements of Financial Condition',
    'Report of Independent Auditors',
    'Report of Independent Accountants',
    'Notes to Consolidated Financial Statements',
  ])('follows Items 7 and 8 into the annual report of the exhibit: %s', (statements) => {
    const main = `<html><body>${heading('Item 7. Management’s Discussion and Analysis')}<p>Incorporated by reference to Exhibit 13.</p>${heading('Item 8. Financial Statements and Supplementary Data')}<p>Incorporated by reference to Exhibit 13.</p></body></html>`;
    const exhibit = `<html><body><p>Dear shareholders</p>${heading('Management’s Discussion and Analysis of Operations')}${filler('Sales rose.', 100)}${heading(statements)}${filler('Assets.', 100)}</body></html>`;
    const bytes = (text: string) => new TextEncoder().encode(text);
    const filing = parseFiling({
      accessionNumber: '0009900001-25-000003',
      form: '10-K',
      documents: [
        { name: 'main.htm', type: '10-K', sequence: 1, bytes: bytes(main) },
        { name: 'ex13.htm', type: 'EX-13', sequence: 2, bytes: bytes(exhibit) },
      ],
    });
    expect(filing.documents[1]!.sections.map((section) => section.key)).toEqual(['part2.item7', 'part2.item8']);
    expect(filing.documents[0]!.sections.find((section) => section.key === 'part2.item7')).toMatchObject({
      status: 'INCORPORATED_BY_REFERENCE',
      reason: expect.stringContaining('read from ex13.htm'),
    });
  });
});

it.each([
  'Items 1.01 and 2.03 Entry into a Material Definitive Agreement; Creation of a Direct Financial Obligation',
  'Item 1.01/2.03 Entry into a Material Definitive Agreement',
])('two items of an 8-K under one heading are both found: %s', (heading) => {
  const { sections } = parseOne(
    `<html><body><p><b>${heading}</b></p><p>On May 5 the company borrowed $5 million under a new agreement.</p></body></html>`,
    '8-K',
  );
  expect(sections.filter(({ status }) => status === 'FOUND').map(({ key }) => key)).toEqual(
    expect.arrayContaining(['item1.01', 'item2.03']),
  );
});

describe('what only looks like a pointer', () => {
  const paragraph = 'The company describes what it is asked to describe here, at length. ';
  const page = (items: [string, string][]) =>
    parseOne(`<html><body>${items.map(([head, body]) => `<p><b>${head}</b></p>${body}`).join('')}<p>SIGNATURES</p></body></html>`, '10-K')
      .sections;

  it('a column of an exhibit list, and the next part, point nowhere', () => {
    const sections = page([
      ['PART I Item 1. Business', `<p>${paragraph.repeat(40)}</p>`],
      [
        'Item 9C. Disclosure Regarding Foreign Jurisdictions that Prevent Inspections',
        '<p>Not applicable.</p><p><b>PART III</b></p><p>Certain information is incorporated by reference from the proxy statement.</p>',
      ],
      [
        'Item 10. Directors, Executive Officers and Corporate Governance',
        '<p>The information required is incorporated by reference from the proxy statement.</p>',
      ],
      [
        'Item 15. Exhibits and Financial Statement Schedules',
        '<table><tr><td>Exhibit Number</td><td>Description</td><td>Incorporated by Reference</td></tr><tr><td>3.1</td><td>Certificate</td><td>10-K</td></tr></table>',
      ],
    ]);
    const status = (key: string) => sections.find((section) => section.key === key)?.status;
    expect([status('part2.item9c'), status('part3.item10'), status('part4.item15')]).toEqual([
      'FOUND',
      'INCORPORATED_BY_REFERENCE',
      'FOUND',
    ]);
  });
});

it.each([
  ['Items 10, 11, 12 and 13', ['10', '11', '12', '13']],
  ['Items 11 through 13', ['11', '12', '13']],
])('bare headings under which the last says that %s are in the proxy statement', (named, referring) => {
  const part = ['Directors and Executive Officers', 'Executive Compensation', 'Security Ownership', 'Certain Relationships']
    .map((title, i) => `<p><b>Item ${10 + i}: ${title}</b></p>`)
    .join('');
  const document = parseOne(
    annual.replace(
      /<p><b>Item 10\..*?(?=<p><b>Item 14\.)/s,
      `<p><b>PART III</b></p>${part}<p>The information called for by ${named} is incorporated by reference to the proxy statement.</p>`,
    ),
  );
  const of = (item: string) => document.sections.find(({ key }) => key === `part3.item${item}`)!;
  expect(['10', '11', '12', '13'].filter((item) => of(item).status === 'INCORPORATED_BY_REFERENCE')).toEqual(referring);
  expect(textOf(document, 'part3.item10')).toMatch(/^PART III\nItem 10: Directors[^\n]*\n$/);
  expect(textOf(document, 'part3.item11')).toBe('Item 11: Executive Compensation\n');
});

describe('headings of their own kind', () => {
  const before = items.slice(0, 18).map(([item, title, text]) => heading(`${item} ${title}`) + text);
  const front = before.slice(0, 16).join('');
  const ends = `${heading('SIGNATURES')}<p>Signed.</p>`;
  const statusOf = (document: ParsedDocument, key: string) => document.sections.find((each) => each.key === key)?.status;

  it.each(['Items 10, 11, 12, 13 and 14.', 'Items 10 through 14. Directors, Executive Compensation, Ownership and Fees'])(
    '%s places all of them',
    (listed) => {
      const document = parseOne(
        `<html><body>${contents}${front}${heading(listed)}<p>The information required by these items is incorporated by reference to the proxy statement.</p>${heading('Item 15. Exhibits and Financial Statement Schedules')}<p>A list.</p>${ends}</body></html>`,
      );
      for (const item of ['item10', 'item11', 'item12', 'item13', 'item14'])
        expect([item, statusOf(document, `part3.${item}`)]).toEqual([item, 'INCORPORATED_BY_REFERENCE']);
      expect(textOf(document, 'part2.item9c')).not.toContain('Items 10');
    },
  );

  it('an answer with the number of its page is no line of the contents', () => {
    const document = parseOne(
      `<html><body>${contents}${body.slice(0, body.indexOf(heading('Item 16. Form 10-K Summary')))}<p><b>Item 16. Form 10-K Summary</b> None. 63</p>${ends}</body></html>`,
    );
    expect(statusOf(document, 'part4.item16')).toBe('FOUND');
  });

  it('an item that tells something itself and refers to a note as well is found', () => {
    const properties = `${filler('We own plants and offices in eleven countries.', 12)}<p>More of them stand in Note 4, which is incorporated by reference.</p>`;
    const document = parseOne(annual.replace('<p>One plant.</p>', properties));
    const section = document.sections.find((each) => each.key === 'part1.item2');
    expect(section).toMatchObject({ status: 'FOUND', reason: expect.stringContaining('Note 4') });
  });
});
