import { askedBy } from './breakdown-words.ts';
import { SETS_AGAINST } from './sets-against.ts';
import { readThreshold } from './threshold.ts';
import type { Claim, Direction, Operation, TextPlan } from './types.ts';

const HAS = {
  average:
    /\b(?:\d+|two|three|four|five)[\s-]*years?\s+(?:\w+\s+)?average\b|\baverage\b[^?]*\b(?:over|between|from|across|for the (?:last|past))\b|\bon average\b|\bmean of\b/i,
  cagr: /\bcagr\b|\bcompound(?:ed)?\s+annual/i,
  growth:
    /\bgrowth\b|\bgrow(?:n|th|s|ing)?\b|\bgrew\b|(?:%|\bpercent(?:age)?)\s+(?:change|increase|decrease|decline|growth)|\byear[\s-]o(?:ver|n)[\s-]year\b|\byoy\b|\bhow fast\b|\bin percent(?:age)? terms\b/i,
  change:
    /\bby how much\b|\bhow much (?:more|less|higher|lower)\b|\bhow (?:much )?(?:did|has|have)\b[^?]*\b(?:change|changed|increase|increased|decrease|decreased|rise|risen|fall|fallen|drop|decline|improve|differ)\b|\b(?:change|increase|decrease|rise|drop|decline|difference|variation)\s+(?:in|of|between)\b|\bhow much (?:has|have|did)\b[^?]*\bchanged?\b/i,
  total: /\b(?:cumulative|combined|sum of|in total|total over|altogether|aggregate)\b|\btotal\b[^?]*\b(?:over|across)\b/i,
  trend:
    /\btrend|\bover (?:the )?(?:last|past|these)\b|\beach (?:year|of)\b|\bhistory of\b|\bevolve|\byear by year\b|\bover time\b|\bdevelop(?:ed)?\b/i,
  highest:
    /\b(?:highest|higher|largest|larger|greatest|greater|most|more|biggest|bigger|best|better|outperform\w*|fastest|faster|strongest)\b/i,
  lowest: /\b(?:lowest|lower|smallest|smaller|least|fewest|fewer|worst|worse|less|slowest|slower|weakest)\b/i,
};

/** "Combined", "together": of several companies the sum. */
export const asksTogether = (core: string): boolean => HAS.total.test(core) || /\btogether\b|\bsum\b|\btotal\b/i.test(core);

export const asksMean = (core: string): boolean =>
  /\b(?:average|mean)\b(?! (?:number|shares|diluted|basic|balance|assets|equity|inventor))/i.test(core);

/** "Is its margin higher than the other's": which of the two is said to be more. */
export function readAgainst(core: string): Claim['against'] {
  if (!SETS_AGAINST.test(core) && !/\bas (?:much|many|high|large)\b/i.test(core)) return undefined;
  if (!/\bthan\b|\bas (?:much|many|high|large)\b/i.test(core) || HAS.highest.test(core.replace(/\bmore than\b/i, 'higher'))) return 'MORE';
  return HAS.lowest.test(core) ? 'LESS' : undefined;
}

/** "How does it compare": one beside another. */
export const COMPARES = /\bcompar(?:e[ds]?|ison|ing)\b|\bversus\b|\bvs\b/i;

/** By the first word that ranks. */
export function rankOf(core: string): 'HIGHEST' | 'LOWEST' | undefined {
  const [high, low] = [core.search(HAS.highest), core.search(HAS.lowest)];
  if (high >= 0 && (low < 0 || high < low)) return 'HIGHEST';
  return low >= 0 ? 'LOWEST' : undefined;
}

/** Of what moved: each step is told, and the reader counts. */
export const HOW_OFTEN = /\bhow (?:many times|often)\b|\bin how many (?:years|quarters)\b/i;

/** What is to be done with the figure, by the words around it. */
export function readOperation(core: string, question: string, periods: number, companies: number, measures = 1): Operation {
  if (HAS.cagr.test(core)) return 'CAGR';
  if (HAS.average.test(core) && periods >= 2) return 'AVERAGE';
  if ((HAS.trend.test(core) || HOW_OFTEN.test(core)) && periods !== 1) return 'TREND';
  if (/^\W*rank\b/i.test(core) && companies > 1) return /\b(?:lowest|smallest|ascending)\b/i.test(core) ? 'LOWEST' : 'HIGHEST';
  if (
    /(?:^|,)\s*(?:which|what year|when|in (?:which|what)|who)\b/i.test(core) &&
    (companies > 1 || periods > 1 || measures > 1 || askedBy(core))
  ) {
    const rank = rankOf(core);
    if (rank) return rank;
  }
  if (HAS.growth.test(core) && (HAS.change.test(core) ? /%|percent|rate/i.test(question) : true)) return 'GROWTH';
  if (HAS.change.test(core)) return 'CHANGE';
  if (HAS.total.test(core) && periods >= 2) return 'TOTAL';
  return periods === 2 && companies < 2 && COMPARES.test(core) ? 'CHANGE' : 'VALUE';
}

