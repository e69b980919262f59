import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { createDatabase, type Database } from '../../core/db/client.ts';
import { createLogger } from '../../core/logger.ts';
import { startServers } from '../../tests/faults/servers.ts';
import { measureDrain } from './drain.ts';
import { measureLatency } from './latency.ts';
import { measureRelay } from './relay.ts';
import { measureWrapper } from './wrapper.ts';

export interface Figure {
  what: string;
  value: string;
  target: string;
  holds: boolean;
}

/** What a measurement works on: a database and a Redis of its own, empty. */
export interface Bench {
  database: Database;
  databaseUrl: string;
  redisUrl: string;
}

/**
 * `npm run bench -- queue [--filings 10000] [--jobs 5000]`: event to subscriber, relay lag, memory while a long queue drains, our job wrapper
 * against bare BullMQ, and the relay against a raw SKIP LOCKED loop, all on PostgreSQL and Redis processes that are started here.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { filings: { type: 'string', default: '10000' }, jobs: { type: 'string', default: '5000' } },
  });
  const servers = await startServers();
  const logger = createLogger('silent', 'bench');
  const table = new Table({ head: ['', 'measured', 'to hold', ''], style: { head: [], border: [] } });
  let holds = true;
  const measure = async (name: string, work: (bench: Bench) => Promise<Figure[]>) => {
    await servers.redis.command('FLUSHALL');
    await servers.postgres.create(name);
    const databaseUrl = servers.postgres.url(name);
    const database = createDatabase({ url: databaseUrl, poolSize: 10, logger });
    try {
      for (const figure of await work({ database, databaseUrl, redisUrl: servers.redis.url })) {
        table.push([figure.what, figure.value, figure.target, figure.holds ? 'holds' : 'DOES NOT']);
        holds &&= figure.holds;
      }
    } finally {
      await database.close();
      await servers.postgres.drop(name);
    }
  };
  try {
    await measure('bench_wrapper', (bench) => measureWrapper(bench, Number(values.jobs)));
    await measure('bench_relay', (bench) => measureRelay(bench, Number(values.jobs)));
    await measure('bench_latency', (bench) => measureLatency(bench));
    await measure('bench_drain', (bench) => measureDrain(bench, Number(values.filings)));
  } finally {
    await servers.close();
  }
  console.log(table.toString());
  if (!holds) process.exitCode = 1;
}

export const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
