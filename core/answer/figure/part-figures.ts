import type { Dimension } from '../../fact/dimensions.ts';
import { stem, tokenize } from '../../search/tokenize.ts';
import type { FindFigure } from '../formula/evaluate.ts';
import { conceptsIn, type Expression } from '../formula/expression.ts';
import { DERIVATIONS } from '../formula/known-formulas.ts';
import { type FigureScope, figureOf, include, inScope } from './fact-figures.ts';
import type { FigureDeps } from './find-figures.ts';
import {
  IS_REGION,
  IS_SEGMENT,
  isHead,
  isOneWordShort,
  NOISE,
  namings,
  ownWords,
  type PartDimension,
  partName,
  spelledOut,
} from './part-names.ts';

/** A segment, product or region that facts are given for. */
export interface Part {
  axis: string;
  member: string;
  /** As it is shown: "iPhone", "Automotive segment". */
  name: string;
  /** Keys of the sets of dimensions that mean this part of the whole. */
  keys: string[];
}

/** Products before segments before regions, as their figures are asked for without saying which is meant. */
const AXES = [/ProductOrService/, /BusinessSegments/, /Geograph/];

/**
 * Parts whose member the question's words name: all of the qualifier, and no word that the question does not hold. The closest comes
 * first. A question may fit a product line and a segment of the same name; each is told by its own name.
 */
export async function findParts(
  deps: FigureDeps,
  cik: number,
  asked: { company: string; qualifier: readonly string[]; words: readonly string[]; expressions: readonly Expression[] },
  scope: FigureScope,
): Promise<Part[]> {
  const concepts = asked.expressions.flatMap(conceptsIn);
  const derived = concepts.flatMap((concept) => (DERIVATIONS[concept] ? conceptsIn(DERIVATIONS[concept]) : []));
  const rows = await deps.prisma.fact.findMany({
    where: { ...inScope(cik, scope), standardConcept: { in: [...concepts, ...derived] }, dimensionsKey: { not: '' } },
    distinct: ['dimensionsKey', 'label'],
    select: { dimensions: true, dimensionsKey: true, label: true },
    orderBy: [{ id: 'asc' }],
  });
  const parts = new Map<string, Part & { cost: number }>();
  const qualifier = spelledOut(asked.qualifier);
  const words = new Set([...spelledOut(asked.words), ...qualifier, ...tokenize(asked.company)]);
  const isSegment = words.has(stem('segment'));
  const read = partReader(rows.map(({ dimensions }) => dimensions as unknown as Dimension[]));
  for (const { dimensions, dimensionsKey, label } of rows) {
    const dimension = read(dimensions as unknown as Dimension[]);
    if (!dimension) continue;
    const cost = Math.min(...namings(dimension.member, label).map((naming) => distance(naming, qualifier, words)));
    if (!Number.isFinite(cost)) continue;
    const isUnsaid = /SegmentMember$/.test(dimension.member) && !isSegment;
    const id = `${dimension.axis} ${dimension.member}`;
    const known = parts.get(id);
    if (known?.keys.includes(dimensionsKey)) continue;
    if (known) known.keys.push(dimensionsKey);
    else parts.set(id, { ...dimension, name: partName(dimension, label), keys: [dimensionsKey], cost: cost + Number(isUnsaid) });
  }
  const place = ({ axis }: Part) => {
    const at = AXES.findIndex((pattern) => pattern.test(axis));
    return at < 0 ? AXES.length : isSegment && at === 1 ? -1 : at;
  };
  if (parts.size === 0) {
    for (const fits of [isHead, isOneWordShort]) {
      const found = fitting(rows, read, (dimension, label) => fits(dimension, label, qualifier, asked.company));
      // A product line and a segment of one name are one meaning; two names are two.
      const names = new Set(found.map(({ member }) => ownWords(member)));
      if (names.size > 0) return names.size === 1 ? found.sort((a, b) => place(a) - place(b)) : [];
    }
    return [];
  }
  return [...parts.values()].sort((a, b) => a.cost - b.cost || place(a) - place(b));
}

