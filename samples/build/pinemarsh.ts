import {
  type BankFlows,
  type BankLevels,
  type BankPosition,
  bankTotals,
  cash,
  closeBank,
  depositsOf,
  income,
  splitBank,
} from './bank-ledger.ts';
import { bankBalance, bankCashFlows, bankIncome } from './bank-statements.ts';
import { AUDIT, type Built, built, byReference, currentReport, moved, paragraphs, passages } from './goods-reports.ts';
import { bullet, centred, escaped, heading, p, subheading, table } from './html.ts';
import { InlineDocument, type Period } from './inline-xbrl.ts';
import type { SampleFiling } from './larkfield.ts';
import { coverPage, type Item, itemised, type Profile, signatures } from './report.ts';
import { type Column, longDate, statement } from './statement.ts';

// A bank with a calendar year, in thousands of dollars.

const MONEY = { scale: 3 };
const profile: Profile = {
  cik: 9_900_003,
  name: 'Pinemarsh Bancorp, Inc.',
  ticker: 'PNMRS',
  prefix: 'pnmrs',
  state: 'Maine',
  ein: '00-0000003',
  fileNumber: '001-99003',
  street: '3 Placeholder Square',
  city: 'Pinemarsh',
  zip: '00003',
  phone: { area: '555', local: '555-0103' },
  exchange: { name: 'The Nasdaq Stock Market LLC', code: 'Nasdaq' },
  category: 'Accelerated filer',
  fiscalYearEnd: '1231',
  sic: '6022',
  sicDescription: 'State Commercial Banks',
  sharesOutstanding: (asOf) => (asOf < '2025-06-01' ? 8_478_214 : asOf < '2026-01-01' ? 8_495_630 : 8_503_977),
  publicFloat: (asOf) => (asOf < '2025-01-01' ? 198_400_000 : 241_700_000),
};

const flows = (values: number[]): BankFlows => {
  const [
    interestLoans,
    interestSecurities,
    interestDeposits,
    interestBorrowings,
    provision,
    serviceCharges,
    mortgageBanking,
    salaries,
    occupancy,
    otherExpense,
    tax,
    depreciation,
    shareCompensation,
    netChargeOffs,
    capitalExpenditure,
    dividends,
    unrealized,
  ] = values as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return {
    interestLoans,
    interestSecurities,
    interestDeposits,
    interestBorrowings,
    provision,
    serviceCharges,
    mortgageBanking,
    salaries,
    occupancy,
    otherExpense,
    tax,
    depreciation,
    shareCompensation,
    netChargeOffs,
    capitalExpenditure,
    dividends,
    unrealized,
  };
};
const levels = (
  grossLoans: number,
  securities: number,
  otherAssets: number,
  demandDeposits: number,
  interestDepositsHeld: number,
  borrowings: number,
  otherLiabilities: number,
): BankLevels => ({ grossLoans, securities, otherAssets, demandDeposits, interestDepositsHeld, borrowings, otherLiabilities });

interface BankBooks {
  period: Period;
  flows: BankFlows;
  opening: BankPosition;
  closing: BankPosition;
  shares: { basic: number; diluted: number };
}
const yearOf = (year: number): Period => ({ start: `${year}-01-01`, end: `${year}-12-31` });
const books = (period: Period, opening: BankPosition, f: BankFlows, l: BankLevels, basic: number, diluted: number): BankBooks => ({
  period,
  flows: f,
  opening,
  closing: closeBank(opening, f, l),
  shares: { basic, diluted },
});

