import { type BankCash, type BankIncome, type BankPosition, bankTotals } from './bank-ledger.ts';
import type { Line } from './statement.ts';

type Pick<T> = (column: T) => number;
const lineOf =
  <T>(columns: readonly T[]) =>
  (label: string, concept: string, pick: Pick<T>, rest: Partial<Line> = {}): Line => ({
    label,
    concept: `us-gaap:${concept}`,
    values: columns.map(pick),
    indent: rest.kind === undefined,
    ...rest,
  });

export function bankIncome(columns: BankIncome[], shares: { basic: number; diluted: number }[]): Line[] {
  const line = lineOf(columns);
  const perShare = (count: number, i: number) => Math.round(((columns[i]?.netIncome ?? 0) / count) * 100) / 100;
  return [
    { label: 'Interest income:', kind: 'HEAD' },
    line('Loans, including fees', 'InterestAndFeeIncomeLoansAndLeases', (c) => c.interestLoans),
    line('Securities', 'InterestIncomeSecuritiesOperatingTaxable', (c) => c.interestSecurities),
    line('Total interest income', 'InterestAndDividendIncomeOperating', (c) => c.interestIncome, { kind: 'TOTAL' }),
    { label: 'Interest expense:', kind: 'HEAD' },
    line('Deposits', 'InterestExpenseDeposits', (c) => c.interestDeposits),
    line('Borrowings', 'InterestExpenseBorrowings', (c) => c.interestBorrowings),
    line('Total interest expense', 'InterestExpenseOperating', (c) => c.interestExpense, { kind: 'TOTAL' }),
    line('Net interest income', 'InterestIncomeExpenseNet', (c) => c.netInterestIncome, { kind: 'TOTAL' }),
    line('Provision for credit losses', 'ProvisionForLoanLeaseAndOtherLosses', (c) => c.provision),
    line(
      'Net interest income after provision for credit losses',
      'InterestIncomeExpenseAfterProvisionForLoanLoss',
      (c) => c.afterProvision,
      { kind: 'TOTAL' },
    ),
    { label: 'Noninterest income:', kind: 'HEAD' },
    line('Service charges on deposit accounts', 'FeesAndCommissionsDepositorAccounts1', (c) => c.serviceCharges),
    line('Mortgage banking income', 'GainLossOnSalesOfLoansNet', (c) => c.mortgageBanking),
    line('Total noninterest income', 'NoninterestIncome', (c) => c.noninterestIncome, { kind: 'TOTAL' }),
    { label: 'Noninterest expense:', kind: 'HEAD' },
    line('Salaries and employee benefits', 'LaborAndRelatedExpense', (c) => c.salaries),
    line('Occupancy and equipment', 'OccupancyNet', (c) => c.occupancy),
    line('Other noninterest expense', 'OtherNoninterestExpense', (c) => c.otherExpense),
    line('Total noninterest expense', 'NoninterestExpense', (c) => c.noninterestExpense, { kind: 'TOTAL' }),
    line(
      'Income before income taxes',
      'IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest',
      (c) => c.pretaxIncome,
    ),
    line('Income tax expense', 'IncomeTaxExpenseBenefit', (c) => c.tax),
    line('Net income', 'NetIncomeLoss', (c) => c.netIncome, { kind: 'TOTAL' }),
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
    {
      label: 'Weighted average shares, basic',
      concept: 'us-gaap:WeightedAverageNumberOfSharesOutstandingBasic',
      values: shares.map(({ basic }) => basic),
      per: 'SHARES',
    },
    {
      label: 'Weighted average shares, diluted',
      concept: 'us-gaap:WeightedAverageNumberOfDilutedSharesOutstanding',
      values: shares.map(({ diluted }) => diluted),
      per: 'SHARES',
    },
  ];
}

