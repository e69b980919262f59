import type { Database } from '../db/client.ts';

/** A run renews its lease every third of this; one that stopped is taken over after it. */
export const LEASE_MS = 30_000;
/** A question whose process died this often is given up. */
export const MOST_ATTEMPTS = 3;

export interface Lease {
  questionId: string;
  tenantId: string;
  attempts: number;
}

/** Takes or renews the lease; undefined when another process holds it. */
export async function takeLease({ prisma }: Database, tenantId: string, questionId: string, process: string): Promise<Lease | undefined> {
  const [row] = await prisma.$queryRaw<{ attempts: number }[]>`
    insert into question_lease as l (question_id, for_tenant, process, expires_at)
    values (${questionId}::uuid, ${tenantId}::uuid, ${process}, now() + make_interval(secs => ${LEASE_MS / 1000}))
    on conflict (question_id) do update set process = excluded.process, expires_at = excluded.expires_at, attempts = l.attempts + 1
    where l.expires_at < now()
    returning attempts`;
  return row && { questionId, tenantId, attempts: row.attempts };
}

/** False when the lease is no longer this process's. */
export async function renewLease({ prisma }: Database, questionId: string, process: string): Promise<boolean> {
  const { count } = await prisma.questionLease.updateMany({
    where: { questionId, process },
    data: { expiresAt: new Date(Date.now() + LEASE_MS) },
  });
  return count > 0;
}

/** Questions whose process died, oldest first. */
export async function expiredLeases({ prisma }: Database, most = 50): Promise<Lease[]> {
  const rows = await prisma.questionLease.findMany({ where: { expiresAt: { lt: new Date() } }, orderBy: { expiresAt: 'asc' }, take: most });
  return rows.map(({ questionId, forTenant, attempts }) => ({ questionId, tenantId: forTenant, attempts }));
}
