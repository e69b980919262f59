import type { Measured } from './types.ts';

/** What sets one measure over another: "capex higher than R&D", "its debt exceeds its cash", "the difference between A and B". */
const BETWEEN_TWO = [
  /^(?<first>.*?)\b(?:than|exceed(?:s|ed|ing)?|surpass(?:es|ed)?|outweigh(?:s|ed)?|outpace(?:s|d)?|cover(?:s|ed|ing)?)\b(?<second>.*)$/is,
  /^(?<before>.*?)\bdifference between\b(?<first>.*?)\band\b(?<second>.*)$/is,
];

/**
 * The two measures that one question sets side by side, in its order. Undefined where the words do not name one on each side; `read` finds
 * the measures of some of the question's words.
 */
export function twoMeasures(core: string, read: (words: string) => readonly Measured[]): [Measured, Measured] | undefined {
  for (const pattern of BETWEEN_TWO) {
    const sides = pattern.exec(core)?.groups;
    if (!sides) continue;
    const [[first, ...more], [second, ...others]] = [read(sides.first!), read(sides.second!)];
    if (first && second && more.length + others.length === 0 && first.measure === second.measure && first.name !== second.name)
      return [first, second];
  }
  return undefined;
}

/** A measure stands on both sides, be it the same: "advertising revenue exceeds other revenue". */
export function namesBothSides(core: string, read: (words: string) => readonly Measured[]): boolean {
  const sides = BETWEEN_TWO[0]!.exec(core)?.groups;
  return sides !== undefined && read(sides.first!).length > 0 && read(sides.second!).length > 0;
}

/** "iPhone revenue larger than Services revenue": parts of one line on both sides; `qualifier` are the words that name parts, as stems. */
export function areTwoParts(core: string, qualifier: readonly string[], stems: (words: string) => readonly string[]): boolean {
  const sides = BETWEEN_TWO[0]!.exec(core)?.groups;
  if (!sides) return false;
  const names = (side: string) => stems(side).some((word) => qualifier.includes(word));
  return names(sides.first!) && names(sides.second!);
}

/** Words that hold one thing against another. */
export const SETS_AGAINST = /\bthan\b|\bexceed|\bsurpass|\boutweigh|\boutpace|\bcover(?:s|ed|ing)?\b/i;

/** "Is R&D or SG&A larger": one of the two is the answer, and neither "Yes" nor "No". */
export const ASKS_WHICH =
  /\bor\b[^?]*\b(?:higher|larger|greater|bigger|more|lower|smaller|less)\b|\b(?:higher|larger|greater|bigger|more|lower|smaller|less)\b[^?]*\bor\b/i;
