import { createPostgresBackend, DelayedError, type Job, Queue, UnrecoverableError, Worker, type WorkerOptions, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { z } from 'zod';
import { sessionOptions } from './db/client.ts';
import { errorMessage, TransportError, ValidationError } from './errors.ts';
import type { Logger } from './logger.ts';

/** Every queue. `giant` takes the large filings of the analyse and index stages, so that the others do not wait for them. */
export const queueNames = ['ingest', 'analyse', 'index', 'giant', 'tasks'] as const;
export type QueueName = (typeof queueNames)[number];

/** One run of one stage. The row in `filing_stage` is the truth; a job that names a closed row is a no-op. */
export const stageJobSchema = z.object({
  accessionNumber: z.string().regex(/^\d{10}-\d{2}-\d{6}$/),
  stage: z.enum(['INGEST', 'ANALYSE', 'INDEX']),
  version: z.number().int(),
  runId: z.string(),
  requestId: z.string().optional(),
});
export type StageJob = z.infer<typeof stageJobSchema>;

/** A row of `pipeline_task`, or one of the repeating jobs, which need none. */
export const taskJobSchema = z.object({ taskId: z.uuid().optional(), requestId: z.string().optional() });
export type TaskJob = z.infer<typeof taskJobSchema>;

export interface StageEntry {
  job: StageJob;
  isGiant: boolean;
  /** 0 is live; higher waits for lower. */
  priority: number;
  delayMs?: number;
}

/** How a processor ends a job. Retries are the stage row's: the queue is only told when to look again. */
export type JobOutcome = { kind: 'done' } | { kind: 'later'; inMs: number } | { kind: 'failed'; reason: string };
export interface QueueJob {
  readonly id: string;
  readonly name: string;
  readonly data: unknown;
}
export interface QueueWorker {
  /** Takes no more jobs and resolves when the running ones have ended; `force` does not wait for them. */
  close(force?: boolean): Promise<void>;
  isRunning(): boolean;
}
export interface FailedJob {
  readonly id: string;
  readonly data: unknown;
  readonly reason: string;
  remove(): Promise<void>;
}
export type QueueCounts = Record<'waiting' | 'active' | 'delayed' | 'failed', number>;

export interface Queues {
  readonly backend: 'redis' | 'postgres';
  /** For Bull Board. */
  readonly all: readonly Queue[];
  /** Adds what is not there yet. @throws {TransportError} QUEUE_UNAVAILABLE, at once when Redis is down */
  addStages(entries: readonly StageEntry[]): Promise<void>;
  addTask(name: string, job: TaskJob, options?: { id?: string; delayMs?: number }): Promise<void>;
  /** A job of `tasks` every so often, over all processes one. */
  every(name: string, everyMs: number): Promise<void>;
  counts(name: QueueName): Promise<QueueCounts>;
  failed(name: QueueName, limit: number): Promise<FailedJob[]>;
  createWorker(name: QueueName, process: (job: QueueJob) => Promise<JobOutcome>, options: { concurrency: number }): QueueWorker;
  /** @throws {TransportError} QUEUE_UNAVAILABLE */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export type QueuesOptions = { logger: Logger; prefix?: string } & (
  | { redisUrl: string }
  /** Of {@link createQueuePool}, or with the same search path. */
  | { pool: pg.Pool }
);

/** Job ids hold no colon. The run id changes with each replay, so that a finished job's id never swallows the next run. */
export const stageJobId = ({ stage, version, runId }: StageJob): string => `${stage.toLowerCase()}-v${version}-${runId}`;
export const stageQueue: Record<StageJob['stage'], QueueName> = { INGEST: 'ingest', ANALYSE: 'analyse', INDEX: 'index' };
const queueOf = ({ job, isGiant }: StageEntry): QueueName => (isGiant && job.stage !== 'INGEST' ? 'giant' : stageQueue[job.stage]);

const lock = { lockDuration: 10_000, stalledInterval: 5_000, maxStalledCount: 5 } as const;
/** Of producers. What a queue asks of Redis when it is made would fail for good where Redis is down at that moment. */
const patient = { skipWaitingForReady: true, skipVersionCheck: true } as const;
const keep = { removeOnComplete: true, removeOnFail: { count: 5_000 } } as const;

/**
 * The queues on Redis, or on BullMQ's tables in PostgreSQL. Workers and producers have connections of their own on Redis: a worker waits
 * for Redis to come back, a producer fails at once, and the outbox waits instead of the caller.
 * @throws {ValidationError} CONFIG_INVALID when Redis may evict jobs
 */
export async function createQueues(options: QueuesOptions): Promise<Queues> {
  const { logger } = options;
  const connections = 'redisUrl' in options ? redisConnections(options.redisUrl, logger) : null;
  if (connections) await refuseEviction(connections.producer, logger);
  const shared = { prefix: options.prefix ?? 'gravity' };
  const { makeQueue, makeWorker } = connections
    ? {
        makeQueue: (name: string) => new Queue(name, { ...shared, connection: connections.producer, ...patient }),
        makeWorker: (name: string, run: (job: Job, token?: string) => Promise<unknown>, settings: Omit<WorkerOptions, 'connection'>) =>
          new Worker(name, run, { ...shared, ...settings, connection: connections.worker() }),
      }
    : postgresClasses((options as { pool: pg.Pool }).pool, shared);

  const queues = new Map<QueueName, Queue>();
  for (const name of queueNames) {
    const queue = makeQueue(name);
    queue.on('error', (error) => logger.debug({ queue: name, reason: error.message }, 'queue connection'));
    queues.set(name, queue);
  }
  const queue = (name: QueueName) => queues.get(name) as Queue;

  return {
    backend: connections ? 'redis' : 'postgres',
    all: [...queues.values()],
    addStages: (entries) =>
      available(async () => {
        for (const name of queueNames) {
          const bulk = entries.filter((entry) => queueOf(entry) === name);
          if (bulk.length > 0) await queue(name).addBulk(bulk.map(toBulkJob));
        }
      }),
    addTask: (name, job, { id, delayMs } = {}) =>
      available(async () => {
        await queue('tasks').add(name, job, { ...keep, jobId: id, delay: delayMs, attempts: 1 });
      }),
    every: (name, everyMs) =>
      available(async () => {
        await queue('tasks').upsertJobScheduler(name, { every: everyMs }, { name, data: {}, opts: { ...keep, attempts: 1 } });
      }),
    counts: (name) =>
      available(async () => {
        const {
          waiting = 0,
          prioritized = 0,
          active = 0,
          delayed = 0,
          failed = 0,
        } = await queue(name).getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed');
        return { waiting: waiting + prioritized, active, delayed, failed };
      }),
    failed: (name, limit) =>
      available(async () =>
        (await queue(name).getFailed(0, limit - 1)).filter(Boolean).map((job) => ({
          id: job.id ?? '',
          data: job.data as unknown,
          reason: job.failedReason ?? '',
          remove: () => job.remove(),
        })),
      ),
    createWorker: (name, process, { concurrency }) => {
      const worker = makeWorker(name, (job, token) => settle(job, token, process, logger), { ...lock, concurrency });
      worker.on('error', (error) => logger.debug({ queue: name, reason: error.message }, 'queue worker'));
      worker.on('stalled', (jobId) => logger.warn({ queue: name, jobId }, 'a job was left by its worker and goes back to the queue'));
      return { close: (force) => worker.close(force), isRunning: () => worker.isRunning() };
    },
    ping: () =>
      available(async () => void (connections ? await connections.producer.ping() : await queue('tasks').getJobCounts('waiting'))),
    close: async () => {
      await Promise.all([...queues.values()].map((each) => each.close()));
      connections?.close();
    },
  };
}

/** A pool for BullMQ's tables. Each worker listens on a connection of its own, hence the size. */
export function createQueuePool(url: string, logger: Logger, max = 20): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    keepAlive: true,
    application_name: 'gravity-queues',
    options: sessionOptions({ TimeZone: 'UTC', search_path: 'bullmq' }),
  });
  const warn = (error: Error) => logger.debug({ reason: error.message }, 'queue database connection');
  pool.setMaxListeners(0);
  pool.on('error', warn);
  pool.on('connect', (client) => client.on('error', warn).setMaxListeners(0));
  return pool;
}

