import { describe, expect, test } from 'vitest';
import type { ParsedFact } from '../filing/document/types.ts';
import { type FilingPeriodInput, readFilingPeriod } from './filing-period.ts';

const dei = (values: Record<string, string>): ParsedFact[] =>
  Object.entries(values).map(([name, value]) => ({
    concept: `dei:${name}`,
    value,
    isNumeric: false,
    isNil: false,
    periodEnd: '2024-12-31',
    dimensions: [],
    isHidden: true,
    contextRef: 'c',
  }));

const read = (input: Partial<FilingPeriodInput>) => {
  const { periodEnd, fiscalYear, fiscalPeriod } = readFilingPeriod({ form: '10-K', facts: [], text: '', ...input });
  return [periodEnd, fiscalYear, fiscalPeriod];
};

describe('the period of a filing', () => {
  test('comes from its dei facts', () => {
    const facts = dei({
      DocumentPeriodEndDate: '2025-07-27',
      DocumentFiscalYearFocus: '2026',
      DocumentFiscalPeriodFocus: 'Q2',
      CurrentFiscalYearEndDate: '--01-25',
    });
    expect(read({ form: '10-Q', facts })).toEqual(['2025-07-27', 2026, 'Q2']);
  });

  test('a mistyped fiscal year and a period that does not fit the form are not believed', () => {
    const facts = dei({
      DocumentPeriodEndDate: '2024-12-31',
      DocumentFiscalYearFocus: '2042',
      DocumentFiscalPeriodFocus: 'Q3',
      CurrentFiscalYearEndDate: '--12-31',
    });
    expect(read({ facts })).toEqual(['2024-12-31', 2024, 'FY']);
  });

  test('a year named by its start keeps that name in its quarters', () => {
    const facts = dei({
      DocumentPeriodEndDate: '2023-07-29',
      DocumentFiscalYearFocus: '2023',
      DocumentFiscalPeriodFocus: 'Q2',
      CurrentFiscalYearEndDate: '--02-03',
    });
    expect(read({ form: '10-Q', facts })).toEqual(['2023-07-29', 2023, 'Q2']);
  });

  test.each([
    ['10-K', 'ANNUAL REPORT\nFor the fiscal year ended September 28, 2002\nCommission file', undefined, ['2002-09-28', 2002, 'FY']],
    ['10-K405', 'FOR THE FISCAL YEAR ENDED\nJUNE 30, 1996', undefined, ['1996-06-30', 1996, 'FY']],
    ['20-F', 'For the fiscal year ended 31 December 2000', undefined, ['2000-12-31', 2000, 'FY']],
    ['10-Q', 'For the quarterly period ended March 31, 2003', '1231', ['2003-03-31', 2003, 'Q1']],
    ['10-Q', 'For the quarterly period ended April 1, 2000', '0930', ['2000-04-01', 2000, 'Q2']],
    ['10-Q', 'For the quarterly period ended: July 29, 2023\nSix Months Ended', undefined, ['2023-07-29', 2024, 'Q2']],
    ['10-Q', 'For the quarterly period ended September 30, 1999\nthe nine months ended', undefined, ['1999-09-30', 1999, 'Q3']],
  ])('of a %s without XBRL comes from the words of its cover', (form, text, fiscalYearEnd, expected) => {
    expect(read({ form, text, fiscalYearEnd })).toEqual(expected);
  });

  test('EDGAR’s period of report stands in when the cover is silent', () => {
    expect(read({ reportDate: '2015-12-31' })).toEqual(['2015-12-31', 2015, 'FY']);
  });

  test('a transition report is no fiscal year', () => {
    const text = 'For the transition period from July 1, 2023 to December 31, 2023';
    expect(read({ form: '10-KT', text, reportDate: '2023-12-31', fiscalYearEnd: '1231' })).toEqual(['2023-12-31', 2023, undefined]);
  });

  test('an 8-K is about a day; results that it announces have their quarter', () => {
    const text = 'Date of Report (Date of earliest event reported): March 15, 2023';
    expect(read({ form: '8-K', text })).toEqual(['2023-03-15', undefined, undefined]);
    const releaseText =
      'results for the quarter ended March 3, 2023\nThree Months Ended\nMarch 3, 2023 | March 4, 2022\nthe quarter ending June 2, 2023';
    expect(read({ form: '8-K', text, fiscalYearEnd: '1201', releaseText })).toEqual(['2023-03-15', 2023, 'Q1']);
    expect(read({ form: '8-K', text, releaseText: 'Fernhill Reports Fourth Quarter and Full Year 2022 Results' })).toEqual([
      '2023-03-15',
      2022,
      'Q4',
    ]);
  });
});
