import type { CoveredFiling } from '../graph/coverage.ts';
import type { GraphDeps } from '../graph/deps.ts';
import type { AnswerSentenceBody } from '../types.ts';
import { cite } from './cite.ts';

export const RISK_FACTORS = 'part1.item1a';

/** Filers head each risk with a sentence that says it. */
export async function riskHeadings(deps: GraphDeps, { accessionNumber }: CoveredFiling): Promise<AnswerSentenceBody[]> {
  const section = await deps.prisma.section.findFirst({
    where: { accessionNumber, key: RISK_FACTORS },
    select: { documentName: true, charStart: true, charEnd: true },
  });
  if (!section) return [];
  const { documentName } = section;
  const document = await deps.prisma.filingDocument.findFirst({ where: { accessionNumber, name: documentName }, select: { layout: true } });
  const text = await deps.texts.get(accessionNumber, documentName);
  const headings = (document?.layout as { headings?: [number, number][] } | null)?.headings ?? [];
  return headings
    .filter(([start, end]) => start >= section.charStart && end <= section.charEnd)
    .map(([start, end]) => cite(accessionNumber, documentName, text, start, end))
    .filter((sentence) => /^\S+(?:\s+\S+){5,}[.!]$/.test(sentence.text) && sentence.text.length <= 500);
}
