import { isInstant } from '../figure/measures.ts';
import { conceptsIn, type FigurePeriod } from '../formula/expression.ts';
import { phraseTokens } from '../formula/phrases.ts';
import { askedBy, BY_WORDS } from './breakdown-words.ts';
import { partOf } from './day-part.ts';
import { growthOf, ofGrowthItself, rankedByGrowth } from './growth.ts';
import { asksMean, asksTogether, COMPARES, HOW_OFTEN, readAgainst, readOperation } from './operation.ts';
import { perTime, readPerTime } from './per-time.ts';
import type { QuestionParts } from './question-parts.ts';
import { JUDGEMENTS, LEGAL_FORMS, OPERATION_WORDS, PERFORMING } from './question-words.ts';
import type { MeasuredReading } from './read-measured.ts';
import { asksSecondHalf, ofSecondHalf } from './second-half.ts';
import { ofPart, readShare, readShareOfYear } from './shares.ts';
import { readSides } from './sides.ts';
import { alike, asksQuarters, readSince, readSpan, spanned, yearsBetween } from './spans.ts';
import type { Threshold } from './threshold.ts';
import type { Claim, FigurePlan, Measured } from './types.ts';

/** More words than these beside the figure ask for something the figure alone does not answer. */
export const MOST_QUALIFIERS = 3;

/** The look-ups and the arithmetic that answer the question; undefined where some of its words ask for more than figures. */
export function planFigures(
  question: string,
  parts: QuestionParts,
  reading: MeasuredReading,
  companies: FigurePlan['companies'],
  said: Claim | undefined,
  wants: string,
): FigurePlan | undefined {
  // Of two days named, neither may be told for the other, nor the newest years for both.
  if (parts.dates.length > 1 && parts.periods.length === 0) return undefined;
  const claim = said?.threshold?.within !== undefined && !isMeasurable(said.threshold, reading.measured) ? undefined : said;
  const span = parts.periods.length === 0 ? readSpan(question) : undefined;
  const since = readSince(question, parts.periods);
  const years = span ?? (since ? 2 : parts.periods.length);
  const asked = readOperation(parts.core, question, years, companies.length, reading.measured.length);
  const sides = companies.length > 1 ? {} : readSides(parts, reading, wants === 'YES_NO', claim?.threshold !== undefined);
  if (!sides) return undefined;
  const { two, which } = sides;
  const yesNo = wants === 'YES_NO' && !which;
  const against = yesNo && (companies.length > 1 || two) ? readAgainst(parts.core) : undefined;
  const growth = rankedByGrowth(parts.core, against ? (against === 'MORE' ? 'HIGHEST' : 'LOWEST') : asked);
  // A loss is an income below zero: the largest is the lowest.
  const isLoss = LOSS.test(parts.core) && (asked === 'HIGHEST' || asked === 'LOWEST');
  const ranked = isLoss ? (asked === 'HIGHEST' ? 'LOWEST' : 'HIGHEST') : asked;
  // Balances and ratios of several years have no sum.
  const operation = ranked === 'TOTAL' && !reading.measured.every(isSummable) ? 'VALUE' : ranked;
  const own = new Set(companies.flatMap(({ name }) => phraseTokens(name)));
  const by = reading.measured.length === 1 && reading.measured[0]?.origin !== 'QUESTION' ? askedBy(parts.core) : undefined;
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
  if (claim?.threshold && !isMeasurable(claim.threshold, reading.measured)) return undefined;
  const isCompared = yesNo || ['CHANGE', 'GROWTH', 'CAGR'].includes(operation) || COMPARES.test(parts.core);
  const periods = isCompared ? alike(parts.periods) : parts.periods;
  const isMixed = new Set(periods.map(({ fiscalPeriod }) => fiscalPeriod)).size > 1;
  if (isMixed && (yesNo || operation === 'GROWTH' || operation === 'CAGR')) return undefined;
  const held = claim && inOrderOf(claim, periods, parts.core);
  if (claim && !held) return undefined;
  const narrowing = (share?.qualifier ?? qualifier).filter((word) => !isJudged || !JUDGEMENTS.has(word));
  const ofYear = readShareOfYear(parts, reading.measured, narrowing);
  // "From 2022 to 2024, which region grew the most": one growth of each, up to the later year.
  const overYears = growth && (by || companies.length > 1) ? yearsBetween(parts.periods) : undefined;
  const isOfGrowth = yesNo && !against && claim !== undefined && !claim.threshold && ofGrowthItself(parts.core);
  const measured = ofYear
    ? [ofYear.measured]
    : share
      ? [share.measured]
      : growth || isOfGrowth
        ? (two ?? reading.measured).flatMap((each) => growthOf(each, overYears?.years) ?? [])
        : (two ?? reading.measured);
  const halved = asksSecondHalf(question) ? measured.flatMap((each) => ofSecondHalf(each) ?? []) : measured;
  const unit = readPerTime(parts.core);
  const told = unit ? halved.flatMap((each) => perTime(each, unit, parts.periods) ?? []) : halved;
  if (told.length === 0 || told.length < measured.length) return undefined;
  // "The ratio of A's revenue to B's" is no line over itself.
  if (companies.length > 1 && narrowing.length === 0 && told.some(isOverItself)) return undefined;
  return {
    kind: 'FIGURES',
    measured: ofPart(told, narrowing),
    // "Compare the first half with Q2": each is told; there is no change from one to the other.
    operation:
      (isMixed && operation === 'CHANGE') || yesNo || ofYear || ((companies.length === 2 || two) && BETWEEN.test(parts.core))
        ? 'VALUE'
        : (which ?? growth ?? operation),
    ...(two && { setAgainst: true }),
    ...((companies.length > 1 || narrowing.length > 1) && asksTogether(parts.core) && { together: 'SUM' as const }),
    ...(companies.length > 1 && asksMean(parts.core) && { together: 'MEAN' as const }),
    companies,
    periods: ofYear ? [ofYear.period] : overYears ? [overYears.last] : spanned(periods, operation),
    ...(parts.periods.length === 0 &&
      parts.dates.length === 1 && {
        day: { ...parts.dates[0]!, ...(parts.dates[0]!.isCalendarYear ? { part: 'FY' as const } : partOf(question)) },
      }),
    ...(parts.periods.length === 0 && {
      relative: parts.relative === 'LATEST_QUARTER' || asksQuarters(parts.core) ? ('LATEST_QUARTER' as const) : ('LATEST' as const),
    }),
    ...(parts.yearless.length > 0 && { yearless: parts.yearless }),
    presentation: parts.presentation,
    ...(against || sides.parts
      ? { claim: againstOther((against && growth) ?? against ?? sides.parts!) }
      : yesNo && held && !isJudged && { claim: held }),
    ...(!yesNo && held && !growth && isPresumed(held, parts.core, operation, narrowing) && { presumed: held }),
    qualifier: ofYear ? [] : narrowing,
    words: parts.tokens,
    ...(by && qualifier.length === 0 && { by }),
    ...(span !== undefined && { span }),
    ...(since !== undefined && { since }),
  };
}

