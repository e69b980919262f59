import { type Books, books, type GoodsCompany, openingPosition } from './goods-company.ts';
import { annualReport, type Built, million, moved, quarterlyReport, resultsAnnouncement } from './goods-reports.ts';
import { type Flows, type Levels, split } from './ledger.ts';
import { dayAfter } from './statement.ts';

// A maker of measuring instruments whose year ends on the last Saturday of September: 52 weeks, and 53 in fiscal 2023.

const opening = openingPosition({
  cash: 190,
  receivables: 136,
  inventories: 118,
  otherCurrent: 20,
  property: 157,
  leases: 40,
  goodwill: 96,
  intangibles: 68,
  payables: 60,
  accrued: 52,
  deferredRevenue: 41,
  debt: 200,
  paidInCapital: 217,
  comprehensive: -7,
}); // prettier-ignore

const level = (
  receivables: number,
  inventories: number,
  otherCurrent: number,
  payables: number,
  accrued: number,
  deferredRevenue: number,
  leases: number,
): Levels => ({
  receivables,
  inventories,
  otherCurrent,
  payables,
  accrued,
  deferredRevenue,
  leases,
});
const flows = (revenue: number[], cost: number[], rest: number[]): Flows => {
  const [
    research,
    selling,
    interestExpense,
    otherIncome,
    tax,
    depreciation,
    amortization,
    shareCompensation,
    capitalExpenditure,
    debtRepaid,
    dividends,
    buybacks,
    optionProceeds,
    currencyEffect,
  ] = rest as [number, number, number, number, number, number, number, number, number, number, number, number, number, number];
  return {
    revenue,
    cost,
    research,
    selling,
    interestExpense,
    otherIncome,
    tax,
    depreciation,
    amortization,
    shareCompensation,
    capitalExpenditure,
    debtIssued: 0,
    debtRepaid,
    dividends,
    buybacks,
    optionProceeds,
    currencyEffect,
  };
};
const period = (endBefore: string, end: string) => ({ start: dayAfter(endBefore), end });

const ENDS = { 2021: '2021-09-25', 2022: '2022-09-24', 2023: '2023-09-30', 2024: '2024-09-28', 2025: '2025-09-27' };

const year2022 = books(
  2022,
  period(ENDS[2021], ENDS[2022]),
  52,
  opening,
  flows([412, 286, 118], [206, 149, 62], [71, 158, 9, 3, 36, 24, 8, 17, 31, 20, 30, 60, 6, -4]),
  level(148, 131, 22, 64, 58, 47, 38),
  { basic: 82.4, diluted: 83.6 },
);
const year2023 = books(
  2023,
  period(ENDS[2022], ENDS[2023]),
  53,
  year2022.closing,
  flows([441, 315, 131], [221, 163, 68], [78, 169, 10, 5, 40, 26, 8, 19, 34, 20, 34, 70, 7, 2]),
  level(159, 140, 24, 68, 61, 53, 36),
  { basic: 81.2, diluted: 82.3 },
);
/** As first reported: a count of field instruments held at a warehouse was too high by 3. */
const year2024Reported = books(
  2024,
  period(ENDS[2023], ENDS[2024]),
  52,
  year2023.closing,
  flows([452, 338, 149], [224, 174, 77], [84, 176, 9, 7, 44, 28, 7, 22, 38, 20, 38, 80, 7, 3]),
  level(167, 151, 26, 71, 65, 60, 34),
  { basic: 80.1, diluted: 81.2 },
);
const year2024 = books(
  2024,
  period(ENDS[2023], ENDS[2024]),
  52,
  year2023.closing,
  flows([452, 338, 149], [224, 177, 77], [84, 176, 9, 7, 43, 28, 7, 22, 38, 20, 38, 80, 7, 3]),
  level(167, 148, 26, 71, 64, 60, 34),
  { basic: 80.1, diluted: 81.2 },
);
const flows2025 = flows([498, 371, 171], [243, 189, 87], [93, 190, 8, 8, 52, 31, 7, 25, 45, 20, 44, 95, 8, -2]);
const year2025 = books(2025, period(ENDS[2024], ENDS[2025]), 52, year2024.closing, flows2025, level(182, 157, 27, 76, 70, 68, 37), {
  basic: 78.9,
  diluted: 80.0,
});
const [firstQuarter] = split(flows2025, 0.24);
const quarter2025 = books(2025, period(ENDS[2024], '2024-12-28'), 13, year2024.closing, firstQuarter, level(172, 154, 27, 70, 60, 64, 34), {
  basic: 79.3,
  diluted: 80.4,
});
const quarter2026 = books(
  2026,
  period(ENDS[2025], '2025-12-27'),
  13,
  year2025.closing,
  flows([131, 97, 46], [64, 49, 23], [24, 49, 2, 2, 14, 8, 2, 7, 12, 5, 12, 25, 2, 1]),
  level(188, 163, 28, 77, 65, 73, 36),
  { basic: 78.1, diluted: 79.2 },
);