const opening: BankPosition = {
  ...levels(1_204_500, 318_200, 38_400, 398_000, 1_094_000, 60_000, 16_800),
  cash: 142_300,
  allowance: 14_450,
  premises: 27_900,
  paidInCapital: 52_000,
  retainedEarnings: 97_950,
  comprehensive: -1_900,
};
const y2022 = books(
  yearOf(2022),
  opening,
  flows([52_310, 6_420, 4_890, 1_310, 2_100, 6_840, 3_120, 24_610, 4_980, 9_240, 4_410, 2_310, 620, 980, 2_640, 5_600, -9_800]),
  levels(1_312_800, 301_400, 41_200, 412_000, 1_121_000, 75_000, 18_300),
  8_412,
  8_486,
);
const y2023 = books(
  yearOf(2023),
  y2022.closing,
  flows([63_870, 7_950, 16_420, 2_860, 2_640, 7_010, 2_480, 26_150, 5_160, 9_810, 3_690, 2_400, 680, 1_320, 2_210, 5_900, 2_100]),
  levels(1_401_600, 296_700, 43_900, 388_000, 1_208_000, 82_000, 20_100),
  8_436,
  8_502,
);
const y2024 = books(
  yearOf(2024),
  y2023.closing,
  flows([71_240, 8_310, 22_180, 3_040, 3_310, 7_230, 2_760, 27_420, 5_300, 10_240, 3_620, 2_450, 720, 1_870, 2_480, 6_200, 1_450]),
  levels(1_478_300, 304_200, 45_100, 381_000, 1_291_000, 78_000, 21_700),
  8_461,
  8_529,
);
const y2025 = books(
  yearOf(2025),
  y2024.closing,
  flows([76_950, 8_840, 21_060, 2_610, 2_420, 7_480, 3_210, 28_960, 5_480, 10_730, 5_170, 2_510, 790, 1_640, 3_120, 6_600, 1_980]),
  levels(1_561_900, 318_500, 46_800, 396_000, 1_379_000, 70_000, 22_400),
  8_490,
  8_561,
);

/** Nine months, and the third quarter within them. */
function nineMonths(year: BankBooks, l: BankLevels, shares: [number, number, number, number]) {
  const [nine] = splitBank(year.flows, 0.745);
  const [, third] = splitBank(nine, 0.66);
  const y = year.period.end.slice(0, 4);
  return {
    toDate: books({ start: `${y}-01-01`, end: `${y}-09-30` }, year.opening, nine, l, shares[0], shares[1]),
    quarter: {
      period: { start: `${y}-07-01`, end: `${y}-09-30` },
      income: income(third),
      shares: { basic: shares[2], diluted: shares[3] },
    },
  };
}
const third2024 = nineMonths(y2024, levels(1_459_200, 301_800, 44_800, 383_000, 1_268_000, 80_000, 21_300), [8_459, 8_526, 8_465, 8_532]);
const third2025 = nineMonths(y2025, levels(1_541_400, 314_900, 46_300, 392_000, 1_357_000, 72_000, 22_100), [8_488, 8_558, 8_494, 8_566]);

const dollars = (thousands: number) => `$${(thousands / 1000).toFixed(1)} million`;
const margin = (b: BankBooks) => {
  const earning = (position: BankPosition) => position.grossLoans + position.securities + position.cash;
  return ((income(b.flows).netInterestIncome / ((earning(b.opening) + earning(b.closing)) / 2)) * 100).toFixed(2);
};
const columnsOf = (list: { period: Period }[]): Column[] => list.map(({ period }) => ({ heading: longDate(period.end), period }));
const instants = (list: { period: Period }[]): Column[] =>
  list.map(({ period }) => ({ heading: longDate(period.end), period: { end: period.end } }));
const title = (text: string, note = '(In thousands, except per-share amounts)') =>
  centred(escaped(profile.name.toUpperCase())) + centred(text) + centred(note, false);
const cashColumns = (list: BankBooks[]) =>
  list.map((b) => ({ income: income(b.flows), cash: cash(b.flows, b.opening, levelsAt(b)), openingCash: b.opening.cash }));
const levelsAt = (b: BankBooks): BankLevels => b.closing;

const segments: { member: string; label: string; share: number }[] = [
  { member: 'pnmrs:CommercialRealEstateLoansMember', label: 'Commercial real estate', share: 0.46 },
  { member: 'us-gaap:ResidentialPortfolioSegmentMember', label: 'Residential mortgages', share: 0.33 },
  { member: 'us-gaap:ConsumerPortfolioSegmentMember', label: 'Consumer', share: 0.08 },
];

