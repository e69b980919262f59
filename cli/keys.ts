import { NotFoundError, ValidationError } from '../core/errors.ts';
import { findTenantByName } from '../core/tenant/tenant.service.ts';
import { Role } from '../generated/prisma/enums.ts';
import { withApp } from './with-app.ts';

interface KeyOptions {
  tenant: string;
  role: string;
  days: number;
  name: string;
}

/** Makes a key and prints it, alone on standard output, this once. */
export async function createKeyCommand({ tenant: tenantName, role: roleName, days, name }: KeyOptions): Promise<void> {
  const role = Object.values(Role).find((known) => known === roleName.toUpperCase());
  if (!role) throw new ValidationError(`There is no role ${roleName}: use ${Object.values(Role).join(', ').toLowerCase()}.`);
  await withApp(async ({ stores, keys }) => {
    const tenant = await findTenantByName(stores.database, tenantName);
    if (!tenant)
      throw new NotFoundError(`There is no tenant ${tenantName}. Make it: npx gravity tenants create ${JSON.stringify(tenantName)}`);
    const { secret, expiresAt } = await keys.createFor(tenant.id, { name, role, days });
    process.stderr.write(
      `A ${roleName.toLowerCase()} key of ${tenantName}, good until ${expiresAt.toISOString().slice(0, 10)}. It is shown this once:\n`,
    );
    process.stdout.write(`${secret}\n`);
  });
}
