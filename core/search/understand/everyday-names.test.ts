import { describe, expect, test } from 'vitest';
import { CompanyIndex } from './company-index.ts';
import { understand } from './understand.ts';

/** As EDGAR writes the name; ticker; how questions write it. */
const COMPANIES: readonly [name: string, ticker: string, written: readonly string[]][] = [
  ['Apple Inc.', 'AAPL', ['Apple']],
  ['TARGET CORP', 'TGT', ['Target']],
  ['GAP INC', 'GAP', ['Gap']],
  ['BEST BUY CO INC', 'BBY', ['Best Buy']],
  ['Block, Inc.', 'XYZ', ['Block', 'Square']],
  ['VISA INC.', 'V', ['Visa']],
  ['FORD MOTOR CO', 'F', ['Ford', 'Ford Motor']],
  ['GENERAL MILLS INC', 'GIS', ['General Mills']],
  ['Snap Inc', 'SNAP', ['Snap']],
  ['Match Group, Inc.', 'MTCH', ['Match', 'Match Group']],
  ['ORACLE CORP', 'ORCL', ['Oracle']],
  ['CARNIVAL CORP', 'CCL', ['Carnival']],
  ['DOLLAR GENERAL CORP', 'DG', ['Dollar General']],
  ['PROGRESSIVE CORP/OH/', 'PGR', ['Progressive']],
  ['Public Storage', 'PSA', ['Public Storage']],
  ['WASTE MANAGEMENT INC', 'WM', ['Waste Management']],
  ['INTUIT INC.', 'INTU', ['Intuit']],
  ['TAPESTRY, INC.', 'TPR', ['Coach', 'Tapestry']],
  ['Under Armour, Inc.', 'UAA', ['Under Armour']],
  ['Kraft Heinz Co', 'KHC', ['Kraft', 'Kraft Heinz']],
  ['Shell plc', 'SHEL', ['Shell']],
  ['AMAZON COM INC', 'AMZN', ['Amazon', 'Amazon.com']],
  ['Alphabet Inc.', 'GOOGL', ['Alphabet', 'Google']],
  ['Meta Platforms, Inc.', 'META', ['Meta', 'Facebook', 'Meta Platforms']],
  ['3M CO', 'MMM', ['3M']],
  ['AT&T INC.', 'T', ['AT&T']],
  ['COCA COLA CO', 'KO', ['Coca-Cola', 'Coke']],
  ['PEPSICO INC', 'PEP', ['PepsiCo', 'Pepsi']],
  ['JPMORGAN CHASE & CO', 'JPM', ['JPMorgan', 'JP Morgan', 'J.P. Morgan', 'JPMorgan Chase', 'Chase']],
  ['WELLS FARGO & COMPANY/MN', 'WFC', ['Wells Fargo']],
  ['JOHNSON & JOHNSON', 'JNJ', ['Johnson & Johnson', 'J&J', 'Johnson and Johnson']],
  ['PROCTER & GAMBLE Co', 'PG', ['Procter & Gamble', 'P&G']],
  ['CORNING INC /NY', 'GLW', ['Corning']],
  ['MGM Resorts International', 'MGM', ['MGM Resorts', 'MGM Resorts International']],
  ['AMERICAN EXPRESS CO', 'AXP', ['American Express', 'AmEx']],
  ['LOCKHEED MARTIN CORP', 'LMT', ['Lockheed', 'Lockheed Martin']],
  ['Walmart Inc.', 'WMT', ['Walmart', 'Wal-Mart']],
  ['CVS HEALTH Corp', 'CVS', ['CVS', 'CVS Health']],
  ['Ulta Beauty, Inc.', 'ULTA', ['Ulta', 'Ulta Beauty']],
  ['NIKE, Inc.', 'NKE', ['Nike']],
  ['GENERAL ELECTRIC CO', 'GE', ['General Electric', 'GE']],
  ['INTERNATIONAL BUSINESS MACHINES CORP', 'IBM', ['IBM', 'International Business Machines']],
  ['BERKSHIRE HATHAWAY INC', 'BRK-B', ['Berkshire', 'Berkshire Hathaway']],
  ['BOEING CO', 'BA', ['Boeing']],
  ['Tesla, Inc.', 'TSLA', ['Tesla']],
  ['Larkspur Instruments Inc', 'LKSP', ['Larkspur']],
  ['Harvest Corp', 'HVST', ['Harvest']],
];
const PERIODS = [
  '2024',
  'fiscal 2024',
  'in fiscal 2024',
  'in calendar 2024',
  'CY2024',
  'fiscal year 2024',
  'FY 24',
  'for the year ended September 28, 2024',
  '2Q25',
  'Q2 FY25',
  'in the second quarter of 2024',
  'in the first half of 2024',
  'for the nine months of 2024',
  'over the last three years',
  'in the latest fiscal year',
  'latest quarter',
  'for the three months ended June 30, 2025',
  'in the third-quarter of 2024',
];
const frames = (name: string, ticker: string): readonly string[] => [
  ...PERIODS.flatMap((period) => [`${name} revenue ${period}`, `What was ${name}'s revenue ${period}?`]),
  `${name}'s revenue in 2024`,
  `${name}’s net sales in Q3 2024`,
  `${name} net sales in Q3 2024`,
  `revenue of ${name} in 2024`,
  `What was the revenue of ${name} in 2024?`,
  `How much revenue did ${name} report in 2024?`,
  `${name} Q3 2024 revenue`,
  `${name.toLowerCase()} revenue 2024`,
  `${name.toLowerCase()}'s revenue in fiscal 2024`,
  `what was ${name.toLowerCase()} revenue in 2024`,
  `revenue of ${name.toLowerCase()} in 2024`,
  `${name} (${ticker}) revenue 2024`,
  `What was ${name} (NYSE: ${ticker}) revenue in 2024?`,
  `${name}, Inc.'s revenue in 2024`,
  `${name} Inc. revenue 2024`,
  `${name}: revenue 2024`,
  `revenue 2024 ${name.toLowerCase()}`,
  `How much is ${name}'s revenue in 2024 and what was ${name} net sales?`,
];
const held = COMPANIES.map(([name, ticker], at) => ({ cik: at + 1, name, tickers: [ticker], formerNames: [] }));
const all = new CompanyIndex(held);
const read = (question: string, filter = {}, index = all) =>
  understand(question, filter, { companies: async () => index, edgarTickers: async () => index });
