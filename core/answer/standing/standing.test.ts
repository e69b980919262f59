import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { withTenant } from '../../db/tenancy.ts';
import { createInProcessBus } from '../../events/in-process-bus.ts';
import { createLogger } from '../../logger.ts';
import { aReadFiling, testAnswers } from '../../testing/answers.ts';
import { type TestDatabase, testDatabase } from '../../testing/database.ts';
import { aTenant, aWatchlist, type TestTenant } from '../../testing/factories.ts';
import { memoryStore } from '../../testing/pipeline.ts';
import { standingAnswerTopic } from '../../topics.ts';
import { createIndexedReview } from '../review-indexed.ts';
import { createStandingQuestions } from './standing-questions.ts';

// Several questions are asked one after another.
vi.setConfig({ testTimeout: 90_000 });

let db: TestDatabase;
let tenant: TestTenant;
const store = memoryStore();
const logger = createLogger('silent', 'test');
const events = createInProcessBus(logger);

beforeAll(async () => {
  db = await testDatabase();
  tenant = await aTenant(db.database);
});
afterAll(() => db.close());

const tenantId = () => tenant.viewer.tenantId;

test('a standing question is asked again when a filing of its list comes, and tells only when the answer changed', async () => {
  const old = await aReadFiling(db.database, store, { year: 2023, revenue: [900, 850] });
  const watchlist = await aWatchlist(db.database, tenantId(), { ciks: [old.cik] });
  const answers = testAnswers(db.database, store);
  const standing = createStandingQuestions({ database: db.database, events, logger, answers });
  const review = createIndexedReview({ database: db.database, events, logger, standing });
  const told: string[] = [];
  const stop = await events.subscribe(standingAnswerTopic(tenantId()), ({ standingQuestionId }) => told.push(standingQuestionId));

  const { id } = await standing.create(
    { viewer: tenant.viewer },
    { question: "What were Thornbury Kettles' net sales?", watchlistId: watchlist.id },
  );
  const find = () =>
    withTenant(db.database, tenantId(), (tx) =>
      tx.standingQuestion.findUniqueOrThrow({ where: { id }, include: { answers: { orderBy: { id: 'asc' } } } }),
    );
  await expect.poll(async () => (await find()).answers.length, { timeout: 60_000 }).toBe(1);

  await review.review(old.accessionNumber);
  expect((await find()).answers).toHaveLength(1);
  expect(told).toEqual([]);

  const fresh = await aReadFiling(db.database, store, { cik: old.cik, year: 2024, revenue: [1_000, 900] });
  await review.review(fresh.accessionNumber);
  const after = await find();
  expect(after.answers).toHaveLength(2);
  expect(after.answers[1]).toMatchObject({ isChanged: true, accessionNumber: fresh.accessionNumber });
  expect(after.answers[1]?.difference).toMatchObject({ numbers: { added: ['$1,000 million'], removed: ['$900 million'] } });
  await expect.poll(() => told).toEqual([id]);

  await review.review(fresh.accessionNumber);
  expect((await find()).answers).toHaveLength(2);
  await standing.delete({ viewer: tenant.viewer }, id);
  await expect(standing.delete({ viewer: tenant.viewer }, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await stop();
  await answers.close();
});

test('a restated figure and an amendment mark the answers that used them stale, and no others', async () => {
  const original = await aReadFiling(db.database, store, { year: 2024, revenue: [1_000, 900] });
  const other = await aReadFiling(db.database, store, { year: 2024, revenue: [500, 400] });
  const answers = testAnswers(db.database, store);
  const ask = async (cik: number) => {
    const { ticker } = await db.database.prisma.companyTicker.findFirstOrThrow({ where: { cik } });
    const { questionId } = await answers.ask(tenant.viewer, { question: 'What were the net sales in fiscal 2024?', tickers: [ticker] });
    await answers.run(tenantId(), questionId);
    return questionId;
  };
  const [touched, untouched] = [await ask(original.cik), await ask(other.cik)];
  const amendment = await aReadFiling(db.database, store, { cik: original.cik, year: 2024, revenue: [980, 900], form: '10-K/A' });
  await db.database.prisma.filing.update({
    where: { accessionNumber: amendment.accessionNumber },
    data: { amendsAccessionNumber: original.accessionNumber },
  });
  const standing = createStandingQuestions({ database: db.database, events, logger, answers });
  await createIndexedReview({ database: db.database, events, logger, standing }).review(amendment.accessionNumber);
  const find = (id: string) => withTenant(db.database, tenantId(), (tx) => tx.question.findUniqueOrThrow({ where: { id } }));
  expect(await find(touched)).toMatchObject({ status: 'ANSWERED', stale: true, staleReason: expect.stringContaining('amends a filing') });
  expect(await find(untouched)).toMatchObject({ status: 'ANSWERED', stale: false });
  await answers.close();
});

test('an 8-K that withdraws earlier statements marks the answers that cite them stale', async () => {
  const filing = await aReadFiling(db.database, store, { year: 2024 });
  const answers = testAnswers(db.database, store);
  const { ticker } = await db.database.prisma.companyTicker.findFirstOrThrow({ where: { cik: filing.cik } });
  const { questionId } = await answers.ask(tenant.viewer, { question: 'What was the net income in fiscal 2024?', tickers: [ticker] });
  await answers.run(tenantId(), questionId);
  const withdrawal = await aReadFiling(db.database, store, { cik: filing.cik, year: 2025, form: '8-K' });
  await db.database.prisma.filing.update({ where: { accessionNumber: withdrawal.accessionNumber }, data: { items: ['4.02'] } });
  const standing = createStandingQuestions({ database: db.database, events, logger, answers });
  await createIndexedReview({ database: db.database, events, logger, standing }).review(withdrawal.accessionNumber);
  const row = await withTenant(db.database, tenantId(), (tx) => tx.question.findUniqueOrThrow({ where: { id: questionId } }));
  expect(row).toMatchObject({ stale: true, staleReason: expect.stringContaining('4.02') });
  await answers.close();
});
