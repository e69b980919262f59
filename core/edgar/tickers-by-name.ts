import type { EdgarClient, EdgarTicker } from './types.ts';

export interface TickersByName {
  /** Undefined for a ticker that EDGAR does not list. */
  known(ticker: string): Promise<EdgarTicker | undefined>;
  /** Only those that EDGAR lists. */
  ciks(tickers: readonly string[]): Promise<Map<string, number>>;
}

/** Looks tickers up in EDGAR's map, which the client keeps in memory; upper or lower case, `BRK.B` as `BRK-B`. */
export function tickersByName(edgar: Pick<EdgarClient, 'tickers'>): TickersByName {
  let indexed: { rows: EdgarTicker[]; byTicker: Map<string, EdgarTicker> } | undefined;
  const index = async (): Promise<Map<string, EdgarTicker>> => {
    const rows = await edgar.tickers();
    if (indexed?.rows !== rows) indexed = { rows, byTicker: new Map(rows.map((row) => [row.ticker.toUpperCase(), row])) };
    return indexed.byTicker;
  };
  const known = async (ticker: string) => (await index()).get(ticker.trim().toUpperCase().replace('.', '-'));
  return {
    known,
    async ciks(tickers) {
      const found = new Map<string, number>();
      for (const ticker of tickers) {
        const row = await known(ticker);
        if (row) found.set(ticker, row.cik);
      }
      return found;
    },
  };
}
