import { describe, expect, test } from 'vitest';
import { assignStandardConcepts, type MappableFact } from './assign-standard.ts';
import { namedConcepts, standardConcepts } from './standard-concepts.ts';
import { normaliseLabel } from './statement-lines.ts';

const rowOf = (label: string, statement: string) =>
  standardConcepts.find((concept) => concept.statement === statement && concept.row?.test(normaliseLabel(label)))?.key;

describe('standard concepts', () => {
  test('have keys, concepts and names of their own', () => {
    expect(new Set(standardConcepts.map(({ key }) => key)).size).toBe(standardConcepts.length);
    const synonyms = standardConcepts.flatMap((concept) => concept.synonyms);
    expect(synonyms.filter((synonym, index) => synonyms.indexOf(synonym) !== index)).toEqual([]);
    expect(synonyms.every((synonym) => synonym === synonym.toLowerCase())).toBe(true);
  });

  test.each([
    ['What was net interest income in 2023?', ['NetInterestIncome']],
    ['capex as a % of net revenues', ['CapitalExpenditures', 'Revenue']],
    ['Ratio of PP&E to total assets', ['PropertyPlantEquipment', 'TotalAssets']],
    ['Did SG&A grow faster than R&D?', ['SellingGeneralAdministrative', 'ResearchAndDevelopment']],
    ['How much cash flow from operations?', ['OperatingCashFlow']],
    ['stockholders’ equity and dividends per share', ['StockholdersEquity', 'DividendsPerShare']],
    ['Who is the chief executive?', []],
  ])('%s names %j', (question, keys) => {
    expect(namedConcepts(question).map(({ concept }) => concept.key)).toEqual(keys);
  });

  test('a name found is the text at its place', () => {
    const question = 'Compare COGS with Net Sales.';
    for (const { start, matchedText } of namedConcepts(question))
      expect(question.slice(start, start + matchedText.length)).toBe(matchedText);
  });

  test.each([
    ['Net sales', 'INCOME', 'Revenue'],
    ['Total revenues, net of interest expense', 'INCOME', 'Revenue'],
    ['Sales to customers', 'INCOME', 'Revenue'],
    ['Cost of goods sold', 'INCOME', 'CostOfRevenue'],
    ['Selling, general and administrative expenses', 'INCOME', 'SellingGeneralAdministrative'],
    ['Research, development and engineering expenses', 'INCOME', 'ResearchAndDevelopment'],
    ['Income from operations', 'INCOME', 'OperatingIncome'],
    ['Operating (loss) income', 'INCOME', 'OperatingIncome'],
    ['Earnings before provision for taxes on income', 'INCOME', 'PretaxIncome'],
    ['Provision for income taxes (Note 7)', 'INCOME', 'IncomeTaxExpense'],
    ['Net income attributable to Fernhill', 'INCOME', 'NetIncome'],
    ['Net income attributable to noncontrolling interests', 'INCOME', 'NetIncomeNoncontrolling'],
    ['Net earnings per share — Diluted', 'INCOME', 'EpsDiluted'],
    ['Accounts receivable, net of allowances of $12 and $9', 'BALANCE_SHEET', 'AccountsReceivable'],
    ['Merchandise inventories', 'BALANCE_SHEET', 'Inventory'],
    ['Property, plant and equipment, net (Notes 3 and 4)', 'BALANCE_SHEET', 'PropertyPlantEquipment'],
    ['Total shareholders’ equity', 'BALANCE_SHEET', 'StockholdersEquity'],
    ['Total liabilities and shareholders’ equity', 'BALANCE_SHEET', 'LiabilitiesAndEquity'],
    ['Capital spending', 'CASH_FLOW', 'CapitalExpenditures'],
    ['Additions to property and equipment, net of $1.2 of noncash', 'CASH_FLOW', 'CapitalExpenditures'],
    ['Net Cash (Used for)/Provided by Financing Activities', 'CASH_FLOW', 'FinancingCashFlow'],
    ['Depreciation and amortization', 'CASH_FLOW', 'DepreciationAndAmortization'],
    ['Cash dividends paid', 'CASH_FLOW', 'Dividends'],
  ])('the row “%s” of the %s statement is %s', (label, statement, key) => {
    expect(rowOf(label, statement)).toBe(key);
  });
});

const fact = (concept: string, more: Partial<MappableFact> = {}): MappableFact => ({
  concept,
  isNumeric: true,
  isNil: false,
  periodStart: '2024-01-01',
  periodEnd: '2024-12-31',
  dimensionsKey: '',
  unit: 'USD',
  ...more,
});

describe('the mapping of a filing', () => {
  test('takes the most exact concept that the filer uses, one a line', () => {
    const facts = [
      fact('us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax'),
      fact('us-gaap:Revenues'),
      fact('us-gaap:ProfitLoss'),
      fact('us-gaap:NetIncomeLoss'),
    ];
    expect(assignStandardConcepts(facts, '2024-12-31')).toEqual([undefined, 'Revenue', 'NetIncomeIncludingNoncontrolling', 'NetIncome']);
  });

  test('without a parent’s share the whole profit is net income', () => {
    expect(assignStandardConcepts([fact('us-gaap:ProfitLoss')], '2024-12-31')).toEqual(['NetIncome']);
  });

  test('keeps one concept for all periods, the one of the current period', () => {
    const facts = [
      fact('us-gaap:Revenues', { periodStart: '2020-01-01', periodEnd: '2020-12-31' }),
      fact('us-gaap:SalesRevenueNet'),
      fact('us-gaap:SalesRevenueNet', { periodStart: '2020-01-01', periodEnd: '2020-12-31' }),
    ];
    expect(assignStandardConcepts(facts, '2024-12-31')).toEqual([undefined, 'Revenue', 'Revenue']);
  });

  test('maps segments by the concept that they use', () => {
    const facts = [
      fact('us-gaap:Revenues'),
      fact('us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax', { dimensionsKey: 'srt:ProductOrServiceAxis=fern:TreesMember' }),
    ];
    expect(assignStandardConcepts(facts, '2024-12-31')).toEqual(['Revenue', 'Revenue']);
  });

  test('an instant never stands for a flow', () => {
    expect(assignStandardConcepts([fact('us-gaap:Revenues', { periodStart: undefined })], '2024-12-31')).toEqual([undefined]);
  });
});
