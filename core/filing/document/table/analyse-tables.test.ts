import { describe, expect, it } from 'vitest';
import { inlinePage, parseOne } from '../testing.ts';
import type { ParsedTable } from '../types.ts';

const rowOf = (cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
const page = (...rows: string[][]) => `<table>${rows.map(rowOf).join('')}</table>`;
const tablesOf = (body: string, form = '10-K') => parseOne(`<html><body>${body}</body></html>`, form).tables;
const cell = (table: ParsedTable, label: string, text: string) =>
  table.cells.find((each) => each.rowLabel === label && each.text === text)!;

describe('a statement without XBRL', () => {
  const [balance] = tablesOf(
    `<p>CONSOLIDATED BALANCE SHEETS</p><p>(In millions, except share and per share amounts)</p>${page(
      ['', '', 'December 31, 2024', '', '', 'December 31, 2023', ''],
      ['ASSETS', '', '', '', '', '', ''],
      ['Cash and cash equivalents', '$', '5,794', '', '$', '4,225', ''],
      ['Receivables, net of allowances of $132 and $190', '', '848', '', '', '1,035', ''],
      ['Total assets', '$', '19,845', '', '$', '17,890', ''],
      ['Accumulated deficit', '', '(19', ')', '', '—', ''],
      ['Common stock, shares outstanding', '', '768,000,123', '', '', '763,000,000', ''],
      ['Total liabilities and shareholders’ equity', '$', '19,845', '', '$', '17,890', ''],
    )}`,
  );

  it('is recognised, with its scale', () => {
    expect(balance).toMatchObject({ statement: 'BALANCE_SHEET', scale: 6, title: 'CONSOLIDATED BALANCE SHEETS' });
  });

  it('has exact values in base units with unit and day', () => {
    expect(cell(balance!, 'Cash and cash equivalents', '$ 5,794')).toMatchObject({
      value: '5794000000',
      unit: 'USD',
      scale: 6,
      periodEnd: '2024-12-31',
    });
    expect(cell(balance!, 'Cash and cash equivalents', '$ 5,794').periodStart).toBeUndefined();
    expect(cell(balance!, 'Total assets', '$ 17,890')).toMatchObject({
      value: '17890000000',
      periodEnd: '2023-12-31',
      columnLabel: 'December 31, 2023',
    });
  });

  it('reads parentheses as negative and a dash as none', () => {
    expect(cell(balance!, 'Accumulated deficit', '(19)').value).toBe('-19000000');
    expect(cell(balance!, 'Accumulated deficit', '—').value).toBe('0');
  });

  it('reads a sign that stands in a cell of its own', () => {
    const [losses] = tablesOf(
      `<p>Consolidated Statements of Operations</p><p>(in thousands)</p><table><tr><td></td><td colspan="4">2024</td><td colspan="4">2023</td></tr>${[
        ['Revenue', '', '', '900', '', '', '', '800', ''],
        ['Net loss', '', '(', '600', ')', '', '(', '500', ')'],
        ['Operating loss', '$', '(', '610', ')', '$', '(', '510)', ''],
        ['Other loss', '$', '', '(620', ')', '', '', '520)', ''],
        ['Before tax', '', '-', '630', '', '', '-', '530', ''],
      ]
        .map(rowOf)
        .join('')}</table>`,
    );
    const values = (label: string) => losses!.cells.filter(({ rowLabel, value }) => rowLabel === label && value).map(({ value }) => value);
    expect(values('Net loss')).toEqual(['-600000', '-500000']);
    expect(values('Operating loss')).toEqual(['-610000', '-510000']);
    expect(values('Before tax')).toEqual(['-630000', '-530000']);
    // Closed but never opened: no figure rather than a gain.
    expect(values('Other loss')).toEqual(['-620000']);
  });

  it('takes a dash in a column of figures for none', () => {
    const [table] = tablesOf(page(['', '2024', '2023'], ['Impairments', '-', '600'], ['Gains', '', '300'], ['Other', '-', '20']));
    expect(table!.cells.filter(({ rowLabel, value }) => rowLabel === 'Impairments' && value).map(({ value }) => value)).toEqual([
      '0',
      '600',
    ]);
  });

  it('does not scale what the caption excepts', () => {
    expect(cell(balance!, 'Common stock, shares outstanding', '768,000,123')).toMatchObject({
      value: '768000123',
      unit: 'shares',
      scale: 0,
    });
  });

  it('scales no price of one unit', () => {
    const [members] = tablesOf(
      `<p>(in thousands, except revenue per membership and percentages)</p><table><tr><td></td><td>2024</td></tr><tr><td>Revenues</td><td>39,000</td></tr><tr><td>Average monthly revenue per paying membership</td><td>$ 17.26</td></tr></table>`,
    );
    expect(cell(members!, 'Average monthly revenue per paying membership', '$ 17.26')).toMatchObject({ value: '17.26', scale: 0 });
    expect(cell(members!, 'Revenues', '39,000').value).toBe('39000000');
  });

  it('leaves a caption with the table it stands over, and tells fees and salaries in full', () => {
    const statement = `<p>Consolidated Statements of Income</p><p>(in thousands)</p>${page(['', '2024', '2023'], ['Net sales', '$ 1,000', '$ 900'], ['Cost of sales', '600', '500'], ['Net income', '100', '90'])}`;
    const small = `<p>(in thousands)</p>${page(['', '2024', '2023'], ['Backlog', '$ 10', '$ 9'])}`;
    const fees = `<p>Fees were as follows:</p>${page(['', '2024', '2023'], ['Audit fees', '$ 1,200,000', '$ 900,000'])}`;
    const salaries = `<p>Executives</p>${page(['Name', 'Salary', 'Bonus'], ['A. Reader', '$ 900,000', '$ 90,000'])}`;
    const tables = tablesOf(`${statement}${small}${fees}${salaries}`);
    expect(cell(tables[0]!, 'Net sales', '$ 1,000').value).toBe('1000000');
    expect(cell(tables[1]!, 'Backlog', '$ 10').value).toBe('10000');
    expect(cell(tables[2]!, 'Audit fees', '$ 1,200,000').value).toBe('1200000');
    expect(cell(tables[3]!, 'A. Reader', '$ 900,000').value).toBe('900000');
  });

  it('reads a raised mark of a note as no digit', () => {
    const raised = (style: string) => `300<span style="${style}">1</span>`;
    for (const style of ['vertical-align:super', 'position:relative;top:-3.5pt;vertical-align:baseline']) {
      const [table] = tablesOf(
        `<p>(in millions)</p>${page(['', '2024', '2023'], ['Net sales', raised(style), '200'], ['Costs', '90', '80'])}`,
      );
      expect(table!.cells.find(({ rowLabel, columnLabel }) => rowLabel === 'Net sales' && columnLabel === '2024')?.value).toBe('300000000');
    }
  });

  it('counts members as members, not as money', () => {
    const [members] = tablesOf(
      `<p>(in thousands, except revenue per membership and percentages)</p>${page(['', '2024', '2023'], ['Revenues', '$ 39,000', '$ 30,000'], ['Paid net membership additions (losses)', '9,497', '(919)'], ['Paid memberships at end of period', '89,625', '80,128'], ['Membership fees', '300', '200'])}`,
    );
    expect(cell(members!, 'Paid net membership additions (losses)', '9,497')).toMatchObject({ value: '9497000', unit: 'pure' });
    expect(cell(members!, 'Paid memberships at end of period', '89,625')).toMatchObject({ value: '89625000', unit: 'pure' });
    expect(cell(members!, 'Membership fees', '300')).toMatchObject({ value: '300000', unit: 'USD' });
  });

  it('tells no value where nobody can tell whether the caption means the row', () => {
    const [data] = tablesOf(
      `<p>(in thousands)</p>${page(['', '2024', '2023'], ['Revenues', '39,000', '30,000'], ['Employees', '1,200', '1,100'], ['Average selling price', '$ 120', '$ 110'], ['Days sales outstanding', '45', '44'], ['Employee benefits', '300', '200'])}`,
    );
    expect(cell(data!, 'Employees', '1,200').value).toBeUndefined();
    expect(cell(data!, 'Average selling price', '$ 120').value).toBeUndefined();
    expect(cell(data!, 'Days sales outstanding', '45')).toMatchObject({ value: '45', unit: 'pure' });
    expect(cell(data!, 'Employee benefits', '300').value).toBe('300000');
  });

  it('knows a year by its spanning head, and earnings per share by their row', () => {
    const [income] = tablesOf(
      `<p>Consolidated Statements of Income</p><p>(in thousands, except per share data)</p><table><tr><td></td><td colspan="6">Years ended September 30,</td></tr><tr><td></td><td colspan="3">2024</td><td colspan="3">2023</td></tr>
      <tr><td>Net sales</td><td>$</td><td>1,000</td><td></td><td>$</td><td>900</td><td></td></tr><tr><td>Net income</td><td></td><td>100.5</td><td></td><td></td><td>(90</td><td>)</td></tr>
      <tr><td>Earnings per share:</td></tr><tr><td>Basic</td><td>$</td><td>1.25</td><td></td><td>$</td><td>1.10</td><td></td></tr></table>`,
    );
    expect(income!.statement).toBe('INCOME');
    expect(cell(income!, 'Net sales', '$ 1,000')).toMatchObject({ value: '1000000', periodStart: '2023-10-01', periodEnd: '2024-09-30' });
    expect(cell(income!, 'Net income', '100.5').value).toBe('100500');
    expect(cell(income!, 'Basic', '$ 1.25')).toMatchObject({ value: '1.25', unit: 'USD/shares', scale: 0 });
  });

  it('reads quarters and half years side by side', () => {
    const [income] = tablesOf(
      `<p>Condensed Statements of Operations (unaudited, in millions)</p><table><tr><td></td><td colspan="2">Three Months Ended</td><td colspan="2">Six Months Ended</td></tr><tr><td></td><td>June 30, 2024</td><td>June 30, 2023</td><td>June 30, 2024</td><td>June 30, 2023</td></tr>
      <tr><td>Revenues</td><td>10</td><td>9</td><td>20</td><td>18</td></tr><tr><td>Net income</td><td>1</td><td>2</td><td>3</td><td>4</td></tr><tr><td>Costs of sales</td><td>1</td><td>2</td><td>3</td><td>4</td></tr></table>`,
      '10-Q',
    );
    expect(cell(income!, 'Revenues', '9')).toMatchObject({ periodStart: '2023-04-01', periodEnd: '2023-06-30', value: '9000000' });
    expect(cell(income!, 'Revenues', '20')).toMatchObject({ periodStart: '2024-01-01', periodEnd: '2024-06-30' });
  });
});

describe('tables whose empty cells were left out', () => {
  it('deal the heads out to the figures in order', () => {
    const [table] = tablesOf(
      `<p>Capital expenditures for each of the past three fiscal years ($ in millions):</p>${page(['2024', '2023', '2022'], ['New stores', '$', '5', '$', '4', '$', '3'], ['Systems', '448', '425', '347'], ['Total', '$', '453', '$', '429', '$', '350'])}`,
    );
    expect(cell(table!, 'Systems', '425')).toMatchObject({ value: '425000000', columnLabel: '2023' });
    expect(cell(table!, 'Total', '$ 350')).toMatchObject({ value: '350000000', columnLabel: '2022' });
  });
});

describe('tables of plain text', () => {
  const text = `<DOCUMENT>
<TYPE>10-Q
<SEQUENCE>1
<TEXT>
                        CONDENSED BALANCE SHEETS
                             (In thousands)

                                              June 30,       December 31,
                                                2000             1999
                                             ---------       ------------
Current assets:
   Cash and cash equivalents...............   $  1,234          $    987
   Receivables, net of allowances of
     $47 and $64...........................      2,000             1,900
                                             ---------       ------------
     Total assets..........................   $  3,234          $  2,887
                                             =========       ============
     Total liabilities and equity..........   $  3,234          $  2,887
</TEXT>
</DOCUMENT>
`;
  const [table] = parseOne(text, '10-Q', '0009900001-00-000001.txt', '2000-06-30').tables;

  it('are read by the columns of their characters', () => {
    expect(table).toMatchObject({ statement: 'BALANCE_SHEET', scale: 3 });
    expect(cell(table!, 'Cash and cash equivalents', '$ 1,234')).toMatchObject({ value: '1234000', periodEnd: '2000-06-30' });
    expect(cell(table!, 'Total assets', '$ 2,887')).toMatchObject({ value: '2887000', periodEnd: '1999-12-31' });
  });

  it('join the two lines of a long label', () => {
    expect(table!.cells.find((each) => each.text === '2,000')!.rowLabel).toBe('Receivables, net of allowances of $47 and $64');
  });
});

describe('layout tables', () => {
  it('are paragraphs, not data', () => {
    const document = parseOne(
      `<html><body><table><tr><td>•</td><td>${'A long point about the business. '.repeat(10)}</td></tr><tr><td>•</td><td>${'Another long point. '.repeat(15)}</td></tr></table></body></html>`,
    );
    expect(document.tables).toEqual([]);
    expect(document.text).toMatch(/^• A long point/);
  });
});

describe('a row that is counted otherwise than its table', () => {
  const [table] = tablesOf(
    `<p>(In millions, except per share data)</p>${page(
      ['', '2024', '2023'],
      ['Net sales', '$ 900', '$ 800'],
      ['Cost of sales', '500', '450'],
      ['Weighted average shares (in thousands)', '80,000', '79,000'],
      ['Number of employees', '12,000', '11,000'],
      ['Ratio of earnings to fixed charges', '11.2', '10.9'],
      ['Current ratio', '1.5x', '1.4x'],
    )}`,
  );

  it('has its own scale', () =>
    expect(cell(table!, 'Weighted average shares (in thousands)', '80,000')).toMatchObject({ value: '80000000', unit: 'shares' }));
  it('is no money where it counts or divides', () => {
    expect(cell(table!, 'Number of employees', '12,000')).toMatchObject({ value: '12000', unit: 'pure' });
    expect(cell(table!, 'Ratio of earnings to fixed charges', '11.2')).toMatchObject({ value: '11.2', unit: 'pure' });
    expect(cell(table!, 'Current ratio', '1.5x')).toMatchObject({ value: '1.5', unit: 'pure' });
    expect(cell(table!, 'Cost of sales', '500')).toMatchObject({ value: '500000000', unit: 'USD' });
  });
});

it.each(['(in millions of Canadian dollars)', '(C$ in millions)'])('a bare $ is the dollar of the caption: %s', (caption) => {
  const [table] = tablesOf(
    `<p>${caption}</p>${page(['', '2024', '2023'], ['Net sales', '$ 1,234', '$ 1,100'], ['Cost of sales', '800', '700'], ['Gross profit', '434', '400'])}`,
  );
  expect(table!.cells.flatMap(({ unit }) => unit ?? [])).toEqual(Array(6).fill('CAD'));
});

it('a figure of one digit in parentheses has its fact’s period and scale', () => {
  const { tables } = parseOne(
    inlinePage(
      `<p>(In millions)</p><table><tr><td></td><td>2025</td><td>2023</td></tr><tr><td>Charges</td><td>($<ix:nonFraction name="us-gaap:AssetImpairmentCharges" contextRef="y" unitRef="usd" decimals="-6" scale="6" id="f-1">6</ix:nonFraction>)</td><td>(7)</td></tr><tr><td>Sales</td><td>900</td><td>800</td></tr></table>`,
    ),
  );
  expect(cell(tables[0]!, 'Charges', '($6)')).toMatchObject({
    value: '-6000000',
    scale: 6,
    periodStart: '2024-01-01',
    periodEnd: '2024-12-31',
  });
});