/** "Higher in 2022 than in 2023" says that it fell; undefined where one year is held against several. */
function inOrderOf(claim: Claim, periods: readonly FigurePeriod[], core: string): Claim | undefined {
  const [first, second, ...more] = periods;
  const isMove = claim.direction === 'UP' || claim.direction === 'DOWN';
  if (!isMove || claim.threshold || !first || !second || !/\bthan\b/i.test(core)) return claim;
  if (more.length > 0) return undefined;
  return first.fiscalYear < second.fiscalYear ? { ...claim, direction: claim.direction === 'UP' ? 'DOWN' : 'UP' } : claim;
}

const isOverItself = ({ expression }: Measured): boolean =>
  expression.kind === 'BINARY' &&
  expression.operator === '/' &&
  expression.left.kind === 'FIGURE' &&
  expression.right.kind === 'FIGURE' &&
  expression.left.concept === expression.right.concept &&
  JSON.stringify(expression.left.at) === JSON.stringify(expression.right.at);

const isSummable = ({ measure, expression }: Measured): boolean => measure === 'AMOUNT' && !conceptsIn(expression).some(isInstant);

const LOSS = /\bloss(?:es)?\b(?! or\b)(?<!(?:or|\()\s*loss)/i;
/** Of two companies: a difference between them, not the change of each. */
const BETWEEN = /\bdifference\b|\bhow (?:much|many) (?:more|less|higher|lower|larger|smaller|greater)\b|\bexceed/i;

/** A bound in percent is for rates, and for how far anything moved; one in money for amounts. */
export function isMeasurable({ of, unit }: Threshold, measured: readonly Measured[]): boolean {
  if (measured.length !== 1) return false;
  const { measure } = measured[0]!;
  if (unit === 'PERCENT') return of === 'MOVE' || measure === 'RATE';
  if (unit === 'TIMES') return of === 'LEVEL' && measure === 'RATIO';
  return unit === 'AMOUNT' ? measure === 'AMOUNT' || measure === 'PER_SHARE' : measure !== 'AMOUNT' && measure !== 'RATE';
}

const againstOther = (rank: 'MORE' | 'LESS' | 'HIGHEST' | 'LOWEST'): Claim => {
  const against = rank === 'MORE' || rank === 'HIGHEST' ? 'MORE' : 'LESS';
  return { direction: against === 'MORE' ? 'UP' : 'DOWN', matchedText: 'than', against };
};

/** "How much did it fall" takes the fall for granted; "what was the growth" and "increase or decrease" do not. */
function isPresumed({ direction, matchedText, threshold }: Claim, core: string, operation: string, narrowing: readonly string[]): boolean {
  if (HOW_OFTEN.test(core)) return false;
  // Of a part, or of something beside the line, the size may be another's.
  if (threshold?.within !== undefined) return narrowing.length === 0;
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
