import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type ApiFetch, request, subscribe } from '../cli/graphql.ts';
import { testDatabase } from '../core/testing/database.ts';
import { answerOf, countQuotes } from './corpus/evidence.ts';
import { Report } from './corpus/report.ts';
import { gravity, runGravity, type Started, start } from './processes.ts';

/**
 * The main job over a corpus of real filings laid out as EDGAR serves them (`DIR/serve.mjs` serves `DIR/mirror`), as its user would do it:
 *
 *   npm run test:corpus -- DIR [--tickers AAPL,NVDA] [--port 4080]
 *
 * Embedded; with DATABASE_URL and REDIS_URL set, a server and two workers as processes of their own, of which one is killed on the way.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { tickers: { type: 'string' }, port: { type: 'string', default: '4080' } },
});
const corpus = resolve(positionals[0] ?? '.');
if (!existsSync(join(corpus, 'serve.mjs'))) {
  process.stderr.write('Name a corpus directory: one with serve.mjs and mirror/.\n');
  process.exit(2);
}
const port = Number(values.port);
const edgarUrl = `http://127.0.0.1:${port + 1}`;
const onServers = Boolean(process.env.DATABASE_URL && process.env.REDIS_URL);
const dataDir = mkdtempSync(join(tmpdir(), 'gravity-corpus-'));
// A database and a Redis number of its own, so that a run begins with nothing and leaves nothing.
const own = onServers ? await testDatabase() : null;
const env = {
  PORT: String(port),
  DATA_DIR: dataDir,
  EDGAR_URL: edgarUrl,
  POLL_INTERVAL_MS: '2000',
  LOG_LEVEL: 'warn',
  RATE_LIMIT_PER_MINUTE: '100000',
  RATE_LIMIT_PER_HOUR: '1000000',
  ...(own ? { DATABASE_URL: own.url, MIGRATE_DATABASE_URL: own.ownerUrl, REDIS_URL: ownRedis() } : {}),
};
const report = new Report();
const started: Started[] = [];
const tickerMap = Object.values(
  JSON.parse(readFileSync(join(corpus, 'mirror/files/company_tickers.json'), 'utf8')) as Record<
    string,
    { ticker: string; title: string; cik_str: number }
  >,
);
const tickers = values.tickers?.split(',') ?? tickerMap.map(({ ticker }) => ticker);

/** The newest filing of the first ticker: kept back, and released once somebody listens. */
function heldFiling(): string {
  const company = tickerMap.find(({ ticker }) => ticker === tickers[0]);
  const file = join(corpus, 'mirror/submissions', `CIK${String(company?.cik_str).padStart(10, '0')}.json`);
  return (
    (JSON.parse(readFileSync(file, 'utf8')) as { filings: { recent: { accessionNumber: string[] } } }).filings.recent.accessionNumber[0] ??
    ''
  );
}

try {
  const held = heldFiling();
  started.push(await start([process.execPath, join(corpus, 'serve.mjs'), '--port', String(port + 1), '--hold', held], {}, /\S/));
  const api = await startGravity();
  await ingestAll();
  await seeRelease(api, held);
  await askFigures(api);
  await askNonsense(api);
  await giveBadInput(api);
  await countRows(api);
} finally {
  for (const one of started.reverse()) await one.stop();
  await own?.close();
  rmSync(dataDir, { recursive: true, force: true });
}
report.end();

function ownRedis(): string {
  const url = new URL(process.env.REDIS_URL ?? '');
  url.pathname = `/${1 + (process.pid % 15)}`;
  return url.href;
}

