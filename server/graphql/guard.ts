import { complexityFromQuery } from '@pothos/plugin-complexity';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getArgumentValues,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { ValidationError } from '../../core/errors.ts';
import { MAX_FIRST } from './connection.ts';

/** Cost of one operation: a field is 1, what stands below a list or connection counts once for each row asked for. */
export const MAX_COST = 10_000;

export interface Operation {
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName?: string | null;
  variableValues?: Record<string, unknown> | null;
}

/**
 * Judges an operation before anything of it resolves: page sizes and cost from the coerced variables, so that a variable, its default and
 * a literal count the same.
 * @throws {ValidationError} BAD_USER_INPUT, QUERY_TOO_COMPLEX
 */
export function guardOperation({ schema, document, operationName, variableValues }: Operation): void {
  const operation = getOperationAST(document, operationName);
  if (!operation) return;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {});
  // Wrong variables are the executor's to report.
  if (!coerced) return;
  const reached = reachedDocument(document, operation);
  checkPages(schema, reached, coerced);
  const { complexity } = complexityFromQuery(reached, { schema, ctx: {}, variables: variableValues ?? {} });
  if (complexity > MAX_COST)
    throw new ValidationError('The operation is too complex. Ask for less at a time.', { rule: 'cost' }, 'QUERY_TOO_COMPLEX');
}

/** The operation that runs and the fragments, without the other operations of the document. */
const reachedDocument = (document: DocumentNode, operation: OperationDefinitionNode): DocumentNode => ({
  ...document,
  definitions: document.definitions.filter((one) => one === operation || one.kind === Kind.FRAGMENT_DEFINITION),
});

const pageArguments = ['first', 'last', 'limit', 'pageSize'];

function checkPages(schema: GraphQLSchema, document: DocumentNode, variables: Record<string, unknown>): void {
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const field = types.getFieldDef();
        if (!field?.args.some(({ name }) => pageArguments.includes(name))) return;
        const values = argumentsOf(field, node, variables);
        for (const name of pageArguments) {
          const value = values[name];
          if (typeof value === 'number' && (value < 1 || value > MAX_FIRST))
            throw new ValidationError(`${name} must be from 1 to ${MAX_FIRST}`, { field: field.name });
        }
        if (typeof values.first === 'number' && typeof values.last === 'number')
          throw new ValidationError('Give first or last, not both', { field: field.name });
      },
    }),
  );
}

/** A fragment may use variables that only another operation declares: nothing to check then. */
function argumentsOf(...[field, node, variables]: Parameters<typeof getArgumentValues>): Record<string, unknown> {
  try {
    return getArgumentValues(field, node, variables);
  } catch (error) {
    if (error instanceof GraphQLError) return {};
    throw error;
  }
}
