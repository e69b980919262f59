import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { printedSchema } from './printed-schema.ts';
import { schema } from './schema.ts';

const fieldsOf = (name: string) => {
  const type = schema.getType(name);
  return type && 'getFields' in type ? Object.keys(type.getFields()) : [];
};

describe('the schema', () => {
  it('is the one that is committed: run `npm run schema` after a change', () => {
    expect(printedSchema()).toBe(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
  });

  it.each([
    [
      'Query',
      'viewer node company companies filing filings search facts watchlists watchlist question questions ingestRun completeness apiKeys auditLog deadLetters pipeline',
    ],
    [
      'Mutation',
      'ingest ask cancelQuestion createUpload createWatchlist renameWatchlist deleteWatchlist addToWatchlist removeFromWatchlist createStandingQuestion deleteStandingQuestion createApiKey rotateApiKey revokeApiKey replayDeadLetter retryFiling',
    ],
    ['Subscription', 'filingStatusChanged answerProgress'],
    [
      'Filing',
      'id accessionNumber company companies form items filedAt acceptedAt firstSeenAt periodEnd fiscalYear fiscalPeriod status documents sections facts analysis events amends amendedBy url',
    ],
    ['Section', 'key title documentName text charStart charEnd status confidence reason'],
    ['Fact', 'id concept label value unit periodStart periodEnd dimensions decimals filing documentName charStart charEnd derivedFrom'],
    ['Answer', 'text sentences numbers refusal interpretation model degraded stale receipt'],
    ['Refusal', 'reason message searched missing action'],
    ['FilingStatusEvent', 'id filing from to at'],
    ['AskInput', 'question tickers accessionNumbers watchlistId followsQuestionId asOf idempotencyKey'],
    ['SearchFilter', 'tickers accessionNumbers forms fiscalYears fiscalPeriods asOf'],
    ['FilingFilter', 'tickers forms statuses filedFrom filedTo watchlistId'],
    ['FactFilter', 'tickers accessionNumbers concepts fiscalYears dimensions asOf'],
  ])('%s has every field of the contract', (type, fields) => {
    expect(fieldsOf(type)).toEqual(expect.arrayContaining(fields.split(' ')));
  });

  it('takes no tenant and no role from a caller but the role of a new key', () => {
    const inputs = Object.values(schema.getTypeMap()).filter((type) => type.astNode === undefined && type.name.endsWith('Input'));
    for (const { name } of inputs) expect(fieldsOf(name).filter((field) => /tenant/i.test(field))).toEqual([]);
  });
});
