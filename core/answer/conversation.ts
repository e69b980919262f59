import type { Database } from '../db/client.ts';
import { withTenant } from '../db/tenancy.ts';
import type { RunInput } from './graph/types.ts';
import type { AnswerBody } from './types.ts';

/** What was understood of the question that was answered before, and its companies and periods; what the new one names itself is not taken over. */
export async function inheritedFrom(database: Database, tenantId: string, questionId: string): Promise<RunInput['inherited']> {
  const earlier = await withTenant(database, tenantId, (tx) =>
    tx.question.findUnique({ where: { id: questionId }, select: { answer: true } }),
  );
  const interpretation = (earlier?.answer as unknown as AnswerBody | null)?.interpretation;
  if (!interpretation) return undefined;
  const from = 'from the question before';
  return {
    earlier: interpretation,
    companies: interpretation.companies.map((company) => ({ ...company, matchedText: from })),
    periods: interpretation.periods.map((period) => ({ ...period, matchedText: from })),
  };
}
