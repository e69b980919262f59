import { expect, test } from 'vitest';
import { CompanyIndex } from './company-index.ts';
import { understand } from './understand.ts';

const company = (cik: number, name: string, ticker: string) => ({ cik, name, tickers: [ticker], formerNames: [] });
const held = new CompanyIndex([
  company(1, 'COCA COLA CO', 'KO'),
  company(2, 'Meta Platforms, Inc.', 'META'),
  company(3, 'Apple Inc.', 'AAPL'),
]);
const edgar = new CompanyIndex([
  company(1, 'COCA COLA CO', 'KO'),
  company(2, 'Meta Platforms, Inc.', 'META'),
  company(9, 'Meta Materials Inc.', 'MMAT'),
]);
const read = (question: string) => understand(question, {}, { companies: async () => held, edgarTickers: async () => edgar });

test.each([
  ["What was Coca-Cola Consolidated's revenue in 2024?", ['Coca-Cola Consolidated']],
  ["What was Meta Financial Group's net income in 2024?", ['Meta Financial Group']],
  ['What was Apple Records revenue in 2024?', ['Apple Records']],
])('%s is about another company', async (question, unknownCompanies) => {
  expect(await read(question)).toMatchObject({ companies: [], unknownCompanies, notIngestedCompanies: [] });
});

test('a longer name of EDGAR’s own list is that company', async () => {
  expect(await read('What was Meta Materials revenue in 2024?')).toMatchObject({ companies: [], notIngestedCompanies: [{ cik: 9 }] });
});

test.each([
  ['What was Meta Reality Labs revenue in 2024?', 2],
  ['What was Apple Total Revenue In 2024?', 3],
  ["What was Apple Inc.'s revenue in 2024?", 3],
  ['What does the Apple Consolidated Balance Sheet show for 2024?', 3],
  ["What was Coca-Cola Co's revenue in 2024?", 1],
  ['What was Meta Platforms revenue in 2024?', 2],
])('%s is about the company itself', async (question, cik) => {
  expect((await read(question)).companies.map((each) => each.cik)).toEqual([cik]);
});
