import type { Degradation, Interpretation } from '../search/types.ts';

export type RefusalReason =
  | 'COMPANY_NOT_FOUND'
  | 'PERIOD_NOT_FILED'
  | 'SECTION_ABSENT'
  | 'NOT_INGESTED'
  | 'NO_EVIDENCE'
  | 'FALSE_PREMISE'
  | 'UNVERIFIED'
  | 'NOT_A_FILING_QUESTION';
export type Verification = 'VERIFIED' | 'COMPUTED' | 'TEXT_ONLY';

export interface AnswerCitation {
  accessionNumber?: string;
  privateDocumentId?: string;
  documentName: string;
  quote: string;
  charStart: number;
  charEnd: number;
}

export interface AnswerSentenceBody {
  text: string;
  citations: AnswerCitation[];
}

export interface AnswerNumberBody {
  text: string;
  /** Exact decimal in base units. */
  value: string;
  verification: Verification;
  factId?: string;
  formula?: string;
  operandFactIds: string[];
}

export interface RefusalBody {
  reason: RefusalReason;
  message: string;
  searched: { accessionNumber: string; sections: string[] }[];
  missing: string[];
  action?: string;
}

/** What is stored on Question.answer. */
export interface AnswerBody {
  text: string;
  sentences: AnswerSentenceBody[];
  numbers: AnswerNumberBody[];
  refusal?: RefusalBody;
  interpretation: Interpretation;
  model: string;
  degraded: Degradation[];
}

export type AnswerProgress =
  | { kind: 'step'; name: string; detail: string; ms?: number }
  | { kind: 'sentence'; ordinal: number; sentence: AnswerSentenceBody }
  | { kind: 'done'; status: 'ANSWERED' | 'REFUSED' | 'FAILED' | 'CANCELLED' };
