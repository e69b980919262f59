import { tokenize } from '../../search/tokenize.ts';
import type { Passage } from '../graph/types.ts';
import type { TextPlan } from '../plan/types.ts';
import type { AnswerSentenceBody } from '../types.ts';
import { bagOf, type Coverage, type QuestionTerms, readTerms, weigh } from './evidence.ts';
import { isAddressedToMachines } from './machine-talk.ts';
import { countOf, DATE, mustHold, NAME, officerNamed } from './must-hold.ts';
import { isRowOfAMove, tellsOnlyMoves } from './only-moves.ts';
import { type SentenceSpan, splitSentences } from './sentences.ts';
import { type AskedFigure, tellsFigure } from './told-figure.ts';

export interface LocalWriting {
  sentences: AnswerSentenceBody[];
  /** 0 to 1: how much of what is asked the best passage speaks of. */
  coverage: number;
}

const SENTENCE_COVERAGE = 0.3;
const MOST_PASSAGES = 16;

const WANTED: Record<TextPlan['wants'], { pattern?: RegExp; sentences: number; spread: number; follow?: number }> = {
  REASON: {
    pattern:
      /\b(?:due to|because|driven by|primarily|mainly|result(?:ed|ing)? (?:of|from|in)|attributable|reflect\w*|owing to|caused by|offset by|led by|as a consequence)\b/i,
    sentences: 4,
    spread: 0.65,
    follow: 1,
  },
  LIST: { pattern: /,[^,]+,|\band\b|;/, sentences: 4, spread: 0.65 },
  YES_NO: { sentences: 3, spread: 0.75, follow: 1 },
  NUMBER: { pattern: /\d/, sentences: 2, spread: 0.85, follow: 1 },
  DATE: {
    pattern: DATE,
    sentences: 1,
    spread: 0.9,
  },
  NAME: { pattern: NAME, sentences: 2, spread: 0.75 },
  DESCRIPTION: { sentences: 4, spread: 0.65, follow: 2 },
};

/** Boilerplate answers nothing by itself. */
const BOILERPLATE =
  /forward-looking statements|table of contents|incorporated (?:herein )?by reference|see (?:note|item|part)\b|are not historical facts|refer to (?:note|item)/i;
/** Titles of the items of an 8-K name what may have happened, all at once. */
const ITEM_TITLE =
  /^(?:departure of directors|entry into (?:or amendment of )?a material|results of operations and financial condition|regulation fd disclosure|completion of acquisition)/i;

interface Scored {
  span: SentenceSpan;
  passage: Passage;
  score: number;
  own: number;
}

export interface LocalRequest {
  /** The question without company, period and instructions. */
  core: string;
  wants: TextPlan['wants'];
  /** Fiscal years asked about. */
  years: readonly number[];
  passages: readonly Passage[];
  /** Names of companies: their words are not evidence for themselves ("how many stores does Hollowbrook Stores have"). */
  companies: readonly string[];
  figure?: AskedFigure;
}

/**
 * Answers with the filing's own sentences, word for word, the best that speak of what is asked. Deterministic and without a model.
 * Gives no sentence when the evidence does not reach: then the question is refused.
 */
