import type { Expression, FigurePeriod, PartOfYear } from '../formula/expression.ts';
import type { Measure, Presentation } from '../presentation.ts';
import type { Threshold } from './threshold.ts';

/** What is measured: one line, or a formula over lines. */
export interface Measured {
  /** As the question or the textbook names it: "gross margin". */
  name: string;
  expression: Expression;
  measure: Measure;
  /** Where the formula came from: a line of a statement, the usual definition, or the question's own. */
  origin: 'LINE' | 'KNOWN_FORMULA' | 'QUESTION';
  /** A relative change: it says nothing where the earlier value is not above zero. */
  isGrowth?: boolean;
}

/** What is done with what is measured. */
export type Operation = 'VALUE' | 'CHANGE' | 'GROWTH' | 'CAGR' | 'AVERAGE' | 'TOTAL' | 'TREND' | 'HIGHEST' | 'LOWEST';

export type Direction = 'UP' | 'DOWN' | 'CHANGED' | 'UNCHANGED' | 'POSITIVE' | 'NEGATIVE';

/** Something the question asks to confirm ("did it rise?") or takes for granted ("why did it fall?"). */
export interface Claim {
  direction: Direction;
  /** Words that say so. */
  matchedText: string;
  /** Only that there is some of it: "did it pay dividends". */
  isExistence?: boolean;
  /** "Higher than the other company's": of two companies, the first named beside the second. */
  against?: 'MORE' | 'LESS';
  /** "Improved or declined": either may be the answer, and neither is confirmed. */
  isOpen?: boolean;
  /** "In each of", "every year", "both": it must be so of every period or step, not from the first to the last. */
  isEach?: boolean;
  /** "Did it not rise", "why did it fail to grow": the question's "no" would say little, so neither "Yes" nor "No" is told. */
  isNegated?: boolean;
  /** Relative size below which two values count as the same, when the question gives one ("not more than 2 %"). */
  tolerance?: string;
  /** Said of a loss: "did the net loss widen" asks whether an income below zero fell. The direction is the income's. */
  ofLoss?: boolean;
  /** A bound that must be met, too: "above 60%", "by more than a tenth". */
  threshold?: Threshold;
}

export interface FigurePlan {
  kind: 'FIGURES';
  measured: Measured[];
  operation: Operation;
  companies: { cik: number; name: string }[];
  /** As named; empty means the newest one filed. */
  periods: FigurePeriod[];
  /** A day on which a period ends, "at June 30, 2025", where no period is named: YYYY-MM-DD. `part` where the question says which. */
  day?: { date: string; isMonth?: boolean; isCalendarYear?: boolean; part?: 'FY' | 'QUARTER' | 'H1' | 'M9' };
  /** Parts of a year that are named without the year, "in Q2": the newest one filed is meant. */
  yearless?: PartOfYear[];
  /** Set when no period is named outright. */
  relative?: 'LATEST' | 'LATEST_QUARTER';
  presentation: Presentation;
  /** For yes/no questions. */
  claim?: Claim;
  /** What the question takes for granted beside asking for the number: "how much did it fall". */
  presumed?: Claim;
  /** Words that narrow the line to a part of it ("greater china"); such a figure is looked up among the parts. */
  qualifier: string[];
  /** Every word of the asking part, as stems: a part's name may hold words that alone would say nothing ("data center"). */
  words: string[];
  /** "Combined", "on average", of several companies or parts: that is told, too. */
  together?: 'SUM' | 'MEAN';
  /** Two measures of one company are held against one another. */
  setAgainst?: boolean;
  /** A clause before the question that takes another figure for granted. */
  premise?: Premise;
  /** "Since 2022": from that year to the newest one filed. */
  since?: number;
  /** "over the last three years": how many. */
  span?: number;
  /** "by segment": the parts are told one by one. */
  by?: 'SEGMENT' | 'PRODUCT' | 'REGION' | 'ANY';
  /** Which parts there are was asked, not how large they are: sentences may tell, too. */
  asksParts?: boolean;
}

/** "Since revenue fell", "why did it fall": what must be so for the question to make sense. */
export type Premise = { measured: Measured; claim: Claim; periods: FigurePeriod[] } & Pick<
  FigurePlan,
  'companies' | 'yearless' | 'qualifier' | 'words'
>;

export interface TextPlan {
  kind: 'TEXT';
  /** Figures that the question takes for granted, to be checked before it is answered. */
  premise?: Premise;
  /** A number was asked for by words that are no standard line: a fact may go by them. `words` are stems. */
  line?: { plan: FigurePlan; words: string[] };
  /** One line of a side of the balance sheet is the largest. */
  largest?: { side: 'ASSETS' | 'LIABILITIES'; plan: FigurePlan };
  /** What the answer must look like. */
  wants: 'REASON' | 'LIST' | 'YES_NO' | 'NUMBER' | 'DATE' | 'NAME' | 'DESCRIPTION';
}

export type AnswerPlan = FigurePlan | TextPlan;
