import type { StandardConcept } from './standard-concepts.ts';

const COMPREHENSIVE = /^(?:total )?comprehensive (?:income|loss|earnings)/;
/** Words that tell the line itself from a part of it or from a summand, of the lines where statements print both. */
const TELLING: Readonly<Record<string, RegExp>> = {
  PropertyPlantEquipment: /\bnet\b/,
  NoncontrollingInterests: /^(?!redeemable)/,
  EpsBasic: /^(?!.*\b(?:dis)?continu(?:ing|ed) operations\b)/,
  EpsDiluted: /^(?!.*\b(?:dis)?continu(?:ing|ed) operations\b)/,
  ComprehensiveIncome: /attributable to (?!.*(?:non-?controlling|minority))/,
};
/** One of these says that the other is not the whole cost. */
const HALVES = [/^costs? of (?:products?|goods|sales of products)(?: sold)?$/, /^costs? of (?:services?|sales of services)$/];

const AMORTIZATION = /^amortization of (?:\w+ )?intangibles?\b/;
const OPERATING = /^(?:selling|sales|marketing|general|research|technology|product development|administrative)\b/;

/** Labels with the sum of the two halves of cost called that, where it stands before all other expenses: "Total costs and expenses". */
export function withCostTotal(labels: readonly string[]): string[] {
  const halves = HALVES.map((half) => labels.findIndex((label) => half.test(label)));
  const total = labels.findIndex(
    (label, index) => index > Math.max(...halves) && /^total (?:operating )?costs(?: and expenses)?$/.test(label),
  );
  const isSum =
    halves.every((index) => index >= 0) && total >= 0 && !labels.slice(Math.min(...halves), total).some((label) => OPERATING.test(label));
  return isSum ? labels.with(total, 'total cost of revenue') : [...labels];
}

/**
 * Whether a row is the line of a statement or only goes by its words: of a total and its summands the total stands, of gross and net the
 * net, of two debts the one behind the current liabilities.
 */
export function standingRows(labels: readonly string[]): (concept: StandardConcept, index: number) => boolean {
  const currentEnd = labels.indexOf('total current liabilities');
  const isHalved = HALVES.every((half) => labels.some((label) => half.test(label)));
  const known = new Map<string, string[]>();
  const matching = ({ key, row }: StandardConcept) => {
    const rows =
      known.get(key) ?? labels.filter((label) => row!.test(label) || (key === 'ComprehensiveIncome' && COMPREHENSIVE.test(label)));
    known.set(key, rows);
    return rows;
  };
  return (concept, index) => {
    const label = labels[index]!;
    if (concept.key === 'LongTermDebt' && currentEnd > index) return false;
    // "Debt" alone is due within the year only among what is.
    if (concept.key === 'CurrentPortionLongTermDebt' && !label.includes('current') && currentEnd < index) return false;
    if (concept.key === 'OperatingLeaseLiabilitiesCurrent' && !label.includes('current') && currentEnd >= 0 && currentEnd < index)
      return false;
    if (concept.key === 'OperatingLeaseLiabilitiesNoncurrent' && label === 'operating lease liabilities' && currentEnd > index)
      return false;
    // Where the amortization has a row of its own, the depreciation is not both.
    if (concept.key === 'DepreciationAndAmortization' && label === 'depreciation' && labels.some((other) => AMORTIZATION.test(other)))
      return false;
    if (concept.key === 'CostOfRevenue' && isHalved && HALVES.some((half) => half.test(label))) return false;
    const rows = matching(concept);
    const telling = [TELLING[concept.key], /^total\b/].find((pattern) => pattern && rows.some((row) => pattern.test(row)));
    return telling === undefined || telling.test(label);
  };
}
