import type { SearchableRow } from './searchable.ts';
import { rankFilings } from './select-filings.ts';
import type { Interpretation } from './types.ts';

export interface PickedFilings {
  /** Null: every filing. */
  filings: SearchableRow[] | null;
  /** How well each fits the question's form and period, best 1. */
  scores: Map<string, number>;
  relaxations: Interpretation['relaxations'];
}

/** Filings of one company that are searched together. */
const MOST_PER_COMPANY = 8;
/** Against the best filing of its company. */
const LEAST_SHARE = 0.4;
/** See RankedFiling.cover. */
const OWN_PERIOD = 0.6;

/**
 * The hard filter by form and period: of each company the filings that fit best. What the words ask for and no filing has is loosened, and
 * said: a figure of a year whose report is not held may stand in the reports that follow.
 */
export function pickFilings(rows: readonly SearchableRow[], interpretation: Interpretation, isBounded: boolean): PickedFilings {
  const { periods, forms } = interpretation;
  if (!isBounded && periods.length === 0 && forms.length === 0) return { filings: null, scores: new Map(), relaxations: [] };
  const relaxations: Interpretation['relaxations'] = [];
  if (forms.length > 0 && rows.length > 0 && !rows.some((row) => forms.some((form) => sameForm(row.form, form))))
    relaxations.push({
      filter: 'forms',
      from: forms.join(', '),
      to: 'any form',
      reason: 'No filing of this form is held for the companies asked about.',
    });
  const ranked = rankFilings(rows, interpretation);
  const scores = new Map<string, number>();
  const picked: SearchableRow[] = [];
  const best = new Map<number, number>();
  const taken = new Map<number, number>();
  const byAccession = new Map(rows.map((row) => [row.accessionNumber, row]));
  const covered = new Map<number, number>();
  for (const { filing, score, cover } of ranked) {
    const key = interpretation.companies.length > 0 || isBounded ? filing.cik : 0;
    const top = best.get(key) ?? score;
    best.set(key, top);
    covered.set(key, Math.max(covered.get(key) ?? 0, cover));
    const count = taken.get(key) ?? 0;
    if (score < top * LEAST_SHARE || (key !== 0 && count >= MOST_PER_COMPANY)) continue;
    taken.set(key, count + 1);
    picked.push(byAccession.get(filing.accessionNumber) as SearchableRow);
    scores.set(filing.accessionNumber, top > 0 ? score / top : 0);
  }
  if (periods.length > 0 && ranked.length > 0) {
    for (const [cik, cover] of covered) {
      if (cover >= OWN_PERIOD) continue;
      const of = cik === 0 ? picked : picked.filter((row) => row.cik === cik);
      relaxations.push({
        filter: 'periods',
        from: periods.map(printPeriod).join(', '),
        to: of
          .slice(0, 4)
          .map((row) => `${row.form} ${row.fiscalPeriod ?? ''} ${row.fiscalYear ?? row.filedAt}`.replace(/\s+/g, ' '))
          .join(', '),
        reason: 'No filing of this period is held; these may print it beside their own.',
      });
    }
  }
  return { filings: picked, scores, relaxations };
}

const sameForm = (a: string, b: string): boolean => a === b || a.replace(/\/A$/, '') === b.replace(/\/A$/, '');
const printPeriod = (p: Interpretation['periods'][number]): string =>
  p.asOfDate ?? ([p.fiscalPeriod, p.fiscalYear && `FY${p.fiscalYear}`].filter(Boolean).join(' ') || p.matchedText);
