import type { AnalysisBody } from '../../analysis/types.ts';
import { rankFilings, type SearchableFiling } from '../../search/select-filings.ts';
import type { Interpretation } from '../../search/types.ts';
import type { AnswerCitation, AnswerSentenceBody } from '../types.ts';
import { readTerms } from '../writer/evidence.ts';
import { type CoveredFiling, coveredFilings, scopeOf } from './coverage.ts';
import type { GraphDeps } from './deps.ts';
import { namedSections } from './gate.ts';
import type { GraphState } from './state.ts';

/** Below this the filing is not the one that the question means. See `RankedFiling.cover`. */
const ITS_OWN = 0.6;
const MOST = 8;

/**
 * What a report says, for questions that ask for nothing else ("what did the 8-K of March announce", "the main risk factors"): the
 * analyst's sentences of the filing, or the headings of its risk factors. Undefined where something in particular is asked.
 */
export async function reportSentences(deps: GraphDeps, state: GraphState): Promise<AnswerSentenceBody[] | undefined> {
  const interpretation = state.interpretation!;
  const asked = readTerms(state.core ?? state.input.question).terms.filter(({ weak }) => !weak);
  const asksRisks = asked.length > 0 && asked.every(({ term }) => RISKS.has(term));
  const asksReport =
    asked.length === 0 &&
    namedSections(interpretation.question).length === 0 &&
    (interpretation.forms.length > 0 || interpretation.periods.length > 0);
  if (interpretation.companies.length !== 1 || !(asksRisks || asksReport)) return undefined;
  const filings = await coveredFilings(deps.prisma, [interpretation.companies[0]!.cik], scopeOf(state.input));
  const filing = asksRisks ? newestWithRisks(filings, interpretation) : meant(filings, interpretation);
  if (!filing) return undefined;
  if (FILED.test(interpretation.question)) return filingDate(deps, filing, interpretation.companies[0]!.name);
  const sentences = asksRisks ? await riskHeadings(deps, filing) : await analystSentences(deps, filing);
  return sentences.length > 0 ? sentences.slice(0, MOST) : undefined;
}

const FILED = /\b(?:when|what (?:date|day))\b[^?]*\bfiled?\b|\bfiling date\b|\bdate of (?:the )?filing\b/i;

/** EDGAR's own day of filing; the cover page says which report it is. */
async function filingDate(deps: GraphDeps, filing: CoveredFiling, company: string): Promise<AnswerSentenceBody[] | undefined> {
  const { accessionNumber, form, filedAt } = filing;
  const fact = await deps.prisma.fact.findFirst({
    where: { accessionNumber, concept: { in: ['dei:DocumentType', 'dei:DocumentPeriodEndDate'] }, charStart: { not: null } },
    orderBy: { concept: 'desc' },
    select: { documentName: true, charStart: true, charEnd: true },
  });
  if (!fact) return undefined;
  const { documentName, charStart, charEnd } = fact as { documentName: string; charStart: number; charEnd: number };
  const quote = (await deps.texts.get(accessionNumber, documentName)).slice(charStart, charEnd);
  const text = `${company} filed this ${form} on ${filedAt}.`;
  return [{ text, citations: [{ accessionNumber, documentName, quote, charStart, charEnd }] }];
}

/** Stems. */
const RISKS = new Set(['risk', 'factor', 'face', 'uncertainti', 'uncertainty']);

function meant(filings: readonly CoveredFiling[], interpretation: Interpretation): CoveredFiling | undefined {
  const [best] = rankFilings(filings.map(searchable), interpretation);
  return best && best.cover >= ITS_OWN ? filings.find(({ accessionNumber }) => accessionNumber === best.filing.accessionNumber) : undefined;
}

const RISK_FACTORS = 'part1.item1a';

/** A quarterly report tells only what has changed. */
function newestWithRisks(filings: readonly CoveredFiling[], interpretation: Interpretation): CoveredFiling | undefined {
  const years = interpretation.periods.flatMap(({ fiscalYear }) => fiscalYear ?? []);
  return filings.find(
    ({ form, fiscalYear, sections }) =>
      /^10-K/.test(form) &&
      (years.length === 0 || years.includes(fiscalYear ?? 0)) &&
      sections.some(({ key, status }) => key === RISK_FACTORS && status === 'FOUND'),
  );
}

/** Filers head each risk with a sentence that says it. */
async function riskHeadings(deps: GraphDeps, { accessionNumber }: CoveredFiling): Promise<AnswerSentenceBody[]> {
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
    .map(
      ([charStart, charEnd]): AnswerCitation => ({
        accessionNumber,
        documentName,
        quote: text.slice(charStart, charEnd),
        charStart,
        charEnd,
      }),
    )
    .filter(({ quote }) => /^\S+(?:\s+\S+){5,}[.!]$/.test(quote) && quote.length <= 500)
    .map((citation) => ({ text: citation.quote, citations: [citation] }));
}

async function analystSentences(deps: GraphDeps, { accessionNumber }: CoveredFiling): Promise<AnswerSentenceBody[]> {
  const analysis = await deps.prisma.analysis.findUnique({ where: { accessionNumber }, select: { body: true } });
  const { events, summary } = (analysis?.body ?? { events: [], summary: [] }) as unknown as AnalysisBody;
  const told = [...events.flatMap(({ citation }) => (citation ? [citation] : [])), ...summary.map(({ citation }) => citation)];
  const once = told.filter((each, i) => told.findIndex(({ charStart }) => charStart === each.charStart) === i);
  return once.map((citation) => ({ text: citation.quote, citations: [citation] }));
}

const searchable = ({
  accessionNumber,
  cik,
  form,
  fiscalYear,
  fiscalPeriod,
  periodEnd,
  filedAt,
  items,
}: CoveredFiling): SearchableFiling => ({
  accessionNumber,
  cik,
  form,
  filedAt,
  items,
  ...(fiscalYear !== null && { fiscalYear }),
  ...(fiscalPeriod !== null && { fiscalPeriod: fiscalPeriod as SearchableFiling['fiscalPeriod'] }),
  ...(periodEnd !== null && { periodEnd }),
});
