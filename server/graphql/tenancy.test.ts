import { randomUUID } from 'node:crypto';
import { encodeGlobalID } from '@pothos/plugin-relay';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withTenant } from '../../core/db/tenancy.ts';
import { NotFoundError, ValidationError } from '../../core/errors.ts';
import type { SearchOutcome } from '../../core/search/types.ts';
import { aCompany, aFiling, aWatchlist } from '../../core/testing/factories.ts';
import type { Role } from '../../generated/prisma/client.ts';
import { type Reply, startTestServer, type TestServer } from '../testing/test-server.ts';
import { schema } from './schema.ts';

let server: TestServer;
type Party = Awaited<ReturnType<TestServer['tenant']>> & { ids: Record<string, string> };
let mine: Party;
let theirs: Party;
let accessionNumber: string;

/** Something of every kind that a tenant owns. */
async function party(): Promise<Party> {
  const { database } = server.deps;
  const made = await server.tenant();
  const tenantId = made.tenant.id;
  const userId = made.user.id;
  const company = await aCompany(database);
  await aFiling(database, { cik: company.cik });
  const watchlist = await aWatchlist(database, tenantId, { ciks: [company.cik] });
  const ids = {
    Watchlist: watchlist.id,
    Question: randomUUID(),
    IngestRun: randomUUID(),
    StandingQuestion: randomUUID(),
    PrivateDocument: randomUUID(),
  };
  await withTenant(database, tenantId, async (tx) => {
    await tx.question.create({ data: { id: ids.Question, tenantId, userId, text: `Secret of ${tenantId}`, input: {} } });
    await tx.ingestRun.create({ data: { id: ids.IngestRun, tenantId, input: {} } });
    await tx.standingQuestion.create({ data: { id: ids.StandingQuestion, tenantId, userId, watchlistId: watchlist.id, text: 'Still?' } });
    await tx.privateDocument.create({
      data: {
        id: ids.PrivateDocument,
        tenantId,
        userId,
        name: 'memo.md',
        mediaType: 'text/markdown',
        mostBytes: 10,
        uploadExpiresAt: new Date(),
      },
    });
  });
  const apiKey = (await withTenant(database, tenantId, (tx) => tx.apiKey.findFirstOrThrow({ where: { role: 'PARTNER' } }))).id;
  return { ...made, ids: { ...ids, ApiKey: apiKey } };
}

const nothingFound = {
  interpretation: { question: 'revenue', kind: 'TEXT', companies: [], periods: [] },
  hits: [],
  degraded: [],
  timingsMs: {},
} as unknown as SearchOutcome;

const missing = (what: string) => async () => {
  throw new NotFoundError(`There is no such ${what}.`);
};

beforeAll(async () => {
  server = await startTestServer({
    deps: {
      search: {
        search: async () => nothingFound,
      },
      answers: { ask: missing('watchlist'), cancel: missing('question') },
      standingQuestions: { create: missing('watchlist'), delete: missing('standing question') },
      privateDocuments: {
        createUpload: async () => Promise.reject(new ValidationError('Too large.')),
        delete: missing('private document'),
      },
      ingest: { request: missing('run') },
    },
  });
  [mine, theirs] = await Promise.all([party(), party()]);
  accessionNumber = (await aFiling(server.deps.database)).accessionNumber;
});
afterAll(() => server.close());

const send = (query: string, id: string, role: Role = 'ANALYST') => server.send(query, { id }, { key: mine.keys[role] });
/** What a caller sees, without what differs from request to request. */
const shown = ({ status, data, errors }: Reply) =>
  JSON.stringify({
    status,
    data,
    errors: errors?.map(({ message, extensions: { requestId: _id, ...extensions } }) => ({ message, extensions })),
  });

