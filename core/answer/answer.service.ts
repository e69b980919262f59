import { randomUUID } from 'node:crypto';
import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres';
import pLimit from 'p-limit';
import type { Database } from '../db/client.ts';
import { CHECKPOINT_SCHEMA } from '../db/library-schemas.ts';
import { withTenant } from '../db/tenancy.ts';
import { DomainError, errorMessage, NotFoundError } from '../errors.ts';
import type { EventBus } from '../events/types.ts';
import type { Logger } from '../logger.ts';
import type { LanguageModel } from '../model/types.ts';
import type { ObjectStore } from '../storage/types.ts';
import type { Viewer } from '../tenant/viewer.ts';
import { answerCancelledTopic } from '../topics.ts';
import { type AskInput, parseAsk, type StoredInput } from './ask-input.ts';
import { inheritedFrom } from './conversation.ts';
import { createDocumentTexts } from './figure/document-texts.ts';
import { answerOf, finish, receiptOf } from './finish.ts';
import { createAnswerGraph } from './graph/answer-graph.ts';
import type { GraphDeps } from './graph/deps.ts';
import type { RunInput, RunState } from './graph/types.ts';
import { expiredLeases, LEASE_MS, MOST_ATTEMPTS, renewLease, takeLease } from './lease.ts';
import { progressLine, sentenceSender } from './progress.ts';
import { storeQuestion } from './store-question.ts';

export interface AnswerDeps {
  database: Database;
  store: ObjectStore;
  events: EventBus;
  logger: Logger;
  language: LanguageModel;
  tokensPerDay?: GraphDeps['tokensPerDay'];
  understand: GraphDeps['understand'];
  search: GraphDeps['search'];
  knownToEdgar?: GraphDeps['knownToEdgar'];
  /** Questions answered at once by this process; more wait, PENDING. */
  concurrency?: number;
  /** Called once a question has its answer. */
  onFinished?(tenantId: string, questionId: string): Promise<void>;
}

export interface Answers {
  /**
   * Writes the question and returns at once; the answer comes in this process after it, its progress in `answer_event`.
   * @throws {ValidationError} BAD_USER_INPUT, IDEMPOTENCY_KEY_REUSED; {NotFoundError}
   */
  ask(viewer: Viewer, input: AskInput): Promise<{ questionId: string; replayed: boolean }>;
  /** Writes a question down without starting it; {@link Answers.run} does. For questions that Gravity itself asks for a user. */
  write(tenantId: string, userId: string, input: AskInput): Promise<string>;
  /** Answers a question to its end, in this process. Does nothing when it is done or another process is at it. */
  run(tenantId: string, questionId: string): Promise<void>;
  /** Stops a question wherever it runs, within a second; false when it had ended already. @throws {NotFoundError} */
  cancel(viewer: Viewer, questionId: string): Promise<boolean>;
  /** Takes up what a dead process left; what died too often becomes FAILED. Returns how many were taken up. */
  sweep(): Promise<number>;
  /** Listens for cancellations from other processes and takes up now and then what dead ones left. */
  start(): Promise<void>;
  /** Stops taking questions, aborts those that run (another process goes on with them) and waits for them. */
  close(): Promise<void>;
}

type RunDeps = AnswerDeps & GraphDeps;

function runDeps(given: AnswerDeps): RunDeps {
  const { prisma, pool } = given.database;
  const texts = createDocumentTexts(prisma, given.store);
  return {
    ...given,
    prisma,
    texts,
    checkpointer: new PostgresSaver(pool, undefined, { schema: CHECKPOINT_SCHEMA }),
  };
}

const CANCELLED = Symbol('cancelled');
const CLOSING = Symbol('closing');

