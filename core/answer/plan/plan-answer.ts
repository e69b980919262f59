import type { Interpretation } from '../../search/types.ts';
import { nameOfConcept } from '../figure/measures.ts';
import { BASE, type FigurePeriod } from '../formula/expression.ts';
import { phraseKey, phraseTokens } from '../formula/phrases.ts';
import { askedBy, BY_WORDS } from './breakdown-words.ts';
import { partOf } from './day-part.ts';
import { growthOf, rankedByGrowth } from './growth.ts';
import { asksQuantity, COMPARES, looksAhead, readAgainst, readClaim, readOperation, readWants } from './operation.ts';
import { type QuestionParts, readParts } from './question-parts.ts';
import { type MeasuredReading, readMeasured } from './read-measured.ts';
import type { AnswerPlan, Claim, FigurePlan, Measured, TextPlan } from './types.ts';

const LEGAL_FORMS = new Set(
  phraseTokens('inc incorporated corp corporation co company ltd limited plc llc lp nv sa ag group holdings holding'),
);

/** More words than these beside the figure ask for something the figure alone does not answer. */
const MOST_QUALIFIERS = 3;

/**
 * Decides what would answer the question: figures and arithmetic over them, or passages. Pure.
 * Figures are planned only when every word of the question is accounted for, so that "revenue from greenhouses" never gets plain revenue.
 */
export function planAnswer(question: string, interpretation: Interpretation): { plan: AnswerPlan; parts: QuestionParts } {
  const parts = readParts(question, interpretation);
  const reading = readMeasured(parts);
  const wants = readWants(parts.core);
  const claim = readClaim(reading.otherWords, parts.core);
  const companies = interpretation.companies.map(({ cik, name }) => ({ cik, name }));
  const asksFigure =
    wants === 'NUMBER' ||
    wants === 'YES_NO' ||
    (wants === 'NAME' && (companies.length > 1 || parts.periods.length > 1 || askedBy(parts.core) !== undefined)) ||
    (wants === 'DESCRIPTION' && COMPARES.test(parts.core) && (companies.length > 1 || parts.periods.length > 1)) ||
    reading.measured.length > 2;
  if (
    asksFigure &&
    !LARGEST_LINE.test(parts.core) &&
    reading.measured.length > 0 &&
    !parts.unreadableDefinition &&
    !looksAhead(parts.core)
  ) {
    const figures = planFigures(question, parts, reading, companies, claim, wants);
    if (figures) return { plan: figures, parts };
  }
  const ofRevenue = planParts(question, parts, reading, companies, wants);
  if (ofRevenue) return { plan: ofRevenue, parts };
  const premise = claim && wants !== 'YES_NO' && reading.measured.length > 0 ? premiseOf(reading, claim, parts, companies) : undefined;
  const told = wants === 'NUMBER' && !asksQuantity(parts.core) ? 'DESCRIPTION' : wants;
  const line =
    wants === 'NUMBER' && reading.measured.length === 0 && !LARGEST_LINE.test(parts.core)
      ? planLine(question, parts, reading, companies)
      : undefined;
  return { plan: { kind: 'TEXT', wants: told, ...(premise && { premise }), ...(line && { line }) }, parts };
}

/** "The largest liability": a line among lines, which the total of them does not answer. */
const LARGEST_LINE =
  /\b(?:largest|biggest|smallest|main|primary|single|top)\s+(?:\w+\s+)?(?:liabilit(?:y|ies)|assets?|expenses?|costs?|components?|sources? of|uses? of|lines?|items?)\b/i;

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
  const plan = planFigures(question, parts, { measured: [REVENUE], rest: [], otherWords: '' }, companies, undefined, 'NUMBER');
  return plan && { ...plan, ...(!isRanked && { operation: 'VALUE', asksParts: true }), by };
}
/** Beside a rank: "performed best". Stems. */
const PERFORMING = new Set(phraseTokens('perform performed performing performance'));
/** Stems that ask where a company is at work. */
const PLACES = new Set(phraseTokens('operate operates operating present presence active do does sell sells where'));

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
  const plan = planFigures(question, parts, { measured: [measured], rest: [], otherWords: '' }, companies, undefined, 'NUMBER');
  return plan && { plan, words };
}

