import { createHash } from 'node:crypto';
import { type Tx, transaction } from '../../core/db/tenancy.ts';
import type { EdgarFilingRow } from '../../core/edgar/types.ts';
import { createInProcessBus } from '../../core/events/in-process-bus.ts';
import { insertFilings, saveCompany } from '../../core/filing/filing.repo.ts';
import { createMetrics } from '../../core/metrics.ts';
import { relayBatch } from '../../core/pipeline/outbox.ts';
import { acquireStage, commitStage, discoverFilings, type Lease } from '../../core/pipeline/stage.ts';
import { type StageKey, stageOrder, statusAfter } from '../../core/pipeline/stages.ts';
import type { CorpusFiling } from './corpus.ts';
import type { World } from './world.ts';

/**
 * Pipelines that are wrong on purpose, each in the one way that its name says. The checker must find every one of them, and nothing in the
 * right one.
 */
export interface Mutant {
  name: string;
  /** Beginning of a violation that must be found; null: nothing may be. */
  caughtBy: RegExp | null;
  run(world: World): Promise<void>;
}

export const mutants: Mutant[] = [
  {
    name: 'none: the pipeline as it is',
    caughtBy: null,
    run: async (world) => {
      await world.register(world.corpus);
      await runAll(world);
      await relayAll(world);
    },
  },
  {
    name: 'no unique key: each delivery writes, whatever stands there',
    caughtBy: /^I2 .* chunks stand twice/,
    run: async (world) => {
      await world.register(world.corpus);
      await asOwner(world, 'drop index chunk_accession_number_version_ordinal_key');
      for (const { filing } of world.corpus)
        for (const stage of stageOrder)
          for (let delivery = 0; delivery < 2; delivery += 1)
            await transaction(world.database, async (tx) => {
              if (stage === 'INDEX') await writeChunks(tx, filing.accessionNumber);
              await setStatus(tx, filing.accessionNumber, statusAfter[stage]);
            });
      await closeStages(world);
      await relayAll(world);
    },
  },
  {
    name: 'no outbox: the row is written, then the queue is told, and the process dies between',
    caughtBy: /^I1 .* ended as DISCOVERED without a dead letter/,
    run: async (world) => {
      const queue: string[] = [];
      for (const [index, each] of world.corpus.entries()) {
        await transaction(world.database, (tx) => writeFiling(tx, each));
        world.accepted.set(each.filing.accessionNumber, each);
        const dies = index % 3 === 0;
        if (!dies) queue.push(each.filing.accessionNumber);
      }
      for (const accessionNumber of queue)
        for (const stage of stageOrder)
          await transaction(world.database, async (tx) => {
            if (stage === 'INDEX') await writeChunks(tx, accessionNumber);
            await setStatus(tx, accessionNumber, statusAfter[stage]);
          });
      await relayAll(world);
    },
  },
  {
    name: 'a relay that remembers the highest id: what commits late is passed over',
    caughtBy: /^I3 .* events were never published/,
    run: async (world) => {
      let highest = 0n;
      const relayAboveHighest = async () => {
        const { rows } = await world.database.pool.query<{ id: string }>('select id from filing_event where id > $1 order by id', [
          highest.toString(),
        ]);
        for (const { id } of rows) {
          await world.database.pool.query(
            'update filing_event set sent_at = now(), published_seq = (select coalesce(max(published_seq), 0) + 1 from filing_event) where id = $1',
            [id],
          );
          highest = BigInt(id);
        }
      };
      const [slow, ...others] = world.corpus;
      if (!slow) return;
      let proceed = () => {};
      const held = new Promise<void>((resolve) => {
        proceed = resolve;
      });
      let written = () => {};
      const isWritten = new Promise<void>((resolve) => {
        written = resolve;
      });
      // The company stands already: its row must not be what the others wait for.
      await transaction(world.database, (tx) => saveCompany(tx, { ...slow.company, tickers: [], formerNames: [] }));
      const late = transaction(
        world.database,
        async (tx) => {
          await insertFilings(tx, slow.company.cik, [rowOf(slow)]);
          await discoverFilings(tx, [slow.filing.accessionNumber], { version: 1, priority: 0, requestId: 'faults' });
          written();
          await held;
        },
        { timeoutMs: 60_000 },
      );
      await isWritten;
      await world.register(others);
      await relayAboveHighest();
      proceed();
      await late;
      world.accepted.set(slow.filing.accessionNumber, slow);
      await runAll(world);
      await relayAboveHighest();
    },
  },
  {
    name: 'no fencing: a zombie commits after its work was taken over',
    caughtBy: /^I3 .* became INDEXED 2 times in 1 runs/,
    run: async (world) => {
      await world.register(world.corpus);
      const accessionNumber = world.corpus[0]?.filing.accessionNumber ?? '';
      const zombie = await lease(world, { accessionNumber, stage: 'INGEST', version: 1 });
      await world.database.pool.query(`update filing_stage set lease_expires_at = now() - interval '1 second' where state = 'RUNNING'`);
      await runAll(world);
      // A commit that does not ask whose lease it is: the newest token is taken for its own.
      const { rows } = await world.database.pool.query<{ lease_token: string }>(
        `update filing_stage set state = 'RUNNING' where accession_number = $1 and stage = 'INGEST' returning lease_token`,
        [accessionNumber],
      );
      await commitStage(world.database, { ...zombie, token: BigInt(rows[0]?.lease_token ?? 0) }, async () => undefined, { nextVersion: 1 });
      await runAll(world);
      await relayAll(world);
    },
  },
];

