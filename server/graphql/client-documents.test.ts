import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { complexityFromQuery } from '@pothos/plugin-complexity';
import { Kind, NoUnusedFragmentsRule, parse, specifiedRules, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { MAX_COST } from './guard.ts';
import { schema } from './schema.ts';

const client = fileURLToPath(new URL('../../client', import.meta.url));
const sources = readdirSync(client, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/^(gql|dist)\//.test(file))
  .map((file) => readFileSync(join(client, file), 'utf8'));
/** What codegen reads: the argument of each `graphql()`. */
const documents = parse(
  sources.flatMap((source) => [...source.matchAll(/\bgraphql\(\s*`([^`]+)`/g)].map(([, text]) => text ?? '')).join('\n'),
);

const examples: Record<string, unknown> = { ID: 'x', String: 'x', Int: 20, Date: '2025-01-01' };

describe("the web app's documents", () => {
  it('fit the schema', () => {
    const rules = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);
    expect(validate(schema, documents, rules).map(({ message }) => message)).toEqual([]);
    expect(documents.definitions.length).toBeGreaterThan(10);
  });

  it('stay well below the cost of what is refused', () => {
    const fragments = documents.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
    for (const operation of documents.definitions) {
      if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
      const required = (operation.variableDefinitions ?? []).flatMap(({ variable, type }) =>
        type.kind === Kind.NON_NULL_TYPE && type.type.kind === Kind.NAMED_TYPE
          ? [[variable.name.value, type.type.name.value] as const]
          : [],
      );
      // An input object holds no page size.
      if (required.some(([, type]) => !(type in examples))) continue;
      const variables = Object.fromEntries(required.map(([name, type]) => [name, examples[type]]));
      const document = { kind: documents.kind, definitions: [operation, ...fragments] };
      const { complexity } = complexityFromQuery(document, { schema, ctx: {}, variables });
      expect([operation.name?.value, complexity < MAX_COST / 2]).toEqual([operation.name?.value, true]);
    }
  });
});
