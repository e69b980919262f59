import { randomUUID } from 'node:crypto';
import type { Role, Tenant, User } from '../../generated/prisma/client.ts';
import type { Database } from '../db/client.ts';
import { isDuplicate } from '../db/errors.ts';
import { inScope, setScope, type Tx, withTenant } from '../db/tenancy.ts';
import { NotFoundError, ValidationError } from '../errors.ts';
import { appendAuditAs } from './audit.ts';
import type { Viewer } from './viewer.ts';

const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._&'-]{0,99}$/u;

/** @throws {ValidationError} BAD_USER_INPUT for a name that is taken or has odd characters */
export async function createTenant(database: Database, { name, actor = 'cli' }: { name: string; actor?: string }): Promise<Tenant> {
  if (!NAME.test(name)) throw new ValidationError("A tenant name has 1 to 100 letters, digits, spaces or . _ & ' -");
  const id = randomUUID();
  try {
    return await withTenant(database, id, async (tx) => {
      const tenant = await tx.tenant.create({ data: { id, name } });
      await appendAuditAs(tx, { tenantId: id, actor, action: 'create-tenant', subject: id, details: { name } });
      return tenant;
    });
  } catch (error) {
    if (isDuplicate(error)) throw new ValidationError(`There is a tenant "${name}" already.`, { name });
    throw error;
  }
}

export const findTenantByName = (database: Database, name: string): Promise<Tenant | null> =>
  inScope(database, { tenant_name: name }, (tx) => tx.tenant.findUnique({ where: { name } }));

/** @throws {NotFoundError} */
export async function getTenantByName(database: Database, name: string): Promise<Tenant> {
  const tenant = await findTenantByName(database, name);
  if (!tenant) throw new NotFoundError(`There is no tenant "${name}". \`gravity tenants create\` makes one.`, { name });
  return tenant;
}

export interface MemberInput {
  /** The identity provider's subject, or `key:<id>`. */
  subject: string;
  displayName: string;
  roles: Role[];
}

/** Makes the user where there is none, and its membership or its new roles. Inside a transaction of the tenant. */
export async function addMember(tx: Tx, tenantId: string, { subject, displayName, roles }: MemberInput): Promise<User> {
  await setScope(tx, { subject });
  await tx.user.createMany({ data: { id: randomUUID(), subject, displayName }, skipDuplicates: true });
  const user = await tx.user.findUniqueOrThrow({ where: { subject } });
  await tx.membership.upsert({
    where: { tenantId_userId: { tenantId, userId: user.id } },
    create: { tenantId, userId: user.id, roles },
    update: { roles },
  });
  return user;
}

/**
 * Who a verified subject is: the member of the named tenant, or of its only one. Null for a subject that is unknown, disabled, no member,
 * or a member of several tenants that names none.
 */
export function findViewer(database: Database, { subject, tenantId }: { subject: string; tenantId?: string }): Promise<Viewer | null> {
  return inScope(database, { subject }, async (tx) => {
    const user = await tx.user.findUnique({ where: { subject } });
    if (!user || user.disabledAt) return null;
    await setScope(tx, { user: user.id });
    const memberships = await tx.membership.findMany({ where: { userId: user.id, tenantId }, take: 2 });
    const [membership] = memberships;
    if (!membership || memberships.length > 1) return null;
    return viewerOf({ tenantId: membership.tenantId, userId: user.id, displayName: user.displayName, roles: membership.roles });
  });
}

export const viewerOf = (viewer: Pick<Viewer, 'tenantId' | 'userId' | 'displayName' | 'roles' | 'apiKeyId'>): Viewer => ({
  ...viewer,
  isOperator: viewer.roles.includes('OPERATOR'),
  isAdmin: viewer.roles.includes('ADMIN'),
  isLocalOwner: false,
});
