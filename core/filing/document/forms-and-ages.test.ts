import { describe, expect, test } from 'vitest';
import { periodOfFiling } from '../../fact/filing-period.ts';
import { readFiling } from './read-filing.ts';
import { inlinePage } from './testing.ts';
import type { ReadFiling } from './types.ts';

/** One hand-written filing for each form and for each age of markup, and what it must be read as. */
type Page = string | { name: string; type: string; text: string };

function read(form: string, pages: Page[], reportDate?: string): ReadFiling & { period: (string | number | undefined)[] } {
  const documents = pages.map((page, index) => {
    const { name, type, text } =
      typeof page === 'string' ? { name: `page${index}.htm`, type: index === 0 ? form : 'EX-99', text: page } : page;
    return { name, type, sequence: index + 1, bytes: new TextEncoder().encode(text) };
  });
  const filing = readFiling({
    accessionNumber: '0009900001-25-000001',
    form,
    filedAt: '2025-03-01',
    ...(reportDate && { reportDate }),
    documents,
  });
  const { periodEnd, fiscalYear, fiscalPeriod } = periodOfFiling(filing, {
    form,
    fiscalYearEnd: '1231',
    ...(reportDate && { reportDate }),
  });
  return Object.assign(filing, { period: [periodEnd, fiscalYear, fiscalPeriod] });
}

/** Keys of the sections that have text, without notes. */
const sections = (filing: ReadFiling, index = 0): string[] =>
  filing.documents[index]!.sections.filter(({ status, parentKey }) => status !== 'MISSING' && !parentKey).map(({ key }) => key);

/** Value, first and last day of the cells of a row, in order. */
function row(filing: ReadFiling, label: RegExp): string[] {
  const cells = filing.documents.flatMap(({ tables }) => tables.flatMap(({ cells }) => cells));
  return cells
    .filter(({ rowLabel, value }) => value !== undefined && label.test(rowLabel ?? ''))
    .map(({ value, periodStart, periodEnd }) => `${value} ${periodStart ?? ''}..${periodEnd ?? ''}`);
}

const words = (text: string, times: number): string => `${text} `.repeat(times);
const business = words('The company makes scales and sells them to laboratories in many countries.', 40);
const discussion = words('Net sales rose because laboratories bought more scales than in the year before.', 60);
const rows = [
  ['Net sales', '1,250', '998'],
  ['Cost of sales', '800', '700'],
  ['Gross profit', '450', '298'],
  ['Selling expenses', '(210)', '(190)'],
  ['Net income', '240', '108'],
];
const sales = ['1250000 1999-01-01..1999-12-31', '998000 1998-01-01..1998-12-31'];
const selling = ['-210000 1999-01-01..1999-12-31', '-190000 1998-01-01..1998-12-31'];
const annualItems = ['part1.item1', 'part2.item7', 'part2.item8'];

