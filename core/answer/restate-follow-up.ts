import type { Interpretation } from '../search/types.ts';
import { findPeriods } from '../search/understand/periods.ts';

/** Words that only lead over: "and in 2023?", "what about Netflix?", "same for Q3". */
const LEADING_OVER =
  /\b(?:and|so|but|then|also|now|ok|okay|please|what|how|about|was|is|it|that|the|a|same|for|in|of|at|during|to|with|compared?|compare|comparison|versus|vs|question|again|instead|year|quarter|fiscal|tell|me|show)\b|[?.,!;:'\u2019-]|(?<=\w)s\b/gi;

/**
 * The question before with the companies and periods of one that names nothing else: "And in 2023?" behind "What was Apple's revenue in fiscal
 * 2024?" asks for "What was Apple's revenue in 2023?". Undefined where the new one asks for something of its own.
 */
export function restateFollowUp(read: Interpretation, earlier: Interpretation): string | undefined {
  const periods = findPeriods(read.question);
  if (periods.length === 0 && read.companies.length === 0) return undefined;
  let rest = read.question;
  for (const { matchedText } of [...periods, ...read.companies]) rest = rest.replace(matchedText, ' ');
  if (/[\p{L}\d]/u.test(rest.replace(LEADING_OVER, ' '))) return undefined;
  let restated = earlier.question;
  if (read.companies.length > 0) {
    const named = earlier.companies.filter(({ matchedText }) => restated.includes(matchedText));
    if (named.length === 0) return undefined;
    // "Compare with Netflix" keeps who was asked about; "what about Netflix" does not.
    const asked = /\bcompar|\bversus\b|\bvs\b/i.test(read.question) ? [...named, ...read.companies] : read.companies;
    restated = replaceFirst(restated, named, asked.map(({ matchedText }) => matchedText.replace(/['\u2019]s?$/, '')).join(' and '));
  }
  if (periods.length === 0) return restated;
  const said = periods.map((period) => inFull(period, earlier));
  if (said.some((each) => each === undefined)) return undefined;
  const asked = said.join(' and ');
  const old = findPeriods(restated);
  return old.length > 0 ? replaceFirst(restated, old, asked) : `${restated.replace(/[\s?.!]+$/, '')} in ${asked}?`;
}

/** A quarter belongs to the year before, and "the year before" is counted from it. */
function inFull(
  { fiscalYear, fiscalPeriod, relative, matchedText }: ReturnType<typeof findPeriods>[number],
  earlier: Interpretation,
): string | undefined {
  const [base] = earlier.periods;
  if (relative === 'PREVIOUS') {
    if (!base?.fiscalYear) return undefined;
    return [base.fiscalPeriod !== 'FY' && base.fiscalPeriod, `fiscal ${base.fiscalYear - 1}`].filter(Boolean).join(' ');
  }
  if (fiscalPeriod && !fiscalYear && base?.fiscalYear) return `${fiscalPeriod} ${base.fiscalYear}`;
  return matchedText;
}

/** The first of the named places becomes `text`, the others and what joins them fall away. */
function replaceFirst(question: string, places: readonly { matchedText: string }[], text: string): string {
  const [first, ...others] = places;
  let result = question;
  for (const { matchedText } of others) {
    const at = result.lastIndexOf(matchedText);
    if (at > 0)
      result = `${result.slice(0, at).replace(/\s*(?:,|\band\b|\bto\b|-|\bvs\.?|\bor\b)\s*(?:in\s+)?$/i, '')}${result.slice(at + matchedText.length)}`;
  }
  const possessive = /['\u2019]s?$/.test(first!.matchedText) ? "'s" : '';
  return result.replace(first!.matchedText, () => `${text}${possessive}`);
}
