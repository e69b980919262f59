import { rankFilings, type SearchableFiling } from '../../search/select-filings.ts';
import type { Interpretation } from '../../search/types.ts';
import { type CoveredFiling, coveredFilings, scopeOf } from '../graph/coverage.ts';
import type { GraphDeps } from '../graph/deps.ts';
import { namedSections } from '../graph/gate/sections.ts';
import type { GraphState } from '../graph/state.ts';
import { looksAhead } from '../plan/operation.ts';
import type { AnswerSentenceBody } from '../types.ts';
import { readTerms } from '../writer/evidence.ts';
import { analystSentences } from './analyst-sentences.ts';
import { ASKS_FILING_DATE, filingDate } from './filing-date.ts';
import { RISK_FACTORS, riskHeadings } from './risk-headings.ts';
import { sectionLead, sectionTopic } from './section-lead.ts';

/** Below this the filing is not the one that the question means. See `RankedFiling.cover`. */
const ITS_OWN = 0.6;
const MOST = 8;

/**
 * What a report says, for questions that ask for the report, an item of it or its day and nothing else: "what did the 8-K of March announce",
 * "the main risk factors", "any legal proceedings". Undefined where something in particular is asked, or the report does not tell.
 */
export async function reportSentences(deps: GraphDeps, state: GraphState): Promise<AnswerSentenceBody[] | undefined> {
  const interpretation = state.interpretation!;
  const { question, companies } = interpretation;
  const [company] = companies;
  const read = company && companies.length === 1 && readerOf(state, company.name);
  if (!company || !read) return undefined;
  const filings = await coveredFilings(deps.prisma, [company.cik], scopeOf(state.input));
  const filing = read.keys ? newestWith(read.keys, filings, interpretation) : meant(filings, interpretation);
  const sentences = filing && namedSections(question).length === 0 ? await read.tell(deps, filing) : [];
  return sentences.length > 0 ? sentences.slice(0, MOST) : undefined;
}

interface Reader {
  /** The filing must have one of these sections. */
  keys?: readonly string[];
  tell(deps: GraphDeps, filing: CoveredFiling): Promise<AnswerSentenceBody[]>;
}

function readerOf(state: GraphState, company: string): Reader | undefined {
  const { question, forms, periods } = state.interpretation!;
  const asksDate = ASKS_FILING_DATE.test(question);
  const terms = readTerms(state.core ?? state.input.question).terms.flatMap(({ term, weak }) =>
    weak || (asksDate && /^file?d?$/.test(term)) ? [] : [term],
  );
  if (terms.length > 0 && terms.every((term) => RISKS.has(term))) return { keys: [RISK_FACTORS], tell: riskHeadings };
  const topic = sectionTopic(question, terms);
  if (topic) return { keys: topic.keys, tell: (deps, filing) => sectionLead(deps, filing, topic) };
  // A report tells of its own year; what is planned stands in sentences of its own.
  if (terms.length > 0 || (forms.length === 0 && periods.length === 0) || looksAhead(question)) return undefined;
  if (asksDate) return { tell: (deps, filing) => filingDate(deps, filing, company) };
  const { plan } = state;
  return plan?.kind === 'TEXT' && !['DATE', 'NAME', 'YES_NO', 'REASON'].includes(plan.wants) ? { tell: analystSentences } : undefined;
}

/** Stems. */
const RISKS = new Set(['risk', 'factor', 'face', 'uncertainti', 'uncertainty']);

function meant(filings: readonly CoveredFiling[], interpretation: Interpretation): CoveredFiling | undefined {
  const [best] = rankFilings(filings.map(searchable), interpretation);
  return best && best.cover >= ITS_OWN ? filings.find(({ accessionNumber }) => accessionNumber === best.filing.accessionNumber) : undefined;
}

/** The newest report of the years asked about that has the section: an annual one, since a quarterly report tells only what has changed. */
function newestWith(
  keys: readonly string[],
  filings: readonly CoveredFiling[],
  { periods, forms }: Interpretation,
): CoveredFiling | undefined {
  const years = periods.flatMap(({ fiscalYear }) => fiscalYear ?? []);
  const parts = periods.flatMap(({ fiscalPeriod }) => fiscalPeriod ?? []);
  const wanted = parts.some((part) => part !== 'FY') || forms.includes('10-Q') ? /^10-Q/ : /^10-K/;
  return filings.find(
    ({ form, fiscalYear, fiscalPeriod, sections }) =>
      wanted.test(form) &&
      (years.length === 0 || years.includes(fiscalYear ?? 0)) &&
      (parts.length === 0 || parts.some((part) => part === fiscalPeriod)) &&
      sections.some(({ key, status }) => keys.includes(key) && status === 'FOUND'),
  );
}

const searchable = ({ fiscalYear, fiscalPeriod, periodEnd, ...filing }: CoveredFiling): SearchableFiling => ({
  ...filing,
  ...(fiscalYear !== null && { fiscalYear }),
  ...(fiscalPeriod !== null && { fiscalPeriod: fiscalPeriod as SearchableFiling['fiscalPeriod'] }),
  ...(periodEnd !== null && { periodEnd }),
});
