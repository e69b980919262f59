import type { GoodsCaptions } from './goods-statements.ts';
import type { Period } from './inline-xbrl.ts';
import { close, type Flows, type Levels, type Position, type Results, results } from './ledger.ts';
import type { Profile } from './report.ts';

export interface Shares {
  /** Weighted, in millions. */
  basic: number;
  diluted: number;
}

/** A stretch of time with its books: a year, a quarter, or the months to date. */
export interface Books {
  fiscalYear: number;
  period: Period;
  weeks: number;
  results: Results;
  opening: Position;
  closing: Position;
  shares: Shares;
}

export function books(
  fiscalYear: number,
  period: Period,
  weeks: number,
  opening: Position,
  flows: Flows,
  levels: Levels,
  shares: Shares,
): Books {
  const result = results(flows, opening, levels);
  return { fiscalYear, period, weeks, results: result, opening, closing: close(opening, result, levels), shares };
}

/** A position in which retained earnings are what makes it balance. */
export function openingPosition(known: Omit<Position, 'retainedEarnings'>): Position {
  const assets =
    known.cash +
    known.receivables +
    known.inventories +
    known.otherCurrent +
    known.property +
    known.leases +
    known.goodwill +
    known.intangibles;
  const others =
    known.payables + known.accrued + known.deferredRevenue + known.debt + known.leases + known.paidInCapital + known.comprehensive;
  return { ...known, retainedEarnings: assets - others };
}

export interface Passage {
  title: string;
  paragraphs: string[];
}

/** What a company says in words. Every figure in it comes from the books. */
export interface Words {
  business: (year: Books) => Passage[];
  risks: (year: Books) => Passage[];
  properties: string;
  legal: (year: Books) => string[];
  marketRisk: (year: Books) => string[];
  overview: (year: Books, before: Books) => string[];
  /** Why each segment's revenue moved. */
  segmentCauses: (year: Books, before: Books) => string[];
  marginCauses: (year: Books, before: Books) => string[];
  liquidity: (year: Books) => string[];
  policies: Passage[];
  debt: (year: Books) => string[];
  subsequent: (year: Books) => string[];
}

export interface GoodsCompany {
  profile: Profile;
  captions: GoodsCaptions;
  /** `net sales` or `revenue`, as the text calls it. */
  revenueWord: string;
  words: Words;
  statutoryNote: string;
}
