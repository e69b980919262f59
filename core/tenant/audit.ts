import { createHash } from 'node:crypto';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { Database } from '../db/client.ts';
import { type Tx, withTenant } from '../db/tenancy.ts';
import { actorOf, type Caller } from './caller.ts';

export interface AuditInput {
  /** Verb and noun: `create-watchlist`. */
  action: string;
  /** The id of what it was done to. */
  subject?: string;
  outcome?: 'DONE' | 'DENIED' | 'FAILED';
  /** No secrets, no personal data. */
  details?: Prisma.InputJsonObject;
}

/**
 * Writes one audit row in the transaction of the change it tells of: both stand or neither. Call it last; it locks the end of the
 * tenant's chain until the commit. The database numbers, dates and chains the row.
 */
export async function appendAudit(tx: Tx, { viewer, requestId }: Caller, { outcome = 'DONE', ...entry }: AuditInput): Promise<void> {
  await appendAuditAs(tx, { tenantId: viewer.tenantId, actor: actorOf(viewer), requestId, outcome, ...entry });
}

/** The same where there is no viewer: commands (`cli`), the system itself. */
export async function appendAuditAs(
  tx: Tx,
  { outcome = 'DONE', details = {}, ...entry }: AuditInput & { tenantId: string; actor: string; requestId?: string },
): Promise<void> {
  await tx.auditEntry.create({ data: { ...entry, outcome, details }, select: { id: true } });
}

export interface AuditVerdict {
  entries: number;
  /** The first sequence that is missing or does not fit; null when the chain is whole. */
  brokenAt: number | null;
  reason?: 'CHANGED' | 'MISSING' | 'TAIL_MISSING';
  /** To be kept somewhere else: a chain whose head and tail were both cut shows only against it. */
  head: { sequence: number; hash: string } | null;
}

interface ChainRow {
  sequence: bigint;
  hash: string;
  prev_hash: string;
  print: string;
}
const BATCH = 5_000;

/**
 * Reads a tenant's whole chain and checks every link and its end. PostgreSQL prints the rows, the hashes are worked out here: a function
 * in the database that was changed with them would not show.
 */
export async function verifyAuditChain(database: Database, tenantId: string): Promise<AuditVerdict> {
  let entries = 0;
  let lastHash = '';
  for (;;) {
    const rows = await withTenant(
      database,
      tenantId,
      (tx) => tx.$queryRaw<ChainRow[]>`
        select sequence, hash, prev_hash, jsonb_build_array(tenant_id, sequence, actor, action, subject, outcome, request_id, details,
          (extract(epoch from at) * 1000)::bigint, prev_hash)::text as print
        from audit_entry where tenant_id = ${tenantId}::uuid and sequence > ${entries} order by sequence limit ${BATCH}`,
    );
    for (const row of rows) {
      const head = { sequence: entries, hash: lastHash };
      if (Number(row.sequence) !== entries + 1) return { entries, brokenAt: entries + 1, reason: 'MISSING', head };
      const hash = createHash('sha256').update(row.print).digest('hex');
      if (hash !== row.hash || row.prev_hash !== lastHash) return { entries, brokenAt: entries + 1, reason: 'CHANGED', head };
      entries += 1;
      lastHash = hash;
    }
    if (rows.length < BATCH) break;
  }
  const head = await withTenant(database, tenantId, (tx) => tx.auditHead.findUnique({ where: { tenantId } }));
  const last = head ? { sequence: Number(head.sequence), hash: head.hash } : null;
  // Entries that were written since the last batch was read come after it and are no fault.
  if ((last?.sequence ?? 0) < entries) return { entries, brokenAt: entries, reason: 'CHANGED', head: last };
  if (last && last.sequence > entries && !(await exists(database, tenantId, entries + 1)))
    return { entries, brokenAt: entries + 1, reason: 'TAIL_MISSING', head: last };
  return { entries, brokenAt: null, head: last };
}

const exists = (database: Database, tenantId: string, sequence: number): Promise<boolean> =>
  withTenant(database, tenantId, async (tx) => (await tx.auditEntry.count({ where: { tenantId, sequence } })) > 0);