const [BENCH, FIELD, CALIBRATION] = [0, 1, 2];
const of = (year: Books, segment: number) => year.results.revenue[segment] ?? 0;

const company: GoodsCompany = {
  profile: {
    cik: 9_900_001,
    name: 'Larkfield Instruments, Inc.',
    ticker: 'LRKFD',
    prefix: 'lrkfd',
    state: 'Delaware',
    ein: '00-0000001',
    fileNumber: '000-99001',
    street: '1 Sample Way',
    city: 'Larkfield',
    zip: '00001',
    phone: { area: '555', local: '555-0101' },
    exchange: { name: 'The Nasdaq Stock Market LLC', code: 'Nasdaq' },
    category: 'Accelerated filer',
    fiscalYearEnd: '0927',
    sic: '3829',
    sicDescription: 'Measuring & Controlling Devices, NEC',
    sharesOutstanding: (asOf) => (asOf < '2024-12-01' ? 79_612_000 : asOf < '2025-12-01' ? 78_204_000 : 77_915_000),
    publicFloat: (asOf) => (asOf < '2024-12-01' ? 2_214_000_000 : 2_689_000_000),
  },
  captions: {
    revenue: 'Net sales',
    cost: 'Cost of sales',
    segmentAxis: 'us-gaap:StatementBusinessSegmentsAxis',
    segments: [
      { member: 'lrkfd:BenchInstrumentsMember', label: 'Bench Instruments' },
      { member: 'lrkfd:FieldInstrumentsMember', label: 'Field Instruments' },
      { member: 'lrkfd:CalibrationServicesMember', label: 'Calibration Services' },
    ],
    inventories: 'Inventories',
    deferredRevenue: 'Deferred revenue',
    selling: 'Selling, general and administrative',
  },
  revenueWord: 'net sales',
  statutoryNote: 'Our effective rate differs from it mainly because of state taxes and the credit for research.',
  words: {
    business: (year) => [
      {
        title: 'Company Background',
        paragraphs: [
          'Larkfield Instruments, Inc. designs, makes and sells instruments that measure electrical, thermal and mechanical quantities, and calibrates instruments of its own and other makes. The Company was incorporated in Delaware in 1987. Its fiscal year is the 52- or 53-week period that ends on the last Saturday of September.',
          `Fiscal ${year.fiscalYear} spanned ${year.weeks} weeks. Fiscal 2023 spanned 53 weeks; the extra week fell into its first quarter.`,
        ],
      },
      {
        title: 'Products and Services',
        paragraphs: [
          `Bench Instruments are oscilloscopes, power analyzers and precision multimeters for laboratories. The segment had net sales of ${million(of(year, BENCH))} in fiscal ${year.fiscalYear}.`,
          `Field Instruments are handheld and pole-mounted meters for utilities, railways and telecommunication networks, with net sales of ${million(of(year, FIELD))} in fiscal ${year.fiscalYear}. The FieldSense line, introduced in fiscal 2023, sends its readings over low-power radio.`,
          `Calibration Services calibrate and repair instruments in eleven laboratories and at customers' sites, mostly under contracts of one to three years that are billed in advance. Net sales were ${million(of(year, CALIBRATION))} in fiscal ${year.fiscalYear}.`,
        ],
      },
      {
        title: 'Manufacturing and Supply',
        paragraphs: [
          'Instruments are assembled in Larkfield and in a plant in Portugal. Reference resistors and certain converters come from a single supplier each. The Company holds about four months of consumption of these parts.',
        ],
      },
      {
        title: 'Competition',
        paragraphs: [
          'Markets for measuring instruments are competitive. The principal factors are accuracy, reliability, price, and the time within which an instrument comes back from calibration.',
        ],
      },
      {
        title: 'Human Capital',
        paragraphs: [
          `At the end of fiscal ${year.fiscalYear} the Company had approximately ${year.fiscalYear === 2025 ? '3,460' : '3,290'} full-time employees, of whom about one fifth worked in research and development.`,
        ],
      },
    ],
    risks: (year) => [
      {
        title: 'Certain components come from a single supplier, and a shortage would stop production.',
        paragraphs: [
          'Reference resistors and precision converters are each bought from one supplier. Qualifying another would take nine to twelve months. In fiscal 2022 a fire at a supplier delayed shipments of bench instruments by seven weeks.',
        ],
      },
      {
        title: 'Demand of utilities depends on regulation and on public budgets.',
        paragraphs: [
          `About ${year.fiscalYear === 2025 ? '44' : '41'} percent of the net sales of Field Instruments came from utilities in fiscal ${year.fiscalYear}. Utilities may postpone orders when regulators do not approve their tariffs.`,
        ],
      },
      {
        title: 'The Company restated its results for fiscal 2024 and found a material weakness.',
        paragraphs:
          year.fiscalYear === 2025
            ? [
                'In March 2025 the Company amended its annual report for fiscal 2024 because a count of inventories at a warehouse of a third party was wrong. The weakness in the control over such counts was remedied by the end of fiscal 2025. New weaknesses could nevertheless arise.',
              ]
            : [
                'Internal control over financial reporting cannot prevent every error. An error in the count or the valuation of inventories, part of which is held by third parties, could oblige the Company to correct its results.',
              ],
      },
      {
        title: 'Fluctuations of exchange rates affect the results.',
        paragraphs: [
          'Somewhat more than a third of net sales is invoiced in euros, while most research is paid in United States dollars. The Company does not hedge translation.',
        ],
      },
      {
        title: 'Connected instruments can be attacked.',
        paragraphs: [
          'FieldSense instruments are connected to networks of customers. An attack that uses a flaw in their software could cause harm for which the Company might be held liable.',
        ],
      },
    ],
    properties:
      'The Company owns its headquarters and plant in Larkfield (412,000 square feet) and a plant in Portugal (138,000 square feet). It leases eleven calibration laboratories under leases that end between 2026 and 2034.',
    legal: (year) => [
      `In 2023 Corvane Metrology LLC, a fictional competitor, sued the Company in federal court, claiming that FieldSense instruments infringe two of its patents. ${year.fiscalYear >= 2026 ? 'The trial is scheduled for June 2026.' : year.fiscalYear === 2025 ? 'In May 2025 the court found one of the patents invalid; the claim on the other is pending.' : 'The claim is pending.'} The Company believes that it has good defenses and has recorded no liability.`,
      'The Company is party to other proceedings in the ordinary course of business, none of which is expected to have a material effect.',
    ],
    marketRisk: (year) => [
      `A strengthening of the dollar by ten percent against the euro would have lowered net sales of fiscal ${year.fiscalYear} by about ${million(Math.round(year.results.totalRevenue * 0.036))}.`,
      `Long-term debt of ${million(year.closing.debt)} bears a fixed rate of 4.35 percent, so that a change of rates would not change interest expense before it matures.`,
    ],
    overview: (year, before) => [
      `Net sales ${moved(year.results.totalRevenue, before.results.totalRevenue)} in fiscal ${year.fiscalYear}. ${year.fiscalYear === 2025 ? 'Every segment grew, and for the first time net sales exceeded one billion dollars.' : 'Growth came from Field Instruments and Calibration Services, while fiscal 2023 had the benefit of a 53rd week.'}`,
    ],
    segmentCauses: (year, before) => [
      `Bench Instruments ${moved(of(year, BENCH), of(before, BENCH))}, mainly because of ${year.fiscalYear >= 2025 ? 'the new PA-9 power analyzers and higher demand of makers of electric vehicles' : 'price increases, offset in part by the missing 53rd week'}.`,
      `Field Instruments ${moved(of(year, FIELD), of(before, FIELD))}, as utilities extended their use of FieldSense meters.`,
      `Calibration Services ${moved(of(year, CALIBRATION), of(before, CALIBRATION))}, with ${year.fiscalYear >= 2025 ? 'two laboratories opened during the year and' : ''} a renewal rate of ${year.fiscalYear >= 2025 ? '93' : '91'} percent.`,
    ],
    marginCauses: (year) => [
      year.fiscalYear === 2025
        ? 'The margin rose with the share of services and with lower freight rates, offset in part by wages.'
        : 'The margin changed with higher cost of components, offset in part by prices.',
    ],
    liquidity: (year) => [
      `The board of directors authorized repurchases of up to $300 million in 2023, of which ${million(year.fiscalYear === 2025 ? 55 : 150)} remained at the end of fiscal ${year.fiscalYear}. The Company believes that its cash and operating cash flow suffice for at least the next twelve months.`,
      `A revolving credit facility of $150 million, which matures in 2028, was undrawn at the end of fiscal ${year.fiscalYear}.`,
    ],
    policies: [
      {
        title: 'Basis of Presentation',
        paragraphs: [
          'The consolidated financial statements include the accounts of Larkfield Instruments, Inc. and its wholly owned subsidiaries. Intercompany accounts and transactions have been eliminated. Unless otherwise stated, references to years are to fiscal years.',
        ],
      },
      {
        title: 'Revenue',
        paragraphs: [
          'Revenue from instruments is recognized when control passes to the customer, generally on shipment. Revenue from calibration contracts is recognized over the term of the contract; amounts billed in advance are deferred.',
        ],
      },
      {
        title: 'Depreciation',
        paragraphs: [
          'Buildings are depreciated over thirty years, machinery over five to twelve and test equipment over five, by the straight-line method.',
        ],
      },
      {
        title: 'Goodwill',
        paragraphs: [
          'Goodwill is tested for impairment every year in the fourth quarter. No impairment was recognized in the years presented.',
        ],
      },
    ],
    debt: () => [
      'In 2019 the Company issued senior notes with a fixed rate of 4.35 percent that are repaid in annual installments of $20 million until 2031. The notes require that debt not exceed three times earnings before interest, taxes, depreciation and amortization; the Company complied in all periods.',
    ],
    subsequent: (year) => [
      year.fiscalYear === 2025
        ? 'On October 30, 2025, the board of directors declared a quarterly dividend of $0.15 per share, payable in December 2025.'
        : 'On October 31, 2024, the board of directors declared a quarterly dividend of $0.13 per share, payable in December 2024.',
    ],
  },
};

