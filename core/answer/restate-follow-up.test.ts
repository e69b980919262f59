import { expect, test } from 'vitest';
import { CompanyIndex } from '../search/understand/company-index.ts';
import { understand } from '../search/understand/understand.ts';
import { restateFollowUp } from './restate-follow-up.ts';

const index = new CompanyIndex(
  [
    ['Halden Corp', 'HLDN'],
    ['Larkspur Instruments Inc', 'LKSP'],
  ].map(([name, ticker], cik) => ({ cik, name: name!, tickers: [ticker!], formerNames: [] })),
);
const read = (question: string) => understand(question, {}, { companies: async () => index, edgarTickers: async () => index });

test.each([
  ["What was Halden's revenue in fiscal 2024?", 'And in 2023?', "What was Halden's revenue in 2023?"],
  ["What was Halden's revenue in fiscal 2024?", 'And the year before?', "What was Halden's revenue in fiscal 2023?"],
  ["What was Halden's revenue in Q2 2024?", 'What about Q3?', "What was Halden's revenue in Q3 2024?"],
  ["What was Halden's revenue?", 'And in fiscal 2022?', "What was Halden's revenue in fiscal 2022?"],
  ["What was Halden's revenue in fiscal 2024?", 'And Larkspur?', "What was Larkspur's revenue in fiscal 2024?"],
  ["What was Halden's revenue in fiscal 2024?", 'Compare with Larkspur', "What was Halden and Larkspur's revenue in fiscal 2024?"],
  ['Did Halden pay dividends in 2023 and 2024?', 'How about Larkspur in 2022?', 'Did Larkspur pay dividends in 2022?'],
])('%s — %s', async (earlier, next, expected) => {
  expect(restateFollowUp(await read(next), await read(earlier))).toBe(expected);
});

test.each(['And its net income?', 'What were the risk factors in 2023?', 'Why?', 'Thanks'])(
  '%s asks for something of its own, or for nothing',
  async (next) => {
    expect(restateFollowUp(await read(next), await read("What was Halden's revenue in fiscal 2024?"))).toBeUndefined();
  },
);
