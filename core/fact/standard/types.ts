export type StatementName = 'INCOME' | 'BALANCE_SHEET' | 'CASH_FLOW' | 'COVER';

/** A line that an analyst compares between companies. */
export interface StandardConcept {
  /** `Revenue`: what `Fact.standardConcept` holds. */
  key: string;
  /** As a person calls it. */
  label: string;
  statement: StatementName;
  period: 'DURATION' | 'INSTANT';
  measure: 'MONEY' | 'SHARES' | 'MONEY_PER_SHARE' | 'RATIO';
  /** True where the sum of the quarters is the year: never for averages, ratios and per-share figures. */
  isAdditive: boolean;
  /** True where a positive value is money that leaves; statements print it in parentheses. */
  isOutflow: boolean;
  /** Concepts that filers use for it, the most exact first. */
  concepts: readonly string[];
  /** Plain English, lower case, `label` among them; longest first. */
  synonyms: readonly string[];
  /** How its row begins in a printed statement, after `normaliseLabel`; null where it is read from XBRL alone. */
  row: RegExp | null;
  /** Of the two halves of a balance sheet. */
  side?: 'ASSETS' | 'CLAIMS';
}

export interface Line {
  key: string;
  label: string;
  /** us-gaap unless a prefix says otherwise, parted by spaces. */
  concepts: string;
  /** Parted by `|`. */
  synonyms?: string;
  row?: RegExp;
  measure?: StandardConcept['measure'];
  period?: StandardConcept['period'];
  isOutflow?: boolean;
  isAdditive?: boolean;
  side?: StandardConcept['side'];
}

export function toStandardConcept(line: Line, statement: StatementName): StandardConcept {
  const period = line.period ?? (statement === 'BALANCE_SHEET' ? 'INSTANT' : 'DURATION');
  const measure = line.measure ?? 'MONEY';
  const synonyms = [line.label.toLowerCase(), ...(line.synonyms ?? '').split('|').filter(Boolean)];
  const concept: StandardConcept = {
    key: line.key,
    label: line.label,
    statement,
    period,
    measure,
    isAdditive: line.isAdditive ?? (period === 'DURATION' && measure === 'MONEY'),
    isOutflow: line.isOutflow ?? false,
    concepts: line.concepts.split(' ').map((name) => (name.includes(':') ? name : `us-gaap:${name}`)),
    synonyms: [...new Set(synonyms)].sort((a, b) => b.length - a.length),
    row: line.row ?? null,
  };
  return line.side === undefined ? concept : { ...concept, side: line.side };
}
