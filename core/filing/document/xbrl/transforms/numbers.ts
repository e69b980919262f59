import type { Transform } from './transform.ts';
import { wordsToNumber } from './words.ts';

const SPACES = /[\s\u00a0\u2007\u2009\u202f]/g;
const APOSTROPHES = /['`\u00b4\u2018\u2019\u2032\uff07]/g;
const DASH = /^[-\u058a\u05be\u2010-\u2015\u2212\ufe58\ufe63\uff0d]+$/;
const PLAIN = /^(\d+(\.\d*)?|\.\d+)$/;

/** ASCII digits for full-width and Devanagari ones. */
export const asciiDigits = (text: string): string =>
  text.replace(/[\uff10-\uff19\u0966-\u096f]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code >= 0xff10 ? code - 0xff10 : code - 0x966);
  });

const plain = (text: string): string | null => (PLAIN.test(text) ? text : null);

/** A decimal mark ends the groups: "1.234,5" is no number of 1.2345. */
const dotDecimal: Transform = (text) => {
  const number = asciiDigits(text).replace(SPACES, '');
  return /\.\d*,/.test(number) ? null : plain(number.replaceAll(',', ''));
};
const commaDecimal: Transform = (text) => {
  const number = asciiDigits(text).replace(SPACES, '');
  return /,\d*\./.test(number) ? null : plain(number.replaceAll('.', '').replace(',', '.'));
};
const withoutApostrophes =
  (next: Transform): Transform =>
  (text) =>
    next(text.replace(APOSTROPHES, ''));

/** `12 dollars 30 cents` */
const unitDecimal: Transform = (text) => {
  const groups = asciiDigits(text)
    .replace(SPACES, ' ')
    .trim()
    .replaceAll('\uff0c', ',')
    .replaceAll('\uff0e', '.')
    .match(/^([\d.,]*\d)[^\d.,][^\d]*?(\d{1,2})[^\d.,]*$/);
  return groups ? plain(`${groups[1]!.replace(/[.,]/g, '')}.${groups[2]!.padStart(2, '0')}`) : null;
};

const dash: Transform = (text) => (DASH.test(text.replace(SPACES, '')) ? '0' : null);
const constant =
  (value: string): Transform =>
  () =>
    value;

export const numberTransforms: Readonly<Record<string, Transform>> = {
  numdotdecimal: dotDecimal,
  numdotdecimalin: dotDecimal,
  numdotdecimalapos: withoutApostrophes(dotDecimal),
  numcommadot: dotDecimal,
  numspacedot: dotDecimal,
  numcommadecimal: commaDecimal,
  numcommadecimalapos: withoutApostrophes(commaDecimal),
  numdotcomma: commaDecimal,
  numspacecomma: commaDecimal,
  numcomma: commaDecimal,
  numunitdecimal: unitDecimal,
  numunitdecimalin: unitDecimal,
  numunitdecimalapos: withoutApostrophes(unitDecimal),
  zerodash: dash,
  numdash: dash,
  numwordsen: (text) => wordsToNumber(text),
  numinf: constant('INF'),
  numneginf: constant('-INF'),
  numnan: constant('NaN'),
};
