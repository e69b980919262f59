import { GENERIC_NAME_WORDS } from '../lexicon/company-nicknames.ts';

const NAME = /\b[A-Z][A-Za-z0-9&.'\u2019-]*(?:\s+(?:&\s+|of\s+)?[A-Z][A-Za-z0-9&.'\u2019-]*)*/g;
/** Capitalised words of such questions that name no company. */
const OTHER = new Set(
  (
    'what which where when who why how is are was were did do does has have had can could would should will if in on at as by for from of the a an and or to with between among ' +
    'compare give show list tell describe explain summarize calculate please answer define based fy q1 q2 q3 q4 h1 h2 us usa u.s uk europe asia china america north south latin ' +
    'january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec ' +
    'usd eur gbp million billion gaap non-gaap sec edgar agm ceo cfo coo cto eps ebit ebitda ebitdar roa roe roic dpo dso dio capex opex cogs sg&a r&d pp&e ppe ppne ' +
    'item part note form 10-k 10-q 8-k annual report quarterly balance sheet income statement cash flow statements md&a risk factors total net operating gross ' +
    'adjusted covid-19 covid ai esg fiscal year quarter revenue revenues sales company board directors i my our their its it this that these those there roughly during over after'
  ).split(' '),
);
const SUFFIX = /\s(?:Inc|Corp|Corporation|Company|Co|Ltd|Limited|PLC|plc|LLC|LLP|N\.?V|S\.?A|AG|SE|Holdings|Group|Bancorp)\.?$/;
const AROUND_BEFORE =
  /\b(?:does|did|has|is|was|are|were|will|for|of|by|at|from|about|compare|between|and|vs\.?|versus|than|with)\s+(?:the\s+company\s+)?$/i;

/** What a company stands behind when it is set beside another one. A product may stand there, too. */
const SET_BESIDE = /(?:\bvs\.?|\bversus|\bcompared? (?:to|with)|\bagainst|\bthan|\brelative to)\s+(?:that of\s+|the\s+)?$/i;

interface Place {
  start: number;
  end: number;
}

export interface UnknownName extends Place {
  text: string;
  /** May as well be a product: it counts only when EDGAR lists a company of that name. */
  isUncertain?: boolean;
}

/**
 * Names that look like companies and matched none. With a company already found, only what bears a corporate suffix or stands beside it
 * in a comparison counts: other capitals are products, regions and segments.
 */
export function findUnknownNames(question: string, matched: readonly Place[], periods: readonly Place[] = []): UnknownName[] {
  const found: UnknownName[] = [];
  for (const match of question.matchAll(NAME)) {
    const name = trimName(match[0], match.index);
    if (!name || [...matched, ...periods].some((m) => m.start < name.end && name.start < m.end)) continue;
    const before = question.slice(0, name.start);
    const possessive = /['\u2019]s$/.test(match[0]) || /^['\u2019]s?\b/.test(question.slice(name.end));
    const strong = SUFFIX.test(name.text);
    if (matched.length > 0) {
      const beside = /\b(?:compare|vs\.?|versus)\b|\bcompared (?:to|with)\b|\bbetween\b/i.test(question) && possessive;
      if (!strong && !beside) {
        if (SET_BESIDE.test(before)) found.push({ ...name, isUncertain: true });
        continue;
      }
    } else if (!(strong || possessive || AROUND_BEFORE.test(before))) continue;
    found.push(name);
  }
  return found;
}

function trimName(text: string, at: number): { text: string; start: number; end: number } | undefined {
  const words = text.split(/\s+/);
  let start = at;
  const isOther = (word: string) => {
    const key = word
      .toLowerCase()
      .replace(/['\u2019]s$/, '')
      .replace(/[.,]$/, '');
    return OTHER.has(key) || /^(?:fy|cy|q[1-4]|h[12])?['\u2019]?\d*$/.test(key);
  };
  while (words.length > 0 && isOther(words[0] as string)) {
    const first = words.shift() as string;
    start += first.length;
    while (/\s/.test(text[start - at] ?? '')) start += 1;
  }
  while (words.length > 0 && isOther(words[words.length - 1] as string)) words.pop();
  const joined = words
    .join(' ')
    .replace(/['\u2019]s$/, '')
    .replace(/[.,'\u2019-]+$/, '');
  if (joined.length < (/^[A-Z]{2}$/.test(joined) ? 2 : 3) || words.every((word) => GENERIC_NAME_WORDS.has(word.toLowerCase())))
    return undefined;
  return { text: joined, start, end: start + joined.length };
}
