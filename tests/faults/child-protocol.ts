import type { EdgarCompany, EdgarFilingRow } from '../../core/edgar/types.ts';
import type { Stage } from '../../generated/prisma/client.ts';

export interface StepFault {
  /** `ingest.leased`, `analyse.prepared`, `index.committed`, `relay.enqueued`, ... */
  step: string;
  action: 'kill' | 'hang' | 'block';
  /** Of the times that this process comes by; each time unless told. */
  nth?: number;
  accessionNumber?: string;
  ms?: number;
}

/** What a worker process is told of the faults it is to have. */
export interface ChildPlan {
  name?: string;
  faults?: StepFault[];
  graceMs?: number;
  clockSkewMs?: number;
  reconcileEveryMs?: number;
  discovers?: boolean;
  /** Embeddings from the model provider of GEMINI_BASE_URL instead of the local ones. */
  remoteEmbedding?: boolean;
  /** Added to a handler's version: a newer deployment. */
  versionUp?: Partial<Record<Stage, number>>;
}

export type ChildReport =
  | { kind: 'ready' }
  | { kind: 'fault'; step: string; accessionNumber: string; action: string }
  | { kind: 'registered'; accessionNumbers: string[] }
  /** `hashes`: of each INDEXED filing's chunks; `open`: stages and events that are not finished. */
  | { kind: 'evidence'; hashes: [string, string][]; open: number; filings: number; violations: string[] }
  | { kind: 'metrics'; staleCommits: number; rssBytes: number };

/** What the parent asks of a process, for those whose database only they can reach (embedded). */
export type ChildRequest =
  | { kind: 'metrics' }
  | { kind: 'register'; filings: { company: EdgarCompany; row: EdgarFilingRow }[] }
  | { kind: 'evidence' };
