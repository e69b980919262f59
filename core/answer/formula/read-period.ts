import type { FiscalPeriodName } from '../../filing/document/types.ts';
import type { PeriodReference } from './expression.ts';

const QUARTER = /\b(?:q([1-4])|(first|second|third|fourth)[\s-]quarter)\b/;
const YEAR = /\b(?:fy|fiscal(?:\s+year)?|year(?:\s+end(?:ed|ing)?)?)?\s*'?((?:19|20)\d{2})(?:q([1-4]))?\b/;
const SHORT_YEAR = /\bfy\s*'?(\d{2})\b/;
const ORDINALS: Record<string, number> = { first: 1, second: 2, third: 3, fourth: 4 };
const PRIOR =
  /\b(?:prior|previous|preceding|last|beginning|opening)(?:[\s-]+(?:of[\s-]+)?(?:fiscal[\s-]+)?(?:the[\s-]+)?(?:year|period)(?:'s|s)?)?\b|\byear[\s-]ago\b/;
const CURRENT =
  /\b(?:current|this|ending|closing|end[\s-]of[\s-](?:the[\s-])?)(?:[\s-]*(?:fiscal[\s-]+)?(?:year|period))?\b|\byear[\s-]end\b/;

/** The period that a phrase of a formula names, and the phrase without it. `phrase` is lower case. */
export function takePeriod(phrase: string): { period?: PeriodReference; rest: string } {
  const year = YEAR.exec(phrase) ?? SHORT_YEAR.exec(phrase);
  const quarter = QUARTER.exec(phrase);
  const part = year?.[2] ?? quarter?.[1] ?? (quarter?.[2] ? String(ORDINALS[quarter[2]]) : undefined);
  let rest = phrase;
  if (year) {
    rest = rest.replace(year[0], ' ');
    if (quarter) rest = rest.replace(quarter[0], ' ');
    const fiscalYear = year[1]!.length === 2 ? 2000 + Number(year[1]) : Number(year[1]);
    return { period: { fiscalYear, ...(part && { fiscalPeriod: `Q${part}` as FiscalPeriodName }) }, rest: tidy(rest) };
  }
  if (PRIOR.test(rest)) return { period: { shift: -1 }, rest: tidy(rest.replace(PRIOR, ' ')) };
  if (CURRENT.test(rest)) return { period: {}, rest: tidy(rest.replace(CURRENT, ' ')) };
  return { rest: tidy(rest) };
}

const tidy = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:(?:the|its|a|an|for|in|of|at|as of|from|total amount of)\s+)+/, '')
    .replace(/(?:\s+(?:for|in|of|at|as of|from|the|at the|during))+$/, '')
    .trim();