function planFigures(
  question: string,
  parts: QuestionParts,
  reading: MeasuredReading,
  companies: FigurePlan['companies'],
  claim: Claim | undefined,
  wants: string,
): FigurePlan | undefined {
  const span = parts.periods.length === 0 ? readSpan(question) : undefined;
  const operation = readOperation(parts.core, question, span ?? parts.periods.length, companies.length, reading.measured.length);
  const yesNo = wants === 'YES_NO';
  const against = yesNo && companies.length > 1 ? readAgainst(parts.core) : undefined;
  const growth = rankedByGrowth(parts.core, against ? (against === 'MORE' ? 'HIGHEST' : 'LOWEST') : operation);
  const own = new Set(companies.flatMap(({ name }) => phraseTokens(name)));
  const by = reading.measured.length === 1 && reading.measured[0]?.origin === 'LINE' ? askedBy(parts.core) : undefined;
  const qualifier = reading.rest.filter(
    (word) =>
      !OPERATION_WORDS.has(word) &&
      !LEGAL_FORMS.has(word) &&
      !own.has(word) &&
      !(by && BY_WORDS.has(word)) &&
      !(growth && PERFORMING.has(word)),
  );
  const share = readShare(parts.core, reading.measured, qualifier);
  if ((share?.qualifier ?? qualifier).filter((word) => !BY_WORDS.has(word)).length > MOST_QUALIFIERS) return undefined;
  // Of three companies "higher than" says too little.
  if (yesNo && companies.length > 1 && /\bthan\b/i.test(parts.core) && (!against || companies.length > 2)) return undefined;
  const isJudged = yesNo && (!claim || claim.isExistence === true) && reading.measured.every(({ origin }) => origin !== 'LINE');
  if (yesNo && !claim && !isJudged && !against) return undefined;
  const narrowing = (share?.qualifier ?? qualifier).filter((word) => !isJudged || !JUDGEMENTS.has(word));
  const ofYear = readShareOfYear(parts, reading.measured, narrowing);
  // "From 2022 to 2024, which region grew the most": one growth of each, up to the later year.
  const overYears = growth && (by || companies.length > 1) ? yearsBetween(parts.periods) : undefined;
  const measured = ofYear
    ? [ofYear.measured]
    : share
      ? [share.measured]
      : growth
        ? reading.measured.flatMap((each) => growthOf(each, overYears?.years) ?? [])
        : reading.measured;
  if (measured.length === 0) return undefined;
  return {
    kind: 'FIGURES',
    measured,
    operation: yesNo || ofYear ? 'VALUE' : (growth ?? operation),
    companies,
    periods: ofYear ? [ofYear.period] : overYears ? [overYears.last] : spanned(parts.periods, operation),
    ...(parts.periods.length === 0 && parts.dates.length === 1 && { day: { ...parts.dates[0]!, ...partOf(question) } }),
    ...(parts.periods.length === 0 && {
      relative: parts.relative === 'LATEST_QUARTER' ? ('LATEST_QUARTER' as const) : ('LATEST' as const),
    }),
    presentation: parts.presentation,
    ...(against ? { claim: againstOther(growth ?? against) } : yesNo && claim && !isJudged && { claim }),
    ...(!yesNo && claim && !growth && isPresumed(claim, parts.core, operation) && { presumed: claim }),
    qualifier: ofYear ? [] : narrowing,
    words: parts.tokens,
    ...(by && qualifier.length === 0 && { by }),
    ...(span !== undefined && { span }),
  };
}