/** Every root field that takes an id of a tenant's own thing. */
const byId: [field: string, type: string, query: string, role?: Role][] = [
  ['watchlist', 'Watchlist', 'query ($id: ID!) { watchlist(id: $id) { id name companies { cik } } }'],
  ['question', 'Question', 'query ($id: ID!) { question(id: $id) { id text answer { text } follows { id } } }'],
  ['ingestRun', 'IngestRun', 'query ($id: ID!) { ingestRun(runId: $id) { id counts { total } filings { totalCount } } }'],
  ['completeness', 'Watchlist', 'query ($id: ID!) { completeness(watchlistId: $id, day: "2025-02-14") { companies exceptions { form } } }'],
  ['filings', 'Watchlist', 'query ($id: ID!) { filings(filter: { watchlistId: $id }) { totalCount edges { cursor } } }'],
  [
    'renameWatchlist',
    'Watchlist',
    'mutation ($id: ID!) { renameWatchlist(input: { id: $id, name: "Renamed" }) { __typename ... on Error { code message } } }',
  ],
  [
    'addToWatchlist',
    'Watchlist',
    'mutation ($id: ID!) { addToWatchlist(input: { watchlistId: $id, tickers: [] }) { __typename ... on Error { code message } } }',
  ],
  [
    'removeFromWatchlist',
    'Watchlist',
    'mutation ($id: ID!) { removeFromWatchlist(input: { watchlistId: $id, tickers: [] }) { __typename ... on Error { code message } } }',
  ],
  ['rotateApiKey', 'ApiKey', 'mutation ($id: ID!) { rotateApiKey(id: $id) { __typename ... on Error { code message } } }', 'ADMIN'],
  ['revokeApiKey', 'ApiKey', 'mutation ($id: ID!) { revokeApiKey(id: $id) { __typename ... on Error { code message } } }', 'ADMIN'],
  ['cancelQuestion', 'Question', 'mutation ($id: ID!) { cancelQuestion(input: { id: $id }) { __typename ... on Error { code message } } }'],
  [
    'ask',
    'Watchlist',
    'mutation ($id: ID!) { ask(input: { question: "q", watchlistId: $id }) { __typename ... on Error { code message } } }',
  ],
  [
    'createStandingQuestion',
    'Watchlist',
    'mutation ($id: ID!) { createStandingQuestion(input: { question: "q", watchlistId: $id }) { __typename ... on Error { code message } } }',
  ],
  [
    'deleteStandingQuestion',
    'StandingQuestion',
    'mutation ($id: ID!) { deleteStandingQuestion(id: $id) { __typename ... on Error { code message } } }',
  ],
  [
    'deletePrivateDocument',
    'PrivateDocument',
    'mutation ($id: ID!) { deletePrivateDocument(id: $id) { __typename ... on Error { code message } } }',
  ],
  ['deleteWatchlist', 'Watchlist', 'mutation ($id: ID!) { deleteWatchlist(id: $id) { __typename ... on Error { code message } } }'],
];
/** Their effect is faked here, or tested beside their use case: only what they say of foreign ids counts. */
const faked = ['cancelQuestion', 'ask', 'createStandingQuestion', 'deleteStandingQuestion', 'deletePrivateDocument'];

/** Root fields without an id of a tenant's own, each with what it needs to run. */
const open: Record<string, [query: string, least: Role]> = {
  viewer: ['{ viewer { id tenant { name } } }', 'ANALYST'],
  company: ['{ company(ticker: "NONE") { id } }', 'ANALYST'],
  companies: ['{ companies { edges { node { id name tickers } } } }', 'ANALYST'],
  filing: ['{ filing(accessionNumber: "0000000001-25-000001") { id } }', 'ANALYST'],
  search: ['{ search(query: "revenue") { degraded } }', 'ANALYST'],
  facts: ['{ facts(filter: { tickers: ["NONE"] }) { edges { cursor } } }', 'ANALYST'],
  watchlists: ['{ watchlists { id name companies { name filings { totalCount } } } }', 'ANALYST'],
  questions: ['{ questions { totalCount edges { node { id text } } } }', 'ANALYST'],
  standingQuestions: ['{ standingQuestions { id text watchlist { id } question { id } changedAt } }', 'ANALYST'],
  privateDocuments: ['{ privateDocuments { id name status } }', 'ANALYST'],
  pipeline: ['{ pipeline { unsentEvents stages { stage pending } freshness { count p95Seconds } } }', 'ANALYST'],
  apiKeys: ['{ apiKeys { id name prefix role } }', 'ADMIN'],
  auditLog: ['{ auditLog { totalCount edges { node { sequence action actor subject hash } } } }', 'ADMIN'],
  deadLetters: ['{ deadLetters { totalCount edges { node { id code filing { form } } } } }', 'OPERATOR'],
};
const openMutations: Record<string, [query: string, least: Role]> = {
  ingest: ['mutation { ingest(input: { tickers: ["NONE"] }) { __typename } }', 'ANALYST'],
  createUpload: ['mutation { createUpload(input: { name: "a", mediaType: "text/plain", sizeBytes: 1 }) { __typename } }', 'ANALYST'],
  createWatchlist: ['mutation { createWatchlist(input: { name: "New" }) { __typename } }', 'ANALYST'],
  createApiKey: [
    'mutation { createApiKey(input: { name: "k", role: PARTNER }) { __typename ... on ApiKeySecret { secret apiKey { prefix } } } }',
    'ADMIN',
  ],
  replayDeadLetter: [
    'mutation { replayDeadLetter(input: { stage: INDEX, dryRun: true }) { __typename ... on ReplayAccepted { matched } } }',
    'OPERATOR',
  ],
  retryFiling: [
    'mutation { retryFiling(input: { accessionNumber: "0000000001-25-000001" }) { __typename ... on Error { code } } }',
    'OPERATOR',
  ],
};

