import type { AnalysisBody } from '../../analysis/types.ts';
import type { CoveredFiling } from '../graph/coverage.ts';
import type { GraphDeps } from '../graph/deps.ts';
import type { AnswerSentenceBody } from '../types.ts';

/** What the analyst found in a filing: the events of an 8-K, then the summary; each the filing's own sentence. */
export async function analystSentences(deps: GraphDeps, { accessionNumber }: CoveredFiling): Promise<AnswerSentenceBody[]> {
  const analysis = await deps.prisma.analysis.findUnique({ where: { accessionNumber }, select: { body: true } });
  const { events, summary } = (analysis?.body ?? { events: [], summary: [] }) as unknown as AnalysisBody;
  const told = [...events.flatMap(({ citation }) => (citation ? [citation] : [])), ...summary.map(({ citation }) => citation)];
  const once = told.filter((each, i) => told.findIndex(({ charStart }) => charStart === each.charStart) === i);
  return once.map((citation) => ({ text: citation.quote, citations: [citation] }));
}
