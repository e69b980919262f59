import { createAnalyseHandler } from './analysis/analyse-filing.ts';
import { type Answers, createAnswers } from './answer/answer.service.ts';
import { createIndexedReview } from './answer/review-indexed.ts';
import { createStandingQuestions, type StandingQuestions } from './answer/standing/standing-questions.ts';
import { Closers } from './app/closers.ts';
import { openStores, type StoreOptions, type Stores } from './app/stores.ts';
import { type Breaker, createBreaker } from './breaker.ts';
import type { Config } from './config.ts';
import { assertSafeRole } from './db/role-check.ts';
import { createUploads, type Uploads } from './document-upload/upload.service.ts';
import { edgarBreakerPolicy } from './edgar/breaker-policy.ts';
import { createEdgarClient } from './edgar/edgar-client.ts';
import { tickersByName } from './edgar/tickers-by-name.ts';
import type { EdgarClient } from './edgar/types.ts';
import { createParser, type Parser, type ParserOptions } from './filing/document/parser.ts';
import { createIngestHandler } from './filing/ingest-filing.ts';
import type { Logger } from './logger.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createModels } from './model/models.ts';
import type { Models } from './model/types.ts';
import type { StageHandler } from './pipeline/types.ts';
import { createIndexHandler } from './search/index-filing.ts';
import { createSearch, type Search } from './search/search.service.ts';
import { type ApiKeyService, createApiKeyService } from './tenant/api-key.service.ts';
import { createWatchlistService, type WatchlistService } from './tenant/watchlist.service.ts';

/** The product without its doors: what the API, the worker and the commands stand on. */
export interface App {
  readonly config: Config;
  readonly logger: Logger;
  readonly stores: Stores;
  readonly edgar: EdgarClient;
  readonly edgarBreaker: Breaker;
  readonly models: Models;
  readonly metrics: Metrics;
  /** The three stages, and the same again for large filings, with a parser thread of their own. */
  readonly handlers: readonly StageHandler[];
  readonly giantHandlers: readonly StageHandler[];
  readonly search: Search;
  readonly answers: Answers;
  readonly standingQuestions: StandingQuestions;
  readonly uploads: Uploads;
  readonly keys: ApiKeyService;
  readonly watchlists: WatchlistService;
  /** Listens for cancellations, takes up questions of dead processes and reviews answers as filings are INDEXED: what an API process does. */
  startAnswering(): Promise<void>;
  close(): Promise<void>;
}

const PARSER = { timeoutMs: 20_000, memoryMb: 256 };
const GIANT_PARSER = { timeoutMs: 120_000, memoryMb: 1024 };

/**
 * Builds everything from a config, the only place that does. Nothing polls, listens or takes work yet.
 * @throws {ValidationError} RLS_ROLE_UNSAFE, DATA_DIR_LOCKED, CONFIG_INVALID; {TransportError} when a store cannot be reached
 */
export async function createApp(config: Config, logger: Logger, options: StoreOptions = {}): Promise<App> {
  const closers = new Closers(logger);
  try {
    const stores = await openStores(config, logger, options);
    closers.add('stores', () => stores.close());
    const { database, objects, events, cache, limits, breakers } = stores;
    await assertSafeRole(database);

    const models = createModels(config.gemini, { logger, breakerStore: breakers });
    const edgarBreaker = createBreaker({ name: 'EDGAR', store: breakers, policy: edgarBreakerPolicy, logger });
    const edgar = createEdgarClient({ config: config.edgar, pace: limits.pace, breaker: edgarBreaker, logger });
    closers.add('EDGAR client', async () => edgar.close());

    const parserWith = (limits: ParserOptions): Parser => {
      const parser = createParser(limits);
      closers.add('parser', () => parser.close());
      return parser;
    };
    const handlersWith = (parser: Parser): StageHandler[] => {
      const language = models.language.generative ? models.language : null;
      return [
        createIngestHandler({ database, edgar, store: objects }),
        createAnalyseHandler({ database, store: objects, parser, language }),
        createIndexHandler({ database, store: objects, embedding: models.embedding }),
      ];
    };
    const lookUp = tickersByName(edgar);
    const search = createSearch({ database, embedding: models.embedding, tickers: () => edgar.tickers(), logger, cache });
    const answers = createAnswers({
      database,
      store: objects,
      events,
      logger,
      language: models.language,
      understand: search.understand,
      search: search.search,
      knownToEdgar: lookUp.known,
      tokensPerDay: config.limits.tokensPerDay,
    });
    closers.add('answers', () => answers.close());
    const standingQuestions = createStandingQuestions({ database, events, logger, answers });
    const review = createIndexedReview({ database, events, logger, standing: standingQuestions });
    closers.add('review of answers', () => review.close());
    const uploads = createUploads({
      database,
      store: objects,
      events,
      logger,
      parser: parserWith(PARSER),
      embedding: models.embedding,
      secret: config.auth.apiKeyPepper,
    });
    closers.add('uploads', () => uploads.close());
    return {
      config,
      logger,
      stores,
      edgar,
      edgarBreaker,
      models,
      metrics: createMetrics(),
      handlers: handlersWith(parserWith(PARSER)),
      giantHandlers: handlersWith(parserWith(GIANT_PARSER)),
      search,
      answers,
      standingQuestions,
      uploads,
      keys: createApiKeyService({ database, events, peppers: [config.auth.apiKeyPepper] }),
      watchlists: createWatchlistService({ database, resolveTickers: lookUp.ciks }),
      async startAnswering() {
        await answers.start();
        await review.start();
        uploads.start();
      },
      close: () => closers.close(),
    };
  } catch (error) {
    await closers.close();
    throw error;
  }
}
