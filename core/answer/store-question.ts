import { randomUUID } from 'node:crypto';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { Database } from '../db/client.ts';
import { type Tx, withTenant } from '../db/tenancy.ts';
import { NotFoundError, ValidationError } from '../errors.ts';
import type { Viewer } from '../tenant/viewer.ts';
import { bodyHash, type ParsedAsk, storedInput } from './ask-input.ts';
import { LEASE_MS } from './lease.ts';

const KEY_HOURS = 24;

/**
 * Writes the question down, PENDING, with a lease for `process`, so that it is not lost when that dies at once. The same key with the same body gives the question that was written the first time; the key is of
 * tenant and user and is kept for a day.
 * @throws {ValidationError} IDEMPOTENCY_KEY_REUSED; {NotFoundError} when the watchlist or the question it follows is not the tenant's
 */
export async function storeQuestion(
  database: Database,
  viewer: Pick<Viewer, 'tenantId' | 'userId'>,
  input: ParsedAsk,
  process: string,
): Promise<{ questionId: string; replayed: boolean }> {
  const id = randomUUID();
  const hash = bodyHash(input);
  return withTenant(database, viewer.tenantId, async (tx) => {
    if (input.idempotencyKey) {
      const earlier = await claimKey(tx, viewer, input.idempotencyKey, hash, id);
      if (earlier) return { questionId: earlier, replayed: true };
    }
    if (input.watchlistId && !(await tx.watchlist.findUnique({ where: { id: input.watchlistId }, select: { id: true } })))
      throw new NotFoundError('There is no such watchlist.');
    if (input.followsQuestionId && !(await tx.question.findUnique({ where: { id: input.followsQuestionId }, select: { id: true } })))
      throw new NotFoundError('There is no such question to follow.');
    await tx.question.create({
      data: {
        id,
        tenantId: viewer.tenantId,
        userId: viewer.userId,
        text: input.question,
        input: storedInput(input) as Prisma.InputJsonObject,
        followsQuestionId: input.followsQuestionId,
        requestId: input.requestId,
      },
    });
    await tx.$executeRaw`insert into answer_tenant (for_tenant) values (${viewer.tenantId}::uuid) on conflict do nothing`;
    await tx.questionLease.create({
      data: { questionId: id, forTenant: viewer.tenantId, process, expiresAt: new Date(Date.now() + LEASE_MS) },
    });
    return { questionId: id, replayed: false };
  });
}

/** Takes the key for `questionId`, or gives the question that holds it. Two at once wait for each other on the row. */
async function claimKey(
  tx: Tx,
  viewer: Pick<Viewer, 'tenantId' | 'userId'>,
  key: string,
  hash: string,
  questionId: string,
): Promise<string | undefined> {
  const result = JSON.stringify({ questionId });
  const taken = await tx.$queryRaw<{ body_hash: string; result: { questionId: string } }[]>`
    insert into idempotency_key as k (tenant_id, user_id, key, body_hash, result)
    values (${viewer.tenantId}::uuid, ${viewer.userId}::uuid, ${key}, ${hash}, ${result}::jsonb)
    on conflict (tenant_id, user_id, key) do update set
      body_hash = case when k.created_at < now() - make_interval(hours => ${KEY_HOURS}::int) then excluded.body_hash else k.body_hash end,
      result = case when k.created_at < now() - make_interval(hours => ${KEY_HOURS}::int) then excluded.result else k.result end,
      created_at = case when k.created_at < now() - make_interval(hours => ${KEY_HOURS}::int) then now() else k.created_at end
    returning body_hash, result`;
  const [row] = taken;
  if (!row || row.result.questionId === questionId) return undefined;
  if (row.body_hash !== hash)
    throw new ValidationError('This idempotency key was used for another question.', {}, 'IDEMPOTENCY_KEY_REUSED');
  return row.result.questionId;
}
