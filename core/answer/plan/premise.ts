import type { Interpretation } from '../../search/types.ts';
import { phraseTokens } from '../formula/phrases.ts';
import { readClaim } from './operation.ts';
import { isMeasurable, MOST_QUALIFIERS } from './plan-figures.ts';
import { type QuestionParts, withCore } from './question-parts.ts';
import { LEGAL_FORMS, OPERATION_WORDS } from './question-words.ts';
import { type MeasuredReading, readMeasured } from './read-measured.ts';
import type { Claim, FigurePlan, Measured, Premise } from './types.ts';

/** "Since revenue halved in 2024, …" */
const GRANTED = /^\W*(?:since|given(?: that)?|because|considering(?: that)?|now that|after|as)\s+([^,?]{8,120}),\s*/i;

/** What a clause before the question takes for granted, and the question without it. */
export function readGranted(whole: QuestionParts, interpretation: Interpretation): { premise: Premise; rest: QuestionParts } | undefined {
  const clause = GRANTED.exec(whole.core);
  const premise = clause && premiseOfClause(clause[1]!, whole, interpretation);
  return premise ? { premise, rest: withCore(whole, whole.core.slice(clause[0].length)) } : undefined;
}

function premiseOfClause(clause: string, whole: QuestionParts, { companies }: Interpretation): Premise | undefined {
  const parts = withCore({ ...whole, definitions: [] }, clause);
  const reading = readMeasured(parts);
  const claim = ofLoss(readClaim(reading.otherWords, clause), clause, reading);
  return claim && !claim.isExistence && reading.measured.length === 1
    ? premiseOf(
        reading,
        claim,
        parts,
        companies.map(({ cik, name }) => ({ cik, name })),
      )
    : undefined;
}

const OF_LOSS = /\b(?:net |operating |pre-?tax )?loss(?:es)?\b/i;
const INCOMES = new Set(['NetIncome', 'OperatingIncome', 'PretaxIncome']);

/** A loss that widens is an income that falls. */
export function ofLoss(claim: Claim | undefined, core: string, { measured }: MeasuredReading): Claim | undefined {
  const [line] = measured;
  const isBound = claim?.threshold?.of === 'LEVEL';
  if (
    !claim ||
    (claim.direction !== 'UP' && claim.direction !== 'DOWN' && !isBound) ||
    !OF_LOSS.test(core) ||
    /\bor loss|income|profit|earnings/i.test(core)
  )
    return claim;
  if (measured.length !== 1 || line?.expression.kind !== 'FIGURE' || !INCOMES.has(line.expression.concept)) return claim;
  if (isBound) return { ...claim, ofLoss: true };
  return { ...claim, direction: claim.direction === 'UP' ? 'DOWN' : 'UP', ofLoss: true };
}

/** What a question takes for granted of one figure, "why did it fall"; undefined where its words ask for more than that. */
export function premiseOf(
  reading: MeasuredReading,
  claim: Claim,
  parts: QuestionParts,
  companies: FigurePlan['companies'],
): Premise | undefined {
  const said = new Set([...companies.flatMap(({ name }) => phraseTokens(name)), ...phraseTokens(claim.matchedText)]);
  const qualifier = reading.rest.filter((word) => !OPERATION_WORDS.has(word) && !LEGAL_FORMS.has(word) && !said.has(word));
  const [measured] = reading.measured as [Measured];
  if (qualifier.length > (claim.threshold?.within === undefined ? MOST_QUALIFIERS : 0) || reading.measured.length > 1) return undefined;
  if (claim.threshold && !isMeasurable(claim.threshold, reading.measured)) return undefined;
  if (parts.dates.length > 1 && parts.periods.length === 0) return undefined;
  const yearless = parts.yearless.length > 0 ? { yearless: parts.yearless } : {};
  return { measured, claim, periods: parts.periods, ...yearless, companies, qualifier, words: parts.tokens };
}
