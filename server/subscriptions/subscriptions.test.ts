import type { Client } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withTenant } from '../../core/db/tenancy.ts';
import { aCompany, aFiling, aWatchlist, type TestTenant } from '../../core/testing/factories.ts';
import { answerProgressTopic, filingStatusTopic } from '../../core/topics.ts';
import type { FilingStatus } from '../../generated/prisma/client.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let tenant: Awaited<ReturnType<TestServer['tenant']>>;
beforeAll(async () => {
  server = await startTestServer();
  tenant = await server.tenant();
});
afterAll(() => server.close());

/** As the relay does it: a place in publication order, then a hint. */
async function publish(accessionNumber: string, to: FilingStatus, { hint = true } = {}): Promise<string> {
  const { rows } = await server.deps.database.pool.query<{ seq: string }>(
    `insert into filing_event (accession_number, "to", published_seq)
     values ($1, $2::"FilingStatus", (select coalesce(max(published_seq), 0) + 1 from filing_event)) returning published_seq::text as seq`,
    [accessionNumber, to],
  );
  const eventId = rows[0]?.seq ?? '';
  if (hint)
    await server.deps.events.publish(filingStatusTopic, {
      eventId,
      accessionNumber,
      from: null,
      to,
      at: new Date().toISOString(),
      ciks: [],
    });
  return eventId;
}

interface Listener<T> {
  events: T[];
  error: unknown;
  done: boolean;
  until(count: number): Promise<T[]>;
  stop(): void;
}

function listen<T>(client: Client, query: string, variables: Record<string, unknown> = {}): Listener<T> {
  const field = /{\s*(\w+)/.exec(query)?.[1] ?? '';
  const listener: Listener<T> = {
    events: [],
    error: undefined,
    done: false,
    stop: () => {},
    async until(count) {
      for (let waited = 0; waited < 8_000 && listener.events.length < count && !listener.error && !listener.done; waited += 20)
        await new Promise((resolve) => setTimeout(resolve, 20));
      return listener.events;
    },
  };
  listener.stop = client.subscribe<Record<string, T>>(
    { query, variables },
    {
      next: ({ data, errors }) => {
        if (data?.[field]) listener.events.push(data[field]);
        if (errors) listener.error = errors;
      },
      error: (error) => {
        listener.error = error;
      },
      complete: () => {
        listener.done = true;
      },
    },
  );
  return listener;
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 400));

/** Until the listener hears what is published: nothing tells a client that its subscription stands. */
async function live(listener: Listener<unknown>, accessionNumber: string): Promise<void> {
  while (listener.events.length === 0 && !listener.error) {
    await publish(accessionNumber, 'DISCOVERED');
    await settled();
  }
  await settled();
  listener.events.length = 0;
}

interface Status {
  id: string;
  to: FilingStatus;
  filing: { accessionNumber: string };
}
const STATUS = `subscription ($tickers: [String!], $watchlistId: ID, $after: ID) {
  filingStatusChanged(tickers: $tickers, watchlistId: $watchlistId, afterEventId: $after) { id to at degraded filing { accessionNumber company { name tickers } } } }`;

