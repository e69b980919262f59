/** The tickers that were typed, in capitals, without repetition: "aapl, msft AAPL" names two. */
export const parseTickers = (typed: string): string[] => [
  ...new Set(
    typed
      .toUpperCase()
      .split(/[\s,;]+/)
      .filter(Boolean),
  ),
];