const note = `This Amendment No. 1 restates the consolidated financial statements of fiscal 2024. A count of field instruments held at a warehouse of a third party on September 28, 2024 was too high. Inventories were overstated by ${million(3)}, cost of sales was understated by the same amount, the provision for income taxes was overstated by ${million(1)} and net income was overstated by ${million(2)}. Net income of fiscal 2024 as restated is ${million(year2024.results.netIncome)}; as previously reported it was ${million(year2024Reported.results.netIncome)}. Items 7, 8 and 9A are amended; other items are unchanged and omitted.`;

export interface SampleFiling {
  accessionNumber: string;
  form: string;
  filedAt: string;
  /** Eastern wall clock. */
  acceptedAt: string;
  reportDate: string;
  items: string;
  built: Built;
}

export const larkfield = {
  profile: company.profile,
  filings: [
    {
      accessionNumber: '0009900001-24-000021',
      form: '10-K',
      filedAt: '2024-11-15',
      acceptedAt: '2024-11-15T16:32:11',
      reportDate: ENDS[2024],
      items: '',
      built: annualReport(company, [year2024Reported, year2023, year2022], { form: '10-K', signedOn: '2024-11-15' }),
    },
    {
      accessionNumber: '0009900001-25-000006',
      form: '10-K/A',
      filedAt: '2025-03-14',
      acceptedAt: '2025-03-14T17:04:45',
      reportDate: ENDS[2024],
      items: '',
      built: annualReport(company, [year2024, year2023, year2022], {
        form: '10-K/A',
        signedOn: '2025-03-14',
        explanatoryNote: note,
        onlyFinancials: true,
      }),
    },
    {
      accessionNumber: '0009900001-25-000031',
      form: '10-K',
      filedAt: '2025-11-14',
      acceptedAt: '2025-11-14T16:31:02',
      reportDate: ENDS[2025],
      items: '',
      built: annualReport(company, [year2025, year2024, year2023], { form: '10-K', signedOn: '2025-11-14' }),
    },
    {
      accessionNumber: '0009900001-26-000003',
      form: '8-K',
      filedAt: '2026-01-29',
      acceptedAt: '2026-01-29T16:05:30',
      reportDate: '2026-01-29',
      items: '2.02,9.01',
      built: resultsAnnouncement(company, quarter2026, quarter2025, {
        on: '2026-01-29',
        quarter: 'First quarter of fiscal 2026',
        outlook:
          'For fiscal 2026 the Company expects net sales between $1,090 million and $1,120 million and capital expenditures of about $50 million.',
      }),
    },
    {
      accessionNumber: '0009900001-26-000005',
      form: '10-Q',
      filedAt: '2026-02-04',
      acceptedAt: '2026-02-04T16:40:19',
      reportDate: '2025-12-27',
      items: '',
      built: quarterlyReport(company, { now: quarter2026, before: quarter2025, yearEnd: year2025, fiscalPeriod: 'Q1' }, '2026-02-04'),
    },
  ] satisfies SampleFiling[],
};
