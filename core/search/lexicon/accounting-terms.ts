import type { StatementKind } from '../../filing/document/types.ts';

/**
 * What people call a line of the financial statements, and what filers print there.
 * `names` are looked for in questions (a phrase matches on stems, stop words between its words are free); `lines` are captions under
 * which filers report it, and join the query with a lower weight; `statements` is where it stands.
 */
export interface AccountingTerm {
  /** As in core/fact/standard-concepts.ts where it has one. */
  concept: string;
  names: readonly string[];
  lines: readonly string[];
  statements: readonly StatementKind[];
}

const term = (concept: string, statements: readonly StatementKind[], names: string, lines: string): AccountingTerm => ({
  concept,
  statements,
  names: names.split(';').map((name) => name.trim()),
  lines: lines.split(';').map((line) => line.trim()),
});

export const ACCOUNTING_TERMS: readonly AccountingTerm[] = [
  // Income statement
  term(
    'Revenue',
    ['INCOME'],
    'revenue; revenues; total revenue; total revenues; net revenue; net revenues; net sales; sales; total net sales; top line; topline; net operating revenues; turnover in sales',
    'total revenues; net sales; total net revenue; net operating revenues; sales to customers; revenues',
  ),
  term(
    'CostOfRevenue',
    ['INCOME'],
    'cogs; cost of goods sold; cost of sales; cost of revenue; cost of revenues; cost of products sold; costs of goods; cost of services',
    'cost of goods sold; cost of sales; cost of revenue; cost of products sold; total cost of revenues',
  ),
  term(
    'GrossProfit',
    ['INCOME'],
    'gross profit; gross margin; gross margins; gross income',
    'gross profit; gross margin; cost of sales; net sales',
  ),
  term(
    'OperatingIncome',
    ['INCOME'],
    'operating income; operating profit; operating earnings; operating loss; income from operations; ebit; earnings before interest and taxes',
    'operating income; operating profit; income from operations; operating income (loss); loss from operations',
  ),
  term(
    'NetIncome',
    ['INCOME'],
    'net income; net earnings; net profit; net profits; net loss; bottom line; profit after tax; earnings; profit; net income attributable to shareholders',
    'net income; net earnings; net loss; net income attributable to common stockholders; consolidated net income; net income attributable to',
  ),
  term(
    'PretaxIncome',
    ['INCOME'],
    'pretax income; pre-tax income; income before tax; income before taxes; income before income taxes; earnings before tax; pretax earnings; profit before tax',
    'income before income taxes; earnings before provision for taxes on income; income before provision for income taxes',
  ),
  term(
    'IncomeTaxExpense',
    ['INCOME'],
    'income tax; income taxes; income tax expense; tax expense; tax provision; provision for income taxes; provision for taxes; effective tax rate; tax rate; tax benefit',
    'provision for income taxes; income tax expense; effective tax rate; income taxes; provision for taxes on income',
  ),
  term(
    'InterestExpense',
    ['INCOME'],
    'interest expense; interest expenses; interest cost; interest costs; net interest expense; borrowing costs',
    'interest expense; interest expense, net of amounts capitalized; interest expense, net',
  ),
  term('InterestIncome', ['INCOME'], 'interest income; investment income', 'interest income; interest and other income; investment income'),
  term(
    'ResearchAndDevelopment',
    ['INCOME'],
    'research and development; r&d; rd expense; research and development expense; research spending',
    'research and development; research, development and engineering expenses; product development',
  ),
  term(
    'SellingGeneralAdministrative',
    ['INCOME'],
    'sg&a; sga; selling general and administrative; selling, general and administrative expenses; overhead; selling and marketing; general and administrative; marketing expense',
    'selling, general and administrative expenses; general and administrative; selling, marketing and administrative; sales and marketing',
  ),
  term(
    'OperatingExpenses',
    ['INCOME'],
    'operating expenses; operating expense; opex; total operating expenses; operating costs; costs and expenses',
    'total operating expenses; total costs and expenses; operating expenses',
  ),
  term(
    'RestructuringCharges',
    ['INCOME'],
    'restructuring; restructuring cost; restructuring costs; restructuring charge; restructuring charges; severance; restructuring liability; reorganization costs',
    'restructuring charges; restructuring, impairment and other charges; restructuring liability; severance and other employee costs',
  ),
  term(
    'Impairment',
    ['INCOME', 'CASH_FLOW'],
    'impairment; impairments; impairment charge; write down; writedown; write-off; goodwill impairment; asset impairment',
    'impairment charges; goodwill impairment; asset impairments; impairment of intangible assets; write-downs',
  ),
  term(
    'EpsDiluted',
    ['INCOME'],
    'diluted eps; diluted earnings per share; eps; earnings per share; net income per share; earnings per common share',
    'diluted earnings per share; diluted; net income per share diluted; earnings per share diluted',
  ),
  term('EpsBasic', ['INCOME'], 'basic eps; basic earnings per share', 'basic earnings per share; basic; net income per share basic'),
  term(
    'SharesDiluted',
    ['INCOME'],
    'weighted average shares; diluted shares; diluted share count; average shares outstanding; weighted average diluted shares',
    'weighted average shares outstanding; diluted; weighted-average number of common shares outstanding',
  ),
  term(
    'DividendsPerShare',
    ['INCOME', 'EQUITY'],
    'dividend per share; dividends per share; dps; dividends declared per share; dividend rate',
    'dividends declared per common share; cash dividends per share; dividends per share',
  ),
  // Balance sheet
  term(
    'Cash',
    ['BALANCE_SHEET', 'CASH_FLOW'],
    'cash; cash and cash equivalents; cash & cash equivalents; cash equivalents; cash balance; cash position; cash on hand; cash on the balance sheet',
    'cash and cash equivalents; cash, cash equivalents and restricted cash',
  ),
  term(
    'ShortTermInvestments',
    ['BALANCE_SHEET'],
    'short term investments; short-term investments; marketable securities; marketable debt securities; liquid investments',
    'short-term investments; marketable securities; available-for-sale debt securities',
  ),
  term(
    'AccountsReceivable',
    ['BALANCE_SHEET'],
    'accounts receivable; receivables; trade receivables; net ar; net accounts receivable; net receivables; customer receivables; ar',
    'accounts receivable, net; accounts and notes receivable, net; trade accounts receivable; receivables, net',
  ),
  term(
    'Inventory',
    ['BALANCE_SHEET'],
    'inventory; inventories; merchandise inventories; stock of goods; inventory levels',
    'inventories; inventories, net; merchandise inventories; total inventories',
  ),
  term(
    'PrepaidExpenses',
    ['BALANCE_SHEET'],
    'prepaid expenses; prepaids; other current assets',
    'prepaid expenses and other current assets; prepaid expenses',
  ),
  term('CurrentAssets', ['BALANCE_SHEET'], 'current assets; total current assets', 'total current assets; current assets'),
  term(
    'PropertyPlantEquipment',
    ['BALANCE_SHEET'],
    'pp&e; ppe; ppne; pp&ne; property plant and equipment; property and equipment; property, plant and equipment; net pp&e; net ppne; fixed assets; net property plant and equipment; tangible assets; property plant equipment',
    'property, plant and equipment, net; property and equipment, net; net property and equipment; total property and equipment; accumulated depreciation',
  ),
  term('Goodwill', ['BALANCE_SHEET'], 'goodwill', 'goodwill'),
  term(
    'IntangibleAssets',
    ['BALANCE_SHEET'],
    'intangible assets; intangibles; other intangible assets',
    'intangible assets, net; other intangible assets, net; amortizable intangible assets',
  ),
  term('TotalAssets', ['BALANCE_SHEET'], 'total assets; assets; asset base', 'total assets'),
  term(
    'AccountsPayable',
    ['BALANCE_SHEET'],
    'accounts payable; payables; trade payables; ap',
    'accounts payable; accounts payable and accrued liabilities; trade accounts payable',
  ),
  term(
    'AccruedLiabilities',
    ['BALANCE_SHEET'],
    'accrued liabilities; accrued expenses; accruals; other current liabilities',
    'accrued expenses; accrued liabilities; other current liabilities',
  ),
  term(
    'DeferredRevenue',
    ['BALANCE_SHEET'],
    'deferred revenue; unearned revenue; contract liabilities; remaining performance obligations',
    'deferred revenue; contract liabilities; unearned revenue',
  ),
  term(
    'CurrentLiabilities',
    ['BALANCE_SHEET'],
    'current liabilities; total current liabilities',
    'total current liabilities; current liabilities',
  ),
  term(
    'LongTermDebt',
    ['BALANCE_SHEET'],
    'long term debt; long-term debt; debt; borrowings; total debt; notes payable; term debt; senior notes; leverage; indebtedness; net debt',
    'long-term debt; long-term debt, net; current portion of long-term debt; senior notes; long-term obligations',
  ),
  term(
    'ShortTermDebt',
    ['BALANCE_SHEET'],
    'short term debt; short-term debt; commercial paper; short-term borrowings',
    'short-term debt; commercial paper; short-term obligations; current maturities of long-term debt',
  ),
  term(
    'OperatingLeaseAssets',
    ['BALANCE_SHEET'],
    'operating lease; operating leases; lease liabilities; lease obligations; right of use assets; leases',
    'operating lease right-of-use assets; operating lease liabilities; lease cost',
  ),
  term('TotalLiabilities', ['BALANCE_SHEET'], 'total liabilities; liabilities', 'total liabilities'),
  term(
    'StockholdersEquity',
    ['BALANCE_SHEET', 'EQUITY'],
    "shareholders equity; stockholders equity; shareholders' equity; stockholders' equity; total equity; book value; equity; net assets; shareowners equity",
    "total shareholders' equity; total stockholders' equity; total equity; total common shareholders' equity",
  ),
  term(
    'RetainedEarnings',
    ['BALANCE_SHEET', 'EQUITY'],
    'retained earnings; accumulated deficit',
    'retained earnings; accumulated deficit; reinvested earnings',
  ),
  term(
    'SharesOutstanding',
    ['BALANCE_SHEET', 'EQUITY'],
    'shares outstanding; share count; outstanding shares',
    'shares outstanding; common stock, shares issued and outstanding',
  ),
  term('TreasuryStock', ['BALANCE_SHEET', 'EQUITY'], 'treasury stock', 'treasury stock, at cost; repurchased common stock'),
  // Cash flow
  term(
    'OperatingCashFlow',
    ['CASH_FLOW'],
    'operating cash flow; cash flow from operations; cash from operations; cash flows from operating activities; operating activities; cfo; cash generated from operations; net cash provided by operating activities; cash from operating activities; cash flow',
    'net cash provided by operating activities; cash flows from operating activities; total cash provided by operating activities; net cash flows from operating activities',
  ),
  term(
    'InvestingCashFlow',
    ['CASH_FLOW'],
    'investing activities; cash flow from investing; investing cash flow; investing',
    'net cash used in investing activities; cash flows from investing activities; net cash used for investing activities',
  ),
  term(
    'FinancingCashFlow',
    ['CASH_FLOW'],
    'financing activities; cash flow from financing; financing cash flow; financing',
    'net cash used in financing activities; cash flows from financing activities; net cash used for financing activities',
  ),
  term(
    'CapitalExpenditures',
    ['CASH_FLOW'],
    'capex; cap ex; capital expenditure; capital expenditures; capital spending; purchases of property plant and equipment; purchase of property and equipment; additions to property; investment in property; capital intensity; capital intensive; capital investment',
    'purchases of property, plant and equipment; capital expenditures; capital spending; additions to property and equipment; purchases of property and equipment; acquisition of property, plant and equipment',
  ),
  term(
    'DepreciationAndAmortization',
    ['CASH_FLOW'],
    'depreciation; amortization; d&a; depreciation and amortization; depreciation expense; amortisation',
    'depreciation and amortization; depreciation; depreciation expense; amortization of intangible assets',
  ),
  term(
    'StockBasedCompensation',
    ['CASH_FLOW'],
    'stock based compensation; share based compensation; stock-based compensation; sbc; stock compensation; equity compensation',
    'stock-based compensation; share-based compensation expense',
  ),
  term(
    'Dividends',
    ['CASH_FLOW'],
    'dividends; dividend; dividends paid; cash dividends; dividend payments; dividend payout',
    'dividends paid; cash dividends paid; payments of dividends; dividends to common shareholders; dividends declared',
  ),
  term(
    'ShareRepurchases',
    ['CASH_FLOW'],
    'share repurchases; buybacks; share buyback; stock buyback; stock repurchases; repurchase of shares; repurchases of common stock; stock repurchase program; bought back',
    'repurchase of common stock; purchases of treasury stock; share repurchases; repurchases of common stock',
  ),
  term(
    'DebtIssued',
    ['CASH_FLOW'],
    'debt issuance; proceeds from debt; issuance of debt; new borrowings',
    'proceeds from issuance of long-term debt; proceeds from issuances of debt; proceeds from borrowings',
  ),
  term(
    'DebtRepaid',
    ['CASH_FLOW'],
    'debt repayment; repayment of debt; debt repayments; repaid debt',
    'repayments of long-term debt; payments on debt; retirement of long-term debt',
  ),
  term(
    'Acquisitions',
    ['CASH_FLOW'],
    'cash paid for acquisitions; acquisition spending',
    'acquisitions, net of cash acquired; business combinations, net of cash acquired',
  ),
];

