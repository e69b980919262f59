import type { Interpretation } from '../../search/types.ts';
import { withoutInstructions } from '../../search/understand/instructions.ts';
import { findPeriods } from '../../search/understand/periods.ts';
import type { Expression, FigurePeriod, PartOfYear } from '../formula/expression.ts';
import { readFormulaTerm } from '../formula/known-formulas.ts';
import { parseExpression } from '../formula/parse-expression.ts';
import { phraseKey, phraseTokens } from '../formula/phrases.ts';
import { type Presentation, readPresentation } from '../presentation.ts';

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

/** "Was it profitable", "did it lose money", and nothing else. */
const PROFIT = `profitable|(?:make|made|making|earn(?:ed)?) money|(?:make|made|turn(?:ed)?|post(?:ed)?|report(?:ed)?|earn(?:ed)?) an? (?:net )?profit|in the black`;
const NO_PROFIT = `unprofitable|los(?:e|t|ing) money|(?:make|made|post(?:ed)?|report(?:ed)?|incur(?:red)?) an? (?:net )?loss|in the red`;
const PROFITABLE = new RegExp(
  String.raw`^\W*(?:was|were|is|are|did|does|do|has|have)\s+(?:it\s+|they\s+|the company\s+)?(?:been\s+|become\s+|be\s+)?` +
    `(?:(?<profit>${PROFIT})|(?<loss>${NO_PROFIT}))` +
    String.raw`(?<each>\W*(?:in |for )?(?:each|every|both)(?: of)?(?: the)?(?: fiscal)?(?: years?)?)?` +
    String.raw`\W*(?:in|for|during|over|at|as of|from|between|on an? annual basis)?\W*(?:to|and|through|or)?\W*$`,
  'i',
);

/** Regions of several places, by the initials that are one word. */
const REGIONS: readonly [RegExp, string][] = [
  [/\bEurope,? (?:the )?Middle East,? (?:and|&) Africa\b/gi, 'EMEA'],
  [/\b(?:United States|US) (?:and|&) Canada\b/gi, 'UCAN'],
  [/\bAsia[- ]Pacific\b/gi, 'APAC'],
  [/\bLatin America\b/gi, 'LATAM'],
];

const PROFITABLE_RANKS: Readonly<Record<string, string>> = {
  more: 'higher net profit margin',
  most: 'highest net profit margin',
  less: 'lower net profit margin',
  least: 'lowest net profit margin',
};

/** Plain ways to ask for a line: "how many shares are outstanding", "how much did it lose". */
function restated(core: string): string {
  const line = REGIONS.reduce((text, [name, initials]) => text.replace(name, initials), core)
    .replace(/\bhow many\s+((?:common |ordinary )?shares)\b[^?]*?\boutstanding\b/i, 'how many $1 outstanding')
    .replace(/\baverage\s+(?=number of)/i, 'average ')
    .replace(
      /\b(?:its|the|their|overall|outstanding|how much) debt\b(?! (?:securit|instrument|covenant|issu|facilit|agreement|rating|matur|obligation|ratio|to\b))/i,
      (debt) => debt.replace(/debt$/i, 'total debt'),
    )
    .replace(
      /\bdebt (?:load|burden|levels?)\b|(?<!total |term )\bdebt(?= (?:on (?:the |its )?balance sheet|doubl|tripl|halv|increas|gr[eo]w|rose|ris|fell|fall|declin|decreas|chang|dropp))/gi,
      'total debt',
    )
    .replace(/\btotal debt\b([^?]*?)\bdue within (?:one|a|the|the next) year\b/i, 'current debt$1')
    .replace(/^(\W*(?:did|does|do|has|have)\b[^?]*?)\b(?:pay|paid)\s+((?:any |its )?(?:income )?tax(?:es)?)\b/i, '$1have income taxes paid')
    .replace(/\b(buy|buys|bought|buying)\s+back\b/gi, (_, verb: string) => (verb.toLowerCase() === 'bought' ? 'repurchased' : 'repurchase'))
    .replace(/\bRPO\b/g, 'remaining performance obligations')
    .replace(/\bhow much interest\b[^?]*?\b(?:pay|paid)\b/i, 'how much was the interest paid')
    .replace(/\b(spend|spent|spending|paid|pay) (on|for) advertising\b(?! \w*(?:cost|expense))/i, '$1 $2 advertising expenses')
    .replace(/\bdividends? (?:distributions?|payments?|payouts?)\b(?! ratio)/i, 'dividends paid')
    .replace(/\bcapital[- ]intensive(?: business| company)?\b/i, 'capital intensity')
    .replace(
      /\b(more|most|less|least) profitable\b(?! \w*(?:segment|product|business|division|region))/i,
      (_, rank: string) => PROFITABLE_RANKS[rank.toLowerCase()]!,
    )
    .replace(
      /\bhow much (?:cash |capital |money )?(?:did|has|have|does|was)\b[^?]*?\breturn(?:ed)?\s+to\s+(?:its |their |the )?(shareholders|stockholders|investors|shareowners)\b/i,
      'how much was the cash returned to shareholders',
    )
    .replace(
      /^(\W*which\b[^?]*?\b(?:segment|division|unit|business)\b)[^?]*?\b(lost|loses|made|makes|earned|earns)\s+(?:the\s+)?(?:(?:most|biggest|largest)(?:\s+(?:money|profit|loss))?|money\b)/i,
      (_, parts: string, verb: string) => `${parts} had the ${/^los/i.test(verb) ? 'lowest' : 'highest'} operating income`,
    )
    .replace(/\b(?:the )?management(?:'s)? (?=(?:say|said|discuss|think|believe|expect|describe|explain)\w*\b)/i, '');
  const profit = PROFITABLE.exec(line)?.groups;
  const each = profit?.each ? ' in each' : '';
  if (profit) return profit.loss ? `did it report a net loss${each}` : `was net income positive${each}`;
  if (/^\W*what (?:was|is|were) (?:the |its )?loss(?:es)?\W*(?:in|for|during)?\W*$/i.test(line)) return 'how much was the net loss';
  if (/^\W*how much (?:income )?tax(?:es)?\b[^?]*\b(?:pay|paid)\b|^\W*how much\b[^?]*\b(?:pay|paid) in (?:income )?tax/i.test(line))
    return 'how much were the income taxes paid';
  const ofPart =
    /^\W*[Hh]ow much(?: money| profit)?\s+(?:did|does|has|have|was|is)\s+(?:it\s+|they\s+|the company\s+)?(lose|lost|earn|earned|make|made)\s+(?:in|on|at|from|with|by)\s+((?:its\s+|the\s+)?.*(?:\b(?:segment|division|unit|business)\b|\b[A-Z]\w+).*)$/.exec(
      line,
    );
  if (ofPart) return `how much was the operating ${/^los/.test(ofPart[1]!) ? 'loss' : 'income'} of ${ofPart[2]}`;
  const earned =
    /^\W*how much(?: money| profit)?\s+(?:did|does|has|have|was|is)\s+(?:it\s+|they\s+|the company\s+)?(lose|lost|earn|earned|make|made)\W*(?:in|for|during|over|by|of)?\W*$/i.exec(
      line,
    )?.[1];
  if (!earned) return line;
  return /^los/i.test(earned) ? 'how much was the net loss' : 'how much was the net income';
}

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
