import { looksAhead } from '../plan/operation.ts';
import type { TextPlan } from '../plan/types.ts';

export const DATE = /\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\b(?:19|20)\d{2}\b/;
export const NAME = /\b[A-Z][a-z]+ [A-Z]/;

/** Words after a number that make it no amount: "Notes 9 and 12 to", and spans of time where none is asked for. */
const NO_UNIT =
  'and|or|to|of|the|in|for|as|by|on|at|through|that|which|(?:fiscal |calendar )?(?:months?|days?|years?|weeks?|hours?|quarters?)';
const REFERENCE =
  'items?|notes?|parts?|sections?|rules?|forms?|january|february|march|april|may|june|july|august|september|october|november|december';
/** A number that is no year, day, span of time or reference: money, a percentage, something counted. */
const AMOUNT = new RegExp(
  String.raw`[$€£¥]\s?\d|\d\s?(?:%|percent|million|billion|thousand|trillion)|\b\d{1,3}(?:,\d{3})+\b|` +
    String.raw`\b(?<!\b(?:${REFERENCE})\s)(?!(?:19|20)\d{2}\b)\d+(?:\.\d+)?\s+(?!(?:${NO_UNIT})\b)[a-z]|` +
    String.raw` \| \(?\d`,
  'i',
);
const SPAN_OF_TIME = /\b\d+(?:\.\d+)?[\s-]+(?:months?|days?|years?|weeks?|hours?)\b/i;
const ASKS_TIME = /\bhow (?:long|old|soon)\b|\b(?:terms?|lives|life|days|months|years|duration|period|tenure|age)\b/i;