/** Loans by kind with their dimension; what remains is commercial and industrial. */
function loanTable(doc: InlineDocument, list: BankBooks[]): string {
  const concept = 'us-gaap:FinancingReceivableExcludingAccruedInterestBeforeAllowanceForCreditLoss';
  const axis = 'us-gaap:FinancingReceivablePortfolioSegmentAxis';
  const part = (b: BankBooks, share: number) => Math.round(b.closing.grossLoans * share);
  const rest = (b: BankBooks) => b.closing.grossLoans - segments.reduce((total, { share }) => total + part(b, share), 0);
  const all = [...segments, { member: 'us-gaap:CommercialPortfolioSegmentMember', label: 'Commercial and industrial', share: 0 }];
  for (const { member, label } of all) doc.label(member, `${label} [Member]`);
  return statement(
    doc,
    instants(list),
    [
      ...all.map(({ member, label, share }) => ({
        label,
        concept,
        values: list.map((b) => (share === 0 ? rest(b) : part(b, share))),
        dimensions: { [axis]: member },
      })),
      { label: 'Total loans', concept, values: list.map((b) => b.closing.grossLoans), kind: 'TOTAL' as const },
    ],
    MONEY,
  );
}

function allowanceTable(doc: InlineDocument, list: BankBooks[]): string {
  const concept = 'us-gaap:FinancingReceivableAllowanceForCreditLossExcludingAccruedInterest';
  return statement(
    doc,
    columnsOf(list),
    [
      { label: 'Balance at beginning of period', concept, values: list.map((b) => b.opening.allowance), instant: 'START' },
      {
        label: 'Provision for credit losses',
        concept: 'us-gaap:ProvisionForLoanLeaseAndOtherLosses',
        values: list.map((b) => b.flows.provision),
      },
      {
        label: 'Net charge-offs',
        concept: 'us-gaap:FinancingReceivableExcludingAccruedInterestAllowanceForCreditLossWriteoffAfterRecovery',
        values: list.map((b) => b.flows.netChargeOffs),
        outflow: true,
      },
      { label: 'Balance at end of period', concept, values: list.map((b) => b.closing.allowance), instant: 'END', kind: 'TOTAL' },
    ],
    MONEY,
  );
}