describe('an annual report in the markup of', () => {
  const cover = 'FORM 10-K ANNUAL REPORT For the fiscal year ended December 31, 1999';
  const title = 'CONSOLIDATED STATEMENTS OF INCOME (in thousands)';

  const ages: [string, Page[]][] = [
    [
      '1996: fonts, capitals, end tags left out',
      [
        `<HTML><BODY><P ALIGN=CENTER><FONT SIZE=4><B>${cover}</B></FONT><P><FONT SIZE=2><B>ITEM 1. BUSINESS</B></FONT><P><FONT SIZE=2>${business}</FONT>
<P><FONT SIZE=2><B>ITEM 7. MANAGEMENT'S DISCUSSION AND ANALYSIS</B></FONT><P><FONT SIZE=2>${discussion}</FONT><P><FONT SIZE=2><B>ITEM 8. FINANCIAL STATEMENTS</B></FONT>
<P ALIGN=CENTER><FONT SIZE=2><B>${title}</B></FONT><TABLE><TR><TD><TD COLSPAN=2 ALIGN=CENTER><FONT SIZE=1><B>Year ended December 31,</B><TR><TD><TD ALIGN=RIGHT><FONT SIZE=1>1999<TD ALIGN=RIGHT><FONT SIZE=1>1998
${rows.map(([label, a, b]) => `<TR><TD><FONT SIZE=2>${label}<TD ALIGN=RIGHT><FONT SIZE=2>${a}<TD ALIGN=RIGHT><FONT SIZE=2>${b}`).join('\n')}</TABLE><P><FONT SIZE=2>SIGNATURES</FONT></BODY></HTML>`,
      ],
    ],
    [
      'the nineties: preformatted tables',
      [
        `<HTML><BODY><P><B>${cover}</B></P><P><B>ITEM 1. BUSINESS</B></P><P>${business}</P><P><B>ITEM 7. MANAGEMENT'S DISCUSSION AND ANALYSIS</B></P><P>${discussion}</P><P><B>ITEM 8. FINANCIAL STATEMENTS</B></P><PRE>
                 ${title}

                                        YEAR ENDED DECEMBER 31,
                                        -----------------------
                                          1999           1998
                                        --------       --------
${rows.map(([label, a, b]) => `${label!.padEnd(38, '.')}  ${a!.padStart(8)}       ${b!.padStart(8)}`).join('\n')}
</PRE><P><B>SIGNATURES</B></P></BODY></HTML>`,
      ],
    ],
    [
      'the nineties: plain text, several documents in one submission',
      [
        {
          name: '0009900001-00-000001.txt',
          type: '10-K',
          text: `<SEC-DOCUMENT>0009900001-00-000001.txt : 20000330
<SEC-HEADER>
CONFORMED SUBMISSION TYPE: 10-K
</SEC-HEADER>
<DOCUMENT>
<TYPE>10-K
<SEQUENCE>1
<TEXT>
                                   FORM 10-K
                                 ANNUAL REPORT
                  For the fiscal year ended December 31, 1999

ITEM 1.  BUSINESS

${business.replaceAll('. ', '.\n')}

ITEM 7.  MANAGEMENT'S DISCUSSION AND ANALYSIS

${discussion.replaceAll('. ', '.\n')}

ITEM 8.  FINANCIAL STATEMENTS

<TABLE>
<CAPTION>
                 ${title}

                                        YEAR ENDED DECEMBER 31,
                                          1999           1998
<S>                                     <C>            <C>
${rows.map(([label, a, b]) => `${label!.padEnd(38, '.')}  ${a!.padStart(8)}       ${b!.padStart(8)}`).join('\n')}
</TABLE>

SIGNATURES
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-21
<SEQUENCE>2
<TEXT>
SUBSIDIARIES OF THE REGISTRANT
Scales Abroad Limited
</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>`,
        },
      ],
    ],
    [
      'about 2003: tables within tables for the layout',
      [
        `<html><body><table width="100%"><tr><td><p><b>${cover}</b></p><table><tr><td><b>Item 1.</b></td><td><b>Business</b></td></tr></table><p>${business}</p><table><tr><td><b>Item 7.</b></td><td><b>Management's Discussion and Analysis</b></td></tr></table><p>${discussion}</p><table><tr><td><b>Item 8.</b></td><td><b>Financial Statements</b></td></tr></table>
<p align="center"><b>${title}</b></p><table><tr><td><table><tr><td></td><td></td><td colspan="5" align="center">Year ended December 31,</td></tr><tr><td></td><td></td><td colspan="2">1999</td><td></td><td colspan="2">1998</td></tr>
${rows.map(([label, a, b]) => `<tr><td>${label}</td><td>&nbsp;</td><td>$</td><td align="right">${a!.replace(')', '')}</td><td>${a!.includes(')') ? ')' : ''}</td><td>$</td><td align="right">${b!.replace(')', '')}</td><td>${b!.includes(')') ? ')' : ''}</td></tr>`).join('\n')}</table></td></tr></table><p><b>SIGNATURES</b></p></td></tr></table></body></html>`,
      ],
    ],
    [
      'about 2012: styled divisions instead of elements',
      [
        `<html><body><div style="text-align:center;font-weight:bold">${cover}</div><div style="font-family:Times;font-weight:bold;font-size:10pt">Item 1. Business</div><div style="line-height:120%">${business}</div><div style="font-weight:bold">Item 7. Management&#8217;s Discussion and Analysis</div><div>${discussion}</div><div style="font-weight:bold">Item 8. Financial Statements</div>
<div style="text-align:center"><font style="font-weight:bold">${title}</font></div><div><table style="border-collapse:collapse"><tr><td style="width:70%"></td><td colspan="7"><div style="text-align:center;font-weight:bold">Year Ended December 31,</div></td></tr><tr><td></td><td colspan="3"><div>1999</div></td><td></td><td colspan="3"><div>1998</div></td></tr>
${rows.map(([label, a, b]) => `<tr><td><div style="text-indent:-12px">${label}</div></td><td>$</td><td><div style="text-align:right">${a!.replace(')', '')}</div></td><td>${a!.includes(')') ? ')' : ''}</td><td></td><td>$</td><td><div>${b!.replace(')', '')}</div></td><td>${b!.includes(')') ? ')' : ''}</td></tr>`).join('\n')}</table></div><div style="font-weight:bold">SIGNATURES</div></body></html>`,
      ],
    ],
  ];

  test.each(ages)('%s', (_, pages) => {
    const filing = read('10-K', pages);
    expect(filing.period).toEqual(['1999-12-31', 1999, 'FY']);
    expect(sections(filing).filter((key) => annualItems.includes(key))).toEqual(annualItems);
    expect(row(filing, /^Net sales/)).toEqual(sales);
    expect(row(filing, /^Selling expenses/)).toEqual(selling);
    expect(filing.documents[0]!.tables.map(({ statement }) => statement)).toContain('INCOME');
  });

  test('the nineties keeps its exhibits apart', () => {
    expect(read('10-K', ages[2]![1]).documents.map(({ type }) => type)).toEqual(['10-K', 'EX-21']);
  });

  test('today: inline XBRL over two pages, whose second uses the contexts of the first', () => {
    const first = inlinePage(
      `<p>FORM 10-K For the fiscal year ended December 31, 2024</p><p><b>Item 1. Business</b></p><p>${business}</p><p><b>Item 8. Financial Statements</b></p><p>See the exhibit.</p><p>SIGNATURES</p>`,
    );
    const second = inlinePage(
      `<p>CONSOLIDATED STATEMENTS OF INCOME (in thousands)</p><table><tr><td></td><td>2024</td></tr><tr><td>Net sales</td><td><ix:nonFraction name="us-gaap:Revenues" contextRef="y" unitRef="usd" scale="3" format="ixt:num-dot-decimal">1,250</ix:nonFraction></td></tr><tr><td>Cost of sales</td><td>800</td></tr><tr><td>Gross profit</td><td>450</td></tr></table>`,
    ).replace(/<div style="display:none"><ix:header>[\s\S]*?<\/ix:header><\/div>/, '');
    const filing = read('10-K', [first, { name: 'ex13.htm', type: 'EX-13', text: second }]);
    expect(filing.documents[1]!.facts.map(({ concept, value, periodStart }) => [concept, value, periodStart])).toEqual([
      ['us-gaap:Revenues', '1250000', '2024-01-01'],
    ]);
    expect(row(filing, /^Net sales/)).toEqual(['1250000 2024-01-01..2024-12-31']);
  });
});

