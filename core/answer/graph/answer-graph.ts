import { END, START, StateGraph } from '@langchain/langgraph';
import type { GraphDeps } from './deps.ts';
import { figuresNode } from './figures-node.ts';
import { planNode } from './plan-node.ts';
import { retrieveNode } from './retrieve-node.ts';
import { type GraphState, type RunContext, State, type Update } from './state.ts';
import { understandNode } from './understand-node.ts';
import { verifyNode } from './verify-node.ts';
import { writeNode } from './write-node.ts';

/**
 * understand → plan → figures → retrieve → write → verify, with a way out to a refusal from each. Checkpointed after every step under
 * the question's id, so that a run that died goes on where it was. Nodes give back JSON.
 */
export function createAnswerGraph(deps: GraphDeps, run: RunContext) {
  const timed = (name: string, node: (state: GraphState) => Promise<Update & { detail: string }>) => async (state: GraphState) => {
    run.signal.throwIfAborted();
    const started = performance.now();
    const { detail, ...update } = await node(state);
    const ms = Math.round(performance.now() - started);
    run.onStep(name, detail, ms);
    return { ...update, stepsMs: { [name]: ms } };
  };

  return new StateGraph(State)
    .addNode(
      'understand',
      timed('understand', (state) => understandNode(deps, state)),
    )
    .addNode(
      'planning',
      timed('plan', (state) => planNode(deps, state)),
    )
    .addNode(
      'figures',
      timed('figures', (state) => figuresNode(deps, state)),
    )
    .addNode(
      'retrieve',
      timed('retrieve', (state) => retrieveNode(deps, state)),
    )
    .addNode(
      'write',
      timed('write', (state) => writeNode(deps, run, state)),
    )
    .addNode(
      'verify',
      timed('verify', (state) => verifyNode(deps, run, state)),
    )
    .addEdge(START, 'understand')
    .addEdge('understand', 'planning')
    .addConditionalEdges('planning', (state) => (state.refusal ? END : needsFigures(state) ? 'figures' : 'retrieve'), [
      'figures',
      'retrieve',
      END,
    ])
    .addConditionalEdges('figures', (state) => (state.draft || state.refusal?.evidence ? 'verify' : state.refusal ? END : 'retrieve'), [
      'verify',
      'retrieve',
      END,
    ])
    .addConditionalEdges('retrieve', (state) => (state.refusal ? END : 'write'), ['write', END])
    .addConditionalEdges('write', (state) => (state.refusal ? END : 'verify'), ['verify', END])
    .addEdge('verify', END)
    .compile(deps.checkpointer ? { checkpointer: deps.checkpointer } : {});
}

const needsFigures = ({ plan, pending }: GraphState) =>
  !pending && (plan?.kind === 'FIGURES' || plan?.premise !== undefined || plan?.line !== undefined || plan?.largest !== undefined);
