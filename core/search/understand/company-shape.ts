import { findForms } from './forms.ts';
import { opensWithFigure } from './lexical.ts';
import { findPeriods } from './periods.ts';

/** Words that qualify a figure ("total revenue", "core deposits"): in weak writing they name no company. */
export const QUALIFIERS: ReadonlySet<string> = new Set(
  (
    'total core net gross united first global national general american international new best home key capital life digital energy equity direct ' +
    'standard strategic public future premium true fair real solid old other all any both each current data cloud federal central northern southern ' +
    'western eastern north south west east us main prime pure quest industrial insurance health travel trade yield value growth performance free open ' +
    'power electric motor financial foreign domestic common preferred limited liberty plus one two price light water solar forward organic adjusted ' +
    'quarterly annual average segment product service dollar per if no so how why who pacific texas penn atlantic white red green blue great modern advanced public clear star state source stock mid small large'
  ).split(' '),
);

const LEFT_START = /(?:^|[.?!:;]\s+)["'\u201c(]*$/;
const LEFT_OF = /\b(?:of|for|by|about|at|from)\s+$/i;
const LEFT_ASKS = /\b(?:was|were|is|are|did|does|has|had|compare|between|show(?:\s+me)?|give\s+me|get|find)\s+$/i;
const LEFT_ACTS = /\b(?:did|does|has|had|will)\s+$/i;
const POSSESSIVE = /^(?:['\u2019]s?(?![a-z]))/i;
const ENDS = /^\s*(?:[?.!,;)]|$)|^\s+(?:in|for|during|at|as of|over|and|vs\.?|versus|or|compared|from|since)\b/i;
const SUBJECTS =
  /^\s+(?:total\s+|net\s+|adjusted\s+|quarterly\s+|annual\s+)*(?:earnings|results|guidance|ceo|cfo|risk factors?|segments?|employees|headcount|dividends?|financials|balance sheet|income statement|cash flows?)\b/i;
const ACTED =
  /^\s+(?:reported|earned|posted|generated|spent|paid|recorded|repurchased|disclosed|had|acquired|grew|sold|lost|is|was|has)\b/i;
const ACTS =
  /^\s+(?:reports?|earns?|earned|make|made|posts?|posted|generated?|spend|spent|pay|paid|record(?:ed)?|repurchased?|disclosed?|have|acquired?|grow|sell|sold|lose|lost|own|employ|buy|issued?|expect|operate|recogni[sz]ed?)\b/i;
const JOINED_BEFORE = /(?:,|&|\b(?:and|or|vs\.?|versus|with|to|than))\s+$/i;
const JOINED_AFTER = /^(?:\s*,|\s+(?:and|or|vs\.?|versus|with|to|than|&))\s+(?:the\s+)?/i;

/** What such words mean together with the next one, whoever the question is about. */
const ORDINARY =
  /^(?:progressive tax|target (?:price|capital|leverage|ratio|range|date|allocation|payout)|block (?:trade|sale|grant)s?|visas? (?:cost|fee|application)s?|gap (?:between|analysis|in(?!\s+(?:the\s+)?(?:fiscal|calendar|[fc]y|q[1-4]|[1-4]q|h1|\d{4}|first|second|third|fourth|last|latest)))|shell compan|match(?:ing)? contribution|public (?:float|offering|debt)|waste management cost|square (?:feet|foot|footage)|snap election|chase of)/i;

interface Place {
  start: number;
  end: number;
}

/**
 * Whether an everyday word that is also a company's name stands where a question names a company. Asked for words whose capital proves
 * nothing: those in lower case, and the first of a sentence. `named` are the other places that (may) name companies.
 */
export function asksForCompany(
  question: string,
  place: Place,
  words: readonly string[],
  sure: readonly Place[],
  named: readonly Place[],
): boolean {
  if (words.length === 1 && QUALIFIERS.has(words[0] as string)) return false;
  const written = question.slice(place.start, place.end);
  if (ORDINARY.test(question.slice(place.start))) return false;
  const before = question.slice(0, place.start);
  const isPossessive = /['\u2019]s?$/.test(written);
  const after = isPossessive ? `'s${question.slice(place.end)}` : question.slice(place.end);
  const joinedAfter = JOINED_AFTER.exec(after)?.[0].length;
  const isJoined =
    (joinedAfter !== undefined && named.some(({ start }) => start === place.end + joinedAfter)) ||
    (JOINED_BEFORE.test(before) && named.some(({ end }) => end === place.start - (JOINED_BEFORE.exec(before)?.[0].length ?? 0)));
  if (sure.length > 0 && !isJoined) return false;
  const opens = LEFT_START.test(before);
  const lastPeriod = findPeriods(before).at(-1);
  if (/^\s*[?.]?$/.test(after) && lastPeriod && /^\s+$/.test(before.slice(lastPeriod.end))) return true;
  const isPlaced = opens || LEFT_OF.test(before) || LEFT_ASKS.test(before) || isJoined;
  if (!isPlaced) return false;
  if (isJoined && (joinedAfter !== undefined || ENDS.test(after))) return true;
  if (POSSESSIVE.test(after)) return true;
  if (LEFT_ACTS.test(before) && ACTS.test(after)) return true;
  if (
    opens &&
    (ACTED.test(after) ||
      (/^[A-Z]/.test(written) && ENDS.test(after) && findPeriods(after)[0] !== undefined && !opensWithPreposition(after)))
  )
    return true;
  if (opens && /^[A-Z]/.test(written) && leadsToFigure(after)) return true;
  if (LEFT_OF.test(before) && ENDS.test(after)) return true;
  return opensWithReport(opens ? after.replace(/^(?:\s*[:,]|\s+[-\u2013\u2014])(?=\s)/, '') : after);
}

const opensWithPreposition = (text: string) => /^\s+(?:in|at|and|or|over|from)\b/i.test(text);

/**
 * "Apple iPhone revenue 2024", "Apple Greater China sales": a part of the company stands between its name and the figure, and the period or
 * the capitals of the part say that one is asked for.
 */
function leadsToFigure(text: string): boolean {
  if (opensWithPreposition(text)) return false;
  const hasPeriod = findPeriods(text).length > 0;
  const words = /^\s+[\w&'\u2019.-]+(?=\s)/;
  for (let rest = text, step = words.exec(rest), skipped = 0; step && skipped < 3; skipped++, step = words.exec(rest)) {
    if (!hasPeriod && !/[A-Z]/.test(step[0])) return false;
    rest = rest.slice(step[0].length);
    if (opensWithFigure(rest)) return true;
  }
  return false;
}

/** What follows a company's name in a question: a period, a form, a figure or a usual subject. */
function opensWithReport(text: string): boolean {
  const period = findPeriods(text)[0];
  if (period && /^\s*$/.test(text.slice(0, period.start))) return true;
  if (/^\s+costs?\b/i.test(text)) return false;
  const word = /^\s+(?:form\s+)?\S+(?:\s+\S+)?/i.exec(text)?.[0] ?? '';
  return (
    SUBJECTS.test(text) || (findForms(word).length > 0 && findForms(/^\s+\S+/.exec(text)?.[0] ?? word).length > 0) || opensWithFigure(text)
  );
}
