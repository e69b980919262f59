import type { Line } from './types.ts';

export const incomeLines: readonly Line[] = [
  {
    key: 'Revenue',
    label: 'Revenue',
    concepts:
      'Revenues RevenueFromContractWithCustomerExcludingAssessedTax RevenueFromContractWithCustomerIncludingAssessedTax SalesRevenueNet ' +
      'RevenuesNetOfInterestExpense SalesRevenueGoodsNet SalesRevenueServicesNet RealEstateRevenueNet ' +
      'RegulatedAndUnregulatedOperatingRevenue OilAndGasRevenue HealthCareOrganizationRevenue ifrs-full:Revenue ' +
      'ifrs-full:RevenueFromContractsWithCustomers',
    synonyms:
      'revenues|total revenue|total revenues|net revenue|net revenues|sales|net sales|total sales|total net sales|total net revenue|' +
      'total net revenues|turnover|top line|topline|operating revenue|operating revenues|net operating revenues',
    row: /^(?:total )?(?:net |consolidated |operating )*(?:revenues?|sales|turnover)(?: to customers|, net(?: of .*)?| \(net\))?$|^total (?:net )?(?:revenues?|sales)(?:,? net(?: of interest expense)?)?(?: and other income)?$|^net (?:sales|revenues?)\b/,
  },
  {
    key: 'CostOfRevenue',
    label: 'Cost of revenue',
    concepts:
      'CostOfRevenue CostOfGoodsAndServicesSold CostOfGoodsSold CostOfServices CostOfGoodsAndServiceExcludingDepreciationDepletionAndAmortization ' +
      'CostOfGoodsSoldExcludingDepreciationDepletionAndAmortization ifrs-full:CostOfSales',
    synonyms:
      'cost of revenues|cost of sales|cost of goods sold|cost of products sold|cogs|total cost of revenue|total cost of revenues|' +
      'total cost of sales|costs of revenue|cost of goods and services sold',
    row: /^(?:total )?costs? of (?:net )?(?:revenues?|sales|goods sold|products sold|goods and services sold|products and services sold|products|goods|sales and services)(?:,? exclu.*)?$/,
    isOutflow: true,
  },
  {
    key: 'GrossProfit',
    label: 'Gross profit',
    concepts: 'GrossProfit ifrs-full:GrossProfit',
    synonyms: 'gross income',
    row: /^(?:total )?gross (?:profit|margin)$/,
  },
  {
    key: 'ResearchAndDevelopment',
    label: 'Research and development',
    concepts:
      'ResearchAndDevelopmentExpense ResearchAndDevelopmentExpenseExcludingAcquiredInProcessCost ' +
      'ResearchAndDevelopmentExpenseSoftwareExcludingAcquiredInProcessCost TechnologyAndDevelopmentExpense ' +
      'ifrs-full:ResearchAndDevelopmentExpense',
    synonyms:
      'r&d|r & d|research and development expense|research and development expenses|research & development|research, development and engineering|rd expense|r&d expense|r&d expenses|r&d spending',
    row: /^(?:product |technology and )?(?:research,? (?:and )?)?development(?:,? and engineering)?(?: expenses?| costs?)?(?:,? net)?$/,
    isOutflow: true,
  },
  {
    key: 'SellingGeneralAdministrative',
    label: 'Selling, general and administrative',
    concepts: 'SellingGeneralAndAdministrativeExpense ifrs-full:SellingGeneralAndAdministrativeExpense',
    synonyms:
      'sg&a|sga|sg & a|selling, general and administrative expense|selling, general and administrative expenses|' +
      'selling general and administrative|selling, general & administrative|selling, marketing and administrative expenses|overhead expenses',
    row: /^(?:selling|sales|marketing),?(?: marketing,?| informational)?,?(?: and)? (?:general,? and administrative|administrative)(?: expenses?)?$|^selling, general and administrative\b/,
    isOutflow: true,
  },
  {
    key: 'SellingAndMarketing',
    label: 'Sales and marketing',
    concepts: 'SellingAndMarketingExpense MarketingExpense SellingExpense ifrs-full:DistributionCosts',
    synonyms: 'selling and marketing|marketing and sales|sales and marketing expense|selling expense|marketing expense|marketing expenses',
    row: /^(?:sales|selling) and marketing(?: expenses?)?$|^marketing(?: and sales)?(?: expenses?)?$/,
    isOutflow: true,
  },
  {
    key: 'GeneralAndAdministrative',
    label: 'General and administrative',
    concepts: 'GeneralAndAdministrativeExpense ifrs-full:AdministrativeExpense',
    synonyms: 'g&a|general and administrative expense|general and administrative expenses|administrative expenses',
    row: /^general and administrative(?: expenses?)?$/,
    isOutflow: true,
  },
  {
    key: 'AdvertisingExpense',
    label: 'Advertising expense',
    concepts: 'AdvertisingExpense MarketingAndAdvertisingExpense',
    synonyms: 'advertising expenses|advertising costs|advertising spend',
  },
  {
    key: 'RestructuringCharges',
    label: 'Restructuring charges',
    concepts:
      'RestructuringCharges RestructuringCosts RestructuringAndRelatedCostIncurredCost RestructuringSettlementAndImpairmentProvisions',
    synonyms: 'restructuring costs|restructuring expense|restructuring expenses|restructuring charge|restructuring',
    row: /^restructuring(?: and (?:other|related|impairment)(?: [a-z]+)?)?(?: charges?| costs?| expenses?| \(?gains?\)?.*)?(?:,? net)?$/,
  },
  {
    key: 'AmortizationOfIntangibles',
    label: 'Amortization of intangible assets',
    concepts: 'AmortizationOfIntangibleAssets',
    synonyms: 'amortization of intangibles|amortization of acquired intangibles|intangible amortization',
    row: /^amortization of (?:purchased |acquired |acquisition-related )?(?:intangibles?(?: assets)?)$/,
  },
  {
    key: 'OperatingExpenses',
    label: 'Operating expenses',
    concepts: 'OperatingExpenses',
    synonyms: 'total operating expenses|operating expense|opex',
    row: /^total operating expenses$/,
  },
  {
    key: 'CostsAndExpenses',
    label: 'Total costs and expenses',
    concepts: 'CostsAndExpenses BenefitsLossesAndExpenses NoninterestExpense',
    synonyms: 'costs and expenses|total expenses|total costs',
    row: /^total (?:operating )?(?:costs and expenses|expenses)$/,
  },
  {
    key: 'OperatingIncome',
    label: 'Operating income',
    concepts: 'OperatingIncomeLoss ifrs-full:ProfitLossFromOperatingActivities',
    synonyms:
      'operating profit|income from operations|operating earnings|operating income (loss)|operating loss|profit from operations|ebit|' +
      'earnings before interest and taxes|operating result',
    row: /^(?:total )?(?:operating (?:\(loss\) )?(?:income|profit|earnings|loss|\(loss\))(?: ?(?:\(loss\)|\/ ?\(loss\)|or loss|\(income\)))?|(?:income|profit|earnings|loss)(?: \(loss\))? from operations)$/,
  },
  {
    key: 'InterestExpense',
    label: 'Interest expense',
    concepts:
      'InterestExpense InterestExpenseNonoperating InterestExpenseOperating InterestExpenseDebt InterestAndDebtExpense ifrs-full:FinanceCosts ifrs-full:InterestExpense',
    synonyms: 'interest expenses|interest cost|finance costs|interest charges|interest and debt expense',
    row: /^interest (?:and (?:debt|other financing|related) )?(?:expenses?|costs?)(?:,? net of .*|,? net| and other.*)?$|^interest and debt expense$/,
    isOutflow: true,
  },
  {
    key: 'InterestIncome',
    label: 'Interest income',
    concepts:
      'InvestmentIncomeInterest InterestIncomeOther InvestmentIncomeInterestAndDividend InterestAndOtherIncome ifrs-full:InterestIncome ifrs-full:FinanceIncome',
    synonyms: 'investment income|interest and investment income|finance income|interest and dividend income',
    row: /^(?:interest|investment|interest and (?:investment|dividend))(?: and other)? income(?:,? net| and other.*)?$/,
  },
  {
    key: 'OtherIncomeExpense',
    label: 'Other income and expense, net',
    concepts: 'NonoperatingIncomeExpense OtherNonoperatingIncomeExpense',
    synonyms: 'other income|other income (expense), net|other income net|other expense|other income and expense|nonoperating income',
    row: /^(?:total )?(?:other|nonoperating|non-operating) (?:income|\(?expenses?\)?)(?: ?(?:and|\/|\() ?\(?(?:expenses?|income|loss|deductions)\)?)?(?:,? ?-? ?net)?$/,
  },
  {
    key: 'EquityMethodIncome',
    label: 'Equity method income',
    concepts: 'IncomeLossFromEquityMethodInvestments ifrs-full:ShareOfProfitLossOfAssociatesAndJointVenturesAccountedForUsingEquityMethod',
    synonyms:
      'equity income|income from equity method investments|equity in earnings of affiliates|equity in income of affiliates|equity income - net',
    row: /^(?:equity (?:income|in (?:net )?(?:earnings|income|\(?losses\)?).*)|income(?: \(loss\))? from (?:unconsolidated|equity).*)$/,
  },
  {
    key: 'PretaxIncome',
    label: 'Income before taxes',
    concepts:
      'IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest ' +
      'IncomeLossFromContinuingOperationsBeforeIncomeTaxesMinorityInterestAndIncomeLossFromEquityMethodInvestments ' +
      'IncomeLossFromContinuingOperationsBeforeIncomeTaxesDomestic ifrs-full:ProfitLossBeforeTax',
    synonyms:
      'income before income taxes|income before tax|pretax income|pre-tax income|earnings before taxes|earnings before tax|profit before tax|' +
      'earnings before provision for taxes|income before provision for income taxes|ebt|pretax earnings|pre-tax earnings|pretax profit|pre-tax profit',
    row: /^(?:\(?(?:income|earnings|profit|loss)\)?)(?: ?\/? ?\(?(?:loss|income)\)?)?(?: from continuing operations)? before (?:provision|benefit|income tax|tax|\(provision|equity|minority|non-?controlling).*$/,
  },
  {
    key: 'IncomeTaxExpense',
    label: 'Income tax expense',
    concepts: 'IncomeTaxExpenseBenefit IncomeTaxExpenseBenefitContinuingOperations ifrs-full:IncomeTaxExpenseContinuingOperations',
    synonyms:
      'income taxes|provision for income taxes|income tax provision|provision for taxes|tax expense|taxes on income|income tax|tax provision|income tax benefit|' +
      'benefit from income taxes',
    row: /^(?:\(?(?:provision|benefit|expense)\)?(?: ?\(?(?:benefit|provision)?\)?)? (?:for|from) (?:income )?taxes(?: on income)?|(?:less: )?(?:income )?tax(?:es)?(?: on income| from continuing operations)?(?: ?\/? ?\(?(?:expense|provision|benefit)\)?)*|\(?provision\)? ?\/? ?benefit for income taxes|(?:provision|benefit).* income taxes)(?:,? net)?$/,
  },
  {
    key: 'EffectiveTaxRate',
    label: 'Effective tax rate',
    concepts: 'EffectiveIncomeTaxRateContinuingOperations ifrs-full:AverageEffectiveTaxRate',
    synonyms: 'effective income tax rate|effective tax|etr',
    measure: 'RATIO',
  },
  {
    key: 'IncomeFromContinuingOperations',
    label: 'Income from continuing operations',
    concepts:
      'IncomeLossFromContinuingOperations IncomeLossFromContinuingOperationsIncludingPortionAttributableToNoncontrollingInterest ifrs-full:ProfitLossFromContinuingOperations',
    synonyms: 'net income from continuing operations|net earnings from continuing operations|earnings from continuing operations',
    row: /^(?:net )?(?:income|earnings|loss)(?: \(loss\))? from continuing operations(?:,? net of (?:income )?tax(?:es)?)?$/,
  },
  {
    key: 'IncomeFromDiscontinuedOperations',
    label: 'Income from discontinued operations',
    concepts:
      'IncomeLossFromDiscontinuedOperationsNetOfTax IncomeLossFromDiscontinuedOperationsNetOfTaxAttributableToReportingEntity ifrs-full:ProfitLossFromDiscontinuedOperations',
    synonyms: 'discontinued operations|loss from discontinued operations|gain from discontinued operations',
    row: /^(?:net )?(?:income|earnings|\(?loss\)?|gain)(?: \(loss\))? from discontinued operations\b.*$/,
  },
  {
    key: 'NetIncome',
    label: 'Net income',
    concepts:
      'NetIncomeLoss ifrs-full:ProfitLossAttributableToOwnersOfParent ProfitLoss NetIncomeLossAvailableToCommonStockholdersBasic ifrs-full:ProfitLoss',
    synonyms:
      'net earnings|net profit|net loss|net income (loss)|bottom line|net income attributable to common shareholders|profit attributable to shareholders|' +
      'net income attributable to shareholders|profit for the year|profit after tax|earnings',
    row: /^(?:consolidated )?net (?:income|earnings|profit|loss|\(loss\))(?: ?(?:\/ ?)?\(?(?:loss|income|earnings)\)?)?(?: attributable to (?!.*(?:non-?controlling|minority)).*)?$|^(?:profit|income) (?:\(loss\) )?for the (?:year|period)$/,
  },
  {
    key: 'NetIncomeIncludingNoncontrolling',
    label: 'Net income including noncontrolling interests',
    concepts: 'ProfitLoss ifrs-full:ProfitLoss',
    synonyms: 'consolidated net income|net income including non-controlling interests|net income before noncontrolling interests',
    row: /^(?:consolidated )?net (?:income|earnings|loss)(?: \(loss\))? including (?:non-?controlling|minority) interests?.*$/,
  },
  {
    key: 'NetIncomeNoncontrolling',
    label: 'Net income attributable to noncontrolling interests',
    concepts:
      'NetIncomeLossAttributableToNoncontrollingInterest MinorityInterestInNetIncomeLossOfConsolidatedEntities ifrs-full:ProfitLossAttributableToNoncontrollingInterests',
    synonyms:
      'income attributable to noncontrolling interests|minority interest income|net income attributable to non-controlling interests',
    row: /^(?:less: ?)?(?:net )?\(?(?:income|earnings|loss)\)?(?: \(loss\))? attributable to (?:redeemable )?(?:non-?controlling|minority) interests?.*$/,
  },
  {
    key: 'NetIncomeToCommon',
    label: 'Net income available to common shareholders',
    concepts: 'NetIncomeLossAvailableToCommonStockholdersBasic NetIncomeLossAvailableToCommonStockholdersDiluted',
    synonyms: 'net income applicable to common stock|earnings available to common stockholders|net income available to common stockholders',
    row: /^net (?:income|earnings|loss)(?: \(loss\))? (?:available|applicable|allocated) to common.*$/,
  },
  {
    key: 'ComprehensiveIncome',
    label: 'Comprehensive income',
    concepts:
      'ComprehensiveIncomeNetOfTax ComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest ifrs-full:ComprehensiveIncome',
    synonyms: 'total comprehensive income|comprehensive loss|comprehensive earnings',
    row: /^(?:total )?comprehensive (?:income|loss|earnings)(?: \(loss\))?(?: attributable to (?!.*non-?controlling).*)?$/,
  },
  {
    key: 'EpsBasic',
    label: 'Basic earnings per share',
    concepts:
      'EarningsPerShareBasic EarningsPerShareBasicAndDiluted IncomeLossFromContinuingOperationsPerBasicShare ifrs-full:BasicEarningsLossPerShare',
    synonyms:
      'basic eps|eps basic|basic net income per share|basic earnings per common share|net income per share basic|basic net income per common share',
    row: /^(?:net )?(?:(?:income|earnings|loss)(?: \(loss\))? per (?:common )?share ?[-:,]+ ?)?basic(?: (?:net )?(?:income|earnings|loss)?(?: \(loss\))? ?(?:per (?:common )?share.*)?)?$/,
    measure: 'MONEY_PER_SHARE',
  },
  {
    key: 'EpsDiluted',
    label: 'Diluted earnings per share',
    concepts:
      'EarningsPerShareDiluted EarningsPerShareBasicAndDiluted IncomeLossFromContinuingOperationsPerDilutedShare ifrs-full:DilutedEarningsLossPerShare',
    synonyms:
      'diluted eps|eps diluted|eps|earnings per share|net income per share|earnings per common share|diluted net income per share|diluted earnings per common share|' +
      'income per share|net income per common share|loss per share|diluted net income per common share',
    row: /^(?:net )?(?:(?:income|earnings|loss)(?: \(loss\))? per (?:common )?share ?[-:,]+ ?)?(?:assuming dilution|diluted)(?: (?:net )?(?:income|earnings|loss)?(?: \(loss\))? ?(?:per (?:common )?share.*)?)?$/,
    measure: 'MONEY_PER_SHARE',
  },
  {
    key: 'DividendsPerShare',
    label: 'Dividends per share',
    concepts: 'CommonStockDividendsPerShareDeclared CommonStockDividendsPerShareCashPaid ifrs-full:DividendsPaidOrdinarySharesPerShare',
    synonyms:
      'dividend per share|dps|cash dividends declared per share|dividends declared per share|dividends declared per common share|dividends per common share',
    row: /^(?:cash )?dividends? (?:declared |paid )*per (?:common )?share\b.*$/,
    measure: 'MONEY_PER_SHARE',
  },
  {
    key: 'SharesBasic',
    label: 'Weighted average shares, basic',
    concepts:
      'WeightedAverageNumberOfSharesOutstandingBasic WeightedAverageNumberOfShareOutstandingBasicAndDiluted ifrs-full:WeightedAverageShares',
    synonyms: 'basic shares|basic weighted average shares|weighted average basic shares|basic shares outstanding',
    row: /^(?:(?:weighted[- ])?average (?:number of )?(?:common |ordinary )?shares?(?: outstanding)?(?: used.*?)?[ ,:(-]*|shares used.*?[ ,:(-]+)?basic\)?(?: shares(?: outstanding)?)?$/,
    measure: 'SHARES',
    isAdditive: false,
  },
  {
    key: 'SharesDiluted',
    label: 'Weighted average shares, diluted',
    concepts:
      'WeightedAverageNumberOfDilutedSharesOutstanding WeightedAverageNumberOfShareOutstandingBasicAndDiluted ifrs-full:AdjustedWeightedAverageShares',
    synonyms:
      'diluted shares|diluted weighted average shares|weighted average diluted shares|diluted shares outstanding|diluted share count',
    row: /^(?:(?:weighted[- ])?average (?:number of )?(?:common |ordinary )?shares?(?: outstanding)?(?: used.*?)?[ ,:(-]*|shares used.*?[ ,:(-]+)?(?:diluted|assuming dilution)\)?(?: shares(?: outstanding)?)?$/,
    measure: 'SHARES',
    isAdditive: false,
  },
];
