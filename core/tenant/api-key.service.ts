import { createHash, createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { ApiKey, Role } from '../../generated/prisma/client.ts';
import type { Database } from '../db/client.ts';
import { inScope, isUuid, setScope, type Tx, withTenant } from '../db/tenancy.ts';
import { AccessError, NotFoundError, ValidationError } from '../errors.ts';
import type { EventBus } from '../events/types.ts';
import { accessRevokedTopic } from '../topics.ts';
import { appendAudit, appendAuditAs } from './audit.ts';
import type { Caller } from './caller.ts';
import { addMember, viewerOf } from './tenant.service.ts';
import type { Viewer } from './viewer.ts';

export interface ApiKeyDeps {
  database: Database;
  events: EventBus;
  /** The first hashes new keys; the others still open old ones while it is being changed. */
  peppers: readonly [string, ...string[]];
  now?: () => Date;
}

export interface NewApiKey {
  id: string;
  /** The whole key: shown once, kept nowhere. */
  secret: string;
  prefix: string;
  expiresAt: Date;
}

export interface KeyIdentity {
  viewer: Viewer;
  expiresAt: Date;
}

export interface ApiKeyService {
  /** @throws {ValidationError} */
  create(caller: Caller, input: { name: string; role: Role; days?: number }): Promise<NewApiKey>;
  /** The same for a command, which has no viewer. */
  createFor(tenantId: string, input: { name: string; role: Role; days?: number }): Promise<NewApiKey>;
  /** A new key of the same name and role; the old one goes on for 7 days at most. @throws {NotFoundError} also for a revoked one */
  rotate(caller: Caller, id: string): Promise<NewApiKey>;
  /** @throws {NotFoundError} */
  revoke(caller: Caller, id: string): Promise<void>;
  /** @throws {AccessError} UNAUTHENTICATED with `reason`: KEY_UNKNOWN, KEY_EXPIRED, KEY_REVOKED, USER_DISABLED */
  verify(key: string): Promise<KeyIdentity>;
}

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 90;
const MAX_DAYS = 366;
const GRACE_DAYS = 7;
/** A revoked key is refused everywhere within this time even where the event did not arrive, milliseconds. */
const REMEMBERED_MS = 3_000;
const LAST_USED_EVERY_MS = 5 * 60_000;
/** `grv_` and eight characters that may be shown, then 32 random bytes that may not. */
const SHAPE = /^(grv_[A-Za-z0-9]{8})_[\w-]{43}$/;

export const looksLikeApiKey = (token: string): boolean => token.startsWith('grv_');

export function createApiKeyService({ database, events, peppers, now = () => new Date() }: ApiKeyDeps): ApiKeyService {
  const verified = new LRUCache<string, KeyIdentity>({ max: 10_000, ttl: REMEMBERED_MS });

  const issue = async (tx: Tx, tenantId: string, { name, role, days = DEFAULT_DAYS }: { name: string; role: Role; days?: number }) => {
    if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS) throw new ValidationError(`A key lives for 1 to ${MAX_DAYS} days.`);
    if (name.trim().length === 0 || name.length > 100) throw new ValidationError('The name of a key has 1 to 100 characters.');
    const prefix = `grv_${visiblePart()}`;
    const secret = `${prefix}_${randomBytes(32).toString('base64url')}`;
    const id = randomUUID();
    const expiresAt = new Date(now().getTime() + days * DAY_MS);
    const hash = hashOf(secret, peppers[0]);
    await tx.apiKey.create({ data: { id, tenantId, name, role, prefix, hash, createdAt: now(), expiresAt } });
    await addMember(tx, tenantId, { subject: `key:${id}`, displayName: name, roles: [role] });
    return { id, secret, prefix, expiresAt };
  };

  const find = async (tx: Tx, id: string): Promise<ApiKey> => {
    const key = isUuid(id) ? await tx.apiKey.findUnique({ where: { id } }) : null;
    if (!key) throw new NotFoundError('There is no such key.');
    return key;
  };

  return {
    create: (caller, input) =>
      withTenant(database, caller.viewer.tenantId, async (tx) => {
        const key = await issue(tx, caller.viewer.tenantId, input);
        await appendAudit(tx, caller, { action: 'create-api-key', subject: key.id, details: { role: input.role, prefix: key.prefix } });
        return key;
      }),

    createFor: (tenantId, input) =>
      withTenant(database, tenantId, async (tx) => {
        const key = await issue(tx, tenantId, input);
        const details = { role: input.role, prefix: key.prefix };
        await appendAuditAs(tx, { tenantId, actor: 'cli', action: 'create-api-key', subject: key.id, details });
        return key;
      }),

    rotate: (caller, id) =>
      withTenant(database, caller.viewer.tenantId, async (tx) => {
        const old = await find(tx, id);
        if (old.revokedAt) throw new NotFoundError('There is no such key.');
        const lifetimeDays = Math.round((old.expiresAt.getTime() - old.createdAt.getTime()) / DAY_MS);
        const key = await issue(tx, old.tenantId, { name: old.name, role: old.role, days: Math.min(MAX_DAYS, Math.max(1, lifetimeDays)) });
        const graceEnds = new Date(now().getTime() + GRACE_DAYS * DAY_MS);
        if (graceEnds < old.expiresAt) await tx.apiKey.update({ where: { id }, data: { expiresAt: graceEnds } });
        await appendAudit(tx, caller, { action: 'rotate-api-key', subject: id, details: { newKey: key.id } });
        return key;
      }),

    async revoke(caller, id) {
      const { tenantId } = caller.viewer;
      await withTenant(database, tenantId, async (tx) => {
        const key = await find(tx, id);
        await tx.apiKey.update({ where: { id }, data: { revokedAt: key.revokedAt ?? now() } });
        await appendAudit(tx, caller, { action: 'revoke-api-key', subject: id });
      });
      verified.clear();
      await events.publish(accessRevokedTopic, { tenantId, apiKeyId: id });
    },

    async verify(key) {
      const [, prefix] = SHAPE.exec(key) ?? [];
      if (!prefix) throw refused('KEY_UNKNOWN');
      const cacheKey = createHash('sha256').update(key).digest('base64');
      const known = verified.get(cacheKey);
      if (known && known.expiresAt > now()) return known;
      const identity = await inScope(database, { key_prefix: prefix }, (tx) => identify(tx, key, prefix, peppers, now()));
      verified.set(cacheKey, identity);
      return identity;
    },
  };
}

