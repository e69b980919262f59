import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Cache } from '../cache/types.ts';
import type { Database } from '../db/client.ts';
import type { EdgarTicker } from '../edgar/types.ts';
import { errorMessage } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { EmbeddingModel, LanguageModel } from '../model/types.ts';
import { type HybridRow, hybridQuery } from './hybrid-query.ts';
import { INDEX_VERSION } from './index-filing.ts';
import { rerankWithModel } from './model-rerank.ts';
import { pickFilings } from './pick-filings.ts';
import { privateQuery, readPrivateVersion } from './private-query.ts';
import { queryText } from './query-text.ts';
import { rerank } from './rerank.ts';
import { findSearchable, type IndexState, readCompanyIndex, readIndexState, refreshSearchStatistics } from './searchable.ts';
import type { Candidate, Degradation, Interpretation, SearchFilterInput, SearchOutcome } from './types.ts';
import { CompanyIndex } from './understand/company-index.ts';
import { weightedTerms } from './understand/query-terms.ts';
import { indexOfTickers, UNDERSTANDING_VERSION, understand } from './understand/understand.ts';

export interface SearchDeps {
  database: Database;
  embedding: EmbeddingModel;
  /** EDGAR's ticker map, to tell a company that is not ingested from one that does not exist. It may fail: the question goes on without. */
  tickers: () => Promise<readonly EdgarTicker[]>;
  logger: Logger;
  /** Absent: nothing is cached. */
  cache?: Cache;
  /** Reorders the first hits where set and generative. Off by default: features rank without a model. */
  reranker?: LanguageModel;
}

export interface SearchRequest {
  query: string;
  filter: SearchFilterInput;
  /** Hits wanted. */
  first: number;
  /** Whose own documents are searched too. */
  tenantId?: string;
}

export interface Search {
  /** Hits, best first, with how the question was understood. The same question over the same index gives the same hits. */
  search(request: SearchRequest): Promise<SearchOutcome>;
  /** The reading of a question alone. */
  understand(question: string, filter?: SearchFilterInput): Promise<Interpretation>;
}

/** Candidates that the legs hand to the reranker. */
const CANDIDATES = 120;
const STATE_MS = 1_000;
const COMPANIES_MS = 2_000;
const TICKERS_MS = 3_600_000;
/** Statistics older than this are brought up to date before they are used, while the index is small, else behind the search. */
const STATISTICS_MS = 30_000;
const SMALL_INDEX = 20_000;

