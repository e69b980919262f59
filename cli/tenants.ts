import { createTenant } from '../core/tenant/tenant.service.ts';
import { withApp } from './with-app.ts';

export const createTenantCommand = (name: string): Promise<void> =>
  withApp(async ({ stores }) => {
    const tenant = await createTenant(stores.database, { name });
    process.stdout.write(
      `Tenant ${tenant.name} (${tenant.id}). A key for it: npx gravity keys create --tenant ${JSON.stringify(tenant.name)} --role analyst\n`,
    );
  });
