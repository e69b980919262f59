import { describe, expect, test } from 'vitest';
import { distinctPeriods, findPeriods } from './periods.ts';

const read = (question: string) =>
  distinctPeriods(findPeriods(question)).map((p) =>
    [p.fiscalPeriod, p.fiscalYear, p.asOfDate, p.endsOnDate && 'ends', p.relative].filter(Boolean).join(' '),
  );

describe('periods as people write them', () => {
  test.each([
    ['revenue in FY2019', ['2019']],
    ["revenue in fiscal '19", ['2019']],
    ['fiscal year 2023 sales', ['2023']],
    ['FY22 against FY21', ['2022', '2021']],
    ['Q2 FY23', ['Q2 2023']],
    ['second quarter of 2023', ['Q2 2023']],
    ['As of FY2023Q1', ['Q1 2023']],
    ['4Q19 margin', ['Q4 2019']],
    ['2023 Q3', ['Q3 2023']],
    ['FY2015 - FY2017 average', ['2015', '2016', '2017']],
    ['2018 to 2020', ['2018', '2019', '2020']],
    ['year ended January 28, 2017', ['2017-01-28 ends']],
    ['held on May 3, 2023', ['2023-05-03']],
    ['as of 30 June 2022', ['2022-06-30']],
    ['H1 FY2023', ['H1 2023']],
    ['first nine months of 2021', ['M9 2021']],
    ['the latest fiscal year', ['LATEST']],
    ['last quarter', ['LATEST_QUARTER']],
    ['the prior year', ['PREVIOUS']],
    ['in calendar 2024', ['2024']],
    ['CY2024', ['2024']],
    ['FY 24', ['2024']],
    ['2Q25', ['Q2 2025']],
    ['Q2 FY25', ['Q2 2025']],
    ['second quarter', ['Q2']],
    ['third-quarter 2024 and second-quarter fiscal 2025', ['Q3 2024', 'Q2 2025']],
    ["2024's third quarter", ['Q3 2024']],
    ['first half of 2024', ['H1 2024']],
    ['latest net sales', ['LATEST']],
    ['latest net sales in Q3 2024', ['Q3 2024']],
    ['over the last three years', []],
    ['the latest 8-K', []],
    ['the latest acquisition', []],
  ])('%s', (question, expected) => {
    expect(read(question)).toEqual(expected);
  });

  test('amounts and counts are no years', () => {
    expect(read('sold 2019 stores for $2,020 million and 1999 shares')).toEqual([]);
  });

  test('the words that named a period can be cut from the question', () => {
    const question = 'What was revenue in Q2 of FY2024?';
    const [period] = findPeriods(question);
    expect(question.slice(period?.start, period?.end)).toBe('Q2 of FY2024');
  });
});
