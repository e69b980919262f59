import type { CacheExchangeOpts, UpdateResolver } from '@urql/exchange-graphcache';

/** The types of each interface: without them `... on Error` would be guessed, and its message lost. A test compares them with the schema. */
export const INTERFACES = {
  Error: [
    'BadUserInputError',
    'DatabaseUnavailableError',
    'EdgarUnavailableError',
    'IdempotencyKeyReusedError',
    'LlmUnavailableError',
    'NotFoundError',
    'QueueUnavailableError',
    'StorageUnavailableError',
  ],
  Node: ['Company', 'Filing', 'PrivateDocument', 'Question', 'StandingQuestion', 'Watchlist'],
};

/** Types without an id: values of their parent, not things of their own. A test compares this with the schema. */
export const VALUE_TYPES = [
  ...INTERFACES.Error,
  'Analysis',
  'AnalysisEvent',
  'AnalysisSentence',
  'Answer',
  'AnswerNumber',
  'AnswerSentence',
  'ApiKeySecret',
  'CertifiedFiling',
  'Citation',
  'CompletenessCertificate',
  'DeletedId',
  'Dimension',
  'FilingDocument',
  'FormerName',
  'Freshness',
  'IngestAccepted',
  'IngestRunCounts',
  'Interpretation',
  'InterpretedCompany',
  'InterpretedConcept',
  'InterpretedPeriod',
  'KeyFigure',
  'PipelineStatus',
  'Refusal',
  'Relaxation',
  'ReplayAccepted',
  'SearchHit',
  'SearchResult',
  'SearchedFiling',
  'Section',
  'StageStatus',
  'UploadTicket',
];

/** The root fields that a mutation makes stale, where its own answer does not carry the change. */
export const STALE: Record<string, readonly string[]> = {
  createWatchlist: ['watchlists'],
  deleteWatchlist: ['watchlists', 'watchlist', 'standingQuestions', 'filings'],
  addToWatchlist: ['filings', 'completeness'],
  removeFromWatchlist: ['filings', 'completeness'],
  createStandingQuestion: ['standingQuestions'],
  deleteStandingQuestion: ['standingQuestions'],
  deletePrivateDocument: ['privateDocuments', 'search'],
  createUpload: ['privateDocuments'],
  ask: ['questions'],
  cancelQuestion: ['questions'],
  replayDeadLetter: ['deadLetters', 'pipeline'],
  retryFiling: ['deadLetters', 'pipeline'],
  ingest: ['companies', 'company'],
};

/** Every list of the root by these names, whatever its arguments. */
const invalidate =
  (names: readonly string[]): UpdateResolver =>
  (_result, _args, cache) => {
    for (const { fieldKey, fieldName } of cache.inspectFields('Query')) if (names.includes(fieldName)) cache.invalidate('Query', fieldKey);
  };

/**
 * Lists are kept by their arguments and never merged: pages of a list stand below each other as components of their own, so that a
 * filter can never show another filter's rows.
 */
export const cacheOptions: Partial<CacheExchangeOpts> = {
  possibleTypes: INTERFACES,
  keys: Object.fromEntries(VALUE_TYPES.map((type) => [type, () => null])),
  updates: { Mutation: Object.fromEntries(Object.entries(STALE).map(([field, names]) => [field, invalidate(names)])) },
};
