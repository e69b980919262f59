import { expect, test } from 'vitest';
import type { Interpretation } from '../../search/types.ts';
import { UNREAD } from '../../search/unread.ts';
import { planAnswer } from './plan-answer.ts';

const read = (question: string, name = 'Halden Corp', matchedText = 'Halden') =>
  planAnswer(question, { ...UNREAD, question, companies: [{ cik: 1, name, matchedText }] } satisfies Interpretation).plan;

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
  [
    'Assume that you are a public equities analyst. Answer the following question by primarily using information that is shown in the balance sheet: what is the year end FY2018 net PPNE for Halden? Answer in USD billions.',
    'VALUE | property, plant and equipment, net | FY2018',
  ],
  [
    'You are an investment banker and your only resource(s) to answer the following question is (are): the statement of financial position and the cash flow statement. What is the FY2015 operating cash flow ratio for Halden?',
    'VALUE | operating cash flow ratio | FY2015',
  ],
  [
    "By drawing conclusions from the information stated only in the income statement, what is Halden's year-on-year change in total revenue from FY2016 to FY2017?",
    'CHANGE | revenue | FY2016 FY2017',
  ],
  ["Calculate (or extract) Halden's FY2021 D&A from the statement of cash flows.", 'VALUE | depreciation and amortization | FY2021'],
  [
    "What is Halden's FY2022 free cash flow conversion? Define as (cash from operations - capex)/net income.",
    'VALUE | free cash flow conversion | FY2022',
  ],
  [
    "What is Halden's FY2020 dividend payout ratio (using total cash dividends paid and net income attributable to shareholders)?",
    'VALUE | dividend payout ratio | FY2020',
  ],
  ['Does Halden have a reasonably healthy liquidity profile based on its quick ratio for Q2 of FY2023?', 'VALUE | quick ratio | Q22023'],
  ['Is Halden a capital-intensive business based on FY2022 data?', 'VALUE | capital expenditures as a share of revenue | FY2022'],
  ["How does Halden's effective tax rate in FY2024 compare to FY2023?", 'CHANGE | effective tax rate | FY2024 FY2023'],
  ['Has Halden increased its debt on balance sheet between FY2023 and FY2022?', 'VALUE | total debt | FY2023 FY2022'],
  [
    "What percent of Halden's total spend on stock repurchases for FY 2023 occurred in Q4 of FY2023?",
    "VALUE | share repurchases as a share of the year's | Q42023",
  ],
  ["Which of Halden's regions grew the fastest in FY2024?", 'HIGHEST | revenue growth | FY2024'],
  ['Which geographic region of Halden had the biggest drop in Q2 2025 year over year revenues?', 'LOWEST | revenue growth | Q22025'],
  [
    'From FY22 to FY24, in which Halden reporting segment did sales proportionally increase the most?',
    'HIGHEST | revenue growth over 2 years | FY2024',
  ],
  ["In which year was Halden's operating loss the largest: 2023 or 2024?", 'LOWEST | operating income | FY2023 FY2024'],
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

test.each([
  ["Is Halden's gross margin above 60%?", { direction: 'POSITIVE', threshold: { isAbove: true, of: 'LEVEL', value: '0.6' } }],
  ["Was Halden's revenue at least $1.5 billion in 2024?", { threshold: { isAbove: true, isInclusive: true, value: '1500000000' } }],
  ["Did Halden's revenue fall by more than 10% in 2024?", { direction: 'DOWN', threshold: { of: 'MOVE', value: '0.1' } }],
  ["Did Halden's revenue more than double in 2024?", { direction: 'UP', threshold: { of: 'MOVE', value: '1', isInclusive: false } }],
  ["Has Halden's quick ratio improved or declined between FY2024 and FY2023?", { isOpen: true }],
])('%s sets a bound, or leaves open which', (question, claim) => expect(read(question)).toMatchObject({ kind: 'FIGURES', claim }));

test.each([
  ["Did Halden's net loss widen in 2024?", { claim: { direction: 'DOWN', ofLoss: true } }],
  [
    "Did Halden's revenue fall below $40 billion in 2024?",
    { claim: { direction: 'POSITIVE', threshold: { of: 'LEVEL', isAbove: false } } },
  ],
  ['Since revenue halved in 2024, what was the gross margin of Halden?', { premise: { claim: { direction: 'DOWN' } } }],
])('%s', (question, plan) => expect(read(question)).toMatchObject({ kind: 'FIGURES', ...plan }));

test('a bound in percent is not one for an amount', () =>
  expect(read("Are there any segments that represent more than 20% of Halden's revenue?").kind).toBe('TEXT'));

test('a period in the clause that says where to look counts where no other is named', () =>
  expect(read("Based on the balance sheet as of June 30, 2024, what are Halden's total assets?")).toMatchObject({
    day: { date: '2024-06-30' },
  }));