function fitting(
  rows: readonly { dimensions: unknown; dimensionsKey: string; label: string | null }[],
  read: ReturnType<typeof partReader>,
  fits: (dimension: PartDimension, label: string | null) => boolean,
): Part[] {
  const found = new Map<string, Part>();
  for (const { dimensions, dimensionsKey, label } of rows) {
    const dimension = read(dimensions as Dimension[]);
    if (!dimension || !fits(dimension, label)) continue;
    const known = found.get(dimension.member);
    if (!known) found.set(dimension.member, { ...dimension, name: partName(dimension, label), keys: [dimensionsKey] });
    else if (!known.keys.includes(dimensionsKey)) known.keys.push(dimensionsKey);
  }
  return [...found.values()];
}

/** Looks lines up among the facts of one part. */
export function createPartFinder(deps: FigureDeps, cik: number, part: Part, scope: FigureScope): FindFigure {
  return async (concept, period) => {
    const rows = await deps.prisma.fact.findMany({
      where: {
        ...inScope(cik, scope),
        standardConcept: concept,
        ...period,
        dimensionsKey: { in: part.keys },
        numericValue: { not: null },
        isNil: false,
      },
      include,
      take: 500,
    });
    const figure = await figureOf(deps, rows, concept, period);
    return figure && { ...figure, part: part.name };
  };
}

const IS_PRODUCT = /ProductOrService/;
/**
 * Reads which part of the whole a set of dimensions means, as the filer uses them in `all`: the only dimension; of two, the product that one
 * segment alone sells, or the region that is given within one product alone. That segments are seen before eliminations narrows nothing.
 */
export function partReader(all: readonly (readonly Dimension[])[]): (dimensions: readonly Dimension[]) => PartDimension | undefined {
  const productsOfOneSegment = membersWithOne(all, IS_PRODUCT, IS_SEGMENT);
  const regionsOfOneProduct = membersWithOne(all, IS_REGION, IS_PRODUCT);
  return (dimensions) => {
    const own = withoutConsolidation(dimensions);
    if (own.length === 1) return own[0];
    const [product, segment, region] = [IS_PRODUCT, IS_SEGMENT, IS_REGION].map((pattern) => own.find(({ axis }) => pattern.test(axis)));
    if (own.length !== 2 || !product) return undefined;
    if (segment && productsOfOneSegment.has(product.member)) return product;
    return region && regionsOfOneProduct.has(region.member) ? { ...region, within: product } : undefined;
  };
}

const withoutConsolidation = (dimensions: readonly Dimension[]) =>
  dimensions.filter(({ axis, member }) => !(/ConsolidationItemsAxis$/.test(axis) && /OperatingSegmentsMember$/.test(member)));

/** Members of one axis that stand beside a single member of the other wherever both are given. */
function membersWithOne(all: readonly (readonly Dimension[])[], axis: RegExp, other: RegExp): ReadonlySet<string> {
  const beside = new Map<string, Set<string>>();
  for (const dimensions of all) {
    const own = withoutConsolidation(dimensions);
    const [member, partner] = [axis, other].map((pattern) => own.find((each) => pattern.test(each.axis))?.member);
    if (own.length === 2 && member && partner) beside.set(member, (beside.get(member) ?? new Set()).add(partner));
  }
  return new Set([...beside].flatMap(([member, partners]) => (partners.size === 1 ? [member] : [])));
}

/** How many words of the name the question leaves out; infinite where it is another part. */
function distance(naming: ReadonlySet<string>, qualifier: readonly string[], words: ReadonlySet<string>): number {
  if (naming.size === 0 || !qualifier.every((word) => naming.has(word) || NOISE.has(word))) return Number.POSITIVE_INFINITY;
  const left = [...naming].filter((word) => !words.has(word));
  return left.every((word) => NOISE.has(word)) && [...naming].some((word) => qualifier.includes(word))
    ? left.length
    : Number.POSITIVE_INFINITY;
}
