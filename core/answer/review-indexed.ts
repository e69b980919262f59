import type { Database } from '../db/client.ts';
import { errorMessage } from '../errors.ts';
import type { EventBus } from '../events/types.ts';
import type { Logger } from '../logger.ts';
import { filingStatusTopic } from '../topics.ts';
import { markStaleAnswers } from './stale.ts';
import type { StandingQuestions } from './standing/standing-questions.ts';

export interface ReviewDeps {
  database: Database;
  events: EventBus;
  logger: Logger;
  standing: Pick<StandingQuestions, 'onIndexed'>;
}

export interface IndexedReview {
  /** Looks at one filing that is searchable now: what it makes stale, and which standing questions it answers anew. Once over all processes. */
  review(accessionNumber: string): Promise<void>;
  /** What was begun by a process that died, and what came while nobody listened, of the last day. */
  sweep(): Promise<number>;
  /** Reviews every filing as it becomes INDEXED; sweeps each minute for hints that were lost. */
  start(): Promise<void>;
  close(): Promise<void>;
}

const ABANDONED_MS = 600_000;
const SWEEP_MS = 60_000;

export function createIndexedReview(deps: ReviewDeps): IndexedReview {
  const { database, events, logger, standing } = deps;
  let unsubscribe: (() => Promise<void>) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  /** True for one process only. */
  async function claim(accessionNumber: string): Promise<boolean> {
    const abandoned = new Date(Date.now() - ABANDONED_MS);
    const rows = await database.prisma.$queryRaw<unknown[]>`
      insert into answer_review as r (accession_number) values (${accessionNumber})
      on conflict (accession_number) do update set started_at = now() where r.done_at is null and r.started_at < ${abandoned}
      returning 1`;
    return rows.length > 0;
  }
  async function review(accessionNumber: string): Promise<void> {
    if (!(await claim(accessionNumber))) return;
    const tenants = await database.prisma.answerTenant.findMany();
    for (const { forTenant } of tenants) {
      await markStaleAnswers({ database, logger }, forTenant, accessionNumber);
      await standing.onIndexed(forTenant, accessionNumber);
    }
    await database.prisma.answerReview.updateMany({ where: { accessionNumber }, data: { doneAt: new Date() } });
  }
  const quietly = (accessionNumber: string) =>
    review(accessionNumber).catch((error: unknown) =>
      logger.warn({ accessionNumber, reason: errorMessage(error) }, 'answers could not be reviewed'),
    );

  return {
    review,
    async sweep() {
      if ((await database.prisma.answerTenant.count()) === 0) return 0;
      const rows = await database.prisma.$queryRaw<{ accession_number: string }[]>`
        select e.accession_number from filing_event e
        left join answer_review r on r.accession_number = e.accession_number
        where e.to = 'INDEXED' and e.at > now() - interval '1 day'
          and (r.accession_number is null or (r.done_at is null and r.started_at < ${new Date(Date.now() - ABANDONED_MS)}))
        group by e.accession_number order by min(e.id) limit 500`;
      for (const { accession_number } of rows) await quietly(accession_number);
      return rows.length;
    },
    async start() {
      unsubscribe ??= await events.subscribe(filingStatusTopic, ({ accessionNumber, to }) => {
        if (to === 'INDEXED') last = last.then(() => quietly(accessionNumber));
      });
      timer ??= setInterval(() => {
        last = last
          .then(() => this.sweep())
          .catch((error: unknown) => logger.warn({ reason: errorMessage(error) }, 'the review of answers failed'));
      }, SWEEP_MS).unref();
    },
    async close() {
      clearInterval(timer);
      await unsubscribe?.();
      await last;
    },
  };
}