/** A figure that is made of others: the operands say which lines and statements must be found. */
export interface RatioTerm {
  ratio: string;
  names: readonly string[];
  operands: readonly string[];
}

const ratio = (name: string, operands: string, names: string): RatioTerm => ({
  ratio: name,
  operands: operands.split(' '),
  names: names.split(';').map((value) => value.trim()),
});

export const RATIO_TERMS: readonly RatioTerm[] = [
  ratio('GrossMargin', 'GrossProfit Revenue CostOfRevenue', 'gross margin; gross margins; gross profit margin; gross margin profile'),
  ratio(
    'OperatingMargin',
    'OperatingIncome Revenue',
    'operating margin; operating margins; operating profit margin; operating income margin; ebit margin; operating margin profile; operating income % margin',
  ),
  ratio(
    'NetMargin',
    'NetIncome Revenue',
    'net margin; net profit margin; profit margin; net income margin; net earnings as a percent of sales; profitability',
  ),
  ratio('EbitdaMargin', 'OperatingIncome DepreciationAndAmortization Revenue', 'ebitda margin; ebitda % margin'),
  ratio('Ebitda', 'OperatingIncome DepreciationAndAmortization', 'ebitda; adjusted ebitda; unadjusted ebitda'),
  ratio('FreeCashFlow', 'OperatingCashFlow CapitalExpenditures', 'free cash flow; fcf; free cashflow; free cash flow conversion'),
  ratio('CurrentRatio', 'CurrentAssets CurrentLiabilities', 'current ratio; liquidity ratio; liquidity profile'),
  ratio('QuickRatio', 'Cash AccountsReceivable CurrentAssets Inventory CurrentLiabilities', 'quick ratio; acid test; acid test ratio'),
  ratio('CashRatio', 'Cash CurrentLiabilities', 'cash ratio'),
  ratio(
    'WorkingCapital',
    'CurrentAssets CurrentLiabilities',
    'working capital; net working capital; working capital ratio; operating working capital',
  ),
  ratio(
    'DebtToEquity',
    'LongTermDebt ShortTermDebt StockholdersEquity',
    'debt to equity; debt-to-equity; leverage ratio; gearing; debt/equity',
  ),
  ratio('InterestCoverage', 'OperatingIncome InterestExpense', 'interest coverage; interest coverage ratio; times interest earned'),
  ratio('ReturnOnAssets', 'NetIncome TotalAssets', 'return on assets; roa'),
  ratio('ReturnOnEquity', 'NetIncome StockholdersEquity', 'return on equity; roe'),
  ratio(
    'ReturnOnCapital',
    'OperatingIncome StockholdersEquity LongTermDebt',
    'return on capital; return on invested capital; roic; return on capital employed',
  ),
  ratio('AssetTurnover', 'Revenue TotalAssets', 'asset turnover; total asset turnover; asset turnover ratio'),
  ratio('FixedAssetTurnover', 'Revenue PropertyPlantEquipment', 'fixed asset turnover; fixed asset turnover ratio; ppe turnover'),
  ratio(
    'InventoryTurnover',
    'CostOfRevenue Inventory',
    'inventory turnover; inventory turnover ratio; inventory turns; stock turnover; sold its inventory; times inventory',
  ),
  ratio(
    'DaysInventory',
    'CostOfRevenue Inventory',
    'days inventory outstanding; dio; days sales of inventory; days of inventory; days inventory',
  ),
  ratio('DaysPayable', 'AccountsPayable CostOfRevenue Inventory', 'days payable outstanding; dpo; days payables; days payable'),
  ratio('DaysSales', 'AccountsReceivable Revenue', 'days sales outstanding; dso; days receivable; receivables turnover'),
  ratio('CashConversionCycle', 'AccountsReceivable Inventory AccountsPayable CostOfRevenue Revenue', 'cash conversion cycle; ccc'),
  ratio('PayoutRatio', 'Dividends NetIncome', 'payout ratio; dividend payout ratio; retention ratio'),
  ratio(
    'CapexToRevenue',
    'CapitalExpenditures Revenue',
    'capex as a % of revenue; capital intensity; capex to revenue; capital intensive; capital-intensive',
  ),
  ratio('EffectiveTaxRate', 'IncomeTaxExpense PretaxIncome', 'effective tax rate; tax rate'),
  ratio('BookValuePerShare', 'StockholdersEquity SharesOutstanding', 'book value per share'),
];

