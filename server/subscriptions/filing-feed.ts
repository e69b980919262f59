import type { FilingStatus } from '../../generated/prisma/client.ts';

/** One published row of the outbox. */
export interface StatusChange {
  eventId: bigint;
  accessionNumber: string;
  from: FilingStatus | null;
  to: FilingStatus;
  at: Date;
}
export interface FilingFeed {
  subscribe(options: {
    tickers?: string[];
    watchlist?: { tenantId: string; id: string };
    after?: bigint;
    signal: AbortSignal;
  }): AsyncIterable<StatusChange>;
}