const DIRECTIONS: [Direction, RegExp][] = [
  ['UNCHANGED', /\b(?:consistent|stable|flat|unchanged|steady|constant)\b/i],
  [
    'DOWN',
    /\b(?:declin\w*|decreas\w*|fall(?:ing|en)?|fell|drop(?:s|ped|ping)?|shr[aiu]nk\w*|deteriorat\w*|worsen\w*|lower(?:ed)?|reduc\w*|plunge\w*|slump\w*|contract(?:ed|ing)?|halve\w*|smaller|weaken\w*|slid|slide|erode\w*|lose|lost ground|went down|go down|collapse\w*|narrow(?:ed|ing)?|slow(?:ed|ing|er|s)?|decelerat\w*)\b/i,
  ],
  [
    'UP',
    /\b(?:increas\w*|ris(?:e|en|ing)|rose|gr(?:ow|ew|own|owing|owth)|improv\w*|expand\w*|higher|bigger|larger|greater(?= than)|climb\w*|jump\w*|surge\w*|gain(?:ed)?|went up|go up|double\w*|triple\w*|accelerat\w*|faster|soar\w*|widen\w*|strengthen\w*|exceed\w*)\b/i,
  ],
  ['NEGATIVE', /\b(?:negative|unprofitable|in the red|(?:net |operating )?loss(?:es)?|losing money|deficit)\b/i],
  ['POSITIVE', /\b(?:positive|profitable|in the black|make a profit|made a profit|turn a profit)\b/i],
  ['CHANGED', /\b(?:chang\w*|differ\w*)\b/i],
];

const EITHER =
  /\b(?:increas|improv|ris|ros|gr[eo]w|higher|up\b|expand|strengthen)\w*\s*(?:,\s*)?or\s+(?:(?:did it|has it)\s+)?(?:declin|decreas|worsen|deteriorat|fall|fell|drop|lower|shr[aiu]nk|down\b|contract|weaken)|\b(?:declin|decreas|worsen|deteriorat|fall|fell|drop|lower|down\b)\w*\s*or\s+(?:increas|improv|ris|ros|gr[eo]w|higher|up\b)/i;

const EACH = /\b(?:each|every|all|both|always|consistently|consecutive\w*|throughout)\b/i;
const NEGATED = /\bnot\b(?!\s+(?:more|less|over|exceed\w*|below|above|by|only)\b)|n't\b|\bnever\b|\bfail(?:ed|s|ing)? to\b/i;

const MADE_PROFIT = /\b(?:make|made|making|turn(?:ed)?|post(?:ed)?|report(?:ed)?|earn(?:ed)?) an? (?:net |operating )?profit\b/i;

/** What the question says of a figure's direction, by the words that are not the figure's own name. Used as a test for yes/no questions and as a premise for the others. */
export function readClaim(otherWords: string, core = otherWords): Claim | undefined {
  const threshold = readThreshold(core);
  const isSteady = DIRECTIONS[0]![1].test(otherWords);
  const isNegated = { ...(NEGATED.test(core) && { isNegated: true }), ...(EACH.test(core) && { isEach: true }) };
  if (threshold?.of === 'LEVEL' && !isSteady) return { direction: 'POSITIVE', matchedText: 'than', threshold, ...isNegated };
  for (const [direction, pattern] of DIRECTIONS) {
    const matchedText = (pattern.exec(otherWords) ??
      (direction === 'NEGATIVE' ? /\b(?:net|operating) loss(?:es)?\b/i : direction === 'POSITIVE' ? MADE_PROFIT : undefined)?.exec(
        core,
      ))?.[0];
    if (!matchedText) continue;
    const tolerance =
      /(?:more than|within|less than|under|over)\s+(?:roughly|about|approximately|around)?\s*(\d+(?:\.\d+)?)\s*(?:%|percent)/i.exec(
        core,
      )?.[1];
    return {
      direction,
      matchedText,
      ...isNegated,
      ...(threshold && !isSteady && { threshold }),
      ...(tolerance && { tolerance: String(Number(tolerance) / 100) }),
      ...((EITHER.test(core) || (direction === 'UNCHANGED' && /\btrend/i.test(core))) && { isOpen: true }),
    };
  }
  const existence =
    /^\W*(?:did|does|do|has|have|had)\b[^?]*\b(?:pay|paid|repurchase[ds]?|bought back|buy back|have|had|report(?:ed)?|record(?:ed)?|hold|held|carry|generate[ds]?|issued?)\b/i.exec(
      core,
    )?.[0];
  return existence ? { direction: 'POSITIVE', matchedText: existence.trim(), isExistence: true } : undefined;
}

