import type { FiscalPeriodName } from '../filing/document/types.ts';

export type Degradation = 'LLM' | 'EMBEDDING' | 'CACHE' | 'EVENTS';

/** Filters given by the caller: hard, and they override what was read from the question. */
export interface SearchFilterInput {
  tickers?: string[];
  accessionNumbers?: string[];
  forms?: string[];
  fiscalYears?: number[];
  fiscalPeriods?: FiscalPeriodName[];
  asOf?: Date;
}

/** What the question was understood to ask, without a model; shown to the user. */
export interface Interpretation {
  question: string;
  companies: { cik: number; ticker?: string; name: string; matchedText: string }[];
  /** Names in the question that look like companies and match none we have. */
  unknownCompanies: string[];
  /** Companies that EDGAR knows and we hold no filing of. */
  notIngestedCompanies: { cik: number; ticker: string; name: string; matchedText: string }[];
  periods: {
    fiscalYear?: number;
    fiscalPeriod?: FiscalPeriodName;
    /** YYYY-MM-DD */
    asOfDate?: string;
    /** The period ends on that day, as in "year ended"; otherwise something happened or stood on it. */
    endsOnDate?: boolean;
    /** Only the month was named; `asOfDate` is its last day. */
    isMonth?: boolean;
    relative?: 'LATEST' | 'LATEST_QUARTER' | 'PREVIOUS';
    matchedText: string;
  }[];
  forms: string[];
  statements: string[];
  sections: string[];
  /** Standard concepts that were named, with the words that named them. */
  concepts: { concept: string; matchedText: string }[];
  /** Ratios that were named, by core/search/lexicon/accounting-terms.ts, with the concepts they are made of. */
  ratios: { ratio: string; operands: string[]; matchedText: string }[];
  /** Subjects of core/search/lexicon/topics.ts. */
  topics: string[];
  kind: 'FIGURE' | 'RATIO' | 'COMPARISON' | 'TREND' | 'TEXT' | 'LIST' | 'NOT_A_FILING_QUESTION';
  terms: string[];
  /** Hard filters that were loosened because they left nothing, in order, with why. */
  relaxations: { filter: string; from: string; to: string; reason: string }[];
}

export interface Candidate {
  chunkId: bigint;
  privateDocumentId?: string;
  score: number;
  textRank?: number;
  vectorRank?: number;
  features?: Record<string, number>;
}

export interface SearchOutcome {
  interpretation: Interpretation;
  hits: Candidate[];
  degraded: Degradation[];
  timingsMs: Record<string, number>;
}
