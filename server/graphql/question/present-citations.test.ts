import { afterAll, beforeAll, expect, it } from 'vitest';
import { withTenant } from '../../../core/db/tenancy.ts';
import { aCompany, aFiling } from '../../../core/testing/factories.ts';
import { startTestServer, type TestServer } from '../../testing/test-server.ts';

const QUOTE = 'Things may go wrong.';
const OLD = `Item 1A. Risk Factors\n${QUOTE}`;
const NEW = `UNITED STATES\nItem 1A. Risk Factors\n${QUOTE} And then they do.`;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

it('a citation of a filing that was read anew after the answer slices to its quote in the text as it is now', async () => {
  const { database, objects } = server.deps;
  const { tenant, user, keys } = await server.tenant();
  const { accessionNumber } = await aFiling(database, { cik: (await aCompany(database)).cik });
  const document = { accessionNumber, name: 'a.htm', sequence: 1, type: '10-K', sizeBytes: 10, contentHash: 'x' };
  await database.prisma.filingDocument.create({
    data: { ...document, textHash: await objects.put(Buffer.from(OLD)), textLength: OLD.length },
  });
  const analysis = { accessionNumber, version: 1, model: 'local', body: {} };
  await database.prisma.analysis.create({ data: { ...analysis, createdAt: new Date('2025-01-01') } });
  const charStart = OLD.indexOf(QUOTE);
  const citation = { accessionNumber, documentName: 'a.htm', quote: QUOTE, charStart, charEnd: charStart + QUOTE.length };
  const answer = {
    text: QUOTE,
    sentences: [{ text: QUOTE, citations: [citation] }],
    numbers: [],
    interpretation: {},
    model: 'local',
    degraded: [],
  };
  const id = crypto.randomUUID();
  await withTenant(database, tenant.id, (tx) =>
    tx.question.create({
      data: {
        id,
        tenantId: tenant.id,
        userId: user.id,
        text: 'What may go wrong?',
        input: {},
        status: 'ANSWERED',
        answer,
        finishedAt: new Date('2025-02-01'),
      },
    }),
  );
  const cited = async () => {
    const { data, errors } = await server.send(
      'query ($id: ID!) { question(id: $id) { answer { sentences { citations { charStart charEnd } } } } }',
      { id },
      { key: keys.ANALYST },
    );
    expect(errors).toBeUndefined();
    const [found] = (data as { question: { answer: { sentences: { citations: Cited[] }[] } } }).question.answer.sentences[0]!.citations;
    return found!;
  };
  const before = await cited();
  expect(OLD.slice(before.charStart, before.charEnd)).toBe(QUOTE);

  await database.prisma.filingDocument.updateMany({
    where: { accessionNumber },
    data: { textHash: await objects.put(Buffer.from(NEW)), textLength: NEW.length },
  });
  await database.prisma.analysis.update({ where: { accessionNumber }, data: { version: 2, createdAt: new Date('2025-03-01') } });
  const after = await cited();
  expect(after.charStart).not.toBe(before.charStart);
  expect(NEW.slice(after.charStart, after.charEnd)).toBe(QUOTE);
});

interface Cited {
  charStart: number;
  charEnd: number;
}
