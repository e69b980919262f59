import type { AnswerProgress } from '../../core/answer/types.ts';
import type { PrismaClient } from '../../generated/prisma/client.ts';

export type AnswerStepEvent = AnswerProgress & { eventId: bigint; questionId: string; at: Date };
export interface AnswerFeed {
  subscribe(options: {
    tenantId: string;
    questionId: string;
    after: bigint;
    db: PrismaClient;
    signal: AbortSignal;
  }): AsyncIterable<AnswerStepEvent>;
}
