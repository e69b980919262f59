import { type Books, books, type GoodsCompany, openingPosition } from './goods-company.ts';
import { annualReport, million, moved, quarterlyReport, resultsAnnouncement } from './goods-reports.ts';
import type { SampleFiling } from './larkfield.ts';
import { type Flows, type Levels, split } from './ledger.ts';
import { dayAfter } from './statement.ts';

// A retailer whose year ends on the Saturday nearest to 31 January: fiscal 2025 ended in January 2026, and fiscal 2023 had 53 weeks.

const opening = openingPosition({
  cash: 168,
  receivables: 31,
  inventories: 512,
  otherCurrent: 44,
  property: 640,
  leases: 690,
  goodwill: 54,
  intangibles: 0,
  payables: 238,
  accrued: 171,
  deferredRevenue: 52,
  debt: 420,
  paidInCapital: 310,
  comprehensive: 0,
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
    selling,
    interestExpense,
    otherIncome,
    tax,
    depreciation,
    shareCompensation,
    capitalExpenditure,
    dividends,
    buybacks,
    optionProceeds,
  ] = rest as [number, number, number, number, number, number, number, number, number, number];
  return {
    revenue,
    cost,
    research: 0,
    selling,
    interestExpense,
    otherIncome,
    tax,
    depreciation,
    amortization: 0,
    shareCompensation,
    capitalExpenditure,
    debtIssued: 0,
    debtRepaid: 25,
    dividends,
    buybacks,
    optionProceeds,
    currencyEffect: 0,
  };
};
const period = (endBefore: string, end: string) => ({ start: dayAfter(endBefore), end });
const ENDS = { 2021: '2022-01-29', 2022: '2023-01-28', 2023: '2024-02-03', 2024: '2025-02-01', 2025: '2026-01-31' };

const year2022 = books(
  2022,
  period(ENDS[2021], ENDS[2022]),
  52,
  opening,
  flows([2410, 388], [1594, 272], [744, 21, 2, 42, 78, 14, 96, 36, 50, 2]),
  level(33, 534, 46, 246, 175, 55, 702),
  { basic: 61.8, diluted: 62.4 },
);
const year2023 = books(
  2023,
  period(ENDS[2022], ENDS[2023]),
  53,
  year2022.closing,
  flows([2498, 446], [1648, 311], [781, 20, 4, 47, 82, 15, 104, 39, 60, 2]),
  level(36, 548, 47, 251, 181, 58, 711),
  { basic: 60.5, diluted: 61.1 },
);
const flows2024 = flows([2462, 497], [1631, 345], [789, 18, 6, 45, 86, 16, 99, 42, 70, 3]);
const flows2025 = flows([2540, 566], [1668, 390], [826, 16, 6, 53, 90, 18, 112, 45, 80, 3]);
const year2024 = books(2024, period(ENDS[2023], ENDS[2024]), 52, year2023.closing, flows2024, level(38, 561, 49, 262, 184, 61, 705), {
  basic: 59.2,
  diluted: 59.8,
});
const year2025 = books(2025, period(ENDS[2024], ENDS[2025]), 52, year2024.closing, flows2025, level(41, 583, 50, 270, 190, 66, 720), {
  basic: 57.9,
  diluted: 58.6,
});

/** First and second quarter and the first half of a year, which begin where the year before ended. */
function firstHalf(
  year: Flows,
  before: Books,
  ends: [string, string, string],
  levels: [Levels, Levels],
  shares: [Books['shares'], Books['shares'], Books['shares']],
) {
  const [first, rest] = split(year, 0.23);
  const [second] = split(rest, 0.31);
  const fiscalYear = before.fiscalYear + 1;
  const one = books(fiscalYear, period(ends[0], ends[1]), 13, before.closing, first, levels[0], shares[0]);
  const two = books(fiscalYear, period(ends[1], ends[2]), 13, one.closing, second, levels[1], shares[1]);
  const both = Object.fromEntries(
    Object.entries(first).map(([key, value]) => {
      const other = second[key as keyof Flows];
      return [key, Array.isArray(value) ? value.map((v, i) => v + ((other as number[])[i] ?? 0)) : value + (other as number)];
    }),
  ) as unknown as Flows;
  return { quarter: two, half: books(fiscalYear, period(ends[0], ends[2]), 26, before.closing, both, levels[1], shares[2]) };
}
const half2024 = firstHalf(
  flows2024,
  year2023,
  [ENDS[2023], '2024-05-04', '2024-08-03'],
  [level(37, 575, 48, 268, 176, 57, 708), level(38, 590, 48, 275, 178, 57, 707)],
  [
    { basic: 59.7, diluted: 60.2 },
    { basic: 59.3, diluted: 59.9 },
    { basic: 59.5, diluted: 60.0 },
  ],
);
const half2025 = firstHalf(
  flows2025,
  year2024,
  [ENDS[2024], '2025-05-03', '2025-08-02'],
  [level(39, 590, 50, 272, 181, 60, 709), level(40, 606, 51, 281, 183, 61, 712)],
  [
    { basic: 58.4, diluted: 59.0 },
    { basic: 58.0, diluted: 58.7 },
    { basic: 58.2, diluted: 58.8 },
  ],
);