const rowOf = ({ company, filing }: CorpusFiling): EdgarFilingRow => ({
  accessionNumber: filing.accessionNumber,
  cik: company.cik,
  form: filing.form,
  filedAt: filing.filedAt,
  items: [],
  isInlineXbrl: false,
});

async function writeFiling(tx: Tx, each: CorpusFiling): Promise<void> {
  await saveCompany(tx, { ...each.company, tickers: [], formerNames: [] });
  await insertFilings(tx, each.company.cik, [rowOf(each)]);
}

/** Does every open stage, in order, as a worker would. */
async function runAll(world: World): Promise<void> {
  for (;;) {
    const { rows } = await world.database.pool.query<{ accession_number: string; stage: StageKey['stage']; version: number }>(
      `select accession_number, stage, version from filing_stage where state in ('PENDING', 'RUNNING') order by accession_number, stage`,
    );
    if (rows.length === 0) return;
    for (const row of rows) {
      const key = { accessionNumber: row.accession_number, stage: row.stage, version: row.version };
      await commitStage(
        world.database,
        await lease(world, key),
        async (tx) => {
          if (key.stage === 'INDEX') await writeChunks(tx, key.accessionNumber);
        },
        { nextVersion: key.stage === 'INDEX' ? undefined : 1 },
      );
    }
  }
}

async function lease(world: World, key: StageKey): Promise<Lease> {
  const acquired = await acquireStage(world.database, key, 'mutant', 60_000);
  if (acquired.kind !== 'leased') throw new Error(`${key.accessionNumber} ${key.stage} is not free: ${acquired.kind}`);
  return acquired.lease;
}

async function relayAll({ database, queues, logger }: World): Promise<void> {
  const deps = { database, queues, logger, events: createInProcessBus(logger), metrics: createMetrics() };
  while ((await relayBatch(deps)) > 0);
}

async function setStatus(tx: Tx, accessionNumber: string, to: (typeof statusAfter)[keyof typeof statusAfter]): Promise<void> {
  const { status } = await tx.filing.findUniqueOrThrow({ where: { accessionNumber }, select: { status: true } });
  await tx.filing.update({ where: { accessionNumber }, data: { status: to } });
  await tx.filingEvent.create({ data: { accessionNumber, from: status, to, requestId: 'faults' } });
}

const closeStages = (world: World) => world.database.pool.query(`update filing_stage set state = 'DONE'`);

async function writeChunks(tx: Tx, accessionNumber: string): Promise<void> {
  const { cik, form, filedAt } = await tx.filing.findUniqueOrThrow({ where: { accessionNumber } });
  await tx.chunk.createMany({
    data: ['first', 'second'].map((text, ordinal) => ({
      accessionNumber,
      cik,
      form,
      filedAt,
      documentName: 'report.htm',
      ordinal,
      version: 1,
      kind: 'TEXT',
      context: '',
      text,
      charStart: 0,
      charEnd: text.length,
      contentHash: createHash('sha256').update(text).digest('hex'),
    })),
  });
}

async function asOwner(world: World, sql: string): Promise<void> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: world.databaseUrl('postgres') });
  await client.connect();
  await client.query(sql);
  await client.end();
}
