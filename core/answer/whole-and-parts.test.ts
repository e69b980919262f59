import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { withTenant } from '../db/tenancy.ts';
import { TransportError } from '../errors.ts';
import { UNREAD } from '../search/unread.ts';
import { aChunk, aReadFiling, testAnswers } from '../testing/answers.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { aTenant, type TestTenant } from '../testing/factories.ts';
import { memoryStore } from '../testing/pipeline.ts';
import type { AnswerDeps, Answers } from './answer.service.ts';
import type { AnswerBody } from './types.ts';

const SEGMENT = 'us-gaap:StatementBusinessSegmentsAxis';
const PRODUCT = 'srt:ProductOrServiceAxis';
/** Rows of the part's sales and costs, of 2024 and 2023, in millions. */
const ROWS: [label: string, axis: string, member: string, concept: 'Revenue' | 'CostOfRevenue', values: [number, number]][] = [
  ['Urns', PRODUCT, 'tk:UrnsMember', 'Revenue', [612, 530]],
  ['Cost of urns', PRODUCT, 'tk:UrnsMember', 'CostOfRevenue', [306, 300]],
  ['iBrew', PRODUCT, 'tk:IBrewMember', 'Revenue', [201, 188]],
  ['Greater Norland', SEGMENT, 'tk:GreaterNorlandSegmentMember', 'Revenue', [145, 139]],
  ['Urns division', SEGMENT, 'tk:UrnsSegmentMember', 'Revenue', [702, 655]],
];
const STAFF = 'As of December 31, 2024 we had approximately 412 full-time equivalent employees.';
const PLAN = 'The 2014 Employee Stock Plan provided for broad-based equity grants to employees of the company.';
const BACKLOG = 'Orders taken and not yet delivered came to $88 million.';
const DIVIDENDS = 'We have never declared or paid cash dividends on our common stock.';
const NOTE = `Deferred revenue was $7 million of net sales recognized in 2024 for urns in Southmark, except in Greater Norland.\n${PLAN}\n${STAFF}\n${BACKLOG}\n${DIVIDENDS}\nNet loss realized and included in net income | 3 | 4\n${ROWS.map(([label, , , , [now, before]]) => `${label} | ${now} | ${before}`).join('\n')}\nTotal | 15,204,137 shares`;

let db: TestDatabase;
let tenant: TestTenant;
let filing: Awaited<ReturnType<typeof aReadFiling>>;
let chunk: bigint;
const store = memoryStore();
const open: Answers[] = [];

beforeAll(async () => {
  db = await testDatabase();
  tenant = await aTenant(db.database);
  filing = await aReadFiling(db.database, store, { note: NOTE });
  const common = {
    accessionNumber: filing.accessionNumber,
    cik: filing.cik,
    documentName: filing.name,
    decimals: -6,
    fiscalPeriod: 'FY',
  } as const;
  let ordinal = 100;
  for (const [label, axis, member, standardConcept, values] of ROWS)
    for (const [i, value] of values.entries()) {
      const charStart = filing.text.indexOf(String(value), filing.text.indexOf(`${label} | ${values[0]}`));
      await db.database.prisma.fact.create({
        data: {
          ...common,
          ordinal: ordinal++,
          concept: standardConcept === 'Revenue' ? 'us-gaap:Revenues' : 'us-gaap:CostOfRevenue',
          standardConcept,
          label,
          value: `${value}000000`,
          numericValue: `${value}000000`,
          unit: 'USD',
          periodStart: new Date(`${2024 - i}-01-01`),
          periodEnd: new Date(`${2024 - i}-12-31`),
          fiscalYear: 2024 - i,
          dimensions: [
            { axis, member },
            ...(axis === SEGMENT ? [{ axis: 'srt:ConsolidationItemsAxis', member: 'us-gaap:OperatingSegmentsMember' }] : []),
          ],
          dimensionsKey: `${axis}=${member}`,
          charStart,
          charEnd: charStart + String(value).length,
        },
      });
    }
  const charStart = filing.text.indexOf('15,204,137');
  await db.database.prisma.fact.create({
    data: {
      ...common,
      ordinal,
      concept: 'dei:EntityCommonStockSharesOutstanding',
      standardConcept: 'SharesOutstanding',
      label: 'Total',
      value: '15204137',
      numericValue: '15204137',
      unit: 'shares',
      periodEnd: new Date('2025-01-31'),
      fiscalPeriod: null,
      decimals: 0,
      charStart,
      charEnd: charStart + 10,
    },
  });
  const backlogAt = filing.text.indexOf('88', filing.text.indexOf('Orders taken'));
  await db.database.prisma.fact.create({
    data: {
      ...common,
      ordinal: ordinal + 1,
      concept: 'us-gaap:RevenueRemainingPerformanceObligation',
      value: '88000000',
      numericValue: '88000000',
      unit: 'USD',
      periodEnd: new Date('2024-12-31'),
      fiscalYear: 2024,
      charStart: backlogAt,
      charEnd: backlogAt + 2,
    },
  });
  chunk = await aChunk(db.database, filing, NOTE);
});
afterEach(async () => {
  for (const answers of open.splice(0)) await answers.close();
});
afterAll(() => db.close());

