import type { AnswerCitation } from '../answer/types.ts';

/** What is stored on Analysis.body: made of the filing's own sentences and facts, nothing else. */
export interface AnalysisBody {
  summary: { text: string; citation: AnswerCitation }[];
  keyFigures: KeyFigure[];
  /** 8-K items as the body has them. */
  events: { item: string; title: string; sentence?: string; citation?: AnswerCitation }[];
}

export interface KeyFigure {
  standardConcept: string;
  label: string;
  value: string;
  unit: string;
  periodStart?: string;
  periodEnd: string;
  factOrdinal: number;
  /** The same concept and duration a year before, in the same filing. */
  previous?: { value: string; periodEnd: string; factOrdinal: number };
  /** Relative change, exact to 4 places: "0.0202" is +2.02 %. Absent when `previous` is zero or absent. */
  change?: string;
}
