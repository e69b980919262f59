import { type FactRow, factRows } from '../../core/fact/fact-rows.ts';
import { periodOfFiling } from '../../core/fact/filing-period.ts';
import { parseFiling } from '../../core/filing/document/parse-filing.ts';
import type { ParsedFiling, ParseInput } from '../../core/filing/document/types.ts';
import { untagged } from './untagged.ts';

export interface LineComparison {
  same: number;
  /** Concept, period, the printed figure and the tagged ones. */
  different: string[];
  /** Of periods that are not tagged. */
  untold: number;
}

/** Lines of the printed statements, read without any tag, against the filer's own tags for the same standard concept and period. */
export function comparePrintedLines(input: ParseInput, filing: ParsedFiling): LineComparison {
  const told = new Map<string, string[]>();
  for (const row of rowsOf(filing, input))
    if (row.standardConcept && row.numericValue !== null && row.dimensionsKey === '')
      told.set(keyOf(row), [...(told.get(keyOf(row)) ?? []), row.numericValue]);
  const result: LineComparison = { same: 0, different: [], untold: 0 };
  for (const line of rowsOf(parseFiling(untagged(input)), input)) {
    if (!line.concept.startsWith('table:')) continue;
    const tagged = told.get(keyOf(line));
    if (!tagged) result.untold += 1;
    else if (tagged.some((value) => Number(value) === Number(line.value))) result.same += 1;
    else result.different.push(`${keyOf(line)} "${line.label}" ${line.value}, tagged ${[...new Set(tagged)].join(' or ')}`);
  }
  return result;
}

function rowsOf(filing: ParsedFiling, { form, reportDate, fiscalYearEnd }: ParseInput): FactRow[] {
  const period = periodOfFiling(filing, { form, reportDate, fiscalYearEnd });
  return factRows({ ...filing, periodEnd: period.periodEnd }, period.calendar);
}

const keyOf = ({ standardConcept, periodStart, periodEnd }: FactRow): string => `${standardConcept} ${periodStart ?? ''}..${periodEnd}`;
