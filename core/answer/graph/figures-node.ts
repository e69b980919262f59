import { tokenize } from '../../search/tokenize.ts';
import { premiseWords } from '../figure/claims.ts';
import { append, appendSum, type Draft, type FigureOutcome, partsAgainst } from '../figure/draft.ts';
import { createFigureContext } from '../figure/find-figures.ts';
import { createNamedLineFinder } from '../figure/named-line.ts';
import { createPartFinder, findParts } from '../figure/part-figures.ts';
import { periodsFor } from '../figure/periods-for.ts';
import { listed } from '../figure/wording.ts';
import { writeFigures } from '../figure/write-figures.ts';
import { BASE, type Expression, type FigurePeriod, isShare, periodName } from '../formula/expression.ts';
import { phraseTokens } from '../formula/phrases.ts';
import type { FigurePlan, Premise } from '../plan/types.ts';
import { scopeOf } from './coverage.ts';
import type { GraphDeps } from './deps.ts';
import { settleFigures } from './settle-figures.ts';
import type { GraphState, Update } from './state.ts';
import type { RunState } from './types.ts';
import { writeBreakdown } from './write-breakdown.ts';
import { writeLargest } from './write-largest.ts';

export async function figuresNode(deps: GraphDeps, state: GraphState): Promise<Update & { detail: string }> {
  const context = createFigureContext(deps, scopeOf(state.input));
  const plan = state.plan!;
  if (plan.kind === 'TEXT') {
    const line = plan.line && (await writeLine(deps, plan.line.plan, plan.line.words, context, state));
    if (line?.kind === 'ANSWER') return settleFigures(line, state.searched ?? []);
    const largest = plan.largest && (await writeLargest(deps, plan.largest, context, state));
    if (largest?.kind === 'ANSWER') return settleFigures(largest, state.searched ?? []);
    return plan.premise ? checkPremise(deps, plan.premise, context, state) : { detail: 'no fact goes by these words' };
  }
  if (plan.companies.length === 0) return { detail: 'no company to look up' };
  const premise = plan.premise && (await checkPremise(deps, plan.premise, context, state));
  if (premise?.refusal) return premise;
  const unfiled = await partNotFiled(plan, context);
  if (unfiled) return { detail: unfiled.message, refusal: unfiled };
  const outcome = await writePlan(deps, plan, context, state);
  const settled = settleFigures(outcome, state.searched ?? []);
  // Only one plain value, or a share of one, can stand in a sentence of a filing; what must be worked out from figures cannot. A sentence
  // says nothing of "Q2" without a year that a reader could not take for another year's, or for the whole of it.
  const isOnePlain = plan.operation === 'VALUE' && plan.measured.length === 1 && !plan.claim && isPlain(plan.measured[0]!.expression);
  const isTold = isOnePlain && !plan.yearless;
  if (outcome.kind === 'MISSING' && plan.asksParts) return { ...settled, plan: { kind: 'TEXT', wants: 'LIST' } };
  // "Did it pay dividends": a filer without any says so in words.
  if (outcome.kind === 'MISSING' && plan.claim?.isExistence) return { ...settled, plan: { kind: 'TEXT', wants: 'YES_NO' } };
  if (outcome.kind !== 'MISSING' || isTold || state.pending) return settled;
  return { ...settled, refusal: notReported(plan, outcome.missing) };
}

const isPlain = (expression: Expression): boolean => expression.kind === 'FIGURE' || isShare(expression);

type Context = ReturnType<typeof createFigureContext>;

async function writePlan(deps: GraphDeps, plan: FigurePlan, context: Context, state: GraphState): Promise<FigureOutcome> {
  if (plan.by) return writeBreakdown(deps, plan, plan.by, context, state);
  if (plan.qualifier.length === 0) return writeFigures(plan, context);
  const parts = await writeParts(deps, plan, context, state);
  const sideBySide = parts.kind === 'MISSING' ? await writeSideBySide(deps, plan, context, state) : undefined;
  if (sideBySide) return sideBySide;
  const words = [...new Set([...plan.qualifier, ...plan.measured.flatMap(({ name }) => tokenize(name))])];
  return parts.kind === 'MISSING' && plan.measured.length === 1 && plan.measured[0]?.origin === 'LINE'
    ? writeLine(deps, plan, words, context, state)
    : parts;
}

const BESIDE = new Set(phraseTokens('and compare compared versus vs than or'));

/** "How did iPhone sales compare with services": two parts, each by itself. Undefined where the words are not two parts side by side. */
async function writeSideBySide(deps: GraphDeps, plan: FigurePlan, context: Context, state: GraphState): Promise<FigureOutcome | undefined> {
  const groups: string[][] = [];
  let between: string[] | undefined;
  for (const word of plan.words) {
    if (!plan.qualifier.includes(word)) {
      between?.push(word);
      continue;
    }
    if (between?.length === 0) groups.at(-1)!.push(word);
    else if (!between || between.some((each) => BESIDE.has(each))) groups.push([word]);
    else return undefined;
    between = [];
  }
  const against = plan.claim?.against;
  if (groups.length < 2 || (plan.claim && (!against || groups.length > 2))) return undefined;
  const all: Draft = { sentences: [], numbers: [], figures: [] };
  const drafts: Draft[] = [];
  const tell = (qualifier: string[]) => {
    const words = plan.words.filter((word) => !plan.qualifier.includes(word) || qualifier.includes(word));
    return writeParts(deps, { ...plan, claim: undefined, qualifier, words }, context, state);
  };
  for (const group of groups) {
    let told = [await tell(group)];
    // "iPhone, iPad and Mac": words that are no part together may be parts one by one.
    if (told[0]!.kind !== 'ANSWER' && group.length > 1) told = await Promise.all(group.map((word) => tell([word])));
    for (const each of told) {
      if (each.kind !== 'ANSWER') return undefined;
      append(all, each.draft);
      drafts.push(each.draft);
    }
  }
  if (against) return partsAgainst(all, drafts, against, plan.presentation);
  if (plan.together === 'SUM') appendSum(all, drafts, plan.presentation);
  return { kind: 'ANSWER', draft: all };
}