describe('ids of tenants', () => {
  it.each(byId)('%s answers a foreign id as a random and a malformed one', async (field, type, query, role) => {
    const foreign = shown(await send(query, theirs.ids[type] ?? '', role));
    const random = shown(await send(query, randomUUID(), role));
    expect(foreign).toBe(random);
    expect(shown(await send(query, encodeGlobalID(type, theirs.ids[type] ?? ''), role))).toBe(random);
    expect(shown(await send(query, 'malformed', role))).toBe(random);
    expect(foreign).not.toContain(theirs.tenant.id);
    if (!faked.includes(field)) expect(shown(await send(query, mine.ids[type] ?? '', role))).not.toBe(random);
  });

  it.each(['Watchlist', 'Question', 'StandingQuestion', 'PrivateDocument'])('node answers a foreign %s as a random one', async (type) => {
    const query = 'query ($id: ID!) { node(id: $id) { __typename id } }';
    const own = await party();
    const ask = (id: string) => server.send(query, { id: encodeGlobalID(type, id) }, { key: own.keys.ANALYST });
    expect((await ask(own.ids[type] ?? '')).data).toMatchObject({ node: { __typename: type } });
    const random = shown(await ask(randomUUID()));
    expect(shown(await ask(theirs.ids[type] ?? ''))).toBe(random);
    expect(shown(await ask('malformed'))).toBe(random);
  });

  it('node finds public things and no things that are none', async () => {
    const query = 'query ($id: ID!) { node(id: $id) { __typename } }';
    const { cik } = await aCompany(server.deps.database);
    expect((await send(query, encodeGlobalID('Filing', accessionNumber))).data).toEqual({ node: { __typename: 'Filing' } });
    expect((await send(query, encodeGlobalID('Company', String(cik)))).data).toEqual({ node: { __typename: 'Company' } });
    expect((await send(query, encodeGlobalID('Company', 'x'))).data).toEqual({ node: null });
    for (const type of ['Tenant', 'ApiKey', 'Fact', 'Nothing'])
      expect((await send(query, encodeGlobalID(type, '1'))).data).toEqual({ node: null });
  });
});

describe('roles', () => {
  const order: Role[] = ['ANALYST', 'ADMIN', 'OPERATOR'];
  const all = { ...open, ...openMutations };
  it.each(Object.keys(all))('%s is for those who may', async (field) => {
    const [query, least] = all[field] as [string, Role];
    const anonymous = await server.send(query);
    expect([anonymous.status, anonymous.errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    for (const role of order) {
      const reply = await server.send(query, {}, { key: mine.keys[role] });
      const allowed = role === least || least === 'ANALYST';
      expect([role, reply.status, reply.errors?.[0]?.extensions.code]).toEqual([
        role,
        allowed ? 200 : 403,
        allowed ? undefined : 'FORBIDDEN',
      ]);
      expect(JSON.stringify(reply.data)).not.toContain(theirs.tenant.id);
      for (const id of Object.values(theirs.ids)) expect(JSON.stringify(reply.data)).not.toContain(id);
    }
  });

  it('an administrator makes no operators', async () => {
    const query = 'mutation { createApiKey(input: { name: "k", role: OPERATOR }) { __typename } }';
    expect((await server.send(query, {}, { key: mine.keys.ADMIN })).status).toBe(403);
  });

  it('knows every root field: a new one needs a row here', () => {
    const known = [
      ...Object.keys(open),
      ...Object.keys(openMutations),
      ...byId.map(([field]) => field),
      'node',
      'filingStatusChanged',
      'uploadProgress',
      'answerProgress',
    ];
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    expect(roots.flatMap((root) => Object.keys(root?.getFields() ?? {})).filter((field) => !known.includes(field))).toEqual([]);
  });
});
