import type { Database } from '../db/client.ts';
import type { StageKey } from './stages.ts';

/**
 * Turns a waiting row of an older version into one of the version that runs here, so that a filing is never done by two. False when the row
 * no longer waits: it is done, or another runs it.
 */
export async function adoptVersion(
  database: Database,
  { accessionNumber, stage, version }: StageKey,
  newVersion: number,
): Promise<boolean> {
  const { rowCount } = await database.pool.query(
    `update filing_stage set version = $4
      where accession_number = $1 and stage = $2::"Stage" and version = $3 and state = 'PENDING'
        and not exists (select from filing_stage n where n.accession_number = $1 and n.stage = $2::"Stage" and n.version = $4)`,
    [accessionNumber, stage, version, newVersion],
  );
  return rowCount === 1;
}