export const STATEMENT_NAMES: Readonly<Record<StatementKind, { names: readonly string[]; title: string }>> = {
  BALANCE_SHEET: {
    names: [
      'balance sheet',
      'balance sheets',
      'statement of financial position',
      'statements of financial position',
      'financial position statement',
      'statement of financial condition',
    ],
    title: 'consolidated balance sheets statement of financial position',
  },
  INCOME: {
    names: [
      'income statement',
      'income statements',
      'statement of income',
      'statements of income',
      'statement of operations',
      'statements of operations',
      'statement of earnings',
      'statements of earnings',
      'p&l',
      'p&l statement',
      'profit and loss',
      'profit and loss statement',
      'profit & loss',
    ],
    title: 'consolidated statements of income operations earnings',
  },
  CASH_FLOW: {
    names: [
      'cash flow statement',
      'cash flow statements',
      'statement of cash flows',
      'statements of cash flows',
      'statement of cash flow',
      'cash flows statement',
      'cashflow statement',
    ],
    title: 'consolidated statements of cash flows',
  },
  EQUITY: {
    names: [
      'statement of equity',
      'statements of equity',
      'statement of shareholders equity',
      'statement of stockholders equity',
      'statement of changes in equity',
    ],
    title: 'consolidated statements of shareholders stockholders equity',
  },
  COMPREHENSIVE_INCOME: {
    names: [
      'statement of comprehensive income',
      'statements of comprehensive income',
      'comprehensive income',
      'other comprehensive income',
    ],
    title: 'consolidated statements of comprehensive income',
  },
};
