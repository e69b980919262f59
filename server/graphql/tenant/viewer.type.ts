import type { Viewer as Shape } from '../../../core/tenant/viewer.ts';
import { viewerOf } from '../../context.ts';
import { builder } from '../builder.ts';
import { RoleEnum } from '../enums.ts';

const Tenant = builder.prismaObject('Tenant', {
  fields: (t) => ({ id: t.exposeID('id'), name: t.exposeString('name') }),
});

const Viewer = builder.objectRef<Shape>('Viewer').implement({
  description: 'Who asks.',
  fields: (t) => ({
    id: t.exposeID('userId'),
    displayName: t.exposeString('displayName'),
    roles: t.field({ type: [RoleEnum], resolve: ({ roles }) => [...roles] }),
    isAdmin: t.exposeBoolean('isAdmin'),
    isOperator: t.exposeBoolean('isOperator'),
    tenant: t.prismaField({
      type: Tenant,
      resolve: (query, { tenantId }, _args, { db }) => db.tenant.findUniqueOrThrow({ ...query, where: { id: tenantId } }),
    }),
  }),
});

builder.queryField('viewer', (t) => t.field({ type: Viewer, resolve: (_root, _args, context) => viewerOf(context) }));
