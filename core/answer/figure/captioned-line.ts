import { findStandardConcept } from '../../fact/standard-concepts.ts';
import { normaliseLabel } from '../../fact/statement-lines.ts';
import type { FigurePeriod } from '../formula/expression.ts';
import { type FactRow, type FigureScope, include, inScope, PRINTED } from './fact-figures.ts';
import type { FigureDeps } from './find-figures.ts';

const SHARED = ['us-gaap:', 'ifrs-full:', 'srt:', 'dei:', 'table:'];

/**
 * Facts of a line under a concept of the filer's own ("tsla:RestructuringAndOtherExpenses"), known by their caption in the statement that
 * prints the line. Empty where two such concepts could be meant.
 */
export async function captionedFacts(
  { prisma }: Pick<FigureDeps, 'prisma'>,
  cik: number,
  concept: string,
  period: FigurePeriod,
  scope: FigureScope,
): Promise<FactRow[]> {
  const standard = findStandardConcept(concept);
  // Balances are cut into lines so differently that one of a filer's own would count what another already holds.
  if (!standard?.row || standard.statement === 'BALANCE_SHEET') return [];
  const rows = await prisma.fact.findMany({
    where: {
      ...inScope(cik, scope),
      ...period,
      standardConcept: null,
      ...PRINTED,
      NOT: SHARED.map((prefix) => ({ concept: { startsWith: prefix } })),
    },
    include,
    orderBy: [{ id: 'asc' }],
  });
  const called = rows.filter(({ label }) => standard.row!.test(normaliseLabel(label!)));
  const printed: FactRow[] = [];
  for (const row of called) {
    const table = await prisma.filingTable.findFirst({
      where: {
        accessionNumber: row.accessionNumber,
        documentName: row.documentName!,
        charStart: { lte: row.charStart! },
        charEnd: { gte: row.charEnd! },
      },
      select: { statement: true },
    });
    if (table?.statement === standard.statement) printed.push(row);
  }
  return new Set(printed.map((row) => row.concept)).size === 1 ? printed : [];
}
