import { setMaxListeners } from 'node:events';
import type { AnswerProgress } from '../../core/answer/types.ts';
import type { EventBus } from '../../core/events/types.ts';
import { answerProgressTopic } from '../../core/topics.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import { interruptible } from './interruptible.ts';
import { Mailbox } from './mailbox.ts';

export type AnswerStepEvent = AnswerProgress & { eventId: bigint; questionId: string; at: Date };

export interface AnswerFeed {
  /** Ends after `done`, when the question is over without one, when `signal` aborts or the feed closes. */
  subscribe(subscription: AnswerSubscription): AsyncIterable<AnswerStepEvent>;
  close(): void;
}

export interface AnswerSubscription {
  tenantId: string;
  questionId: string;
  after: bigint;
  /** Of the tenant: what it does not show is not sent. */
  db: PrismaClient;
  signal: AbortSignal;
}

const PAGE = 200;
const LOOK_MS = 5_000;
const LOOK_DEGRADED_MS = 1_000;
const over = ['ANSWERED', 'REFUSED', 'FAILED', 'CANCELLED'];

/** Events of a question are written by one process in the order of their ids, so a cursor over the ids misses none. */
export function createAnswerFeed({ events }: { events: EventBus }): AnswerFeed {
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);

  async function* listen({ tenantId, questionId, after, db }: AnswerSubscription, signal: AbortSignal): AsyncGenerator<AnswerStepEvent> {
    const mailbox = new Mailbox<void>(1);
    const unsubscribe = await events.subscribe(answerProgressTopic(tenantId, questionId), () => mailbox.put());
    try {
      let cursor = after;
      while (!signal.aborted) {
        mailbox.take();
        // Read before the events: what ended by then has no more of them.
        const question = await db.question.findUnique({ where: { id: questionId }, select: { status: true } });
        if (!question) return;
        const rows = await db.answerEvent.findMany({
          where: { questionId, id: { gt: cursor } },
          orderBy: { id: 'asc' },
          take: PAGE,
        });
        for (const { id, kind, payload, at } of rows) {
          cursor = id;
          yield { ...(payload as object), kind, eventId: id, questionId, at } as AnswerStepEvent;
          if (kind === 'done' || signal.aborted) return;
        }
        if (rows.length === PAGE) continue;
        if (over.includes(question.status)) return;
        await mailbox.wait(events.degraded ? LOOK_DEGRADED_MS : LOOK_MS, signal);
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
