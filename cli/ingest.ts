import { setTimeout as sleep } from 'node:timers/promises';
import { TransportError, ValidationError } from '../core/errors.ts';
import { request } from './graphql.ts';
import { printTable, progressBars } from './output.ts';
import { type Session, withSession } from './session.ts';

const INGEST = /* GraphQL */ `
  mutation ($input: IngestInput!) {
    ingest(input: $input) {
      ... on IngestAccepted {
        runId
      }
      ... on Error {
        code
        message
      }
    }
  }
`;

const RUN = /* GraphQL */ `
  query ($runId: ID!) {
    ingestRun(runId: $runId) {
      state
      error
      counts {
        total
        discovered
        ingested
        analyzed
        indexed
        analyzedNotIndexed
        deadLettered
      }
    }
    pipeline {
      stages {
        running
      }
    }
  }
`;

const FILINGS = /* GraphQL */ `
  query ($runId: ID!, $after: String) {
    ingestRun(runId: $runId) {
      filings(first: 50, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            accessionNumber
            form
            filedAt
            fiscalYear
            fiscalPeriod
            status
            company {
              name
              ticker
            }
          }
        }
      }
    }
  }
`;

interface Counts {
  total: number;
  discovered: number;
  ingested: number;
  analyzed: number;
  indexed: number;
  analyzedNotIndexed: number;
  deadLettered: number;
}

interface Filing {
  accessionNumber: string;
  form: string;
  filedAt: string;
  fiscalYear: number | null;
  fiscalPeriod: string | null;
  status: string;
  company: { name: string; ticker: string | null };
}

interface RunAnswer {
  ingestRun: {
    state: string;
    error: string | null;
    counts: Counts;
  } | null;
  pipeline: { stages: { running: number }[] };
}

interface FilingsAnswer {
  ingestRun: { filings: { pageInfo: { hasNextPage: boolean; endCursor: string | null }; edges: { node: Filing }[] } } | null;
}

export interface IngestOptions {
  tickers: string[];
  forms?: string[];
  limit: number;
  wait?: boolean;
}

const POLL_MS = 500;
const QUIET_MS = 10_000;
/** Without any change or running work for so long, nobody is working. */
const IDLE_MS = 120_000;

export async function ingest(options: IngestOptions): Promise<void> {
  await withSession({ needsWorker: true }, async (session) => {
    const runId = await startIngest(session, options);
    // Companies are looked up in a job: even without --wait the command ends only when it is known what will be read.
    const run = await follow(session, runId, options.wait ? (run) => run.state === 'COMPLETED' : (run) => run.state !== 'PENDING');
    const filings = await allFilings(session, runId);
    printTable(
      ['company', 'form', 'filed', 'period', 'accession number', 'status'],
      filings.map((filing) => [
        filing.company.ticker ?? filing.company.name,
        filing.form,
        filing.filedAt,
        [filing.fiscalPeriod, filing.fiscalYear].filter(Boolean).join(' '),
        filing.accessionNumber,
        filing.status,
      ]),
    );
    const failed = run.counts.deadLettered + run.counts.analyzedNotIndexed;
    if (options.wait && failed > 0)
      throw new ValidationError(
        `${failed} of ${run.counts.total} filings were not indexed. Why: "Dead letters" on the web app's Pipeline page. Again: npx gravity replay`,
        {},
        'INTERNAL_SERVER_ERROR',
      );
    if (!options.wait && session.isOwnProcess)
      process.stderr.write('Registered. They are read while `npx gravity up` runs, or at once with --wait.\n');
  });
}

/** @throws {ValidationError} with the API's code when the request is refused */
export async function startIngest(session: Session, { tickers, forms, limit }: IngestOptions): Promise<string> {
  const { ingest } = await request<{ ingest: { runId?: string; code?: string; message?: string } }>(session.api, INGEST, {
    input: { tickers, forms, limit },
  });
  if (!ingest.runId) throw new ValidationError(ingest.message ?? 'The API refused.', {}, ingest.code as 'BAD_USER_INPUT');
  return ingest.runId;
}

/** Waits until `isDone`, showing how far each stage has come. @throws when the run fails, or when nobody works on it */
export async function follow(session: Session, runId: string, isDone: (run: { state: string; counts: Counts }) => boolean) {
  const bars = progressBars();
  let last = '';
  let changedAt = Date.now();
  let told = false;
  try {
    for (;;) {
      const { ingestRun: run, pipeline } = await request<RunAnswer>(session.api, RUN, { runId });
      if (!run) throw new ValidationError(`There is no run ${runId}.`, {}, 'NOT_FOUND');
      if (run.state === 'FAILED') throw new ValidationError(run.error ?? 'The run failed.', {}, 'BAD_USER_INPUT');
      if (run.counts.total > 0) show(bars, run.counts);
      if (isDone(run)) return run;
      const now = JSON.stringify(run.counts) + run.state;
      if (now !== last || pipeline.stages.some(({ running }) => running > 0)) changedAt = Date.now();
      last = now;
      if (Date.now() - changedAt > QUIET_MS && (await edgarIsResting(session))) {
        if (!told) process.stderr.write('EDGAR has asked for quiet. Waiting until it may be called again; nothing is lost.\n');
        told = true;
        changedAt = Date.now();
      }
      if (Date.now() - changedAt > IDLE_MS)
        throw new TransportError(
          'QUEUE_UNAVAILABLE',
          'Nothing has moved for two minutes: no worker is taking work. Start `npx gravity worker` (or `up`) and run this again; nothing is lost.',
        );
      await sleep(POLL_MS);
    }
  } finally {
    bars.stop();
  }
}

/** While EDGAR is left in peace work waits for it, not for a worker. */
async function edgarIsResting({ api }: Session): Promise<boolean> {
  const { degraded } = (await (await api('/health', {})).json()) as { degraded: string[] };
  return degraded.includes('edgar');
}

function show(
  bars: ReturnType<typeof progressBars>,
  { total, discovered, ingested, deadLettered, indexed, analyzedNotIndexed }: Counts,
): void {
  bars.set('ingested', total - discovered, total);
  bars.set('analysed', total - discovered - ingested, total);
  bars.set('indexed', indexed + analyzedNotIndexed + deadLettered, total);
}

async function allFilings(session: Session, runId: string): Promise<Filing[]> {
  const filings: Filing[] = [];
  for (let after: string | null = null; ; ) {
    const { ingestRun }: FilingsAnswer = await request<FilingsAnswer>(session.api, FILINGS, { runId, after });
    filings.push(...(ingestRun?.filings.edges.map(({ node }) => node) ?? []));
    if (!ingestRun?.filings.pageInfo.hasNextPage) return filings;
    after = ingestRun.filings.pageInfo.endCursor;
  }
}