async function startGravity(): Promise<ApiFetch> {
  if (!onServers) {
    started.push(await gravity(['up'], env, /Gravity is on/));
    return (path, init) => fetch(new URL(path, `http://127.0.0.1:${port}`), init);
  }
  await runGravity(['migrate'], env);
  const name = `corpus-${Date.now()}`;
  await runGravity(['tenants', 'create', name], env);
  const key = (await runGravity(['keys', 'create', '--tenant', name, '--role', 'operator'], env)).stdout.trim();
  started.push(await gravity(['server'], env, /Gravity is on/));
  started.push(await gravity(['worker'], env, /taking work/));
  started.push(await gravity(['worker'], env, /taking work/));
  return (path, init) =>
    fetch(new URL(path, `http://127.0.0.1:${port}`), { ...init, headers: { ...init.headers, authorization: `Bearer ${key}` } });
}

async function ingestAll(): Promise<void> {
  const began = Date.now();
  const ingesting = runGravity(['ingest', '--tickers', tickers.join(','), '--wait'], env);
  if (onServers) {
    await new Promise((resolve) => setTimeout(resolve, 8_000));
    await started.at(-1)?.stop('SIGKILL');
  }
  const { code, stdout, stderr } = await ingesting;
  const rows = stdout.split('\n').filter((line) => /\d{10}-\d{2}-\d{6}/.test(line));
  const indexed = rows.filter((line) => /\bINDEXED\b/.test(line));
  const seconds = (Date.now() - began) / 1000;
  report.check(
    `ingest --wait${onServers ? ', one of two workers killed' : ''}`,
    code === 0 && rows.length > 0 && indexed.length === rows.length,
    `exit ${code}, ${indexed.length} of ${rows.length} INDEXED in ${seconds.toFixed(1)} s${code === 0 ? '' : `\n${stderr}`}`,
  );
}

/** Point 5: what is released reaches a subscriber, without anybody polling the API. */
async function seeRelease(api: ApiFetch, held: string): Promise<void> {
  const watched = new AbortController();
  const seen: string[] = [];
  await request(api, 'mutation ($t: [String!]) { createWatchlist(input: { name: "corpus", tickers: $t }) { __typename } }', {
    t: [tickers[0]],
  });
  const events = subscribe<{ filingStatusChanged: { to: string; filing: { accessionNumber: string } } }>(
    api,
    'subscription ($t: [String!]) { filingStatusChanged(tickers: $t) { to filing { accessionNumber } } }',
    { t: [tickers[0]] },
    watched.signal,
  );
  const began = Date.now();
  const timer = setTimeout(() => watched.abort(), 60_000);
  setTimeout(() => fetch(`${edgarUrl}/__release`, { method: 'POST', body: JSON.stringify({ accession: held }) }), 1_000);
  for await (const { filingStatusChanged: event } of events) {
    if (event.filing.accessionNumber !== held) continue;
    seen.push(event.to);
    if (event.to === 'INDEXED') break;
  }
  clearTimeout(timer);
  const seconds = (Date.now() - began) / 1000 - 1;
  const inOrder = seen.filter((status) => status !== 'DISCOVERED').join(' ') === 'INGESTED ANALYZED INDEXED';
  report.check(
    'a released filing reaches a subscriber within 30 s',
    inOrder && seconds < 30,
    `${held} ${seen.join(' → ')} in ${seconds.toFixed(1)} s`,
  );
}

/** Point 3: for each company that tagged its revenue, the answer is that fact and its quotes stand at their spans. */
async function askFigures(api: ApiFetch): Promise<void> {
  for (const ticker of tickers) {
    const { facts, company } = await request<{
      company: { name: string } | null;
      facts: {
        edges: {
          node: { value: string; periodStart: string | null; periodEnd: string; filing: { fiscalYear: number | null; form: string } };
        }[];
      };
    }>(
      api,
      `query ($t: String!, $c: [String!]) { company(ticker: $t) { name }
        facts(filter: { tickers: [$t], concepts: $c, dimensions: false }, first: 50) {
          edges { node { value periodStart periodEnd filing { fiscalYear form } } } } }`,
      { t: ticker, c: ['us-gaap:Revenues', 'us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax'] },
    );
    const annual = facts.edges
      .map(({ node }) => node)
      .find(
        ({ periodStart, periodEnd, filing }) =>
          filing.form === '10-K' && periodStart && Date.parse(periodEnd) - Date.parse(periodStart) > 350 * 86_400_000,
      );
    if (!annual || !company) continue;
    const question = `What was ${company.name}'s total net sales in fiscal ${annual.filing.fiscalYear}?`;
    const stored = await answerOf(api, question);
    const number = stored.answer?.numbers.find(({ verification }) => verification === 'VERIFIED');
    const { citations, standing, uncited } = await countQuotes(api, stored);
    const holds = number?.value === annual.value && citations > 0 && standing === citations && uncited === 0;
    const seen = stored.answer?.refusal?.message ?? `${number?.value} ${number?.verification}`;
    report.check(question, holds, `${seen}, expected ${annual.value}; ${standing} of ${citations} quotes stand at their span`);
  }
}

