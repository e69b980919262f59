import type { Interpretation } from '../../search/types.ts';
import { nameOfConcept } from '../figure/measures.ts';
import { BASE } from '../formula/expression.ts';
import { phraseTokens } from '../formula/phrases.ts';
import { askedBy, BY_WORDS } from './breakdown-words.ts';
import { rankedByGrowth } from './growth.ts';
import { asksQuantity, COMPARES, looksAhead, rankOf, readClaim, readOperation, readWants } from './operation.ts';
import { planFigures } from './plan-figures.ts';
import { ofLoss, premiseOf, readGranted } from './premise.ts';
import { type QuestionParts, readParts } from './question-parts.ts';
import { LEGAL_FORMS, OPERATION_WORDS, PERFORMING } from './question-words.ts';
import { type MeasuredReading, readMeasured } from './read-measured.ts';
import { quartersOf, trailing } from './spans.ts';
import type { AnswerPlan, FigurePlan, Measured, TextPlan } from './types.ts';

/**
 * Decides what would answer the question: figures and arithmetic over them, or passages. Pure.
 * Figures are planned only when every word of the question is accounted for, so that "revenue from greenhouses" never gets plain revenue.
 */
export function planAnswer(question: string, interpretation: Interpretation): { plan: AnswerPlan; parts: QuestionParts } {
  const whole = readParts(question, interpretation);
  const granted = readGranted(whole, interpretation);
  if (!granted) return planParted(question, interpretation, whole);
  const { plan, parts } = planParted(question, interpretation, granted.rest);
  return { plan: { ...plan, premise: granted.premise }, parts };
}

function planParted(question: string, interpretation: Interpretation, named: QuestionParts): { plan: AnswerPlan; parts: QuestionParts } {
  const parts = { ...named, periods: quartersOf(named.core, trailing(question, named.periods)) };
  const reading = readMeasured(parts);
  const wants = readWants(parts.core);
  const claim = ofLoss(readClaim(reading.otherWords, parts.core), parts.core, reading);
  const companies = interpretation.companies.map(({ cik, name }) => ({ cik, name }));
  const asksFigure =
    wants === 'NUMBER' ||
    wants === 'YES_NO' ||
    (wants === 'NAME' &&
      (companies.length > 1 || parts.periods.length > 1 || reading.measured.length > 1 || askedBy(parts.core) !== undefined)) ||
    (wants === 'DESCRIPTION' && COMPARES.test(parts.core) && (companies.length > 1 || parts.periods.length > 1)) ||
    reading.measured.length > 2;
  if (
    asksFigure &&
    !LARGEST_LINE.test(parts.core) &&
    reading.measured.length > 0 &&
    !parts.unreadableDefinition &&
    !looksAhead(parts.core) &&
    !IMPACT.test(parts.core)
  ) {
    const figures = planFigures(question, parts, reading, companies, claim, wants);
    if (figures) return { plan: figures, parts };
  }
  if (
    wants === 'DATE' &&
    /\blast\b|\bmost recent/i.test(parts.core) &&
    claim &&
    reading.measured.length === 1 &&
    parts.periods.length === 0
  ) {
    const years = planFigures(question, parts, reading, companies, undefined, 'NUMBER');
    if (years) return { plan: { ...years, operation: 'TREND', span: YEARS_OF_A_REPORT }, parts };
  }
  if (wants === 'YES_NO' && HIGH_GROWTH.test(parts.core) && reading.measured.length === 0 && companies.length > 0) {
    const growth = planMeasured(question, parts, REVENUE, companies);
    if (growth) return { plan: { ...growth, operation: 'GROWTH' }, parts };
  }
  const ofRevenue = planParts(question, parts, reading, companies, wants);
  if (ofRevenue) return { plan: ofRevenue, parts };
  const premise = claim && wants !== 'YES_NO' && reading.measured.length > 0 ? premiseOf(reading, claim, parts, companies) : undefined;
  const told = wants === 'NUMBER' && !asksQuantity(parts.core) ? 'DESCRIPTION' : wants;
  const line =
    wants === 'NUMBER' && reading.measured.length === 0 && !LARGEST_LINE.test(parts.core)
      ? planLine(question, parts, reading, companies)
      : undefined;
  const largest = planLargest(question, parts, companies);
  return { plan: { kind: 'TEXT', wants: told, ...(premise && { premise }), ...(line && { line }), ...(largest && { largest }) }, parts };
}

