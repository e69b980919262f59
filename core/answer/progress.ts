import type { Prisma } from '../../generated/prisma/client.ts';
import type { Database } from '../db/client.ts';
import { withTenant } from '../db/tenancy.ts';
import { errorMessage } from '../errors.ts';
import type { EventBus } from '../events/types.ts';
import type { Logger } from '../logger.ts';
import { answerProgressTopic } from '../topics.ts';
import type { AnswerProgress, AnswerSentenceBody } from './types.ts';

export interface ProgressDeps {
  database: Database;
  events: EventBus;
  logger: Logger;
}

/** Writes what a subscriber sees and hints that it is there. A hint that is lost costs nothing: the rows are the truth. */
export async function publishProgress(deps: ProgressDeps, tenantId: string, questionId: string, progress: AnswerProgress): Promise<void> {
  const { id } = await withTenant(deps.database, tenantId, (tx) =>
    tx.answerEvent.create({
      data: { tenantId, questionId, kind: progress.kind, payload: progress as unknown as Prisma.InputJsonObject },
      select: { id: true },
    }),
  );
  await hint(deps, tenantId, questionId, id);
}

export async function hint({ events, logger }: ProgressDeps, tenantId: string, questionId: string, eventId: bigint): Promise<void> {
  try {
    await events.publish(answerProgressTopic(tenantId, questionId), { eventId: String(eventId) });
  } catch (error) {
    logger.warn({ questionId, reason: errorMessage(error) }, 'a progress hint was lost');
  }
}

/**
 * Numbers sentences as they are sent. A run that goes on after a crash repeats them under the same ordinals: those that are unchanged are not
 * sent again, another one under a known ordinal replaces it.
 */
export async function sentenceSender(
  deps: ProgressDeps,
  tenantId: string,
  questionId: string,
): Promise<(sentence: AnswerSentenceBody) => Promise<void>> {
  const earlier = await withTenant(deps.database, tenantId, (tx) =>
    tx.answerEvent.findMany({ where: { questionId, kind: 'sentence' }, select: { payload: true } }),
  );
  const sent = new Map(
    earlier.map(({ payload }) => {
      const { ordinal, sentence } = payload as unknown as Extract<AnswerProgress, { kind: 'sentence' }>;
      return [ordinal, sentence.text] as const;
    }),
  );
  let ordinal = 0;
  let last = Promise.resolve();
  return (sentence) => {
    const mine = ordinal;
    ordinal += 1;
    last = last.then(async () => {
      if (sent.get(mine) === sentence.text) return;
      await publishProgress(deps, tenantId, questionId, { kind: 'sentence', ordinal: mine, sentence });
    });
    return last;
  };
}