async function askNonsense(api: ApiFetch): Promise<void> {
  const { answer } = await answerOf(api, 'What was the total revenue of Quibblethorpe Dynamics in fiscal 2024?');
  report.check(
    'a company that is not there is refused',
    answer?.refusal?.reason === 'COMPANY_NOT_FOUND',
    `${answer?.refusal?.reason}: ${answer?.refusal?.message}`,
  );
}

/** Point 6: a coded error each, and the process alive after it. */
async function giveBadInput(api: ApiFetch): Promise<void> {
  const codeOf = async (query: string, variables: Record<string, unknown> = {}): Promise<string> => {
    const response = await api('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-graphql-csrf': '1' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as {
      data?: Record<string, { code?: string } | null> | null;
      errors?: { extensions?: { code?: string } }[];
    };
    return errors?.[0]?.extensions?.code ?? Object.values(data ?? {})[0]?.code ?? 'none';
  };
  const cases: [string, string][] = [
    ['an unknown ticker', 'mutation { ingest(input: { tickers: ["ZZZZQ"] }) { ... on Error { code } } }'],
    ['a malformed accession number', '{ filing(accessionNumber: "12-34") { form } }'],
    ['an empty question', 'mutation { ask(input: { question: " " }) { ... on Error { code } } }'],
    ['first: 100000', '{ filings(first: 100000) { edges { node { form } } } }'],
  ];
  for (const [what, query] of cases) {
    const code = await codeOf(query);
    report.check(what, code === 'BAD_USER_INPUT', code);
  }
  const { code, stderr } = await runGravity(['ingest', '--tickers', 'ZZZZQ', '--wait'], env);
  report.check('the command says so too', code === 1 && /BAD_USER_INPUT/.test(stderr), stderr.trim().split('\n').at(-1) ?? '');
}

/** Nothing twice: a filing is INDEXED by one event and no chunk stands twice. */
async function countRows(api: ApiFetch): Promise<void> {
  const filings: { accessionNumber: string; events: { to: string }[] }[] = [];
  for (let after: string | null = null; ; ) {
    const page: { filings: { pageInfo: { hasNextPage: boolean; endCursor: string }; edges: { node: (typeof filings)[number] }[] } } =
      await request(
        api,
        'query ($a: String) { filings(first: 50, after: $a) { pageInfo { hasNextPage endCursor } edges { node { accessionNumber events { to } } } } }',
        { a: after },
      );
    filings.push(...page.filings.edges.map(({ node }) => node));
    if (!page.filings.pageInfo.hasNextPage) break;
    after = page.filings.pageInfo.endCursor;
  }
  const twice = filings.filter(({ events }) => events.filter(({ to }) => to === 'INDEXED').length !== 1);
  report.check('every filing INDEXED exactly once', twice.length === 0, `${filings.length} filings, ${twice.length} not`);
  if (!own) return;
  const { rows } = await own.database.pool.query<{ chunks: string; apart: string }>(
    'select count(*) as chunks, count(distinct (accession_number, version, ordinal)) as apart from chunk',
  );
  report.check('no chunk twice', rows[0]?.chunks === rows[0]?.apart, `${rows[0]?.chunks} chunks, ${rows[0]?.apart} apart`);
}
