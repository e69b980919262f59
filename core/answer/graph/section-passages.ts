import type { Interpretation } from '../../search/types.ts';
import type { FigureScope } from '../figure/fact-figures.ts';
import { filingsInScope } from '../figure/filings-in-scope.ts';
import type { FigurePeriod } from '../formula/expression.ts';
import type { GraphDeps } from './deps.ts';
import { namedSections } from './gate/sections.ts';
import { readPassages } from './passages.ts';
import type { Passage } from './types.ts';

const MOST = 10;

/** The passages of a section that the question names outright, of the newest filing that fits, in the order of the text. */
export async function sectionPassages(
  deps: GraphDeps,
  interpretation: Interpretation,
  periods: readonly FigurePeriod[],
  scope: FigureScope,
): Promise<Passage[]> {
  const keys = namedSections(interpretation.question);
  if (keys.length === 0 || interpretation.companies.length === 0) return [];
  const isNews = /^item\d+\./.test(keys[0]!);
  const years = periods.map(({ fiscalYear }) => fiscalYear);
  const section = await deps.prisma.section.findFirst({
    where: {
      OR: keys.flatMap((key) => [{ key }, { key: { endsWith: `.${key}` } }]),
      status: { in: ['FOUND', 'DOUBTFUL'] },
      filing: {
        ...filingsInScope(
          interpretation.companies.map(({ cik }) => cik),
          scope,
        ),
        ...(interpretation.forms.length > 0 && { form: { in: interpretation.forms } }),
        ...(years.length > 0 && !isNews && { fiscalYear: { in: years } }),
      },
    },
    orderBy: [{ filing: { filedAt: 'desc' } }, { ordinal: 'asc' }],
    select: { accessionNumber: true, documentName: true, charStart: true, charEnd: true },
  });
  if (!section) return [];
  const chunks = await deps.prisma.chunk.findMany({
    where: {
      accessionNumber: section.accessionNumber,
      documentName: section.documentName,
      charStart: { lt: section.charEnd },
      charEnd: { gt: section.charStart },
    },
    orderBy: { ordinal: 'asc' },
    take: MOST,
    select: { id: true },
  });
  const passages = await readPassages(
    deps,
    chunks.map(({ id }) => ({ chunkId: id, score: 1 })),
    '',
  );
  // A chunk may reach over the section's edge; what is outside was not asked for.
  return passages.map((passage) => {
    const charStart = Math.max(passage.charStart, section.charStart);
    const charEnd = Math.min(passage.charEnd, section.charEnd);
    return {
      ...passage,
      isNamedSection: true,
      text: passage.text.slice(charStart - passage.charStart, charEnd - passage.charStart),
      charStart,
      charEnd,
    };
  });
}
