import type { Line } from './types.ts';

const assets: readonly Line[] = [
  {
    key: 'Cash',
    label: 'Cash and cash equivalents',
    concepts: 'CashAndCashEquivalentsAtCarryingValue CashAndDueFromBanks Cash ifrs-full:CashAndCashEquivalents',
    synonyms: 'cash & cash equivalents|cash and equivalents|cash position|cash balance|cash',
    row: /^(?:total )?cash(?:,? and (?:cash )?equivalents| and due from banks)?(?:,? at .*)?$/,
  },
  {
    key: 'CashAndRestrictedCash',
    label: 'Cash, cash equivalents and restricted cash',
    concepts:
      'CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsIncludingDisposalGroupAndDiscontinuedOperations',
    synonyms: 'cash and restricted cash|cash, cash equivalents, and restricted cash',
  },
  {
    key: 'ShortTermInvestments',
    label: 'Short-term investments',
    concepts:
      'ShortTermInvestments MarketableSecuritiesCurrent AvailableForSaleSecuritiesDebtSecuritiesCurrent AvailableForSaleSecuritiesCurrent ' +
      'DebtSecuritiesAvailableForSaleExcludingAccruedInterestCurrent OtherShortTermInvestments ifrs-full:CurrentInvestments ifrs-full:OtherCurrentFinancialAssets',
    synonyms:
      'marketable securities|current marketable securities|short term investments|current investments|short-term marketable securities',
    row: /^(?:short-term|current|temporary)(?: and other)? (?:investments?|marketable securities)(?:,? .*)?$|^(?:current )?marketable securities$/,
  },
  {
    key: 'AccountsReceivable',
    label: 'Accounts receivable, net',
    concepts:
      'AccountsReceivableNetCurrent ReceivablesNetCurrent AccountsNotesAndLoansReceivableNetCurrent AccountsAndOtherReceivablesNetCurrent AccountsReceivableNet ' +
      'ifrs-full:TradeAndOtherCurrentReceivables ifrs-full:CurrentTradeReceivables',
    synonyms: 'accounts receivable|receivables|trade receivables|trade accounts receivable|receivables, net|net receivables',
    row: /^(?:trade |total |notes and )?(?:accounts|trade|customer)?(?: and (?:notes|other))? ?receivables?(?:,? ?(?:trade|net|less|after|-)\b.*)?$/,
  },
  {
    key: 'Inventory',
    label: 'Inventory',
    concepts:
      'InventoryNet InventoryNetOfAllowancesCustomerAdvancesAndProgressBillings InventoryFinishedGoodsNetOfReserves ifrs-full:Inventories',
    synonyms: 'inventories|inventories, net|merchandise inventories|merchandise inventory|total inventories|total inventory',
    row: /^(?:total )?(?:merchandise )?inventor(?:y|ies)(?:,? (?:net|at)\b.*)?$/,
  },
  {
    key: 'PrepaidExpenses',
    label: 'Prepaid expenses and other current assets',
    concepts: 'PrepaidExpenseAndOtherAssetsCurrent PrepaidExpenseCurrent OtherAssetsCurrent',
    synonyms: 'prepaid expenses|other current assets|prepaid and other current assets',
    row: /^prepaid expenses(?: and other(?: current assets| receivables)?)?$/,
  },
  {
    key: 'CurrentAssets',
    label: 'Total current assets',
    concepts: 'AssetsCurrent ifrs-full:CurrentAssets',
    synonyms: 'current assets',
    row: /^total current assets$/,
  },
  {
    key: 'LongTermInvestments',
    label: 'Long-term investments',
    concepts: 'LongTermInvestments MarketableSecuritiesNoncurrent AvailableForSaleSecuritiesDebtSecuritiesNoncurrent',
    synonyms: 'long term investments|noncurrent marketable securities|non-current marketable securities|long-term marketable securities',
    row: /^(?:long-term|non-?current) (?:investments?|marketable securities)(?:,? .*)?$/,
  },
  {
    key: 'EquityMethodInvestments',
    label: 'Equity method investments',
    concepts: 'EquityMethodInvestments ifrs-full:InvestmentAccountedForUsingEquityMethod',
    synonyms: 'investments in affiliates|investments in unconsolidated affiliates|investments in equity affiliates',
    row: /^(?:equity method investments|investments? in (?:and advances to )?(?:unconsolidated |noncontrolled |equity )?affiliates?(?:,? .*)?)$/,
  },
  {
    key: 'PropertyPlantEquipment',
    label: 'Property, plant and equipment, net',
    concepts:
      'PropertyPlantAndEquipmentNet PropertyPlantAndEquipmentAndFinanceLeaseRightOfUseAssetAfterAccumulatedDepreciationAndAmortization ' +
      'PublicUtilitiesPropertyPlantAndEquipmentNet ifrs-full:PropertyPlantAndEquipment',
    synonyms:
      'property, plant and equipment|property plant and equipment|pp&e|ppe|net pp&e|pp&e, net|property and equipment|property and equipment, net|fixed assets|' +
      'net property, plant and equipment|net property and equipment|property, plant & equipment|ppne|pp&ne',
    row: /^(?:net |total )?(?:property|premises|land)(?:,? (?:plant|buildings?|land))?,? and equipment(?:,? ?-? ?(?:net|at cost, net|less)\b.*)?$|^net (?:property|fixed assets).*$|^total property and equipment, net$/,
  },
  {
    key: 'OperatingLeaseAssets',
    label: 'Operating lease right-of-use assets',
    concepts: 'OperatingLeaseRightOfUseAsset ifrs-full:RightofuseAssets',
    synonyms: 'right-of-use assets|operating lease assets|rou assets|right of use assets|lease assets',
    row: /^(?:operating lease )?(?:right[- ]of[- ]use|operating lease) assets?(?:,? net)?$/,
  },
  {
    key: 'Goodwill',
    label: 'Goodwill',
    concepts: 'Goodwill ifrs-full:Goodwill',
    row: /^goodwill(?:,? net)?$/,
  },
  {
    key: 'IntangibleAssets',
    label: 'Intangible assets, net',
    concepts:
      'IntangibleAssetsNetExcludingGoodwill FiniteLivedIntangibleAssetsNet OtherIntangibleAssetsNet ifrs-full:IntangibleAssetsOtherThanGoodwill',
    synonyms: 'intangible assets|intangibles|other intangible assets|acquired intangibles|intangible assets net|net intangible assets',
    row: /^(?:other |acquired |acquisition-related |identifiable |amortizable |total )?intangible(?: assets?|s)(?:,? (?:net|other)\b.*)?$/,
  },
  {
    key: 'DeferredTaxAssets',
    label: 'Deferred tax assets',
    concepts: 'DeferredIncomeTaxAssetsNet DeferredTaxAssetsNetNoncurrent ifrs-full:DeferredTaxAssets',
    synonyms: 'deferred income tax assets|deferred tax asset',
    row: /^deferred (?:income )?tax(?:es)?(?: assets?)?(?:,? net)?$/,
  },
  {
    key: 'OtherAssets',
    label: 'Other assets',
    concepts: 'OtherAssetsNoncurrent OtherAssets ifrs-full:OtherNoncurrentAssets',
    synonyms: 'other noncurrent assets|other non-current assets|other long-term assets',
    row: /^(?:total )?other (?:non-?current |long-term )?assets(?:,? net)?$/,
  },
  {
    key: 'NoncurrentAssets',
    label: 'Total noncurrent assets',
    concepts: 'AssetsNoncurrent ifrs-full:NoncurrentAssets',
    synonyms: 'noncurrent assets|non-current assets',
    row: /^total non-?current assets$/,
  },
  {
    key: 'TotalAssets',
    label: 'Total assets',
    concepts: 'Assets ifrs-full:Assets',
    synonyms: 'assets',
    row: /^total assets$/,
  },
];

