import type { Interpretation } from '../../search/types.ts';
import { withoutInstructions } from '../../search/understand/instructions.ts';
import { findPeriods } from '../../search/understand/periods.ts';
import type { Expression, FigurePeriod, PartOfYear } from '../formula/expression.ts';
import { readFormulaTerm } from '../formula/known-formulas.ts';
import { parseExpression } from '../formula/parse-expression.ts';
import { phraseKey, phraseTokens } from '../formula/phrases.ts';
import { type Presentation, readPresentation } from '../presentation.ts';
import { restated } from './restated.ts';

/** A question taken apart: the words that ask, and what surrounds them. */
export interface QuestionParts {
  /** The asking words, without company, periods, definitions and instructions about the form of the answer. Tokens as in formulas. */
  tokens: string[];
  core: string;
  definitions: { name: string; expression: Expression }[];
  /** A formula that is written out in words we cannot all place: nothing may be computed in its stead. */
  unreadableDefinition?: string;
  periods: FigurePeriod[];
  /** Parts of a year of which no year is named: "in Q2". */
  yearless: PartOfYear[];
  /** Dates that end a period, "year ended June 30, 2024": YYYY-MM-DD. Of a calendar year its last day: the fiscal year that ends near it is meant. */
  dates: { date: string; isMonth?: boolean; isCalendarYear?: boolean }[];
  relative?: 'LATEST' | 'LATEST_QUARTER' | 'PREVIOUS';
  presentation: Presentation;
}