function annualReport(years: [BankBooks, BankBooks, BankBooks], signedOn: string): Built {
  const [now, before] = years;
  const year = Number(now.period.end.slice(0, 4));
  const [a, b] = [income(now.flows), income(before.flows)];
  const name = `pnmrs-${now.period.end.replaceAll('-', '')}`;
  const doc = new InlineDocument(profile, name);
  const cover = coverPage(doc, profile, { form: '10-K', period: now.period, fiscalYear: year, fiscalPeriod: 'FY', sharesAsOf: signedOn });
  const note = (number: number, text: string, concept: string, inner: string) => {
    doc.label(concept, `${text} [Text Block]`);
    return doc.block(concept, [heading(`Note ${number} &#8211; ${escaped(text)}`) + inner], now.period).join('');
  };
  const financials = [
    title('CONSOLIDATED BALANCE SHEETS'),
    statement(doc, instants(years.slice(0, 2)), bankBalance(years.slice(0, 2).map(({ closing }) => closing)), MONEY),
    title('CONSOLIDATED STATEMENTS OF INCOME'),
    statement(
      doc,
      columnsOf(years),
      bankIncome(
        years.map(({ flows: f }) => income(f)),
        years.map(({ shares }) => shares),
      ),
      MONEY,
      ['Years ended'],
    ),
    title('CONSOLIDATED STATEMENTS OF COMPREHENSIVE INCOME'),
    statement(
      doc,
      columnsOf(years),
      [
        { label: 'Net income', concept: 'us-gaap:NetIncomeLoss', values: years.map(({ flows: f }) => income(f).netIncome) },
        {
          label: 'Change in fair value of securities, net of tax',
          concept: 'us-gaap:OtherComprehensiveIncomeLossNetOfTax',
          values: years.map(({ flows: f }) => f.unrealized),
        },
        {
          label: 'Comprehensive income',
          concept: 'us-gaap:ComprehensiveIncomeNetOfTax',
          values: years.map(({ flows: f }) => income(f).netIncome + f.unrealized),
          kind: 'TOTAL',
        },
      ],
      MONEY,
    ),
    title('CONSOLIDATED STATEMENTS OF CASH FLOWS'),
    statement(doc, columnsOf(years), bankCashFlows(cashColumns(years)), MONEY, ['Years ended']),
    centred('NOTES TO CONSOLIDATED FINANCIAL STATEMENTS'),
    note(
      1,
      'Significant Accounting Policies',
      'us-gaap:SignificantAccountingPoliciesTextBlock',
      p(
        'The consolidated financial statements comprise Pinemarsh Bancorp, Inc. and its subsidiary, Pinemarsh Bank. Expected credit losses over the life of loans are estimated by pools of like risk. Interest ceases to accrue when a payment is ninety days late.',
      ),
    ),
    note(2, 'Loans', 'us-gaap:FinancingReceivablesTextBlock', loanTable(doc, years.slice(0, 2))),
    note(3, 'Allowance for Credit Losses', 'us-gaap:AllowanceForCreditLossesTextBlock', allowanceTable(doc, years.slice(0, 2))),
    note(
      4,
      'Deposits',
      'us-gaap:DepositLiabilitiesDisclosuresTextBlock',
      p(
        `Deposits above the limit of federal insurance were approximately ${dollars(Math.round(depositsOf(now.closing) * 0.27))} at December 31, ${year}.`,
      ),
    ),
    note(
      5,
      'Regulatory Capital',
      'us-gaap:RegulatoryCapitalRequirementsUnderBankingRegulationsTextBlock',
      p(
        `The Bank was well capitalized at December 31, ${year}. Its common equity tier 1 ratio was ${year === 2025 ? '11.6' : '11.1'} percent against a minimum of 6.5 percent.`,
      ),
    ),
    centred('REPORT OF INDEPENDENT REGISTERED PUBLIC ACCOUNTING FIRM'),
    p(escaped(AUDIT)),
  ];
  const change = table(
    [['(dollars in thousands)', String(year), String(year - 1), 'Change']],
    (
      [
        ['Net interest income', a.netInterestIncome, b.netInterestIncome],
        ['Provision for credit losses', a.provision, b.provision],
        ['Noninterest income', a.noninterestIncome, b.noninterestIncome],
        ['Noninterest expense', a.noninterestExpense, b.noninterestExpense],
        ['Net income', a.netIncome, b.netIncome],
      ] as const
    ).map(([label, x, y]) => ({
      label,
      cells: [
        x.toLocaleString('en-US'),
        y.toLocaleString('en-US'),
        x < y ? `(${Math.round(((y - x) / y) * 100)}%)` : `${Math.round(((x - y) / y) * 100)}%`,
      ],
    })),
  );
  const item = (number: string, title_: string, content: string): Item => ({
    number: `Item ${number}.`,
    title: title_,
    content,
    id: `item${number.toLowerCase()}`,
  });
  const part = (number: string): Item => ({ number: `PART ${number}`, title: '', id: `part${number}` });
  const items: Item[] = [
    part('I'),
    item(
      '1',
      'Business',
      passages([
        {
          title: 'General',
          paragraphs: [
            `Pinemarsh Bancorp, Inc. is the holding company of Pinemarsh Bank, a bank chartered in Maine in 1908 with ${year === 2025 ? 'twenty-three' : 'twenty-two'} branches. At December 31, ${year} it had total assets of ${dollars(bankTotals(now.closing).assets)}, loans of ${dollars(now.closing.grossLoans)} and deposits of ${dollars(depositsOf(now.closing))}.`,
          ],
        },
        {
          title: 'Lending',
          paragraphs: [
            'Loans are made in Maine and New Hampshire. Commercial real estate is the largest category; most of these loans are secured by multifamily buildings, offices of fewer than four floors and hotels on the coast.',
          ],
        },
        {
          title: 'Supervision and Regulation',
          paragraphs: [
            'The Company is supervised by the Federal Reserve and the Bank by the state and the Federal Deposit Insurance Corporation. Dividends of the Bank need approval when they exceed the earnings of the year and the two years before.',
          ],
        },
        {
          title: 'Employees',
          paragraphs: [`The Company had ${year === 2025 ? '331' : '322'} full-time equivalent employees at year end.`],
        },
      ]),
    ),
    item(
      '1A',
      'Risk Factors',
      passages([
        {
          title: 'Commercial real estate loans may be hard to collect when vacancies rise.',
          paragraphs: [
            'Such loans were about 46 percent of all loans. Many have one payment of principal at maturity, and the borrower must then refinance at the rates of the day.',
          ],
        },
        {
          title: 'A rise of short-term rates increases the cost of deposits faster than the yield of loans.',
          paragraphs: [
            'In 2023 and 2024 depositors moved money from checking accounts to certificates, and interest expense on deposits more than quadrupled from 2022.',
          ],
        },
        {
          title: 'Deposits can leave quickly.',
          paragraphs: [
            `About 27 percent of deposits were not insured at December 31, ${year}. News about other banks may lead depositors to withdraw them.`,
          ],
        },
        {
          title: 'The economy of the coast depends on tourism.',
          paragraphs: ['A poor summer season weakens hotels, restaurants and their employees, who are our customers.'],
        },
      ]),
    ),
    item('1B', 'Unresolved Staff Comments', p('None.')),
    item(
      '1C',
      'Cybersecurity',
      p(
        'The information security officer reports to the risk committee of the board of directors every quarter. Critical suppliers are examined once a year. No incident had a material effect.',
      ),
    ),
    item('2', 'Properties', p('The Bank owns seventeen of its branches and leases the others.')),
    item('3', 'Legal Proceedings', p('The Company is party to ordinary proceedings incidental to banking, none of them material.')),
    item('4', 'Mine Safety Disclosures', p('Not applicable.')),
    part('II'),
    item(
      '5',
      "Market for Registrant's Common Equity, Related Stockholder Matters and Issuer Purchases of Equity Securities",
      p(
        escaped(
          `The common stock trades on ${profile.exchange.name} under the symbol ${profile.ticker}. Dividends of ${dollars(now.flows.dividends)} were paid in ${year}. No shares were repurchased.`,
        ),
      ),
    ),
    item('6', '[Reserved]', p('Not applicable.')),
    item(
      '7',
      "Management's Discussion and Analysis of Financial Condition and Results of Operations",
      [
        subheading('Overview'),
        p(`Net income was ${dollars(a.netIncome)} in ${year} and ${dollars(b.netIncome)} in ${year - 1}.`),
        change,
        subheading('Net Interest Income'),
        p(
          `Net interest income ${moved(a.netInterestIncome, b.netInterestIncome)} to ${dollars(a.netInterestIncome)}. The net interest margin was ${margin(now)}% compared with ${margin(before)}%.`,
        ),
        bullet(
          year === 2025
            ? 'The cost of deposits fell as certificates renewed at lower rates.'
            : 'The cost of deposits rose faster than the yield of loans.',
        ),
        subheading('Credit Quality'),
        p(
          `The provision for credit losses was ${dollars(a.provision)} and net charge-offs were ${dollars(a.netChargeOffs)}. The allowance for credit losses was ${((now.closing.allowance / now.closing.grossLoans) * 100).toFixed(2)}% of loans at December 31, ${year}.`,
        ),
        subheading('Liquidity and Capital'),
        p(
          `Loans grew by ${dollars(now.closing.grossLoans - now.opening.grossLoans)} and deposits by ${dollars(depositsOf(now.closing) - depositsOf(now.opening))}. The Bank can borrow a further $290 million from the Federal Home Loan Bank.`,
        ),
      ].join(''),
    ),
    item(
      '7A',
      'Quantitative and Qualitative Disclosures About Market Risk',
      p(
        `An immediate rise of all rates by two percentage points would lower net interest income of the next twelve months by ${year === 2025 ? '3.8' : '5.2'} percent; a fall by two points would raise it by ${year === 2025 ? '1.9' : '2.4'} percent.`,
      ),
    ),
    item('8', 'Financial Statements and Supplementary Data', financials.join('')),
    item('9', 'Changes in and Disagreements with Accountants on Accounting and Financial Disclosure', p('None.')),
    item(
      '9A',
      'Controls and Procedures',
      p('Disclosure controls and procedures and internal control over financial reporting were effective at year end.'),
    ),
    item('9B', 'Other Information', p('None.')),
    item('9C', 'Disclosure Regarding Foreign Jurisdictions that Prevent Inspections', p('Not applicable.')),
    part('III'),
    item('10', 'Directors, Executive Officers and Corporate Governance', byReference('directors and governance')),
    item('11', 'Executive Compensation', byReference('executive compensation')),
    item(
      '12',
      'Security Ownership of Certain Beneficial Owners and Management and Related Stockholder Matters',
      byReference('security ownership'),
    ),
    item('13', 'Certain Relationships and Related Transactions, and Director Independence', byReference('related transactions')),
    item('14', 'Principal Accountant Fees and Services', byReference('accountant fees')),
    part('IV'),
    item('15', 'Exhibits and Financial Statement Schedules', p('The financial statements are listed in Part II, Item 8.')),
    item('16', 'Form 10-K Summary', p('None.')),
  ];
  return built(
    doc,
    name,
    '10-K',
    `${profile.name} 10-K ${year}`,
    cover + itemised(profile, 'Form 10-K', items) + signatures(profile, signedOn),
  );
}