/** Of two like periods of different years, the later and how far it is from the earlier. */
function yearsBetween(periods: readonly FigurePeriod[]): { last: FigurePeriod; years: number } | undefined {
  const [first, last] = [...periods].sort((a, b) => a.fiscalYear - b.fiscalYear);
  if (periods.length !== 2 || !first || !last || first.fiscalPeriod !== last.fiscalPeriod || first.fiscalYear === last.fiscalYear)
    return undefined;
  return { last, years: last.fiscalYear - first.fiscalYear };
}

const againstOther = (rank: 'MORE' | 'LESS' | 'HIGHEST' | 'LOWEST'): Claim => {
  const against = rank === 'MORE' || rank === 'HIGHEST' ? 'MORE' : 'LESS';
  return { direction: against === 'MORE' ? 'UP' : 'DOWN', matchedText: 'than', against };
};

/** What an analyst makes of a ratio; the ratio itself is told, and no verdict. */
const JUDGEMENTS = new Set(
  phraseTokens(
    'healthy health reasonable reasonably good strong weak adequate sufficient solvent sound liquidity liquid solvency leverage capital business company base position situation ability able cover meet obligation term manageable sustainable acceptable high low efficient',
  ),
);

const SHARE_OF_YEAR = new Set(phraseTokens('occur occurred happen happened fall fell take place made'));

/** "What percent of the year's repurchases occurred in Q4": a part of the year over the year. */
function readShareOfYear(
  { core, periods }: QuestionParts,
  measured: readonly Measured[],
  qualifier: readonly string[],
): { measured: Measured; period: FigurePeriod } | undefined {
  const [line] = measured;
  const year = periods.find(({ fiscalPeriod }) => fiscalPeriod === 'FY');
  const part = periods.find(({ fiscalPeriod }) => fiscalPeriod !== 'FY');
  if (!SHARE.test(core) || measured.length !== 1 || line?.expression.kind !== 'FIGURE' || periods.length !== 2) return undefined;
  if (!year || !part || year.fiscalYear !== part.fiscalYear || !qualifier.every((word) => SHARE_OF_YEAR.has(word))) return undefined;
  return {
    period: part,
    measured: {
      name: `${line.name} as a share of the year's`,
      expression: { kind: 'BINARY', operator: '/', left: line.expression, right: { ...line.expression, at: { fiscalPeriod: 'FY' } } },
      measure: 'RATE',
      origin: 'KNOWN_FORMULA',
    },
  };
}

const SHARE = /\b(?:percent(?:age)?|(?<!per )share|proportion|portion|fraction)\s+of\b|%\s+of\b/i;
const SHARE_WORDS = new Set(
  phraseTokens('share portion proportion fraction percent come came account represent derive derived attributable contribute make up'),
);

/** "What percentage of revenue came from iPhone": the part over the whole. */
function readShare(
  core: string,
  measured: readonly Measured[],
  qualifier: readonly string[],
): { measured: Measured; qualifier: string[] } | undefined {
  const [whole] = measured;
  if (!SHARE.test(core) || measured.length !== 1 || whole?.expression.kind !== 'FIGURE') return undefined;
  const part = qualifier.filter((word) => !SHARE_WORDS.has(word));
  if (part.length === 0) return undefined;
  const right = { ...whole.expression, ofWhole: true };
  return {
    qualifier: part,
    measured: {
      name: `${whole.name} as a share of total ${whole.name}`,
      expression: { kind: 'BINARY', operator: '/', left: whole.expression, right },
      measure: 'RATE',
      origin: 'KNOWN_FORMULA',
    },
  };
}

const COUNTS: Record<string, number> = { two: 2, three: 3, four: 4, five: 5 };
/** "The last three years": 3. */
function readSpan(question: string): number | undefined {
  const count = /\b(?:last|past|previous|prior|latest|most recent)\s+(\d{1,2}|two|three|four|five)\s+(?:fiscal |financial )?years\b/i.exec(
    question,
  )?.[1];
  const span = count && (COUNTS[count.toLowerCase()] ?? Number(count));
  return span && span >= 2 && span <= 10 ? span : undefined;
}

