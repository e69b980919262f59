import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { createClient as createSocket } from 'graphql-ws';
import { Client, fetchExchange, subscriptionExchange } from 'urql';
import { apiKey } from './session.ts';

/** Types that are values of their parent, not things with an identity of their own. */
const VALUES = [
  'Analysis',
  'AnalysisEvent',
  'Answer',
  'AnswerNumber',
  'AnswerSentence',
  'Citation',
  'CompletenessCertificate',
  'CompletenessEntry',
  'Dimension',
  'FilingDocument',
  'FilingEvent',
  'FilingStatusEvent',
  'Interpretation',
  'InterpretedCompany',
  'InterpretedConcept',
  'InterpretedPeriod',
  'KeyFigure',
  'PipelineStatus',
  'Refusal',
  'Relaxation',
  'SearchHit',
  'SearchResult',
  'SearchedFiling',
  'Section',
  'StageStatus',
  'SummarySentence',
  'Viewer',
];

/** One client a page: normalised cache, HTTP for queries and mutations, one WebSocket for every subscription. */
export function createUrqlClient(): Client {
  const socket = createSocket({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: () => (apiKey() ? { authorization: `Bearer ${apiKey()}` } : {}),
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
  });
  return new Client({
    url: '/graphql',
    preferGetMethod: false,
    fetchOptions: () => ({ headers: { 'x-graphql-csrf': '1', ...(apiKey() ? { authorization: `Bearer ${apiKey()}` } : {}) } }),
    exchanges: [
      cacheExchange({
        keys: Object.fromEntries(VALUES.map((type) => [type, () => null])),
        resolvers: {
          Query: { filings: relayPagination(), questions: relayPagination(), deadLetters: relayPagination() },
          Company: { filings: relayPagination() },
        },
        updates: {
          Mutation: Object.fromEntries(
            ['createWatchlist', 'deleteWatchlist', 'addToWatchlist', 'removeFromWatchlist', 'ask', 'replayDeadLetter', 'ingest'].map(
              (field) => [
                field,
                (_result, _args, cache) => {
                  for (const { fieldKey, fieldName } of cache.inspectFields('Query'))
                    if (REFRESHED[field]?.includes(fieldName)) cache.invalidate('Query', fieldKey);
                },
              ],
            ),
          ),
        },
      }),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query: query ?? '', variables }, sink) }),
        }),
      }),
    ],
  });
}

/** What a mutation makes stale, where its own answer does not carry the change. */
const REFRESHED: Record<string, string[]> = {
  createWatchlist: ['watchlists'],
  deleteWatchlist: ['watchlists'],
  addToWatchlist: ['watchlists', 'watchlist'],
  removeFromWatchlist: ['watchlists', 'watchlist'],
  ask: ['questions'],
  replayDeadLetter: ['deadLetters', 'pipeline'],
  ingest: ['filings', 'companies'],
};
