import { Decimal } from 'decimal.js';

/** A bound that a yes/no question sets: "above 60%", "by more than $1 billion", "doubled". */
export interface Threshold {
  isAbove: boolean;
  /** "At least" and "at most" hold at the bound itself. */
  isInclusive: boolean;
  /** "Grew 10%", "$80 billion of net income": the value itself, to this much as it is written. */
  within?: string;
  /** Of the value itself, or of how far it moved. */
  of: 'LEVEL' | 'MOVE';
  /** Percent as a fraction, amounts in base units. */
  value: string;
  unit: 'PERCENT' | 'TIMES' | 'AMOUNT' | 'NUMBER';
}

const BOUND =
  /\b(?:(?<above>more than|over|above|exceed(?:s|ed|ing)?|(?:greater|higher|larger|bigger) than|(?<atLeast>at least|(?:no|not) less than))|(?<below>less than|under|below|(?:lower|smaller|fewer) than|within|(?<atMost>at most|(?:no|not) more than|up to)))\s+(?:(?:roughly|about|approximately|around|an?)\s+)?(?<money>[$€£]\s*)?(?<number>\d[\d,]*(?:\.\d+)?)\s*(?<unit>%|percent(?:age points?)?\b|x\b|times\b|trillion\b|billion\b|million\b|thousand\b|bn\b|mn\b|[mb]\b)?/i;
const SIZE = String.raw`(?:(?<rough>roughly|about|approximately|around|nearly|almost|some)\s+)?(?:[$€£]\s*)?(?<number>\d[\d,]*(?:\.\d+)?)\s*(?<unit>%|percent(?:age points?)?\b|trillion\b|billion\b|million\b|thousand\b|bn\b|mn\b)`;
const MOVED = String.raw`increas\w+|ris(?:e|en|ing)|rose|gr(?:ow|ew|own|owth)|climb\w*|jump\w*|surge\w*|declin\w+|decreas\w+|fall(?:en)?|fell|drop\w*|shr[aiu]nk|improv\w+`;
const STANDS = 'was|were|is|are|reach(?:ed)?|hit|achieved?|earn(?:ed)?|generated?|post(?:ed)?|report(?:ed)?|ma[dk]e|of|a|its|the';
/** What is said outright of how far something moved, "grew 10%", "a 10% decline", or of where it stands, "of $80 billion". */
const SAID: readonly [RegExp, Threshold['of']][] = [
  [new RegExp(String.raw`\b(?:${MOVED})\s+(?:by\s+|of\s+)?${SIZE}`, 'i'), 'MOVE'],
  [
    new RegExp(String.raw`${SIZE}\s+(?:[a-z-]+\s+){0,2}?(?:increase|rise|growth|jump|surge|decline|decrease|fall|drop|improvement)\b`, 'i'),
    'MOVE',
  ],
  [new RegExp(String.raw`^\W*(?:was|were|is|are)\b[^?]*?\s${SIZE}`, 'i'), 'LEVEL'],
  [new RegExp(String.raw`\b(?:${STANDS})\s+${SIZE}`, 'i'), 'LEVEL'],
];
const MOVES =
  /\b(?:increas\w*|r[io]se[ns]?|rising|gr(?:ow|ew|own|owing|owth|ows)|improv\w*|expand\w*|climb\w*|jump\w*|gain\w*|declin\w*|decreas\w*|fall(?:s|ing|en)?|fell|drop\w*|shr[aiu]nk\w*|deteriorat\w*|worsen\w*|reduc\w*|contract(?:ed|ion)|chang\w*|mov\w*)\b/i;
const CROSSES = /(?<!\bby )\b(?:above|below|under)\s+(?:(?:roughly|about|approximately|around)\s+)?[$€£]?\s*\d/i;
const MULTIPLES: readonly [RegExp, string, boolean][] = [
  [/\bdoubl(?:e|ed|ing)\b/i, '1', true],
  [/\btripl(?:e|ed|ing)\b/i, '2', true],
  [/\bquadrupl(?:e|ed|ing)\b/i, '3', true],
  [/\bhalved?\b|\bhalving\b/i, '0.5', true],
];
const SCALES: Readonly<Record<string, number>> = { trillion: 12, billion: 9, bn: 9, b: 9, million: 6, mn: 6, m: 6, thousand: 3 };

/** `core`: the question without company and period. Undefined where it sets no bound. */
export function readThreshold(core: string): Threshold | undefined {
  const multiple = MULTIPLES.find(([pattern]) => pattern.test(core));
  if (multiple) return { isAbove: true, isInclusive: !/\bmore than\b/i.test(core), of: 'MOVE', value: multiple[1], unit: 'PERCENT' };
  const groups = BOUND.exec(core)?.groups;
  if (!groups) return readSaid(core);
  const unit = groups.unit?.toLowerCase() ?? '';
  const isPercent = unit === '%' || unit.startsWith('percent');
  const scale = isPercent ? -2 : (SCALES[unit] ?? 0);
  return {
    isAbove: groups.above !== undefined,
    isInclusive: groups.atLeast !== undefined || groups.atMost !== undefined,
    // "Fell below $40 billion" is about where it stands, "fell by less than" about how far it went.
    of: MOVES.test(core) && !CROSSES.test(core) ? 'MOVE' : 'LEVEL',
    value: new Decimal(groups.number!.replaceAll(',', '')).times(new Decimal(10).pow(scale)).toFixed(),
    unit: isPercent ? 'PERCENT' : /^(?:x|times)$/.test(unit) ? 'TIMES' : groups.money || scale > 0 ? 'AMOUNT' : 'NUMBER',
  };
}

function readSaid(core: string): Threshold | undefined {
  for (const [pattern, of] of SAID) {
    const groups = pattern.exec(core)?.groups;
    if (!groups) continue;
    const { number = '', unit = '', rough } = groups;
    const isPercent = /^(?:%|percent)/i.test(unit);
    const scale = new Decimal(10).pow(isPercent ? -2 : SCALES[unit.toLowerCase()]!);
    const value = new Decimal(number.replaceAll(',', '')).times(scale);
    // Half of the last digit that is written.
    const precision = scale.times(new Decimal(10).pow(-(number.split('.')[1]?.length ?? 0))).div(2);
    const within = rough ? Decimal.max(precision, value.times('0.05')) : precision;
    return {
      isAbove: true,
      isInclusive: true,
      within: within.toFixed(),
      of,
      value: value.toFixed(),
      unit: isPercent ? 'PERCENT' : 'AMOUNT',
    };
  }
  return undefined;
}