async function answer(question: string, given: Partial<AnswerDeps> = {}, extra: object = {}): Promise<AnswerBody & { status: string }> {
  const base = testAnswers(db.database, store);
  const answers = testAnswers(db.database, store, {
    search: async () => ({
      interpretation: await testUnderstanding(question),
      hits: [{ chunkId: chunk, score: 1, textRank: 1, vectorRank: 1 }],
      degraded: [],
      timingsMs: {},
    }),
    ...given,
  });
  open.push(base, answers);
  const { questionId } = await answers.ask(tenant.viewer, { question, ...extra });
  await answers.run(tenant.viewer.tenantId, questionId);
  const row = await withTenant(db.database, tenant.viewer.tenantId, (tx) => tx.question.findUniqueOrThrow({ where: { id: questionId } }));
  return { ...(row.answer as unknown as AnswerBody), status: row.status };
}
const testUnderstanding = async (question: string) => ({ ...UNREAD, question });

test.each([
  [
    "What was Thornbury Kettles' urns gross margin in fiscal 2024?",
    "Thornbury Kettles, Inc.'s Urns gross margin was 50.0% in fiscal year 2024",
  ],
  ["What were Thornbury Kettles' urns segment net sales in fiscal 2024?", 'Urns segment revenue was $702 million'],
  ["What were Thornbury Kettles' iBrew sales in fiscal 2024?", 'iBrew revenue was $201 million'],
  ["What were Thornbury Kettles' Greater Norland net sales in fiscal 2024?", 'Greater Norland revenue was $145 million'],
  ["How much did Thornbury Kettles' iBrew net sales change from 2023 to 2024?", 'iBrew revenue rose by $13 million'],
  ["What were Thornbury Kettles, Inc.'s net sales in fiscal 2024?", "Thornbury Kettles, Inc.'s net sales were $1,000 million"],
  [
    "What was Thornbury Kettles' average revenue over the last two years?",
    'average revenue over fiscal year 2023 to 2024 was $950 million',
  ],
  [
    'How many shares does Thornbury Kettles have outstanding?',
    'number of shares outstanding was 15.204137 million shares as of 2025-01-31',
  ],
  [
    "What were Thornbury Kettles' remaining performance obligations at the end of 2024?",
    'performance obligation was $88 million at the end of',
  ],
  ["What was Thornbury Kettles' revenue for the year ended December 31, 2023?", 'were $900 million in fiscal year 2023'],
  ["What were Thornbury Kettles' net sales by segment in fiscal 2024?", 'Greater Norland revenue was $145 million'],
  ["What were Thornbury Kettles' net sales by product in fiscal 2024?", 'iBrew revenue was $201 million'],
  [
    "What percentage of Thornbury Kettles' net sales came from iBrew in fiscal 2024?",
    'iBrew revenue as a share of total revenue was 20.1% in fiscal year 2024: 201 / 1,000 in millions',
  ],
  [
    "Which of Thornbury Kettles' segments had the highest net sales in fiscal 2024?",
    'Urns segment had the highest revenue in fiscal year 2024: $702 million.',
  ],
  [
    "Which of Thornbury Kettles' products grew the fastest in fiscal 2024?",
    'Urns had the highest revenue growth in fiscal year 2024: 15.5%.',
  ],
  ["How did Thornbury Kettles' iBrew sales compare with urns in fiscal 2024?", 'iBrew revenue was $201 million'],
  [
    "What was Thornbury Kettles' iBrew revenue as a percentage of total revenue in fiscal 2024?",
    'was 20.1% in fiscal year 2024: 201 / 1,000 in millions',
  ],
  ["Was Thornbury Kettles' revenue above $900 million in fiscal 2024?", "Yes: Thornbury Kettles, Inc.'s net sales were $1,000 million"],
  [
    "Did Thornbury Kettles' revenue grow by more than 20% in fiscal 2024?",
    "No: Thornbury Kettles, Inc.'s revenue rose by $100 million (11.1%)",
  ],
  ["Did Thornbury Kettles' revenue grow 11% in fiscal 2024?", "Yes: Thornbury Kettles, Inc.'s revenue rose by $100 million (11.1%)"],
  ["Did Thornbury Kettles' revenue grow 15% in fiscal 2024?", "No: Thornbury Kettles, Inc.'s revenue rose by $100 million (11.1%)"],
  ["Was Thornbury Kettles' net income $120 million in fiscal 2024?", "Yes: Thornbury Kettles, Inc.'s net income was $120 million"],
  ["Did Thornbury Kettles' revenue not grow in fiscal 2024?", "Thornbury Kettles, Inc.'s revenue rose by $100 million (11.1%)"],
  [
    "Was Thornbury Kettles' net income higher than its revenue in fiscal 2024?",
    "No: Thornbury Kettles, Inc.'s revenue was higher than its net income, by $880 million.",
  ],
  [
    "What is the difference between Thornbury Kettles' revenue and its net income in fiscal 2024?",
    'revenue was higher than its net income, by $880 million.',
  ],
  [
    "Did Thornbury Kettles' net income grow faster than its revenue in fiscal 2024?",
    "Yes: Thornbury Kettles, Inc.'s net income growth was higher than its revenue growth.",
  ],
  [
    "How has Thornbury Kettles' net income developed since 2023?",
    'net income rose by $20 million (20.0%), from $100 million in fiscal year 2023',
  ],
  ["Has Thornbury Kettles' revenue fallen since 2023?", "No: Thornbury Kettles, Inc.'s revenue rose by $100 million (11.1%)"],
  [
    "Was Thornbury Kettles' net income growth in fiscal 2024 higher than its revenue growth?",
    "Yes: Thornbury Kettles, Inc.'s net income growth was higher than its revenue growth.",
  ],
  ["Were Thornbury Kettles' iBrew net sales higher than urns net sales in fiscal 2024?", 'No: iBrew is below Urns by $411 million.'],
  ["Was Thornbury Kettles' revenue above $950 million in both 2023 and 2024?", "No: Thornbury Kettles, Inc.'s net sales were $900 million"],
  ["Was Thornbury Kettles' net income higher in 2023 than in 2024?", "No: Thornbury Kettles, Inc.'s net income rose by $20 million"],
  ["Was Thornbury Kettles' net income lower in 2023 than in 2024?", "Yes: Thornbury Kettles, Inc.'s net income rose by $20 million"],
  ["Was Thornbury Kettles' revenue flat in fiscal 2024?", "No: Thornbury Kettles, Inc.'s revenue rose by $100 million (11.1%)"],
  ['Was Thornbury Kettles profitable in fiscal 2024?', "Yes: Thornbury Kettles, Inc.'s net income was $120 million"],
  ['Did Thornbury Kettles lose money in fiscal 2024?', "No: Thornbury Kettles, Inc.'s net income was $120 million"],
  ["What is the sum of Thornbury Kettles' iBrew and urns net sales in fiscal 2024?", 'Together that is $813 million.'],
  ["What was Thornbury Kettles' revenue in calendar year 2024?", "Thornbury Kettles, Inc.'s net sales were $1,000 million"],
  ["What are Thornbury Kettles' reportable segments?", 'Urns segment revenue was $702 million'],
  ['Did Thornbury Kettles pay dividends in fiscal 2024?', DIVIDENDS],
  ['How many employees does Thornbury Kettles have?', '412 full-time equivalent employees'],
])('"%s" is answered with what was asked for', async (question, expected) => {
  const { status, text } = await answer(question);
  expect(text.replace('15,204,137', '15.204137 million')).toContain(expected);
  expect(status).toBe('ANSWERED');
  expect(text).not.toContain('Stock Plan');
});

