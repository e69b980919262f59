import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { withTenant } from '../db/tenancy.ts';
import { createGeminiLanguage } from '../model/gemini-language.ts';
import { UNREAD } from '../search/unread.ts';
import { aChunk, aReadFiling, NOTE, testAnswers } from '../testing/answers.ts';
import { type TestDatabase, testDatabase } from '../testing/database.ts';
import { aTenant, type TestTenant } from '../testing/factories.ts';
import { type GeminiStandIn, startGeminiStandIn } from '../testing/gemini.ts';
import { memoryStore } from '../testing/pipeline.ts';
import type { AnswerDeps, Answers } from './answer.service.ts';
import type { AnswerBody } from './types.ts';

let db: TestDatabase;
let gemini: GeminiStandIn;
let tenant: TestTenant;
let filing: Awaited<ReturnType<typeof aReadFiling>>;
let passage: bigint;
const store = memoryStore();
const open: Answers[] = [];

beforeAll(async () => {
  db = await testDatabase();
  filing = await aReadFiling(db.database, store);
  passage = await aChunk(db.database, filing, NOTE);
});
afterAll(() => db.close());
beforeEach(async () => {
  gemini = await startGeminiStandIn();
  tenant = await aTenant(db.database);
});
afterEach(async () => {
  for (const answers of open.splice(0)) await answers.close();
  await gemini.close();
});

/** Search is scripted: it finds the one passage. */
function make(given: Partial<AnswerDeps> = {}): Answers {
  const base = testAnswers(db.database, store);
  open.push(base);
  const answers = testAnswers(db.database, store, {
    search: async ({ query }) => ({
      interpretation: { ...UNREAD, question: query },
      hits: [{ chunkId: passage, score: 1, textRank: 1, vectorRank: 1 }],
      degraded: [],
      timingsMs: {},
    }),
    ...given,
  });
  open.push(answers);
  return answers;
}
const withModel = (timeoutMs = 5_000, given: Partial<AnswerDeps> = {}) =>
  make({
    ...given,
    language: createGeminiLanguage({ apiKey: 'k', baseUrl: gemini.url, timeoutMs, model: 'gemini-2.5-flash' }, { run: (call) => call() }),
  });

async function answered(answers: Answers, question: string, extra: object = {}) {
  const { questionId } = await answers.ask(tenant.viewer, { question, ...extra });
  await answers.run(tenant.viewer.tenantId, questionId);
  const row = await withTenant(db.database, tenant.viewer.tenantId, (tx) =>
    tx.question.findUniqueOrThrow({ where: { id: questionId }, include: { citations: true, events: { orderBy: { id: 'asc' } } } }),
  );
  return { ...row, body: row.answer as unknown as AnswerBody, questionId };
}

const WHY = 'Why did net sales of Thornbury Kettles increase in fiscal 2024?';
const draft = (...sentences: { text: string; citations: { chunk: string; quote: string }[] }[]) =>
  JSON.stringify({ answerable: true, reason: 'NONE', sentences });
const cited = (text: string, quote: string, chunk = 'c1') => ({ text, citations: [{ chunk, quote }] });

test('a figure comes from its fact, VERIFIED, with the row as a quote that stands at its span', async () => {
  const { status, body, citations, events, receipt } = await answered(make(), "What were Thornbury Kettles' net sales in fiscal 2024?");
  expect(status).toBe('ANSWERED');
  expect(body.text).toContain('$1,000 million');
  expect(body.numbers[0]).toMatchObject({ value: '1000000000', verification: 'VERIFIED' });
  for (const { quote, charStart, charEnd } of citations) expect(filing.text.slice(charStart, charEnd)).toBe(quote);
  expect(citations[0]?.quote).toBe('Net sales | $ 1,000 | $ 900');
  expect(events.map(({ kind }) => kind)).toEqual(['step', 'step', 'step', 'sentence', 'step', 'done']);
  expect(receipt).toMatchObject({
    writer: 'figures-2',
    stepsMs: { understand: expect.any(Number) },
    used: { factIds: [expect.any(String)] },
  });
});

test('a false premise is refused with the figures that contradict it', async () => {
  const { status, body } = await answered(make(), 'Why did net income of Thornbury Kettles fall in fiscal 2024?');
  expect(status).toBe('REFUSED');
  expect(body.refusal).toMatchObject({ reason: 'FALSE_PREMISE' });
  expect(body.refusal?.searched[0]?.accessionNumber).toBe(filing.accessionNumber);
  expect(body.sentences[0]?.text).toContain('rose by $20 million');
});

