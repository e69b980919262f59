import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { withTenant } from '../../db/tenancy.ts';
import { testAnswers } from '../../testing/answers.ts';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { aCompany, aFiling, aTenant, type TestTenant } from '../../testing/factories.ts';
import { memoryStore } from '../../testing/pipeline.ts';
import type { Answers } from '../answer.service.ts';
import type { AnswerBody } from '../types.ts';

const RISKS = ['Our only furnace may fail and stop all production for months.', 'Prices of copper may rise faster than we can raise ours.'];
const ANNUAL = `FORM 10-K\nErnest & Low LLP\nExeter, Devon\nItem 1A. Risk Factors\nSupply\n${RISKS[0]}\nIt was built in 1931.\n${RISKS[1]}\nCopper is most of what a kettle costs.\nItem 2. Properties\nWe own one plant which is a long heading outside.\nItem 3. Legal Proceedings\nA maker of saucepans has sued us over the shape of our spouts.\n`;
const NEWS = 'On March 4, 2025, Wren Okafor was appointed Chief Executive Officer of the company.';
const CURRENT = `Item 5.02 Departure of Directors\n${NEWS}\n`;

let db: TestDatabase;
let tenant: TestTenant;
let answers: Answers;
const store = memoryStore();

beforeAll(async () => {
  db = await testDatabase();
  tenant = await aTenant(db.database);
  const { cik } = await aCompany(db.database, { name: 'Thornbury Kettles, Inc.', symbols: ['TKTL'] });
  const annual = await filed(cik, ANNUAL, {
    form: '10-K',
    fiscalYear: 2024,
    fiscalPeriod: 'FY',
    periodEnd: new Date('2024-12-31'),
    filedAt: new Date('2025-02-20'),
  });
  const at = (text: string): [number, number] => [ANNUAL.indexOf(text), ANNUAL.indexOf(text) + text.length];
  await db.database.prisma.section.create({
    data: {
      accessionNumber: annual,
      documentName: 'page.htm',
      ordinal: 0,
      key: 'part1.item1a',
      title: 'Risk Factors',
      charStart: 0,
      charEnd: ANNUAL.indexOf('Item 2.'),
      confidence: 1,
      status: 'FOUND',
    },
  });
  await db.database.prisma.filingDocument.updateMany({
    where: { accessionNumber: annual },
    data: {
      layout: { pageBreaks: [], headings: [at('Supply'), ...RISKS.map(at), at('We own one plant which is a long heading outside.')] },
    },
  });
  for (const [ordinal, [concept, value]] of [
    ['DocumentType', '10-K'],
    ['AuditorName', 'Ernest & Low LLP'],
    ['AuditorLocation', 'Exeter, Devon'],
  ].entries())
    await db.database.prisma.fact.create({
      data: {
        accessionNumber: annual,
        cik,
        ordinal,
        concept: `dei:${concept}`,
        value: value!,
        periodEnd: new Date('2024-12-31'),
        documentName: 'page.htm',
        charStart: ANNUAL.indexOf(value!),
        charEnd: ANNUAL.indexOf(value!) + value!.length,
      },
    });
  const item3 = ANNUAL.indexOf('Item 3.');
  await db.database.prisma.section.create({
    data: {
      accessionNumber: annual,
      documentName: 'page.htm',
      ordinal: 1,
      key: 'part1.item3',
      title: 'Legal Proceedings',
      charStart: item3,
      charEnd: ANNUAL.length,
      confidence: 1,
      status: 'FOUND',
    },
  });
  const current = await filed(cik, CURRENT, {
    form: '8-K',
    periodEnd: new Date('2025-03-04'),
    filedAt: new Date('2025-03-06'),
    items: ['5.02'],
  });
  const charStart = CURRENT.indexOf(NEWS);
  const citation = { accessionNumber: current, documentName: 'page.htm', quote: NEWS, charStart, charEnd: charStart + NEWS.length };
  const body = {
    summary: [],
    keyFigures: [],
    events: [
      { item: '5.02', title: 'Departure', sentence: NEWS, citation },
      { item: '9.01', title: 'Exhibits' },
    ],
  };
  await db.database.prisma.analysis.create({ data: { accessionNumber: current, version: 1, model: 'local', body } });
});
afterAll(() => db.close());
afterEach(() => answers.close());

async function filed(cik: number, text: string, given: Partial<Parameters<typeof aFiling>[1]>): Promise<string> {
  const { accessionNumber } = await aFiling(db.database, { cik, status: 'INDEXED', primaryDocument: 'page.htm', ...given });
  const textHash = await store.put(new TextEncoder().encode(text));
  await db.database.prisma.filingDocument.create({
    data: {
      accessionNumber,
      name: 'page.htm',
      sequence: 1,
      type: given?.form ?? '',
      sizeBytes: text.length,
      contentHash: textHash,
      textHash,
      textLength: text.length,
    },
  });
  return accessionNumber;
}

async function ask(question: string): Promise<AnswerBody> {
  answers = testAnswers(db.database, store);
  const { questionId } = await answers.ask(tenant.viewer, { question });
  await answers.run(tenant.viewer.tenantId, questionId);
  const row = await withTenant(db.database, tenant.viewer.tenantId, (tx) => tx.question.findUniqueOrThrow({ where: { id: questionId } }));
  return row.answer as unknown as AnswerBody;
}

test.each([
  "What did Thornbury Kettles' 8-K of March 2025 announce?",
  'What did Thornbury Kettles announce in March 2025?',
  'Summarize the 8-K of Thornbury Kettles from March 4, 2025',
])('"%s" is answered with the events of that report', async (question) => {
  const { sentences } = await ask(question);
  expect(sentences.map(({ text }) => text)).toEqual([NEWS]);
  expect(sentences[0]!.citations).toHaveLength(1);
});

test('risk factors are told by their own headings, and nothing from outside the item', async () => {
  const { sentences } = await ask('What are the main risk factors of Thornbury Kettles?');
  expect(sentences.map(({ text }) => text)).toEqual(RISKS);
});

test.each(['What did Thornbury Kettles announce in July 2021?', 'What did Thornbury Kettles announce about dividends in March 2025?'])(
  '"%s" is not answered by another report',
  async (question) => {
    const { sentences, refusal } = await ask(question);
    expect(sentences.map(({ text }) => text)).not.toContain(NEWS);
    expect(refusal?.reason).toBeDefined();
  },
);

test.each([
  [
    'Who audits Thornbury Kettles?',
    "Thornbury Kettles, Inc.'s auditor is Ernest & Low LLP, Exeter, Devon.",
    ['Ernest & Low LLP', 'Exeter, Devon'],
  ],
  ["When was Thornbury Kettles' 10-K filed?", 'Thornbury Kettles, Inc. filed this 10-K on 2025-02-20.', ['10-K']],
])('"%s" is answered from the cover page', async (question, text, quotes) => {
  const { sentences } = await ask(question);
  expect(sentences.map((sentence) => sentence.text)).toEqual([text]);
  expect(sentences[0]!.citations.map(({ quote }) => quote)).toEqual(quotes);
});

test('an item that is asked for by what it is about is told by its first sentences', async () => {
  const { sentences } = await ask('Are there any legal proceedings against Thornbury Kettles?');
  expect(sentences.map(({ text }) => text)).toEqual(['A maker of saucepans has sued us over the shape of our spouts.']);
});
