import { Decimal } from 'decimal.js';
import type { PrismaClient } from '../../generated/prisma/client.ts';
import type { TableCell } from '../filing/document/types.ts';
import { measureOfUnit } from './figure/measures.ts';
import { lowerFirst } from './figure/wording.ts';
import type { DraftBody } from './graph/types.ts';
import { type Presentation, showNumber } from './presentation.ts';
import type { AnswerNumberBody, AnswerSentenceBody } from './types.ts';

/**
 * Says a cited table row as a person would: its figure of the year asked about, in base units, with its column's head. Rows that cannot be
 * read so stay as they are. Such numbers are TEXT_ONLY: they stand in the cited cell, and nothing more is claimed.
 */
export async function tellRows(prisma: PrismaClient, draft: DraftBody, years: readonly number[], asked: Presentation): Promise<DraftBody> {
  const sentences: AnswerSentenceBody[] = [];
  const numbers: AnswerNumberBody[] = [...draft.numbers];
  for (const sentence of draft.sentences) {
    const [citation] = sentence.citations;
    const told = citation?.accessionNumber && isRowOfNumbers(citation.quote) ? await tellRow(prisma, sentence, years, asked) : undefined;
    sentences.push(told?.sentence ?? sentence);
    if (told) numbers.push(...told.numbers);
  }
  return { sentences, numbers };
}

/** A row with words beside its label, as of an officer's age and office, is told whole. */
function isRowOfNumbers(quote: string): boolean {
  const [, ...cells] = quote.split(' | ');
  return cells.length > 0 && cells.every((cell) => !/[a-z]{3,}/i.test(cell) || /^\W*(?:n\/?a|nm|none|not meaningful)\W*$/i.test(cell));
}

async function tellRow(
  prisma: PrismaClient,
  { citations }: AnswerSentenceBody,
  years: readonly number[],
  asked: Presentation,
): Promise<{ sentence: AnswerSentenceBody; numbers: AnswerNumberBody[] } | undefined> {
  const [citation] = citations;
  if (!citation?.accessionNumber) return undefined;
  const table = await prisma.filingTable.findFirst({
    where: {
      accessionNumber: citation.accessionNumber,
      documentName: citation.documentName,
      charStart: { lte: citation.charStart },
      charEnd: { gte: citation.charEnd },
    },
    select: { cells: true, unit: true },
  });
  const cells = ((table?.cells ?? []) as unknown as TableCell[]).filter(
    (cell) => cell.charStart >= citation.charStart && cell.charEnd <= citation.charEnd && cell.value !== undefined && cell.rowLabel,
  );
  const isUndated = cells.every((cell) => !YEAR.test(cell.columnLabel ?? '') && cell.periodEnd === undefined);
  const fitting = years.length === 0 ? cells : cells.filter((cell) => years.some((year) => isOf(cell, year)));
  // "Total", "Next 12 months": columns of no year are told all, each with its head.
  const chosen = isUndated ? cells.slice(0, MOST_UNDATED) : fitting.slice(0, Math.max(1, years.length));
  const [first] = chosen;
  if (!first || chosen.some((cell) => headOf(cell) === undefined || isOfUnknownScale(cell))) return undefined;
  const numbers = chosen.map((cell): AnswerNumberBody => {
    const unit = cell.unit ?? table?.unit ?? undefined;
    const text =
      unit === '%'
        ? `${cell.value}%`
        : isPercentage(cell)
          ? showNumber(new Decimal(cell.value!), 'RATE', undefined, { percent: true })
          : showNumber(new Decimal(cell.value!), measureOfUnit(unit), unit, asked);
    return { text, value: cell.value!, verification: 'TEXT_ONLY', operandFactIds: [] };
  });
  const values = chosen.map((cell, i) => `${numbers[i]!.text} (${headOf(cell)})`).join(', ');
  const label = lowerFirst(first.rowLabel!);
  return { sentence: { text: `${label.charAt(0).toUpperCase()}${label.slice(1)}: ${values}.`, citations }, numbers };
}

const YEAR = /\b(?:19|20)\d{2}\b/;
const MOST_UNDATED = 4;

/** Printed as "(17.8)%" and tagged as -0.178. */
const isPercentage = ({ text, value, unit }: TableCell): boolean =>
  unit === 'pure' && /\d/.test(text) && new Decimal(text.replace(/[^\d.]/g, '')).div(100).eq(new Decimal(value!).abs());

/** Money in a table that says nothing of thousands or millions may be in either: it is left as printed. */
const isOfUnknownScale = ({ text, value, scale, unit }: TableCell): boolean =>
  !scale &&
  !/%/.test(text) &&
  !unit?.includes('/') &&
  unit !== 'shares' &&
  unit !== '%' &&
  Math.abs(Number(value)) >= 1_000 &&
  !/\.\d/.test(text);

const headOf = (cell: TableCell): string | undefined => cell.columnLabel?.replace(/\s+/g, ' ').trim() || cell.periodEnd;

/** By the column's words, or by a period that ends in the year or, for fiscal years named after their start, early in the next. */
function isOf(cell: TableCell, year: number): boolean {
  const named = [...(cell.columnLabel ?? '').matchAll(/\b(?:19|20)\d{2}\b/g)].map(([text]) => Number(text));
  if (named.length > 0) return named.includes(year);
  return cell.periodEnd !== undefined && Number(cell.periodEnd.slice(0, 4)) === year;
}
