import type { Measure } from '../presentation.ts';
import type { Expression } from './expression.ts';
import { figureNamed } from './figure-names.ts';
import { parseExpression } from './parse-expression.ts';
import { phraseKey } from './phrases.ts';

export interface KnownFormula {
  /** As it is shown: "gross margin". */
  name: string;
  measure: Measure;
  expression: Expression;
  /** In the words of an analyst's textbook. */
  text: string;
}

type Row = [name: string, measure: Measure, text: string, otherNames?: string];

/** The usual definitions; a question that brings its own overrides them. Averages are of the opening and closing balance. */
const ROWS: Row[] = [
  ['gross profit', 'AMOUNT', 'revenue - cost of revenue', 'gross income'],
  [
    'gross margin',
    'RATE',
    'gross profit / revenue',
    'gross margins; gross profit margin; gross margin percentage; gross margin rate; gross profit as a % of revenue; gross profit rate; gross profit %; gross profit percentage; gross margin %; gross % margin',
  ],
  [
    'operating margin',
    'RATE',
    'operating income / revenue',
    'operating margins; operating income rate; operating profit rate; operating profit margin; operating income margin; ebit margin; operating income % margin; operating margin %; unadjusted operating income % margin; operating income as a % of revenue; operating income percentage margin',
  ],
  [
    'net profit margin',
    'RATE',
    'net income / revenue',
    'net margin; net income margin; net profit margins; profit margin; net margins; net earnings as a percent of sales; net income as a % of revenue; net income % margin; net profit margin %; net earnings margin',
  ],
  ['pretax margin', 'RATE', 'pretax income / revenue', 'pre-tax margin; pretax profit margin'],
  ['EBITDA', 'AMOUNT', 'operating income + depreciation and amortization', 'unadjusted ebitda'],
  [
    'EBITDA margin',
    'RATE',
    '(operating income + depreciation and amortization) / revenue',
    'ebitda % margin; unadjusted ebitda % margin; ebitda margin %; unadjusted ebitda margin; ebitda as a % of revenue; ebitda percentage margin',
  ],
  [
    'EBITDA less capital expenditures',
    'AMOUNT',
    'operating income + depreciation and amortization - capital expenditures',
    'ebitda less capex; unadjusted ebitda less capex; ebitda minus capex',
  ],
  ['free cash flow', 'AMOUNT', 'operating cash flow - capital expenditures', 'fcf; free cashflow; free cash flows'],
  [
    'free cash flow margin',
    'RATE',
    '(operating cash flow - capital expenditures) / revenue',
    'fcf margin; free cash flow as a % of revenue',
  ],
  [
    'free cash flow conversion',
    'RATE',
    '(operating cash flow - capital expenditures) / net income',
    'fcf conversion; free cash flow conversion ratio; cash conversion ratio',
  ],
  ['operating cash flow ratio', 'RATIO', 'operating cash flow / current liabilities', 'cash flow from operations ratio'],
  ['operating cash flow margin', 'RATE', 'operating cash flow / revenue', 'cash flow margin'],
  [
    'capital expenditures as a share of revenue',
    'RATE',
    'capital expenditures / revenue',
    'capex as a % of revenue; capex to revenue; capital expenditures as a % of revenue; capex as a percent of sales; capex as % of revenue; capital intensity; capex to revenue ratio; capex to sales; capital expenditure as a % of revenue; capex % of revenue',
  ],
  [
    'research and development as a share of revenue',
    'RATE',
    'research and development / revenue',
    'r&d as a % of revenue; r&d intensity; r&d to revenue; research and development as a % of revenue',
  ],
  [
    'SG&A as a share of revenue',
    'RATE',
    'sg&a / revenue',
    'sg&a as a % of revenue; sg&a to revenue; selling general and administrative as a % of revenue',
  ],
  [
    'cost of revenue as a share of revenue',
    'RATE',
    'cost of revenue / revenue',
    'cogs % margin; cogs as a % of revenue; cost of goods sold as a % of revenue; cogs margin; cost of sales as a % of revenue',
  ],
  [
    'depreciation and amortization as a share of revenue',
    'RATE',
    'depreciation and amortization / revenue',
    'd&a as a % of revenue; d&a margin; depreciation and amortization % margin; d&a % margin; depreciation and amortization as a % of revenue',
  ],
  ['working capital', 'AMOUNT', 'current assets - current liabilities', 'net working capital'],
  ['current ratio', 'RATIO', 'current assets / current liabilities', 'working capital ratio'],
  [
    'quick ratio',
    'RATIO',
    '(cash + short-term investments + accounts receivable) / current liabilities',
    'acid test ratio; acid test; acid-test ratio',
  ],
  ['cash ratio', 'RATIO', 'cash / current liabilities'],
  ['return on assets', 'RATE', 'net income / average total assets', 'roa'],
  ['return on equity', 'RATE', 'net income / average shareholders equity', 'roe'],
  ['asset turnover', 'RATIO', 'revenue / average total assets', 'total asset turnover; asset turnover ratio'],
  [
    'fixed asset turnover',
    'RATIO',
    'revenue / average pp&e',
    'fixed asset turnover ratio; ppe turnover; pp&e turnover; pp&e turnover ratio',
  ],
  ['inventory turnover', 'RATIO', 'cost of revenue / average inventory', 'inventory turnover ratio; inventory turns; stock turnover'],
  [
    'receivables turnover',
    'RATIO',
    'revenue / average accounts receivable',
    'accounts receivable turnover; receivables turnover ratio; receivable turnover',
  ],
  ['payables turnover', 'RATIO', 'cost of revenue / average accounts payable', 'accounts payable turnover; payables turnover ratio'],
  [
    'days inventory outstanding',
    'DAYS',
    '365 * average inventory / cost of revenue',
    'dio; days inventory; days of inventory; days sales of inventory; days inventory outstanding dio; inventory days',
  ],
  [
    'days sales outstanding',
    'DAYS',
    '365 * average accounts receivable / revenue',
    'dso; days receivable; days receivables; receivable days',
  ],
  [
    'days payable outstanding',
    'DAYS',
    '365 * average accounts payable / cost of revenue',
    'dpo; days payable; days payables; days payables outstanding; payable days',
  ],
  [
    'cash conversion cycle',
    'DAYS',
    '365 * average inventory / cost of revenue + 365 * average accounts receivable / revenue - 365 * average accounts payable / cost of revenue',
    'ccc',
  ],
  ['effective tax rate', 'RATE', 'income tax expense / pretax income', 'tax rate; effective income tax rate'],
  ['dividend payout ratio', 'RATE', 'dividends paid / net income', 'payout ratio; dividend payout'],
  [
    'cash returned to shareholders',
    'AMOUNT',
    'dividends paid + share repurchases',
    'capital returned to shareholders; cash returned to stockholders; capital returned to stockholders; total shareholder payout; shareholder returns of capital',
  ],
  ['retention ratio', 'RATE', '(net income - dividends paid) / net income', 'plowback ratio; earnings retention ratio'],
  ['interest coverage', 'RATIO', 'operating income / interest expense', 'interest coverage ratio; times interest earned; interest cover'],
  ['total debt', 'AMOUNT', 'long-term debt + current debt'],
  [
    'debt to equity',
    'RATIO',
    '(long-term debt + current debt) / shareholders equity',
    'debt-to-equity; debt to equity ratio; debt-to-equity ratio; debt/equity',
  ],
  ['net debt', 'AMOUNT', 'long-term debt + current debt - cash - short-term investments'],
  ['net cash', 'AMOUNT', 'cash + short-term investments - long-term debt - current debt', 'net cash position'],
  ['liabilities to equity', 'RATIO', 'total liabilities / shareholders equity'],
  [
    'debt to assets',
    'RATIO',
    '(long-term debt + current debt) / total assets',
    'debt to asset ratio; debt-to-assets; debt/assets; debt to total assets; total debt to total assets; total debt to assets',
  ],
  [
    'liabilities to assets',
    'RATIO',
    'total liabilities / total assets',
    'debt ratio; total liabilities to total assets; total liabilities to assets',
  ],
  ['equity multiplier', 'RATIO', 'total assets / shareholders equity'],
  ['book value per share', 'PER_SHARE', 'shareholders equity / shares outstanding', 'bvps'],
  ['sales per share', 'PER_SHARE', 'revenue / diluted shares', 'revenue per share'],
  ['free cash flow per share', 'PER_SHARE', '(operating cash flow - capital expenditures) / diluted shares', 'fcf per share'],
  ['operating cash flow per share', 'PER_SHARE', 'operating cash flow / diluted shares', 'cash flow per share'],
];

