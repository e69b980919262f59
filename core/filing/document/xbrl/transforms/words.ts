const UNITS = [
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
][0]!.split(' ');
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const SCALES: Readonly<Record<string, bigint>> = {
  thousand: 1_000n,
  million: 1_000_000n,
  billion: 1_000_000_000n,
  trillion: 1_000_000_000_000n,
  quadrillion: 1_000_000_000_000_000n,
  quintillion: 1_000_000_000_000_000_000n,
};

export const DASHES = /[-\u058a\u05be\u2010-\u2015\ufe58\ufe63\uff0d]/g;

/**
 * `one hundred and twenty-three thousand` as `123000`; `no`, `none` and `nil` as `0`. Null when a word is no number word or stands out
 * of order.
 */
export function wordsToNumber(text: string): string | null {
  const words = text.toLowerCase().replace(DASHES, ' ').replaceAll(',', ' ').split(/\s+/).filter(Boolean);
  if (words.length === 0) return null;
  if (words.length === 1 && ['no', 'none', 'nil', 'zero'].includes(words[0]!)) return '0';
  let total = 0n;
  let group = -1n;
  let scaleBelow = 1_000_000_000_000_000_000_000n;
  for (const [index, word] of words.entries()) {
    if (word === 'and' && index > 0 && index < words.length - 1) continue;
    const scale = SCALES[word];
    if (scale !== undefined) {
      if (group <= 0n || scale >= scaleBelow) return null;
      total += group * scale;
      scaleBelow = scale;
      group = -1n;
      continue;
    }
    const next = addToGroup(group, word);
    if (next === null) return null;
    group = next;
  }
  return String(total + (group > 0n ? group : 0n));
}

/** A number below a thousand (or `nineteen hundred`) grows by one word; -1 is the empty group. */
function addToGroup(group: bigint, word: string): bigint | null {
  if (word === 'hundred') return group > 0n && group < 20n ? group * 100n : null;
  const unit = UNITS.indexOf(word);
  const room = group < 0n ? 1_000n : lowestPlace(group);
  if (unit > 0) return BigInt(unit) < room ? (group < 0n ? 0n : group) + BigInt(unit) : null;
  const ten = TENS.indexOf(word);
  if (ten > 1) return room > 99n ? (group < 0n ? 0n : group) + BigInt(ten * 10) : null;
  return null;
}

/** What may be added to a group: below 100 after hundreds, below 10 after tens. */
function lowestPlace(group: bigint): bigint {
  if (group % 100n === 0n) return 100n;
  return group % 10n === 0n && group % 100n >= 20n ? 10n : 0n;
}
