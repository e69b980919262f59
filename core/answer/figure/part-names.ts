import type { Dimension } from '../../fact/dimensions.ts';
import { stem, tokenize } from '../../search/tokenize.ts';
import { REGIONS } from './regions.ts';

/** A part, and the product that all figures of a region are of where the filer gives regions only within one. */
export type PartDimension = Dimension & { within?: Dimension };

export const IS_SEGMENT = /BusinessSegments/;
export const IS_REGION = /Geograph/;

/** Words of member names that say nothing: "BenchInstrumentsSegmentMember" is about bench instruments. */
export const NOISE = new Set(['member', 'segment', 'domain', 'axi', 'region', 'geographic', 'operating', 'revenue', 'other'].map(stem));

const SPELLED_OUT = new Map(REGIONS.map(({ initials, places }) => [stem(initials.toLowerCase()), tokenize(places)]));
const PLACES = new Set([...SPELLED_OUT.values()].flat());
export const spelledOut = (words: readonly string[]): string[] => words.flatMap((word) => SPELLED_OUT.get(word) ?? [word]);

/** The words of a member by its own name, unparted, and by its row's label where that is the same name. */
export function namings(member: string, label: string | null): ReadonlySet<string>[] {
  const bare = bareName(member);
  return [
    new Set(spelledOut(tokenize(memberName(member)))),
    new Set([stem(bare.toLowerCase())]),
    ...(label && isSameName(label, bare) ? [new Set(tokenize(label))] : []),
  ];
}

const bareName = (member: string): string => member.replace(/^[^:]*:/, '').replace(/(?:Segment)?Member$/, '');
const squash = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z\d]/g, '')
    .replace(/s$/, '');
const isSameName = (label: string, bare: string): boolean => squash(label) === squash(bare);

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region' });
/** "country:SG" → "Singapore" */
function countryName(member: string): string | undefined {
  const code = /^country:([A-Z]{2})$/.exec(member)?.[1];
  return code && COUNTRIES.of(code);
}

/** "lrkfd:BenchInstrumentsMember" → "Bench Instruments" */
export const memberName = (member: string): string =>
  countryName(member) ??
  bareName(member)
    .replace(/(?<=[a-z])(?:Of|And|The|In|For)(?=[A-Z])/g, (word) => ` ${word.toLowerCase()} `)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .trim();

/** Of its name what tells it from others: "EnergyStorage" and "EnergyStorageSegment" are called alike. */
export const ownWords = (member: string): string =>
  tokenize(memberName(member))
    .filter((word) => !NOISE.has(word))
    .join(' ');

/** As it is shown: by its row's label where that says the same, else by the member's own words. */
export function partName({ within, ...dimension }: PartDimension, label: string | null): string {
  const name = ownName(dimension, label);
  return within ? `${name} ${memberName(within.member).toLowerCase()}` : name;
}

function ownName({ axis, member }: Dimension, label: string | null): string {
  const bare = bareName(member);
  const caption = label?.replace(/(?:\s*\(\d{1,2}\))+\s*$/, '');
  if (caption && isSameName(caption, bare)) return caption.replace(/[®™]/g, '').trim();
  const name = /^I[A-Z][a-z]+$/.test(bare) ? `i${bare.slice(1)}` : memberName(member).replace(/(?<=.) Revenues?$/, '');
  return /BusinessSegments/.test(axis) && /SegmentMember$/.test(member) ? `${name} segment` : name;
}

export type FitsPart = (dimension: PartDimension, label: string | null, qualifier: readonly string[], company: string) => boolean;

/** The name says all of the qualifier and one word more: "regulatory credits" of "Automotive regulatory credits". */
export const isOneWordShort: FitsPart = ({ member }, label, qualifier) =>
  qualifier.length > 1 &&
  namings(member, label).some(
    (naming) =>
      qualifier.every((word) => naming.has(word)) && [...naming].filter((word) => !NOISE.has(word)).length === qualifier.length + 1,
  );

/**
 * The first of what one part holds is what it goes by: "Wearables, Home and Accessories", the segment "DefenseSpaceSecurity"; a region is so
 * only to what stands in brackets.
 */
export const isHead: FitsPart = ({ axis, member }, label, qualifier, company) => {
  if (!label || !isSameName(label, bareName(member))) return isFirstWord(axis, member, qualifier, company);
  const head = label.split(IS_REGION.test(axis) ? /\(/ : /,|\(/)[0]!;
  const words = tokenize(head).filter((word) => !NOISE.has(word));
  return head.length < label.length && words.length > 0 && sameWords(words, qualifier);
};

function isFirstWord(axis: string, member: string, qualifier: readonly string[], company: string): boolean {
  const own = new Set(tokenize(company));
  const words = tokenize(memberName(member)).filter((word) => !own.has(word));
  return IS_SEGMENT.test(axis) && !words.some((word) => PLACES.has(word)) && sameWords(words.slice(0, 1), qualifier);
}

const sameWords = (left: readonly string[], right: readonly string[]): boolean =>
  left.every((word) => right.includes(word)) && right.every((word) => left.includes(word) || NOISE.has(word));
