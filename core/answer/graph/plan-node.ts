import { withTenant } from '../../db/tenancy.ts';
import { errorMessage } from '../../errors.ts';
import { planAnswer } from '../plan/plan-answer.ts';
import type { FigurePlan } from '../plan/types.ts';
import { coverageMap, coveredFilings, referredElsewhere, scopeOf } from './coverage.ts';
import type { GraphDeps } from './deps.ts';
import { describePlan } from './describe.ts';
import { gate } from './gate/gate.ts';
import type { GateContext } from './gate/types.ts';
import type { GraphState, Update } from './state.ts';
import type { RunState } from './types.ts';

export async function planNode(deps: GraphDeps, state: GraphState): Promise<Update & { detail: string }> {
  const interpretation = state.interpretation!;
  const { input } = state;
  const { plan, parts } = planAnswer(input.question, interpretation);
  const filings = await coveredFilings(
    deps.prisma,
    interpretation.companies.map(({ cik }) => cik),
    scopeOf(input),
  );
  const wanted = input.filter.tickers ?? [];
  const strangers = await Promise.all(
    wanted
      .filter(
        (ticker) =>
          !interpretation.companies.some(
            (company) =>
              company.matchedText.toUpperCase() === ticker.toUpperCase() || company.ticker?.toUpperCase() === ticker.toUpperCase(),
          ),
      )
      .map((ticker) => strangerOf(deps, ticker)),
  );
  const ofOthers =
    filings.length === 0 && input.filter.accessionNumbers?.length ? await coveredFilings(deps.prisma, [], scopeOf(input)) : [];
  const gated = gate({ input, ofOthers, interpretation, periods: parts.periods, filings, strangers, plan });
  const pending =
    gated && MAY_BE_PRIVATE.has(gated.reason) && !input.filter.accessionNumbers?.length && (await hasOwnDocuments(deps, input.tenantId))
      ? gated
      : undefined;
  const refusal = pending ? undefined : gated;
  const companies = plan.kind === 'FIGURES' && plan.companies.length === 0 ? onlyCompany(filings, interpretation) : undefined;
  const named = plan.kind === 'FIGURES' && companies ? { ...plan, companies } : plan;
  return {
    plan: named,
    core: parts.core,
    periods: parts.periods,
    searched: coverageMap(filings),
    elsewhere: referredElsewhere(filings),
    ...(refusal && { refusal }),
    ...(pending && { pending }),
    detail: refusal ? refusal.message : pending ? `${pending.message} Looking in your own documents.` : describePlan(named),
  };
}

/** EDGAR that cannot be asked makes the ticker unknown here, and is told apart from one that EDGAR does not know. */
async function strangerOf(deps: GraphDeps, ticker: string): Promise<GateContext['strangers'][number]> {
  try {
    return { ticker, name: (await deps.knownToEdgar?.(ticker))?.name };
  } catch (error) {
    deps.logger.warn({ ticker, reason: errorMessage(error) }, 'EDGAR could not be asked for a ticker');
    return { ticker, isUnchecked: true };
  }
}

const MAY_BE_PRIVATE: ReadonlySet<string> = new Set(['NOT_A_FILING_QUESTION', 'COMPANY_NOT_FOUND', 'NOT_INGESTED', 'PERIOD_NOT_FILED']);

const hasOwnDocuments = async (deps: GraphDeps, tenantId: string): Promise<boolean> =>
  (await withTenant(deps.database, tenantId, (tx) =>
    tx.privateDocument.findFirst({ where: { status: 'INDEXED' }, select: { id: true } }),
  )) !== null;

/** Where the filter leaves filings of one company only, that one is meant. */
function onlyCompany(
  filings: Awaited<ReturnType<typeof coveredFilings>>,
  interpretation: NonNullable<RunState['interpretation']>,
): FigurePlan['companies'] | undefined {
  const ciks = [...new Set(filings.map(({ cik }) => cik))];
  if (ciks.length !== 1 || interpretation.companies.length > 0) return undefined;
  return [{ cik: ciks[0]!, name: 'The company' }];
}
