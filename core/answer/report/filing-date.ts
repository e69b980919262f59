import type { CoveredFiling } from '../graph/coverage.ts';
import type { GraphDeps } from '../graph/deps.ts';
import type { AnswerSentenceBody } from '../types.ts';
import { cite } from './cite.ts';

export const ASKS_FILING_DATE = /\b(?:when|what (?:date|day))\b[^?]*\bfiled?\b|\bfiling date\b|\bdate of (?:the )?filing\b/i;

/** EDGAR's own day of filing; the cover page says which report it is. */
export async function filingDate(deps: GraphDeps, filing: CoveredFiling, company: string): Promise<AnswerSentenceBody[]> {
  const { accessionNumber, form, filedAt } = filing;
  const fact = await deps.prisma.fact.findFirst({
    where: { accessionNumber, concept: { in: ['dei:DocumentType', 'dei:DocumentPeriodEndDate'] }, charStart: { not: null } },
    orderBy: { concept: 'desc' },
    select: { documentName: true, charStart: true, charEnd: true },
  });
  if (!fact) return [];
  const { documentName, charStart, charEnd } = fact as { documentName: string; charStart: number; charEnd: number };
  const { citations } = cite(accessionNumber, documentName, await deps.texts.get(accessionNumber, documentName), charStart, charEnd);
  return [{ text: `${company} filed this ${form} on ${filedAt}.`, citations }];
}
