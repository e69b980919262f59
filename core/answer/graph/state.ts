import { Annotation } from '@langchain/langgraph';
import type { SearchFilterInput } from '../../search/types.ts';
import type { AnswerSentenceBody } from '../types.ts';
import type { RunInput, RunState } from './types.ts';

/** What one run may use besides the shared dependencies. */
export interface RunContext {
  signal: AbortSignal;
  requestId?: string;
  onStep(name: string, detail: string, ms: number): void;
  /** A sentence that has passed the verifier, in order. */
  onSentence(sentence: AnswerSentenceBody): void;
}

/** Every key replaces what it held; steps' milliseconds add up. */
export const State = Annotation.Root({
  input: Annotation<RunInput>(),
  interpretation: Annotation<RunState['interpretation']>(),
  plan: Annotation<RunState['plan']>(),
  core: Annotation<RunState['core']>(),
  periods: Annotation<RunState['periods']>(),
  passages: Annotation<RunState['passages']>(),
  draft: Annotation<RunState['draft']>(),
  refusal: Annotation<RunState['refusal']>(),
  pending: Annotation<RunState['pending']>(),
  writer: Annotation<RunState['writer']>(),
  verdicts: Annotation<RunState['verdicts']>(),
  searched: Annotation<RunState['searched']>(),
  elsewhere: Annotation<RunState['elsewhere']>(),
  degraded: Annotation<RunState['degraded']>({ reducer: (a, b) => [...new Set([...(a ?? []), ...(b ?? [])])], default: () => [] }),
  stepsMs: Annotation<RunState['stepsMs']>({ reducer: (a, b) => ({ ...a, ...b }), default: () => ({}) }),
  used: Annotation<RunState['used']>(),
  cost: Annotation<RunState['cost']>(),
});
export type GraphState = typeof State.State;
export type Update = Partial<RunState>;

export const filterOf = ({ input }: GraphState): SearchFilterInput => ({
  ...input.filter,
  asOf: input.filter.asOf ? new Date(input.filter.asOf) : undefined,
});
