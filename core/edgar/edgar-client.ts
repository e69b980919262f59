import type { Breaker } from '../breaker.ts';
import { NotFoundError, TransportError } from '../errors.ts';
import type { PaceStore } from '../limits/types.ts';
import type { Logger } from '../logger.ts';
import { mergeFeedEntries, parseAtomFeed } from './atom-feed.ts';
import { padCik } from './cik.ts';
import { createEdgarHttp, type EdgarConfig } from './edgar-http.ts';
import type { FetchLimits } from './fetch-bytes.ts';
import { wantsForm } from './form.ts';
import { masterIndexPath, parseMasterIndex } from './master-index.ts';
import { readSubmission } from './read-submission.ts';
import { parseOlderPage, parseSubmissions } from './submissions.ts';
import { parseTickerMap, TICKERS_PATH } from './ticker-map.ts';
import type { EdgarClient, EdgarFeedEntry, EdgarFilingRow, EdgarTicker } from './types.ts';

const TICKERS_TTL_MS = 3_600_000;
const FEED_PAGE = 100;
const FEED_PAGES = 2;

export interface EdgarClientDeps {
  config: EdgarConfig;
  pace: PaceStore;
  breaker: Breaker;
  logger: Logger;
  clock?: () => number;
  /** Time and ratio limits other than the defaults, for tests. */
  limits?: Partial<FetchLimits>;
}

/** The only code that talks to the SEC. `close` ends idle connections. */
export function createEdgarClient(deps: EdgarClientDeps): EdgarClient & { close(): void } {
  const { config, logger, clock = Date.now } = deps;
  const http = createEdgarHttp(deps);
  let tickers: { at: number; rows: Promise<EdgarTicker[]> } | null = null;

  async function readTickers(): Promise<EdgarTicker[]> {
    const answer = await http.get('www', TICKERS_PATH);
    if (!answer) throw new TransportError('EDGAR_UNAVAILABLE', 'EDGAR does not have its ticker map at the moment.', {});
    return parseTickerMap(answer);
  }

  return {
    // Shared by all callers, so that none of them can cancel it.
    tickers() {
      if (tickers && clock() - tickers.at < TICKERS_TTL_MS) return tickers.rows;
      const rows = readTickers();
      const entry = { at: clock(), rows };
      tickers = entry;
      rows.catch(() => {
        if (tickers === entry) tickers = null;
      });
      return rows;
    },

    async submissions(cik, { limit = Number.POSITIVE_INFINITY, forms, filedFrom, signal } = {}) {
      const answer = await http.get('data', `/submissions/CIK${padCik(cik)}.json`, { signal });
      if (!answer) throw new NotFoundError(`EDGAR knows no filer with CIK ${cik}.`, { cik });
      const { company, filings, older } = parseSubmissions(answer);
      const found = new Map<string, EdgarFilingRow>();
      const add = (rows: readonly EdgarFilingRow[]) => {
        for (const row of rows)
          if (
            found.size < limit &&
            wantsForm(row.form, forms) &&
            (filedFrom === undefined || row.filedAt >= filedFrom) &&
            !found.has(row.accessionNumber)
          )
            found.set(row.accessionNumber, row);
      };
      add(filings);
      for (const page of older) {
        if (found.size >= limit || (filedFrom !== undefined && page.filingTo !== undefined && page.filingTo < filedFrom)) break;
        const olderAnswer = await http.get('data', `/submissions/${page.name}`, { signal });
        if (!olderAnswer)
          throw new TransportError('EDGAR_UNAVAILABLE', 'EDGAR lists a page of older submissions and does not have it.', {
            page: page.name,
          });
        add(parseOlderPage(olderAnswer, cik));
      }
      return { company, filings: [...found.values()] };
    },

    async latestFilings({ form, maxPages = FEED_PAGES, signal } = {}) {
      const entries: EdgarFeedEntry[] = [];
      for (let page = 0; page < maxPages; page++) {
        const query = new URLSearchParams({
          action: 'getcurrent',
          type: form ?? '',
          owner: 'include',
          start: String(page * FEED_PAGE),
          count: String(FEED_PAGE),
          output: 'atom',
        });
        // Past the end EDGAR answers 503.
        const answer = await http.get('www', `/cgi-bin/browse-edgar?${query}`, { absentOn: page > 0 ? [503] : [], signal });
        if (!answer) break;
        const found = parseAtomFeed(answer.bytes);
        entries.push(...found);
        if (found.length < FEED_PAGE) break;
      }
      // `type` matches by prefix: 4 also brings 424B2.
      return mergeFeedEntries(form === undefined ? entries : entries.filter((entry) => wantsForm(entry.form, [form])));
    },

    async dailyIndex(day, signal) {
      const answer = await http.get('www', masterIndexPath(day), { absentOn: [403], signal });
      return answer && parseMasterIndex(answer.bytes.toString('latin1'));
    },

    submission: (cik, accessionNumber, options = {}) =>
      readSubmission({ http, logger, maxBytes: config.maxDocumentBytes }, { cik, accessionNumber, ...options }),

    close: http.close,
  };
}
