import type { Position, Results } from './ledger.ts';
import { totals } from './ledger.ts';
import type { Line } from './statement.ts';

/** What a company that sells goods calls its lines. */
export interface GoodsCaptions {
  revenue: string;
  cost: string;
  /** Concept and label of each segment's member. */
  segments: { member: string; label: string }[];
  segmentAxis: string;
  inventories: string;
  deferredRevenue: string;
  selling: string;
}

const each = <T>(columns: readonly T[], pick: (column: T) => number): number[] => columns.map(pick);

export function incomeStatement(captions: GoodsCaptions, columns: Results[], shares: { basic: number; diluted: number }[]): Line[] {
  const perShare = (count: number, i: number) => Math.round(((columns[i]?.netIncome ?? 0) / count) * 100) / 100;
  const research: Line[] = columns.some((c) => c.research > 0)
    ? [
        {
          label: 'Research and development',
          concept: 'us-gaap:ResearchAndDevelopmentExpense',
          values: each(columns, (c) => c.research),
          indent: true,
        },
      ]
    : [];
  return [
    {
      label: captions.revenue,
      concept: 'us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax',
      values: each(columns, (c) => c.totalRevenue),
    },
    { label: captions.cost, concept: 'us-gaap:CostOfRevenue', values: each(columns, (c) => c.totalCost) },
    { label: 'Gross profit', concept: 'us-gaap:GrossProfit', values: each(columns, (c) => c.grossProfit), kind: 'TOTAL' },
    { label: 'Operating expenses:', kind: 'HEAD' },
    ...research,
    {
      label: captions.selling,
      concept: 'us-gaap:SellingGeneralAndAdministrativeExpense',
      values: each(columns, (c) => c.selling),
      indent: true,
    },
    {
      label: 'Total operating expenses',
      concept: 'us-gaap:OperatingExpenses',
      values: each(columns, (c) => c.research + c.selling),
      indent: true,
    },
    { label: 'Operating income', concept: 'us-gaap:OperatingIncomeLoss', values: each(columns, (c) => c.operatingIncome), kind: 'TOTAL' },
    {
      label: 'Interest expense',
      concept: 'us-gaap:InterestExpenseNonoperating',
      values: each(columns, (c) => c.interestExpense),
      outflow: true,
    },
    { label: 'Other income, net', concept: 'us-gaap:OtherNonoperatingIncomeExpense', values: each(columns, (c) => c.otherIncome) },
    {
      label: 'Income before income taxes',
      concept: 'us-gaap:IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest',
      values: each(columns, (c) => c.pretaxIncome),
    },
    { label: 'Provision for income taxes', concept: 'us-gaap:IncomeTaxExpenseBenefit', values: each(columns, (c) => c.tax) },
    { label: 'Net income', concept: 'us-gaap:NetIncomeLoss', values: each(columns, (c) => c.netIncome), kind: 'TOTAL' },
    { label: 'Earnings per share:', kind: 'HEAD' },
    {
      label: 'Basic',
      concept: 'us-gaap:EarningsPerShareBasic',
      values: shares.map(({ basic }, i) => perShare(basic, i)),
      per: 'SHARE',
      indent: true,
    },
    {
      label: 'Diluted',
      concept: 'us-gaap:EarningsPerShareDiluted',
      values: shares.map(({ diluted }, i) => perShare(diluted, i)),
      per: 'SHARE',
      indent: true,
    },
    { label: 'Shares used in computing earnings per share:', kind: 'HEAD' },
    {
      label: 'Basic shares',
      concept: 'us-gaap:WeightedAverageNumberOfSharesOutstandingBasic',
      values: shares.map(({ basic }) => basic),
      per: 'SHARES',
      indent: true,
    },
    {
      label: 'Diluted shares',
      concept: 'us-gaap:WeightedAverageNumberOfDilutedSharesOutstanding',
      values: shares.map(({ diluted }) => diluted),
      per: 'SHARES',
      indent: true,
    },
  ];
}