const PAID = /\bhow much (?!of\b)[^?]*\b(?:pay|paid|spend|spent|cost|fined?|settle[ds]?|borrow(?:ed)?)\b/i;
/** Money, or a cell of a table. */
const SUM = /[$€£¥]\s?\d|\d\s?(?:million|billion|thousand|trillion)| \| \(?\d/i;

/** Of what moved: money, or a part of a hundred. */
const SIZE = /[$€£¥]\s?\d|\d\s?(?:%|percent|basis points|million|billion|thousand|trillion)/i;

const RATED =
  /\b(?:interest|tax|coupon|growth|discount|churn|occupancy|vacancy|utili[sz]ation|retention|capitali[sz]ation) rates?\b|\bwhat (?:percent|share)|\bpercentage of\b|\byield\b/i;
const COUNTED = /\b(?:how many|number of)\b|\bhead-?count\b|\bsize of (?:its|the|their) (?:workforce|staff)\b/i;

/** Words of what is still to come. */
const OUTLOOK =
  /\b(?:will|expect(?:s|ed|ing)?|outlook|guidance|forecasts?|anticipat\w+|targets?|plan(?:s|ned|ning)?|intend(?:s|ed)?|estimated?|due|matur\w+)\b/i;

/** What happened cannot be told by a sentence in which it does not happen. */
const EVENTS: readonly [asked: RegExp, told: RegExp][] = [
  [/\bgoing concern\b/i, /\bgoing concern\b/i],
  [/\b(?:share|stock|closing) price\b/i, /\bprices?\b[^.|]*\$?\s?\d+\.\d{2}\b|\$\s?\d+\.\d{2}\b[^.|]*\bprice/i],
  [
    /\b(?:resign|quit|step(?:ped|s)? down|depart|retire[ds]?\b(?! debt))/i,
    /\b(?:resign|quit|step(?:ped|s|ping)? down|depart|retire|left the|leav)/i,
  ],
  [/\b(?:appoint|hire[ds]?\b|succeed|successor|new (?:ceo|cfo|chief))/i, /\b(?:appoint|hire|elect|succe|promot|join|named|became|assum)/i],
  [/\b(?:acquire|acquisition|takeover|merge)/i, /\b(?:acqui|merge|purchase|bought|takeover|combination)/i],
  [/\b(?:divest|spin(?:ning)?[- ]?off|spun off|carve[- ]out)/i, /\b(?:divest|spin|spun|separat|sale of|sell|sold|dispos|discontinued)/i],
  [/\b(?:lay[- ]?offs?|laid off|severance)/i, /\b(?:layoff|laid off|severance|workforce|headcount|reduction in force|restructur)/i],
  [/\b(?:restate(?:d|ment|s)?|misstate)/i, /(?<!amended and )\brestate|\b(?:misstated|reissu|should no longer be relied)/i],
  [/\b(?:recall(?:s|ed)?)\b/i, /\brecall/i],
  [/\b(?:bankrupt|insolven|chapter 11)/i, /\b(?:bankrupt|insolven|chapter 11|receivership)/i],
  [/\b(?:stock split|split (?:its|the) (?:stock|shares)|reverse split)/i, /\bsplit/i],
  [/\b(?:delist|de-list)/i, /\b(?:delist|de-list|listing)/i],
  [/\b(?:hack|breach|ransomware|cyber ?attack)/i, /\b(?:hack|breach|ransom|cyber|incident|unauthorized)/i],
  [/\b(?:strike|work stoppage)s?\b(?! price)/i, /\b(?:strike|stoppage|union|labor)/i],
  [/\bvote[sd]?\b|\bballot|\bshareholder proposals?\b/i, /\b(?:vote|ballot|elect|approv|proposal|ratif|reject|for\b.*\bagainst)/i],
];

/** What the answer to "how many", "how much", "when", "who" and "did it happen" must have in it, all of it. */
export function mustHold(core: string, wants: TextPlan['wants']): RegExp[] {
  const form = formOf(core, wants);
  return [...(form ? [form] : []), ...EVENTS.flatMap(([asked, told]) => (asked.test(core) ? [told] : []))];
}

function formOf(core: string, wants: TextPlan['wants']): RegExp | undefined {
  if (looksAhead(core))
    return wants === 'NUMBER' ? new RegExp(`(?=[\\s\\S]*?(?:${OUTLOOK.source}))[\\s\\S]*?(?:${AMOUNT.source})`, 'i') : OUTLOOK;
  if (COUNTED.test(core)) return countOf(core) ?? /\d/;
  if (wants === 'NUMBER' && RATED.test(core)) return /\d\s?(?:%|percent)/i;
  if (wants === 'NUMBER' && /\bby how much\b/i.test(core)) return SIZE;
  if (wants === 'NUMBER' && ASKS_TIME.test(core)) return new RegExp(`${AMOUNT.source}|${SPAN_OF_TIME.source}`, 'i');
  if (wants === 'NUMBER') return PAID.test(core) ? SUM : AMOUNT;
  if (wants === 'DATE') return DATE;
  // "Its largest supplier" is one that the sentence calls so.
  if (wants === 'NAME' && SUPERLATIVE.test(core)) return SUPERLATIVE;
  if (!/^\W*who\b/i.test(core)) return undefined;
  if (/\bceo\b|chief executive/i.test(core)) return /\bCEO\b|Chief Executive Officer/;
  return /\bcfo\b|chief financial/i.test(core) ? /\bCFO\b|Chief Financial Officer/ : NAME;
}

const SUPERLATIVE =
  /\b(?:largest|biggest|smallest|highest|lowest|greatest|top|leading|main|major|primary|principal|most|least|best|worst|first)\b/i;

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

/** Of "how many iPhone units did it sell": "units". */
const HEAD_NOUN =
  /\b(?:how many|number of)\s+(?:[\w-]+\s+){0,2}?([a-z]{3,})\s+(?:did|does|do|was|were|are|is|has|have|had|will|can|could|in|at|for|on|there)\b/i;

/** All who work there: a number before them that is no part of them ("13,000 of our employees"), or after what they are called together. */
const STAFF =
  /\b(?!(?:19|20)\d{2}\b)\d+(?:,\d{3})*\s+(?:(?!of\b)[\w-]+\s+){0,3}(?:employee|people|person|worker|associate|staff|team member|full-time|individual)|\b(?:headcount|workforce)\b[^.|]{0,60}?\b(?!(?:19|20)\d{2}\b)\d+(?:,\d{3})*\b(?!\s?%)/i;

/** "How many stores": a number that stands before them. */
export function countOf(core: string): RegExp | undefined {
  if (!COUNTED.test(core)) return undefined;
  const noun = HEAD_NOUN.exec(core)?.[1] ?? /\b(?:how many|number of)\s+(?:[\w-]+\s+){0,2}?([a-z]{3,})\b/i.exec(core)?.[1] ?? 'employees';
  const isStaff = /^(?:employees?|people|persons?|workers?|staff|associates?)$/i.test(noun);
  if (isStaff) return STAFF;
  const stem = noun.replace(/(?:ies|es|s|y)$/i, '');
  return new RegExp(
    `(?:\\b(?!(?:19|20)\\d{2}\\b)\\d+(?:,\\d{3})*(?:\\.\\d+)?|\\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\\w+)?|hundred))\\s+(?:[\\w-]+\\s+){0,3}${stem}|${stem}[^|\\n]{0,60} \\| \\(?\\d`,
    'i',
  );
}