export function writeLocally({ core, wants, years, passages, companies, figure }: LocalRequest): LocalWriting {
  const question = readTerms(core);
  const section = passages.filter(({ isNamedSection }) => isNamedSection);
  const pool = section.length > 0 ? section : passages;
  if (section.length > 0 && question.terms.every(({ weak }) => weak)) return { sentences: leading(section).map(asSentence), coverage: 1 };
  const bag = (text: string) => bagOf(withoutNames(text, companies));
  const bags = pool.map(({ text, context }) => bag(`${context}\n${text}`));
  const counts = countOf(core);
  const coverageOf = weigh(question, bags);
  const { pattern, spread, ...size } = WANTED[wants];
  const [most, follow] = figure ? [1, 0] : [size.sentences, size.follow ?? 0];
  const must = mustHold(core, wants);
  const officer = officerNamed(core);
  const isPast = /\b(?:did|was|were|has|have|had)\b/i.test(core) && !ASKS_WHAT_MIGHT.test(core);
  const scored: Scored[] = [];
  let coverage = 0;
  for (const [i, passage] of pool.slice(0, MOST_PASSAGES).entries()) {
    const whole = coverageOf(bags[i]!);
    if (!question.distinctive.every((term) => bags[i]!.has(term))) continue;
    coverage = Math.max(coverage, whole.counted);
    if (!reaches(whole, section.length > 0)) continue;
    const spans = splitSentences(passage.text, passage.charStart);
    for (const [at, span] of spans.entries()) {
      if (!isQuotable(span) || isOfAnotherYear(years, passage, span.text)) continue;
      const said = bag(isOfRisks(passage) ? `${span.text} risk` : span.text);
      const covered = coverageOf(said);
      const own = covered.weighed;
      if (figure && !tellsFigure(figure, question, span, passage, years, companies)) continue;
      if (!figure && !must.every((pattern) => pattern.test(span.text))) continue;
      if (isPast && MIGHT.test(span.text)) continue;
      if (wants === 'NUMBER' && (span.isRow ? isRowOfAMove : tellsOnlyMoves)(span.text, core)) continue;
      // A row of numbers gives no reason.
      if (wants === 'REASON' && span.isRow) continue;
      if (section.length === 0 && !sharesTerms(question, said)) continue;
      if (own < SENTENCE_COVERAGE || (section.length === 0 && covered.counted < 0.4)) continue;
      const around = `${spans[at - 1]?.text ?? ''} ${spans[at + 1]?.text ?? ''}`;
      if (OF_SUBJECT.has(wants) && section.length === 0 && !namesSubject(question, bag(`${passage.context} ${around} ${span.text}`)))
        continue;
      const near = coverageOf(bag(around)).weighed;
      const fits =
        (pattern?.test(span.text) ? 0.15 : 0) +
        (years.length > 0 && ASKS_WHAT_IT_WAS.test(core) && AMOUNT_TOLD.test(span.text) ? 0.3 : 0) +
        (wants === 'NUMBER' && MONEY_WANTED.test(core) && MONEY.test(span.text) ? 0.3 : 0);
      const dull = BOILERPLATE.test(span.text) ? 0.3 : 0;
      const length = span.text.length > 500 ? 0.08 : 0;
      const year = yearFit(years, passage, span.text);
      const score =
        own +
        0.2 * near +
        0.25 * whole.weighed +
        (counts?.test(span.text) ? 0.5 : 0) +
        fits +
        year +
        (wants === 'REASON' ? explains(passage, core) : 0) +
        (officer?.test(span.text) ? 0.5 : 0) -
        dull -
        headingCost(span) -
        length +
        0.15 / (i + 1);
      scored.push({ span, passage, own, score });
    }
  }
  scored.sort((a, b) => b.score - a.score);
  const [best] = scored;
  if (section.length > 0 && must.length === 0 && !figure && (best?.own ?? 0) < 0.5)
    return { sentences: leading(section).map(asSentence), coverage: 1 };
  const chosen: Scored[] = best ? [best, ...following(best, follow)] : [];
  for (const candidate of scored) {
    if (chosen.length >= most || candidate.score < spread * best!.score) break;
    if (chosen.every((other) => !alike(other.span.text, candidate.span.text))) chosen.push(candidate);
  }
  return { sentences: chosen.map(asSentence), coverage };
}

/** What is still to come in a year must be said of that year: "due within one year" tells nothing of the third. */
const isOfAnotherYear = (years: readonly number[], { fiscalYear }: Passage, text: string): boolean =>
  years.length > 0 &&
  fiscalYear !== undefined &&
  years.every((year) => year > fiscalYear) &&
  !years.some((year) => text.includes(String(year)));

/** Each sentence there is of a risk, whether it says the word or not. */
const isOfRisks = ({ sectionKey }: Passage): boolean => /item1a$/.test(sectionKey ?? '');

/** Management's discussion says why figures moved; risk factors say what might move them. */
function explains({ sectionKey }: Passage, core: string): number {
  if (/^part2\.item7$|^part1\.item2$/.test(sectionKey ?? '')) return 0.15;
  return /item1a$/.test(sectionKey ?? '') && !/\brisk/i.test(core) ? -0.3 : 0;
}

/** What might happen is no answer to what did. */
const MIGHT = /\b(?:may|might|could|would|can be|if we)\b/i;
const ASKS_WHAT_MIGHT =
  /\b(?:risks?|threats?|may|might|could|would|can|if|depend\w*|expos\w*|vulnerab\w*|expect\w*|plans?|outlook|uncertain\w*)\b/i;

const MONEY_WANTED = /\b(?:pay|paid|cost|costs|amount|how much|spend|spent|price|value|worth|proceeds|gain|fee|fine|settle|borrow)\b/i;
/** "What was its DAP in December": of a period, and so an amount. */
const ASKS_WHAT_IT_WAS = /^\W*what (?:was|were)\b(?!.*\b(?:about|said|reason)\b)/i;
const AMOUNT_TOLD =
  /\b(?:was|were|of|at|to|totaled|reached|approximately)\s+(?:approximately |about )?[$€£]?\d[\d,.]*\s?(?:%|percent|thousand|million|billion|trillion)/i;
const MONEY = /[$€£]\s?\d|\b\d[\d,.]*\s(?:million|billion|thousand|percent)\b/i;

/** One common word is not the same subject: two of the question's own terms must stand in the sentence where it has two. */
function sharesTerms({ terms }: QuestionTerms, bag: ReadonlySet<string>): boolean {
  const strong = terms.filter(({ weak }) => !weak);
  const shared = strong.filter(({ term, alternatives }) => bag.has(term) || [...alternatives].some((other) => bag.has(other)));
  return shared.length >= Math.min(2, strong.length);
}

const OF_SUBJECT: ReadonlySet<TextPlan['wants']> = new Set(['NUMBER', 'DATE', 'NAME']);