test.each([
  ["What were Thornbury Kettles' Southmark net sales in fiscal 2024?", 'NO_EVIDENCE'],
  ["What was Thornbury Kettles' Southmark gross margin in fiscal 2024?", 'NO_EVIDENCE'],
  ["What were Thornbury Kettles' total assets in fiscal 2024?", 'NO_EVIDENCE'],
  ["What was Thornbury Kettles' net income in the fourth quarter of 2024?", 'NO_EVIDENCE'],
  ["What percentage of Thornbury Kettles' net sales came from Southmark in fiscal 2024?", 'NO_EVIDENCE'],
  ["What were Thornbury Kettles' net sales at June 30, 2021?", 'NO_EVIDENCE'],
  ['How many factories does Thornbury Kettles have?', 'NO_EVIDENCE'],
  ['Who is the CEO of Thornbury Kettles?', 'NO_EVIDENCE'],
  ["What is Thornbury Kettles' P/E ratio?", 'NO_EVIDENCE'],
  ["What did Thornbury Kettles' 8-K of March 2024 announce?", 'NOT_INGESTED'],
  ["What does Thornbury Kettles' proxy statement say about pay?", 'NOT_INGESTED'],
  ["Since Thornbury Kettles' net sales fell in fiscal 2024, how much did it earn?", 'FALSE_PREMISE'],
  ["What was Thornbury Kettles' FY2021 COGS as a % of revenue in the fourth quarter of 2024?", 'NO_EVIDENCE'],
  ['Did the CFO of Thornbury Kettles resign?', 'NO_EVIDENCE'],
  ['How much did Thornbury Kettles lose in fiscal 2024?', 'FALSE_PREMISE'],
  ["What was Thornbury Kettles' loss in fiscal 2024?", 'FALSE_PREMISE'],
  ["Why did Thornbury Kettles' iBrew net sales collapse in fiscal 2024?", 'FALSE_PREMISE'],
  ['Quel était le chiffre d’affaires de Thornbury Kettles en 2024 ?', 'NOT_A_FILING_QUESTION'],
])('"%s" is refused: %s', async (question, reason) => {
  const { status, refusal } = await answer(question);
  expect(refusal?.reason).toBe(reason);
  expect(status).toBe('REFUSED');
});

