import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { createLogger } from '../../core/logger.ts';
import { createQueues, type StageEntry, stageJobId, stageJobSchema } from '../../core/queues.ts';
import { defineWorker } from '../../worker/define-worker.ts';
import type { Bench, Figure } from './main.ts';

const concurrency = 8;

/** Each lasts a fraction of a second, so that one alone says more of the machine than of either. */
const ROUNDS = 24;

/**
 * Empty jobs through our processor (payload checked, span, child logger, outcome) and through BullMQ's own, the same jobs with the same
 * options, in turns and first by turns. What others do on the machine meets both of a round alike: the middle of the rounds' ratios counts.
 */
export async function measureWrapper({ redisUrl }: Bench, jobs: number): Promise<Figure[]> {
  const rounds: { ours: number; bare: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const first = round % 2 === 1 ? await ourRate(redisUrl, jobs, round) : undefined;
    const bare = await bareRate(redisUrl, jobs, round);
    rounds.push({ ours: first ?? (await ourRate(redisUrl, jobs, round)), bare });
  }
  const ratio = median(rounds.map(({ ours, bare }) => ours / bare));
  return [
    {
      what: 'our job wrapper against bare BullMQ, jobs/s',
      value: `${Math.round(median(rounds.map(({ ours }) => ours)))} against ${Math.round(median(rounds.map(({ bare }) => bare)))}: ${ratio.toFixed(2)}, the middle of ${ROUNDS} rounds`,
      target: '>= 0.9',
      holds: ratio >= 0.9,
    },
  ];
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

const entry = (round: number, index: number): StageEntry => ({
  job: {
    accessionNumber: `0009900001-24-${String(index).padStart(6, '0')}`,
    stage: 'INGEST',
    version: 1,
    runId: `bench-${round}-${index}`,
    requestId: 'bench',
  },
  isGiant: false,
  priority: 0,
});

async function ourRate(redisUrl: string, jobs: number, round: number): Promise<number> {
  const logger = createLogger('silent', 'bench');
  const queues = await createQueues({ redisUrl, logger, prefix: `ours-${round}` });
  for (let first = 0; first < jobs; first += 1_000)
    await queues.addStages(Array.from({ length: Math.min(1_000, jobs - first) }, (_, index) => entry(round, first + index)));
  return rate(jobs, (count) =>
    queues.createWorker(
      'ingest',
      defineWorker(stageJobSchema, logger, async () => {
        count();
        return { kind: 'done' };
      }),
      { concurrency },
    ),
  ).finally(() => queues.close());
}

async function bareRate(redisUrl: string, jobs: number, round: number): Promise<number> {
  const connection = () => new Redis(redisUrl, { maxRetriesPerRequest: null });
  const producer = connection();
  const queue = new Queue('bare', { connection: producer, prefix: `bare-${round}` });
  for (let first = 0; first < jobs; first += 1_000)
    await queue.addBulk(
      Array.from({ length: Math.min(1_000, jobs - first) }, (_, index) => {
        const { job } = entry(round, first + index);
        return {
          name: 'ingest',
          data: job,
          opts: { jobId: stageJobId(job), removeOnComplete: true, removeOnFail: { count: 5_000 }, attempts: 1 },
        };
      }),
    );
  const consumer = connection();
  return rate(
    jobs,
    (count) =>
      new Worker(
        'bare',
        async () => {
          count();
        },
        { connection: consumer, prefix: `bare-${round}`, concurrency, lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 5 },
      ),
  ).finally(async () => {
    await queue.close();
    producer.disconnect();
    consumer.disconnect();
  });
}

async function rate(jobs: number, start: (count: () => void) => { close(): Promise<void> }): Promise<number> {
  let done = 0;
  let startedAt = 0;
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const worker = start(() => {
    if (done === 0) startedAt = performance.now();
    done += 1;
    if (done === jobs) finish();
  });
  await finished;
  const seconds = (performance.now() - startedAt) / 1_000;
  await worker.close();
  return jobs / seconds;
}
