import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TransportError } from '../errors.ts';
import { registerFilings } from '../filing/register-filings.ts';
import type { StageEntry } from '../queues.ts';
import { onServer } from '../testing/database.ts';
import { type PipelineWorld, pipelineWorld } from '../testing/pipeline.ts';
import { addCompany, addFiling } from '../testing/scripted-edgar.ts';
import { filingStatusTopic } from '../topics.ts';
import { relayBatch } from './outbox.ts';

let world: PipelineWorld;
const hints: string[] = [];
const cik = 9_300_001;

beforeAll(async () => {
  world = await pipelineWorld();
  addCompany(world.edgar, cik, 'OBX');
  await world.events.subscribe(filingStatusTopic, ({ eventId }) => void hints.push(eventId));
});
afterAll(() => world?.close());

let sequence = 0;
async function register(count: number): Promise<string[]> {
  const filings = Array.from({ length: count }, () => addFiling(world.edgar, cik, ++sequence));
  const company = world.edgar.companies.get(cik);
  if (!company) throw new Error('scripted');
  return registerFilings(world.database, { company, filings });
}
const relayWith = (addStages: (entries: readonly StageEntry[]) => Promise<void>, limit?: number) =>
  relayBatch({ ...world, queues: { ...world.queues, addStages } }, limit);
const unsent = () => world.database.prisma.filingEvent.count({ where: { sentAt: null } });

describe('the outbox', () => {
  it('keeps what was accepted while the queue is down, and sends it afterwards', async () => {
    await register(3);
    const down = () => Promise.reject(new TransportError('QUEUE_UNAVAILABLE', 'down'));
    await expect(relayWith(down)).rejects.toThrow('down');
    expect(await unsent()).toBe(3);
    const sent: StageEntry[] = [];
    expect(await relayWith(async (entries) => void sent.push(...entries))).toBe(3);
    expect(sent.map(({ job }) => job.stage)).toEqual(['INGEST', 'INGEST', 'INGEST']);
    expect(await unsent()).toBe(0);
    await world.until('the hints have come', () => hints.length === 3);
    expect(hints).toEqual(['1', '2', '3']);
  });

  it('sends again, under the same place, what a killed relay had claimed and not sent', async () => {
    const [accessionNumber] = await register(1);
    await world.database.pool.query(
      `update filing_event set published_seq = 4, claimed_until = now() - interval '1 second' where accession_number = $1`,
      [accessionNumber],
    );
    expect(await relayWith(async () => undefined)).toBe(1);
    const event = await world.database.prisma.filingEvent.findFirstOrThrow({ where: { accessionNumber } });
    expect(event.publishedSeq).toBe(4n);
  });

  it('gives places without holes to several relays at once', async () => {
    await register(40);
    let total = 0;
    while (total < 40)
      total += (await Promise.all(Array.from({ length: 4 }, () => relayWith(async () => undefined, 7)))).reduce((a, b) => a + b);
    const events = await world.database.prisma.filingEvent.findMany({ orderBy: { publishedSeq: 'asc' } });
    expect(events.map(({ publishedSeq }) => Number(publishedSeq))).toEqual(Array.from({ length: 44 }, (_, index) => index + 1));
  });

  // One session cannot hold two transactions open.
  it.runIf(onServer())('does not skip an event whose transaction began earlier and committed later', async () => {
    const [accessionNumber] = await register(1);
    while ((await relayWith(async () => undefined)) > 0);
    const early = await world.database.pool.connect();
    await early.query('begin');
    await early.query(`insert into filing_event (accession_number, "to") values ($1, 'INGESTED')`, [accessionNumber]);
    await world.database.pool.query(`insert into filing_event (accession_number, "to") values ($1, 'ANALYZED')`, [accessionNumber]);
    expect(await relayWith(async () => undefined)).toBe(1);
    await early.query('commit');
    early.release();
    expect(await relayWith(async () => undefined)).toBe(1);
    const [late] = await world.database.prisma.filingEvent.findMany({
      where: { accessionNumber },
      orderBy: { publishedSeq: 'desc' },
      take: 1,
    });
    expect(late?.to).toBe('INGESTED');
  });
});
