import { ValidationError } from '../errors.ts';
import type { Database } from './client.ts';

interface RoleRow {
  role: string;
  superuser: boolean;
  bypass: boolean;
  owned: string[];
}

/**
 * Refuses to serve with a role that row security does not bind: a superuser, one that may bypass it, or one that owns a table (or is a
 * member of its owner) and so could switch it off. Also refuses a schema whose tenant tables are not forced.
 * @throws {ValidationError} RLS_ROLE_UNSAFE
 */
export async function assertSafeRole(database: Database): Promise<void> {
  const { rows } = await database.pool.query<RoleRow>(`
    select current_user::text as role, bool_or(r.rolsuper) as superuser, bool_or(r.rolbypassrls) as bypass,
      coalesce((select array_agg(c.relname::text) from pg_class c
        where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and pg_has_role(current_user, c.relowner, 'member')), '{}') as owned
    from pg_roles r where r.rolname in (current_user, session_user) or (pg_has_role(current_user, r.oid, 'member') and (r.rolsuper or r.rolbypassrls))`);
  const { role, superuser, bypass, owned } = rows[0] as RoleRow;
  const why = superuser ? 'is a superuser' : bypass ? 'may bypass row security' : owned.length > 0 ? `owns ${owned[0]}` : null;
  if (why)
    throw new ValidationError(
      `The database role "${role}" ${why}: row security would not bind it. Let DATABASE_URL name gravity_app, and MIGRATE_DATABASE_URL the owner.`,
      { role },
      'RLS_ROLE_UNSAFE',
    );
  const open = await openTenantTables(database);
  if (open.length > 0)
    throw new ValidationError(
      `Row security is not forced on ${open.join(', ')}. Run \`gravity migrate\`.`,
      { tables: open },
      'RLS_ROLE_UNSAFE',
    );
}

/** Tables (and partitions) with a tenant_id that row security does not bind in both directions. */
export async function openTenantTables(database: Database): Promise<string[]> {
  const { rows } = await database.pool.query<{ table: string }>(`
    select c.relname::text as table from pg_class c
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
      and (c.relname = 'tenant' or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped))
      and not (c.relrowsecurity and c.relforcerowsecurity and exists (
        select from pg_policy p where p.polrelid = c.oid and p.polcmd = '*' and p.polqual is not null and p.polwithcheck is not null))
    order by 1`);
  return rows.map(({ table }) => table);
}
