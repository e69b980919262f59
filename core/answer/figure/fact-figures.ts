import { Decimal } from 'decimal.js';
import type { Prisma, PrismaClient } from '../../../generated/prisma/client.ts';
import { errorMessage } from '../../errors.ts';
import { findStandardConcept } from '../../fact/standard-concepts.ts';
import { normaliseLabel } from '../../fact/statement-lines.ts';
import type { Logger } from '../../logger.ts';
import type { FigurePeriod } from '../formula/expression.ts';
import { surroundings } from '../quote.ts';
import { captionedFacts } from './captioned-line.ts';
import type { DocumentTexts } from './document-texts.ts';
import { measureOfConcept, measureOfUnit } from './measures.ts';
import type { Figure } from './types.ts';
import { isFragment } from './wording.ts';

/** Which filings may speak. */
export interface FigureScope {
  accessionNumbers?: string[];
  /** Only what had been accepted by then. */
  asOf?: Date;
}

export const include = {
  filing: { select: { form: true, filedAt: true, fiscalYear: true, fiscalPeriod: true, amendsAccessionNumber: true } },
} satisfies Prisma.FactInclude;
/** Facts of the whole company that stand visibly on a page, under a caption. */
export const PRINTED = {
  dimensionsKey: '',
  numericValue: { not: null },
  isNil: false,
  isHidden: false,
  label: { not: null },
  charStart: { not: null },
} satisfies Prisma.FactWhereInput;
export type FactRow = Prisma.FactGetPayload<{ include: typeof include }>;

/**
 * A line of a period from XBRL facts without dimensions. The filing of that very period speaks first, its newest amendment before it;
 * else the earliest filing that shows the period as a comparison. A different value in a later filing is kept as `restated`. A filer's own
 * concept stands in where no statement's row is tagged as the line and its caption there is the line's.
 */
export async function findFactFigure(
  deps: { prisma: PrismaClient; texts: DocumentTexts; logger: Logger },
  cik: number,
  concept: string,
  period: FigurePeriod,
  scope: FigureScope,
): Promise<Figure | undefined> {
  const rows = await deps.prisma.fact.findMany({
    where: { ...inScope(cik, scope), standardConcept: concept, ...period, dimensionsKey: '', numericValue: { not: null }, isNil: false },
    include,
    orderBy: [{ id: 'asc' }],
    take: 200,
  });
  if (concept !== 'SharesOutstanding') {
    // Where no row of a statement is tagged so, the filer may print the line under a concept of its own.
    const captioned = rows.some((row) => tells(row) === 0) ? [] : await captionedFacts(deps, cik, concept, period, scope);
    return figureOf(deps, captioned.length > 0 ? captioned : rows, concept, period);
  }
  if (rows.length > 0) return figureOf(deps, rows, concept, period);
  // A cover counts its shares on a day of its own, after the period's end.
  const covers = await deps.prisma.fact.findMany({
    where: {
      AND: [inScope(cik, scope), { filing: period }],
      standardConcept: concept,
      dimensionsKey: '',
      numericValue: { not: null },
      isNil: false,
    },
    include,
    orderBy: [{ periodEnd: 'desc' }, { id: 'asc' }],
    take: 20,
  });
  return figureOf(deps, covers, concept, period);
}

/** Chooses among rows that say the same thing and reads the quote around the one chosen. */
export async function figureOf(
  deps: { texts: DocumentTexts; logger: Logger },
  rows: readonly FactRow[],
  concept: string,
  period: FigurePeriod,
): Promise<Figure | undefined> {
  const ranked = [...rows].sort((a, b) => rank(a, period) - rank(b, period) || order(a, b, period) || Number(a.id - b.id));
  for (const row of ranked) {
    const citation = await cite(deps, row);
    if (!citation) continue;
    const value = new Decimal(row.value);
    const restated = await restatement(deps, row, ranked);
    return {
      concept,
      label: row.label ?? concept,
      value,
      unit: row.unit ?? undefined,
      measure: row.standardConcept ? measureOfConcept(row.standardConcept) : measureOfUnit(row.unit ?? undefined),
      cik: row.cik,
      period,
      periodStart: row.periodStart?.toISOString().slice(0, 10),
      periodEnd: row.periodEnd.toISOString().slice(0, 10),
      accessionNumber: row.accessionNumber,
      form: row.filing.form,
      filedAt: row.filing.filedAt.toISOString().slice(0, 10),
      source: { kind: row.concept.startsWith('table:') ? 'CELL' : 'FACT', factId: String(row.id), xbrlConcept: row.concept },
      citation,
      ...(restated && { restated }),
    };
  }
  return undefined;
}