export const comprehensiveIncome = (columns: Results[]): Line[] => [
  { label: 'Net income', concept: 'us-gaap:NetIncomeLoss', values: each(columns, (c) => c.netIncome) },
  {
    label: 'Change in foreign currency translation, net of tax',
    concept: 'us-gaap:OtherComprehensiveIncomeLossNetOfTax',
    values: each(columns, (c) => c.currencyEffect),
  },
  {
    label: 'Comprehensive income',
    concept: 'us-gaap:ComprehensiveIncomeNetOfTax',
    values: each(columns, (c) => c.netIncome + c.currencyEffect),
    kind: 'TOTAL',
  },
];

export function balanceSheet(captions: GoodsCaptions, columns: Position[]): Line[] {
  const total = (pick: (t: ReturnType<typeof totals>) => number) => columns.map((c) => pick(totals(c)));
  const line = (label: string, concept: string, pick: (p: Position) => number): Line => ({
    label,
    concept: `us-gaap:${concept}`,
    values: each(columns, pick),
    indent: true,
  });
  const maybe = (lines: Line[]) => lines.filter(({ values }) => values?.some((value) => value !== 0));
  const rows: Line[] = [
    { label: 'Current assets:', kind: 'HEAD' },
    line('Cash and cash equivalents', 'CashAndCashEquivalentsAtCarryingValue', (p) => p.cash),
    line('Accounts receivable, net', 'AccountsReceivableNetCurrent', (p) => p.receivables),
    line(captions.inventories, 'InventoryNet', (p) => p.inventories),
    line('Prepaid expenses and other current assets', 'PrepaidExpenseAndOtherAssetsCurrent', (p) => p.otherCurrent),
    { label: 'Total current assets', concept: 'us-gaap:AssetsCurrent', values: total((t) => t.currentAssets), kind: 'TOTAL' },
    line('Property, plant and equipment, net', 'PropertyPlantAndEquipmentNet', (p) => p.property),
    line('Operating lease right-of-use assets', 'OperatingLeaseRightOfUseAsset', (p) => p.leases),
    line('Goodwill', 'Goodwill', (p) => p.goodwill),
    ...maybe([line('Intangible assets, net', 'IntangibleAssetsNetExcludingGoodwill', (p) => p.intangibles)]),
    { label: 'Total assets', concept: 'us-gaap:Assets', values: total((t) => t.assets), kind: 'TOTAL' },
    { label: 'Current liabilities:', kind: 'HEAD' },
    line('Accounts payable', 'AccountsPayableCurrent', (p) => p.payables),
    line('Accrued liabilities', 'AccruedLiabilitiesCurrent', (p) => p.accrued),
    line(captions.deferredRevenue, 'ContractWithCustomerLiabilityCurrent', (p) => p.deferredRevenue),
    {
      label: 'Total current liabilities',
      concept: 'us-gaap:LiabilitiesCurrent',
      values: total((t) => t.currentLiabilities),
      kind: 'TOTAL',
    },
    line('Long-term debt', 'LongTermDebtNoncurrent', (p) => p.debt),
    line('Operating lease liabilities', 'OperatingLeaseLiabilityNoncurrent', (p) => p.leases),
    { label: 'Total liabilities', concept: 'us-gaap:Liabilities', values: total((t) => t.liabilities), kind: 'TOTAL' },
    { label: "Shareholders' equity:", kind: 'HEAD' },
    line('Common stock and additional paid-in capital', 'CommonStocksIncludingAdditionalPaidInCapital', (p) => p.paidInCapital),
    line('Retained earnings', 'RetainedEarningsAccumulatedDeficit', (p) => p.retainedEarnings),
    ...maybe([line('Accumulated other comprehensive loss', 'AccumulatedOtherComprehensiveIncomeLossNetOfTax', (p) => p.comprehensive)]),
    { label: "Total shareholders' equity", concept: 'us-gaap:StockholdersEquity', values: total((t) => t.equity), kind: 'TOTAL' },
    {
      label: "Total liabilities and shareholders' equity",
      concept: 'us-gaap:LiabilitiesAndStockholdersEquity',
      values: total((t) => t.liabilitiesAndEquity),
      kind: 'TOTAL',
    },
  ];
  return rows;
}