function quarterlyReport(signedOn: string): Built {
  const name = 'pnmrs-20250930';
  const doc = new InlineDocument(profile, name);
  const [now, before] = [third2025, third2024];
  const cover = coverPage(doc, profile, {
    form: '10-Q',
    period: now.toDate.period,
    fiscalYear: 2025,
    fiscalPeriod: 'Q3',
    sharesAsOf: signedOn,
  });
  const spans = [now.quarter, before.quarter, now.toDate, before.toDate];
  const columns = spans.map(
    ({ period }, i): Column => ({ heading: `${i < 2 ? 'Three' : 'Nine'} months ended ${longDate(period.end)}`, period }),
  );
  const incomes = [now.quarter.income, before.quarter.income, income(now.toDate.flows), income(before.toDate.flows)];
  const toDate = [now.toDate, before.toDate];
  const financials = [
    title('CONSOLIDATED BALANCE SHEETS', '(Unaudited, in thousands)'),
    statement(doc, instants([now.toDate, y2024]), bankBalance([now.toDate.closing, y2024.closing]), MONEY),
    title('CONSOLIDATED STATEMENTS OF INCOME', '(Unaudited, in thousands, except per-share amounts)'),
    statement(
      doc,
      columns,
      bankIncome(
        incomes,
        spans.map(({ shares }) => shares),
      ),
      MONEY,
    ),
    title('CONSOLIDATED STATEMENTS OF CASH FLOWS', '(Unaudited, in thousands)'),
    statement(doc, columns.slice(2), bankCashFlows(cashColumns(toDate)), MONEY),
    centred('NOTES TO CONSOLIDATED FINANCIAL STATEMENTS'),
    heading('Note 1 &#8211; Basis of Presentation'),
    p('The statements are unaudited and should be read together with the annual report on Form 10-K.'),
    heading('Note 2 &#8211; Loans'),
    loanTable(doc, [now.toDate, y2024]),
    heading('Note 3 &#8211; Allowance for Credit Losses'),
    allowanceTable(doc, toDate),
  ].join('');
  const [a, b] = [now.quarter.income, before.quarter.income];
  const item = (partNumber: number, number: string, title_: string, content: string): Item => ({
    number: `Item ${number}.`,
    title: title_,
    content,
    id: `part${partNumber}item${number.toLowerCase()}`,
  });
  const items: Item[] = [
    { number: 'PART I', title: 'FINANCIAL INFORMATION', id: 'part1' },
    item(1, '1', 'Financial Statements', financials),
    item(
      1,
      '2',
      "Management's Discussion and Analysis of Financial Condition and Results of Operations",
      p(
        `Net income of the third quarter ${moved(a.netIncome, b.netIncome)} to ${dollars(a.netIncome)} from ${dollars(b.netIncome)}. Net interest income ${moved(a.netInterestIncome, b.netInterestIncome)} to ${dollars(a.netInterestIncome)}, as certificates of deposit renewed at lower rates.`,
      ),
    ),
    item(
      1,
      '3',
      'Quantitative and Qualitative Disclosures About Market Risk',
      p('There were no material changes since December 31, 2024.'),
    ),
    item(1, '4', 'Controls and Procedures', p('Disclosure controls and procedures were effective at the end of the quarter.')),
    { number: 'PART II', title: 'OTHER INFORMATION', id: 'part2' },
    item(2, '1', 'Legal Proceedings', p('None that is material.')),
    item(2, '1A', 'Risk Factors', p('There were no material changes to the risk factors of the annual report.')),
    item(2, '6', 'Exhibits', p('31.1 and 31.2 Certifications; 32.1 Certification; 101 Inline XBRL; 104 Cover page.')),
  ];
  return built(
    doc,
    name,
    '10-Q',
    `${profile.name} 10-Q Q3 2025`,
    cover + itemised(profile, 'Form 10-Q', items) + signatures(profile, signedOn),
  );
}