export function bankBalance(columns: BankPosition[]): Line[] {
  const line = lineOf(columns);
  return [
    { label: 'Assets', kind: 'HEAD' },
    line('Cash and cash equivalents', 'CashAndCashEquivalentsAtCarryingValue', (p) => p.cash),
    line('Securities available for sale, at fair value', 'DebtSecuritiesAvailableForSaleExcludingAccruedInterest', (p) => p.securities),
    line('Loans', 'FinancingReceivableExcludingAccruedInterestBeforeAllowanceForCreditLoss', (p) => p.grossLoans),
    line('Allowance for credit losses', 'FinancingReceivableAllowanceForCreditLossExcludingAccruedInterest', (p) => p.allowance, {
      outflow: true,
    }),
    line('Net loans', 'FinancingReceivableExcludingAccruedInterestAfterAllowanceForCreditLoss', (p) => bankTotals(p).netLoans, {
      kind: 'TOTAL',
    }),
    line('Premises and equipment, net', 'PropertyPlantAndEquipmentNet', (p) => p.premises),
    line('Other assets', 'OtherAssets', (p) => p.otherAssets),
    line('Total assets', 'Assets', (p) => bankTotals(p).assets, { kind: 'TOTAL' }),
    { label: "Liabilities and Shareholders' Equity", kind: 'HEAD' },
    line('Noninterest-bearing deposits', 'NoninterestBearingDepositLiabilities', (p) => p.demandDeposits),
    line('Interest-bearing deposits', 'InterestBearingDepositLiabilities', (p) => p.interestDepositsHeld),
    line('Total deposits', 'Deposits', (p) => p.demandDeposits + p.interestDepositsHeld, { kind: 'TOTAL' }),
    line('Federal Home Loan Bank advances', 'AdvancesFromFederalHomeLoanBanks', (p) => p.borrowings),
    line('Other liabilities', 'OtherLiabilities', (p) => p.otherLiabilities),
    line('Total liabilities', 'Liabilities', (p) => bankTotals(p).liabilities, { kind: 'TOTAL' }),
    line('Common stock and additional paid-in capital', 'CommonStocksIncludingAdditionalPaidInCapital', (p) => p.paidInCapital),
    line('Retained earnings', 'RetainedEarningsAccumulatedDeficit', (p) => p.retainedEarnings),
    line('Accumulated other comprehensive loss', 'AccumulatedOtherComprehensiveIncomeLossNetOfTax', (p) => p.comprehensive),
    line("Total shareholders' equity", 'StockholdersEquity', (p) => bankTotals(p).equity, { kind: 'TOTAL' }),
    line("Total liabilities and shareholders' equity", 'LiabilitiesAndStockholdersEquity', (p) => bankTotals(p).liabilitiesAndEquity, {
      kind: 'TOTAL',
    }),
  ];
}

export function bankCashFlows(columns: { income: BankIncome; cash: BankCash; openingCash: number }[]): Line[] {
  const line = lineOf(columns);
  const cashConcept = 'CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents';
  return [
    { label: 'Operating activities:', kind: 'HEAD' },
    line('Net income', 'NetIncomeLoss', (c) => c.income.netIncome),
    line('Provision for credit losses', 'ProvisionForLoanLeaseAndOtherLosses', (c) => c.income.provision),
    line('Depreciation', 'Depreciation', (c) => c.income.depreciation),
    line('Share-based compensation', 'ShareBasedCompensation', (c) => c.income.shareCompensation),
    line('Other assets', 'IncreaseDecreaseInOtherOperatingAssets', (c) => c.cash.otherAssets, { outflow: true }),
    line('Other liabilities', 'IncreaseDecreaseInOtherOperatingLiabilities', (c) => c.cash.otherLiabilities),
    line('Net cash provided by operating activities', 'NetCashProvidedByUsedInOperatingActivities', (c) => c.cash.operating, {
      kind: 'TOTAL',
    }),
    { label: 'Investing activities:', kind: 'HEAD' },
    line('Net increase in loans', 'PaymentsForProceedsFromLoansAndLeases', (c) => c.cash.loans, { outflow: true }),
    line('Purchases of securities, net of maturities', 'PaymentsForProceedsFromAvailableForSaleSecurities', (c) => c.cash.securities, {
      outflow: true,
    }),
    line('Purchases of premises and equipment', 'PaymentsToAcquirePropertyPlantAndEquipment', (c) => c.income.capitalExpenditure, {
      outflow: true,
    }),
    line('Net cash used in investing activities', 'NetCashProvidedByUsedInInvestingActivities', (c) => c.cash.investing, { kind: 'TOTAL' }),
    { label: 'Financing activities:', kind: 'HEAD' },
    line('Net increase in deposits', 'IncreaseDecreaseInDeposits', (c) => c.cash.deposits),
    line('Net change in advances', 'ProceedsFromPaymentsForFederalHomeLoanBankAdvances', (c) => c.cash.borrowings),
    line('Dividends paid', 'PaymentsOfDividends', (c) => c.income.dividends, { outflow: true }),
    line('Net cash provided by financing activities', 'NetCashProvidedByUsedInFinancingActivities', (c) => c.cash.financing, {
      kind: 'TOTAL',
    }),
    line(
      'Net change in cash and cash equivalents',
      'CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsPeriodIncreaseDecreaseIncludingExchangeRateEffect',
      (c) => c.cash.change,
    ),
    line('Cash and cash equivalents at beginning of period', cashConcept, (c) => c.openingCash, { instant: 'START' }),
    line('Cash and cash equivalents at end of period', cashConcept, (c) => c.openingCash + c.cash.change, {
      instant: 'END',
      kind: 'TOTAL',
    }),
  ];
}
