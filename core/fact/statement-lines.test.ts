import { describe, expect, test } from 'vitest';
import { parseFiling } from '../filing/document/parse-filing.ts';
import { statementLines } from './statement-lines.ts';

const table = (rows: (string | number)[][]): string =>
  `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;

function linesOf(body: string, year: { fiscalYear: number; periodEnd: string } | null = { fiscalYear: 2022, periodEnd: '2022-12-31' }) {
  const bytes = new TextEncoder().encode(
    `<html><body><p>ANNUAL REPORT for the fiscal year ended ${year?.periodEnd ?? ''}</p>${body}</body></html>`,
  );
  const filing = parseFiling({
    accessionNumber: '0009000001-23-000001',
    form: '10-K',
    documents: [{ name: 'fern.htm', type: '10-K', sequence: 1, bytes }],
  });
  const lines = statementLines(filing.documents, year);
  for (const { charStart, charEnd } of lines) expect(filing.documents[0]!.text.slice(charStart, charEnd)).toMatch(/\d|—/);
  return lines.map(({ standardConcept, value, periodStart, periodEnd, unit }) => [standardConcept, value, periodStart, periodEnd, unit]);
}

const INCOME = [
  ['(in millions, except per share amounts)', '2022', '2021'],
  ['Net sales', '$ 400.5', '$ 380'],
  ['Cost of sales', '250', '240'],
  ['Operating income', '90', '80'],
  ['Income before income taxes', '85', '76'],
  ['Provision for income taxes (Note 7)', '(20)', '(16)'],
  ['Net income', '65', '60'],
  ['Less: net income attributable to noncontrolling interests', '(5)', '(4)'],
  ['Net income attributable to Fernhill', '60', '56'],
  ['Diluted earnings per share', '$ 1.20', '$ 1.12'],
];

describe('figures of printed statements', () => {
  test('have base units, periods, and tax as an expense whatever its print', () => {
    const lines = linesOf(`<p>FERNHILL INC.</p><p>CONSOLIDATED STATEMENTS OF INCOME</p><p>Years ended December 31,</p>${table(INCOME)}`);
    const year = ['2022-01-01', '2022-12-31'];
    expect(lines.filter(([, , , end]) => end === '2022-12-31')).toEqual([
      ['Revenue', '400500000', ...year, 'USD'],
      ['CostOfRevenue', '250000000', ...year, 'USD'],
      ['OperatingIncome', '90000000', ...year, 'USD'],
      ['PretaxIncome', '85000000', ...year, 'USD'],
      ['IncomeTaxExpense', '20000000', ...year, 'USD'],
      ['NetIncomeIncludingNoncontrolling', '65000000', ...year, 'USD'],
      ['NetIncomeNoncontrolling', '5000000', ...year, 'USD'],
      ['NetIncome', '60000000', ...year, 'USD'],
      ['EpsDiluted', '1.2', ...year, 'USD/shares'],
    ]);
  });

  test('of a year that ends in January are those of the fiscal year in the head', () => {
    const rows = [
      ['(Dollars in millions)', '2022', '2021'],
      ['Net cash flows from operating activities', '90', '80'],
      ['Additions to property, plant and equipment', '(40)', '(30)'],
      ['Dividends to shareholders', '(11)', '(10)'],
      ['Net cash used by investing activities', '(20)', '(10)'],
    ];
    const lines = linesOf(`<p>CONSOLIDATED STATEMENTS OF CASH FLOWS</p>${table(rows)}`, { fiscalYear: 2022, periodEnd: '2023-01-01' });
    expect(lines.filter(([, , , end]) => end === '2023-01-01').map(([key, value, start]) => [key, value, start])).toEqual([
      ['OperatingCashFlow', '90000000', '2022-01-02'],
      ['CapitalExpenditures', '40000000', '2022-01-02'],
      ['Dividends', '11000000', '2022-01-02'],
      ['InvestingCashFlow', '-20000000', '2022-01-02'],
    ]);
  });

  test('of a balance sheet on two pages share the heads and the scale of the first', () => {
    const assets = [
      ['(in thousands)', 'December 31, 2022', 'December 31, 2021'],
      ['Cash and cash equivalents', '10', '9'],
      ['Inventories', '7', '6'],
      ['Total current assets', '30', '29'],
      ['Deferred income taxes', '3', '2'],
      ['Total assets', '100', '95'],
    ];
    const claims = [
      ['Accounts payable', '8', '7'],
      ['Total current liabilities', '20', '19'],
      ['Deferred income taxes', '4', '5'],
      ['Total liabilities', '60', '58'],
      ['Total liabilities and stockholders’ equity', '100', '95'],
    ];
    const lines = linesOf(`<p>CONSOLIDATED BALANCE SHEETS</p>${table(assets)}<p>Liabilities and equity</p>${table(claims)}`);
    expect(lines.filter(([, , , end]) => end === '2022-12-31').map(([key, value]) => `${key} ${value}`)).toEqual([
      'Cash 10000',
      'Inventory 7000',
      'CurrentAssets 30000',
      'DeferredTaxAssets 3000',
      'TotalAssets 100000',
      'AccountsPayable 8000',
      'CurrentLiabilities 20000',
      'DeferredTaxLiabilities 4000',
      'TotalLiabilities 60000',
      'LiabilitiesAndEquity 100000',
    ]);
  });

  test('are not taken from tables about something else', () => {
    const costs = [
      ['(in millions)', '2022', '2021'],
      ['Cost of sales', '3', '2'],
      ['Research and development', '9', '8'],
      ['Selling, general and administrative', '5', '4'],
      ['Total', '17', '14'],
    ];
    expect(
      linesOf(`<p>Share-based compensation expense in our consolidated statements of income was as follows:</p>${table(costs)}`),
    ).toEqual([]);
  });
});

test('what is owed is no asset where the total of the assets has no words', () => {
  const rows = [
    ['(In thousands)', '2022', '2021'],
    ['Cash and cash equivalents', '$ 90', '$ 80'],
    ['Total current assets', '190', '180'],
    ['Goodwill', '40', '40'],
    ['', '230', '220'],
    ['Accounts payable', '30', '25'],
    ['Total current liabilities', '80', '70'],
    ['Deferred income taxes, net', '13', '12'],
    ['Total liabilities', '93', '82'],
  ];
  const lines = linesOf(`<p>CONSOLIDATED BALANCE SHEETS</p><p>December 31,</p>${table(rows)}`).map(
    ([concept, value]) => `${concept} ${value}`,
  );
  expect(lines).toContain('AccountsPayable 30000');
  expect(lines).toContain('DeferredTaxLiabilities 13000');
  expect(lines.join()).not.toContain('DeferredTaxAssets');
});

describe('of rows that go by the same words', () => {
  const income = (rows: (string | number)[][]) =>
    linesOf(
      `<p>CONSOLIDATED STATEMENTS OF OPERATIONS</p><p>Years ended December 31,</p>${table([['(In millions)', '2022', '2021'], ...rows])}`,
    )
      .filter(([, , , end]) => end === '2022-12-31')
      .map(([concept, value]) => `${concept} ${value}`);

  test('the total stands for its summands, and costs in parentheses are costs', () => {
    const lines = income([
      ['Sales', '90', '80'],
      ['Services', '60', '50'],
      ['Total revenue', '150', '130'],
      ['Cost of products', '(50)', '(40)'],
      ['Cost of services', '(30)', '(25)'],
      ['Research and development expense, net', '(9)', '(8)'],
      ['Operating income', '61', '57'],
    ]);
    expect(lines).toContain('Revenue 150000000');
    expect(lines).toContain('ResearchAndDevelopment 9000000');
    expect(lines.join()).not.toContain('CostOfRevenue');
  });

  test('comprehensive income is the owners’ where theirs has a line', () => {
    const rows = [
      ['(In millions)', '2022', '2021'],
      ['Net income', '60', '50'],
      ['Comprehensive income', '70', '55'],
      ['Comprehensive income attributable to noncontrolling interests', '4', '3'],
      ['Comprehensive income attributable to common stockholders', '66', '52'],
    ];
    const lines = linesOf(`<p>CONSOLIDATED STATEMENTS OF COMPREHENSIVE INCOME</p><p>Years ended December 31,</p>${table(rows)}`);
    expect(lines.filter(([concept]) => concept === 'ComprehensiveIncome').map(([, value]) => value)).toEqual(['66000000', '52000000']);
  });

  test('property is net, and debt is the one behind the current liabilities', () => {
    const rows = [
      ['(In millions)', '2022', '2021'],
      ['Total current assets', '190', '180'],
      ['Property, plant and equipment', '90', '85'],
      ['Less: accumulated depreciation', '(50)', '(45)'],
      ['Property, plant and equipment, net', '40', '40'],
      ['Total assets', '230', '220'],
      ['Term debt', '11', '9'],
      ['Total current liabilities', '80', '70'],
      ['Term debt', '82', '85'],
    ];
    const lines = linesOf(`<p>CONSOLIDATED BALANCE SHEETS</p><p>December 31,</p>${table(rows)}`).map(
      ([concept, value]) => `${concept} ${value}`,
    );
    expect(lines).toContain('PropertyPlantEquipment 40000000');
    expect(lines).toContain('LongTermDebt 82000000');
    expect(lines).not.toContain('LongTermDebt 11000000');
  });

  test('tax that is withheld for shares is no income tax, equipment no acquisition of a business', () => {
    const rows = [
      ['(In millions)', '2022', '2021'],
      ['Net cash provided by operating activities', '90', '80'],
      ['Payments for acquisition of property, plant and equipment', '(40)', '(30)'],
      ['Net cash used in investing activities', '(40)', '(30)'],
      ['Taxes paid related to net share settlement of equity awards', '(7)', '(6)'],
    ];
    const lines = linesOf(`<p>CONSOLIDATED STATEMENTS OF CASH FLOWS</p><p>Years ended December 31,</p>${table(rows)}`).map(
      ([concept]) => concept,
    );
    expect(lines).toContain('CapitalExpenditures');
    expect(lines).not.toContain('IncomeTaxesPaid');
    expect(lines).not.toContain('Acquisitions');
  });

  test('the head of the columns is no part of the first row, and the sum of both costs before all else is the cost of revenue', () => {
    const rows = [
      ['(Dollars in millions, except per share data)'],
      ['Years ended December 31,', '2022', '2021'],
      ['Sales of products', '$53,227', '$65,581'],
      ['Sales of services', '13,290', '12,213'],
      ['Total revenues', '66,517', '77,794'],
      ['Cost of products', '(57,394)', '(59,864)'],
      ['Cost of services', '(11,114)', '(10,206)'],
      ['Total costs and expenses', '(68,508)', '(70,070)'],
      ['General and administrative expense', '(5,021)', '(5,168)'],
      ['Loss from operations', '(10,707)', '(773)'],
      ['Income tax benefit/(expense)', '381', '(237)'],
      ['Net loss', '(11,829)', '(2,242)'],
      ['Basic', '$ 3.50', '$ 3.20'],
      ['Diluted', '$ 3.40', '$ 3.10'],
    ];
    const lines = linesOf(`<p>CONSOLIDATED STATEMENTS OF OPERATIONS</p>${table(rows)}`);
    const of = (key: string) => lines.find(([concept, , , end]) => concept === key && end === '2022-12-31')?.[1];
    expect([of('Revenue'), of('CostOfRevenue'), of('EpsBasic'), of('EpsDiluted')]).toEqual(['66517000000', '68508000000', '3.5', '3.4']);
    expect(of('IncomeTaxExpense')).toBe('381000000');
    const plain = [
      ['Years ended December 31,', '2022', '2021'],
      ['Net operating revenues', '$ 47,061', '$ 45,754'],
      ['Operating income', '9,992', '11,311'],
      ['Net income', '8,000', '7,000'],
    ];
    expect(linesOf(`<p>CONSOLIDATED STATEMENTS OF INCOME</p><p>(In millions)</p>${table(plain)}`)[0]?.slice(0, 2)).toEqual([
      'Revenue',
      '47061000000',
    ]);
  });

  test('debt alone is due within the year among what is, else later; a sum of both kinds is a line of its own', () => {
    const sheet = (rows: [string, string][]) =>
      linesOf(
        `<p>CONSOLIDATED BALANCE SHEETS</p><p>(In millions)</p>${table([['', 'December 31, 2022'], ['Total current assets', '9,000'], ['Total assets', '20,000'], ...rows, ['Total liabilities', '12,000']])}`,
      ).flatMap(([key, value]) => (/Debt/.test(String(key)) ? [`${key} ${Number(value) / 1e6}`] : []));
    expect(
      sheet([
        ['Term debt', '109'],
        ['Total current liabilities', '5,000'],
        ['Term debt', '857'],
      ]),
    ).toEqual(['CurrentPortionLongTermDebt 109', 'LongTermDebt 857']);
    expect(
      sheet([
        ['Current portion of long-term debt and short-term borrowings', '224'],
        ['Total current liabilities', '5,000'],
        ['Long-term debt', '6,687'],
      ]),
    ).toEqual(['CurrentDebt 224', 'LongTermDebt 6687']);
  });

  test('captions that filers print for cash spent', () => {
    const rows = [
      ['(In millions)', '2022', '2021'],
      ['Adjustments for non-cash items –'],
      ['Share-based plans expense', '40', '30'],
      ['Depreciation, amortization and accretion', '90', '80'],
      ['Restructuring and impairment charges', '41', '24'],
      ['Net cash (used)/provided by operating activities', '(12)', '59'],
      ['Purchases related to property and equipment and intangible assets', '(32)', '(10)'],
      ['Payments related to repurchases of common stock', '(33)', '(9)'],
      ['Net cash used in financing activities', '(20)', '(10)'],
    ];
    const lines = linesOf(`<p>CONSOLIDATED STATEMENTS OF CASH FLOWS</p><p>Years ended December 31,</p>${table(rows)}`);
    expect(lines.filter(([, , , end]) => end === '2022-12-31').map(([key, value]) => `${key} ${Number(value) / 1e6}`)).toEqual([
      'StockBasedCompensation 40',
      'DepreciationAndAmortization 90',
      'RestructuringCharges 41',
      'OperatingCashFlow -12',
      'CapitalExpenditures 32',
      'ShareRepurchases 33',
      'FinancingCashFlow -20',
    ]);
  });

  test('totals of a balance sheet without words are told by being equal', () => {
    const rows = [
      ['(In thousands)', 'December 31, 2022', 'December 31, 2021'],
      ['Total current assets', '8,154', '7,000'],
      ['Property and equipment, net', '36,494', '33,876'],
      ['', '$ 45,692', '$ 40,899'],
      ['Total current liabilities', '3,000', '2,900'],
      ["Total stockholders' equity", '20,000', '19,000'],
      ['', '$ 45,692', '$ 40,899'],
    ];
    const lines = linesOf(`<p>CONSOLIDATED BALANCE SHEETS</p>${table(rows)}`);
    expect(lines.flatMap(([key, value, , end]) => (end === '2022-12-31' ? [`${key} ${Number(value) / 1e3}`] : []))).toEqual(
      expect.arrayContaining(['TotalAssets 45692', 'LiabilitiesAndEquity 45692', 'StockholdersEquity 20000']),
    );
  });
});