async function settle(job: Job, token: string | undefined, process: (job: QueueJob) => Promise<JobOutcome>, logger: Logger): Promise<void> {
  const outcome = await process({ id: job.id ?? '', name: job.name, data: job.data }).catch((error: unknown): JobOutcome => {
    // The database could not be asked: the job is looked at again shortly.
    logger.warn({ jobId: job.id, reason: errorMessage(error) }, 'a job could not be run and stays in the queue');
    return { kind: 'later', inMs: 1_000 + Math.random() * 2_000 };
  });
  if (outcome.kind === 'failed') throw new UnrecoverableError(outcome.reason);
  if (outcome.kind === 'later') {
    await job.moveToDelayed(Date.now() + Math.max(1, Math.round(outcome.inMs)), token);
    throw new DelayedError();
  }
}

const toBulkJob = ({ job, priority, delayMs }: StageEntry) => ({
  name: job.stage.toLowerCase(),
  data: job,
  opts: { ...keep, attempts: 1, jobId: stageJobId(job), priority: priority || undefined, delay: delayMs },
});

function postgresClasses(pool: pg.Pool, shared: { prefix: string }) {
  const { Queue: PostgresQueue, Worker: PostgresWorker } = withBackend(createPostgresBackend);
  return {
    makeQueue: (name: string) => new PostgresQueue(name, { ...shared, connection: pool }) as unknown as Queue,
    makeWorker: (name: string, run: (job: Job, token?: string) => Promise<unknown>, settings: Omit<WorkerOptions, 'connection'>) =>
      new PostgresWorker(name, (job, token) => run(job as unknown as Job, token), {
        ...shared,
        ...settings,
        connection: pool,
      }) as unknown as Worker,
  };
}

