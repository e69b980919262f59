import type { DeadLetter, FilingStatus, Stage } from '../../generated/prisma/client.ts';
import type { Database } from '../db/client.ts';
import { type Tx, withTenant } from '../db/tenancy.ts';
import { parseAccessionNumber } from '../edgar/accession-number.ts';
import { AccessError, type ErrorClass, NotFoundError, ValidationError } from '../errors.ts';
import { appendAudit } from '../tenant/audit.ts';
import type { Viewer } from '../tenant/viewer.ts';
import { reopenStage } from './stage.ts';

/** Replays wait for live filings. */
const replayPriority = 5;
const bulkLimit = 10_000;

export interface DeadLetterSelection {
  ids?: readonly bigint[];
  errorClass?: ErrorClass;
  code?: string;
  stage?: Stage;
}

export interface ReplayResult {
  /** What the selection holds; with a dry run this is all. */
  matched: number;
  replayed: { id: bigint; accessionNumber: string; stage: Stage; runId: string }[];
  dryRun: boolean;
}

const operatorsOnly = (viewer: Viewer) => {
  if (!viewer.isOperator) throw new AccessError('FORBIDDEN', 'Only an operator may see or replay dead letters.');
};

/** Open dead letters, newest first. `after` is the id of the last one of the page before. @throws {AccessError} FORBIDDEN */
export async function listDeadLetters(
  database: Database,
  viewer: Viewer,
  { first = 20, after, ...selection }: { first?: number; after?: bigint } & DeadLetterSelection = {},
): Promise<{ items: DeadLetter[]; hasNextPage: boolean }> {
  operatorsOnly(viewer);
  const items = await database.prisma.deadLetter.findMany({
    where: { ...where(selection), ...(after === undefined ? {} : { AND: { id: { lt: after } } }) },
    orderBy: { id: 'desc' },
    take: Math.min(first, 100) + 1,
  });
  return { items: items.slice(0, Math.min(first, 100)), hasNextPage: items.length > Math.min(first, 100) };
}

/**
 * Gives dead letters another run, each under a new run id and with an audit entry in the same transaction. A letter that was replayed
 * before, or whose filing is INDEXED by now, is left: a second click does nothing.
 * @throws {AccessError} FORBIDDEN; {NotFoundError} when single letters were named and none exists; {ValidationError} on an empty selection
 */
export async function replayDeadLetters(
  database: Database,
  viewer: Viewer,
  selection: DeadLetterSelection,
  { dryRun = false, requestId }: { dryRun?: boolean; requestId?: string } = {},
): Promise<ReplayResult> {
  operatorsOnly(viewer);
  if (Object.values(selection).every((value) => value === undefined))
    throw new ValidationError('Say which dead letters: by id, error class, code or stage.');
  if (selection.ids && (await database.prisma.deadLetter.count({ where: { id: { in: [...selection.ids] } } })) === 0)
    throw new NotFoundError('There is no such dead letter.');
  const letters = await database.prisma.deadLetter.findMany({ where: where(selection), orderBy: { id: 'asc' }, take: bulkLimit });
  const result: ReplayResult = { matched: letters.length, replayed: [], dryRun };
  if (dryRun) return result;
  for (const letter of letters) {
    const runId = await withTenant(database, viewer.tenantId, (tx) => replay(tx, viewer, letter.id, requestId));
    if (runId) result.replayed.push({ id: letter.id, accessionNumber: letter.accessionNumber, stage: letter.stage, runId });
  }
  return result;
}

/**
 * The same for a filing, by its accession number: its open dead letter is replayed. A filing without one is on its way or done, and left.
 * @returns the new run's id, null where nothing was to do
 * @throws {AccessError} FORBIDDEN; {NotFoundError}; {ValidationError} on a malformed number
 */
export async function retryFiling(
  database: Database,
  viewer: Viewer,
  accessionNumber: string,
  requestId?: string,
): Promise<{ runId: string | null; status: FilingStatus }> {
  operatorsOnly(viewer);
  const key = parseAccessionNumber(accessionNumber);
  return withTenant(database, viewer.tenantId, async (tx) => {
    const filing = await tx.filing.findUnique({ where: { accessionNumber: key } });
    if (!filing) throw new NotFoundError(`There is no filing ${key} here.`, { accessionNumber: key });
    const letter = await tx.deadLetter.findFirst({ where: { accessionNumber: key, replayedAt: null }, orderBy: { id: 'desc' } });
    const runId = letter ? await replay(tx, viewer, letter.id, requestId) : null;
    if (!letter) await appendAudit(tx, { viewer, requestId }, { action: 'retry-filing', subject: key, details: { runId: null } });
    const { status } = await tx.filing.findUniqueOrThrow({ where: { accessionNumber: key }, select: { status: true } });
    return { runId, status };
  });
}

const where = ({ ids, errorClass, code, stage }: DeadLetterSelection) => ({
  replayedAt: null,
  ...(ids ? { id: { in: [...ids] } } : {}),
  ...(errorClass ? { errorClass } : {}),
  ...(code ? { code } : {}),
  ...(stage ? { stage } : {}),
});

async function replay(tx: Tx, viewer: Viewer, id: bigint, requestId?: string): Promise<string | null> {
  const [letter] = await tx.$queryRaw<{ accession_number: string; stage: Stage; version: number; status: FilingStatus; newest: number }[]>`
    select d.accession_number, d.stage, d.version, f.status,
           (select max(s.version) from filing_stage s where s.accession_number = d.accession_number and s.stage = d.stage) as newest
      from dead_letter d join filing f using (accession_number)
     where d.id = ${id} and d.replayed_at is null for update of d, f`;
  if (!letter) return null;
  const accessionNumber = letter.accession_number;
  // A newer version has done it since, or another letter's replay has.
  const isOvertaken = letter.status === 'INDEXED' || (letter.status !== 'DEAD_LETTERED' && letter.status !== 'ANALYZED_NOT_INDEXED');
  const opened = isOvertaken
    ? null
    : await reopenStage(
        tx,
        { accessionNumber, stage: letter.stage, version: letter.newest },
        { priority: replayPriority, requestId, changesStatus: true },
      );
  await tx.deadLetter.update({ where: { id }, data: { replayedAt: new Date(), replayRunId: opened?.runId ?? null } });
  await appendAudit(
    tx,
    { viewer, requestId },
    {
      action: 'replay-dead-letter',
      subject: accessionNumber,
      details: { deadLetterId: id.toString(), stage: letter.stage, runId: opened?.runId ?? null },
    },
  );
  return opened?.runId ?? null;
}
