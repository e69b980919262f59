import { readFileSync } from 'node:fs';
import { cacheExchange } from '@urql/exchange-graphcache';
import { buildSchema, isInterfaceType, isObjectType } from 'graphql';
import { Client, fetchExchange } from 'urql';
import { describe, expect, it } from 'vitest';
import { cacheOptions, INTERFACES, STALE, VALUE_TYPES } from './cache.ts';

const schema = buildSchema(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));
const sorted = (types: Record<string, string[]>) =>
  Object.entries(types)
    .map(([name, of]) => [name, [...of].sort()])
    .sort();
const roots = ['Query', 'Mutation', 'Subscription'];
/** Graphcache knows Relay's own types for values. */
const isRelay = (name: string) => /^__|PageInfo|(Connection|Edge)$/.test(name);

describe('the cache', () => {
  it('names every type of the schema that has no id, and no other', () => {
    const withoutId = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .filter(({ name }) => !roots.includes(name) && !isRelay(name))
      .filter((type) => !('id' in type.getFields()))
      .map(({ name }) => name);
    expect([...VALUE_TYPES].sort()).toEqual(withoutId.sort());
  });

  it('knows which types each interface has', () => {
    const interfaces = Object.values(schema.getTypeMap()).filter(isInterfaceType);
    const types = interfaces.map((one) => [one.name, schema.getPossibleTypes(one).map(({ name }) => name)]);
    expect(sorted(INTERFACES)).toEqual(sorted(Object.fromEntries(types)));
  });

  it('refreshes fields that exist, after mutations that exist', () => {
    expect(Object.keys(schema.getMutationType()?.getFields() ?? {})).toEqual(expect.arrayContaining(Object.keys(STALE)));
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).toEqual(
      expect.arrayContaining([...new Set(Object.values(STALE).flat())]),
    );
  });
});

describe('the cache at work', () => {
  it('hands on the message of a mutation that failed', async () => {
    const answer = { data: { createWatchlist: { __typename: 'NotFoundError', message: 'No company is listed as NOPE.' } } };
    const client = new Client({
      url: 'http://localhost/graphql',
      preferGetMethod: false,
      fetch: () => Promise.resolve(Response.json(answer)),
      exchanges: [cacheExchange(cacheOptions), fetchExchange],
    });
    const mutation = 'mutation { createWatchlist(input: { name: "a" }) { __typename ... on Watchlist { id } ... on Error { message } } }';
    expect((await client.mutation(mutation, {}).toPromise()).data).toEqual(answer.data);
  });
});
