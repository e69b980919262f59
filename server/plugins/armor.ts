import { EnvelopArmorPlugin } from '@escape.tech/graphql-armor';
import { GraphQLError, NoSchemaIntrospectionCustomRule } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { requestError, tooComplexMessage } from '../public-error.ts';

/** A question with the names of the companies its sentences cite is 7 deep, a page of a filing's facts with their dimensions 8. */
const MAX_DEPTH = 8;

const rule = (name: string, n: number) => ({
  n,
  exposeLimits: false,
  errorMessage: tooComplexMessage(name),
});

/**
 * Depth, aliases, directives and tokens. Cost is not among them: this package multiplies by literal page sizes only;
 * server/graphql/guard.ts counts with coerced variables.
 */
export const armor = ({ development }: { development: boolean }): Plugin[] => [
  EnvelopArmorPlugin({
    maxDepth: { enabled: true, flattenFragments: true, ...rule('depth', MAX_DEPTH) },
    maxAliases: { enabled: true, ...rule('aliases', 15) },
    maxDirectives: { enabled: true, ...rule('directives', 50) },
    maxTokens: { enabled: true, ...rule('tokens', 1000) },
    costLimit: { enabled: false },
    blockFieldSuggestion: { enabled: !development },
  }) as Plugin,
  { onValidate: ({ addValidationRule }) => (development ? undefined : addValidationRule(NoSchemaIntrospectionCustomRule)) },
  codes,
];

/** Codes and statuses of requests that were refused before they ran, on HTTP and sockets alike. */
const codes: Plugin = {
  onParse: () => {
    return ({ result, replaceParseResult }) => {
      if (result instanceof GraphQLError) replaceParseResult(requestError(result, 'GRAPHQL_PARSE_FAILED'));
    };
  },
  onValidate: ({ validateFn, setValidationFn }) => {
    setValidationFn((...args: Parameters<typeof validateFn>) => {
      try {
        return validateFn(...args);
      } catch (error) {
        if (error instanceof GraphQLError) return [error];
        throw error;
      }
    });
    return ({ result, setResult }) => {
      if (result.length > 0) setResult(result.map((error) => requestError(error as GraphQLError, 'GRAPHQL_VALIDATION_FAILED')));
    };
  },
};
