import type { Prisma } from '../../../generated/prisma/client.ts';
import { builder } from '../builder.ts';
import { connectionComplexity, nonEmpty } from '../connection.ts';
import { sharedConnection } from '../shared-connection.ts';

const AuditEntry = builder.prismaObject('AuditEntry', {
  description: "One entry of the tenant's chain: `hash` covers it and the entry before it.",
  fields: (t) => ({
    id: t.id({ select: { id: true }, resolve: ({ id }) => String(id) }),
    sequence: t.string({ select: { sequence: true }, resolve: ({ sequence }) => String(sequence) }),
    actor: t.exposeString('actor'),
    action: t.exposeString('action'),
    subject: t.exposeString('subject', { nullable: true }),
    outcome: t.exposeString('outcome'),
    requestId: t.exposeString('requestId', { nullable: true }),
    details: t.field({ type: 'JSON', select: { details: true }, resolve: ({ details }) => details }),
    at: t.expose('at', { type: 'DateTime' }),
    hash: t.exposeString('hash'),
  }),
});

const [AuditEntryConnection, AuditEntryEdge] = sharedConnection(AuditEntry, 'AuditEntry');

const AuditFilter = builder.inputType('AuditFilter', {
  fields: (t) => ({
    actor: t.string(),
    action: t.string(),
    subject: t.string(),
    outcome: t.string(),
    from: t.field({ type: 'DateTime', description: 'Inclusive.' }),
    to: t.field({ type: 'DateTime', description: 'Exclusive.' }),
  }),
});

const whereOf = (filter: typeof AuditFilter.$inferInput | null | undefined): Prisma.AuditEntryWhereInput => {
  const { from, to, ...equal } = filter ?? {};
  const same = Object.fromEntries(Object.entries(equal).filter(([, value]) => value !== null && value !== undefined));
  return { ...same, ...((from || to) && { at: { ...(from && { gte: from }), ...(to && { lt: to }) } }) };
};

builder.queryField('auditLog', (t) =>
  t.prismaConnection(
    {
      type: AuditEntry,
      cursor: 'id',
      authScopes: { admin: true },
      description: 'Newest first. For administrators.',
      args: { filter: t.arg({ type: AuditFilter }) },
      complexity: connectionComplexity,
      totalCount: (_connection, { filter }, { db }) => db.auditEntry.count({ where: whereOf(filter) }),
      resolve: (query, _root, { filter }, { db }) =>
        db.auditEntry.findMany({ ...nonEmpty(query), where: whereOf(filter), orderBy: [{ id: 'desc' }] }),
    },
    AuditEntryConnection,
    AuditEntryEdge,
  ),
);