const DEFINED = [
  /\b(?<name>[\w%&$/' -]{2,60}?)\s*(?:ratio\s*)?(?:\([^)]*\)\s*)?(?:is|are|was|can be|should be)\s+(?:defined|calculated|computed|measured)\s+(?:as|by)\s*:?\s*(?<formula>[^.?;]+(?:\.\d[^.?;]*)*)/gi,
  /\bdefine\s+(?<name>[\w%&$/' -]{2,60}?)\s+(?:as|to be)\s*:?\s*(?<formula>[^.?;]+)/gi,
  /\b(?<name>[\w%&$/' -]{2,60}?)\s+(?:equals|=)\s*(?<formula>[^.?;]+)/gi,
  // Of what was asked for in the sentence before.
  /(?<=[.?!;]\s+)(?<name>)(?:define|calculate|compute)\s+(?:(?:it|this|the ratio)\s+)?as\s*:?\s*(?<formula>[^.?;]+)/gi,
];
/** Remarks inside a sentence that say how to answer, not what. */
const REMARKS = [
  /(?:^|(?<=[.?!;]\s))(?:calculate|compute)\s+(?:\(or extract\)\s+)?(?:the|your) answer[^.?!;]*/gi,
  /(?<=(?:^|[.?!;]\s+)(?:calculate|compute)\b[^.?!;]*)\s(?:using|from|based on)\b[^.?!;]*/gi,
  /\b(?:round(?:ed)?|correct)\s+(?:your answer\s+)?(?:to|up to)\s+[\w\s]*?(?:decimals?(?: places?)?|nearest\s+\w+|million|whole number)/gi,
  /\b(?:expressed |stated |answer )?in\s+(?:units of\s+)?(?:(?:us\s*)?(?:usd|\$|dollars?)\s*)?(?:thousands|millions|billions|percents?|percentages?|%)(?:\s+of\s+(?:us\s+)?dollars)?(?!\w)/gi,
  /\(\s*(?:in|as)\s+[^)]*\)/gi,
  /\(\s*(?:formerly|previously|also known as|a\.?k\.?a\.?|i\.e\.|e\.g\.)\s+[^)]*\)/gi,
];

/** Where to look: forms, items and notes are filters, not what is asked. */
const PLACES = [
  /\b(?:in|of|from|on|to|according to)?\s*(?:its|the|their|'s)?\s*(?:form\s+)?\b(?:10-?[kq]|8-?k|20-?f|6-?k)(?:\/a)?(?:\s+filings?)?\b/gi,
  /\bitem\s+\d{1,2}(?:\.\d{2})?[a-c]?\b(?:\s+of)?/gi,
  /\bnote\s+\d{1,2}\b(?:\s+of)?/gi,
  /\b(?:annual|quarterly|current)\s+reports?\b/gi,
];

/** Takes a question apart with what was already understood of it. Pure. */
export function readParts(question: string, interpretation: Pick<Interpretation, 'companies' | 'periods'>): QuestionParts {
  let rest = question.replace(/[\u2010-\u2015]/g, '-').replaceAll('’', "'");
  const definitions: QuestionParts['definitions'] = [];
  let unreadableDefinition: string | undefined;
  const readTerm = (phrase: string): Expression | undefined =>
    definitions.find(({ name }) => phraseKey(name) === phraseKey(phrase))?.expression ?? readFormulaTerm(phrase);
  for (const pattern of DEFINED) {
    rest = rest.replace(pattern, (matched: string, ...args: unknown[]) => {
      const groups = args.at(-1) as { name: string; formula: string };
      const formula = groups.formula
        .replace(/,?\s+(?:and\s+)?(?:round|answer)\b.*$|\s+in\s+(?:usd|us\$|\$|millions|billions|thousands|units|percent).*$/i, '')
        .replace(/,\s*(?:what|how|calculate|compute)\b.*$/i, '');
      const expression = parseExpression(formula, readTerm);
      const name = groups.name.replace(/^(?:.*\b(?:where|here|note that|the|if)\s+)/i, '').trim();
      if (expression) definitions.push({ name, expression });
      else unreadableDefinition = formula.trim();
      return matched.includes('?') ? matched.slice(matched.indexOf('?')) : ' . ';
    });
  }
  const presentation = readPresentation(question);
  rest = withoutInstructions(rest);
  for (const pattern of REMARKS) rest = rest.replace(pattern, ' ');
  // The country, before lower case makes it a pronoun.
  rest = rest.replace(/\bU\.?S\.?(?![$\w])(?!\s*(?:dollars?|\$|GAAP))/g, 'United States');
  const inQuestion = findPeriods(rest);
  rest = blank(
    rest,
    inQuestion.map(({ start, end }) => [start, end]),
  );
  for (const { matchedText, name } of interpretation.companies)
    for (const phrase of [matchedText, ...formsOfName(name)]) rest = withoutPhrase(rest, phrase);
  for (const pattern of PLACES) rest = rest.replace(pattern, ' ');
  // "Based on the balance sheet as of June 30, what is ...": the clause that says where to look may name the period.
  const mentions = inQuestion.length > 0 ? inQuestion : findPeriods(question);
  const calendarYear = calendarYearOf(mentions);
  const periods = calendarYear ? [] : periodsOf(interpretation, mentions);
  const core = restated(rest.replace(/\s+/g, ' ').trim());
  return {
    tokens: phraseTokens(core),
    core,
    definitions,
    unreadableDefinition,
    periods,
    yearless: periods.length > 0 || calendarYear ? [] : yearlessOf(interpretation, mentions),
    dates: calendarYear
      ? [calendarYear]
      : mentions.flatMap(({ asOfDate, isMonth }) => (asOfDate ? [{ date: asOfDate, ...(isMonth && { isMonth }) }] : [])),
    relative: mentions.find(({ relative }) => relative)?.relative,
    presentation,
  };
}

/** Some of the asking words, with all else that surrounds them. */
export const withCore = (parts: QuestionParts, core: string): QuestionParts => ({ ...parts, core, tokens: phraseTokens(core) });

/** "In calendar 2024", alone: the year of a filer whose own ends a month from it at most. */
function calendarYearOf(mentions: ReturnType<typeof findPeriods>): QuestionParts['dates'][number] | undefined {
  const [only, ...more] = mentions;
  if (!only?.fiscalYear || only.fiscalPeriod || more.length > 0 || !/^(?:calendar|cy)/i.test(only.matchedText)) return undefined;
  return { date: `${only.fiscalYear}-12-31`, isCalendarYear: true };
}

/** A quarter named beside a year belongs to it: "in the second quarter … 2024". */
function periodsOf(interpretation: Pick<Interpretation, 'periods'>, mentions: ReturnType<typeof findPeriods>): FigurePeriod[] {
  // A definition names periods of its own, which have been taken out with it.
  const given = mentions.some(({ fiscalYear, fiscalPeriod }) => fiscalYear || fiscalPeriod) ? mentions : interpretation.periods;
  const lonely = given.filter(({ fiscalYear, fiscalPeriod }) => !fiscalYear && fiscalPeriod);
  const years = given.filter(({ fiscalYear }) => fiscalYear);
  // "Q1 and Q2 2025": the year belongs to both.
  const [only] = years;
  if (years.length === 1 && only?.fiscalPeriod && lonely.length > 0)
    return [...lonely, only].map(({ fiscalPeriod }) => ({ fiscalYear: only.fiscalYear!, fiscalPeriod: fiscalPeriod! }));
  const periods = years.map(({ fiscalYear, fiscalPeriod }) => ({
    fiscalYear: fiscalYear!,
    fiscalPeriod: fiscalPeriod ?? (lonely.length === 1 ? lonely[0]!.fiscalPeriod! : ('FY' as const)),
  }));
  return periods.filter((p, i) => periods.findIndex((o) => o.fiscalYear === p.fiscalYear && o.fiscalPeriod === p.fiscalPeriod) === i);
}

function yearlessOf(interpretation: Pick<Interpretation, 'periods'>, mentions: ReturnType<typeof findPeriods>): PartOfYear[] {
  const named = [...mentions, ...interpretation.periods].flatMap(({ fiscalYear, fiscalPeriod }) =>
    !fiscalYear && fiscalPeriod && fiscalPeriod !== 'FY' ? [fiscalPeriod] : [],
  );
  return [...new Set(named)];
}

function blank(text: string, spans: [number, number][]): string {
  let result = text;
  for (const [start, end] of spans) result = result.slice(0, start) + ' '.repeat(end - start) + result.slice(end);
  return result;
}

/** A company that a filter names may stand in the question by its name or the start of it. */
function formsOfName(name: string): string[] {
  const words = name
    .replace(/[,.]/g, ' ')
    .replace(/\s+(?:inc|corp|corporation|company|co|ltd|plc|llc|group|holdings)\b.*$/i, '')
    .trim()
    .split(/\s+/);
  return words.map((_, i) => words.slice(0, words.length - i).join(' ')).filter((form, i) => i < words.length - 1 || form.length >= 6);
}

/** The name with its possessive, wherever it stands; the words of a legal form after it go too. */
function withoutPhrase(text: string, phrase: string): string {
  const escaped = phrase
    .trim()
    .replace(/['’]s?$/, '')
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+');
  if (!escaped) return text;
  return text.replace(
    new RegExp(
      `(?<![\\w])${escaped}(?:,?\\s+(?:[Ii]nc|INC|[Cc]orp|CORP|[Cc]orporation|[Cc]ompany|[Cc]o|CO|[Ll]td|LTD|plc|PLC|L\\.?L\\.?C|llc|[Gg]roup|[Hh]oldings|Incorporated|INCORPORATED|[Ll]imited)\\b\\.?)*(?:'s|s'|')?(?![\\w])`,
      /\s/.test(phrase) ? 'gi' : 'g',
    ),
    ' ',
  );
}