function announcement(on: string): Built {
  const [a, b] = [income(y2025.flows), income(y2024.flows)];
  const release = [
    centred('Pinemarsh Bancorp, Inc. Reports Results of 2025 and Raises Dividend'),
    paragraphs([
      `Pinemarsh, ${longDate(on)} — Pinemarsh Bancorp, Inc. (PNMRS) today reported net income of ${dollars(a.netIncome)} for 2025, or $${(a.netIncome / y2025.shares.diluted).toFixed(2)} per diluted share, compared with ${dollars(b.netIncome)}, or $${(b.netIncome / y2024.shares.diluted).toFixed(2)} per diluted share, for 2024.`,
      `Net interest income ${moved(a.netInterestIncome, b.netInterestIncome)} to ${dollars(a.netInterestIncome)}. Loans were ${dollars(y2025.closing.grossLoans)} and deposits ${dollars(depositsOf(y2025.closing))} at December 31, 2025.`,
      'The board of directors declared a quarterly dividend of $0.21 per share, up from $0.195, payable on February 20, 2026.',
    ]),
    table(
      [['(dollars in thousands)', '2025', '2024']],
      (
        [
          ['Net interest income', a.netInterestIncome, b.netInterestIncome],
          ['Provision for credit losses', a.provision, b.provision],
          ['Net income', a.netIncome, b.netIncome],
        ] as const
      ).map(([label, x, y]) => ({ label, cells: [x.toLocaleString('en-US'), y.toLocaleString('en-US')] })),
    ),
    p('This release belongs to a fictional company.'),
  ].join('');
  return currentReport(profile, `pnmrs-${on.replaceAll('-', '')}`, on, 'Year 2025', release);
}

