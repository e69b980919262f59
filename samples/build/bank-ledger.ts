/** Books of a bank, in whole thousands of dollars. As in ledger.ts: flows and levels are given, the rest follows and must balance. */
export interface BankFlows {
  interestLoans: number;
  interestSecurities: number;
  interestDeposits: number;
  interestBorrowings: number;
  provision: number;
  serviceCharges: number;
  mortgageBanking: number;
  salaries: number;
  occupancy: number;
  otherExpense: number;
  tax: number;
  depreciation: number;
  shareCompensation: number;
  netChargeOffs: number;
  capitalExpenditure: number;
  dividends: number;
  /** Change in value of securities available for sale, net of tax: other comprehensive income. */
  unrealized: number;
}

export interface BankLevels {
  grossLoans: number;
  securities: number;
  otherAssets: number;
  demandDeposits: number;
  interestDepositsHeld: number;
  borrowings: number;
  otherLiabilities: number;
}

export interface BankPosition extends BankLevels {
  cash: number;
  allowance: number;
  premises: number;
  paidInCapital: number;
  retainedEarnings: number;
  comprehensive: number;
}

export function income(f: BankFlows) {
  const interestIncome = f.interestLoans + f.interestSecurities;
  const interestExpense = f.interestDeposits + f.interestBorrowings;
  const netInterestIncome = interestIncome - interestExpense;
  const afterProvision = netInterestIncome - f.provision;
  const noninterestIncome = f.serviceCharges + f.mortgageBanking;
  const noninterestExpense = f.salaries + f.occupancy + f.otherExpense;
  const pretaxIncome = afterProvision + noninterestIncome - noninterestExpense;
  return {
    ...f,
    interestIncome,
    interestExpense,
    netInterestIncome,
    afterProvision,
    noninterestIncome,
    noninterestExpense,
    pretaxIncome,
    netIncome: pretaxIncome - f.tax,
  };
}
export type BankIncome = ReturnType<typeof income>;

export const depositsOf = (p: BankLevels): number => p.demandDeposits + p.interestDepositsHeld;

export function cash(f: BankFlows, opening: BankPosition, levels: BankLevels) {
  const { netIncome } = income(f);
  const otherAssets = levels.otherAssets - opening.otherAssets;
  const otherLiabilities = levels.otherLiabilities - opening.otherLiabilities;
  const loans = levels.grossLoans - opening.grossLoans + f.netChargeOffs;
  const securities = levels.securities - opening.securities - f.unrealized;
  const deposits = depositsOf(levels) - depositsOf(opening);
  const borrowings = levels.borrowings - opening.borrowings;
  const operating = netIncome + f.provision + f.depreciation + f.shareCompensation - otherAssets + otherLiabilities;
  const investing = -loans - securities - f.capitalExpenditure;
  const financing = deposits + borrowings - f.dividends;
  return {
    otherAssets,
    otherLiabilities,
    loans,
    securities,
    deposits,
    borrowings,
    operating,
    investing,
    financing,
    change: operating + investing + financing,
  };
}
export type BankCash = ReturnType<typeof cash>;

export function bankTotals(p: BankPosition) {
  const netLoans = p.grossLoans - p.allowance;
  const liabilities = depositsOf(p) + p.borrowings + p.otherLiabilities;
  const equity = p.paidInCapital + p.retainedEarnings + p.comprehensive;
  return {
    netLoans,
    assets: p.cash + p.securities + netLoans + p.premises + p.otherAssets,
    liabilities,
    equity,
    liabilitiesAndEquity: liabilities + equity,
  };
}

export function closeBank(opening: BankPosition, f: BankFlows, levels: BankLevels): BankPosition {
  const { netIncome } = income(f);
  const position: BankPosition = {
    ...levels,
    cash: opening.cash + cash(f, opening, levels).change,
    allowance: opening.allowance + f.provision - f.netChargeOffs,
    premises: opening.premises + f.capitalExpenditure - f.depreciation,
    paidInCapital: opening.paidInCapital + f.shareCompensation,
    retainedEarnings: opening.retainedEarnings + netIncome - f.dividends,
    comprehensive: opening.comprehensive + f.unrealized,
  };
  const { assets, liabilitiesAndEquity } = bankTotals(position);
  if (assets !== liabilitiesAndEquity) throw new Error(`the bank's books do not balance: ${assets} and ${liabilitiesAndEquity}`);
  return position;
}

/** The first part of a year's flows, rounded, and the rest. */
export function splitBank(year: BankFlows, share: number): [BankFlows, BankFlows] {
  const part = (pick: (value: number) => number) =>
    Object.fromEntries(Object.entries(year).map(([key, value]) => [key, pick(value)])) as unknown as BankFlows;
  const first = part((value) => Math.round(value * share));
  return [
    first,
    Object.fromEntries(Object.entries(year).map(([key, value]) => [key, value - first[key as keyof BankFlows]])) as unknown as BankFlows,
  ];
}
