/** What the words around a table say its figures are counted in. */
export interface Measure {
  /** Power of ten: 6 for `in millions`. Undefined when nothing is said. */
  scale?: number;
  /** Of share counts; undefined: as the rest. */
  shareScale?: number;
  /** ISO 4217, when it is said. */
  currency?: string;
  /** What is told per member, barrel or room is excepted from the scale. */
  perUnitExcepted?: boolean;
}

const powers: Readonly<Record<string, number>> = { thousand: 3, million: 6, billion: 9, hundred: 2 };
const said =
  /\b(?:in|of|expressed in|stated in|amounts?|dollars?|u\.?s\.?\$?|[$€£¥])\s*(?:u\.?s\.?\s*)?(?:dollars?\s*|\$\s*)?(?:in\s*)?(thousand|million|billion)s?\b/i;
const alone = /\(\s*(?:[$€£¥]\s*)?(thousand|million|billion)s?\b/i;
const omitted = /(?:\$|\b)000'?s?\b\s*(?:omitted)?|\(\s*\$?\s*000'?s?\s*\)|\bin\s*\$?\s*000'?s\b/i;
const sharesIn = /(?<!\bper[\s-])\bshares?\b[^.;()]{0,60}?\bin\s+(thousand|million|billion)s?/i;
const numberIn =
  /\bnumber of (?:shares|rsus|options|awards|units)\b[^.;()]{0,60}?\bin\s+(thousand|million|billion)s?|\b(?:shares?|options?|units?|rsus?)\s*\(in\s+(thousand|million|billion)s?/i;
const sharesExcepted =
  /\bexcept\b[^.;()]{0,80}?\b(?:shares?(?! data in| amounts in)|number of shares|share\s+(?:data|amounts|counts?|information)|units?)\b/i;
const perShareOnly = /\bexcept\s+(?:for\s+)?(?:per[\s-](?:common\s+)?(?:share|unit)|earnings per|(?:income|loss)\s+per|ratios?|percent)/i;

const perUnitExcepted =
  /\bexcept\b[^.;()]{0,120}\bper\s+(?!(?:(?:common|ordinary|basic|diluted|ads?|american depositary)\s+)*(?:shares?|units?|cent)\b)/i;
const perUnit = /\bper\s+(?!cent\b|annum\b|share\b)[a-z]/i;
const moneyPerUnit =
  /\b(?:revenues?|sales|prices?|costs?|fees?|rates?|value|expenses?|income|margin)\b[^|]{0,60}\bper\s+(?!cent\b|annum\b|share\b)[a-z]/i;

/** "Average monthly revenue per paying membership | $ 17.26" in a table of thousands: money that no scale is meant for. */
export const isPerUnit = (label: string, digits: string, measure: Measure): boolean =>
  !perShare.test(label) && (measure.perUnitExcepted ? perUnit.test(label) : moneyPerUnit.test(label) && /\.\d\d$/.test(digits));

/** Reads captions such as `(In millions, except number of shares, which are reflected in thousands, and per share amounts)`. */
export function readMeasure(text: string): Measure {
  const measure: Measure = {};
  const shares = sharesIn.exec(text) ?? numberIn.exec(text);
  const found = said.exec(text) ?? alone.exec(text);
  const isOfShares = found && shares && shares.index <= found.index && shares.index + shares[0].length >= found.index + found[0].length;
  if (found && !isOfShares) measure.scale = powers[found[1]!.toLowerCase()]!;
  else if (omitted.test(text)) measure.scale = 3;
  if (shares) measure.shareScale = powers[(shares[1] ?? shares[2])!.toLowerCase()]!;
  else if (sharesExcepted.test(text) && !isPerShareOnly(text)) measure.shareScale = 0;
  if (perUnitExcepted.test(text)) measure.perUnitExcepted = true;
  if (/\beuros?\b|€/i.test(text)) measure.currency = 'EUR';
  else if (/\byen\b|¥/i.test(text)) measure.currency = 'JPY';
  else if (/\bpounds? sterling\b|£/i.test(text)) measure.currency = 'GBP';
  else if (/\brmb\b|renminbi/i.test(text)) measure.currency = 'CNY';
  else if (/\bcanadian dollars?\b|\b(?:c|ca|cdn)\$/i.test(text)) measure.currency = 'CAD';
  else if (/\baustralian dollars?\b|\ba(?:u)?\$/i.test(text)) measure.currency = 'AUD';
  else if (/\bhong kong dollars?\b|\bhk\$/i.test(text)) measure.currency = 'HKD';
  else if (/\$|\bdollars?\b/i.test(text)) measure.currency = 'USD';
  return measure;
}

/** `except per share data` leaves share counts scaled; `except share and per share data` does not. */
function isPerShareOnly(text: string): boolean {
  if (!perShareOnly.test(text)) return false;
  return !/\b(?:and|or)\s+(?:number of\s+)?shares?\b(?!\s*(?:amounts|data)?\s*\bper\b)/i.test(text);
}

const perShare =
  /\bper\s+(?:(?:basic|diluted|common|ordinary|class\s+[a-z]|restricted|limited partner(?:ship)?|depositary|american depositary)\s+)*(?:share|unit|ads\b|ad[rs]\b)|\beps\b/i;
const shareCount =
  /\b(?:weighted[\s-]+average|number of|shares? used|common|total|diluted|basic|outstanding|authorized|issued)\b.{0,60}\bshares?\b|\bshares?\b.{0,60}\b(?:outstanding|issued|used|authorized|repurchased|granted|vested|forfeited)\b|^\s*shares?\b/i;

export type RowKind = 'AMOUNT' | 'PER_SHARE' | 'SHARES';

/** What the figures of a column count, when its head says so; undefined: what their rows say. */
export function columnKind(label: string): RowKind | undefined {
  if (label === '') return undefined;
  const head = label.replace(/\([^()]{0,120}\)/g, ' ');
  if (
    /\b(?:stockholders|shareholders|shareowners|total)\b.{0,3}\s+equity\b|\b(?:retained|reinvested) earnings\b|\bcomprehensive\b|\bamounts?\b/i.test(
      head,
    )
  )
    return 'AMOUNT';
  if (
    perShare.test(head) ||
    /\bweighted[\s-]+average\b.{0,40}\b(?:price|fair value)\b|\bgrant[\s-]date\b.{0,20}\bvalue\b|\bprice paid\b/i.test(head)
  )
    return 'PER_SHARE';
  if (
    /\b(?:number of|total)\b.{0,40}\b(?:shares|options|awards|units|rsus|psus)\b|^\s*(?:shares|units|options|awards|rsus|psus)\b|\bshares\s*$/i.test(
      head,
    ) &&
    !/\bvalue\b|\bcost\b|\$/i.test(head)
  )
    return 'SHARES';
  return undefined;
}

/** What the figures of a row count, by its label and the caption over it. */
export function rowKind(label: string, heading: string): RowKind {
  const own = kindOf(label);
  if (own) return own;
  const above =
    /^(?:.{0,4})(?:basic|diluted|assuming|continuing|discontinued|net (?:income|loss|earnings)|total|as reported|pro forma|[(])/i.test(
      label,
    )
      ? kindOf(heading)
      : undefined;
  return above ?? 'AMOUNT';
}

function kindOf(label: string): RowKind | undefined {
  const text = label.replace(/\([^()]{0,80}\)/g, ' ');
  if (/\banti-?dilutive\b|\bincremental shares\b|^\W*(?:add\W+)?effect of dilutive\b/i.test(text)) return 'SHARES';
  if (perShare.test(text) && /\b(?:fair value|exercise price|price)\b/i.test(text)) return 'PER_SHARE';
  // What a rate is worked out from is no rate: "net income used in computing diluted net income per share".
  if (
    /\b(?:used (?:in|for|to)|for (?:basic|diluted)|in (?:computing|calculating)|on which)\b/i.test(text) &&
    /\b(?:income|loss|earnings|numerator)\b/i.test(text) &&
    !/\bshares? (?:used|outstanding)\b|\bweighted\b/i.test(text)
  )
    return 'AMOUNT';
  if (/\bpar value\b|\bstated value\b/i.test(text) && !/^\W*(?:par|stated) value/i.test(text)) return undefined;
  if (/^\s*(?:weighted|shares? used|average (?:number|shares|common)|denominator)/i.test(text) && /shares?|denominator/i.test(text))
    return 'SHARES';
  if (
    /\b(?:dilutive|anti-?dilutive|effect of|total)\b.*\b(?:securities|options|shares|stock units)\b/i.test(text) &&
    !perShare.test(text) &&
    /\bshares?\b/i.test(text)
  )
    return 'SHARES';
  if (perShare.test(text) && !/\bshares? (?:used|outstanding)\b|;.*\bshares (?:authorized|issued)/i.test(text)) return 'PER_SHARE';
  if (/\bshares\s+(?:issued|outstanding)\b/i.test(text) && !/\bpar value\b|\d|\bvalue\b/i.test(text)) return 'SHARES';
  if (/\b(?:common|preferred|capital|ordinary)\s+stock\b|\btreasury\b|\bpaid-in\b/i.test(text)) return undefined;
  if (
    shareCount.test(text) &&
    !/\bvalue\b|\bcosts?\b|\$|\bprice\b|\bproceeds\b|\bpurchases? of\b|\brepurchases? of\b|\btax\b|\bcompensation\b/i.test(text)
  )
    return 'SHARES';
  return undefined;
}
