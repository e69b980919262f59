import { describe, expect, test } from 'vitest';
import { rankFilings, type SearchableFiling } from './select-filings.ts';
import type { Interpretation } from './types.ts';
import { UNREAD } from './unread.ts';

const filing = (form: string, periodEnd: string, filedAt: string, more: Partial<SearchableFiling> = {}): SearchableFiling => ({
  accessionNumber: `${form} ${filedAt}`,
  cik: 1,
  form,
  periodEnd,
  filedAt,
  items: [],
  ...more,
});
const annual = (year: number) => filing('10-K', `${year}-12-31`, `${year + 1}-02-20`, { fiscalYear: year, fiscalPeriod: 'FY' });
const quarterly = (year: number, quarter: 1 | 2 | 3) =>
  filing('10-Q', `${year}-${['03-31', '06-30', '09-30'][quarter - 1]}`, `${year}-${['04-28', '07-28', '10-28'][quarter - 1]}`, {
    fiscalYear: year,
    fiscalPeriod: `Q${quarter}`,
  });
const release = filing('8-K', '2022-02-01', '2022-02-01', { items: ['2.02', '9.01'] });
const event = filing('8-K', '2022-05-26', '2022-05-27', { items: ['1.01'] });
const all = [annual(2019), annual(2020), annual(2021), annual(2022), quarterly(2022, 1), quarterly(2022, 2), release, event];
const asked = (periods: Interpretation['periods'], more: Partial<Interpretation> = {}): Interpretation => ({ ...UNREAD, periods, ...more });
const year = (fiscalYear: number) => ({ fiscalYear, matchedText: `FY${fiscalYear}` });
const first = (interpretation: Interpretation) => rankFilings(all, interpretation)[0]?.filing.accessionNumber;

describe('the filing that should hold the answer', () => {
  test('is that of the year', () => {
    expect(first(asked([year(2021)]))).toBe(annual(2021).accessionNumber);
  });

  test('of several years is that of the last, which prints the others beside it', () => {
    expect(first(asked([year(2019), year(2020), year(2021)]))).toBe(annual(2021).accessionNumber);
  });

  test('of a quarter is its quarterly report', () => {
    expect(first(asked([{ fiscalYear: 2022, fiscalPeriod: 'Q2', matchedText: 'Q2 2022' }]))).toBe(quarterly(2022, 2).accessionNumber);
    expect(first(asked([{ fiscalYear: 2022, fiscalPeriod: 'H1', matchedText: 'H1 2022' }]))).toBe(quarterly(2022, 2).accessionNumber);
  });

  test('of a day is the current report of the days after it', () => {
    expect(first(asked([{ asOfDate: '2022-05-26', matchedText: 'May 26, 2022' }]))).toBe(event.accessionNumber);
  });

  test('of a quarter whose results a release names is that release as much as the quarterly report', () => {
    const named = filing('8-K', '2022-08-03', '2022-08-03', { items: ['2.02'], fiscalYear: 2022, fiscalPeriod: 'Q2' });
    const other = filing('8-K', '2022-08-04', '2022-08-04', { items: ['2.02'], fiscalYear: 2022, fiscalPeriod: 'Q1' });
    const covers = rankFilings([named, other], asked([{ fiscalYear: 2022, fiscalPeriod: 'Q2', matchedText: 'Q2 2022' }])).map(
      ({ cover }) => cover,
    );
    expect(covers).toEqual([0.95, 0.1]);
  });

  test('of a year-end is the annual report that ends there', () => {
    expect(first(asked([{ asOfDate: '2020-12-31', endsOnDate: true, matchedText: 'year ended' }]))).toBe(annual(2020).accessionNumber);
  });

  test('of an outlook is the release at the year’s start', () => {
    const ranked = rankFilings(all, asked([year(2022)], { topics: ['guidance'] })).slice(0, 3);
    expect(ranked.map(({ filing: { accessionNumber } }) => accessionNumber)).toContain(release.accessionNumber);
  });

  test('without a period is the newest annual report', () => {
    expect(first(asked([]))).toBe(annual(2022).accessionNumber);
    expect(first(asked([{ relative: 'PREVIOUS', matchedText: 'prior year' }]))).toBe(annual(2021).accessionNumber);
    expect(first(asked([{ relative: 'LATEST_QUARTER', matchedText: 'last quarter' }]))).toBe(quarterly(2022, 2).accessionNumber);
  });

  test('is of the form that was named', () => {
    expect(first(asked([year(2022)], { forms: ['10-Q'] }))).toMatch(/^10-Q/);
  });

  test('of a year that ends in January answers to both names of the year', () => {
    const retail = [2022, 2023].map((y) => filing('10-K', `${y + 1}-01-28`, `${y + 1}-03-17`, { fiscalYear: y, fiscalPeriod: 'FY' }));
    expect(rankFilings(retail, asked([year(2023)])).map(({ cover }) => cover)).toEqual([1, 1]);
  });

  test('a year that no filing is of is covered by less', () => {
    expect(Math.max(...rankFilings(all, asked([year(2018)])).map(({ cover }) => cover))).toBeLessThan(0.6);
  });
});
