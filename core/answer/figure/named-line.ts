import { stem, tokenize } from '../../search/tokenize.ts';
import type { FindFigure } from '../formula/evaluate.ts';
import { type FigureScope, figureOf, include, inScope } from './fact-figures.ts';
import type { FigureDeps } from './find-figures.ts';
import { memberName } from './part-names.ts';
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
      select: { concept: true, label: true, unit: true },
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
    if (isOnlyCaption(best, named, words)) return undefined;
    const rows = await deps.prisma.fact.findMany({ where: { ...where, concept: best }, include, take: 200 });
    const figure = await figureOf(deps, rows, best, period);
    return figure && { ...figure, label: figure.label === best || isFragment(figure.label) ? memberName(best) : figure.label };
  };
}

/**
 * "Impairment charges" under the heading "Goodwill": a caption that leaves out what its concept says, where another concept of that unit goes
 * by the same words.
 */
function isOnlyCaption(
  best: string,
  named: readonly { concept: string; label: string | null; unit: string | null }[],
  words: readonly string[],
): boolean {
  if (best.startsWith('table:') || Number.isFinite(leftOver(conceptWords(best), words))) return false;
  const unit = named.find(({ concept }) => concept === best)?.unit;
  return named.some(
    (row) => row.concept !== best && row.unit === unit && namings(row).some((naming) => words.every((word) => naming.has(word))),
  );
}

const conceptWords = (concept: string): ReadonlySet<string> => new Set(tokenize(memberName(concept)));

/** The caption, and the concept's name taken apart: "us-gaap:RevenueRemainingPerformanceObligation". */
function namings({ concept, label }: { concept: string; label: string | null }): ReadonlySet<string>[] {
  const own = concept.startsWith('table:') ? [] : [conceptWords(concept)];
  return label === null ? own : [new Set(tokenize(label)), ...own];
}

function leftOver(naming: ReadonlySet<string>, words: readonly string[]): number {
  if (!words.every((word) => naming.has(word))) return Number.POSITIVE_INFINITY;
  const unsaid = [...naming].filter((word) => !words.includes(word));
  return unsaid.every((word) => FILLER.has(word)) ? unsaid.length : Number.POSITIVE_INFINITY;
}