export function createSearch(deps: SearchDeps): Search {
  const { database, embedding, logger, cache } = deps;
  const state = remembered(STATE_MS, () => currentState(database, logger));
  const companies = remembered(COMPANIES_MS, () => readCompanyIndex(database));
  const none = new CompanyIndex([]);
  const tickers = remembered(TICKERS_MS, async () => indexOfTickers(await deps.tickers()));
  const understandDeps = {
    companies,
    edgarTickers: () =>
      tickers().catch((error: unknown) => {
        logger.debug({ reason: errorMessage(error) }, 'the ticker map is not at hand');
        return none;
      }),
  };

  async function embedQuery(text: string): Promise<Float32Array | null> {
    const key = `embedding:${embedding.id}:${digest(text)}`;
    const kept = await cache?.get<number[]>(key);
    if (kept) return Float32Array.from(kept);
    try {
      const [vector] = await embedding.embed([text], 'QUERY');
      if (!vector) return null;
      await cache?.set(key, [...vector]);
      return vector;
    } catch (error) {
      // Never another model's space: the text leg serves alone.
      logger.warn({ reason: errorMessage(error) }, 'the question could not be embedded');
      return null;
    }
  }

  const ownVersions = new LRUCache<string, () => Promise<string | null>>({ max: 2_000 });
  function ownVersion(tenantId: string): Promise<string | null> {
    let ask = ownVersions.get(tenantId);
    if (!ask) {
      ask = remembered(STATE_MS, () => readPrivateVersion(database, tenantId));
      ownVersions.set(tenantId, ask);
    }
    return ask();
  }

  async function run(request: SearchRequest, index: IndexState, hasOwn: boolean): Promise<SearchOutcome> {
    const timingsMs: Record<string, number> = {};
    const clock = stopwatch(timingsMs);
    const degraded: Degradation[] = [];
    const { query, filter, first, tenantId } = request;
    const interpretation = await understand(query, filter, understandDeps);
    clock('understand');
    const ciks = companiesOf(interpretation, filter);
    const isBounded = ciks !== null || Boolean(filter.accessionNumbers?.length);
    const isFiltered = isBounded || hasFilter(filter) || interpretation.periods.length > 0 || interpretation.forms.length > 0;
    const rows = isFiltered && ciks?.length !== 0 ? await findSearchable(database, ciks, filter) : [];
    const picked = pickFilings(rows, interpretation, isBounded);
    interpretation.relaxations = picked.relaxations;
    const filings = !isFiltered ? null : (picked.filings ?? rows);
    clock('filings');
    const terms = weightedTerms(interpretation);
    const vector = await embedQuery(queryText(interpretation));
    if (!vector) degraded.push('EMBEDDING');
    clock('embed');
    const legs = { terms, vector, embeddingModel: embedding.id, limit: CANDIDATES };
    const [found, own] = await Promise.all([
      filings?.length === 0
        ? []
        : hybridQuery(database.pool, {
            ...legs,
            filings: filings?.map(({ filingId }) => filingId) ?? null,
            chunks: filings?.reduce((sum, { chunks }) => sum + chunks, 0) ?? index.chunks,
          }),
      tenantId && hasOwn && !filter.accessionNumbers?.length ? privateQuery(database, tenantId, legs) : [],
    ]);
    clock('legs');
    const owners = new Map(own.map((row) => [row, row.privateDocumentId]));
    let ranked = rerank([...found, ...own], interpretation, picked.scores);
    clock('rerank');
    if (deps.reranker?.generative) {
      const again = await rerankWithModel(deps.reranker, query, ranked, logger);
      if (again) ranked = again;
      else degraded.push('LLM');
      clock('model');
    }
    const hits = ranked.slice(0, first).map(({ row, score, features }): Candidate => {
      const owner = owners.get(row as HybridRow & { privateDocumentId: string });
      return {
        chunkId: row.chunkId,
        score,
        features,
        ...(owner ? { privateDocumentId: owner } : {}),
        ...(row.textRank === null ? {} : { textRank: row.textRank }),
        ...(row.vectorRank === null ? {} : { vectorRank: row.vectorRank }),
      };
    });
    return { interpretation, hits, degraded, timingsMs };
  }

  return {
    understand: (question, filter = {}) => understand(question, filter, understandDeps),
    async search(request) {
      const { tenantId } = request;
      const [index, own] = await Promise.all([state(), tenantId ? ownVersion(tenantId) : null]);
      if (!cache) return run(request, index, own !== null);
      // Results over public filings alone are shared; those that hold a tenant's own documents carry the tenant and its documents' version.
      const scope = own === null ? '' : `${tenantId}:${own}`;
      const asked = digest(JSON.stringify([request.query, request.filter, request.first]));
      const key = `search:${INDEX_VERSION}.${UNDERSTANDING_VERSION}:${index.version}:${embedding.id}:${deps.reranker?.id ?? ''}:${scope}:${asked}`;
      const kept = await cache.get<Stored>(key);
      if (kept) return { ...kept, hits: kept.hits.map((hit) => ({ ...hit, chunkId: BigInt(hit.chunkId) })), timingsMs: { cache: 0 } };
      const outcome = await run(request, index, own !== null);
      if (outcome.degraded.length === 0)
        await cache.set(key, { ...outcome, hits: outcome.hits.map((hit) => ({ ...hit, chunkId: String(hit.chunkId) })) });
      return outcome;
    },
  };
}

type Stored = Omit<SearchOutcome, 'hits'> & { hits: (Omit<Candidate, 'chunkId'> & { chunkId: string })[] };

/** Null: every company. Empty: the company that is asked about is not held, and no other will do. */
function companiesOf(interpretation: Interpretation, filter: SearchFilterInput): number[] | null {
  if (interpretation.companies.length > 0) return interpretation.companies.map(({ cik }) => cik);
  if (filter.tickers?.length) return [];
  if (filter.accessionNumbers?.length) return null;
  return interpretation.notIngestedCompanies.length > 0 ? [] : null;
}

const hasFilter = (filter: SearchFilterInput): boolean =>
  Boolean(
    filter.forms?.length || filter.fiscalYears?.length || filter.fiscalPeriods?.length || filter.accessionNumbers?.length || filter.asOf,
  );

async function currentState(database: Database, logger: Logger): Promise<IndexState> {
  const state = await readIndexState(database);
  if (state.uncounted === 0 || (state.statisticsAgeMs < STATISTICS_MS && state.uncounted < state.filings)) return state;
  const refresh = refreshSearchStatistics(database, 50).catch((error: unknown) => {
    logger.warn({ reason: errorMessage(error) }, 'the search statistics could not be brought up to date');
    return 0;
  });
  if (state.chunks <= SMALL_INDEX) await refresh;
  return state;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 32);

function stopwatch(into: Record<string, number>): (name: string) => void {
  let last = performance.now();
  return (name) => {
    const now = performance.now();
    into[name] = Math.round((now - last) * 100) / 100;
    last = now;
  };
}

/** Asks once and remembers for a while; those who ask meanwhile wait for the same answer. A failure is not remembered. */
function remembered<T>(ms: number, ask: () => Promise<T>): () => Promise<T> {
  let kept: { value: Promise<T>; until: number } | undefined;
  return () => {
    const now = performance.now();
    if (kept && kept.until > now) return kept.value;
    const value = ask();
    const mine = { value, until: now + ms };
    kept = mine;
    value.catch(() => {
      if (kept === mine) kept = undefined;
    });
    return value;
  };
}
