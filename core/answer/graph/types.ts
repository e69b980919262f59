import type { Degradation, Interpretation, SearchFilterInput } from '../../search/types.ts';
import type { FigurePeriod } from '../formula/expression.ts';
import type { AnswerPlan } from '../plan/types.ts';
import type { AnswerCitation, AnswerNumberBody, AnswerSentenceBody, RefusalReason } from '../types.ts';

/** What a run is given. JSON throughout: the checkpointer writes it down. */
export interface RunInput {
  tenantId: string;
  questionId: string;
  question: string;
  filter: Omit<SearchFilterInput, 'asOf'> & { asOf?: string };
  /** Companies and periods taken over from the question that this one follows; shown in the interpretation. */
  inherited?: { earlier: Interpretation; companies: Interpretation['companies']; periods: Interpretation['periods'] };
}

/** A passage that search found, as the document has it. */
export interface Passage {
  /** As prompts call it: c1, c2, … */
  id: string;
  chunkId: string;
  accessionNumber?: string;
  privateDocumentId?: string;
  documentName: string;
  charStart: number;
  charEnd: number;
  /** `document.slice(charStart, charEnd)` */
  text: string;
  /** Company, form, period, section: for the reader of the prompt, never quoted. */
  context: string;
  kind: string;
  sectionKey?: string;
  /** The question named its section outright. */
  isNamedSection?: boolean;
  fiscalYear?: number;
  fiscalPeriod?: string;
  filedAt?: string;
  rank: number;
  textRank?: number;
  vectorRank?: number;
  score: number;
}

export interface DraftBody {
  sentences: AnswerSentenceBody[];
  numbers: AnswerNumberBody[];
}

export interface RefusalDraft {
  reason: RefusalReason;
  message: string;
  missing: string[];
  action?: string;
  /** Figures that show why a premise is false. */
  evidence?: DraftBody;
}

export interface Verdict {
  sentence: string;
  kept: boolean;
  reason?: string;
}

/** What the graph knows so far. */
export interface RunState {
  input: RunInput;
  interpretation?: Interpretation;
  plan?: AnswerPlan;
  core?: string;
  periods?: FigurePeriod[];
  passages?: Passage[];
  draft?: DraftBody;
  refusal?: RefusalDraft;
  /** Why the filings cannot answer, while the tenant's own documents still may. */
  pending?: RefusalDraft;
  writer?: string;
  verdicts?: Verdict[];
  searched?: { accessionNumber: string; sections: string[] }[];
  /** Items that only refer to a document outside of the filing. */
  elsewhere?: string[];
  degraded?: Degradation[];
  stepsMs?: Record<string, number>;
  /** What the answer rests on, to find it again when a filing changes. */
  used?: { factIds: string[]; concepts: { cik: number; concept: string; periodEnd: string }[] };
  cost?: { inputTokens: number; outputTokens: number; model: string; promptVersion?: string };
}

export type { AnswerCitation };