const claims: readonly Line[] = [
  {
    key: 'AccountsPayable',
    label: 'Accounts payable',
    concepts:
      'AccountsPayableCurrent AccountsPayableTradeCurrent AccountsPayableCurrentAndNoncurrent AccountsPayableAndAccruedLiabilitiesCurrent ifrs-full:TradeAndOtherCurrentPayables',
    synonyms: 'payables|trade payables|trade accounts payable|accounts payables|accounts payable and accrued expenses',
    row: /^(?:trade )?(?:accounts|trade) payables?(?:,? ?-? ?(?:trade|and (?:other )?accrued .*|and other .*))?$/,
  },
  {
    key: 'AccruedLiabilities',
    label: 'Accrued liabilities',
    concepts: 'AccruedLiabilitiesCurrent OtherAccruedLiabilitiesCurrent AccruedAndOtherLiabilitiesCurrent OtherLiabilitiesCurrent',
    synonyms: 'accrued expenses|accrued expenses and other current liabilities|accrued and other current liabilities',
    row: /^(?:other )?accrued (?:expenses|liabilities)(?: and other(?: current)?(?: liabilities)?)?$|^accrued and other (?:current )?liabilities$/,
  },
  {
    key: 'DeferredRevenue',
    label: 'Deferred revenue, current',
    concepts:
      'ContractWithCustomerLiabilityCurrent DeferredRevenueCurrent DeferredRevenueAndCreditsCurrent ContractWithCustomerLiability DeferredRevenue ifrs-full:CurrentContractLiabilities',
    synonyms: 'deferred revenue|deferred revenues|unearned revenue|contract liabilities|deferred income|unearned revenues',
    row: /^(?:deferred|unearned) (?:revenues?|income)(?:,? current)?$|^(?:current )?contract liabilities$/,
  },
  {
    key: 'CurrentDebt',
    label: 'Debt due within one year',
    concepts: 'DebtCurrent',
    synonyms: 'current debt|short-term debt and current portion of long-term debt|total current debt',
    row: /^(?:short-term (?:debt|borrowings?)(?: obligations)? and (?:the )?current (?:portion|maturities|installments) of .*|current (?:portion|maturities|installments) of long-term debt and (?:short-term|other) (?:debt|borrowings?).*|current (?:portion of )?(?:total )?(?:debt|borrowings)|(?:total )?debt due within one year.*)$/,
  },
  {
    key: 'ShortTermDebt',
    label: 'Short-term debt',
    concepts:
      'ShortTermBorrowings NotesAndLoansPayableCurrent NotesAndLoansPayable CommercialPaper OtherShortTermBorrowings NotesPayableCurrent ifrs-full:CurrentBorrowings ifrs-full:ShorttermBorrowings',
    synonyms: 'short term debt|short-term borrowings|commercial paper|short-term debt obligations|notes payable|loans and notes payable',
    row: /^(?:short-term (?:debt|borrowings?)(?: obligations)?(?!.*\bcurrent\b).*|commercial paper|(?:loans and )?notes payable)$/,
  },
  {
    key: 'CurrentPortionLongTermDebt',
    label: 'Current portion of long-term debt',
    concepts: 'LongTermDebtCurrent LongTermDebtAndCapitalLeaseObligationsCurrent ifrs-full:CurrentPortionOfLongtermBorrowings',
    synonyms: 'current maturities of long-term debt|current portion of debt|long-term debt due within one year',
    row: /^(?:current (?:portion|maturities|installments) of (?:long-term )?(?:debt|borrowings)(?! and .*(?:short-term|borrowings))|long-term debt due within one year).*$|^(?:term )?debt(?: and (?:finance|capital) leases)?$/,
  },
  {
    key: 'OperatingLeaseLiabilitiesCurrent',
    label: 'Operating lease liabilities, current',
    concepts: 'OperatingLeaseLiabilityCurrent ifrs-full:CurrentLeaseLiabilities',
    synonyms: 'current operating lease liabilities|current portion of operating lease liabilities',
    row: /^(?:current (?:portion of )?)?operating lease liabilities(?:,? current)?$/,
  },
  {
    key: 'CurrentLiabilities',
    label: 'Total current liabilities',
    concepts: 'LiabilitiesCurrent ifrs-full:CurrentLiabilities',
    synonyms: 'current liabilities',
    row: /^total current liabilities$/,
  },
  {
    key: 'LongTermDebt',
    label: 'Long-term debt',
    concepts:
      'LongTermDebtNoncurrent LongTermDebtAndCapitalLeaseObligations LongTermDebt UnsecuredLongTermDebt SeniorNotes ConvertibleDebtNoncurrent ' +
      'LongTermNotesPayable OtherLongTermDebtNoncurrent ifrs-full:NoncurrentPortionOfNoncurrentBorrowings ifrs-full:LongtermBorrowings ifrs-full:NoncurrentBorrowings',
    synonyms: 'long term debt|term debt|noncurrent debt|long-term borrowings|long-term debt, net|non-current debt',
    row: /^(?:(?:long-term|non-?current|term) (?:debt|borrowings|notes payable)|debt)(?: obligations)?(?: and (?:finance|capital) leases?(?: obligations)?)?(?:,? (?:net|less|excluding|non-?current)\b.*)?$/,
  },
  {
    key: 'DeferredRevenueNoncurrent',
    label: 'Deferred revenue, noncurrent',
    concepts: 'ContractWithCustomerLiabilityNoncurrent DeferredRevenueNoncurrent ifrs-full:NoncurrentContractLiabilities',
    synonyms: 'noncurrent deferred revenue|long-term deferred revenue',
  },
  {
    key: 'DeferredTaxLiabilities',
    label: 'Deferred tax liabilities',
    concepts: 'DeferredIncomeTaxLiabilitiesNet DeferredTaxLiabilitiesNoncurrent DeferredTaxLiabilities ifrs-full:DeferredTaxLiabilities',
    synonyms: 'deferred income tax liabilities|deferred tax liability',
    row: /^deferred (?:income )?tax(?:es)?(?: liabilit(?:y|ies))?(?:,? net)?$/,
  },
  {
    key: 'OperatingLeaseLiabilitiesNoncurrent',
    label: 'Operating lease liabilities, noncurrent',
    concepts: 'OperatingLeaseLiabilityNoncurrent ifrs-full:NoncurrentLeaseLiabilities',
    synonyms: 'long-term operating lease liabilities|noncurrent operating lease liabilities',
    row: /^(?:long-term |non-?current )?operating lease liabilities$|^operating lease liabilities,? (?:non-?current|long-term)$/,
  },
  {
    key: 'OtherLiabilities',
    label: 'Other liabilities',
    concepts: 'OtherLiabilitiesNoncurrent OtherLiabilities ifrs-full:OtherNoncurrentLiabilities',
    synonyms: 'other noncurrent liabilities|other non-current liabilities|other long-term liabilities',
    row: /^(?:total )?other (?:non-?current |long-term )?liabilities$/,
  },
  {
    key: 'NoncurrentLiabilities',
    label: 'Total noncurrent liabilities',
    concepts: 'LiabilitiesNoncurrent ifrs-full:NoncurrentLiabilities',
    synonyms: 'noncurrent liabilities|non-current liabilities|long-term liabilities',
    row: /^total (?:non-?current|long-term) liabilities$/,
  },
  {
    key: 'TotalLiabilities',
    label: 'Total liabilities',
    concepts: 'Liabilities ifrs-full:Liabilities',
    synonyms: 'liabilities',
    row: /^total liabilities$/,
  },
  {
    key: 'CommonStock',
    label: 'Common stock and paid-in capital',
    concepts: 'CommonStocksIncludingAdditionalPaidInCapital CommonStockValue ifrs-full:IssuedCapital',
    synonyms: 'common stock value|share capital',
  },
  {
    key: 'AdditionalPaidInCapital',
    label: 'Additional paid-in capital',
    concepts: 'AdditionalPaidInCapital AdditionalPaidInCapitalCommonStock ifrs-full:SharePremium',
    synonyms: 'paid-in capital|capital surplus|capital in excess of par value|share premium',
    row: /^(?:additional paid-in capital|capital (?:surplus|in excess of par(?: value)?)|paid-in capital).*$/,
  },
  {
    key: 'TreasuryStock',
    label: 'Treasury stock',
    concepts: 'TreasuryStockValue TreasuryStockCommonValue ifrs-full:TreasuryShares',
    synonyms: 'treasury shares',
    row: /^(?:less: ?)?(?:common stock held in treasury|treasury (?:stock|shares)|repurchased common stock).*$/,
    isOutflow: true,
  },
  {
    key: 'RetainedEarnings',
    label: 'Retained earnings',
    concepts: 'RetainedEarningsAccumulatedDeficit ifrs-full:RetainedEarnings',
    synonyms: 'accumulated deficit|reinvested earnings|retained earnings (accumulated deficit)',
    row: /^(?:retained earnings|reinvested earnings|accumulated deficit|accumulated earnings|earnings reinvested)(?: ?\(.*\))?$/,
  },
  {
    key: 'AccumulatedOtherComprehensiveIncome',
    label: 'Accumulated other comprehensive income',
    concepts: 'AccumulatedOtherComprehensiveIncomeLossNetOfTax',
    synonyms: 'accumulated other comprehensive loss|aoci',
    row: /^accumulated other comprehensive (?:income|loss|\(loss\)|earnings).*$/,
  },
  {
    key: 'StockholdersEquity',
    label: "Stockholders' equity",
    concepts:
      'StockholdersEquity ifrs-full:EquityAttributableToOwnersOfParent StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest PartnersCapital ifrs-full:Equity',
    synonyms:
      "shareholders' equity|shareholders equity|stockholders equity|shareholder equity|stockholder equity|total stockholders' equity|total shareholders' equity|" +
      "shareowners' equity|book value|net assets|equity|common equity",
    row: /^equity attributable to (?!.*(?:non-?controlling|minority)).*$|^total (?!liabilities)(?:.{0,60} )?(?:stockholders|shareholders|shareowners|share-owners|common shareholders)'? ?(?:'s )?(?:equity|investment)(?: ?\(deficit\)| ?\(deficiency\))?$|^total (?:common )?(?:shareholders|stockholders|shareowners)' (?:equity|deficit).*$/,
  },
  {
    key: 'NoncontrollingInterests',
    label: 'Noncontrolling interests',
    concepts: 'MinorityInterest RedeemableNoncontrollingInterestEquityCarryingAmount ifrs-full:NoncontrollingInterests',
    synonyms: 'noncontrolling interest|non-controlling interests|minority interest|minority interests',
    row: /^(?:equity attributable to )?(?:redeemable )?(?:non-?controlling|minority) interests?(?: in .*)?$/,
  },
  {
    key: 'TotalEquity',
    label: 'Total equity',
    concepts: 'StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest ifrs-full:Equity',
    synonyms: 'equity including noncontrolling interests',
    row: /^total equity(?: ?\(deficit\))?$/,
  },
  {
    key: 'LiabilitiesAndEquity',
    label: 'Total liabilities and equity',
    concepts: 'LiabilitiesAndStockholdersEquity ifrs-full:EquityAndLiabilities',
    synonyms: "total liabilities and stockholders' equity|total liabilities and shareholders' equity",
    row: /^total liabilities(?:,? .*)? and .*(?:equity|deficit|investment|capital).*$/,
  },
  {
    key: 'SharesOutstanding',
    label: 'Shares outstanding',
    concepts: 'dei:EntityCommonStockSharesOutstanding CommonStockSharesOutstanding SharesOutstanding ifrs-full:NumberOfSharesOutstanding',
    synonyms: 'common shares outstanding|number of shares outstanding|outstanding shares|share count',
    measure: 'SHARES',
  },
];

export const balanceSheetLines: readonly Line[] = [
  ...assets.map((line): Line => ({ ...line, side: 'ASSETS' })),
  ...claims.map((line): Line => ({ ...line, side: 'CLAIMS' })),
];