async function identify(tx: Tx, key: string, prefix: string, peppers: readonly string[], now: Date): Promise<KeyIdentity> {
  const row = await tx.apiKey.findUnique({ where: { prefix } });
  // An unknown prefix costs the same as a wrong secret.
  const stored = Buffer.from(row?.hash ?? '0'.repeat(64), 'hex');
  const matches = peppers.map((pepper) => timingSafeEqual(Buffer.from(hashOf(key, pepper), 'hex'), stored)).includes(true);
  if (!row || !matches) throw refused('KEY_UNKNOWN');
  if (row.revokedAt) throw refused('KEY_REVOKED');
  if (row.expiresAt <= now) throw refused('KEY_EXPIRED');
  await setScope(tx, { tenant: row.tenantId });
  const user = await tx.user.findUnique({ where: { subject: `key:${row.id}` } });
  if (!user || user.disabledAt) throw refused('USER_DISABLED');
  if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() > LAST_USED_EVERY_MS)
    await tx.apiKey.update({ where: { id: row.id }, data: { lastUsedAt: now } });
  const viewer = viewerOf({ tenantId: row.tenantId, userId: user.id, displayName: row.name, roles: [row.role], apiKeyId: row.id });
  return { viewer, expiresAt: row.expiresAt };
}

const refused = (reason: string): AccessError =>
  new AccessError('UNAUTHENTICATED', reason === 'KEY_EXPIRED' ? 'The API key has expired.' : 'The API key is not valid.', { reason });

const hashOf = (key: string, pepper: string): string => createHmac('sha256', pepper).update(key).digest('hex');

/** Letters and digits only, so that a double click selects the whole. */
function visiblePart(): string {
  const text = randomBytes(16)
    .toString('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '');
  return text.length >= 8 ? text.slice(0, 8) : visiblePart();
}
