import type { Database } from '../../core/db/client.ts';

/** Writes so many filings with their INGEST stage and DISCOVERED event, as registration does, in bulk. */
export async function fill(database: Database, count: number, from = 1): Promise<void> {
  await database.pool.query(`insert into company (cik, name) values (9900001, 'Bench Creek Mills') on conflict do nothing`);
  for (let first = from; first < from + count; first += 2_000) {
    const last = Math.min(first + 1_999, from + count - 1);
    await database.pool.query(
      `with made as (
         insert into filing (accession_number, cik, form, filed_at)
         select '0009900001-24-' || lpad(n::text, 6, '0'), 9900001, '8-K', '2024-01-02' from generate_series($1::int, $2::int) n
         returning accession_number
       ), staged as (
         insert into filing_stage (accession_number, stage, version, run_id, request_id)
         select accession_number, 'INGEST', 1, accession_number || '-r1', 'bench' from made
       )
       insert into filing_event (accession_number, "to", at, request_id) select accession_number, 'DISCOVERED', clock_timestamp(), 'bench' from made`,
      [first, last],
    );
  }
}