export function createAnswers(given: AnswerDeps): Answers {
  const deps = runDeps(given);
  const processName = randomUUID();
  const limit = pLimit(deps.concurrency ?? 8);
  const running = new Map<string, { controller: AbortController; done: Promise<void> }>();
  let unsubscribe: (() => Promise<void>) | undefined;
  let closing = false;
  let sweeper: NodeJS.Timeout | undefined;

  const schedule = (tenantId: string, questionId: string): Promise<void> => {
    const known = running.get(questionId);
    if (known) return known.done;
    const controller = new AbortController();
    const done = limit(() => runOnce(deps, processName, tenantId, questionId, controller))
      .catch((error: unknown) => deps.logger.error({ questionId, err: error }, 'a question could not be ended'))
      .finally(() => running.delete(questionId));
    running.set(questionId, { controller, done });
    return done;
  };

  const answers: Answers = {
    async ask(viewer, input) {
      const stored = await storeQuestion(deps.database, viewer, parseAsk(input), processName);
      if (!stored.replayed) void schedule(viewer.tenantId, stored.questionId);
      return stored;
    },
    async write(tenantId, userId, input) {
      return (await storeQuestion(deps.database, { tenantId, userId }, parseAsk(input), processName)).questionId;
    },
    async run(tenantId, questionId) {
      const isMine = running.has(questionId) || (await renewLease(deps.database, questionId, processName));
      if (!isMine && !(await takeLease(deps.database, tenantId, questionId, processName))) return;
      await schedule(tenantId, questionId);
    },
    async cancel(viewer, questionId) {
      const { tenantId } = viewer;
      const question = await withTenant(deps.database, tenantId, (tx) =>
        tx.question.findUnique({ where: { id: questionId }, select: { status: true } }),
      );
      if (!question) throw new NotFoundError('There is no such question.');
      const ended = await finish(deps, tenantId, questionId, { status: 'CANCELLED' });
      running.get(questionId)?.controller.abort(CANCELLED);
      await deps.events.publish(answerCancelledTopic, { tenantId, questionId });
      return ended;
    },
    async sweep() {
      const leases = await expiredLeases(deps.database);
      let taken = 0;
      for (const lease of leases) {
        if (closing) break;
        const mine = await takeLease(deps.database, lease.tenantId, lease.questionId, processName);
        if (!mine) continue;
        taken += 1;
        if (mine.attempts > MOST_ATTEMPTS) {
          deps.logger.error({ questionId: lease.questionId, attempts: mine.attempts }, 'a question failed: its process died too often');
          await finish(deps, lease.tenantId, lease.questionId, { status: 'FAILED', receipt: { reason: 'its process died too often' } });
        } else void schedule(lease.tenantId, lease.questionId);
      }
      return taken;
    },
    async start() {
      sweeper ??= setInterval(() => {
        answers
          .sweep()
          .catch((error: unknown) =>
            deps.logger.warn({ reason: errorMessage(error) }, 'questions of dead processes could not be taken up'),
          );
      }, LEASE_MS).unref();
      unsubscribe ??= await deps.events.subscribe(answerCancelledTopic, ({ questionId }) =>
        running.get(questionId)?.controller.abort(CANCELLED),
      );
    },
    async close() {
      closing = true;
      clearInterval(sweeper);
      await unsubscribe?.();
      for (const { controller } of running.values()) controller.abort(CLOSING);
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
  return answers;
}

/** One run from wherever the last one stopped. Ends the question, unless it was cancelled or this process is closing. */
async function runOnce(
  deps: RunDeps,
  processName: string,
  tenantId: string,
  questionId: string,
  controller: AbortController,
): Promise<void> {
  const startedAt = Date.now();
  const { signal } = controller;
  if (signal.aborted) return;
  const question = await withTenant(deps.database, tenantId, async (tx) => {
    const { count } = await tx.question.updateMany({
      where: { id: questionId, status: { in: ['PENDING', 'RUNNING'] } },
      data: { status: 'RUNNING' },
    });
    return count === 0 ? null : tx.question.findUnique({ where: { id: questionId } });
  });
  if (!question) {
    await deps.prisma.questionLease.deleteMany({ where: { questionId } });
    return;
  }
  const heartbeat = setInterval(() => {
    renewLease(deps.database, questionId, processName)
      .then((held) => {
        if (!held) controller.abort(CANCELLED);
      })
      .catch((error: unknown) =>
        deps.logger.warn({ questionId, reason: errorMessage(error) }, 'the lease of a question could not be renewed'),
      );
  }, LEASE_MS / 3);
  heartbeat.unref();
  const traceId = question.requestId ?? questionId;
  try {
    const input = await runInput(deps, tenantId, question);
    const line = progressLine(deps, tenantId, questionId);
    const onSentence = await sentenceSender(deps, line, tenantId, questionId);
    const graph = createAnswerGraph(deps, {
      signal,
      requestId: traceId,
      onSentence,
      onStep: (name, detail, ms) => line.publish({ kind: 'step', name, detail, ms }),
    });
    // Each step is kept before the next begins: whoever takes the question up repeats no step that was done.
    const config = { configurable: { thread_id: questionId }, signal, recursionLimit: 20, durability: 'sync' as const };
    const resumed = deps.checkpointer ? (await graph.getState(config)).next.length > 0 : false;
    const state = (await graph.invoke(resumed ? null : { input }, config)) as RunState;
    await line.drain();
    const { status, answer } = answerOf(state);
    await finish(deps, tenantId, questionId, { status, answer, receipt: receiptOf(state, { traceId, startedAt, resumed }) });
    await deps.checkpointer?.deleteThread(questionId);
    await deps.onFinished?.(tenantId, questionId);
  } catch (error) {
    if (signal.reason === CLOSING)
      await deps.prisma.questionLease.updateMany({ where: { questionId, process: processName }, data: { expiresAt: new Date(0) } });
    if (signal.aborted) return;
    deps.logger.error({ questionId, err: error }, 'a question failed');
    const code = error instanceof DomainError ? error.code : 'INTERNAL_SERVER_ERROR';
    await finish(deps, tenantId, questionId, { status: 'FAILED', receipt: { traceId, code, totalMs: Date.now() - startedAt } });
    await deps.checkpointer?.deleteThread(questionId);
  } finally {
    clearInterval(heartbeat);
  }
}

async function runInput(
  deps: RunDeps,
  tenantId: string,
  question: { id: string; text: string; input: unknown; followsQuestionId: string | null },
): Promise<RunInput> {
  const { tickers, accessionNumbers, watchlistId, asOf } = question.input as StoredInput;
  const watched = watchlistId && !tickers?.length ? await watchlistTickers(deps, tenantId, watchlistId) : undefined;
  const inherited = question.followsQuestionId ? await inheritedFrom(deps.database, tenantId, question.followsQuestionId) : undefined;
  return {
    tenantId,
    questionId: question.id,
    question: question.text,
    filter: {
      ...(tickers && { tickers }),
      ...(watched && { tickers: watched }),
      ...(accessionNumbers && { accessionNumbers }),
      ...(asOf && { asOf }),
    },
    ...(inherited && { inherited }),
  };
}

async function watchlistTickers({ database, prisma }: RunDeps, tenantId: string, watchlistId: string): Promise<string[] | undefined> {
  const items = await withTenant(database, tenantId, (tx) => tx.watchlistItem.findMany({ where: { watchlistId }, select: { cik: true } }));
  const tickers = await prisma.companyTicker.findMany({
    where: { cik: { in: items.map(({ cik }) => cik) } },
    distinct: ['cik'],
    select: { ticker: true },
  });
  return tickers.length > 0 ? tickers.map(({ ticker }) => ticker) : undefined;
}