const [STORES, DIGITAL] = [0, 1];
const of = (year: Books, segment: number) => year.results.revenue[segment] ?? 0;
const stores: Record<number, number> = { 2022: 318, 2023: 326, 2024: 331, 2025: 338 };

const company: GoodsCompany = {
  profile: {
    cik: 9_900_002,
    name: 'Hollowbrook Stores, Inc.',
    ticker: 'HLBRK',
    prefix: 'hlbrk',
    state: 'Ohio',
    ein: '00-0000002',
    fileNumber: '001-99002',
    street: '200 Example Avenue',
    city: 'Hollowbrook',
    zip: '00002',
    phone: { area: '555', local: '555-0102' },
    exchange: { name: 'New York Stock Exchange', code: 'NYSE' },
    category: 'Large accelerated filer',
    fiscalYearEnd: '0131',
    sic: '5331',
    sicDescription: 'Retail-Variety Stores',
    sharesOutstanding: (asOf) => (asOf < '2025-06-01' ? 58_702_000 : asOf < '2026-01-01' ? 58_011_000 : 57_310_000),
    publicFloat: (asOf) => (asOf < '2025-01-01' ? 3_104_000_000 : 3_377_000_000),
  },
  captions: {
    revenue: 'Net sales',
    cost: 'Cost of sales',
    segmentAxis: 'us-gaap:StatementBusinessSegmentsAxis',
    segments: [
      { member: 'hlbrk:StoresMember', label: 'Stores' },
      { member: 'hlbrk:DigitalMember', label: 'Digital' },
    ],
    inventories: 'Merchandise inventories',
    deferredRevenue: 'Gift cards and customer deposits',
    selling: 'Selling, general and administrative',
  },
  revenueWord: 'net sales',
  statutoryNote: 'The effective rate differs from it mainly because of state taxes.',
  words: {
    business: (year) => [
      {
        title: 'General',
        paragraphs: [
          `Hollowbrook Stores, Inc. sells goods for home and garden in ${stores[year.fiscalYear]} stores in nineteen states and on its website. The Company was founded in 1961.`,
          `The fiscal year ends on the Saturday nearest to January 31. Fiscal ${year.fiscalYear} ended on ${year.period.end === ENDS[2025] ? 'January 31, 2026' : 'February 1, 2025'} and had 52 weeks; fiscal 2023 had 53 weeks, and the 53rd week added about $49 million of net sales.`,
        ],
      },
      {
        title: 'Segments',
        paragraphs: [
          `The Stores segment had net sales of ${million(of(year, STORES))} in fiscal ${year.fiscalYear}. A store has on average 31,000 square feet of selling space.`,
          `The Digital segment, with net sales of ${million(of(year, DIGITAL))}, comprises orders on the website and in the application. About half of them are collected in a store.`,
        ],
      },
      {
        title: 'Seasonality',
        paragraphs: [
          'Garden goods sell mainly in the first and second quarters and goods for the home in the fourth. Inventories are highest at the end of the second and third quarters.',
        ],
      },
      {
        title: 'Human Capital',
        paragraphs: [
          `At the end of fiscal ${year.fiscalYear} the Company had about ${year.fiscalYear === 2025 ? '21,400' : '20,900'} employees, of whom six in ten worked part time.`,
        ],
      },
    ],
    risks: (year) => [
      {
        title: 'Sales depend on the weather in spring.',
        paragraphs: [
          'A cold or wet spring shortens the season for garden goods, which bring about two fifths of annual gross profit. In fiscal 2024 a late spring lowered net sales of the first quarter.',
        ],
      },
      {
        title: 'Tariffs raise the cost of imported goods.',
        paragraphs: [
          `About ${year.fiscalYear === 2025 ? '38' : '43'} percent of merchandise was imported in fiscal ${year.fiscalYear}. The Company may be unable to raise prices by as much as tariffs raise its cost.`,
        ],
      },
      {
        title: 'Theft and other losses of merchandise could increase.',
        paragraphs: ['Shrinkage was between 1.4 and 1.7 percent of net sales in the last three fiscal years.'],
      },
      {
        title: 'A failure of the order systems in the peak season would cost sales.',
        paragraphs: [
          'Orders collected in stores rely on a count of inventories that is exact to the piece and on systems that are available at all times.',
        ],
      },
      {
        title: 'Long leases bind the Company to stores that may become unprofitable.',
        paragraphs: [
          `Operating lease liabilities were ${million(year.closing.leases)} at the end of fiscal ${year.fiscalYear}. Most leases run for ten years and cannot be ended early.`,
        ],
      },
    ],
    properties: 'The Company leases all of its stores and two of its four distribution centers, and owns its headquarters in Hollowbrook.',
    legal: (year) => [
      `A class action of former employees in one state, filed in 2023, claims unpaid overtime. ${year.fiscalYear >= 2025 ? 'The parties agreed in April 2025 to settle it for $7 million, which had been accrued in fiscal 2024.' : 'The Company accrued $7 million for it in fiscal 2024.'}`,
      'Other proceedings arise in the ordinary course of business and are not expected to be material.',
    ],
    marketRisk: (year) => [
      `Term debt of ${million(year.closing.debt)} bears a variable rate. An increase of one percentage point would raise annual interest expense by about ${million(Math.round(year.closing.debt / 100))}.`,
    ],
    overview: (year, before) => [
      `Net sales ${moved(year.results.totalRevenue, before.results.totalRevenue)}. Comparable sales, which leave out stores opened within the last fourteen months, ${year.fiscalYear === 2025 ? 'increased 3.1%' : 'decreased 0.9%'}. The number of stores rose to ${stores[year.fiscalYear]} from ${stores[before.fiscalYear]}.`,
    ],
    segmentCauses: (year, before) => [
      `Stores ${moved(of(year, STORES), of(before, STORES))}, ${year.fiscalYear >= 2025 ? 'with more visits and new stores' : 'as the year before had a 53rd week and the spring was late'}.`,
      `Digital ${moved(of(year, DIGITAL), of(before, DIGITAL))}, with more orders collected in stores.`,
    ],
    marginCauses: (year) => [
      year.fiscalYear === 2025
        ? 'The margin rose because fewer goods had to be marked down; tariffs took back about thirty basis points.'
        : 'The margin fell because garden goods had to be marked down after the late spring.',
    ],
    liquidity: (year) => [
      `The Company plans capital expenditures of about $${year.fiscalYear === 2025 ? '120' : '110'} million in the next fiscal year, mainly for new stores. A revolving facility of $400 million, secured by merchandise inventories, was undrawn at the end of fiscal ${year.fiscalYear}.`,
    ],
    policies: [
      {
        title: 'Basis of Presentation',
        paragraphs: ['The consolidated financial statements comprise Hollowbrook Stores, Inc. and its subsidiaries, all wholly owned.'],
      },
      {
        title: 'Revenue',
        paragraphs: [
          'Revenue is recognized when a customer takes possession. Gift cards are a liability until they are redeemed; breakage is recognized in proportion to redemptions.',
        ],
      },
      {
        title: 'Merchandise Inventories',
        paragraphs: [
          'Merchandise is stated at the lower of cost, by the first-in, first-out method, and net realizable value. Shrinkage is estimated between counts.',
        ],
      },
      {
        title: 'Leases',
        paragraphs: [
          'Leases of stores are operating leases. Right-of-use assets equal the liabilities, as rents are level and incentives are minor.',
        ],
      },
    ],
    debt: () => [
      'A term loan is repaid in annual installments of $25 million and matures in 2030. It bears the secured overnight financing rate plus 1.25 percent.',
    ],
    subsequent: (year) => [
      year.fiscalYear === 2025
        ? 'In March 2026 the board of directors authorized repurchases of up to $200 million.'
        : 'In March 2025 the board of directors raised the quarterly dividend to $0.195 per share.',
    ],
  },
};