/** A line by the question's own words for it. */
const writeLine = (deps: GraphDeps, plan: FigurePlan, words: readonly string[], context: Context, { input }: GraphState) =>
  writeFigures(
    { ...plan, qualifier: [], measured: plan.measured.map((measured) => ({ ...measured, expression: namedLine(measured.name) })) },
    { ...context, find: (cik) => createNamedLineFinder(deps, cik, words, scopeOf(input)) },
  );

const namedLine = (phrase: string) => ({ kind: 'FIGURE' as const, concept: 'line', at: BASE, phrase });

/** The first part that the words fit and that has every figure asked for; the sentence names it. */
async function writeParts(deps: GraphDeps, plan: FigurePlan, context: Context, { input }: GraphState): Promise<FigureOutcome> {
  const scope = scopeOf(input);
  const asked = { qualifier: plan.qualifier, words: plan.words, expressions: plan.measured.map(({ expression }) => expression) };
  const found = await Promise.all(
    plan.companies.map(async ({ cik, name }) => ({ cik, parts: await findParts(deps, cik, { ...asked, company: name }, scope) })),
  );
  const [first] = found;
  let outcome: FigureOutcome = { kind: 'MISSING', missing: [] };
  for (const part of first?.parts ?? []) {
    const chosen = found.map(({ cik, parts }) => ({
      cik,
      part: cik === first!.cik ? part : parts.find(({ name }) => name.toLowerCase() === part.name.toLowerCase()),
    }));
    const named = plan.measured.map((measured) => ({ ...measured, name: `${part.name} ${measured.name}` }));
    outcome = await writeFigures(
      { ...plan, measured: named },
      {
        ...context,
        find: (cik) => {
          const own = chosen.find((each) => each.cik === cik)?.part;
          const ofPart = own && createPartFinder(deps, cik, own, scope);
          const ofCompany = context.find(cik);
          return async (concept, period, ofWhole) => (ofWhole ? ofCompany(concept, period) : ofPart?.(concept, period));
        },
      },
    );
    if (outcome.kind !== 'MISSING') return outcome;
  }
  return outcome;
}

/** "In Q2", of which the company has no report here. */
async function partNotFiled(plan: FigurePlan, context: Context): Promise<RunState['refusal']> {
  if (plan.day?.isCalendarYear) return noSuchYear(plan, plan.day.date.slice(0, 4), context);
  if (!plan.yearless) return undefined;
  for (const { cik, name } of plan.companies)
    if ((await periodsFor(plan, cik, context)).length === 0)
      return {
        reason: 'PERIOD_NOT_FILED',
        message: `No ingested report of ${name} tells of ${listed(plan.yearless)} of any year.`,
        missing: plan.yearless,
        action: 'Name a period that has been filed, or ingest the report.',
      };
  return undefined;
}

/** A calendar year is told by a fiscal year that ends within a month of it, or not at all. */
async function noSuchYear(plan: FigurePlan, year: string, context: Context): Promise<RunState['refusal']> {
  for (const { cik, name } of plan.companies)
    if ((await periodsFor(plan, cik, context)).length === 0)
      return {
        reason: 'PERIOD_NOT_FILED',
        message: `No fiscal year of ${name} that is ingested ends with the calendar year ${year}.`,
        missing: [`calendar year ${year}`],
        action: `Ask for fiscal ${year}, which ends when the company's own year does, or for its quarters.`,
      };
  return undefined;
}

function notReported(plan: FigurePlan, missing: { phrase: string; period: FigurePeriod }[]): NonNullable<RunState['refusal']> {
  const what = [...new Set(missing.map(({ phrase, period }) => `${phrase} ${periodName(period)}`))];
  const names = plan.measured.map(({ name }) => name).join(' and ');
  return {
    reason: 'NO_EVIDENCE',
    message: `The filings searched do not report ${plan.qualifier.length > 0 ? `${names} for that part of the business` : `the figures for ${names}`}.`,
    missing: what.length > 0 ? what.slice(0, 8) : plan.measured.map(({ name }) => name),
    action: 'Ask for a line as the filing prints it, or for another period.',
  };
}

async function checkPremise(deps: GraphDeps, premise: Premise, context: Context, state: GraphState): Promise<Update & { detail: string }> {
  const plan: FigurePlan = {
    kind: 'FIGURES',
    operation: 'VALUE',
    presentation: {},
    ...premise,
    measured: [premise.measured],
    // What happened is told, without the "No" of a question that was not asked.
    claim: { ...premise.claim, isOpen: true },
    ...(premise.periods.length === 0 && { relative: 'LATEST' }),
  };
  if (plan.companies.length !== 1 || premise.claim.direction === 'CHANGED') return { detail: 'nothing to check' };
  const outcome = await writePlan(deps, plan, context, state);
  if (outcome.kind !== 'ANSWER' || outcome.holds !== false)
    return {
      detail:
        outcome.kind === 'ANSWER'
          ? 'what the question takes for granted holds'
          : 'what the question takes for granted could not be checked',
    };
  return settleFigures(
    {
      kind: 'FALSE_PREMISE',
      draft: outcome.draft,
      premise: premiseWords(
        premise.qualifier.length > 0 ? `${premise.measured.name} of the part asked about` : premise.measured.name,
        premise.claim,
      ),
    },
    state.searched ?? [],
  );
}
