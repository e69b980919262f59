import type { Tx } from '../db/tenancy.ts';
import type { EdgarFilingRow } from '../edgar/types.ts';

/** As many of a filer's newest filings are compared with those of the poll before. EDGAR's `recent` holds at least that many where there are. */
export const recentRows = 1_000;

/** From now on the company is polled, and what is not among these rows is new. */
export async function rememberSeen(tx: Tx, cik: number, rows: readonly EdgarFilingRow[]): Promise<void> {
  const seen = rows.slice(0, recentRows).map(({ accessionNumber }) => accessionNumber);
  await tx.$executeRaw`
    insert into tracked_company (cik, seen, polled_at) values (${cik}, ${seen}::text[], now())
    on conflict (cik) do update set seen = excluded.seen, polled_at = now(), failures = 0, last_error = null`;
}
