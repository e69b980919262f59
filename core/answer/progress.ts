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

export interface ProgressLine {
  /** Returns at once; what is published keeps its order. */
  publish(progress: AnswerProgress): void;
  /** Waits until all of it stands. @throws what the first failure was */
  drain(): Promise<void>;
}

/** Progress is written behind the work, one after another, so that it delays no step. */
export function progressLine(deps: ProgressDeps, tenantId: string, questionId: string): ProgressLine {
  let last: Promise<void> = Promise.resolve();
  return {
    publish(progress) {
      last = last.then(() => publishProgress(deps, tenantId, questionId, progress));
      last.catch((error: unknown) => deps.logger.warn({ questionId, reason: errorMessage(error) }, 'progress could not be written'));
    },
    drain: () => last,
  };
}

/**
 * Numbers sentences as they are sent. A run that goes on after a crash repeats them under the same ordinals: those that are unchanged are not
 * sent again, another one under a known ordinal replaces it.
 */
export async function sentenceSender(
  { database }: ProgressDeps,
  line: ProgressLine,
  tenantId: string,
  questionId: string,
): Promise<(sentence: AnswerSentenceBody) => void> {
  const earlier = await withTenant(database, tenantId, (tx) =>
    tx.answerEvent.findMany({ where: { questionId, kind: 'sentence' }, select: { payload: true } }),
  );
  const sent = new Map(
    earlier.map(({ payload }) => {
      const { ordinal, sentence } = payload as unknown as Extract<AnswerProgress, { kind: 'sentence' }>;
      return [ordinal, sentence.text] as const;
    }),
  );
  let ordinal = 0;
  return (sentence) => {
    const mine = ordinal;
    ordinal += 1;
    if (sent.get(mine) !== sentence.text) line.publish({ kind: 'sentence', ordinal: mine, sentence });
  };
}
