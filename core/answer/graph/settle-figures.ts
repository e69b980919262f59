import type { FigureOutcome } from '../figure/draft.ts';
import type { RunState } from './types.ts';

/** Turns what the figures gave into the run's state: an answer, a refusal, or nothing, so that passages are read instead. */
export function settleFigures(outcome: FigureOutcome, searched: NonNullable<RunState['searched']>): Partial<RunState> & { detail: string } {
  if (outcome.kind === 'MISSING') {
    const names = [...new Set(outcome.missing.map(({ phrase, period }) => `${phrase} ${period.fiscalPeriod} ${period.fiscalYear}`))];
    return { detail: names.length > 0 ? `not reported as figures: ${names.slice(0, 4).join(', ')}` : 'looked for in the passages' };
  }
  const { draft } = outcome;
  const used = {
    factIds: [...new Set(draft.figures.map(({ source }) => source.factId))],
    concepts: uniqueBy(
      draft.figures.map(({ cik, concept, periodEnd }) => ({ cik, concept, periodEnd })),
      (each) => JSON.stringify(each),
    ),
  };
  const body = { sentences: draft.sentences, numbers: draft.numbers };
  if (outcome.kind === 'FALSE_PREMISE')
    return {
      used,
      writer: 'figures-2',
      refusal: {
        reason: 'FALSE_PREMISE',
        message: `The question takes for granted ${outcome.premise}, but the filings show otherwise: ${draft.sentences[0]?.text ?? ''}`,
        missing: [],
        action: 'Ask what happened instead.',
        evidence: body,
      },
      detail: 'the premise does not hold',
    };
  return {
    used,
    writer: 'figures-2',
    draft: body,
    detail: `${draft.numbers.length} numbers from ${used.factIds.length} facts of ${searched.length} filings searched`,
  };
}

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}
