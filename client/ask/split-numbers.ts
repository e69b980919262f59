/** A stretch of a sentence: plain, or one of the answer's numbers by its place in their list. */
export interface Stretch {
  text: string;
  number: number | null;
}

/** Finds each number of an answer where it stands in a sentence. A longer number wins over a shorter one inside of it. */
export function splitNumbers(sentence: string, numbers: readonly { text: string }[]): Stretch[] {
  const longestFirst = numbers.map(({ text }, index) => ({ text, index })).sort((a, b) => b.text.length - a.text.length);
  const stretches: Stretch[] = [];
  let plainFrom = 0;
  let at = 0;
  while (at < sentence.length) {
    const found = longestFirst.find(
      ({ text }) => text !== '' && sentence.startsWith(text, at) && standsAlone(sentence, at, at + text.length),
    );
    if (!found) {
      at++;
      continue;
    }
    if (at > plainFrom) stretches.push({ text: sentence.slice(plainFrom, at), number: null });
    stretches.push({ text: found.text, number: found.index });
    at += found.text.length;
    plainFrom = at;
  }
  if (plainFrom < sentence.length) stretches.push({ text: sentence.slice(plainFrom), number: null });
  return stretches;
}

/** "39" is no number of "$391" or "1,039": digits go on neither before nor after it. */
const standsAlone = (sentence: string, from: number, to: number): boolean =>
  !(/\d/.test(sentence[from] ?? '') && /\d[.,]?$/.test(sentence.slice(0, from))) &&
  !/^[.,]?\d/.test(/\d$/.test(sentence.slice(0, to)) ? sentence.slice(to) : '');