/** "What share of", which a sentence says by its percentage. */
const PROPORTIONS = new Set(tokenize('share proportion portion fraction'));

/** A number, a day or a name that is asked for belongs to a subject: all of it is named close by, or all but one word of a longer one. */
function namesSubject({ terms }: QuestionTerms, bag: ReadonlySet<string>): boolean {
  const strong = terms.filter(({ term, weak }) => !weak && !PROPORTIONS.has(term));
  const named = strong.filter(({ term, synonyms }) => bag.has(term) || [...synonyms].some((other) => bag.has(other)));
  return named.length >= (strong.length <= 2 ? strong.length : Math.ceil(strong.length * 0.6));
}

/** Below these the passage is about something else; less is asked of a section that the question names. */
const reaches = ({ counted, weighed }: Coverage, isNamedSection: boolean): boolean =>
  isNamedSection ? counted >= 0.3 : weighed >= 0.55 || (counted >= 0.6 && weighed >= 0.35);

function withoutNames(text: string, companies: readonly string[]): string {
  let rest = text;
  for (const name of companies) rest = rest.replaceAll(name, ' ').replaceAll(name.replace(/,? (?:Inc|Corp|Co|Ltd|LLC|plc)\.?$/i, ''), ' ');
  return rest;
}

/** Contents, lists of exhibits, running heads and words addressed to machines are no evidence. */
function isQuotable({ text, isRow }: SentenceSpan): boolean {
  if (text.length < 25 || text.length > 900 || ITEM_TITLE.test(text) || isAddressedToMachines(text)) return false;
  if (isRow && /^\d{1,3}(?:\.\d+)?[*†]? \| [A-Z]/.test(text)) return false;
  return (
    !isRow || (/\d/.test(text.replace(/\(\d{1,2}\)/g, '')) && !/^(?:item|part)\b|\b(?:form )?\d+-[kq]\b|table of contents/i.test(text))
  );
}
const headingCost = (span: SentenceSpan) => (!span.isRow && !/[.!?;:]["”)]?$/.test(span.text) ? 0.25 : 0);

/** Of the year asked about by its filing, and not about another year by its own words. */
function yearFit(years: readonly number[], passage: Passage, text: string): number {
  if (years.length === 0) return 0;
  const own = passage.fiscalYear !== undefined && years.includes(passage.fiscalYear) ? 0.15 : 0;
  const named = [...text.matchAll(/\b(?:fiscal (?:year )?|in |of |during |FY ?)((?:19|20)\d{2})\b/gi)].map(([, year]) => Number(year));
  if (named.length === 0) return own;
  return own + (named.some((year) => years.includes(year)) ? 0.15 : -0.3);
}

/** What comes right after a sentence often says what it only announces. */
function following({ span, passage }: Scored, most: number): Scored[] {
  if (span.isRow) return [];
  const spans = splitSentences(passage.text, passage.charStart);
  const at = spans.findIndex(({ charStart }) => charStart === span.charStart);
  const next = spans.slice(at + 1, at + 1 + most);
  const end = next.findIndex((each) => each.isRow || !isQuotable(each) || headingCost(each) > 0);
  return (end < 0 ? next : next.slice(0, end)).map((each) => ({ span: each, passage, own: 0, score: 0 }));
}

/** The first sentences of a section, where nothing but the section was asked for. */
function leading(passages: readonly Passage[]): Scored[] {
  const found: Scored[] = [];
  for (const passage of passages)
    for (const span of splitSentences(passage.text, passage.charStart)) {
      if (found.length >= 4) return found;
      if (isQuotable(span) && headingCost(span) === 0 && !span.isRow) found.push({ span, passage, own: 1, score: 1 });
    }
  return found;
}

function asSentence({ span, passage }: Scored): AnswerSentenceBody {
  return {
    text: span.isRow ? readRow(span.text) : span.text,
    citations: [
      {
        ...(passage.accessionNumber && { accessionNumber: passage.accessionNumber }),
        ...(passage.privateDocumentId && { privateDocumentId: passage.privateDocumentId }),
        documentName: passage.documentName,
        quote: passage.text.slice(span.charStart - passage.charStart, span.charEnd - passage.charStart),
        charStart: span.charStart,
        charEnd: span.charEnd,
      },
    ],
  };
}

/** "Net sales | $ 10 | $ 9" → "Net sales: $10, $9." */
function readRow(row: string): string {
  const [label = '', ...cells] = row.split(' | ').map((cell) => cell.trim().replace(/^\$\s+/, '$'));
  const values = cells.filter((cell) => cell !== '' && cell !== '$' && cell !== '%');
  return values.length > 0 ? `${label}: ${values.join(', ')}.` : `${label}.`;
}

function alike(a: string, b: string): boolean {
  const [first, second] = [bagOf(a), bagOf(b)];
  const shared = [...first].filter((term) => second.has(term)).length;
  return shared / Math.max(1, Math.min(first.size, second.size)) > 0.75;
}
