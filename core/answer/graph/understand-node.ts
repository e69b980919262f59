import { restateFollowUp } from '../restate-follow-up.ts';
import type { GraphDeps } from './deps.ts';
import { TWO_SIDED } from './gate/companies.ts';
import { filterOf, type GraphState, type Update } from './state.ts';
import type { RunState } from './types.ts';

export async function understandNode(deps: GraphDeps, state: GraphState): Promise<Update & { detail: string }> {
  const inherited = state.input.inherited;
  const given = await deps.understand(state.input.question, filterOf(state));
  const restated = inherited && restateFollowUp(given, inherited.earlier);
  const input = restated ? { ...state.input, question: restated } : state.input;
  const read = await withOtherSide(deps, restated ? await deps.understand(restated, filterOf(state)) : given);
  const interpretation = {
    ...read,
    companies:
      read.companies.length > 0 || read.unknownCompanies.length > 0 || read.notIngestedCompanies.length > 0
        ? read.companies
        : (inherited?.companies ?? []),
    periods: read.periods.length > 0 ? read.periods : (inherited?.periods ?? []),
  };
  if (interpretation.kind === 'NOT_A_FILING_QUESTION' && inherited && interpretation.companies.length > 0) interpretation.kind = 'TEXT';
  const names = interpretation.companies.map(({ name }) => name);
  const periods = interpretation.periods.map(({ matchedText }) => matchedText);
  return {
    input,
    interpretation,
    detail: [
      restated && `read as "${restated}"`,
      names.join(', ') || 'no company named',
      periods.join(', '),
      interpretation.kind.toLowerCase(),
    ]
      .filter(Boolean)
      .join('; '),
  };
}

const OTHER_SIDE = /\b(?:or|and|vs\.?|versus|than|with|to)\s+((?:[A-Z][\w&'’.-]*)(?:\s+(?:of|&|[A-Z][\w&'’.-]*))*)/g;

/** A comparison with a name that was not recognised beside one that was: what it is decides whether there is an answer. */
async function withOtherSide(
  deps: GraphDeps,
  read: NonNullable<RunState['interpretation']>,
): Promise<NonNullable<RunState['interpretation']>> {
  if (
    read.companies.length !== 1 ||
    read.unknownCompanies.length > 0 ||
    read.notIngestedCompanies.length > 0 ||
    !TWO_SIDED.test(read.question)
  )
    return read;
  for (const [, name = ''] of read.question.matchAll(OTHER_SIDE)) {
    const plain = name.replace(/['’]s$|[.'’]+$/g, '');
    const [company] = read.companies;
    if (company!.name.toLowerCase().startsWith(plain.toLowerCase()) || company!.ticker === plain) continue;
    const { notIngestedCompanies } = await deps.understand(`What was ${plain}'s revenue?`, {});
    if (notIngestedCompanies.length > 0) return { ...read, notIngestedCompanies };
  }
  return read;
}