async function restatement(
  deps: { texts: DocumentTexts; logger: Logger },
  row: FactRow,
  rows: readonly FactRow[],
): Promise<Figure['restated']> {
  const [later] = rows
    .filter((other) => other.concept === row.concept && other.filing.filedAt > row.filing.filedAt && differs(other, row))
    .sort((a, b) => b.filing.filedAt.getTime() - a.filing.filedAt.getTime());
  if (!later) return undefined;
  return {
    value: new Decimal(later.value),
    accessionNumber: later.accessionNumber,
    filedAt: later.filing.filedAt.toISOString().slice(0, 10),
    factId: String(later.id),
    citation: await cite(deps, later),
  };
}

export function inScope(cik: number, { accessionNumbers, asOf }: FigureScope): Prisma.FactWhereInput {
  return {
    cik,
    ...(accessionNumbers?.length && { accessionNumber: { in: accessionNumbers } }),
    ...(asOf && { filing: { OR: [{ acceptedAt: { lte: asOf } }, { acceptedAt: null, filedAt: { lte: asOf } }] } }),
  };
}

/** 0: the filing of that period; 1: a filing that shows it for comparison. */
function rank(row: FactRow, period: FigurePeriod): number {
  return row.filing.fiscalYear === period.fiscalYear && row.filing.fiscalPeriod === period.fiscalPeriod ? 0 : 1;
}

/**
 * Within the period's own filings the newest, that is the amendment; among comparisons the earliest, but a statement's row before a note that
 * may show the line as it was "before adoption". Visible before hidden.
 */
function order(a: FactRow, b: FactRow, period: FigurePeriod): number {
  const byDate = a.filing.filedAt.getTime() - b.filing.filedAt.getTime();
  const own = rank(a, period) === 0;
  return (
    (own ? -byDate : Number(tells(a) > 0) - Number(tells(b) > 0) || byDate) ||
    Number(a.isHidden) - Number(b.isHidden) ||
    tells(a) - tells(b) ||
    (b.decimals ?? 99) - (a.decimals ?? 99)
  );
}

/** The row of the statement itself before a mention under another heading or in a sentence. */
function tells({ label, standardConcept }: FactRow): number {
  if (label === null || isFragment(label)) return 2;
  const row = standardConcept === null ? null : findStandardConcept(standardConcept)?.row;
  return row?.test(normaliseLabel(label)) ? 0 : 1;
}

/** More than one unit apart in the coarser one's last reported digit. */
function differs(a: FactRow, b: FactRow): boolean {
  const coarsest = Math.min(a.decimals ?? 9, b.decimals ?? 9);
  return new Decimal(a.value).minus(b.value).abs().gt(new Decimal(10).pow(-coarsest));
}

async function cite({ texts, logger }: { texts: DocumentTexts; logger: Logger }, row: FactRow): Promise<Figure['citation'] | undefined> {
  const { accessionNumber, documentName, charStart, charEnd } = row;
  if (documentName === null || charStart === null || charEnd === null) return undefined;
  try {
    const text = await texts.get(accessionNumber, documentName);
    const span = surroundings(text, { charStart, charEnd });
    return { accessionNumber, documentName, quote: text.slice(span.charStart, span.charEnd), ...span };
  } catch (error) {
    logger.warn({ accessionNumber, documentName, reason: errorMessage(error) }, 'the text of a fact could not be read');
    return undefined;
  }
}
