import { Decimal } from 'decimal.js';
import { LRUCache } from 'lru-cache';
import type { PrismaClient } from '../../../generated/prisma/client.ts';
import { fiscalCalendar, fiscalPeriodOf } from '../../fact/fiscal-calendar.ts';
import { type StatementLine, statementLines } from '../../fact/statement-lines.ts';
import type { ParsedDocument, ParsedTable, StatementKind, TableCell } from '../../filing/document/types.ts';
import type { FigurePeriod } from '../formula/expression.ts';
import { surroundings } from '../quote.ts';
import type { DocumentTexts } from './document-texts.ts';
import type { FigureScope } from './fact-figures.ts';
import { filingsInScope } from './filings-in-scope.ts';
import { measureOfConcept } from './measures.ts';
import type { Figure } from './types.ts';

interface Line extends StatementLine {
  period: FigurePeriod;
}

/** Finds lines in printed statements, for filings that carry no XBRL. */
export interface CellFigures {
  find(cik: number, concept: string, period: FigurePeriod, scope: FigureScope): Promise<Figure | undefined>;
}

const FORMS = [/^10-K|^20-F|^40-F/, /^10-Q/, /^8-K|^6-K/];

/** Statement tables are read once a filing and kept for the newest 200 filings asked about. */
export function createCellFigures({ prisma, texts }: { prisma: PrismaClient; texts: DocumentTexts }): CellFigures {
  const linesOf = new LRUCache<string, Promise<Line[]>>({ max: 200, ttl: 300_000 });
  return {
    async find(cik, concept, period, scope) {
      const filings = await prisma.filing.findMany({
        where: { ...filingsInScope([cik], scope), tables: { some: { statement: { not: null } } } },
        select: {
          accessionNumber: true,
          form: true,
          filedAt: true,
          fiscalYear: true,
          fiscalPeriod: true,
          periodEnd: true,
          company: { select: { fiscalYearEnd: true } },
        },
        orderBy: { filedAt: 'asc' },
        take: 60,
      });
      const ranked = filings
        .map((filing) => ({ filing, rank: rank(filing, period) }))
        .filter(({ rank }) => rank < 100)
        .sort((a, b) => a.rank - b.rank);
      for (const { filing } of ranked) {
        const key = filing.accessionNumber;
        const lines = linesOf.get(key) ?? readLines(prisma, filing);
        linesOf.set(key, lines);
        const line = (await lines).find(
          (each) =>
            each.standardConcept === concept &&
            each.period.fiscalYear === period.fiscalYear &&
            each.period.fiscalPeriod === period.fiscalPeriod,
        );
        if (line) return toFigure(texts, cik, filing, line);
      }
      return undefined;
    },
  };
}

interface FilingRow {
  accessionNumber: string;
  form: string;
  filedAt: Date;
  fiscalYear: number | null;
  fiscalPeriod: FigurePeriod['fiscalPeriod'] | null;
  periodEnd: Date | null;
  company: { fiscalYearEnd: string | null };
}

/** The period's own report first, then reports that show it beside their own, nearest first; then earnings releases. */
function rank(filing: FilingRow, period: FigurePeriod): number {
  const form = FORMS.findIndex((pattern) => pattern.test(filing.form));
  if (form < 0) return 100;
  const years = (filing.fiscalYear ?? filing.filedAt.getUTCFullYear()) - period.fiscalYear;
  if (years < -1 || years > 4) return 100;
  const own = years === 0 && filing.fiscalPeriod === period.fiscalPeriod ? 0 : 1;
  return form * 20 + own * 5 + Math.abs(years);
}

async function readLines(prisma: PrismaClient, filing: FilingRow): Promise<Line[]> {
  const tables = await prisma.filingTable.findMany({
    where: { accessionNumber: filing.accessionNumber, statement: { not: null } },
    orderBy: [{ documentName: 'asc' }, { ordinal: 'asc' }],
  });
  const documents = new Map<string, ParsedTable[]>();
  for (const table of tables) {
    const cells = table.cells as unknown as TableCell[];
    documents.set(table.documentName, [
      ...(documents.get(table.documentName) ?? []),
      {
        ordinal: table.ordinal,
        charStart: table.charStart,
        charEnd: table.charEnd,
        title: table.title ?? undefined,
        statement: table.statement as StatementKind,
        unit: table.unit ?? undefined,
        scale: table.scale ?? undefined,
        rows: 0,
        columns: 0,
        cells,
        anchor: '',
      },
    ]);
  }
  const lines = statementLines([...documents].map(([name, list]) => ({ name, tables: list }) as ParsedDocument));
  const periodEnd = filing.periodEnd?.toISOString().slice(0, 10);
  const calendar = fiscalCalendar(
    filing.company.fiscalYearEnd ?? undefined,
    periodEnd ? { periodEnd, fiscalYear: filing.fiscalYear ?? undefined, fiscalPeriod: filing.fiscalPeriod ?? undefined } : undefined,
  );
  if (!calendar) return [];
  return lines.flatMap((line) => {
    const period = fiscalPeriodOf({ start: line.periodStart, end: line.periodEnd }, calendar);
    return period ? [{ ...line, period }] : [];
  });
}

async function toFigure(texts: DocumentTexts, cik: number, filing: FilingRow, line: Line): Promise<Figure> {
  const text = await texts.get(filing.accessionNumber, line.documentName);
  const span = surroundings(text, line);
  return {
    concept: line.standardConcept,
    label: line.label,
    value: new Decimal(line.value),
    unit: line.unit,
    measure: measureOfConcept(line.standardConcept),
    cik,
    period: line.period,
    periodStart: line.periodStart,
    periodEnd: line.periodEnd,
    accessionNumber: filing.accessionNumber,
    form: filing.form,
    filedAt: filing.filedAt.toISOString().slice(0, 10),
    source: { kind: 'CELL' },
    citation: {
      accessionNumber: filing.accessionNumber,
      documentName: line.documentName,
      quote: text.slice(span.charStart, span.charEnd),
      ...span,
    },
  };
}