describe('filingStatusChanged', () => {
  it('sends each change once, in order, also when hints come doubled, early or not at all', async () => {
    const client = server.socket(tenant.keys.ANALYST);
    const { accessionNumber } = await aFiling(server.deps.database);
    const listener = listen<Status>(client, STATUS);
    await live(listener, accessionNumber);
    const first = await publish(accessionNumber, 'DISCOVERED');
    const second = await publish(accessionNumber, 'INGESTED', { hint: false });
    const third = await publish(accessionNumber, 'ANALYZED');
    const at = new Date().toISOString();
    await server.deps.events.publish(filingStatusTopic, { eventId: first, accessionNumber, from: null, to: 'DISCOVERED', at, ciks: [] });
    expect((await listener.until(3)).map(({ id, to }) => [id, to])).toEqual([
      [first, 'DISCOVERED'],
      [second, 'INGESTED'],
      [third, 'ANALYZED'],
    ]);
    await publish(accessionNumber, 'INDEXED', { hint: false });
    expect((await listener.until(4)).at(-1)).toMatchObject({ to: 'INDEXED', filing: { accessionNumber }, degraded: [] });
    listener.stop();
  }, 40_000);

  it('resumes after an event without a gap or a double, while more arrive', async () => {
    const client = server.socket(tenant.keys.ANALYST);
    const { accessionNumber } = await aFiling(server.deps.database);
    const before = await publish(accessionNumber, 'DISCOVERED');
    const { rows } = await server.deps.database.pool.query<{ seq: string }>(
      `insert into filing_event (accession_number, "to", published_seq)
       select $1, 'INGESTED', $2 + n from generate_series(1, 1200) n returning published_seq::text as seq`,
      [accessionNumber, before],
    );
    const missed = rows.map(({ seq }) => seq);
    const listener = listen<Status>(client, STATUS, { after: before });
    const more: string[] = [];
    for (let i = 0; i < 20; i += 1) more.push(await publish(accessionNumber, 'ANALYZED'));
    expect((await listener.until(1_220)).map(({ id }) => id)).toEqual([...missed, ...more]);
    listener.stop();
  }, 60_000);

  it('filters by ticker and by watchlist, on the server, also when catching up', async () => {
    const { database } = server.deps;
    const client = server.socket(tenant.keys.ANALYST);
    const [mine, watched, other] = await Promise.all([aCompany(database, { symbols: ['MINE'] }), aCompany(database), aCompany(database)]);
    const list = await aWatchlist(database, tenant.tenant.id, { ciks: [watched.cik] });
    const filings = await Promise.all([mine, watched, other].map(({ cik }) => aFiling(database, { cik })));
    const [ofMine, ofWatched, ofOther] = filings.map(({ accessionNumber }) => accessionNumber) as [string, string, string];
    const start = await publish(ofOther, 'DISCOVERED');
    const variables = { tickers: ['mine'], watchlistId: list.id };
    const now = listen<Status>(client, STATUS, variables);
    await live(now, ofMine);
    for (const one of [ofMine, ofOther, ofWatched]) await publish(one, 'INGESTED');
    expect((await now.until(2)).map(({ filing }) => filing.accessionNumber)).toEqual([ofMine, ofWatched]);
    const late = listen<Status>(client, STATUS, { ...variables, after: start });
    const caughtUp = (await late.until(3)).map(({ filing }) => filing.accessionNumber);
    expect(caughtUp.at(-1)).toBe(ofWatched);
    expect(caughtUp).not.toContain(ofOther);
    now.stop();
    late.stop();
  }, 40_000);

  it("answers another tenant's watchlist as it answers one that is not there", async () => {
    const client = server.socket(tenant.keys.ANALYST);
    const foreign = await server.tenant();
    const list = await aWatchlist(server.deps.database, foreign.tenant.id);
    const errors = [];
    for (const watchlistId of [list.id, '6e1ac1c0-0000-4000-8000-000000000000', 'nonsense']) {
      const listener = listen(client, STATUS, { watchlistId });
      await listener.until(1);
      errors.push(
        (listener.error as { message: string; extensions: { code: string } }[]).map(({ message, extensions }) => [
          message,
          extensions.code,
        ]),
      );
    }
    expect(errors[0]).toEqual([['There is no such watchlist.', 'NOT_FOUND']]);
    expect(errors[1]).toEqual(errors[0]);
    expect(errors[2]).toEqual(errors[0]);
  });

  it('comes as server-sent events too, and stops when the reader goes', async () => {
    const { accessionNumber } = await aFiling(server.deps.database);
    const controller = new AbortController();
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      signal: controller.signal,
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization: `Bearer ${tenant.keys.ANALYST}` },
      body: JSON.stringify({ query: STATUS }),
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const again = setInterval(() => void publish(accessionNumber, 'DISCOVERED'), 300);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes(accessionNumber)) text += (await reader?.read())?.value ?? '';
    clearInterval(again);
    expect(text).toMatch(/"id":"\d+"/);
    controller.abort();
  });

  it('sends one event to all who listen, once', async () => {
    const { accessionNumber } = await aFiling(server.deps.database);
    const listeners = Array.from({ length: 15 }, () => listen<Status>(server.socket(tenant.keys.ANALYST), STATUS));
    for (const listener of listeners) await live(listener, accessionNumber);
    await settled();
    for (const listener of listeners) listener.events.length = 0;
    await publish(accessionNumber, 'INDEXED');
    for (const listener of listeners) expect(await listener.until(1)).toHaveLength(1);
    for (const listener of listeners) listener.stop();
  });
});

interface Progress {
  __typename: string;
  id: string;
}
const PROGRESS = `subscription ($id: ID!, $after: ID) { answerProgress(questionId: $id, afterEventId: $after) {
  __typename
  ... on AnswerStep { id name detail }
  ... on AnswerSentenceReady { id ordinal sentence { text citations { quote } } }
  ... on AnswerDone { id status question { text status } } } }`;

