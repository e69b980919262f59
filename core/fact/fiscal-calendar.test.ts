import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addYears, fiscalCalendar, fiscalPeriodOf } from './fiscal-calendar.ts';

const of = (yearEnd: string, yearOffset = 0) => ({ yearEnd, yearOffset });

describe('the fiscal calendar', () => {
  test.each([
    ['a calendar year', of('2024-12-31'), '2024-01-01', '2024-12-31', 2024, 'FY'],
    ['its third quarter', of('2024-12-31'), '2024-07-01', '2024-09-30', 2024, 'Q3'],
    ['half of it', of('2024-12-31'), '2024-01-01', '2024-06-30', 2024, 'H1'],
    ['nine months of it', of('2024-12-31'), '2023-01-01', '2023-09-30', 2023, 'M9'],
    ['a 53-week year about 31 December', of('2023-12-31'), '2022-01-02', '2023-01-01', 2022, 'FY'],
    ['the year before a 53-week one', of('2024-09-28'), '2022-09-25', '2023-09-30', 2023, 'FY'],
    ['a first quarter of a September year', of('2024-09-28'), '2023-10-01', '2023-12-30', 2024, 'Q1'],
    ['a January year', of('2025-01-26'), '2024-01-29', '2025-01-26', 2025, 'FY'],
    ['the second quarter after a January year end', of('2025-01-26'), '2025-04-28', '2025-07-27', 2026, 'Q2'],
    ['a year named by its start', of('2024-02-03', -1), '2023-01-29', '2024-02-03', 2023, 'FY'],
    ['a first quarter of 16 weeks', of('2024-02-03'), '2023-01-29', '2023-05-20', 2024, 'Q1'],
    ['three quarters of 12 weeks', of('2024-09-01'), '2023-09-04', '2024-05-12', 2024, 'M9'],
    ['a leap day', of('2024-02-29'), '2022-03-01', '2023-02-28', 2023, 'FY'],
  ])('%s', (_name, calendar, start, end, fiscalYear, fiscalPeriod) => {
    expect(fiscalPeriodOf({ start, end }, calendar)).toEqual({ fiscalYear, fiscalPeriod });
  });

  test('an instant at a year end is the year, at a quarter end the quarter', () => {
    expect(fiscalPeriodOf({ end: '2024-09-28' }, of('2024-09-28'))).toEqual({ fiscalYear: 2024, fiscalPeriod: 'FY' });
    expect(fiscalPeriodOf({ end: '2024-03-30' }, of('2024-09-28'))).toEqual({ fiscalYear: 2024, fiscalPeriod: 'Q2' });
  });

  test.each([
    ['a month', '2024-12-01', '2024-12-31'],
    ['three years', '2022-01-01', '2024-12-31'],
    ['a quarter that is none of the filer', '2024-11-15', '2025-02-14'],
    ['a short first year', '2024-08-01', '2024-12-31'],
    ['twelve months to a quarter end', '2023-07-01', '2024-06-30'],
  ])('%s is no fiscal period', (_name, start, end) => {
    expect(fiscalPeriodOf({ start, end }, of('2024-12-31'))).toBeNull();
  });

  test('the name that the filer gives a year decides the offset, unless it is out of reach', () => {
    expect(fiscalCalendar('0203', { periodEnd: '2024-02-03', fiscalYear: 2023, fiscalPeriod: 'FY' })).toEqual(of('2024-02-03', -1));
    expect(fiscalCalendar('--12-31', { periodEnd: '2024-12-31', fiscalYear: 2204, fiscalPeriod: 'FY' })).toEqual(of('2024-12-31', 0));
    expect(fiscalCalendar(undefined)).toBeNull();
  });

  test('the four quarters of any 52-week year are Q1 to Q4 of one fiscal year, and make up its year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 14_000 }), (days) => {
        const end = addDays('1990-01-08', days);
        const year = fiscalPeriodOf({ start: addDays(end, -363), end }, of(end));
        const quarters = [273, 182, 91, 0].map((back) =>
          fiscalPeriodOf({ start: addDays(end, -back - 90), end: addDays(end, -back) }, of(end)),
        );
        expect(quarters.map((quarter) => quarter?.fiscalPeriod)).toEqual(['Q1', 'Q2', 'Q3', 'Q4']);
        expect(new Set([...quarters, year].map((each) => each?.fiscalYear)).size).toBe(1);
      }),
    );
  });

  test('a year later is always the next fiscal year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 14_000 }), fc.integer({ min: -6, max: 6 }), (days, drift) => {
        const end = addDays('1990-01-20', days);
        const next = addDays(addYears(end, 1), drift);
        const first = fiscalPeriodOf({ end }, of(end))!;
        if (end.slice(5) < '01-16') return;
        expect(fiscalPeriodOf({ end: next }, of(end))?.fiscalYear).toBe(first.fiscalYear + 1);
      }),
    );
  });
});
