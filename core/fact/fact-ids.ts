/** What makes a fact the same one when its filing is read again, or its quarter derived again. Dates are YYYY-MM-DD. */
export interface FactIdentity {
  accessionNumber: string;
  concept: string;
  unit: string | null;
  periodStart: string | null;
  periodEnd: string;
  dimensionsKey: string;
  isDerived: boolean;
}

/** As the database has it. */
export interface KnownFact {
  id: bigint;
  accession_number: string;
  concept: string;
  unit: string | null;
  period_start: string | null;
  period_end: string;
  dimensions_key: string;
  is_derived: boolean;
  ordinal: number;
}

/**
 * Gives facts that are written again the ids they had: answers that were given point to them. Of facts that say the same of the same period
 * (a total that a filing prints twice) the first keeps the first's id, and so on.
 */
export class FactIds {
  private readonly known = new Map<string, bigint[]>();

  add(facts: readonly KnownFact[]): void {
    for (const fact of [...facts].sort((a, b) => a.ordinal - b.ordinal)) {
      const key = keyOf({
        accessionNumber: fact.accession_number,
        concept: fact.concept,
        unit: fact.unit,
        periodStart: fact.period_start,
        periodEnd: fact.period_end,
        dimensionsKey: fact.dimensions_key,
        isDerived: fact.is_derived,
      });
      this.known.set(key, [...(this.known.get(key) ?? []), fact.id]);
    }
  }

  /** Each id once; null for a fact that is new. */
  take(fact: FactIdentity): string | null {
    const id = this.known.get(keyOf(fact))?.shift();
    return id === undefined ? null : String(id);
  }
}

const keyOf = ({ accessionNumber, concept, unit, periodStart, periodEnd, dimensionsKey, isDerived }: FactIdentity): string =>
  [accessionNumber, concept, unit ?? '', periodStart ?? '', periodEnd, dimensionsKey, isDerived].join('\n');