/** What a filing says of something, how often it happens, which risk it is: sentences, with a number in them or without. */
const SAYS =
  /\b(?:says?|said|mention(?:s|ed)?|disclosed?s?|describe[sd]?|discuss(?:es|ed)?)\s+(?:anything )?(?:about|on|regarding|concerning)\b|\bhow (?:often|frequently)\b|^\W*(?:what|which) (?:\w+ )?(?:risks?|threats?|steps|measures|polic(?:y|ies)|process(?:es)?|strateg(?:y|ies))\b/i;

/** Words that wait for a number where no line of a statement is named. */
const QUANTITY =
  /\bhow (?:much|many|large|big|high|low|fast|long|old|far)\b|\bby how\b|\b(?:calculate|compute|amount|number|percent(?:age)?|rate|price|ratio|total|value|cost|size|balance|margin|revenues?|sales|income|earnings|profits?|loss(?:es)?|expenses?|charges?|fees?|proceeds|dividends?|debt|count|average|assets|liabilities|equity|cash|spending|spend|backlog|headcount|shares?|capacity|term|area|feet|yield|growth|increase|decrease|change|reserves?|commitments?|allowances?|provisions?|goodwill|obligations?|accruals?|impairments?|write-?downs?|inventor(?:y|ies))\b/i;

/** False for "what is its strategy": any sentence about it may answer, with a number in it or without. */
export const asksQuantity = (core: string): boolean => QUANTITY.test(core);

/** About what is still to come: no fact tells it, a sentence may. */
export const looksAhead = (core: string): boolean =>
  /\bexpect(?:s|ing)?\b|\bexpected to\b|\bguidance\b|\boutlook\b|\bforecasts?\b|\banticipat(?:es?|ing)\b|\bprojects\b|\b(?:does|do|did|will)\b[^?]*\bplan\b(?! (?:assets|obligations?|participants?))|\bplan(?:s|ned|ning)? (?:to|for)\b|\bnext (?:fiscal |financial |calendar )?(?:year|quarter)\b/i.test(
    core,
  );

/** What kind of answer the question waits for. */
export function readWants(core: string): TextPlan['wants'] {
  const text = core.trim();
  if (
    /\bwhy\b|\bwhat (?:drove|caused|led to|explains?|contributed|were the (?:main |primary |key )?(?:reasons|drivers|factors|causes))\b|\b(?:reasons?|drivers?|causes?|explanation) (?:for|of|behind)\b|\bwhat factors\b|\bhow come\b/i.test(
      text,
    )
  )
    return 'REASON';
  if (/^\W*(?:(?:and|so|also|then|but)\s+)?(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|should)(?:n't)?\b/i.test(text))
    return 'YES_NO';
  if (SAYS.test(text)) return 'DESCRIPTION';
  if (/\bwhen\b|\bwhat (?:date|day)\b|\bon (?:which|what) date\b/i.test(text)) return 'DATE';
  if (/\b(?:how much|how many|how large|how big|how high|how fast|by how much|calculate|compute)\b/i.test(text)) return 'NUMBER';
  if (/^\W*(?:which|who|whose|whom)\b|\bwhat (?:is|was) the name\b/i.test(text)) return 'NAME';
  if (
    /\b(?:list|name (?:the|all)|what (?:are|were) (?:the|its|their|some|all|major))\b/i.test(text) &&
    !/\b(?:total|amount|revenues?|sales|margins?|earnings|expenses?|costs?|assets|liabilities|ratio|cash flows?|inventories|tax benefits|obligations|reserves|receivables|payables|deposits|dividends)\b/i.test(
      text,
    )
  )
    return 'LIST';
  if (/\b(?:describe|discuss|explain|summari[sz]e|how does|how do|what does .* (?:say|do|mean)|outline)\b/i.test(text))
    return 'DESCRIPTION';
  return /^\W*(?:what|how|give|show|tell|in |for |as of|at |compare|rank|please)/i.test(text) || /\?|^\S+(?:\s+\S+){0,14}$/.test(text)
    ? 'NUMBER'
    : 'DESCRIPTION';
}