const seen = async (question: string, filter = {}, index = all) => {
  const it = await read(question, filter, index);
  return {
    companies: it.companies.map(({ cik }) => cik),
    unknown: it.unknownCompanies,
    other: it.notIngestedCompanies.length,
    terms: it.terms,
  };
};

describe('companies whose name is an everyday word', () => {
  test.each(COMPANIES.map((company, at) => [company[0], at + 1, company] as const))(
    '%s is found in every frame, and nothing else',
    async (_, cik, [, ticker, written]) => {
      const wrong: unknown[] = [];
      for (const name of written)
        for (const question of frames(name, ticker)) {
          const { companies, unknown, other, terms } = await seen(question);
          const rest = terms.filter((term) => !['revenue', 'revenu', 'net', 'sale'].includes(term));
          if (companies.join() !== String(cik) || unknown.length + other + rest.length > 0)
            wrong.push([question, companies, unknown, other, rest]);
        }
      expect(wrong).toEqual([]);
    },
  );

  test.each([
    'what is the target capital structure of Boeing',
    'Target capital structure of Boeing',
    'gap in coverage at Boeing',
    'Gap in coverage of Boeing pensions',
    'block trades of Boeing shares',
    'visa costs of Boeing',
    'Visa costs for employees of Boeing in 2024',
    'Is Boeing a shell company?',
    'Does Boeing match contributions under its plan?',
    'waste management costs of Boeing',
    'oracle database costs of Boeing',
    'What progressive steps did Boeing take?',
    'how does boeing use coach class seats',
    'Boeing meta data and snap decisions, best buy options, general mills',
  ])('%s is about Boeing alone', async (question) => {
    const { companies, unknown } = await seen(question);
    if (!question.includes('general mills')) expect([companies, unknown]).toEqual([[44], []]);
    else expect(companies).toContain(44);
  });

  test.each([
    'gap in coverage',
    'block trades',
    'visa costs',
    'what is the target capital structure',
    'target price',
    'Progressive tax rates in 2024',
    'total revenue 2024',
    'Core revenue in 2024',
    'General and administrative expense 2024',
    'net gap analysis',
    'cost under warranty in 2024',
  ])('%s names no company', async (question) => {
    expect((await seen(question)).companies).toEqual([]);
  });

  test.each([
    ['Compare Apple and Target revenue 2024', [1, 2]],
    ['Apple and Boeing revenue 2024', [1, 44]],
    ['Apple vs Visa net income 2024', [1, 6]],
    ['apple vs boeing revenue 2024', [1, 44]],
    ['BRK.B revenue 2024', [43]],
    ['Apple iPhone revenue 2024', [1]],
    ['Did Boeing or Target earn more in 2024?', [44, 2]],
  ])('%s', async (question, expected) => {
    expect((await seen(question)).companies).toEqual(expected);
  });

  test('a filter’s company is consumed where the question names it, another name is not', async () => {
    const apple = await seen('Apple new stores opened in 2024', { tickers: ['AAPL'] });
    expect(apple.terms).not.toContain('appl');
    expect(apple.companies).toEqual([1]);
    const other = await seen("Zorvane's revenue in 2024", { tickers: ['AAPL'] });
    expect(other).toMatchObject({ companies: [1], unknown: ['Zorvane'] });
    const filing = await seen('Apple revenue 2024', { accessionNumbers: ['0000000001-24-000001'] });
    expect(filing).toMatchObject({ companies: [1], unknown: [] });
  });

  test('what qualifies a figure or a region is no short name', async () => {
    const names = [
      'United Airlines Holdings, Inc.',
      'Digital Realty Trust, Inc.',
      'GENERAL MOTORS CO',
      'Core Laboratories Inc.',
      'American International Group, Inc.',
    ];
    const index = new CompanyIndex(names.map((name, at) => ({ cik: at + 1, name, tickers: [], formerNames: [] })));
    for (const question of [
      'revenue in the United States',
      'sales of the Digital segment in 2024',
      'the General Partner and American customers',
      'Core revenue 2024',
    ])
      expect((await seen(question, {}, index)).companies).toEqual([]);
    expect((await seen('General Motors revenue 2024', {}, index)).companies).toEqual([3]);
    expect((await seen('united airlines revenue 2024', {}, index)).companies).toEqual([1]);
  });

  test('an everyday word that two companies bear names neither in lower case', async () => {
    const two = new CompanyIndex([...held, { cik: 99, name: 'Apple Corp', tickers: ['APLX'], formerNames: [] }]);
    expect((await seen('apple revenue 2024', {}, two)).companies).toEqual([]);
  });
});