/** What these are divided by must be above zero: a loss over negative equity is no return. */
export const NEEDS_POSITIVE: ReadonlySet<string> = new Set([
  'return on equity',
  'debt to equity',
  'liabilities to equity',
  'equity multiplier',
  'dividend payout ratio',
  'retention ratio',
  'free cash flow conversion',
]);

/** Lines that a filer leaves out when it has nothing there. */
const MAY_BE_ABSENT = new Set([
  'ShortTermInvestments',
  'CurrentDebt',
  'ShortTermDebt',
  'CurrentPortionLongTermDebt',
  'NoncontrollingInterests',
]);

const formulas = new Map<string, KnownFormula>();
for (const [name, measure, text, otherNames = ''] of ROWS) {
  const expression = parseExpression(text, readTerm);
  if (!expression) throw new Error(`The formula of "${name}" names an unknown line: ${text}`);
  const formula: KnownFormula = { name, measure, text, expression: withOptional(expression) };
  for (const each of [name, ...otherNames.split(';')]) if (each.trim()) formulas.set(formulaKey(each), formula);
}

/** A line as reported; the formulas that stand for lines not every filer prints come from {@link DERIVATIONS}. */
function readTerm(phrase: string): Expression | undefined {
  return figureNamed(phrase);
}

export const formulaNamed = (phrase: string): KnownFormula | undefined => formulas.get(formulaKey(phrase));

