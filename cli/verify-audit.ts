import { ValidationError } from '../core/errors.ts';
import { verifyAuditChain } from '../core/tenant/audit.ts';
import { printTable } from './output.ts';
import { withApp } from './with-app.ts';

/** Checks every tenant's audit chain and names the first entry that was changed or is missing. */
export const verifyAudit = (): Promise<void> =>
  withApp(async ({ stores: { database } }) => {
    const rows: (string | number)[][] = [];
    let broken = 0;
    for (const { id } of await database.prisma.tenantDirectory.findMany({ orderBy: { id: 'asc' } })) {
      const { entries, brokenAt, reason, head } = await verifyAuditChain(database, id);
      if (brokenAt !== null) broken += 1;
      rows.push([id, entries, brokenAt === null ? 'whole' : `${reason} at ${brokenAt}`, head?.hash ?? '']);
    }
    printTable(['tenant', 'entries', 'chain', 'head'], rows);
    if (broken > 0)
      throw new ValidationError(
        `${broken} chains are broken: someone with access to the database changed or removed entries. Compare with a backup.`,
        {},
        'INTERNAL_SERVER_ERROR',
      );
  });
