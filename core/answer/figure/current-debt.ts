import type { FigurePeriod } from '../formula/expression.ts';
import type { FigureDeps } from './find-figures.ts';
import type { Figure } from './types.ts';

/**
 * What is owed within the year, where the balance sheet has one line for it ("short-term debt") and only a note tells how much of it falls
 * due of long-term debt: adding both would count the maturities twice. Undefined where the balance sheet has two lines, or none.
 */
export async function onlyCurrentDebt(
  deps: FigureDeps,
  find: (concept: string) => Promise<Figure | undefined>,
  period: FigurePeriod,
): Promise<Figure | undefined> {
  const [short, portion] = await Promise.all([find('ShortTermDebt'), find('CurrentPortionLongTermDebt')]);
  if (!short || !portion || short.value.lt(portion.value)) return undefined;
  const [isLine, isOther] = await Promise.all([isOnBalanceSheet(deps, short), isOnBalanceSheet(deps, portion)]);
  return isLine && !isOther ? { ...short, period } : undefined;
}

async function isOnBalanceSheet({ prisma }: FigureDeps, { source, accessionNumber }: Figure): Promise<boolean> {
  const fact = await prisma.fact.findUnique({ where: { id: BigInt(source.factId) } });
  if (!fact || fact.documentName === null || fact.charStart === null) return false;
  // The same fact may stand in a note as well: any of its places counts.
  const places = await prisma.fact.findMany({
    where: {
      accessionNumber,
      concept: fact.concept,
      periodEnd: fact.periodEnd,
      dimensionsKey: fact.dimensionsKey,
      charStart: { not: null },
    },
    select: { documentName: true, charStart: true },
  });
  for (const { documentName, charStart } of places) {
    const table = await prisma.filingTable.findFirst({
      where: { accessionNumber, documentName: documentName!, charStart: { lte: charStart! }, charEnd: { gt: charStart! } },
      select: { statement: true },
    });
    if (table?.statement === 'BALANCE_SHEET') return true;
  }
  return false;
}
