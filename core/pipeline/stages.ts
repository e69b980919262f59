import type { FilingStatus, Stage } from '../../generated/prisma/client.ts';

export interface StageKey {
  readonly accessionNumber: string;
  readonly stage: Stage;
  readonly version: number;
}

export const stageOrder: readonly Stage[] = ['INGEST', 'ANALYSE', 'INDEX'];

export const statusBefore: Record<Stage, FilingStatus> = { INGEST: 'DISCOVERED', ANALYSE: 'INGESTED', INDEX: 'ANALYZED' };
export const statusAfter: Record<Stage, FilingStatus> = { INGEST: 'INGESTED', ANALYSE: 'ANALYZED', INDEX: 'INDEXED' };
/** When every attempt has failed. A filing that is analysed reads and answers from its facts although it cannot be searched. */
export const statusExhausted: Record<Stage, FilingStatus> = {
  INGEST: 'DEAD_LETTERED',
  ANALYSE: 'DEAD_LETTERED',
  INDEX: 'ANALYZED_NOT_INDEXED',
};

/** A run of a stage may take this long, in milliseconds; then it is aborted and counts as one attempt. */
export const stageDeadlineMs: Record<Stage, number> = { INGEST: 10 * 60_000, ANALYSE: 5 * 60_000, INDEX: 5 * 60_000 };
