import type { Dimension } from '../../fact/dimensions.ts';
import { conceptsIn, type FigurePeriod } from '../formula/expression.ts';
import { DERIVATIONS } from '../formula/known-formulas.ts';
import type { FigurePlan } from '../plan/types.ts';
import { type FigureScope, inScope } from './fact-figures.ts';
import type { FigureDeps } from './find-figures.ts';
import { type Part, partReader } from './part-figures.ts';
import { type PartDimension, partName } from './part-names.ts';

const SEGMENTS = /BusinessSegments/;
const AXES: Record<NonNullable<FigurePlan['by']>, readonly RegExp[]> = {
  PRODUCT: [/ProductOrService/],
  SEGMENT: [SEGMENTS],
  REGION: [/Geograph|CountryRegion/],
  ANY: [/ProductOrService/, SEGMENTS, /Geograph/],
};
/** Parts of one table stand closer together than this, in characters. */
const SAME_TABLE = 1_500;

/**
 * The parts that a filing divides a line, or the lines of a formula, into: the facts with one dimension of the axis asked about that stand
 * in one table, the fullest of the period's own filings, in the table's order. Empty where fewer than two are reported.
 */
export async function findBreakdown(
  deps: FigureDeps,
  cik: number,
  concepts: readonly string[],
  period: FigurePeriod,
  by: NonNullable<FigurePlan['by']>,
  scope: FigureScope,
): Promise<Part[]> {
  const wanted = [...new Set(concepts.flatMap((concept) => [concept, ...(DERIVATIONS[concept] ? conceptsIn(DERIVATIONS[concept]) : [])]))];
  const rows = await deps.prisma.fact.findMany({
    where: {
      ...inScope(cik, scope),
      standardConcept: { in: wanted },
      ...period,
      dimensionsKey: { not: '' },
      numericValue: { not: null },
      charStart: { not: null },
      isHidden: false,
    },
    select: {
      accessionNumber: true,
      documentName: true,
      charStart: true,
      label: true,
      dimensions: true,
      dimensionsKey: true,
      standardConcept: true,
      filing: { select: { fiscalYear: true, fiscalPeriod: true } },
    },
    orderBy: [{ accessionNumber: 'asc' }, { documentName: 'asc' }, { charStart: 'asc' }],
  });
  const read = partReader(rows.map(({ dimensions }) => dimensions as unknown as Dimension[]));
  const divide = (axis: RegExp): Part[] => {
    const found = rows.flatMap((row) => {
      const dimension = read(row.dimensions as unknown as Dimension[]);
      return dimension && axis.test(dimension.axis) ? [{ ...row, dimension }] : [];
    });
    const counted = new Set(concepts).size > 1 ? withSeveral(found) : found;
    const own = counted.filter(({ filing }) => filing.fiscalYear === period.fiscalYear && filing.fiscalPeriod === period.fiscalPeriod);
    const tables = tablesOf(own.length > 0 ? own : counted);
    return tables.map(partsOf).reduce<Part[]>(fuller, []);
  };
  const own = AXES[by].map(divide).find((parts) => parts.length > 1) ?? [];
  if (by !== 'REGION') return own;
  // Many filers' segments are their regions, and finer than the note on geography.
  const segments = divide(SEGMENTS);
  const regional = segments.filter(({ name }) => REGION_NAME.test(name));
  if (regional.length < 2 || regional.length * 2 < segments.length) return own;
  return fuller(
    own,
    segments.filter(({ name }) => !BUSINESS_NAME.test(name)),
  );
}

/** Of a ratio both sides must be there. */
function withSeveral<T extends { dimension: PartDimension; standardConcept: string | null }>(rows: readonly T[]): T[] {
  const lines = new Map<string, Set<string | null>>();
  for (const { dimension, standardConcept } of rows)
    lines.set(dimension.member, (lines.get(dimension.member) ?? new Set()).add(standardConcept));
  return rows.filter(({ dimension }) => lines.get(dimension.member)!.size > 1 && !IS_REST.test(dimension.member));
}
/** What stands between the parts and the whole has no margin of its own. */
const IS_REST = /Eliminat|Corporate|Unallocated|Reconcil|Intersegment/;

const fuller = (best: Part[], parts: Part[]): Part[] => (parts.length > best.length ? parts : best);
const BUSINESS_NAME = /\b(?:investments?|ventures?|corporate|unallocated|eliminations?|products?|services?|brands?|other)\b/i;
const REGION_NAME =
  /\b(?:americas?|north|south|latin|europe\w*|emea|ucan|asia|pacific|apac|africa|middle east|china|japan|india|canada|u\.?s\.?a?|united (?:states|kingdom)|international|domestic|australia|brazil|mexico|germany|france|korea|west|east|regions?|regional|rest of (?:the )?world)\b/i;

interface Row {
  accessionNumber: string;
  documentName: string | null;
  charStart: number | null;
  label: string | null;
  dimensionsKey: string;
  dimension: PartDimension;
}

function tablesOf(rows: readonly Row[]): Row[][] {
  const tables: Row[][] = [];
  for (const row of rows) {
    const before = tables.at(-1)?.at(-1);
    const isNear =
      before?.accessionNumber === row.accessionNumber &&
      before.documentName === row.documentName &&
      row.charStart! - before.charStart! < SAME_TABLE;
    if (isNear) tables.at(-1)?.push(row);
    else tables.push([row]);
  }
  return tables;
}

function partsOf(rows: readonly Row[]): Part[] {
  const parts = new Map<string, Part>();
  for (const { dimension, dimensionsKey, label } of rows) {
    const known = parts.get(dimension.member);
    if (!known) parts.set(dimension.member, { ...dimension, name: partName(dimension, label), keys: [dimensionsKey] });
    else if (!known.keys.includes(dimensionsKey)) known.keys.push(dimensionsKey);
  }
  return [...parts.values()];
}