test('a quarter without a year of which no report is ingested is refused, not told from the year', async () => {
  const { refusal } = await answer("What were Thornbury Kettles' net sales in Q2?");
  expect(refusal).toMatchObject({ reason: 'PERIOD_NOT_FILED', missing: ['Q2'] });
});

describe('when a quarter is filed', () => {
  beforeAll(async () => {
    await aReadFiling(db.database, store, {
      cik: filing.cik,
      form: '10-Q',
      year: 2025,
      fiscalPeriod: 'Q2',
      revenue: [310, 330],
      netIncome: [30, 20],
    });
  });

  test.each([
    ["What were Thornbury Kettles' net sales in Q2?", 'net sales were $310 million in the second quarter of fiscal year 2025'],
    ["How did Thornbury Kettles' net sales change in the second quarter?", 'fell by $20 million (6.1%)'],
    ["What was Thornbury Kettles' net income?", 'net income was $120 million in fiscal year 2024'],
  ])('"%s" is answered from the newest report of that kind', async (question, expected) => {
    expect((await answer(question)).text).toContain(expected);
  });

  test('a premise about a quarter without a year is held against that quarter, not the year', async () => {
    expect((await answer("Why did Thornbury Kettles' net sales rise in Q2?")).refusal?.reason).toBe('FALSE_PREMISE');
    expect((await answer("Why did Thornbury Kettles' net sales fall in Q2?")).refusal?.reason).not.toBe('FALSE_PREMISE');
    expect((await answer("Why did Thornbury Kettles' net sales fall?")).refusal?.reason).toBe('FALSE_PREMISE');
  });

  test('a year of which only a quarter is filed is not filed, and the quarter is offered', async () => {
    const { refusal } = await answer("What was Thornbury Kettles' revenue in fiscal 2025?");
    expect(refusal).toMatchObject({ reason: 'PERIOD_NOT_FILED', missing: ['FY2025'], action: expect.stringContaining('Q2 2025') });
  });
});

test('a ticker of which EDGAR cannot be asked is not known here', async () => {
  const { status, refusal } = await answer(
    'What was the revenue in fiscal 2024?',
    { knownToEdgar: () => Promise.reject(new TransportError('EDGAR_UNAVAILABLE', 'The breaker is open.')) },
    { tickers: ['ZZZZ'] },
  );
  expect(status).toBe('REFUSED');
  expect(refusal).toMatchObject({ reason: 'COMPANY_NOT_FOUND', message: expect.stringContaining('EDGAR could not be asked') });
});

test('a figure without a company is asked back where several could be meant', async () => {
  await aReadFiling(db.database, store, { revenue: [50, 40] });
  expect((await answer('revenue 2024')).refusal).toMatchObject({ missing: ['a company'] });
});
