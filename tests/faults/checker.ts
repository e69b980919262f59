import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../core/db/client.ts';
import type { Queues } from '../../core/queues.ts';
import type { CorpusFiling } from './corpus.ts';
import type { Subscriber } from './subscriber.ts';

/** The reconciler of a scenario's workers looks every five seconds. */
const sweepMs = 30_000;

export interface Verdict {
  lost: number;
  duplicated: number;
  /** Every broken invariant, in words. Empty: all hold. */
  violations: string[];
}

export interface Evidence {
  database: Database;
  queues: Queues;
  subscriber: Subscriber;
  accepted: ReadonlyMap<string, CorpusFiling>;
  /** Hash of each filing's chunks in a run without faults; absent: not compared. */
  reference?: ReadonlyMap<string, string>;
  edgar?: { calls: readonly { at: number }[]; maxPerSecond(): number; allowedPerSecond: number };
}

/** Reads what is left after a scenario and holds it against the invariants I1 to I5 and I9. */
export async function check(evidence: Evidence): Promise<Verdict> {
  const violations: string[] = [];
  const ends = await checkEnds(evidence, violations);
  const duplicatedChunks = await checkChunks(evidence.database, violations, evidence.reference);
  const duplicatedEvents = await checkEvents(evidence, violations);
  await checkNothingStuck(evidence, violations);
  await checkRequestIds(evidence, violations);
  const { edgar } = evidence;
  if (edgar && edgar.maxPerSecond() > edgar.allowedPerSecond)
    violations.push(`I5 EDGAR saw ${edgar.maxPerSecond()} requests in a second, ${edgar.allowedPerSecond} are allowed`);
  return { lost: ends.lost, duplicated: ends.duplicated + duplicatedChunks + duplicatedEvents, violations };
}

/** I1: each accepted filing is INDEXED, or a dead letter of the right code; nothing else is there. */
async function checkEnds({ database, accepted }: Evidence, violations: string[]): Promise<{ lost: number; duplicated: number }> {
  const { rows } = await database.pool.query<{ accession_number: string; status: string; letters: number; codes: string[] }>(
    `select f.accession_number, f.status::text, count(d.id)::int as letters, coalesce(array_agg(d.code) filter (where d.id is not null), '{}') as codes
       from filing f left join dead_letter d on d.accession_number = f.accession_number and d.replayed_at is null group by f.accession_number`,
  );
  const found = new Map(rows.map((row) => [row.accession_number, row]));
  let lost = 0;
  let duplicated = 0;
  for (const [accessionNumber, { ends }] of accepted) {
    const row = found.get(accessionNumber);
    if (!row) {
      lost += 1;
      violations.push(`I1 ${accessionNumber} was accepted and is not there`);
    } else if (row.status === 'INDEXED') {
      if (row.letters > 0) violations.push(`I1 ${accessionNumber} is INDEXED and has a dead letter`);
      if (ends !== 'INDEXED') violations.push(`I1 ${accessionNumber} is INDEXED and should be a dead letter (${ends.join(', ')})`);
    } else if (row.letters === 0) {
      lost += 1;
      violations.push(`I1 ${accessionNumber} ended as ${row.status} without a dead letter`);
    } else {
      if (row.letters > 1) duplicated += 1;
      const expected = ends === 'INDEXED' ? [] : ends;
      if (!row.codes.every((code) => expected.includes(code)))
        violations.push(
          `I1 ${accessionNumber} is a dead letter (${row.codes.join(', ')}) and should end ${ends === 'INDEXED' ? 'INDEXED' : ends.join(', ')}`,
        );
    }
  }
  for (const accessionNumber of found.keys())
    if (!accepted.has(accessionNumber)) violations.push(`I1 ${accessionNumber} was never asked for`);
  if (duplicated > 0) violations.push(`I1 ${duplicated} filings have more than one open dead letter`);
  return { lost, duplicated };
}

/** I2: no chunk twice, no mixed versions, and the same text as without faults. */
export async function checkChunks(database: Database, violations: string[], reference?: ReadonlyMap<string, string>): Promise<number> {
  const { rows } = await database.pool.query<{ chunks: number; keys: number; versions: number }>(
    `select count(*)::int as chunks, count(distinct (accession_number, version, ordinal))::int as keys,
            (select coalesce(max(n), 0)::int from (select count(distinct version) as n from chunk group by accession_number) v) as versions from chunk`,
  );
  const row = rows[0] ?? { chunks: 0, keys: 0, versions: 0 };
  const duplicated = row.chunks - row.keys;
  if (duplicated > 0) violations.push(`I2 ${duplicated} chunks stand twice`);
  if (row.versions > 1) violations.push('I2 a filing mixes two versions of chunks');
  if (reference) {
    const hashes = await chunkHashes(database);
    const different = [...hashes].filter(
      ([accessionNumber, hash]) => reference.has(accessionNumber) && reference.get(accessionNumber) !== hash,
    );
    if (different.length > 0)
      violations.push(`I2 the chunks of ${different.length} filings differ from a run without faults (${different[0]?.[0]})`);
  }
  return duplicated;
}

