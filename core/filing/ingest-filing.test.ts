import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NotFoundError } from '../errors.ts';
import { runStage } from '../pipeline/run-stage.ts';
import type { StageHandler } from '../pipeline/types.ts';
import { type PipelineWorld, pipelineWorld } from '../testing/pipeline.ts';
import { addCompany, addFiling } from '../testing/scripted-edgar.ts';
import { createIngestHandler } from './ingest-filing.ts';
import { registerFilings } from './register-filings.ts';

let world: PipelineWorld;
const cik = 9_700_001;
let sequence = 0;

beforeAll(async () => {
  world = await pipelineWorld();
  addCompany(world.edgar, cik, 'ING');
});
afterAll(() => world?.close());

async function ingest(
  given: Parameters<typeof addFiling>[3] = {},
  change: (filing: ReturnType<typeof scripted>) => void = () => undefined,
) {
  const row = addFiling(world.edgar, cik, ++sequence, given);
  change(scripted(row.accessionNumber));
  const company = world.edgar.companies.get(cik);
  if (!company) throw new Error('scripted');
  await registerFilings(world.database, { company, filings: [row] });
  const handler = createIngestHandler({ ...world, now: () => new Date('2024-02-01') }) as StageHandler;
  const outcome = await runStage({ accessionNumber: row.accessionNumber, stage: 'INGEST', version: 1 }, handler, {
    ...world,
    owner: 'test',
    nextVersion: 1,
    shutdown: new AbortController().signal,
    random: () => 0,
  });
  return { outcome, accessionNumber: row.accessionNumber };
}
const scripted = (accessionNumber: string) => {
  const filing = world.edgar.filings.find(({ row }) => row.accessionNumber === accessionNumber);
  if (!filing) throw new Error('scripted');
  return filing;
};

describe('ingesting a filing', () => {
  it('keeps the bytes by their hash and takes form, times and filers from the header', async () => {
    const { accessionNumber } = await ingest({ form: '8-K' }, ({ submission }) => {
      if (!submission.header) return;
      submission.header.items = ['2.02', '9.01'];
      submission.header.acceptedAt = new Date('2024-01-05T21:30:09Z');
      submission.header.filers.push({ cik: 9_700_002, name: 'Alder Point Holdings', role: 'FILER' });
      submission.documents.push({ name: 'logo.jpg', sequence: 2, type: 'GRAPHIC' });
    });
    const filing = await world.database.prisma.filing.findUniqueOrThrow({
      where: { accessionNumber },
      include: { documents: true, coFilers: { orderBy: { cik: 'asc' }, include: { company: true } } },
    });
    expect(filing).toMatchObject({
      status: 'INGESTED',
      items: ['2.02', '9.01'],
      acceptedAt: new Date('2024-01-05T21:30:09Z'),
      acceptedAtApproximate: false,
      documents: [{ type: '8-K', sequence: 1 }],
      coFilers: [{ cik }, { cik: 9_700_002, company: { name: 'Alder Point Holdings' } }],
    });
    expect(await world.store.has(filing.documents[0]?.contentHash ?? '')).toBe(true);
  });

  it.each([
    ['', 'DOCUMENT_EMPTY'],
    ['   \n ', 'DOCUMENT_EMPTY'],
    ['%PDF-1.7\u0000\u0001\u0002\u0003', 'DOCUMENT_UNREADABLE'],
    ['{"a": 1}', 'DOCUMENT_UNREADABLE'],
  ])('ends at once in a dead letter for a primary document like %j: %s', async (body, code) => {
    const { outcome, accessionNumber } = await ingest({ body });
    expect(outcome).toMatchObject({ kind: 'dead', reason: expect.stringContaining(code) });
    expect(await world.database.prisma.filingDocument.count({ where: { accessionNumber } })).toBe(0);
  });

  it('waits for a filing that was listed in the last days and is not served yet, and gives up on an old one', async () => {
    world.edgar.fault = (call) => (call === 'submission' ? new NotFoundError('absent') : undefined);
    expect((await ingest({ filedAt: '2024-01-31' })).outcome).toEqual({ kind: 'later', inMs: 15_000 });
    expect((await ingest({ filedAt: '2020-01-31' })).outcome).toMatchObject({ kind: 'dead', reason: expect.stringContaining('NOT_FOUND') });
    world.edgar.fault = () => undefined;
  });

  it('links an amendment to its original, whichever is ingested first', async () => {
    const period = { reportDate: '2021-12-31' };
    const amendment = await ingest({ ...period, form: '10-K/A', filedAt: '2022-05-01' });
    const original = await ingest({ ...period, form: '10-K', filedAt: '2022-02-01' });
    const { amendsAccessionNumber } = await world.database.prisma.filing.findUniqueOrThrow({
      where: { accessionNumber: amendment.accessionNumber },
    });
    expect(amendsAccessionNumber).toBe(original.accessionNumber);
  });
});
