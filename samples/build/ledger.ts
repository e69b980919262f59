/**
 * Books of a company that sells things. Each year is what happened (flows) and what is left (levels); everything else follows, so that
 * every statement adds up and every year begins where the last one ended. Whole millions of dollars; shares in millions.
 */
export interface Flows {
  /** One entry a segment. */
  revenue: number[];
  /** One entry a segment. */
  cost: number[];
  research: number;
  selling: number;
  interestExpense: number;
  otherIncome: number;
  tax: number;
  depreciation: number;
  amortization: number;
  shareCompensation: number;
  capitalExpenditure: number;
  debtIssued: number;
  debtRepaid: number;
  dividends: number;
  buybacks: number;
  optionProceeds: number;
  /** Translation of foreign subsidiaries: other comprehensive income, all of it held in cash. */
  currencyEffect: number;
}

/** Working capital at the end of a period. */
export interface Levels {
  receivables: number;
  inventories: number;
  otherCurrent: number;
  payables: number;
  accrued: number;
  deferredRevenue: number;
  leases: number;
}

export interface Position extends Levels {
  cash: number;
  property: number;
  goodwill: number;
  intangibles: number;
  debt: number;
  paidInCapital: number;
  retainedEarnings: number;
  comprehensive: number;
}

export interface Results extends Flows {
  totalRevenue: number;
  totalCost: number;
  grossProfit: number;
  operatingIncome: number;
  pretaxIncome: number;
  netIncome: number;
  operatingCash: number;
  investingCash: number;
  financingCash: number;
  changeInCash: number;
  /** Increases are negative for assets, positive for liabilities, as the cash flow statement shows them. */
  change: { receivables: number; inventories: number; otherCurrent: number; payables: number; accrued: number; deferredRevenue: number };
}

export const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

export function results(flows: Flows, opening: Position, levels: Levels): Results {
  const totalRevenue = sum(flows.revenue);
  const totalCost = sum(flows.cost);
  const grossProfit = totalRevenue - totalCost;
  const operatingIncome = grossProfit - flows.research - flows.selling;
  const pretaxIncome = operatingIncome - flows.interestExpense + flows.otherIncome;
  const netIncome = pretaxIncome - flows.tax;
  const change = {
    receivables: opening.receivables - levels.receivables,
    inventories: opening.inventories - levels.inventories,
    otherCurrent: opening.otherCurrent - levels.otherCurrent,
    payables: levels.payables - opening.payables,
    accrued: levels.accrued - opening.accrued,
    deferredRevenue: levels.deferredRevenue - opening.deferredRevenue,
  };
  const operatingCash = netIncome + flows.depreciation + flows.amortization + flows.shareCompensation + sum(Object.values(change));
  const investingCash = -flows.capitalExpenditure;
  const financingCash = flows.debtIssued - flows.debtRepaid - flows.dividends - flows.buybacks + flows.optionProceeds;
  return {
    ...flows,
    totalRevenue,
    totalCost,
    grossProfit,
    operatingIncome,
    pretaxIncome,
    netIncome,
    operatingCash,
    investingCash,
    financingCash,
    changeInCash: operatingCash + investingCash + financingCash + flows.currencyEffect,
    change,
  };
}

export function close(opening: Position, result: Results, levels: Levels): Position {
  const position: Position = {
    ...levels,
    cash: opening.cash + result.changeInCash,
    property: opening.property + result.capitalExpenditure - result.depreciation,
    goodwill: opening.goodwill,
    intangibles: opening.intangibles - result.amortization,
    debt: opening.debt + result.debtIssued - result.debtRepaid,
    paidInCapital: opening.paidInCapital + result.shareCompensation + result.optionProceeds,
    retainedEarnings: opening.retainedEarnings + result.netIncome - result.dividends - result.buybacks,
    comprehensive: opening.comprehensive + result.currencyEffect,
  };
  if (totals(position).assets !== totals(position).liabilitiesAndEquity)
    throw new Error(`the books do not balance: ${JSON.stringify({ position, ...totals(position) })}`);
  return position;
}

export function totals(p: Position) {
  const currentAssets = p.cash + p.receivables + p.inventories + p.otherCurrent;
  const currentLiabilities = p.payables + p.accrued + p.deferredRevenue;
  const liabilities = currentLiabilities + p.debt + p.leases;
  const equity = p.paidInCapital + p.retainedEarnings + p.comprehensive;
  return {
    currentAssets,
    assets: currentAssets + p.property + p.leases + p.goodwill + p.intangibles,
    currentLiabilities,
    liabilities,
    equity,
    liabilitiesAndEquity: liabilities + equity,
  };
}

/** The part of a year's flows that falls into its first `share`, rounded to whole millions; the rest is the difference. */
export function split(year: Flows, share: number): [Flows, Flows] {
  const first = (value: number) => Math.round(value * share);
  const part = (pick: (value: number) => number): Flows => ({
    revenue: year.revenue.map(pick),
    cost: year.cost.map(pick),
    research: pick(year.research),
    selling: pick(year.selling),
    interestExpense: pick(year.interestExpense),
    otherIncome: pick(year.otherIncome),
    tax: pick(year.tax),
    depreciation: pick(year.depreciation),
    amortization: pick(year.amortization),
    shareCompensation: pick(year.shareCompensation),
    capitalExpenditure: pick(year.capitalExpenditure),
    debtIssued: pick(year.debtIssued),
    debtRepaid: pick(year.debtRepaid),
    dividends: pick(year.dividends),
    buybacks: pick(year.buybacks),
    optionProceeds: pick(year.optionProceeds),
    currencyEffect: pick(year.currencyEffect),
  });
  return [part(first), part((value) => value - first(value))];
}