/** SHA-256 over a filing's chunks in order, by accession number. */
export async function chunkHashes(database: Database): Promise<Map<string, string>> {
  const { rows } = await database.pool.query<{ accession_number: string; content: string }>(
    `select f.accession_number, coalesce(string_agg(c.document_name || ':' || c.char_start || ':' || c.char_end || ':' || c.content_hash, ',' order by c.version, c.ordinal), '') as content
       from filing f left join chunk c using (accession_number) where f.status = 'INDEXED' group by f.accession_number`,
  );
  return new Map(rows.map((row) => [row.accession_number, createHash('sha256').update(row.content).digest('hex')]));
}

/** I3: one event a change, a chain without holes, and the subscriber saw each place once and in order. */
async function checkEvents({ database, subscriber }: Evidence, violations: string[]): Promise<number> {
  await subscriber.catchUp();
  const duplicated = await checkEventChains(database, violations);
  const { rows } = await database.pool.query<{ seq: string | null }>('select published_seq as seq from filing_event');
  const places = rows.flatMap(({ seq }) => (seq === null ? [] : [Number(seq)])).sort((a, b) => a - b);
  if (places.length < rows.length) violations.push(`I3 ${rows.length - places.length} events were never published`);
  if (places.some((place, index) => place !== index + 1)) violations.push('I3 the order of publication has holes');
  const got = subscriber.seen.map(({ seq }) => seq);
  if (got.length !== places.length || got.some((place, index) => place !== places[index]))
    violations.push(`I3 the subscriber saw ${got.length} of ${places.length} events, or not in order`);
  return duplicated;
}

/** I3 of the table alone: each filing's events are a chain that ends at its status, and it became INDEXED once a run. */
export async function checkEventChains(database: Database, violations: string[]): Promise<number> {
  const { rows } = await database.pool.query<{ accession_number: string; from: string | null; to: string }>(
    `select accession_number, "from", "to" from filing_event order by id`,
  );
  const chains = new Map<string, string | null>();
  let duplicated = 0;
  for (const { accession_number: accessionNumber, from, to } of rows) {
    const before = chains.get(accessionNumber) ?? null;
    if (from !== before) {
      duplicated += 1;
      violations.push(`I3 ${accessionNumber} went from ${from} to ${to}, but stood at ${before}`);
    }
    chains.set(accessionNumber, to);
  }
  const { rows: statuses } = await database.pool.query<{ accession_number: string; status: string }>(
    'select accession_number, status::text from filing',
  );
  for (const { accession_number: accessionNumber, status } of statuses)
    if ((chains.get(accessionNumber) ?? null) !== status)
      violations.push(`I3 ${accessionNumber} is ${status}; its events end at ${chains.get(accessionNumber)}`);
  const { rows: again } = await database.pool.query<{ accession_number: string; times: number; runs: number }>(
    `select e.accession_number, count(*)::int as times,
            (select count(distinct s.run_id) from filing_stage s where s.accession_number = e.accession_number)::int as runs
       from filing_event e where e."to" = 'INDEXED' group by e.accession_number`,
  );
  for (const { accession_number: accessionNumber, times, runs } of again)
    if (times > Math.max(1, runs)) {
      duplicated += times - Math.max(1, runs);
      violations.push(`I3 ${accessionNumber} became INDEXED ${times} times in ${runs} runs`);
    }
  return duplicated;
}

/** I4: no unsent event, no stage left behind, and the failed set agrees with the dead letters. */
async function checkNothingStuck({ database, queues }: Evidence, violations: string[]): Promise<void> {
  const { rows } = await database.pool.query<{ unsent: number; open: number; letters: number }>(
    `select (select count(*) from filing_event where sent_at is null)::int as unsent,
            (select count(*) from filing_stage where state in ('PENDING', 'RUNNING'))::int as open,
            (select count(*) from dead_letter where replayed_at is null)::int as letters`,
  );
  const row = rows[0] ?? { unsent: 0, open: 0, letters: 0 };
  if (row.unsent > 0) violations.push(`I4 ${row.unsent} events are not sent`);
  if (row.open > 0) violations.push(`I4 ${row.open} stages are left open`);
  // Fewer is no fault: the set is a copy for operators, and a flushed Redis has lost it. More must go with the next sweep.
  let failed = Number.POSITIVE_INFINITY;
  for (const end = performance.now() + sweepMs; failed > row.letters && performance.now() < end; await sleep(500)) {
    const counts = await Promise.all((['ingest', 'analyse', 'index', 'giant'] as const).map((name) => queues.counts(name)));
    failed = counts.reduce((sum, count) => sum + count.failed, 0);
  }
  if (failed > row.letters) violations.push(`I4 the failed set holds ${failed} jobs, there are ${row.letters} dead letters`);
}

/** I9: every stage and event has the id of the request that asked. */
async function checkRequestIds({ database }: Evidence, violations: string[]): Promise<void> {
  const { rows } = await database.pool.query<{ count: number }>(
    `select (select count(*) from filing_stage where request_id is null)::int + (select count(*) from filing_event where request_id is null)::int as count`,
  );
  if ((rows[0]?.count ?? 0) > 0) violations.push(`I9 ${rows[0]?.count} stages or events have lost the id of their request`);
}