export function cashFlows(captions: GoodsCaptions, columns: Results[], openingCash: number[]): Line[] {
  const inflow = (label: string, concept: string, pick: (r: Results) => number): Line => ({
    label,
    concept: `us-gaap:${concept}`,
    values: each(columns, pick),
    indent: true,
  });
  /** Concepts of the form IncreaseDecreaseIn…: an increase is positive in XBRL and an outflow in the statement. */
  const increase = (label: string, concept: string, pick: (r: Results) => number): Line => ({
    ...inflow(label, `IncreaseDecreaseIn${concept}`, (r) => -pick(r)),
    outflow: true,
  });
  const payment = (label: string, concept: string, pick: (r: Results) => number): Line => ({
    ...inflow(label, concept, pick),
    outflow: true,
  });
  const used = (lines: Line[]) => lines.filter(({ values }) => values?.some((value) => value !== 0));
  const cash = 'us-gaap:CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents';
  return [
    { label: 'Cash and cash equivalents, beginning of period', concept: cash, values: openingCash, instant: 'START' },
    { label: 'Operating activities:', kind: 'HEAD' },
    inflow('Net income', 'NetIncomeLoss', (r) => r.netIncome),
    inflow('Depreciation', 'Depreciation', (r) => r.depreciation),
    ...used([inflow('Amortization of intangible assets', 'AmortizationOfIntangibleAssets', (r) => r.amortization)]),
    inflow('Share-based compensation', 'ShareBasedCompensation', (r) => r.shareCompensation),
    increase('Accounts receivable', 'AccountsReceivable', (r) => r.change.receivables),
    increase(captions.inventories, 'Inventories', (r) => r.change.inventories),
    increase('Prepaid expenses and other current assets', 'PrepaidDeferredExpenseAndOtherAssets', (r) => r.change.otherCurrent),
    inflow('Accounts payable', 'IncreaseDecreaseInAccountsPayable', (r) => r.change.payables),
    inflow('Accrued liabilities', 'IncreaseDecreaseInAccruedLiabilities', (r) => r.change.accrued),
    inflow(captions.deferredRevenue, 'IncreaseDecreaseInContractWithCustomerLiability', (r) => r.change.deferredRevenue),
    {
      label: 'Cash generated by operating activities',
      concept: 'us-gaap:NetCashProvidedByUsedInOperatingActivities',
      values: each(columns, (r) => r.operatingCash),
      kind: 'TOTAL',
    },
    { label: 'Investing activities:', kind: 'HEAD' },
    payment('Purchases of property, plant and equipment', 'PaymentsToAcquirePropertyPlantAndEquipment', (r) => r.capitalExpenditure),
    {
      label: 'Cash used in investing activities',
      concept: 'us-gaap:NetCashProvidedByUsedInInvestingActivities',
      values: each(columns, (r) => r.investingCash),
      kind: 'TOTAL',
    },
    { label: 'Financing activities:', kind: 'HEAD' },
    ...used([inflow('Proceeds from issuance of long-term debt', 'ProceedsFromIssuanceOfLongTermDebt', (r) => r.debtIssued)]),
    payment('Repayments of long-term debt', 'RepaymentsOfLongTermDebt', (r) => r.debtRepaid),
    payment('Dividends paid', 'PaymentsOfDividends', (r) => r.dividends),
    payment('Repurchases of common stock', 'PaymentsForRepurchaseOfCommonStock', (r) => r.buybacks),
    inflow('Proceeds from exercise of stock options', 'ProceedsFromStockOptionsExercised', (r) => r.optionProceeds),
    {
      label: 'Cash used in financing activities',
      concept: 'us-gaap:NetCashProvidedByUsedInFinancingActivities',
      values: each(columns, (r) => r.financingCash),
      kind: 'TOTAL',
    },
    ...used([
      inflow(
        'Effect of exchange rate changes on cash',
        'EffectOfExchangeRateOnCashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents',
        (r) => r.currencyEffect,
      ),
    ]),
    {
      label: 'Increase (decrease) in cash and cash equivalents',
      concept: 'us-gaap:CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsPeriodIncreaseDecreaseIncludingExchangeRateEffect',
      values: each(columns, (r) => r.changeInCash),
    },
    {
      label: 'Cash and cash equivalents, end of period',
      concept: cash,
      values: columns.map((r, i) => (openingCash[i] ?? 0) + r.changeInCash),
      instant: 'END',
      kind: 'TOTAL',
    },
  ];
}

