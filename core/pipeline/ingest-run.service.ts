import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { FilingStatus, Prisma } from '../../generated/prisma/client.ts';
import type { Database } from '../db/client.ts';
import { setScope, withTenant } from '../db/tenancy.ts';
import { wantsForm } from '../edgar/form.ts';
import type { EdgarClient, EdgarFilingRow } from '../edgar/types.ts';
import { DomainError, errorMessage, NotFoundError, TransportError, ValidationError } from '../errors.ts';
import { registerFilings } from '../filing/register-filings.ts';
import type { Logger } from '../logger.ts';
import type { Queues } from '../queues.ts';
import { appendAudit } from '../tenant/audit.ts';
import type { Viewer } from '../tenant/viewer.ts';
import { openStageCount } from './pipeline-status.ts';
import { openTask, type TaskPayload, taskJobId } from './task.ts';
import { recentRows, rememberSeen } from './tracked-company.ts';

export interface IngestRunDeps {
  database: Database;
  edgar: EdgarClient;
  queues: Queues;
  logger: Logger;
  /** Stage rows that may wait before more is refused. */
  depthRefuse: number;
}

export interface IngestRequest {
  tickers: string[];
  /** Base forms; omitted or empty: all. */
  forms?: string[] | null;
  /** Newest filings a company; 20. */
  limit?: number | null;
}

const requestSchema = z.object({
  tickers: z
    .array(z.string().trim().min(1, 'a ticker is empty').max(20))
    .min(1, 'name at least one ticker')
    .max(500, 'at most 500 tickers'),
  forms: z
    .array(z.string().trim().toUpperCase().min(1).max(20))
    .max(50)
    .nullish()
    .transform((forms) => forms ?? []),
  limit: z
    .number()
    .int()
    .min(1, 'limit must be at least 1')
    .max(1_000, 'limit must be at most 1000')
    .nullish()
    .transform((limit) => limit ?? 20),
});

const storedInputSchema = z.object({
  tickers: z.array(z.string()),
  ciks: z.array(z.number()),
  forms: z.array(z.string()),
  limit: z.number(),
});

/**
 * Accepts an ingest call: checks it, writes the run and the task that will expand it in one transaction, and returns at once. The queue
 * may be down: the task waits in the table.
 * @throws {ValidationError} BAD_USER_INPUT naming each unknown ticker; {TransportError} EDGAR_UNAVAILABLE without a ticker map,
 * QUEUE_UNAVAILABLE when too much work waits already
 */
export async function requestIngest(
  deps: IngestRunDeps,
  viewer: Viewer,
  input: IngestRequest,
  requestId?: string,
): Promise<{ runId: string }> {
  const parsed = requestSchema.safeParse(input);
  if (!parsed.success)
    throw new ValidationError(`This cannot be ingested: ${parsed.error.issues.map(({ message }) => message).join('; ')}.`, { input });
  const { tickers, forms, limit } = parsed.data;
  const ciks = await findCiks(deps.edgar, tickers);
  if ((await openStageCount(deps.database)) >= deps.depthRefuse)
    throw new TransportError('QUEUE_UNAVAILABLE', 'Too many filings are waiting already. Try again later.', { retryAfterMs: 60_000 });

  const runId = randomUUID();
  const taskId = await withTenant(deps.database, viewer.tenantId, async (tx) => {
    await tx.ingestRun.create({
      data: { id: runId, tenantId: viewer.tenantId, userId: viewer.userId, input: { tickers, ciks, forms, limit }, requestId },
    });
    const opened = await openTask(tx, 'expand-ingest-run', { tenantId: viewer.tenantId, runId }, requestId);
    await appendAudit(tx, { viewer, requestId }, { action: 'ingest', subject: runId, details: { tickers, forms, limit } });
    return opened;
  });
  await deps.queues
    .addTask('expand-ingest-run', { taskId, requestId }, { id: taskJobId(taskId) })
    .catch((error: unknown) =>
      deps.logger.warn({ runId, reason: errorMessage(error) }, 'the queue is down; the run waits for the reconciler'),
    );
  return { runId };
}

/** Share classes are written with a dash, a dot or a slash; a CIK serves for companies that have no ticker. */
async function findCiks(edgar: EdgarClient, tickers: readonly string[]): Promise<number[]> {
  const bySymbol = new Map((await edgar.tickers()).map(({ ticker, cik }) => [ticker.toUpperCase(), cik]));
  const unknown: string[] = [];
  const ciks = tickers.flatMap((ticker) => {
    const cik = bySymbol.get(ticker.toUpperCase().replace(/[./\s]/g, '-')) ?? (/^\d{4,10}$/.test(ticker) ? Number(ticker) : undefined);
    if (cik === undefined) unknown.push(ticker);
    return cik ?? [];
  });
  if (unknown.length > 0)
    throw new ValidationError(
      `EDGAR lists no company with the ticker ${unknown.map((ticker) => JSON.stringify(ticker)).join(', ')}. Check the spelling, or give the CIK.`,
      { unknownTickers: unknown },
    );
  return [...new Set(ciks)];
}

/**
 * The job behind a run: registers the newest filings of each company and ties them to the run. May run twice. A company that EDGAR does not
 * know is noted and the others go on.
 */
