import { canonicalDecimal } from '../xbrl/decimal-string.ts';

export interface NumberText {
  /** As printed, in its shortest form: no scale applied, parentheses negative. */
  digits: string;
  isPercent: boolean;
  /** ISO 4217, when a currency sign stands there. */
  currency?: string;
  isDash: boolean;
}

const currencies: Readonly<Record<string, string>> = {
  $: 'USD',
  US$: 'USD',
  C$: 'CAD',
  CA$: 'CAD',
  A$: 'AUD',
  HK$: 'HKD',
  R$: 'BRL',
  NT$: 'TWD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  RMB: 'CNY',
  USD: 'USD',
  EUR: 'EUR',
  GBP: 'GBP',
  CHF: 'CHF',
  JPY: 'JPY',
  CAD: 'CAD',
};

const sign = '(?:(?:US|C|CA|A|HK|R|NT)?\\$|[€£¥₹]|RMB|USD|EUR|GBP|CHF|JPY|CAD)';
const figure = new RegExp(
  `^(${sign})?\\s?([(\\-–−—]?)\\s?(${sign})?\\s?([(\\-–−]?)\\s?(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|\\.\\d+)\\s?(%|pts?\\.?|x)?\\s?(\\))?\\s?(%)?\\s?(?:\\([a-z0-9]{1,2}\\)|\\[[a-z0-9]{1,2}\\]|\\*{1,3}|[†‡§])*(?:\\s?\\([a-z0-9]{1,2}\\))*(?:\\s${sign})?$`,
  'i',
);
/** Cheap refusal of the words that most cells hold. */
const mayBegin = /^(?:[\d($€£¥₹.\-–−—]|US|C\$|CA|A\$|HK|R\$|R[MN]|NT|RMB|EUR|GBP|CHF|JPY)/i;
const dash = new RegExp(`^(${sign})?\\s?[-–—−]{1,3}\\s?(%)?(?:\\s?\\([a-z0-9]{1,2}\\))?$`, 'i');

/**
 * A figure as statements print it: `$ 5,794`, `(19)`, `24 %`, `(0.5)%`, a dash for none. Undefined for everything else, dates and
 * figures inside words included.
 */
export function readNumber(text: string): NumberText | undefined {
  if (text.length > 40 || text.length === 0 || !mayBegin.test(text)) return undefined;
  const found = figure.exec(text);
  if (found) {
    const isNegative = found[2] !== '' || found[4] !== '';
    // A figure that is closed but was never opened: nobody can tell whether it is a loss.
    if (found[7] && !isNegative) return undefined;
    const value = canonicalDecimal(found[5]!.replaceAll(',', ''), 0, isNegative);
    if (value === null) return undefined;
    const currency = currencies[(found[1] ?? found[3] ?? '').toUpperCase()];
    return { digits: value, isPercent: found[6] === '%' || found[8] === '%', ...(currency && { currency }), isDash: false };
  }
  const none = dash.exec(text);
  if (!none) return undefined;
  const currency = currencies[(none[1] ?? '').toUpperCase()];
  return { digits: '0', isPercent: none[2] === '%', ...(currency && { currency }), isDash: true };
}

/** A cell that is only a currency sign, to be read with the figure behind it. */
export const isCurrencySign = (text: string): boolean =>
  text.length <= 5 && /^\(?(?:(?:US|C|CA|A|HK|R|NT)?\$|[€£¥₹]|RMB|USD|EUR|GBP)\s?\(?$/i.test(text);

/** A cell that only opens the figure behind it. */
export const isOpening = (text: string): boolean => text === '(';

/** A cell that is only a minus; in a column of figures it is a dash for none. */
export const isMinus = (text: string): boolean => text === '-' || text === '−' || text === '–';

/** A cell that only closes the figure before it. */
export const isSuffix = (text: string): boolean => text.length <= 3 && /^(?:\)|%|\)\s?%|%\s?\)|\)\))$/.test(text);

/** 1900 to 2099 and nothing else. */
export const isYear = (text: string): boolean => /^(?:19|20)\d\d(?:\s?\([a-z0-9]{1,2}\)|\*)?$/.test(text);
