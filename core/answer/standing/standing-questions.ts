import { createHash, randomUUID } from 'node:crypto';
import type { Prisma } from '../../../generated/prisma/client.ts';
import type { Database } from '../../db/client.ts';
import { withTenant } from '../../db/tenancy.ts';
import { errorMessage, NotFoundError } from '../../errors.ts';
import type { EventBus } from '../../events/types.ts';
import type { Logger } from '../../logger.ts';
import { appendAudit } from '../../tenant/audit.ts';
import type { Caller } from '../../tenant/caller.ts';
import { standingAnswerTopic } from '../../topics.ts';
import type { Answers } from '../answer.service.ts';
import { parseAsk } from '../ask-input.ts';
import type { AnswerBody } from '../types.ts';
import { differenceOf } from './difference.ts';

export interface StandingDeps {
  database: Database;
  events: EventBus;
  logger: Logger;
  answers: Pick<Answers, 'run' | 'write'>;
}

export interface StandingQuestions {
  /** Stands from now on; it is asked once at once. @throws {ValidationError} BAD_USER_INPUT; {NotFoundError} */
  create(caller: Caller, input: { question: string; watchlistId: string }): Promise<{ id: string }>;
  /** @throws {NotFoundError} */
  delete(caller: Caller, id: string): Promise<void>;
  /**
   * Asks again what stands on watchlists of this tenant that hold the filing's companies, where the evidence changed, and tells of the
   * answers that changed. Call it once a filing is INDEXED. The same filing twice asks nothing twice.
   * @returns ids of standing questions whose answer changed
   */
  onIndexed(tenantId: string, accessionNumber: string): Promise<string[]>;
}

export function createStandingQuestions(deps: StandingDeps): StandingQuestions {
  const { database } = deps;
  return {
    async create(caller, input) {
      const { question } = parseAsk({ question: input.question });
      const { tenantId, userId } = caller.viewer;
      const id = randomUUID();
      await withTenant(database, tenantId, async (tx) => {
        if (!(await tx.watchlist.findUnique({ where: { id: input.watchlistId }, select: { id: true } })))
          throw new NotFoundError('There is no such watchlist.');
        await tx.standingQuestion.create({ data: { id, tenantId, userId, watchlistId: input.watchlistId, text: question } });
        await appendAudit(tx, caller, { action: 'create-standing-question', subject: id });
      });
      void askAgain(deps, tenantId, id, null).catch((error: unknown) =>
        deps.logger.error({ id, err: error }, 'a standing question could not be asked'),
      );
      return { id };
    },
    async delete(caller, id) {
      await withTenant(database, caller.viewer.tenantId, async (tx) => {
        const { count } = await tx.standingQuestion.deleteMany({ where: { id } });
        if (count === 0) throw new NotFoundError('There is no such standing question.');
        await appendAudit(tx, caller, { action: 'delete-standing-question', subject: id });
      });
    },
    async onIndexed(tenantId, accessionNumber) {
      const filers = await database.prisma.filingCompany.findMany({ where: { accessionNumber }, select: { cik: true } });
      const standing = await withTenant(database, tenantId, (tx) =>
        tx.standingQuestion.findMany({
          where: {
            watchlist: { items: { some: { cik: { in: filers.map(({ cik }) => cik) } } } },
            answers: { none: { accessionNumber } },
          },
          select: { id: true },
        }),
      );
      const changed: string[] = [];
      for (const { id } of standing) if (await askAgain(deps, tenantId, id, accessionNumber)) changed.push(id);
      return changed;
    },
  };
}

/** True when there was an answer before and it changed. */
async function askAgain(deps: StandingDeps, tenantId: string, id: string, accessionNumber: string | null): Promise<boolean> {
  const { database, answers } = deps;
  const standing = await withTenant(database, tenantId, (tx) => tx.standingQuestion.findUnique({ where: { id } }));
  if (!standing) return false;
  const questionId = await answers.write(tenantId, standing.userId, { question: standing.text, watchlistId: standing.watchlistId });
  await answers.run(tenantId, questionId);
  const [after, before] = await withTenant(database, tenantId, (tx) =>
    Promise.all([
      tx.question.findUnique({ where: { id: questionId }, select: { status: true, answer: true } }),
      standing.lastQuestionId
        ? tx.question.findUnique({ where: { id: standing.lastQuestionId }, select: { status: true, answer: true } })
        : null,
    ]),
  );
  if (!after?.answer || (after.status !== 'ANSWERED' && after.status !== 'REFUSED')) return false;
  const answer = after.answer as unknown as AnswerBody;
  const evidence = evidenceOf(answer);
  const isSameEvidence = standing.lastEvidence === evidence;
  const difference =
    before?.answer && !isSameEvidence
      ? differenceOf({ status: before.status, answer: before.answer as unknown as AnswerBody }, { status: after.status, answer })
      : undefined;
  const eventId = await withTenant(database, tenantId, async (tx) => {
    // A question whose evidence is what it was is not kept a second time.
    if (isSameEvidence && before) {
      await tx.standingQuestion.updateMany({ where: { id }, data: { lastRunAt: new Date() } });
      await tx.question.deleteMany({ where: { id: questionId } });
      return undefined;
    }
    // It may have been deleted while it was asked.
    const { count } = await tx.standingQuestion.updateMany({
      where: { id },
      data: { lastQuestionId: questionId, lastEvidence: evidence, lastRunAt: new Date() },
    });
    if (count === 0) return undefined;
    const row = await tx.standingAnswer.create({
      data: {
        tenantId,
        standingQuestionId: id,
        questionId,
        accessionNumber,
        isChanged: difference !== undefined,
        ...(difference && { difference: difference as unknown as Prisma.InputJsonObject }),
      },
      select: { id: true },
    });
    return row.id;
  });
  if (difference && eventId !== undefined) await notify(deps, tenantId, id, eventId);
  return difference !== undefined;
}

async function notify({ events, logger }: StandingDeps, tenantId: string, standingQuestionId: string, eventId: bigint): Promise<void> {
  try {
    await events.publish(standingAnswerTopic(tenantId), { standingQuestionId, eventId: String(eventId) });
  } catch (error) {
    logger.warn({ standingQuestionId, reason: errorMessage(error) }, 'a hint of a changed answer was lost');
  }
}

/** What the answer rests on: the quotes and where they stand, or why there is none. */
function evidenceOf({ sentences, refusal }: AnswerBody): string {
  const quotes = sentences.flatMap(({ citations }) =>
    citations.map(({ accessionNumber, documentName, charStart, quote }) => [accessionNumber, documentName, charStart, quote].join('|')),
  );
  return createHash('sha256')
    .update(JSON.stringify([refusal?.reason ?? '', quotes.sort()]))
    .digest('hex');
}
