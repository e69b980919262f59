import { stem, tokenize } from '../../search/tokenize.ts';
import type { FindFigure } from '../formula/evaluate.ts';
import { type FigureScope, figureOf, include, inScope } from './fact-figures.ts';
import type { FigureDeps } from './find-figures.ts';
import { memberName } from './part-figures.ts';
import { isFragment } from './wording.ts';

/** Words of a caption that narrow nothing: "Total backlog" is the backlog. */
const FILLER = new Set(['total', 'net', 'amount', 'balance', 'value', 'revenue', 'end', 'period', 'company'].map(stem));
const MOST_FACTS = 4_000;

interface Line {
  concept: string;
  /** Words of the caption that the question does not say. */
  unsaid: number;
}

/**
 * Looks a line up by the words a question calls it, among all facts without dimensions: every word must stand in the fact's caption or in
 * its concept's name, and nothing but filler may be left over. For lines that analysts ask for and no list of standard lines holds.
 */
export function createNamedLineFinder(deps: FigureDeps, cik: number, asked: readonly string[], scope: FigureScope): FindFigure {
  const words = asked.flatMap((word) => tokenize(word));
  return async (_concept, period) => {
    const where = { ...inScope(cik, scope), ...period, dimensionsKey: '', numericValue: { not: null }, isNil: false };
    const named = await deps.prisma.fact.findMany({
      where,
      distinct: ['concept', 'label'],
      select: { concept: true, label: true },
      orderBy: [{ id: 'asc' }],
      take: MOST_FACTS,
    });
    const lines = named.flatMap((row): Line[] => {
      const unsaid = Math.min(...namings(row).map((naming) => leftOver(naming, words)));
      return Number.isFinite(unsaid) ? [{ concept: row.concept, unsaid }] : [];
    });
    const least = Math.min(...lines.map(({ unsaid }) => unsaid));
    const [best, ...others] = [...new Set(lines.filter(({ unsaid }) => unsaid === least).map((line) => line.concept))];
    // Two lines that go by the same words: neither is guessed.
    if (best === undefined || others.length > 0) return undefined;
    const rows = await deps.prisma.fact.findMany({ where: { ...where, concept: best }, include, take: 200 });
    const figure = await figureOf(deps, rows, best, period);
    return figure && { ...figure, label: figure.label === best || isFragment(figure.label) ? memberName(best) : figure.label };
  };
}

/** The caption, and the concept's name taken apart: "us-gaap:RevenueRemainingPerformanceObligation". */
function namings({ concept, label }: { concept: string; label: string | null }): ReadonlySet<string>[] {
  const own = concept.startsWith('table:') ? [] : [new Set(tokenize(memberName(concept)))];
  return label === null ? own : [new Set(tokenize(label)), ...own];
}

function leftOver(naming: ReadonlySet<string>, words: readonly string[]): number {
  if (!words.every((word) => naming.has(word))) return Number.POSITIVE_INFINITY;
  const unsaid = [...naming].filter((word) => !words.includes(word));
  return unsaid.every((word) => FILLER.has(word)) ? unsaid.length : Number.POSITIVE_INFINITY;
}
