import type { Line } from './types.ts';

export const bankIncomeLines: readonly Line[] = [
  {
    key: 'NetInterestIncome',
    label: 'Net interest income',
    concepts: 'InterestIncomeExpenseNet InterestIncomeExpenseAfterProvisionForLoanLoss InterestIncomeExpenseNonoperatingNet',
    synonyms: 'nii|net interest revenue',
    row: /^net interest income(?: \(expense\))?$/,
  },
  {
    key: 'TotalInterestIncome',
    label: 'Total interest income',
    concepts: 'InterestAndDividendIncomeOperating InterestIncomeOperating',
    synonyms: 'total interest and dividend income|interest revenue',
    row: /^total interest (?:and dividend )?income$/,
  },
  {
    key: 'NoninterestIncome',
    label: 'Noninterest income',
    concepts: 'NoninterestIncome',
    synonyms: 'non-interest income|total noninterest income|noninterest revenue|total noninterest revenue|non-interest revenue|fee income',
    row: /^(?:total )?non-?interest (?:income|revenues?)$/,
  },
  {
    key: 'NoninterestExpense',
    label: 'Noninterest expense',
    concepts: 'NoninterestExpense',
    synonyms: 'non-interest expense|total noninterest expense|noninterest expenses',
    row: /^(?:total )?non-?interest expenses?$/,
  },
  {
    key: 'ProvisionForCreditLosses',
    label: 'Provision for credit losses',
    concepts:
      'ProvisionForLoanLeaseAndOtherLosses ProvisionForCreditLossExpenseReversal ProvisionForLoanAndLeaseLosses ProvisionForLoanLossesExpensed ProvisionForOtherCreditLosses',
    synonyms: 'provision for loan losses|credit loss provision|provisions for credit losses|loan loss provision|provision for credit loss',
    row: /^(?:total )?provision for (?:credit|loan|loan and lease)(?: and other)? loss(?:es)?.*$/,
  },
  {
    key: 'PremiumsEarned',
    label: 'Premiums earned',
    concepts: 'PremiumsEarnedNet PremiumsEarnedNetPropertyAndCasualty ifrs-full:InsuranceRevenue',
    synonyms: 'net premiums earned|insurance premiums|earned premiums|premium revenue',
    row: /^(?:net )?premiums(?: earned)?(?:,? net)?$|^(?:net )?earned premiums$/,
  },
  {
    key: 'PolicyBenefits',
    label: 'Policy benefits and claims',
    concepts: 'PolicyholderBenefitsAndClaimsIncurredNet LiabilityForUnpaidClaimsAndClaimsAdjustmentExpenseIncurredClaims1',
    synonyms: 'claims incurred|losses and loss adjustment expenses|benefits and claims|medical costs',
    row: /^(?:losses and loss adjustment expenses|(?:policyholder|insurance) benefits and claims.*|benefits,? claims.*|medical costs)$/,
  },
];

export const bankBalanceSheetLines: readonly Line[] = [
  {
    key: 'Loans',
    label: 'Loans, net',
    concepts:
      'FinancingReceivableExcludingAccruedInterestAfterAllowanceForCreditLoss LoansAndLeasesReceivableNetReportedAmount FinancingReceivableExcludingAccruedInterestBeforeAllowanceForCreditLoss ' +
      'LoansAndLeasesReceivableNetOfDeferredIncome ifrs-full:LoansAndAdvancesToCustomers',
    synonyms: 'net loans|total loans|loans|loan book|loans and leases|loan balance',
    row: /^(?:total |net )?loans(?: and leases)?(?:,? net(?: of .*)?)?$/,
    side: 'ASSETS',
  },
  {
    key: 'AllowanceForCreditLosses',
    label: 'Allowance for credit losses',
    concepts:
      'FinancingReceivableAllowanceForCreditLosses FinancingReceivableAllowanceForCreditLossExcludingAccruedInterest LoansAndLeasesReceivableAllowance',
    synonyms: 'allowance for loan losses|loan loss reserve|loan loss allowance',
    row: /^(?:less: ?)?allowance for (?:credit|loan|loan and lease) losses.*$/,
    isOutflow: true,
    side: 'ASSETS',
  },
  {
    key: 'Deposits',
    label: 'Deposits',
    concepts: 'Deposits ifrs-full:DepositsFromCustomers',
    synonyms: 'total deposits|customer deposits',
    row: /^(?:total )?deposits$/,
    side: 'CLAIMS',
  },
  {
    key: 'InsuranceReserves',
    label: 'Insurance reserves',
    concepts:
      'LiabilityForClaimsAndClaimsAdjustmentExpense LiabilityForFuturePolicyBenefits LiabilityForFuturePolicyBenefitsAndUnpaidClaimsAndClaimsAdjustmentExpense ifrs-full:LiabilitiesUnderInsuranceContractsAndReinsuranceContractsIssued',
    synonyms: 'policy reserves|claims reserves|unpaid losses|future policy benefits',
    side: 'CLAIMS',
  },
];
