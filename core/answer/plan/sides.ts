import { phraseTokens } from '../formula/phrases.ts';
import { rankOf, readAgainst } from './operation.ts';
import type { QuestionParts } from './question-parts.ts';
import { withCore } from './question-parts.ts';
import { OPERATION_WORDS } from './question-words.ts';
import { type MeasuredReading, readMeasured } from './read-measured.ts';
import { SETS_AGAINST } from './sets-against.ts';
import type { Measured } from './types.ts';

/** What lines of one company are held against one another. */
export interface Sides {
  /** Two measures, in the question's order. */
  two?: [Measured, Measured];
  /** Two parts of one line: which of them is said to be more. */
  parts?: 'MORE' | 'LESS';
  /** "Is R&D or SG&A larger": one of them is the answer, and neither "Yes" nor "No". */
  which?: 'HIGHEST' | 'LOWEST';
}

/** What sets one measure over another: "capex higher than R&D", "its debt exceeds its cash". */
const OVER =
  /^(?<first>.*?)\b(?:than|exceed(?:s|ed|ing)?|surpass(?:es|ed)?|outweigh(?:s|ed)?|outpace(?:s|d)?|cover(?:s|ed|ing)?)\b(?<second>.*)$/is;
const DIFFERENCE = /^.*?\bdifference between\b(?<first>.*?)\band\b(?<second>.*)$/is;
const MORE_OR_LESS = '(?:higher|larger|greater|bigger|more|lower|smaller|less)';
const ASKS_WHICH = new RegExp(`\\bor\\b[^?]*\\b${MORE_OR_LESS}\\b|\\b${MORE_OR_LESS}\\b[^?]*\\bor\\b`, 'i');

/**
 * Reads the two sides of a question about one company. Undefined where something is held against what cannot be read: how a line moved would
 * be no answer to it.
 */
export function readSides(
  parts: QuestionParts,
  { measured, rest }: MeasuredReading,
  isYesNo: boolean,
  hasBound: boolean,
): Sides | undefined {
  const { core } = parts;
  const measuresIn = (words: string) => readMeasured(withCore(parts, words)).measured;
  // "Exceed 8% of revenue" is a bound on one measure.
  const isBounded = hasBound && measured.length === 1;
  const two = isBounded
    ? undefined
    : [OVER, DIFFERENCE].map((pattern) => twoMeasures(pattern.exec(core)?.groups, measuresIn)).find(Boolean);
  if (two) return { two };
  if (!isYesNo || isBounded) return {};
  if (!SETS_AGAINST.test(core)) return measured.length > 1 && ASKS_WHICH.test(core) ? { which: rankOf(core) } : {};
  const sides = OVER.exec(core)?.groups;
  const names = rest.filter((word) => !OPERATION_WORDS.has(word));
  const namesPart = (side = '') => phraseTokens(side).some((word) => names.includes(word));
  if (measured.length === 1 && namesPart(sides?.first) && namesPart(sides?.second)) return { parts: readAgainst(core) };
  const isOfPeriods = parts.periods.length > 1 || parts.relative === 'PREVIOUS';
  const isOnBoth = sides !== undefined && measuresIn(sides.first!).length > 0 && measuresIn(sides.second!).length > 0;
  return (measured.length > 1 && !hasBound) || (isOnBoth && !isOfPeriods) ? undefined : {};
}

function twoMeasures(
  sides: Record<string, string | undefined> | undefined,
  measuresIn: (words: string) => readonly Measured[],
): [Measured, Measured] | undefined {
  const [[first, ...more], [second, ...others]] = [measuresIn(sides?.first ?? ''), measuresIn(sides?.second ?? '')];
  const isPair = first && second && more.length + others.length === 0 && first.measure === second.measure && first.name !== second.name;
  return isPair ? [first, second] : undefined;
}