/** What something did to a figure is told by sentences, not by the figure. */
const IMPACT = /\b(?:impact|effect|influence)s?\s+(?:of|from)\b[^?]*\bon\b/i;

/** An annual report tells of three years. */
const YEARS_OF_A_REPORT = 3;

/** "The largest liability": a line among lines, which the total of them does not answer. */
const LARGEST_LINE =
  /\b(?:largest|biggest|smallest|main|primary|single|top)\s+(?:\w+\s+)?(?:liabilit(?:y|ies)|assets?|expenses?|costs?|components?|sources? of|uses? of|lines?|items?)\b/i;

const LARGEST = /\b(?:largest|biggest|main|primary|single largest)\s+(?:single\s+)?(liabilit(?:y|ies)|assets?)\b/i;

function planLargest(question: string, parts: QuestionParts, companies: FigurePlan['companies']): TextPlan['largest'] {
  const side = LARGEST.exec(parts.core)?.[1];
  if (!side || companies.length !== 1) return undefined;
  const plan = planMeasured(question, parts, REVENUE, companies);
  return plan && { side: /^a/i.test(side) ? 'ASSETS' : 'LIABILITIES', plan: { ...plan, operation: 'HIGHEST' } };
}

/** Whether growth is high is the reader's to say; it is told of revenue. */
const HIGH_GROWTH = /\b(?:high|fast|rapid|strong)(?:ly)?[- ]?grow(?:th|ing)\b/i;

const REGIONS = /\b(?:geograph\w*|regions?|countr(?:y|ies))\b/i;
const REVENUE: Measured = {
  name: nameOfConcept('Revenue'),
  expression: { kind: 'FIGURE', concept: 'Revenue', at: BASE, phrase: nameOfConcept('Revenue') },
  measure: 'AMOUNT',
  origin: 'LINE',
};

/** "What are its segments", "which regions does it operate in", "which product grew the fastest": the parts of its revenue. */
function planParts(
  question: string,
  parts: QuestionParts,
  reading: MeasuredReading,
  companies: FigurePlan['companies'],
  wants: TextPlan['wants'],
): FigurePlan | undefined {
  if (companies.length === 0 || !['LIST', 'NUMBER', 'NAME'].includes(wants) || reading.measured.length > 0) return undefined;
  const isRanked = rankedByGrowth(parts.core, readOperation(parts.core, question, parts.periods.length, companies.length)) !== undefined;
  const by = /\bsegments?\b/i.test(parts.core)
    ? 'SEGMENT'
    : REGIONS.test(parts.core)
      ? 'REGION'
      : isRanked
        ? askedBy(parts.core)
        : undefined;
  if (!by || !reading.rest.every((word) => BY_WORDS.has(word) || OPERATION_WORDS.has(word) || PLACES.has(word) || PERFORMING.has(word)))
    return undefined;
  const plan = planMeasured(question, parts, REVENUE, companies);
  // "What is its largest segment": by revenue, where nothing else is said.
  const rank = isRanked ? undefined : rankOf(parts.core);
  if (plan && rank) return { ...plan, operation: rank, by };
  return plan && { ...plan, ...(!isRanked && { operation: 'VALUE', asksParts: true }), by };
}
/** Stems that ask where a company is at work. */
const PLACES = new Set(phraseTokens('operate operates operating present presence active do does sell sells where'));

/** One measure, where the question's words were read otherwise. */
const planMeasured = (question: string, parts: QuestionParts, measured: Measured, companies: FigurePlan['companies']) =>
  planFigures(question, parts, { measured: [measured], rest: [], otherWords: '' }, companies, undefined, 'NUMBER');

const MOST_WORDS = 6;

/** A number by words that no list of lines holds: "remaining performance obligations". */
function planLine(question: string, parts: QuestionParts, reading: MeasuredReading, companies: FigurePlan['companies']): TextPlan['line'] {
  const words = [...new Set(reading.rest.filter((word) => !OPERATION_WORDS.has(word) && !LEGAL_FORMS.has(word)))];
  if (companies.length === 0 || words.length === 0 || words.length > MOST_WORDS) return undefined;
  if (parts.unreadableDefinition || looksAhead(parts.core)) return undefined;
  const name = words.join(' ');
  const measured: Measured = {
    name,
    expression: { kind: 'FIGURE', concept: 'line', at: BASE, phrase: name },
    measure: 'AMOUNT',
    origin: 'LINE',
  };
  const plan = planMeasured(question, parts, measured, companies);
  return plan && { plan, words };
}
