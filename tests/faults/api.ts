import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiFetch, request, subscribe } from '../../cli/graphql.ts';
import { gravity, runGravity } from '../processes.ts';
import { freePort } from './servers.ts';
import type { World } from './world.ts';

/** The API as a process of its own over the world's stores, called with an analyst's key. */
export interface Api {
  readonly fetch: ApiFetch;
  readonly port: number;
  close(): Promise<void>;
}

export async function startApi(world: World, env: Record<string, string> = {}): Promise<Api> {
  const port = await freePort();
  const own = {
    DATABASE_URL: world.databaseUrl(),
    MIGRATE_DATABASE_URL: world.databaseUrl('gravity_owner'),
    REDIS_URL: world.servers.redis.url,
    EDGAR_URL: world.edgar.url,
    DATA_DIR: world.dataDir,
    LOG_LEVEL: 'fatal',
    PORT: String(port),
    ...env,
  };
  await runGravity(['tenants', 'create', 'faults'], own);
  const { stdout } = await runGravity(['keys', 'create', '--tenant', 'faults', '--role', 'analyst'], own);
  const server = await gravity(['server'], own, /Gravity is on/);
  const headers = { authorization: `Bearer ${stdout.trim()}` };
  return {
    port,
    fetch: (path, init) => fetch(new URL(path, `http://127.0.0.1:${port}`), { ...init, headers: { ...init.headers, ...headers } }),
    close: () => server.stop(),
  };
}

export interface Load {
  calls: number;
  /** Messages of what failed, as the caller saw them. */
  failures: string[];
  /** Milliseconds of every call, ascending. */
  times: number[];
}

/** The time that so large a part of the calls stayed below, milliseconds. */
export const percentile = ({ times }: Load, part: number): number =>
  times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;

const reads: [string, Record<string, unknown>][] = [
  ['{ filings(first: 10) { edges { node { accessionNumber status company { name } events { to at } } } } }', {}],
  ['query ($q: String!) { search(query: $q, first: 5) { hits { score } } }', { q: 'total revenue' }],
];

/** Reads, searches and questions, one after the other, until the time is over. A refusal of a question is an answer. */
export async function load(api: Api, milliseconds: number, { asks = true } = {}): Promise<Load> {
  const result: Load = { calls: 0, failures: [], times: [] };
  const until = performance.now() + milliseconds;
  for (let turn = 0; performance.now() < until; turn += 1) {
    const from = performance.now();
    result.calls += 1;
    try {
      const [query, variables] = reads[turn % reads.length] ?? ['{ __typename }', {}];
      await (asks && turn % 5 === 4 ? answered(api, turn) : request(api.fetch, query, variables));
    } catch (error) {
      result.failures.push(error instanceof Error ? error.message : String(error));
    }
    result.times.push(performance.now() - from);
    await sleep(100);
  }
  result.times.sort((a, b) => a - b);
  return result;
}

async function answered(api: Api, turn: number): Promise<void> {
  const { ask } = await request<{ ask: { id?: string; message?: string } }>(
    api.fetch,
    'mutation ($q: String!) { ask(input: { question: $q }) { ... on Question { id } ... on Error { message } } }',
    { q: `What was the total revenue in fiscal ${2000 + (turn % 25)}?` },
  );
  const { id } = ask;
  if (!id) throw new Error(ask.message ?? 'no question');
  for (const until = performance.now() + 20_000; performance.now() < until; await sleep(100)) {
    const { node } = await request<{ node: { status: string } | null }>(
      api.fetch,
      'query ($id: ID!) { node(id: $id) { ... on Question { status } } }',
      { id },
    );
    if (node && /ANSWERED|REFUSED/.test(node.status)) return;
  }
  throw new Error('a question was not answered within 20 s');
}

/** Follows every filing until `signal` aborts. @returns what each event said of the live events' state */
export async function followDegraded(api: Api, signal: AbortSignal): Promise<Set<string>> {
  const seen = new Set<string>();
  const events = subscribe<{ filingStatusChanged: { degraded: string[] } }>(
    api.fetch,
    'subscription { filingStatusChanged { degraded } }',
    {},
    signal,
  );
  for await (const { filingStatusChanged } of events) seen.add(filingStatusChanged.degraded.join() || 'NONE');
  return seen;
}

/** So many calls at once. @returns how many were answered, refused as RATE_LIMITED, and failed otherwise */
export async function burst(api: Api, calls: number): Promise<{ answered: number; refused: number; failed: number }> {
  const codes = await Promise.all(Array.from({ length: calls }, () => codeOf(api, '{ __typename }')));
  const refused = codes.filter((code) => code === 'RATE_LIMITED').length;
  const answeredCount = codes.filter((code) => code === null).length;
  return { answered: answeredCount, refused, failed: calls - refused - answeredCount };
}

/** So many mutations at once that write into the table of watchlists. */
export async function createWatchlists(api: Api, calls: number): Promise<{ codes: Set<string | null>; slowestMs: number }> {
  const from = performance.now();
  const codes = await Promise.all(
    Array.from({ length: calls }, (_, i) =>
      codeOf(api, `mutation { createWatchlist(input: { name: "faults ${i}" }) { ... on Error { code } } }`),
    ),
  );
  return { codes: new Set(codes), slowestMs: performance.now() - from };
}

/** The code of the call's error; null when it has none. */
async function codeOf(api: Api, query: string): Promise<string | null> {
  const response = await api.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-graphql-csrf': '1' },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as {
    data?: Record<string, { code?: string } | string | null> | null;
    errors?: { extensions?: { code?: string } }[];
  };
  if (errors?.[0]) return errors[0].extensions?.code ?? 'UNKNOWN';
  const [first] = Object.values(data ?? {});
  return typeof first === 'object' ? (first?.code ?? null) : null;
}