/** By `phraseKey` of a name. */
export const formulaByKey = (key: string): KnownFormula | undefined => formulas.get(oneSpelling(key));

/** A formula's name or a line's: what stands in a formula that a question writes out. */
export const readFormulaTerm = (phrase: string): Expression | undefined => figureNamed(phrase) ?? formulaNamed(phrase)?.expression;

/** How a line that a filer does not print follows from lines that it prints. */
export const DERIVATIONS: Readonly<Record<string, Expression>> = Object.fromEntries(
  (
    [
      ['GrossProfit', 'revenue - cost of revenue'],
      ['CostOfRevenue', 'revenue - gross profit'],
      ['TotalLiabilities', 'total assets - total equity'],
      ['DepreciationAndAmortization', 'depreciation expense + amortization of intangible assets'],
      ['StockholdersEquity', 'total equity - noncontrolling interests'],
      ['TotalEquity', 'shareholders equity + noncontrolling interests'],
      // Some print what falls due within the year as one line, some in two.
      ['CurrentDebt', 'short-term debt + current portion of long-term debt'],
      ['ShortTermDebt', 'current debt'],
    ] as const
  ).map(([concept, text]) => [concept, withOptional(parseExpression(text, figureNamed)!)]),
);

function formulaKey(name: string): string {
  return oneSpelling(phraseKey(name));
}

/** "as % of sales", "as a share of revenue" and "as a percentage of net sales" are one. */
function oneSpelling(key: string): string {
  return key
    .replace(/\bshare of\b/g, '% of')
    .replace(/\bas % of\b/g, 'as a % of')
    .replace(/\b(?:total |net )*(?:sale|revenue)\b/g, 'revenue');
}

function withOptional(expression: Expression): Expression {
  switch (expression.kind) {
    case 'FIGURE':
      return MAY_BE_ABSENT.has(expression.concept) ? { ...expression, optional: true } : expression;
    case 'BINARY':
      return { ...expression, left: withOptional(expression.left), right: withOptional(expression.right) };
    case 'AVERAGE':
    case 'CHANGE':
      return { ...expression, of: withOptional(expression.of) };
    case 'CONSTANT':
      return expression;
  }
}