test('the name of a line is not taken for a claim', () => {
  const plan = read("What was Halden's provision for credit losses in fiscal 2024?");
  expect(plan).toMatchObject({ kind: 'FIGURES' });
  expect(plan).not.toHaveProperty('presumed');
});

test.each([
  ["Did Halden's total debt exceed its cash in 2024?", ['total debt', 'cash and cash equivalents'], { direction: 'UP', against: 'MORE' }],
  ["Is Halden's R&D less than its SG&A?", ['research and development', 'selling, general and administrative'], { against: 'LESS' }],
  [
    "Does Halden's operating cash flow cover its capex?",
    ['net cash from operating activities', 'capital expenditures'],
    { against: 'MORE' },
  ],
])('%s holds one line against another', (question, names, claim) => {
  const plan = read(question);
  expect(plan).toMatchObject({ kind: 'FIGURES', operation: 'VALUE', setAgainst: true, claim });
  expect(plan.kind === 'FIGURES' && plan.measured.map(({ name }) => name)).toEqual(names);
});

test('two lines that are asked about with "than", but not held against one another, are not told one by one', () =>
  expect(read("Was more of Halden's revenue spent on R&D than on SG&A or capex?").kind).toBe('TEXT'));

test('how a line moved is no answer to what it is held against', () =>
  expect(read("Did Halden's greenhouse revenue exceed its other revenue in 2024?").kind).toBe('TEXT'));

test('what was taken off an income is put back, what is left of it is not taken off again', () => {
  const formula = (question: string) => {
    const plan = read(question);
    return plan.kind === 'FIGURES' ? plan.measured.map(({ name }) => name) : plan.kind;
  };
  expect(formula("What was Halden's net income excluding income tax in 2024?")).toEqual(['net income before income tax expense']);
  expect(formula("What were Halden's current assets excluding inventory in 2024?")).toEqual(['total current assets less inventory']);
});

test.each([
  ["Why did Halden's revenue grow 10% in 2024?", { direction: 'UP', threshold: { of: 'MOVE', value: '0.1', within: '0.005' } }],
  ["Why did Halden's revenue not grow in 2024?", { direction: 'UP', isNegated: true }],
])('%s takes it for granted', (question, claim) => expect(read(question)).toMatchObject({ kind: 'TEXT', premise: { claim } }));

test('a size beside the line takes nothing for granted of a part of it', () => {
  expect(read('How did Halden reach net income of $80 billion in 2024?')).toMatchObject({
    presumed: { threshold: { value: '80000000000' } },
  });
  expect(read("What caused Halden's $10 billion goodwill impairment?")).not.toHaveProperty('premise');
});

test.each([
  ["Was Halden's revenue growth in 2024 higher than in 2023?", { claim: { direction: 'UP' }, measured: [{ name: 'revenue growth' }] }],
  ["Is Halden's revenue growth slowing?", { claim: { direction: 'DOWN' }, measured: [{ name: 'revenue growth' }] }],
  [
    "What was Halden's net income in the second half of 2024?",
    { measured: [{ name: 'second-half net income', expression: { kind: 'CHANGE' } }] },
  ],
  ["What was Halden's total capex over 2022 to 2024?", { operation: 'TOTAL' }],
  ["What were Halden's total assets over 2022 to 2024?", { operation: 'VALUE' }],
  [
    "What is the ratio of Halden's capex to its operating cash flow in 2024?",
    { measured: [{ expression: { kind: 'BINARY', operator: '/' } }] },
  ],
])('%s', (question, plan) => expect(read(question)).toMatchObject({ kind: 'FIGURES', ...plan }));

test.each([
  ["Was Halden's net loss more than $10 billion in 2024?", { claim: { ofLoss: true, threshold: { of: 'LEVEL', value: '10000000000' } } }],
  ["Did Halden's revenue fall every year from 2022 to 2024?", { claim: { direction: 'DOWN', isEach: true }, periods: [{}, {}, {}] }],
  ["How did Halden's revenue change in Q2 2025 compared to 2024?", { periods: [{ fiscalPeriod: 'Q2' }, { fiscalPeriod: 'Q2' }] }],
])('%s', (question, plan) => expect(read(question)).toMatchObject({ kind: 'FIGURES', ...plan }));

test('one year is not held against several', () =>
  expect(read("Was Halden's R&D higher in 2022 than in both 2023 and 2024?").kind).toBe('TEXT'));

test('no balance has a second half', () => expect(read("What were Halden's total assets in the second half of 2024?").kind).toBe('TEXT'));

test('a calendar year is the fiscal year that ends near it', () =>
  expect(read("What was Halden's revenue in calendar year 2024?")).toMatchObject({
    periods: [],
    day: { date: '2024-12-31', part: 'FY', isCalendarYear: true },
  }));