async function ask({ tenant: { id: tenantId }, user }: TestTenant): Promise<string> {
  return withTenant(server.deps.database, tenantId, async (tx) => {
    const { id } = await tx.question.create({
      data: { id: crypto.randomUUID(), tenantId, userId: user.id, text: 'What was revenue?', input: {}, status: 'RUNNING' },
    });
    return id;
  });
}
/** As the answerer writes it: the end of a question and its last event are one transaction. */
async function progress({ tenant: { id: tenantId } }: TestTenant, questionId: string, kind: string, payload: object, { hint = true } = {}) {
  const { id } = await withTenant(server.deps.database, tenantId, async (tx) => {
    if (kind === 'done') await tx.question.update({ where: { id: questionId }, data: payload });
    return tx.answerEvent.create({ data: { tenantId, questionId, kind, payload: { kind, ...payload } } });
  });
  if (hint) await server.deps.events.publish(answerProgressTopic(tenantId, questionId), { eventId: id.toString() });
  return id.toString();
}

describe('answerProgress', () => {
  it('begins at the first event, resumes after any, and ends with the last', async () => {
    const client = server.socket(tenant.keys.ANALYST);
    const id = await ask(tenant);
    const step = await progress(tenant, id, 'step', { name: 'understand', detail: 'one company' });
    const listener = listen<Progress>(client, PROGRESS, { id });
    await listener.until(1);
    const sentence = { text: 'Revenue was 5.', citations: [{ documentName: 'a.htm', quote: '5', charStart: 0, charEnd: 1 }] };
    const second = await progress(tenant, id, 'sentence', { ordinal: 0, sentence });
    const last = await progress(tenant, id, 'done', { status: 'ANSWERED' }, { hint: false });
    const events = await listener.until(3);
    expect(events.map((event) => [event.__typename, event.id])).toEqual([
      ['AnswerStep', step],
      ['AnswerSentenceReady', second],
      ['AnswerDone', last],
    ]);
    expect(events[1]).toMatchObject({ sentence: { text: 'Revenue was 5.', citations: [{ quote: '5' }] } });
    expect(events[2]).toMatchObject({ status: 'ANSWERED', question: { text: 'What was revenue?' } });
    await settled();
    expect(listener.done).toBe(true);
    const resumed = listen<Progress>(client, PROGRESS, { id, after: step });
    expect((await resumed.until(2)).map((event) => event.id)).toEqual([second, last]);
  }, 40_000);

  it("shows nothing of another tenant's question", async () => {
    const foreign = await server.tenant();
    const id = await ask(foreign);
    await progress(foreign, id, 'step', { name: 'secret', detail: 'secret' });
    const listener = listen<Progress>(server.socket(tenant.keys.ANALYST), PROGRESS, { id });
    await listener.until(1);
    expect(listener.events).toEqual([]);
    expect(listener.error).toMatchObject([{ message: 'There is no such question.', extensions: { code: 'NOT_FOUND' } }]);
  });
});

describe('uploadProgress', () => {
  it("tells of each state until the document is read, and nothing of another tenant's", async () => {
    const { database } = server.deps;
    const id = crypto.randomUUID();
    const { id: tenantId } = tenant.tenant;
    const data = {
      id,
      tenantId,
      userId: tenant.user.id,
      name: 'memo.md',
      mediaType: 'text/markdown',
      mostBytes: 10,
      uploadExpiresAt: new Date(),
    };
    await withTenant(database, tenantId, (tx) => tx.privateDocument.create({ data }));
    const query = 'subscription ($id: ID!) { uploadProgress(documentId: $id) { name status } }';
    const listener = listen<{ status: string }>(server.socket(tenant.keys.ANALYST), query, { id });
    await listener.until(1);
    const foreign = listen(server.socket((await server.tenant()).keys.ANALYST), query, { id });
    await withTenant(database, tenantId, (tx) =>
      tx.privateDocument.update({ where: { id }, data: { status: 'INDEXED', updatedAt: new Date() } }),
    );
    expect((await listener.until(2)).map(({ status }) => status)).toEqual(['PENDING', 'READY']);
    await foreign.until(1);
    expect(foreign.error).toMatchObject([{ message: 'There is no such private document.', extensions: { code: 'NOT_FOUND' } }]);
  }, 40_000);
});

describe('closing', () => {
  it('ends sockets with 1001 and answers no longer that it is ready', async () => {
    const own = await startTestServer();
    const { keys } = await own.tenant();
    const client = own.socket(keys.ANALYST);
    const closed = new Promise<{ code: number }>((resolve) => client.on('closed', (event) => resolve(event as { code: number })));
    const open = new Promise((resolve) => client.on('connected', resolve));
    const listener = listen(client, STATUS);
    await open;
    await own.close();
    expect((await closed).code).toBe(1001);
    expect(listener.events).toEqual([]);
  }, 60_000);
});
