import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import DataloaderPlugin from '@pothos/plugin-dataloader';
import ErrorsPlugin from '@pothos/plugin-errors';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import ValidationPlugin from '@pothos/plugin-validation';
import { isObjectType } from 'graphql';
import { AccessError, ValidationError } from '../../core/errors.ts';
import type PrismaTypes from '../../generated/pothos-types.ts';
import { getDatamodel } from '../../generated/pothos-types.ts';
import type { Context } from '../context.ts';

/** Plugins, scalars and scopes. Defines no types of the domain: each folder beside this file does. */
export const builder = new SchemaBuilder<{
  Context: Context;
  PrismaTypes: PrismaTypes;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
  AuthScopes: { signedIn: boolean; admin: boolean; operator: boolean };
  Scalars: {
    /** graphql-js prints no bigint: row numbers are printed by whoever returns them. */
    ID: { Input: string; Output: string };
    Date: { Input: string; Output: Date | string };
    DateTime: { Input: Date; Output: Date | string };
    JSON: { Input: never; Output: unknown };
  };
}>({
  plugins: [ErrorsPlugin, ScopeAuthPlugin, ComplexityPlugin, RelayPlugin, PrismaPlugin, DataloaderPlugin, ValidationPlugin],
  defaultFieldNullability: false,
  errors: { directResult: true },
  scopeAuth: {
    authorizeOnSubscribe: true,
    authScopes: ({ viewer }) => ({
      signedIn: viewer !== null,
      admin: viewer?.isAdmin ?? false,
      operator: viewer?.isOperator ?? false,
    }),
    unauthorizedError: (_parent, context) =>
      context.viewer
        ? new AccessError('FORBIDDEN', 'Your roles do not allow this')
        : new AccessError('UNAUTHENTICATED', 'Sign in, or send an API key as "Authorization: Bearer <key>"'),
  },
  // Costs are computed and judged once an operation, before anything resolves: server/graphql/guard.ts.
  complexity: { defaultComplexity: 1, defaultListMultiplier: 10 },
  relay: {
    nodesQueryOptions: false,
    nodeQueryOptions: {
      // A type that is no node has nothing by any id.
      resolve: (_root, { id }, _context, { schema }, resolveNode) => {
        const type = schema.getType(id.typename);
        return isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node') ? resolveNode(id) : null;
      },
    },
    // The connection itself counts its rows.
    edgesFieldOptions: { nullable: { list: false, items: false }, complexity: { field: 0, multiplier: 1 } },
    nodeFieldOptions: { nullable: false },
  },
  prisma: {
    client: ({ db }) => db,
    dmmf: getDatamodel(),
    defaultConnectionSize: 20,
    maxConnectionSize: 100,
    filterConnectionTotalCount: true,
  },
  validation: {
    validationError: ({ issues }) => new ValidationError(issues.map(({ message }) => message).join('; ')),
  },
});

builder.queryType({ authScopes: { signedIn: true } });
builder.mutationType({ authScopes: { signedIn: true } });
builder.subscriptionType({ authScopes: { signedIn: true } });
