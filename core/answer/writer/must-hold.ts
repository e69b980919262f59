import { looksAhead } from '../plan/operation.ts';
import type { TextPlan } from '../plan/types.ts';

export const DATE = /\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\b(?:19|20)\d{2}\b/;
export const NAME = /\b[A-Z][a-z]+ [A-Z]/;

/** A number that is no year, day or reference: money, a percentage, something counted. */
const AMOUNT =
  /[$€£¥]\s?\d|\d\s?(?:%|percent|million|billion|thousand|trillion)|\b\d{1,3}(?:,\d{3})+\b|\b(?<!\b(?:item|note|part|section|rule|form|january|february|march|april|may|june|july|august|september|october|november|december)\s)(?!(?:19|20)\d{2}\b)\d+(?:\.\d+)?\s+[a-z]/i;

const COUNTED = /\b(?:how many|number of)\b|\bhead-?count\b|\bsize of (?:its|the|their) (?:workforce|staff)\b/i;

/** Words of what is still to come. */
const OUTLOOK =
  /\b(?:expect(?:s|ed|ing)?|outlook|guidance|forecasts?|anticipat\w+|targets?|plan(?:s|ned|ning)?|intend(?:s|ed)?|estimated?|due|matur\w+)\b/i;

/** What the answer to "how many", "how much", "when" and "who" must have in it. */
export function mustHold(core: string, wants: TextPlan['wants']): RegExp | undefined {
  if (looksAhead(core))
    return wants === 'NUMBER' ? new RegExp(`(?=[\\s\\S]*?(?:${OUTLOOK.source}))[\\s\\S]*?(?:${AMOUNT.source})`, 'i') : OUTLOOK;
  if (COUNTED.test(core)) return countOf(core) ?? /\d/;
  if (wants === 'NUMBER') return AMOUNT;
  if (wants === 'DATE') return DATE;
  if (!/^\W*who\b/i.test(core)) return undefined;
  if (/\bceo\b|chief executive/i.test(core)) return /\bCEO\b|Chief Executive Officer/;
  return /\bcfo\b|chief financial/i.test(core) ? /\bCFO\b|Chief Financial Officer/ : NAME;
}

/** "Jane Roe, our Chief Executive Officer", "/s/ JANE ROE | Chief Executive Officer": the name stands right before the office. */
export function officerNamed(core: string): RegExp | undefined {
  const office = /\bceo\b|chief executive/i.test(core)
    ? 'CEO|Chief Executive Officer'
    : /\bcfo\b|chief financial/i.test(core)
      ? 'CFO|Chief Financial Officer'
      : undefined;
  return office === undefined
    ? undefined
    : new RegExp(`\\b[A-Z][\\w.’'-]+ (?:[A-Z]\\. )?[A-Z][\\w’'-]+(?:,? (?:our|the Company’s)|[\\s|,\\d]+)[\\w\\s,]{0,64}\\b(?:${office})`);
}

/** "How many stores": a number that stands before them. */
export function countOf(core: string): RegExp | undefined {
  if (!COUNTED.test(core)) return undefined;
  const noun = /\b(?:how many|number of)\s+(?:[\w-]+\s+){0,2}?([a-z]{3,})\b/i.exec(core)?.[1] ?? 'employees';
  const isStaff = /^(?:employees?|people|persons?|workers?|staff|associates?)$/i.test(noun);
  const stem = isStaff
    ? '(?:employee|people|person|worker|associate|staff|team member|full-time|individual)'
    : noun.replace(/(?:ies|es|s|y)$/i, '');
  return new RegExp(
    `(?:\\b(?!(?:19|20)\\d{2}\\b)\\d[\\d,.]*|\\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\\w+)?|hundred))\\s+(?:[\\w-]+\\s+){0,3}${stem}`,
    'i',
  );
}
