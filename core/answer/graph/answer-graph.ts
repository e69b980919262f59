import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import { withTenant } from '../../db/tenancy.ts';
import { errorMessage, TransportError } from '../../errors.ts';
import type { SearchFilterInput } from '../../search/types.ts';
import { createFigureContext } from '../figure/find-figures.ts';
import { createPartFinder, findParts } from '../figure/part-figures.ts';
import { type FigureOutcome, premiseWords, writeFigures } from '../figure/write-figures.ts';
import { type FigurePeriod, periodName } from '../formula/expression.ts';
import { planAnswer } from '../plan/plan-answer.ts';
import type { FigurePlan, TextPlan } from '../plan/types.ts';
import { tellRows } from '../row-figures.ts';
import type { AnswerCitation, AnswerSentenceBody } from '../types.ts';
import { verifySentences } from '../verify.ts';
import { writeWithModel } from '../writer/generative-writer.ts';
import { writeLocally } from '../writer/local-writer.ts';
import { coverageMap, coveredFilings, scopeOf } from './coverage.ts';
import type { GraphDeps } from './deps.ts';
import { describePlan } from './describe.ts';
import { type GateContext, gate, TWO_SIDED } from './gate.ts';
import { readPassages } from './passages.ts';
import { sectionPassages } from './section-passages.ts';
import { settleFigures } from './settle-figures.ts';
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
const State = Annotation.Root({
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
  degraded: Annotation<RunState['degraded']>({ reducer: (a, b) => [...new Set([...(a ?? []), ...(b ?? [])])], default: () => [] }),
  stepsMs: Annotation<RunState['stepsMs']>({ reducer: (a, b) => ({ ...a, ...b }), default: () => ({}) }),
  used: Annotation<RunState['used']>(),
  cost: Annotation<RunState['cost']>(),
});
type GraphState = typeof State.State;
type Update = Partial<RunState>;

const PASSAGES = 16;

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

const needsFigures = ({ plan, pending }: GraphState) => !pending && (plan?.kind === 'FIGURES' || plan?.premise !== undefined);

const filterOf = ({ input }: GraphState): SearchFilterInput => ({
  ...input.filter,
  asOf: input.filter.asOf ? new Date(input.filter.asOf) : undefined,
});

