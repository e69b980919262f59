import { withTenant } from '../../db/tenancy.ts';
import type { GraphDeps } from './deps.ts';

/**
 * Whether the tenant's questions of this day (UTC, by the database's clock) have used what the model may cost it, by the tokens that their
 * receipts hold. All processes count alike. Questions that run at the same moment may go over by what they use.
 */
export async function isBudgetSpent({ database, tokensPerDay }: GraphDeps, tenantId: string): Promise<boolean> {
  if (!tokensPerDay) return false;
  const [row] = await withTenant(
    database,
    tenantId,
    (tx) => tx.$queryRaw<{ tokens: bigint | null }[]>`
      select sum((receipt -> 'cost' ->> 'inputTokens')::bigint + (receipt -> 'cost' ->> 'outputTokens')::bigint)::bigint as tokens
        from question where finished_at >= date_trunc('day', now(), 'UTC')`,
  );
  return Number(row?.tokens ?? 0) >= tokensPerDay;
}