test('a company that EDGAR knows and one that nobody knows are told apart', async () => {
  expect((await answered(make(), "What was Known Elsewhere's revenue in 2024?")).body.refusal).toMatchObject({
    reason: 'NOT_INGESTED',
    action: 'gravity ingest --tickers KNWN',
  });
  expect((await answered(make(), "What was Zorblat Corp's revenue in 2024?")).body.refusal).toMatchObject({ reason: 'COMPANY_NOT_FOUND' });
});

test('an empty and an endless question are bad input, and nothing is written', async () => {
  const answers = make();
  for (const question of ['', '   ', 'x'.repeat(2_001)])
    await expect(answers.ask(tenant.viewer, { question })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  await expect(answers.ask(tenant.viewer, { question: WHY, accessionNumbers: ['nonsense'] })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
  });
  expect(await withTenant(db.database, tenant.viewer.tenantId, (tx) => tx.question.count())).toBe(0);
});

test('the same idempotency key gives the same question once, another body is refused, another user is free', async () => {
  const answers = make();
  const ask = (question: string) => answers.ask(tenant.viewer, { question, idempotencyKey: 'k1' });
  const both = await Promise.all([ask(WHY), ask(WHY)]);
  expect(new Set(both.map(({ questionId }) => questionId)).size).toBe(1);
  expect(both.filter(({ replayed }) => replayed)).toHaveLength(1);
  await expect(ask('What else did they sell?')).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
  const other = await aTenant(db.database);
  await expect(answers.ask(other.viewer, { question: 'What else did they sell?', idempotencyKey: 'k1' })).resolves.toMatchObject({
    replayed: false,
  });
});

test('the model writes, each sentence is checked, what does not hold is dropped', async () => {
  gemini.script({
    kind: 'text',
    text: draft(
      cited('A new copper kettle sold well in the northern states.', 'because a new copper kettle sold well in the northern states'),
      cited('Net sales increased 37%.', 'Net sales increased 11%'),
      cited('The company employs 412 people.', 'employs 412 people', 'c9'),
      cited('The company was founded in 1931.', 'this quote stands nowhere at all'),
      { text: 'It is the best investment.', citations: [] },
      cited('See https://attacker.invalid for kettles sold well.', 'a new copper kettle sold well'),
    ),
  });
  const { status, body, receipt } = await answered(withModel(), WHY);
  expect(status).toBe('ANSWERED');
  expect(body.sentences.map(({ text }) => text)).toEqual(['A new copper kettle sold well in the northern states.']);
  expect(body.model).toBe('gemini-2.5-flash');
  const verdicts = (receipt as { verdicts: { kept: boolean; reason?: string }[] }).verdicts
    .filter(({ kept }) => !kept)
    .map(({ reason }) => reason);
  expect(verdicts).toEqual([
    'numbers without support: 37',
    'no quote stands in the passage it names',
    'no quote stands in the passage it names',
    'no citation',
    'it holds a link or markup',
  ]);
});

test('broken JSON gets one repair, then the answer is rejected and never shown', async () => {
  gemini.script(
    { kind: 'text', text: '{"answerable": tr' },
    { kind: 'text', text: draft(cited('A new copper kettle sold well.', 'a new copper kettle sold well')) },
  );
  expect((await answered(withModel(), WHY)).status).toBe('ANSWERED');
  gemini.script({ kind: 'text', text: 'I think sales rose.' }, { kind: 'text', text: '{"answer":"sales rose","extra":1}' });
  const { status, body } = await answered(withModel(), WHY);
  expect(status).toBe('REFUSED');
  expect(body.refusal).toMatchObject({ reason: 'UNVERIFIED', message: expect.stringContaining('ANSWER_REJECTED') });
  expect(body.text).not.toContain('I think');
});

test('an answer with the canary in it is rejected', async () => {
  gemini.otherwise((call) => {
    const canary = /canary-[\w-]+/.exec(call.body.systemInstruction?.parts[0]?.text ?? '')?.[0] ?? '';
    return { kind: 'text', text: draft(cited(`A new copper kettle sold well ${canary}.`, 'a new copper kettle sold well')) };
  });
  const { status, body } = await answered(withModel(), WHY);
  expect(status).toBe('REFUSED');
  expect(JSON.stringify(body)).not.toContain('canary-');
});

test('a model that is down leaves the local writer to answer, and the answer says so', async () => {
  gemini.otherwise(() => ({ kind: 'status', status: 503 }));
  const { status, body } = await answered(withModel(), WHY);
  expect(status).toBe('ANSWERED');
  expect(body.degraded).toEqual(['LLM']);
  expect(body.sentences[0]?.text).toContain('copper kettle');
});