export const pinemarsh: { profile: Profile; filings: SampleFiling[] } = {
  profile,
  filings: [
    {
      accessionNumber: '0009900003-25-000004',
      form: '10-K',
      filedAt: '2025-03-10',
      acceptedAt: '2025-03-10T16:12:48',
      reportDate: '2024-12-31',
      items: '',
      built: annualReport([y2024, y2023, y2022], '2025-03-10'),
    },
    {
      accessionNumber: '0009900003-25-000019',
      form: '10-Q',
      filedAt: '2025-11-07',
      acceptedAt: '2025-11-07T16:20:33',
      reportDate: '2025-09-30',
      items: '',
      built: quarterlyReport('2025-11-07'),
    },
    {
      accessionNumber: '0009900003-26-000002',
      form: '8-K',
      filedAt: '2026-01-27',
      acceptedAt: '2026-01-27T08:31:04',
      reportDate: '2026-01-27',
      items: '2.02,9.01',
      built: announcement('2026-01-27'),
    },
    {
      accessionNumber: '0009900003-26-000005',
      form: '10-K',
      filedAt: '2026-03-09',
      acceptedAt: '2026-03-09T16:14:21',
      reportDate: '2025-12-31',
      items: '',
      built: annualReport([y2025, y2024, y2023], '2026-03-09'),
    },
  ],
};
