import type { KnownCompany } from './company-index.ts';

const LEGAL =
  /^,?\s*(?:&\s*)?(?:inc|incorporated|corp|corporation|co|company|companies|ltd|limited|llc|llp|lp|plc|n\.?v|s\.?a|ag|se)\b\.?/i;
/** "shell company" may be any; "shell plc" and "shell (SHEL)" are one. */
export const STRONG_TRAIL = /\b(?:inc|incorporated|corp|ltd|llc|plc)\b|\(/i;
const OF_NAME = /^['\u2019]s?(?![a-z])/i;

/**
 * Length of what belongs to a name that was just read: legal suffixes, a possessive, the company's ticker in parentheses. In small letters
 * "incorporated" is the verb: "where is it incorporated".
 */
export function trailOf(text: string, company: KnownCompany): number {
  let at = 0;
  for (let suffix = LEGAL.exec(text); suffix && !/incorporated/.test(suffix[0]); suffix = LEGAL.exec(text.slice(at)))
    at += suffix[0].length;
  at += OF_NAME.exec(text.slice(at))?.[0].length ?? 0;
  const listed = /^\s*\((?:(?:nyse|nasdaq|amex)\s*:\s*|ticker:?\s*)?\$?([a-z]{1,5}(?:[.-][a-z])?)\)/i.exec(text.slice(at));
  if (listed && company.tickers.some((ticker) => plainTicker(ticker) === plainTicker(listed[1] as string))) at += listed[0].length;
  at += OF_NAME.exec(text.slice(at))?.[0].length ?? 0;
  return at;
}

export const plainTicker = (ticker: string) => ticker.toUpperCase().replace(/[.-]/g, '');
