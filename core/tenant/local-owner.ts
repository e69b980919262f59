import type { Database } from '../db/client.ts';
import { withTenant } from '../db/tenancy.ts';
import { ValidationError } from '../errors.ts';
import { addMember, createTenant, findTenantByName, viewerOf } from './tenant.service.ts';
import type { Viewer } from './viewer.ts';

export const LOCAL_TENANT = 'local';

/** The owner of tenant `local`, made on the first start: administrator and operator. Only for a server that is bound to loopback. */
export async function ensureLocalOwner(database: Database): Promise<Viewer> {
  const tenant = (await findTenantByName(database, LOCAL_TENANT)) ?? (await createOrFind(database));
  const roles = ['ADMIN', 'OPERATOR'] as const;
  const user = await withTenant(database, tenant.id, (tx) =>
    addMember(tx, tenant.id, { subject: 'local', displayName: 'Local owner', roles: [...roles] }),
  );
  return { ...viewerOf({ tenantId: tenant.id, userId: user.id, displayName: user.displayName, roles }), isLocalOwner: true };
}

/** Another process may make it at the same time. */
async function createOrFind(database: Database) {
  try {
    return await createTenant(database, { name: LOCAL_TENANT, actor: 'system' });
  } catch (error) {
    const tenant = error instanceof ValidationError ? await findTenantByName(database, LOCAL_TENANT) : null;
    if (!tenant) throw error;
    return tenant;
  }
}
