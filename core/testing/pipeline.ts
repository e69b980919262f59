import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Database } from '../db/client.ts';
import { NotFoundError } from '../errors.ts';
import { createEventBus } from '../events/create-event-bus.ts';
import type { EventBus } from '../events/types.ts';
import { createIngestHandler } from '../filing/ingest-filing.ts';
import { createLogger, type Logger } from '../logger.ts';
import { createMetrics, type Metrics } from '../metrics.ts';
import type { StageHandler } from '../pipeline/types.ts';
import { createQueuePool, createQueues, type Queues } from '../queues.ts';
import type { ObjectStore } from '../storage/types.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { type ScriptedEdgar, scriptedEdgar } from './scripted-edgar.ts';

/** An object store in memory. */
export function memoryStore(): ObjectStore & { objects: Map<string, Uint8Array> } {
  const objects = new Map<string, Uint8Array>();
  return {
    objects,
    put: async (bytes) => {
      const key = createHash('sha256').update(bytes).digest('hex');
      objects.set(key, bytes);
      return key;
    },
    get: async (key) => {
      const bytes = objects.get(key);
      if (!bytes) throw new NotFoundError(`There is no object ${key}.`);
      return bytes;
    },
    has: async (key) => objects.has(key),
    ping: async () => undefined,
  };
}

/** The stages after INGEST, small: one section, then one chunk for each word of the primary document. */
export function smallHandlers(database: Database, store: ObjectStore, versions: { analyse?: number; index?: number } = {}): StageHandler[] {
  const analyse: StageHandler<string> = {
    stage: 'ANALYSE',
    version: versions.analyse ?? 1,
    prepare: async ({ accessionNumber }) => accessionNumber,
    commit: async (tx, _, { accessionNumber }) => {
      const documents = await tx.filingDocument.findMany({ where: { accessionNumber }, orderBy: { sequence: 'asc' }, take: 1 });
      await tx.section.deleteMany({ where: { accessionNumber } });
      for (const { name, sizeBytes } of documents)
        await tx.section.create({
          data: {
            accessionNumber,
            documentName: name,
            ordinal: 0,
            key: 'whole',
            title: 'Whole document',
            charStart: 0,
            charEnd: sizeBytes,
            status: 'FOUND',
            confidence: 1,
          },
        });
    },
  };
  const index: StageHandler<{ name: string; words: string[] }> = {
    stage: 'INDEX',
    version: versions.index ?? 1,
    prepare: async ({ accessionNumber }) => {
      const document = await database.prisma.filingDocument.findFirst({ where: { accessionNumber }, orderBy: { sequence: 'asc' } });
      if (!document) throw new NotFoundError(`${accessionNumber} has no document.`);
      const text = Buffer.from(await store.get(document.contentHash)).toString('utf8');
      return {
        name: document.name,
        words: text
          .replace(/<[^>]*>/g, ' ')
          .split(/\s+/)
          .filter(Boolean),
      };
    },
    commit: async (tx, { name, words }, { accessionNumber }) => {
      const filing = await tx.filing.findUniqueOrThrow({ where: { accessionNumber } });
      await tx.chunk.deleteMany({ where: { accessionNumber } });
      await tx.chunk.createMany({
        data: words.map((text, ordinal) => ({
          accessionNumber,
          cik: filing.cik,
          form: filing.form,
          filedAt: filing.filedAt,
          documentName: name,
          ordinal,
          version: versions.index ?? 1,
          kind: 'TEXT',
          context: '',
          text,
          charStart: 0,
          charEnd: text.length,
          contentHash: createHash('sha256').update(text).digest('hex'),
        })),
      });
    },
  };
  return [analyse as StageHandler, index as StageHandler];
}

export interface PipelineWorld extends TestDatabase {
  queues: Queues;
  events: EventBus;
  edgar: ScriptedEdgar;
  store: ReturnType<typeof memoryStore>;
  handlers: StageHandler[];
  metrics: Metrics;
  logger: Logger;
  /** Until the condition holds. @throws after `timeoutMs` */
  until(what: string, condition: () => Promise<boolean> | boolean, timeoutMs?: number): Promise<void>;
}

/** Everything that a worker needs, on a database and queues of the test's own: Redis when `redisUrl` names one, else PostgreSQL. */
export async function pipelineWorld({ redisUrl }: { redisUrl?: string } = {}): Promise<PipelineWorld> {
  const test = await testDatabase({ poolSize: 10 });
  const logger = createLogger(process.env.TEST_LOG_LEVEL ?? 'silent', 'test');
  const prefix = `test-${randomUUID().slice(0, 8)}`;
  const pool = redisUrl ? null : createQueuePool(test.url, logger);
  const queues = await createQueues({ logger, prefix, ...(redisUrl ? { redisUrl } : { pool: pool as NonNullable<typeof pool> }) });
  const events = await createEventBus({ kind: 'in-process', logger });
  const edgar = scriptedEdgar();
  const store = memoryStore();
  const { database } = test;
  return {
    ...test,
    queues,
    events,
    edgar,
    store,
    handlers: [createIngestHandler({ database, edgar, store }) as StageHandler, ...smallHandlers(database, store)],
    metrics: createMetrics(),
    logger,
    until,
    close: async () => {
      await queues.close();
      await pool?.end();
      await events.close();
      if (redisUrl) await dropKeys(redisUrl, prefix);
      await test.close();
    },
  };
}

async function until(what: string, condition: () => Promise<boolean> | boolean, timeoutMs = 60_000): Promise<void> {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await sleep(50)) if (await condition()) return;
  throw new Error(`waited ${timeoutMs} ms in vain until ${what}`);
}

async function dropKeys(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url);
  for await (const keys of redis.scanStream({ match: `${prefix}:*`, count: 500 })) if (keys.length > 0) await redis.del(...keys);
  redis.disconnect();
}