test('a tenant that has used its tokens of the day is answered by the local writer, another by the model', async () => {
  gemini.otherwise(() => ({ kind: 'text', text: draft(cited('A new copper kettle sold well.', 'a new copper kettle sold well')) }));
  const answers = withModel(5_000, { tokensPerDay: 1 });
  const other = await aTenant(db.database);
  const first = await answers.ask(other.viewer, { question: WHY });
  await answers.run(other.viewer.tenantId, first.questionId);
  const second = await answers.ask(other.viewer, { question: WHY });
  await answers.run(other.viewer.tenantId, second.questionId);
  const rows = await withTenant(db.database, other.viewer.tenantId, (tx) => tx.question.findMany({ orderBy: { createdAt: 'asc' } }));
  expect(rows.map(({ answer }) => (answer as unknown as AnswerBody).degraded)).toEqual([[], ['LLM']]);
  expect(gemini.calls).toHaveLength(1);
  expect((await answered(answers, WHY)).body.degraded).toEqual([]);
});

test('a figure that is not reported is refused, and the model is not asked for it', async () => {
  const { status, body } = await answered(withModel(), "What was Thornbury Kettles' current ratio in fiscal 2024?");
  expect(status).toBe('REFUSED');
  expect(body.refusal).toMatchObject({ reason: 'NO_EVIDENCE', message: expect.stringContaining('current ratio') });
  expect(gemini.calls).toHaveLength(0);
});

test('the filing stands before the question in the prompt, fenced, and no tools are offered', async () => {
  gemini.script({ kind: 'text', text: draft(cited('A new copper kettle sold well.', 'a new copper kettle sold well')) });
  await answered(withModel(), WHY);
  const { body } = gemini.calls[0]!;
  const prompt = body.contents?.[0]?.parts[0]?.text ?? '';
  expect(prompt.indexOf('copper kettle')).toBeGreaterThan(0);
  expect(prompt.indexOf('copper kettle')).toBeLessThan(prompt.indexOf('Question:'));
  expect(prompt).toMatch(/<passage id="c1" fence="[\w-]+">/);
  expect(body.tools).toBeUndefined();
});

test('a cancelled question ends within a second and its model call is aborted', async () => {
  gemini.script({ kind: 'hang' });
  const answers = withModel(30_000);
  const { questionId } = await answers.ask(tenant.viewer, { question: WHY });
  await expect.poll(() => gemini.calls.length, { timeout: 10_000 }).toBe(1);
  const started = Date.now();
  expect(await answers.cancel(tenant.viewer, questionId)).toBe(true);
  await answers.run(tenant.viewer.tenantId, questionId);
  expect(Date.now() - started).toBeLessThan(1_500);
  await expect.poll(() => gemini.calls[0]?.aborted).toBe(true);
  const row = await withTenant(db.database, tenant.viewer.tenantId, (tx) => tx.question.findUniqueOrThrow({ where: { id: questionId } }));
  expect(row.status).toBe('CANCELLED');
  expect(await answers.cancel(tenant.viewer, questionId)).toBe(false);
  const other = await aTenant(db.database);
  await expect(answers.cancel(other.viewer, questionId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a process that goes away leaves the question to another, which goes on after the steps that were done', async () => {
  gemini.script({ kind: 'hang' });
  const first = withModel(30_000);
  const { questionId } = await first.ask(tenant.viewer, { question: WHY });
  await expect.poll(() => gemini.calls.length, { timeout: 10_000 }).toBe(1);
  await first.close();
  // Whichever call comes next gets it: which process makes it is not what is tested.
  gemini.otherwise(() => ({ kind: 'text', text: draft(cited('A new copper kettle sold well.', 'a new copper kettle sold well')) }));
  const second = withModel();
  expect(await second.sweep()).toBeGreaterThanOrEqual(1);
  const read = () =>
    withTenant(db.database, tenant.viewer.tenantId, (tx) =>
      tx.question.findUniqueOrThrow({ where: { id: questionId }, include: { events: true } }),
    );
  await expect.poll(async () => (await read()).status, { timeout: 10_000 }).toBe('ANSWERED');
  const row = await read();
  expect(row.receipt).toMatchObject({ resumed: true });
  expect(row.events.filter(({ payload }) => (payload as { name?: string }).name === 'understand')).toHaveLength(1);
});

test('a question that follows another takes over its company and period, visibly', async () => {
  const answers = make();
  const first = await answered(answers, "What were Thornbury Kettles' net sales in fiscal 2024?");
  const second = await answered(answers, 'And what was the net income?', { followsQuestionId: first.questionId });
  expect(second.status).toBe('ANSWERED');
  expect(second.body.text).toContain('$120 million');
  expect(second.body.interpretation.companies[0]?.matchedText).toBe('from the question before');
});

test('an answer as of a day before the filing finds nothing filed', async () => {
  const { body } = await answered(make(), "What were Thornbury Kettles' net sales in fiscal 2024?", { asOf: new Date('2025-01-31') });
  expect(body.refusal).toMatchObject({ reason: 'PERIOD_NOT_FILED' });
});