async function understandNode(deps: GraphDeps, state: GraphState): Promise<Update & { detail: string }> {
  const { input } = state;
  const read = await withOtherSide(deps, await deps.understand(input.question, filterOf(state)));
  const inherited = input.inherited;
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
    interpretation,
    detail: [names.join(', ') || 'no company named', periods.join(', '), interpretation.kind.toLowerCase()].filter(Boolean).join('; '),
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

async function planNode(deps: GraphDeps, state: GraphState): Promise<Update & { detail: string }> {
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
  const gated = gate({ input, interpretation, periods: parts.periods, filings, strangers, plan });
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

async function figuresNode(deps: GraphDeps, state: GraphState): Promise<Update & { detail: string }> {
  const context = createFigureContext(deps, scopeOf(state.input));
  const plan = state.plan!;
  if (plan.kind === 'TEXT') return checkPremise(plan.premise!, context, state);
  if (plan.companies.length === 0) return { detail: 'no company to look up' };
  const outcome = plan.qualifier.length > 0 ? await writeParts(deps, plan, context, state) : await writeFigures(plan, context);
  const settled = settleFigures(outcome, state.searched ?? []);
  // Only one plain value can stand in a sentence of a filing; what must be worked out from figures cannot.
  const isTold = plan.operation === 'VALUE' && plan.measured.length === 1 && !plan.claim && plan.measured[0]?.expression.kind === 'FIGURE';
  if (outcome.kind !== 'MISSING' || isTold || state.pending || deps.language.generative) return settled;
  return { ...settled, refusal: notReported(plan, outcome.missing) };
}

/** The first part that the words fit and that has every figure asked for; the sentence names it. */
async function writeParts(
  deps: GraphDeps,
  plan: FigurePlan,
  context: ReturnType<typeof createFigureContext>,
  { input }: GraphState,
): Promise<FigureOutcome> {
  const scope = scopeOf(input);
  const asked = { qualifier: plan.qualifier, words: plan.words, expressions: plan.measured.map(({ expression }) => expression) };
  const found = await Promise.all(plan.companies.map(async ({ cik }) => ({ cik, parts: await findParts(deps, cik, asked, scope) })));
  const [first] = found;
  let outcome: FigureOutcome = { kind: 'MISSING', missing: [] };
  for (const part of first?.parts ?? []) {
    const chosen = found.map(({ cik, parts }) => ({
      cik,
      part: cik === first!.cik ? part : parts.find(({ name }) => name.toLowerCase() === part.name.toLowerCase()),
    }));
    const named = plan.measured.map((measured) => ({ ...measured, name: `${part.name} ${measured.name}` }));
    outcome = await writeFigures(
      { ...plan, measured: named },
      {
        ...context,
        find: (cik) => {
          const own = chosen.find((each) => each.cik === cik)?.part;
          return own ? createPartFinder(deps, cik, own, scope) : async () => undefined;
        },
      },
    );
    if (outcome.kind !== 'MISSING') return outcome;
  }
  return outcome;
}

function notReported(plan: FigurePlan, missing: { phrase: string; period: FigurePeriod }[]): NonNullable<RunState['refusal']> {
  const what = [...new Set(missing.map(({ phrase, period }) => `${phrase} ${periodName(period)}`))];
  const names = plan.measured.map(({ name }) => name).join(' and ');
  return {
    reason: 'NO_EVIDENCE',
    message: `The filings searched do not report ${plan.qualifier.length > 0 ? `${names} for that part of the business` : `the figures for ${names}`}.`,
    missing: what.length > 0 ? what.slice(0, 8) : plan.measured.map(({ name }) => name),
    action: 'Ask for a line as the filing prints it, or for another period.',
  };
}

async function checkPremise(
  premise: NonNullable<Extract<RunState['plan'], { kind: 'TEXT' }>['premise']>,
  context: ReturnType<typeof createFigureContext>,
  state: GraphState,
): Promise<Update & { detail: string }> {
  const plan: FigurePlan = {
    kind: 'FIGURES',
    operation: 'VALUE',
    qualifier: [],
    words: [],
    presentation: {},
    ...premise,
    measured: [premise.measured],
    claim: premise.claim,
    ...(premise.periods.length === 0 && { relative: 'LATEST' }),
  };
  if (plan.companies.length !== 1 || premise.claim.direction === 'CHANGED') return { detail: 'nothing to check' };
  const outcome = await writeFigures(plan, context);
  if (outcome.kind !== 'ANSWER' || outcome.holds !== false)
    return {
      detail:
        outcome.kind === 'ANSWER'
          ? 'what the question takes for granted holds'
          : 'what the question takes for granted could not be checked',
    };
  return settleFigures(
    { kind: 'FALSE_PREMISE', draft: outcome.draft, premise: premiseWords(premise.measured.name, premise.claim.direction) },
    state.searched ?? [],
  );
}

async function retrieveNode(deps: GraphDeps, state: GraphState): Promise<Update & { detail: string }> {
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

async function writeNode(deps: GraphDeps, run: RunContext, state: GraphState): Promise<Update & { detail: string }> {
  const { input, plan } = state;
  const passages = state.passages ?? [];
  const wants = plan?.kind === 'TEXT' ? plan.wants : 'NUMBER';
  if (passages.length > 0 && deps.language.generative) {
    try {
      const writing = await writeWithModel(deps.language, input.question, passages, {
        signal: run.signal,
        requestId: run.requestId,
        onSentence: run.onSentence,
      });
      const common = { verdicts: writing.verdicts, cost: writing.cost, writer: deps.language.id };
      if (writing.kind === 'ANSWER')
        return {
          ...common,
          draft: { sentences: writing.sentences, numbers: [] },
          detail: `${writing.sentences.length} sentences by ${deps.language.id}`,
        };
      if (writing.kind === 'REJECTED')
        return {
          ...common,
          refusal: {
            reason: 'UNVERIFIED',
            message: 'The answer that was written could not be verified against the filings (ANSWER_REJECTED).',
            missing: [],
            action: 'Ask more narrowly, or read the passages that were found.',
          },
          detail: 'the draft was rejected',
        };
      return { ...common, refusal: state.pending ?? noEvidence(writing.kind), detail: 'the model found no answer in the passages' };
    } catch (error) {
      if (run.signal.aborted || !(error instanceof TransportError)) throw error;
      deps.logger.warn(
        { questionId: input.questionId, reason: errorMessage(error) },
        'the language model is not available; the local writer answers',
      );
      return { ...(await writeLocal(deps, state, passages, wants)), degraded: ['LLM'] };
    }
  }
  return writeLocal(deps, state, passages, wants);
}

async function writeLocal(
  deps: GraphDeps,
  state: GraphState,
  passages: NonNullable<RunState['passages']>,
  wants: TextPlan['wants'],
): Promise<Update & { detail: string }> {
  const { plan } = state;
  const years = (state.periods ?? []).map(({ fiscalYear }) => fiscalYear);
  const { sentences, coverage } = writeLocally({
    core: state.core ?? state.input.question,
    wants,
    years,
    passages,
    companies: state.interpretation?.companies.map(({ name }) => name) ?? [],
    ...(plan?.kind === 'FIGURES' && { figure: { qualifier: plan.qualifier, isWhole: (state.periods ?? []).every(isYear) } }),
  });
  const writer = 'local-extractive-2';
  if (sentences.length === 0)
    return {
      writer,
      refusal: state.pending ?? noEvidence('NO_EVIDENCE', state),
      detail: `evidence reaches ${Math.round(coverage * 100)} % of what is asked`,
    };
  const asked = state.plan?.kind === 'FIGURES' ? state.plan.presentation : {};
  const draft = await tellRows(deps.prisma, { sentences, numbers: [] }, years, asked);
  return { writer, draft, detail: `${sentences.length} sentences of the filings` };
}

const isYear = ({ fiscalPeriod }: FigurePeriod) => fiscalPeriod === 'FY';

function noEvidence(reason: 'NO_EVIDENCE' | 'FALSE_PREMISE', state?: GraphState): NonNullable<RunState['refusal']> {
  const periods = state?.periods ?? [];
  return {
    reason,
    message:
      reason === 'FALSE_PREMISE'
        ? 'The question takes something for granted that the filings contradict.'
        : 'The filings searched do not say this.',
    missing: periods.map(periodName),
    action: 'Ask in other words, name a section, or ingest more filings.',
  };
}

async function verifyNode(deps: GraphDeps, run: RunContext, state: GraphState): Promise<Update & { detail: string }> {
  const { draft, refusal } = state;
  const checked = draft ?? refusal?.evidence ?? { sentences: [], numbers: [] };
  const privateTexts = new Map(
    (state.passages ?? []).filter((p) => p.privateDocumentId).map((p) => [`${p.privateDocumentId} ${p.charStart}`, p]),
  );
  const textOf = async (citation: AnswerCitation) => {
    if (citation.accessionNumber) return deps.texts.get(citation.accessionNumber, citation.documentName).catch(() => undefined);
    const passage = [...privateTexts.values()].find(
      (p) => p.privateDocumentId === citation.privateDocumentId && p.charStart <= citation.charStart && p.charEnd >= citation.charEnd,
    );
    return passage && `${' '.repeat(passage.charStart)}${passage.text}`;
  };
  const { kept, verdicts } = await verifySentences(checked.sentences, checked.numbers, textOf);
  const numbers = checked.numbers.filter(({ text }) => kept.some((sentence) => sentence.text.includes(text)));
  const all = [...(state.verdicts ?? []), ...verdicts];
  const detail = `${kept.length} of ${checked.sentences.length} sentences stand`;
  if (refusal) return { refusal: { ...refusal, evidence: { sentences: kept, numbers } }, verdicts: all, detail };
  if (kept.length === 0)
    return {
      draft: undefined,
      refusal: {
        reason: 'UNVERIFIED',
        message: 'No sentence of the answer could be verified against the filings.',
        missing: [],
        action: 'Read the passages that were found.',
      },
      verdicts: all,
      detail,
    };
  const streamed = deps.language.generative && state.writer === deps.language.id;
  if (!streamed) for (const sentence of kept) run.onSentence(sentence);
  return { draft: { sentences: kept, numbers }, verdicts: all, detail };
}