function redisConnections(url: string, logger: Logger) {
  const reconnect = (times: number) => Math.min(times * 100, 2_000);
  const quiet = (client: Redis) => client.on('error', (error: Error) => logger.debug({ reason: error.message }, 'redis connection'));
  const producer = quiet(
    new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 5_000, retryStrategy: reconnect }),
  );
  // Every queue waits on it for the first connection.
  producer.setMaxListeners(0);
  const workers: Redis[] = [];
  return {
    producer,
    worker: () => {
      const client = quiet(new Redis(url, { maxRetriesPerRequest: null, retryStrategy: reconnect }));
      workers.push(client);
      return client;
    },
    close: () => {
      for (const client of [producer, ...workers]) client.disconnect();
    },
  };
}

/** Waits a little for the first connection; a Redis that is down now is no reason not to start. */
async function refuseEviction(client: Redis, logger: Logger): Promise<void> {
  const ready = await new Promise<boolean>((resolve) => {
    if (client.status === 'ready') resolve(true);
    const timer = setTimeout(() => resolve(false), 3_000);
    client.once('ready', () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
  const answer = ready ? await client.config('GET', 'maxmemory-policy').catch(() => null) : null;
  const policy = Array.isArray(answer) ? String(answer[1]) : null;
  if (policy === null) {
    logger.warn(ready ? 'Redis does not tell its maxmemory-policy; it must be noeviction' : 'Redis cannot be reached; work waits for it');
    return;
  }
  if (policy !== 'noeviction') {
    client.disconnect();
    throw new ValidationError(
      `Redis may evict jobs: its maxmemory-policy is ${policy}. Set it to noeviction.`,
      { problems: [`REDIS_URL names a Redis with maxmemory-policy ${policy}; it must be noeviction`] },
      'CONFIG_INVALID',
    );
  }
}

async function available<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new TransportError('QUEUE_UNAVAILABLE', 'The queue cannot be reached. Try again shortly.', {}, { cause: error });
  }
}
