import { createHash } from 'node:crypto';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { Tx } from '../db/tenancy.ts';
import { ValidationError } from '../errors.ts';
import type { Viewer } from './viewer.ts';

const KEPT_HOURS = 24;
const MAX_KEY = 255;

export interface IdempotentRequest {
  viewer: Viewer;
  /** The caller's; absent: the work is simply done. */
  key: string | null | undefined;
  /** Everything that makes the request what it is; the same key with another body is refused. */
  body: unknown;
}

/**
 * Does the work once for a key of a user, and gives the stored result (JSON) to every later call within 24 hours. Key, effect and result
 * are one transaction: a call beside it waits for its end, and a crash leaves neither.
 * @throws {ValidationError} IDEMPOTENCY_KEY_REUSED; BAD_USER_INPUT for a key that is empty or longer than 255 characters
 */
export async function withIdempotency<T extends Prisma.InputJsonValue>(
  tx: Tx,
  { viewer, key, body }: IdempotentRequest,
  work: () => Promise<T>,
): Promise<{ result: T; replayed: boolean }> {
  if (key === null || key === undefined) return { result: await work(), replayed: false };
  if (key.length === 0 || key.length > MAX_KEY) throw new ValidationError(`An idempotency key has 1 to ${MAX_KEY} characters.`);
  const bodyHash = createHash('sha256').update(canonicalJson(body)).digest('hex');
  const id = { tenantId: viewer.tenantId, userId: viewer.userId, key };
  await tx.idempotencyKey.deleteMany({ where: { ...id, createdAt: { lt: new Date(Date.now() - KEPT_HOURS * 3_600_000) } } });
  const { count } = await tx.idempotencyKey.createMany({ data: { ...id, bodyHash }, skipDuplicates: true });
  if (count === 0) {
    const stored = await tx.idempotencyKey.findUniqueOrThrow({ where: { tenantId_userId_key: id } });
    if (stored.bodyHash !== bodyHash)
      throw new ValidationError('This idempotency key was used for another request.', {}, 'IDEMPOTENCY_KEY_REUSED');
    return { result: stored.result as T, replayed: true };
  }
  const result = await work();
  await tx.idempotencyKey.update({ where: { tenantId_userId_key: id }, data: { result } });
  return { result, replayed: false };
}

/** Removes the keys of a tenant that are past their time. */
export async function forgetOldKeys(tx: Tx): Promise<number> {
  const { count } = await tx.idempotencyKey.deleteMany({ where: { createdAt: { lt: new Date(Date.now() - KEPT_HOURS * 3_600_000) } } });
  return count;
}

/** JSON with sorted keys, so that the order in which a client writes fields makes no difference. */
function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) =>
      part && typeof part === 'object' && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? 'null'
  );
}
