import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { createLogger } from '../../core/logger.ts';
import { createQueues, type StageEntry, stageJobSchema } from '../../core/queues.ts';
import { defineWorker } from '../../worker/define-worker.ts';
import type { Bench, Figure } from './main.ts';

const concurrency = 8;

/** Each lasts under a second, so that one alone says more of the machine than of either. */
const ROUNDS = 8;

/**
 * Empty jobs through our processor (payload checked, span, child logger, outcome) and through BullMQ's own, in turns and first by turns; the
 * best of each.
 */
export async function measureWrapper({ redisUrl }: Bench, jobs: number): Promise<Figure[]> {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    if (round % 2 === 1) ours.push(await ourRate(redisUrl, jobs, round));
    bare.push(await bareRate(redisUrl, jobs, round));
    if (round % 2 === 0) ours.push(await ourRate(redisUrl, jobs, round));
  }
  const [best, bestBare] = [Math.max(...ours), Math.max(...bare)];
  return [
    {
      what: 'our job wrapper against bare BullMQ, jobs/s',
      value: `${Math.round(best)} against ${Math.round(bestBare)}: ${(best / bestBare).toFixed(2)}`,
      target: '>= 0.9',
      holds: best / bestBare >= 0.9,
    },
  ];
}

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
        return { name: 'ingest', data: job, opts: { jobId: `bare-${job.runId}`, removeOnComplete: true } };
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
