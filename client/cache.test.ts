import { readFileSync } from 'node:fs';
import { buildSchema, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { STALE, VALUE_TYPES } from './cache.ts';

const schema = buildSchema(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));
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

  it('refreshes fields that exist, after mutations that exist', () => {
    expect(Object.keys(schema.getMutationType()?.getFields() ?? {})).toEqual(expect.arrayContaining(Object.keys(STALE)));
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).toEqual(
      expect.arrayContaining([...new Set(Object.values(STALE).flat())]),
    );
  });
});
