import type { Decimal } from 'decimal.js';
import type { FigurePeriod } from '../formula/expression.ts';
import type { Measure } from '../presentation.ts';
import type { AnswerCitation } from '../types.ts';

/** One line of one period as a filing has it, with the place where it stands. */
export interface Figure {
  concept: string;
  /** The segment, product or region it is a part for: "Bench Instruments". */
  part?: string;
  /** As the filer prints it: "Total net sales". */
  label: string;
  value: Decimal;
  /** USD, shares, USD/shares, pure */
  unit?: string;
  measure: Measure;
  cik: number;
  period: FigurePeriod;
  /** YYYY-MM-DD */
  periodStart?: string;
  periodEnd: string;
  accessionNumber: string;
  form: string;
  filedAt: string;
  /** A cell of a printed statement, where a filing has no XBRL, stands among the facts too and is told apart. */
  source: { kind: 'FACT' | 'CELL'; factId: string; xbrlConcept: string };
  /** The row or sentence around it; its quote stands at its span. */
  citation: AnswerCitation;
  /** What the newest later filing gives for the same line and period, when it differs. */
  restated?: { value: Decimal; accessionNumber: string; filedAt: string; factId?: string; citation?: AnswerCitation };
}
