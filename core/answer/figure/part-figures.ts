import type { Dimension } from '../../fact/dimensions.ts';
import { stem, tokenize } from '../../search/tokenize.ts';
import type { FindFigure } from '../formula/evaluate.ts';
import { type FigureScope, figureOf, include, inScope } from './fact-figures.ts';
import type { FigureDeps } from './find-figures.ts';

/** Words of member names that say nothing: "BenchInstrumentsSegmentMember" is about bench instruments. */
const NOISE = new Set(['member', 'segment', 'domain', 'axi', 'region', 'geographic', 'operating', 'the', 'and', 'of', 'other'].map(stem));

/**
 * Looks up parts of lines: facts with one dimension whose member the qualifier names, all its words and no others. "Net sales of Bench
 * Instruments" is the fact of that segment; where no member fits exactly there is no figure.
 */
export function createPartFinder(deps: FigureDeps, cik: number, qualifier: readonly string[], scope: FigureScope): FindFigure {
  const wanted = wordsOf(qualifier.join(' '));
  return async (concept, period) => {
    const rows = await deps.prisma.fact.findMany({
      where: {
        ...inScope(cik, scope),
        standardConcept: concept,
        ...period,
        dimensionsKey: { not: '' },
        numericValue: { not: null },
        isNil: false,
      },
      include,
      take: 500,
    });
    const fitting = rows.filter((row) => {
      const dimensions = row.dimensions as unknown as Dimension[];
      return dimensions.length === 1 && same(wordsOf(memberName(dimensions[0]!.member)), wanted);
    });
    const figure = await figureOf(deps, fitting, concept, period);
    const [dimension] = (fitting[0]?.dimensions ?? []) as unknown as Dimension[];
    return figure && dimension && { ...figure, part: memberName(dimension.member) };
  };
}

/** "lrkfd:BenchInstrumentsMember" → "Bench Instruments" */
export const memberName = (member: string): string =>
  member
    .replace(/^[^:]*:/, '')
    .replace(/(?:Segment)?Member$/, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .trim();

const wordsOf = (text: string): ReadonlySet<string> => new Set(tokenize(text).filter((word) => !NOISE.has(word)));

const same = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size > 0 && a.size === b.size && [...a].every((word) => b.has(word));
