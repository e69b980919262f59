import { describe, expect, test } from 'vitest';
import { CompanyIndex } from './company-index.ts';
import { editDistance } from './edit-distance.ts';

const company = (cik: number, name: string, tickers: string[], formerNames: string[] = []) => ({ cik, name, tickers, formerNames });
const index = new CompanyIndex([
  company(1, 'LARKSPUR INSTRUMENTS INC', ['LKSP'], ['Meadow Optics Corp']),
  company(2, 'Hollow & Brook Company', ['HB']),
  company(3, 'Advanced Copper Devices, Inc.', ['ACD']),
  company(4, 'Harbor Resorts International', ['HRI']),
  company(5, 'Target Corp', ['TGT']),
  company(6, 'Corbel Bank /DE/', ['CRBL']),
]);
const found = (question: string) => index.find(question).map(({ company: { cik }, by }) => `${cik} ${by}`);

describe('companies in questions', () => {
  test.each([
    ['What was Larkspur Instruments’ revenue?', ['1 NAME']],
    ["larkspur's capex in 2022", ['1 SHORT_NAME']],
    ['How did LKSP do?', ['1 TICKER']],
    ['How did lksp do?', ['1 TICKER']],
    ['sales of Meadow Optics', ['1 FORMER_NAME']],
    ['What did H&B earn?', ['2 SHORT_NAME']],
    ['Are HnB’s margins stable?', ['2 SHORT_NAME']],
    ['Hollow and Brook dividends', ['2 NAME']],
    ['Did ACD report customer concentration?', ['3 SHORT_NAME']],
    ['rooms of Harbor Resorts in Macau', ['4 SHORT_NAME']],
    ['net income of Larkspurr Instruments', ['1 TYPO']],
    ['compare Larkspur and Harbor Resorts', ['1 SHORT_NAME', '4 SHORT_NAME']],
    ['Corbel Bank deposits', ['6 NAME']],
  ])('%s', (question, expected) => {
    expect(found(question)).toEqual(expected);
  });

  test('a word of everyday English needs its capital', () => {
    expect(found('what target did management set?')).toEqual([]);
    expect(found('Did Target open stores?')).toEqual(['5 NAME']);
  });

  test('capitals that questions use for other things are no tickers', () => {
    const other = new CompanyIndex([company(1, 'Allbright Holdings', ['ALL']), company(2, 'Ebit Mining', ['EPS'])]);
    expect(other.find('What is the EPS of ALL segments?')).toEqual([]);
    expect(other.find('What did $ALL earn?').map(({ company: { cik } }) => cik)).toEqual([1]);
  });
});

test('a swap of two letters is one slip', () => {
  expect(editDistance('larkspur', 'larskpur', 2)).toBe(1);
  expect(editDistance('larkspur', 'harbor', 2)).toBe(3);
});
