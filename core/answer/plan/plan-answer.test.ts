import { expect, test } from 'vitest';
import type { Interpretation } from '../../search/types.ts';
import { planAnswer } from './plan-answer.ts';

const read = (question: string, name = 'Halden Corp', matchedText = 'Halden') =>
  planAnswer(question, {
    question,
    companies: [{ cik: 1, name, matchedText }],
    unknownCompanies: [],
    notIngestedCompanies: [],
    periods: [],
    forms: [],
    statements: [],
    sections: [],
    concepts: [],
    ratios: [],
    topics: [],
    kind: 'TEXT',
    terms: [],
    relaxations: [],
  } satisfies Interpretation).plan;

const figures = (question: string) => {
  const plan = read(question);
  if (plan.kind !== 'FIGURES') return 'text';
  const { operation, measured, periods, qualifier } = plan;
  return [
    operation,
    measured.map(({ name }) => name).join(' + '),
    periods.map(({ fiscalYear, fiscalPeriod }) => `${fiscalPeriod}${fiscalYear}`).join(' '),
    qualifier.join(' '),
  ]
    .filter(Boolean)
    .join(' | ');
};

test.each([
  ["What was Halden's revenue in fiscal 2024?", 'VALUE | revenue | FY2024'],
  ["What percentage of Halden's FY2019 revenue is R&D?", 'VALUE | research and development as a share of revenue | FY2019'],
  [
    "What is Halden's FY2017 - FY2019 3 year average of capex as a % of revenue? Round to one decimal place.",
    'AVERAGE | capital expenditures as a share of revenue | FY2017 FY2018 FY2019',
  ],
  ["How fast did Halden's net income grow in fiscal 2024?", 'GROWTH | net income | FY2024'],
  ['What is the FY2020 DPO for Halden? DPO is defined as: 365 * average accounts payable / COGS.', 'VALUE | DPO | FY2020'],
  [
    'Roughly how many times has Halden sold its inventory in FY2022? Calculate inventory turnover ratio for FY2022.',
    'VALUE | inventory turnover | FY2022',
  ],
  ["What was Halden's revenue CAGR from fiscal 2020 to fiscal 2024?", 'CAGR | revenue | FY2020 FY2024'],
  ["What were Halden's net sales in the second quarter of fiscal 2024?", 'VALUE | revenue | Q22024'],
  ["What was Halden's revenue from greenhouses in fiscal 2024?", 'VALUE | revenue | FY2024 | greenhous'],
  [
    'Among operations, investing, and financing activities, which brought in the most cash flow for Halden in FY2023?',
    'HIGHEST | net cash from operating activities + net cash from investing activities + net cash from financing activities | FY2023',
  ],
  ["What is Halden's flux ratio for FY2020? Flux ratio is defined as: revenue / flux capacitors.", 'text'],
  ['Why did Halden move its headquarters?', 'text'],
])('plans "%s"', (question, expected) => expect(figures(question)).toBe(expected));

test('a yes/no question carries what it asks to confirm, a "why" what it takes for granted', () => {
  expect(read("Did Halden's gross margin improve in fiscal 2024?")).toMatchObject({ kind: 'FIGURES', claim: { direction: 'UP' } });
  expect(read("Why did Halden's revenue fall in fiscal 2024?")).toMatchObject({
    kind: 'TEXT',
    wants: 'REASON',
    premise: { claim: { direction: 'DOWN' } },
  });
  expect(read("How much did Halden's revenue fall in fiscal 2024?")).toMatchObject({
    kind: 'FIGURES',
    operation: 'CHANGE',
    presumed: { direction: 'DOWN' },
  });
});

test('the name of a line is not taken for a claim', () => {
  const plan = read("What was Halden's provision for credit losses in fiscal 2024?");
  expect(plan).toMatchObject({ kind: 'FIGURES' });
  expect(plan).not.toHaveProperty('presumed');
});
