import type { EventBus } from '../../core/events/types.ts';
import type { Viewer } from '../../core/tenant/viewer.ts';
import { accessRevokedTopic } from '../../core/topics.ts';

/** Something that goes on after its access was checked: a socket, a stream of events. */
export interface Lease {
  viewer: Viewer;
  /** When the token stops being good. */
  expiresAt: Date | null;
  /** Is the token still good? Asked now and then, in case a revocation was not heard. */
  recheck?: () => Promise<boolean>;
  end(reason: 'REVOKED' | 'EXPIRED'): void;
}

const RECHECK_MS = 30_000;

export interface Leases {
  add(lease: Lease): () => void;
  close(): Promise<void>;
}

/** Ends what was opened under a key or user as soon as its access is revoked or its token expires, in every process. */
export async function createLeases(events: EventBus): Promise<Leases> {
  const leases = new Set<Lease>();
  const unsubscribe = await events.subscribe(accessRevokedTopic, ({ tenantId, apiKeyId, userId }) => {
    for (const lease of leases) {
      const { viewer } = lease;
      if (viewer.tenantId !== tenantId) continue;
      if ((apiKeyId && viewer.apiKeyId === apiKeyId) || (userId && viewer.userId === userId)) lease.end('REVOKED');
    }
  });
  const check = setInterval(() => {
    const now = Date.now();
    for (const lease of leases) {
      if (lease.expiresAt && lease.expiresAt.getTime() <= now) lease.end('EXPIRED');
      else void lease.recheck?.().then((good) => good || lease.end('REVOKED'));
    }
  }, RECHECK_MS);
  check.unref();
  return {
    add(lease) {
      leases.add(lease);
      return () => void leases.delete(lease);
    },
    async close() {
      clearInterval(check);
      leases.clear();
      await unsubscribe();
    },
  };
}
