import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseConfig } from '../core/config.ts';
import { emptyDataDir } from '../core/db/embedded/data-dir-lock.ts';
import { ValidationError } from '../core/errors.ts';
import { startSampleEdgar } from '../samples/edgar.ts';
import { loadSampleFilings } from '../samples/filings.ts';
import { askQuestion, printAnswer } from './ask.ts';
import { DEMO_DIR } from './demo-dir.ts';
import { ensureWebApp } from './ensure-web-app.ts';
import { subscribe } from './graphql.ts';
import { follow, startIngest } from './ingest.ts';
import { clock } from './output.ts';
import { type Running, run } from './run.ts';
import type { Session } from './session.ts';
import { untilSignal } from './until-signal.ts';

const EVENTS = /* GraphQL */ `
  subscription {
    filingStatusChanged {
      to
      at
      filing {
        form
        accessionNumber
        company {
          name
        }
      }
    }
  }
`;

interface StatusEvent {
  filingStatusChanged: { to: string; at: string; filing: { form: string; accessionNumber: string; company: { name: string } } };
}

/** The main job on the bundled filings, on the embedded default and without a network, whatever the environment names. */
export async function demo({ exit = false }: { exit?: boolean }): Promise<void> {
  const stopped = untilSignal();
  const sec = await startSampleEdgar();
  try {
    await ensureWebApp();
    const { DATA_DIR = './.gravity', HOST, PORT, LOG_LEVEL = 'warn' } = process.env;
    const dataDir = join(DATA_DIR, DEMO_DIR);
    const config = parseConfig({ DATA_DIR: dataDir, HOST, PORT, LOG_LEVEL, EDGAR_URL: sec.url, EDGAR_MAX_RPS: '100' });
    await emptyDataDir(dataDir);
    process.stdout.write('Starting the embedded PostgreSQL, the API and the workers…\n');
    const running = await run(config, { server: true, worker: true });
    try {
      await show(running);
      if (exit) return;
      process.stdout.write(`\nThe web app is on http://localhost:${new URL(running.url ?? '').port}. Stop with Ctrl+C.\n`);
      await stopped;
    } finally {
      await running.close();
    }
  } finally {
    await sec.close();
  }
}

async function show({ url }: Running): Promise<void> {
  const session: Session = { isOwnProcess: true, api: (path, init) => fetch(new URL(path, url ?? ''), init) };
  const companies = await loadSampleFilings();
  const watched = new AbortController();
  const printed = { indexed: 0 };
  const printing = printEvents(subscribe<StatusEvent>(session.api, EVENTS, {}, watched.signal), printed);
  const runId = await startIngest(session, { tickers: companies.map(({ ticker }) => ticker), limit: 20 });
  const { counts } = await follow(session, runId, (run) => run.state === 'COMPLETED');
  // The last events may still be on their way.
  for (let tries = 0; printed.indexed < counts.indexed && tries < 20; tries += 1) await sleep(100);
  watched.abort();
  await printing;
  if (counts.indexed !== counts.total)
    throw new ValidationError(`Only ${counts.indexed} of ${counts.total} sample filings were indexed.`, {}, 'INTERNAL_SERVER_ERROR');

  const company = companies[0]?.name ?? '';
  const question = `What was ${company.replace(/,? Inc\.?$/, '')}'s total revenue in fiscal 2025, and how did it change?`;
  process.stdout.write(`\n${question}\n`);
  const answer = await askQuestion(session, question);
  printAnswer(answer);
  if (answer.status !== 'ANSWERED') throw new ValidationError(`The question ended ${answer.status}.`, {}, 'INTERNAL_SERVER_ERROR');
}

async function printEvents(events: AsyncGenerator<StatusEvent>, printed: { indexed: number }): Promise<void> {
  for await (const { filingStatusChanged: event } of events) {
    if (event.to === 'INDEXED') printed.indexed += 1;
    const { company, form, accessionNumber } = event.filing;
    process.stdout.write(`${clock(event.at)}  ${event.to.padEnd(10)} ${form.padEnd(7)} ${accessionNumber}  ${company.name}\n`);
  }
}
