import { AccessError } from '../../../core/errors.ts';
import type { NewApiKey } from '../../../core/tenant/api-key.service.ts';
import type { Viewer } from '../../../core/tenant/viewer.ts';
import type { Role } from '../../../generated/prisma/client.ts';
import { type Context, callerOf, viewerOf } from '../../context.ts';
import { builder } from '../builder.ts';
import { nonEmpty } from '../connection.ts';
import { absent, idOrNotFound } from '../deleted-id.ts';
import { RoleEnum } from '../enums.ts';
import { asResult, resultOf } from '../errors.ts';

const ApiKey = builder.prismaObject('ApiKey', {
  description: 'Only its hash is kept.',
  fields: (t) => ({
    id: t.exposeID('id'),
    name: t.exposeString('name'),
    role: t.expose('role', { type: RoleEnum }),
    prefix: t.exposeString('prefix', { description: 'The visible start of the key.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true }),
    lastUsedAt: t.expose('lastUsedAt', { type: 'DateTime', nullable: true }),
  }),
});

const ApiKeySecret = builder.objectRef<NewApiKey>('ApiKeySecret').implement({
  description: 'A key just made. `secret` is shown here and never again.',
  fields: (t) => ({
    secret: t.exposeString('secret'),
    apiKey: t.prismaField({
      type: ApiKey,
      resolve: (query, { id }, _args, { db }) => db.apiKey.findUniqueOrThrow({ ...query, where: { id } }),
    }),
  }),
});

const CreateApiKeyInput = builder.inputType('CreateApiKeyInput', {
  fields: (t) => ({
    name: t.string({ required: true }),
    role: t.field({ type: RoleEnum, required: true }),
    days: t.int({ description: 'Until it expires: 90 when omitted.' }),
  }),
});

builder.queryField('apiKeys', (t) =>
  t.prismaField({
    type: [ApiKey],
    authScopes: { admin: true },
    description: 'For administrators.',
    resolve: (query, _root, _args, { db }) => db.apiKey.findMany({ ...nonEmpty(query), orderBy: [{ createdAt: 'desc' }] }),
  }),
);

async function load(query: object, { db }: Context, id: string) {
  const found = await db.apiKey.findUnique({ ...nonEmpty(query), where: { id } });
  if (!found) throw absent('ApiKey');
  return found;
}

/** An operator sees the pipeline of all tenants: an administrator of one must not make another. @throws {AccessError} FORBIDDEN */
function mayGive(viewer: Viewer, role: Role): void {
  if (role === 'OPERATOR' && !viewer.isOperator) throw new AccessError('FORBIDDEN', 'Only an operator may give out the operator role');
}

builder.mutationFields((t) => ({
  createApiKey: t.field({
    type: ApiKeySecret,
    authScopes: { admin: true },
    errors: resultOf('CreateApiKey'),
    args: { input: t.arg({ type: CreateApiKeyInput, required: true }) },
    resolve: (_root, { input }, context) =>
      asResult(async () => {
        mayGive(viewerOf(context), input.role);
        return context.deps.keys.create(callerOf(context), { name: input.name, role: input.role, days: input.days ?? undefined });
      }),
  }),
  rotateApiKey: t.field({
    type: ApiKeySecret,
    authScopes: { admin: true },
    description: 'A new secret under the same name and role. The old key goes on for seven days at most.',
    errors: resultOf('RotateApiKey', 'NOT_FOUND'),
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) =>
      asResult(async () => {
        const uuid = idOrNotFound(id, 'ApiKey');
        const key = await context.db.apiKey.findUnique({ where: { id: uuid }, select: { role: true } });
        if (!key) throw absent('ApiKey');
        mayGive(viewerOf(context), key.role);
        return context.deps.keys.rotate(callerOf(context), uuid);
      }),
  }),
  revokeApiKey: t.prismaField({
    type: ApiKey,
    authScopes: { admin: true },
    errors: resultOf('RevokeApiKey', 'NOT_FOUND'),
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }, context) =>
      asResult(async () => {
        const uuid = idOrNotFound(id, 'ApiKey');
        await context.deps.keys.revoke(callerOf(context), uuid);
        return load(query, context, uuid);
      }),
  }),
}));
