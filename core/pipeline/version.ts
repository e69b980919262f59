import type { Database } from '../db/client.ts';
import type { StageKey } from './stages.ts';

export type Adopted =
  | { kind: 'adopted' }
  /** Done, failed, or a row of the newer version stands beside it: the older one is closed. */
  | { kind: 'closed' }
  /** An older process is at it. */
  | { kind: 'later'; inMs: number };

/**
 * Turns an open row of an older version into one of the version that runs here, so that a filing is never done by two: one that waits, or
 * whose older process died in the middle of it.
 */
export async function adoptVersion(
  database: Database,
  { accessionNumber, stage, version }: StageKey,
  newVersion: number,
): Promise<Adopted> {
  const { rows } = await database.pool.query<{ newer: boolean }>(
    `update filing_stage s
        set version = case when n.newer then s.version else $4 end, state = (case when n.newer then 'DONE' else 'PENDING' end)::"StageState",
            finished_at = case when n.newer then now() end, lease_token = lease_token + 1, lease_owner = null, lease_expires_at = null
       from (select exists (select from filing_stage where accession_number = $1 and stage = $2::"Stage" and version = $4) as newer) n
      where s.accession_number = $1 and s.stage = $2::"Stage" and s.version = $3
        and (s.state = 'PENDING' or (s.state = 'RUNNING' and s.lease_expires_at < now()))
     returning n.newer`,
    [accessionNumber, stage, version, newVersion],
  );
  if (rows[0]) return { kind: rows[0].newer ? 'closed' : 'adopted' };
  const held = await database.pool.query<{ wait_ms: number }>(
    `select greatest(0, extract(epoch from lease_expires_at - now()) * 1000)::float8 as wait_ms from filing_stage
      where accession_number = $1 and stage = $2::"Stage" and version = $3 and state = 'RUNNING'`,
    [accessionNumber, stage, version],
  );
  return held.rows[0] ? { kind: 'later', inMs: Math.ceil(held.rows[0].wait_ms) + 20 } : { kind: 'closed' };
}
