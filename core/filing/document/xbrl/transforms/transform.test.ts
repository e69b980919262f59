import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { transform } from './transform.ts';

const cases: [format: string, text: string, value: string | null][] = [
  ['ixt:num-dot-decimal', '1,234,567.80', '1234567.80'],
  ['ixt:num-dot-decimal', '1\u00a0234', '1234'],
  ['ixt:num-dot-decimal', '12-3', null],
  ['ixt:num-dot-decimal', '1.234,5', null],
  ['ixt:num-comma-decimal', '1,234.5', null],
  ['ixt:date-month-day-year-en', 'Decembruary 31, 2024', null],
  ['ixt:date-month-day-year-en', 'Sept. 30, 2024', '2024-09-30'],
  ['ixt:numcommadot', '1,234.5', '1234.5'],
  ['ixt:num-comma-decimal', '1.234,56', '1234.56'],
  ['ixt:numdotcomma', '1.234', '1234'],
  ['ixt:num-dot-decimal-apos', "1'234.5", '1234.5'],
  ['ixt:num-unit-decimal', '12 dollars 5 cents', '12.05'],
  ['ixt:num-unit-decimal', '１，２３４円５０銭', '1234.50'],
  ['ixt:numdotdecimalin', '12,34,567.8', '1234567.8'],
  ['ixt:fixed-zero', '\u2014', '0'],
  ['ixt:zerodash', '\u2014', '0'],
  ['ixt:zerodash', '5', null],
  ['ixt:fixed-true', '\u2612', 'true'],
  ['ixt:fixed-empty', 'None', ''],
  ['ixt:date-month-day-year', '3/2/2026', '2026-03-02'],
  ['ixt:date-month-day-year', '2/30/2026', null],
  ['ixt:date-day-month-year', '2.3.26', '2026-03-02'],
  ['ixt:date-year-month-day', '2026\u5e7403\u670802\u65e5', '2026-03-02'],
  ['ixt:date-monthname-day-year-en', 'September 28, 2024', '2024-09-28'],
  ['ixt:datemonthdayyearen', 'SEPT 28 2024', '2024-09-28'],
  ['ixt:date-monthname-day-en', 'December 31', '--12-31'],
  ['ixt:date-month-day', '12/31', '--12-31'],
  ['ixt:date-monthname-year-en', 'March 2025', '2025-03'],
  ['ixt:date-day-monthname-year-de', '3. M\u00e4rz 2024', '2024-03-03'],
  ['ixt:date-day-monthname-year-fr', '14 ao\u00fbt 2024', '2024-08-14'],
  ['ixt:date-day-monthname-year-cs', '1. \u010dervence 2024', '2024-07-01'],
  ['ixt:date-day-monthname-year-el', '5 \u039c\u03b1\u0390\u03bf\u03c5 2024', '2024-05-05'],
  ['ixt:date-day-monthroman-year', '4 XI 2024', '2024-11-04'],
  ['ixt:date-monthname-day-hu', 'm\u00e1jus 1', '--05-01'],
  ['ixt:datelonguk', '7 June 1999', '1999-06-07'],
  ['ixt:dateslashus', '6/7/99', '2099-06-07'],
  ['ixt:date-jpn-era-year-month-day', '\u4ee4\u548c\u5143\u5e745\u67081\u65e5', '2019-05-01'],
  ['ixt:date-ind-day-monthname-year-hi', '11 \u092a\u094c\u0937 1921', '2000-01-01'],
  ['ixt:date-day-monthname-year-hi', '1 \u0905\u092a\u094d\u0930\u0948\u0932 2024', '2024-04-01'],
  ['ixt-sec:numwordsen', 'One hundred and twenty-three thousand, four hundred five', '123405'],
  ['ixt-sec:numwordsen', 'twenty five', '25'],
  ['ixt-sec:numwordsen', 'No', '0'],
  ['ixt-sec:numwordsen', 'five twenty', null],
  ['ixt-sec:durwordsen', 'three years, two months', 'P3Y2M'],
  ['ixt-sec:durwordsen', '18 months', 'P18M'],
  ['ixt-sec:durwordsen', 'ninety days', 'P90D'],
  ['ixt-sec:durwordsen', 'two months three years', null],
  ['ixt-sec:duryear', '2.5', 'P2Y6M'],
  ['ixt-sec:duryear', '0.5', 'P0Y6M'],
  ['ixt-sec:durmonth', '18', 'P18M'],
  ['ixt-sec:durweek', '2', 'P14D'],
  ['ixt-sec:durday', '1.5', 'P1DT12H'],
  ['ixt-sec:durhour', '-3', '-PT3H'],
  ['ixt-sec:datequarterend', 'third quarter of 2024', '2024-09-30'],
  ['ixt-sec:boolballotbox', '\u2612', 'true'],
  ['ixt-sec:boolballotbox', '\u2610', 'false'],
  ['ixt-sec:yesnoballotbox', '\u2611', 'Yes'],
  ['ixt-sec:stateprovnameen', 'New  York', 'NY'],
  ['ixt-sec:stateprovnameen', 'Qu\u00e9bec', 'QC'],
  ['ixt-sec:edgarprovcountryen', 'Ireland', 'L2'],
  ['ixt-sec:edgarprovcountryen', 'The Netherlands', 'P7'],
  ['ixt-sec:edgarprovcountryen', 'Ontario, Canada', 'A6'],
  ['ixt-sec:countrynameen', 'United Kingdom', 'GB'],
  ['ixt-sec:countrynameen', "People's Republic of China", 'CN'],
  ['ixt-sec:exchnameen', 'The Nasdaq Stock Market LLC', 'NASDAQ'],
  ['ixt-sec:exchnameen', 'New York Stock Exchange', 'NYSE'],
  ['ixt-sec:entityfilercategoryen', 'Non-Accelerated Filer', 'Non-accelerated Filer'],
];

describe('transforms of inline XBRL', () => {
  test.each(cases)('%s reads %j as %j', (format, text, value) => {
    expect(transform(format, text)).toBe(value);
  });

  test('an unknown transform is told apart from a text that is not in the format', () => {
    expect(transform('ixt:num-roman', 'IV')).toBeUndefined();
    expect(transform('ixt:num-dot-decimal', 'IV')).toBeNull();
  });

  test('every number survives being printed with commas and read again', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), (number) => {
        const printed = String(number).replace(/\B(?=(\d{3})+$)/g, ',');
        expect(transform('ixt:num-dot-decimal', ` ${printed}\n`)).toBe(String(number));
      }),
    );
  });

  test('every day survives being written out in English', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1950-01-01'), max: new Date('2090-12-31'), noInvalidDate: true }), (date) => {
        const day = date.toISOString().slice(0, 10);
        const words = date.toLocaleDateString('en-US', { month: 'long', day: 'numeric', year: 'numeric', timeZone: 'UTC' });
        expect(transform('ixt:date-monthname-day-year-en', words)).toBe(day);
        expect(transform('ixt:date-year-month-day', day)).toBe(day);
      }),
    );
  });

  test('no text makes a transform throw', () => {
    fc.assert(
      fc.property(fc.constantFrom(...new Set(cases.map(([format]) => format))), fc.string({ maxLength: 60 }), (format, text) => {
        const value = transform(format, text);
        expect(value === null || typeof value === 'string').toBe(true);
      }),
    );
  });
});