/** "How much did it fall" takes the fall for granted; "what was the growth" and "increase or decrease" do not. */
function isPresumed({ direction, matchedText }: Claim, core: string, operation: string): boolean {
  if (
    /^(?:growth|growing|change\w*|higher|lower)$/i.test(matchedText) ||
    /\b(?:increase|rise|growth|gain)s?\W*(?:or|\/|\()\W*(?:decrease|decline|fall|loss)|\b(?:income|profit|earnings)\W+\(?(?:or\W+)?loss|\b(?:profit|income) (?:or|and) loss/i.test(
      core,
    )
  )
    return false;
  if (direction === 'NEGATIVE') return /\bloss(?:es)?\b/i.test(matchedText);
  return (direction === 'UP' || direction === 'DOWN') && (operation === 'CHANGE' || operation === 'GROWTH');
}

/** "FY2017 - FY2019 3 year average" names the ends; the years between belong to it. */
function spanned(periods: FigurePeriod[], operation: string): FigurePeriod[] {
  if (['CAGR', 'CHANGE', 'GROWTH'].includes(operation) && periods.length > 2) {
    const sorted = [...periods].sort((a, b) => a.fiscalYear - b.fiscalYear);
    return [sorted[0]!, sorted.at(-1)!];
  }
  const [first, last] = [periods[0], periods.at(-1)];
  if (
    !['AVERAGE', 'TOTAL', 'TREND'].includes(operation) ||
    periods.length !== 2 ||
    first?.fiscalPeriod !== 'FY' ||
    last?.fiscalPeriod !== 'FY'
  )
    return periods;
  const from = Math.min(first.fiscalYear, last.fiscalYear);
  const to = Math.max(first.fiscalYear, last.fiscalYear);
  return to - from > 10
    ? periods
    : Array.from({ length: to - from + 1 }, (_, i) => ({ fiscalYear: from + i, fiscalPeriod: 'FY' as const }));
}

function premiseOf(reading: MeasuredReading, claim: Claim, parts: QuestionParts, companies: FigurePlan['companies']): TextPlan['premise'] {
  const said = new Set([...companies.flatMap(({ name }) => phraseTokens(name)), ...phraseTokens(claim.matchedText)]);
  const qualifier = reading.rest.filter((word) => !OPERATION_WORDS.has(word) && !LEGAL_FORMS.has(word) && !said.has(word));
  const [measured] = reading.measured as [Measured];
  if (qualifier.length > MOST_QUALIFIERS || reading.measured.length > 1) return undefined;
  return { measured, claim, periods: parts.periods, companies, qualifier, words: parts.tokens };
}

/** Words that ask for the operation or the direction, already heard by those who read these. */
const OPERATION_WORDS = new Set(
  (
    'average mean growth grow grew grown change changed increase increased decrease decreased rise rose risen fall fell fallen drop dropped decline declined improve improved worsen ' +
    'worsened expand expanded contract contracted shrink shrank cagr compound yoy over compare compared comparison versus vs difference higher lower highest lowest larger largest ' +
    'smaller smallest greater greatest less more most least trend history positive negative profit loss profitable unprofitable well did how three two four five 2 3 4 5 one ' +
    'significant sharp slight material fast quick reason why cause caused led drive drove driver driven explain behind factor contribute contributed increasing decreasing rising falling ' +
    'stable steady flat unchanged constant profile maintain worst best biggest smallest bigger smaller faster slower better worse outperform outperformed fastest slowest strongest weakest proportional ' +
    'last past previous prior same earlier later first second third fourth ago latest recent recently current currently historical historically consistent fluctuate fluctuating ' +
    'six nine twelve half each every both between from see saw seen experience experienced there any go went up down reduction reduce reduced turn turned become became plunge plunged jump jumped surge surged slump slumped double doubled halve halved'
  )
    .split(' ')
    .map((word) => phraseKey(word)),
);
