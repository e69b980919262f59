import { setMaxListeners } from 'node:events';
import type { EventBus } from '../../core/events/types.ts';
import { uploadProgressTopic } from '../../core/topics.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { interruptible } from './interruptible.ts';
import { Mailbox } from './mailbox.ts';

export interface UploadFeed {
  /** Emits whenever the document's state may have changed, first at once; ends when it is read or given up. */
  subscribe(subscription: UploadSubscription): AsyncIterable<{ documentId: string }>;
  close(): void;
}

export interface UploadSubscription {
  tenantId: string;
  documentId: string;
  /** Of the tenant: a document that it does not show is not told of. */
  db: PrismaClient;
  signal: AbortSignal;
}

const LOOK_MS = 2_000;

export function createUploadFeed({ events }: { events: EventBus }): UploadFeed {
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);

  async function* listen({ tenantId, documentId, db }: UploadSubscription, signal: AbortSignal): AsyncGenerator<{ documentId: string }> {
    const mailbox = new Mailbox<void>(1);
    const unsubscribe = await events.subscribe(uploadProgressTopic(tenantId, documentId), () => mailbox.put());
    let told = '';
    try {
      while (!signal.aborted) {
        mailbox.take();
        const document = await db.privateDocument.findUnique({ where: { id: documentId }, select: { status: true, updatedAt: true } });
        if (!document) return;
        const state = `${document.status} ${document.updatedAt.toISOString()}`;
        if (state !== told) yield { documentId };
        told = state;
        if (document.status === 'INDEXED' || document.status === 'FAILED') return;
        await mailbox.wait(LOOK_MS, signal);
      }
    } finally {
      await unsubscribe();
    }
  }

  return {
    subscribe: (subscription) =>
      interruptible(AbortSignal.any([subscription.signal, closing.signal]), (signal) => listen(subscription, signal)),
    close: () => closing.abort(),
  };
}