export const hollowbrook: { profile: GoodsCompany['profile']; filings: SampleFiling[] } = {
  profile: company.profile,
  filings: [
    {
      accessionNumber: '0009900002-25-000009',
      form: '10-K',
      filedAt: '2025-03-27',
      acceptedAt: '2025-03-27T16:15:07',
      reportDate: ENDS[2024],
      items: '',
      built: annualReport(company, [year2024, year2023, year2022], { form: '10-K', signedOn: '2025-03-27' }),
    },
    {
      accessionNumber: '0009900002-25-000024',
      form: '8-K',
      filedAt: '2025-08-26',
      acceptedAt: '2025-08-26T07:01:12',
      reportDate: '2025-08-26',
      items: '2.02,9.01',
      built: resultsAnnouncement(company, half2025.quarter, half2024.quarter, {
        on: '2025-08-26',
        quarter: 'Second quarter of fiscal 2025',
        outlook: 'For fiscal 2025 the Company expects net sales between $3,070 million and $3,120 million and seven net new stores.',
      }),
    },
    {
      accessionNumber: '0009900002-25-000026',
      form: '10-Q',
      filedAt: '2025-09-03',
      acceptedAt: '2025-09-03T16:22:40',
      reportDate: '2025-08-02',
      items: '',
      built: quarterlyReport(
        company,
        {
          now: half2025.quarter,
          before: half2024.quarter,
          toDate: { now: half2025.half, before: half2024.half },
          yearEnd: year2024,
          fiscalPeriod: 'Q2',
        },
        '2025-09-03',
      ),
    },
    {
      accessionNumber: '0009900002-26-000011',
      form: '10-K',
      filedAt: '2026-03-26',
      acceptedAt: '2026-03-26T16:17:55',
      reportDate: ENDS[2025],
      items: '',
      built: annualReport(company, [year2025, year2024, year2023], { form: '10-K', signedOn: '2026-03-26' }),
    },
  ],
};
