import type { Database } from '../db/client.ts';
import { type Tx, transaction } from '../db/tenancy.ts';
import type { EdgarCompany, EdgarFilingRow } from '../edgar/types.ts';
import { discoverFilings } from '../pipeline/stage.ts';
import { insertFilings, saveCompany } from './filing.repo.ts';
import { ingestVersion } from './ingest-filing.ts';

export interface Registration {
  company: EdgarCompany;
  filings: readonly EdgarFilingRow[];
  /** 0 is live; higher waits for lower. */
  priority?: number;
  requestId?: string;
}

/**
 * Makes filings known, in one transaction: company, filings, their INGEST stage and DISCOVERED event. What is known already is left as
 * it is, so any number of parallel calls give one row and one run. The queue is not touched: the relay sends what was committed.
 * @param also written in the same transaction
 * @returns the accession numbers that were new
 */
export async function registerFilings(
  database: Database,
  { company, filings, priority = 0, requestId }: Registration,
  also?: (tx: Tx) => Promise<void>,
): Promise<string[]> {
  return transaction(
    database,
    async (tx) => {
      await saveCompany(tx, company);
      const added = await insertFilings(tx, company.cik, filings);
      await discoverFilings(tx, added, { version: ingestVersion, priority, requestId });
      await also?.(tx);
      return added;
    },
    { timeoutMs: 30_000 },
  );
}
