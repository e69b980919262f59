import type { FigurePeriod } from '../formula/expression.ts';
import { type FigureScope, figureOf, include, inScope, PRINTED } from './fact-figures.ts';
import type { FigureDeps } from './find-figures.ts';
import type { Figure } from './types.ts';

const TOTAL = /^\W*total\b/i;
/** Where what is owed ends and what is owned begins. */
const ENDS_LIABILITIES =
  /^us-gaap:(?:Liabilities|StockholdersEquity\w*|CommonStock\w*|PreferredStock\w*|CommitmentsAndContingencies|TemporaryEquity\w*|RedeemableNoncontrolling\w*)$/;
const LEAST_LINES = 8;

/**
 * The single lines of one side of the balance sheet at the end of a period, largest first, totals left out. Empty where the statement is not
 * tagged line by line: a line that was not read could be the largest.
 */
export async function balanceLines(
  deps: FigureDeps,
  cik: number,
  period: FigurePeriod,
  side: 'ASSETS' | 'LIABILITIES',
  scope: FigureScope,
): Promise<Figure[]> {
  const own = await linesOf(deps, cik, period, side, scope, true);
  return own.length > 0 ? own : linesOf(deps, cik, period, side, scope, false);
}

/** `isOwn`: of the period's own report, not of a later one that shows it for comparison. */
async function linesOf(
  deps: FigureDeps,
  cik: number,
  period: FigurePeriod,
  side: 'ASSETS' | 'LIABILITIES',
  scope: FigureScope,
  isOwn: boolean,
): Promise<Figure[]> {
  const rows = await deps.prisma.fact.findMany({
    where: {
      AND: [inScope(cik, scope), ...(isOwn ? [{ filing: period }] : [])],
      ...period,
      ...PRINTED,
      periodStart: null,
      NOT: { concept: { startsWith: 'table:' } },
    },
    include,
    orderBy: [{ accessionNumber: 'desc' }, { charStart: 'asc' }],
  });
  const total = rows.find(({ concept }) => concept === 'us-gaap:Assets');
  const sum = total && rows.find((row) => row.concept === 'us-gaap:LiabilitiesAndStockholdersEquity' && isBehind(row, total));
  if (!total || !sum) return [];
  const tables = await deps.prisma.filingTable.findMany({
    where: {
      accessionNumber: total.accessionNumber,
      documentName: total.documentName!,
      charStart: { lte: sum.charStart! },
      charEnd: { gte: total.charStart! },
    },
    select: { charStart: true },
    orderBy: [{ charStart: 'asc' }],
    take: 1,
  });
  const start = tables[0]?.charStart ?? total.charStart!;
  const printed = rows.filter(
    (row) =>
      row.accessionNumber === total.accessionNumber &&
      row.documentName === total.documentName &&
      row.charStart! >= start &&
      row.charStart! <= sum.charStart!,
  );
  if (printed.length < LEAST_LINES) return [];
  const owed = printed.filter((row) => row.charStart! > total.charStart!);
  const end = owed.findIndex(({ concept }) => ENDS_LIABILITIES.test(concept));
  const lines = (side === 'ASSETS' ? printed.filter((row) => row.charStart! < total.charStart!) : owed.slice(0, end < 0 ? 0 : end)).filter(
    ({ label, concept }) => !TOTAL.test(label!) && !/^us-gaap:(?:Assets|Liabilities)Current$/.test(concept),
  );
  const figures = await Promise.all(lines.map((row) => figureOf(deps, [row], row.concept, period)));
  return figures.flatMap((figure) => figure ?? []).sort((a, b) => b.value.comparedTo(a.value));
}

const isBehind = (row: { accessionNumber: string; documentName: string | null; charStart: number | null }, other: typeof row): boolean =>
  row.accessionNumber === other.accessionNumber && row.documentName === other.documentName && row.charStart! > other.charStart!;