test.each([
  ["What was Halden's revenue in Q2?", ['Q2']],
  ["What was Halden's revenue in the third quarter?", ['Q3']],
  ["What was Halden's net income in the first half?", ['H1']],
  ["How did Halden's revenue change in Q2?", ['Q2']],
  ["What was Halden's revenue in Q2 2025?", undefined],
  ["What was Halden's revenue?", undefined],
])('%s asks for the newest %j', (question, yearless) => {
  const plan = read(question);
  expect(plan.kind === 'FIGURES' && plan.yearless).toEqual(yearless);
});

test.each([
  ["What was Halden's average quarterly revenue in 2024?", 'VALUE | average quarterly revenue | FY2024'],
  ["What was Halden's monthly net income in the first half of 2024?", 'VALUE | average monthly net income | H12024'],
  ['How much revenue did Halden make per day in fiscal 2024?', 'VALUE | average daily revenue | FY2024'],
  ["What were Halden's total assets per month in 2024?", 'text'],
  ["What was Halden's quarterly revenue in fiscal 2024?", 'VALUE | revenue | Q12024 Q22024 Q32024 Q42024'],
  ["Which quarter of 2024 had Halden's highest revenue?", 'HIGHEST | revenue | Q12024 Q22024 Q32024 Q42024'],
  ["What was Halden's three-year average revenue for 2024?", 'AVERAGE | revenue | FY2022 FY2023 FY2024'],
  ["What was Halden's 2-year revenue CAGR to 2024?", 'CAGR | revenue | FY2022 FY2024'],
  ["When did Halden's revenue last decline?", 'TREND | revenue'],
  ["What were Halden's iPhone unit sales in 2024?", 'VALUE | revenue | FY2024 | iphon unit'],
  ["Halden's stock-based compensation as a share of revenue 2024", 'VALUE | stock-based compensation as a share of revenue | FY2024'],
  ["Did R&D exceed 8% of Halden's revenue in 2024?", 'VALUE | research and development as a share of revenue | FY2024'],
  ['Has Halden lost money each year from 2022 to 2024?', 'VALUE | net income | FY2022 FY2023 FY2024'],
  ['Did Halden pay taxes in both 2023 and 2024?', 'VALUE | income taxes paid | FY2023 FY2024'],
  ["What was Halden's revenue in Europe, the Middle East and Africa in 2024?", 'VALUE | revenue | FY2024 | emea'],
  ['Which Halden segment lost the most money in 2024?', 'LOWEST | operating income | FY2024'],
  ["How much of Halden's revenue is advertising?", 'VALUE | revenue as a share of total revenue | advertis'],
  ["Halden's R&D as % of revenue over the last three years", 'TREND | research and development as a share of revenue'],
  ['Did Halden make money in 2023?', 'VALUE | net income | FY2023'],
  ['Was Halden more profitable in 2024 than in 2023?', 'VALUE | net profit margin | FY2024 FY2023'],
  ["What is Halden's largest segment?", 'HIGHEST | revenue'],
  ['Which Halden segment lost money?', 'LOWEST | operating income'],
  ['How much did Halden return to shareholders in 2024?', 'VALUE | cash returned to shareholders | FY2024'],
  ['Has Halden ever paid a dividend?', 'VALUE | dividends paid'],
  ["What was the impact of the tariff decision on Halden's taxes?", 'text'],
  ["Compare Halden's revenue in H1 2025 and Q2 2025", 'VALUE | revenue | H12025 Q22025'],
])('%s → %s', (question, expected) => expect(figures(question)).toBe(expected));

test('an average of years before the newest takes as many as it says', () =>
  expect(read("What was Halden's five-year average net income?")).toMatchObject({ operation: 'AVERAGE', periods: [], span: 5 }));

test.each([
  ['How many shares did Halden buy back in 2024?', ['shar', 'repurchas']],
  ["What was Halden's RPO at the end of 2024?", ['remain', 'performanc', 'obligation']],
])('%s asks for a line by its words', (question, words) => expect(read(question)).toMatchObject({ kind: 'TEXT', line: { words } }));

test.each([
  "Is Halden's inventory higher at June 30, 2025 than at December 31, 2024?",
  "Did Halden's total debt fall between December 31, 2024 and June 30, 2025?",
])('%s is of two days, which the newest years do not tell', (question) => expect(read(question).kind).toBe('TEXT'));

test('a line of one company over that of another is no line over itself', () => {
  const companies = ['Halden Corp', 'Larkspur Inc'].map((name, i) => ({ cik: i + 1, name, matchedText: name.split(' ')[0]! }));
  const plan = (question: string) => planAnswer(question, { ...UNREAD, question, companies } satisfies Interpretation).plan;
  expect(plan("What is the ratio of Halden's revenue to Larkspur's revenue in 2024?").kind).toBe('TEXT');
  expect(plan('What was the total net income of Halden and Larkspur in 2024?')).toMatchObject({ kind: 'FIGURES', together: 'SUM' });
});
