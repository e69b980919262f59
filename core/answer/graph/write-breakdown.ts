import { Decimal } from 'decimal.js';
import { findBreakdown } from '../figure/breakdown.ts';
import { append, type Draft, type FigureOutcome } from '../figure/draft.ts';
import type { createFigureContext } from '../figure/find-figures.ts';
import { createPartFinder } from '../figure/part-figures.ts';
import { periodsFor } from '../figure/periods-for.ts';
import { when } from '../figure/wording.ts';
import { writeFigures } from '../figure/write-figures.ts';
import { conceptsIn } from '../formula/expression.ts';
import type { FigurePlan } from '../plan/types.ts';
import { scopeOf } from './coverage.ts';
import type { GraphDeps } from './deps.ts';
import type { GraphState } from './state.ts';

/** Each part of the line by itself, in the order of the table that prints them, then the whole. */
export async function writeBreakdown(
  deps: GraphDeps,
  plan: FigurePlan,
  by: NonNullable<FigurePlan['by']>,
  context: ReturnType<typeof createFigureContext>,
  { input }: GraphState,
): Promise<FigureOutcome> {
  const scope = scopeOf(input);
  const [measured] = plan.measured;
  if (!measured) return { kind: 'MISSING', missing: [] };
  const all: Draft = { sentences: [], numbers: [], figures: [] };
  for (const company of plan.companies)
    for (const period of await periodsFor(plan, company.cik, context)) {
      const only: FigurePlan = { ...plan, operation: 'VALUE', companies: [company], periods: [period] };
      const parts = await findBreakdown(deps, company.cik, conceptsIn(measured.expression), period, by, scope);
      const drafts: { name: string; draft: Draft }[] = [];
      for (const part of parts) {
        const named = { ...measured, name: `${part.name} ${measured.name}` };
        const told = await writeFigures(
          { ...only, measured: [named] },
          { ...context, find: (cik) => createPartFinder(deps, cik, part, scope) },
        );
        if (told.kind === 'ANSWER') drafts.push({ name: part.name, draft: told.draft });
      }
      if (plan.operation === 'HIGHEST' || plan.operation === 'LOWEST')
        appendExtreme(all, drafts, plan.operation, `${measured.name} ${when(period, false)}`);
      for (const { draft } of drafts) append(all, draft);
      const whole = drafts.length > 0 ? await writeFigures(only, context) : undefined;
      if (whole?.kind === 'ANSWER') append(all, whole.draft);
    }
  return all.sentences.length > 0 ? { kind: 'ANSWER', draft: all } : { kind: 'MISSING', missing: [] };
}

/** "Urns had the highest revenue in fiscal year 2024: $612 million." */
function appendExtreme(all: Draft, drafts: readonly { name: string; draft: Draft }[], operation: 'HIGHEST' | 'LOWEST', what: string): void {
  const valued = drafts.flatMap(({ name, draft: { numbers, sentences } }) =>
    numbers[0] && sentences[0] ? [{ name, number: numbers[0], sentence: sentences[0] }] : [],
  );
  const [first] = valued.sort((a, b) => {
    const order = new Decimal(a.number.value).comparedTo(b.number.value);
    return operation === 'LOWEST' ? order : -order;
  });
  if (!first || valued.length < 2) return;
  const text = `${first.name} had the ${operation.toLowerCase()} ${what}: ${first.number.text}.`;
  all.sentences.push({ text, citations: valued.flatMap(({ sentence }) => sentence.citations) });
}