const EQUITY_AXIS = 'us-gaap:StatementEquityComponentsAxis';

/** One block a component, each year's movements in its columns. */
export function equity(columns: Results[], opening: Position[], closing: Position[]): Line[] {
  const component = (member: string): Line['dimensions'] => ({ [EQUITY_AXIS]: `us-gaap:${member}` });
  const at = (positions: Position[], pick: (p: Position) => number) => positions.map(pick);
  const balance = (label: string, values: number[], instant: 'START' | 'END', dimensions: Line['dimensions']): Line => ({
    label,
    concept: 'us-gaap:StockholdersEquity',
    values,
    instant,
    dimensions,
    kind: instant === 'END' ? 'TOTAL' : 'LINE',
  });
  const stock = component('CommonStockIncludingAdditionalPaidInCapitalMember');
  const retained = component('RetainedEarningsMember');
  const comprehensive = component('AccumulatedOtherComprehensiveIncomeMember');
  const movement = (label: string, concept: string, values: number[], dimensions: Line['dimensions'], outflow = false): Line => ({
    label,
    concept: `us-gaap:${concept}`,
    values,
    dimensions,
    outflow,
    indent: true,
  });
  const lines: Line[] = [
    { label: 'Common stock and additional paid-in capital:', kind: 'HEAD' },
    balance(
      'Beginning balance',
      at(opening, (p) => p.paidInCapital),
      'START',
      stock,
    ),
    movement(
      'Share-based compensation',
      'AdjustmentsToAdditionalPaidInCapitalSharebasedCompensationRequisiteServicePeriodRecognitionValue',
      each(columns, (r) => r.shareCompensation),
      stock,
    ),
    movement(
      'Common stock issued on exercise of options',
      'StockIssuedDuringPeriodValueStockOptionsExercised',
      each(columns, (r) => r.optionProceeds),
      stock,
    ),
    balance(
      'Ending balance',
      at(closing, (p) => p.paidInCapital),
      'END',
      stock,
    ),
    { label: 'Retained earnings:', kind: 'HEAD' },
    balance(
      'Beginning balance',
      at(opening, (p) => p.retainedEarnings),
      'START',
      retained,
    ),
    movement(
      'Net income',
      'NetIncomeLoss',
      each(columns, (r) => r.netIncome),
      retained,
    ),
    movement(
      'Dividends declared',
      'DividendsCommonStockCash',
      each(columns, (r) => r.dividends),
      retained,
      true,
    ),
    movement(
      'Repurchases of common stock',
      'StockRepurchasedDuringPeriodValue',
      each(columns, (r) => r.buybacks),
      retained,
      true,
    ),
    balance(
      'Ending balance',
      at(closing, (p) => p.retainedEarnings),
      'END',
      retained,
    ),
  ];
  if (closing.some((p) => p.comprehensive !== 0))
    lines.push(
      { label: 'Accumulated other comprehensive loss:', kind: 'HEAD' },
      balance(
        'Beginning balance',
        at(opening, (p) => p.comprehensive),
        'START',
        comprehensive,
      ),
      movement(
        'Other comprehensive income (loss)',
        'OtherComprehensiveIncomeLossNetOfTax',
        each(columns, (r) => r.currencyEffect),
        comprehensive,
      ),
      balance(
        'Ending balance',
        at(closing, (p) => p.comprehensive),
        'END',
        comprehensive,
      ),
    );
  return [
    ...lines,
    balance(
      "Total shareholders' equity",
      at(closing, (p) => totals(p).equity),
      'END',
      undefined,
    ),
  ];
}
