import type { Transform } from './transform.ts';
import { DASHES, wordsToNumber } from './words.ts';

const NUMBER = /^\s*([+-]?)(\d+(?:\.\d*)?|\.\d+)\s*$/;
const DAYS_OF_A_MONTH = 30.4375;
type Parts = { Y?: number; M?: number; D?: number; H?: number };

/** xs:duration: the largest part always, smaller ones when they are not zero (`P0Y6M` for half a year, as the SEC prints it). */
function print(parts: Parts, negative: boolean): string {
  const entries = Object.entries(parts) as [keyof Parts, number][];
  const isZero = entries.every(([, count]) => count === 0);
  const shown = entries.filter(([, count], index) => count !== 0 || index === 0);
  return `${negative && !isZero ? '-' : ''}P${shown.map(([unit, count]) => (unit === 'H' ? `T${count}H` : `${count}${unit}`)).join('')}`;
}

const fromNumber =
  (split: (count: number) => Parts): Transform =>
  (text) => {
    const match = NUMBER.exec(text);
    return match ? print(split(Number(match[2])), match[1] === '-') : null;
  };

const years = (count: number): Parts => {
  const Y = Math.trunc(count);
  const months = (count - Y) * 12;
  const M = Math.trunc(months);
  return { Y, M, D: Math.trunc((months - M) * DAYS_OF_A_MONTH) };
};

const months = (count: number): Parts => {
  const M = Math.trunc(count);
  return { M, D: Math.trunc((count - M) * DAYS_OF_A_MONTH) };
};

const days = (count: number): Parts => {
  const D = Math.trunc(count);
  return { D, H: Math.trunc((count - D) * 24) };
};

const UNIT_WORDS: Readonly<Record<string, 'Y' | 'M' | 'D'>> = { year: 'Y', month: 'M', day: 'D' };

/** `three years and six months`, `18 months` */
const durationWords: Transform = (text) => {
  const words = text.toLowerCase().replace(DASHES, ' ').replaceAll(',', ' ').split(/\s+/).filter(Boolean);
  let result = '';
  let pending: string[] = [];
  let last = '';
  for (const word of words) {
    const unit = UNIT_WORDS[word.replace(/s$/, '')];
    if (unit === undefined) {
      pending.push(word);
      continue;
    }
    if (pending[0] === 'and') pending.shift();
    const count = pending.length === 1 && /^\d{1,4}$/.test(pending[0]!) ? String(Number(pending[0])) : wordsToNumber(pending.join(' '));
    if (count === null || 'YMD'.indexOf(unit) <= 'YMD'.indexOf(last || ' ')) return null;
    if (count !== '0') result += count + unit;
    last = unit;
    pending = [];
  }
  if (last === '' || pending.length > 0) return null;
  return result === '' ? 'P0D' : `P${result}`;
};

/** Source: SEC inline XBRL transformation registry 2015-08-31 */
export const durationTransforms: Readonly<Record<string, Transform>> = {
  duryear: fromNumber(years),
  durmonth: fromNumber(months),
  durweek: fromNumber((count) => ({ D: Math.trunc(count * 7) })),
  durday: fromNumber(days),
  durhour: fromNumber((count) => ({ H: Math.trunc(count) })),
  durwordsen: durationWords,
};
