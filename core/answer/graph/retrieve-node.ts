import { scopeOf } from './coverage.ts';
import type { GraphDeps } from './deps.ts';
import { readPassages } from './passages.ts';
import { sectionPassages } from './section-passages.ts';
import { filterOf, type GraphState, type Update } from './state.ts';

const PASSAGES = 16;

export async function retrieveNode(deps: GraphDeps, state: GraphState): Promise<Update & { detail: string }> {
  const { input } = state;
  const interpretation = state.interpretation!;
  const filter = filterOf(state);
  const outcome = await deps.search({
    query: input.question,
    filter: {
      ...filter,
      // What was taken over from an earlier question is not in this one's words.
      ...(!filter.tickers?.length &&
        input.inherited && { tickers: interpretation.companies.flatMap(({ ticker }) => (ticker ? [ticker] : [])) }),
      ...(!filter.fiscalYears?.length &&
        input.inherited && { fiscalYears: interpretation.periods.flatMap(({ fiscalYear }) => (fiscalYear ? [fiscalYear] : [])) }),
    },
    first: PASSAGES,
    tenantId: input.tenantId,
  });
  const hits = state.pending ? outcome.hits.filter(({ privateDocumentId }) => privateDocumentId) : outcome.hits;
  const found = await readPassages(deps, hits, input.tenantId);
  const named = await sectionPassages(deps, interpretation, state.periods ?? [], scopeOf(input));
  const passages = [...named, ...found.filter(({ chunkId }) => !named.some((each) => each.chunkId === chunkId))].map((passage, i) => ({
    ...passage,
    id: `c${i + 1}`,
  }));
  const relaxations = outcome.interpretation.relaxations;
  return {
    passages,
    interpretation: { ...interpretation, relaxations },
    degraded: outcome.degraded,
    detail: `${passages.length} passages of ${new Set(passages.map((p) => p.accessionNumber ?? p.privateDocumentId)).size} documents`,
  };
}
