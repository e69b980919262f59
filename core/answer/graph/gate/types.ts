import type { Interpretation } from '../../../search/types.ts';
import type { FigurePeriod } from '../../formula/expression.ts';
import type { AnswerPlan } from '../../plan/types.ts';
import type { CoveredFiling } from '../coverage.ts';
import type { RunInput } from '../types.ts';

export interface GateContext {
  input: RunInput;
  interpretation: Interpretation;
  periods: FigurePeriod[];
  filings: CoveredFiling[];
  /** Filings that the filter names, of companies that the question does not name. */
  ofOthers: CoveredFiling[];
  plan: AnswerPlan;
  /** Tickers of the filter that name no company we have, with EDGAR's name where it knows them. */
  strangers: { ticker: string; name?: string; isUnchecked?: boolean }[];
}