export async function expandIngestRun(
  deps: Pick<IngestRunDeps, 'database' | 'edgar' | 'logger'> & { nudge?: () => void },
  { tenantId, runId }: TaskPayload<'expand-ingest-run'>,
  signal?: AbortSignal,
): Promise<void> {
  const { database, edgar } = deps;
  const run = await withTenant(database, tenantId, (tx) => tx.ingestRun.findUnique({ where: { id: runId } }));
  if (run?.state !== 'PENDING') return;
  const { ciks, forms, limit } = storedInputSchema.parse(run.input);
  const problems: string[] = [];
  for (const cik of ciks) {
    signal?.throwIfAborted();
    try {
      const { company, filings } = await edgar.submissions(cik, { limit: recentRows, signal });
      const wanted = await newest(edgar, cik, filings, forms, limit, signal);
      await registerFilings(database, { company, filings: wanted, requestId: run.requestId ?? undefined }, async (tx) => {
        await rememberSeen(tx, cik, filings);
        await setScope(tx, { tenant: tenantId });
        await tx.ingestRunFiling.createMany({
          data: wanted.map(({ accessionNumber }) => ({ tenantId, runId, accessionNumber })),
          skipDuplicates: true,
        });
      });
      deps.nudge?.();
      if (wanted.length === 0) problems.push(`${company.name} has no ${forms.length > 0 ? forms.join(', ') : 'filings'} on EDGAR`);
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      problems.push(error.message);
    }
  }
  await withTenant(database, tenantId, (tx) =>
    tx.ingestRun.update({
      where: { id: runId },
      data: { state: 'EXPANDED', expandedAt: new Date(), error: problems.length > 0 ? problems.join('; ') : null },
    }),
  );
}

/** When the task has failed for good: the run says why. */
export async function failIngestRun(
  database: Database,
  { tenantId, runId }: TaskPayload<'expand-ingest-run'>,
  error: unknown,
): Promise<void> {
  const reason = error instanceof DomainError ? `${error.code}: ${error.message}` : 'INTERNAL_SERVER_ERROR: the run could not be expanded';
  await withTenant(database, tenantId, (tx) =>
    tx.ingestRun.updateMany({ where: { id: runId, state: 'PENDING' }, data: { state: 'FAILED', error: reason.slice(0, 500) } }),
  );
}

async function newest(
  edgar: EdgarClient,
  cik: number,
  recent: readonly EdgarFilingRow[],
  forms: readonly string[],
  limit: number,
  signal?: AbortSignal,
): Promise<EdgarFilingRow[]> {
  const wanted = recent.filter((row) => wantsForm(row.form, forms)).slice(0, limit);
  if (wanted.length === limit || recent.length < recentRows) return wanted;
  return (await edgar.submissions(cik, { limit, forms, signal })).filings;
}

export interface IngestRunView {
  runId: string;
  /** PENDING until every company was looked up; FAILED when that could not be done. */
  state: 'PENDING' | 'EXPANDED' | 'FAILED';
  error: string | null;
  tickers: string[];
  forms: string[];
  limit: number;
  createdAt: Date;
  expandedAt: Date | null;
  filings: IngestRunFilingView[];
  counts: { total: number; indexed: number; deadLettered: number; notIndexed: number; open: number };
  /** Nothing of the run is still moving. */
  isDone: boolean;
}

export interface IngestRunFilingView {
  accessionNumber: string;
  cik: number;
  companyName: string;
  form: string;
  filedAt: Date;
  status: FilingStatus;
  /** Of the last failed attempt, or of the dead letter. */
  errorCode: string | null;
  error: string | null;
}

/** A run of the viewer's tenant with where each filing stands; null when there is none by that id. */
export async function findIngestRun(database: Database, viewer: Viewer, runId: string): Promise<IngestRunView | null> {
  if (!z.uuid().safeParse(runId).success) return null;
  return withTenant(database, viewer.tenantId, async (tx) => {
    const run = await tx.ingestRun.findUnique({ where: { id: runId } });
    if (!run) return null;
    const filings = await tx.$queryRaw<IngestRunFilingView[]>`
      select f.accession_number as "accessionNumber", f.cik, c.name as "companyName", f.form, f.filed_at as "filedAt", f.status,
             problem.last_error_code as "errorCode", problem.last_error as error
        from ingest_run_filing r
        join filing f using (accession_number)
        join company c on c.cik = f.cik
        left join lateral (
          select last_error_code, last_error from filing_stage s
           where s.accession_number = f.accession_number and s.last_error_code is not null and s.state <> 'DONE'
           order by s.created_at desc limit 1
        ) problem on true
       where r.run_id = ${runId}::uuid
       order by f.filed_at desc, f.accession_number desc`;
    return describe(run, filings);
  });
}

function describe(run: Prisma.IngestRunGetPayload<object>, filings: IngestRunFilingView[]): IngestRunView {
  const { tickers, forms, limit } = storedInputSchema.parse(run.input);
  const count = (...statuses: FilingStatus[]) => filings.filter(({ status }) => statuses.includes(status)).length;
  const counts = {
    total: filings.length,
    indexed: count('INDEXED'),
    deadLettered: count('DEAD_LETTERED'),
    notIndexed: count('ANALYZED_NOT_INDEXED'),
    open: count('DISCOVERED', 'INGESTED', 'ANALYZED'),
  };
  return {
    runId: run.id,
    state: run.state as IngestRunView['state'],
    error: run.error,
    tickers,
    forms,
    limit,
    createdAt: run.createdAt,
    expandedAt: run.expandedAt,
    filings,
    counts,
    isDone: run.state === 'FAILED' || (run.state === 'EXPANDED' && counts.open === 0),
  };
}