const bold = (text: string): string => `<p><b>${text}</b></p>`;
const para = (text: string): string => `<p>${text}</p>`;
const page = (...parts: string[]): string => `<html><body>${parts.join('')}</body></html>`;

describe('the form', () => {
  const quarterly = page(
    para('FORM 10-Q For the quarterly period ended June 30, 2024'),
    bold('PART I'),
    bold('Item 1. Financial Statements'),
    para(words('Balances and notes.', 100)),
    bold('Item 2. Management’s Discussion and Analysis'),
    para(discussion),
    bold('PART II'),
    bold('Item 1A. Risk Factors'),
    para(words('Demand may fall.', 20)),
    bold('Item 6. Exhibits'),
    para('A list.'),
    bold('SIGNATURES'),
  );
  const annual = (period: string) =>
    page(
      para(`FORM 10-K ${period}`),
      bold('Item 1. Business'),
      para(business),
      bold('Item 7. Management’s Discussion and Analysis'),
      para(discussion),
      bold('SIGNATURES'),
    );
  const current = (item: string, title: string) =>
    page(
      para('FORM 8-K Date of Report (Date of earliest event reported): March 4, 2024'),
      bold(`Item ${item} ${title}`),
      para(words('On that day the company signed.', 10)),
      bold('Item 9.01 Financial Statements and Exhibits'),
      para('A list.'),
      bold('SIGNATURES'),
    );

  const forms: [form: string, text: string, reportDate: string | undefined, period: (string | number | undefined)[], sections: string[]][] =
    [
      [
        '10-K',
        annual('For the fiscal year ended January 28, 2024'),
        '2024-01-28',
        ['2024-01-28', 2024, 'FY'],
        ['part1.item1', 'part2.item7'],
      ],
      ['10-K405', annual('For the fiscal year ended June 30, 1996'), undefined, ['1996-06-30', 1996, 'FY'], ['part1.item1', 'part2.item7']],
      [
        '10-KT',
        annual('For the transition period from July 1, 2023 to December 31, 2023'),
        '2023-12-31',
        ['2023-12-31', 2023, undefined],
        ['part1.item1', 'part2.item7'],
      ],
      ['10-Q', quarterly, '2024-06-30', ['2024-06-30', 2024, 'Q2'], ['part1.item1', 'part1.item2', 'part2.item1a', 'part2.item6']],
      ['10-Q/A', quarterly, '2024-06-30', ['2024-06-30', 2024, 'Q2'], ['part1.item1', 'part1.item2', 'part2.item1a', 'part2.item6']],
      [
        '10-K/A',
        page(
          para('FORM 10-K/A Amendment No. 1 For the fiscal year ended December 31, 2023'),
          bold('Item 10. Directors, Executive Officers and Corporate Governance'),
          para(words('Arbor Iris has been a director since 2015.', 40)),
          bold('Item 11. Executive Compensation'),
          para(words('Salaries were paid.', 60)),
          bold('SIGNATURES'),
        ),
        '2023-12-31',
        ['2023-12-31', 2023, 'FY'],
        ['part3.item10', 'part3.item11'],
      ],
      [
        '8-K',
        current('1.01', 'Entry into a Material Definitive Agreement'),
        '2024-03-04',
        ['2024-03-04', undefined, undefined],
        ['item1.01', 'item9.01'],
      ],
      [
        '8-K/A',
        current('4.02', 'Non-Reliance on Previously Issued Financial Statements'),
        '2024-03-04',
        ['2024-03-04', undefined, undefined],
        ['item4.02', 'item9.01'],
      ],
      [
        '20-F',
        page(
          para('FORM 20-F For the fiscal year ended 31 March 2024'),
          bold('Item 3. Key Information'),
          para(words('Risks.', 200)),
          bold('Item 4. Information on the Company'),
          para(business),
          bold('Item 5. Operating and Financial Review and Prospects'),
          para(discussion),
          bold('SIGNATURES'),
        ),
        '2024-03-31',
        ['2024-03-31', 2024, 'FY'],
        ['part1.item3', 'part1.item4', 'part1.item5'],
      ],
      [
        '40-F',
        page(
          para('FORM 40-F For the fiscal year ended December 31, 2023'),
          bold('Annual Information Form'),
          para(business),
          bold('Controls and Procedures'),
          para(words('They were effective.', 40)),
        ),
        '2023-12-31',
        ['2023-12-31', 2023, 'FY'],
        ['heading.annual-information-form', 'heading.controls-and-procedures'],
      ],
      [
        '6-K',
        page(
          para('FORM 6-K Report of Foreign Private Issuer'),
          bold('Results of the First Quarter'),
          para(discussion),
          bold('Outlook'),
          para(words('Orders are good.', 60)),
        ),
        '2024-04-30',
        ['2024-04-30', undefined, undefined],
        ['heading.results-of-the-first-quarter', 'heading.outlook'],
      ],
      [
        'DEF 14A',
        page(
          bold('NOTICE OF ANNUAL MEETING OF STOCKHOLDERS'),
          para(words('The meeting is on May 4.', 30)),
          bold('PROPOSAL 1 ELECTION OF DIRECTORS'),
          para(words('The board proposes nine directors.', 60)),
          bold('EXECUTIVE COMPENSATION'),
          para(words('Salaries were paid.', 80)),
          bold('SECURITY OWNERSHIP OF CERTAIN BENEFICIAL OWNERS'),
          para(words('Owners hold shares.', 60)),
        ),
        '2024-05-04',
        ['2024-05-04', undefined, undefined],
        ['proxy.meeting', 'proxy.proposal1', 'proxy.executive-compensation', 'proxy.beneficial-ownership'],
      ],
    ];

  test.each(forms)('%s', (form, text, reportDate, period, keys) => {
    const filing = read(form, [text], reportDate);
    expect(filing.form).toBe(form);
    expect(filing.period).toEqual(period);
    expect(sections(filing)).toEqual(keys);
  });
});
