import { z } from 'zod';
import type { FetchedBytes } from './fetch-bytes.ts';
import { parseJson } from './json.ts';
import type { EdgarTicker } from './types.ts';

export const TICKERS_PATH = '/files/company_tickers.json';

const schema = z.record(
  z.string(),
  z.looseObject({ cik_str: z.coerce.number().int().positive(), ticker: z.string().min(1), title: z.string().default('') }),
);

/** An object keyed "0", "1", …; share classes use a dash, `BRK-B`. */
export const parseTickerMap = (answer: FetchedBytes): EdgarTicker[] =>
  Object.values(parseJson(answer, schema, 'ticker map')).map((row) => ({
    cik: row.cik_str,
    ticker: row.ticker.toUpperCase(),
    name: row.title,
  }));
