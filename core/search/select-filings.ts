import type { FiscalPeriodName } from '../filing/document/types.ts';
import type { Interpretation } from './types.ts';

export interface SearchableFiling {
  accessionNumber: string;
  cik: number;
  form: string;
  fiscalYear?: number;
  fiscalPeriod?: FiscalPeriodName;
  /** YYYY-MM-DD */
  periodEnd?: string;
  /** YYYY-MM-DD */
  filedAt: string;
  items: readonly string[];
}

export interface RankedFiling {
  filing: SearchableFiling;
  /** 0 to 1: how well it should hold what is asked, by form and period alone. */
  score: number;
  /** The same by its best period alone, whatever the form: below 0.6 no period that was asked for is its own. */
  cover: number;
}

type Period = Interpretation['periods'][number];

const DAY = 86_400_000;
const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY;
const baseForm = (form: string): string => form.replace(/\/A$/, '');
const isAnnual = (form: string): boolean => /^(?:10-K|10-KT|10-K405|20-F|40-F|ARS)/.test(form);
const isQuarterly = (form: string): boolean => /^10-Q/.test(form);
const isCurrent = (form: string): boolean => /^(?:8-K|6-K)/.test(form);

/**
 * Ranks filings of the companies asked about by how likely they hold the answer. A figure for a year stands first in that year's own annual
 * report, then in the two that follow (Regulation S-X 3-02: three years of income and cash flows, two of balance sheets), in the
 * earnings release a few weeks after its end, and as comparative in the quarterly reports after it. An event on a day stands in the current
 * report of the days after it.
 */
export function rankFilings(filings: readonly SearchableFiling[], interpretation: Interpretation): RankedFiling[] {
  const newest = new Map<number, string>();
  for (const { cik, filedAt } of filings) if ((newest.get(cik) ?? '') < filedAt) newest.set(cik, filedAt);
  return filings
    .map((filing) => ({ filing, ...scoreOf(filing, interpretation, filings, newest.get(filing.cik) ?? filing.filedAt) }))
    .sort((a, b) => b.score - a.score || (a.filing.filedAt < b.filing.filedAt ? 1 : -1));
}

function scoreOf(
  filing: SearchableFiling,
  interpretation: Interpretation,
  all: readonly SearchableFiling[],
  newest: string,
): Pick<RankedFiling, 'score' | 'cover'> {
  const periods = interpretation.periods;
  const fit = formFit(filing, interpretation);
  if (periods.length === 0) return { score: fit * recency(filing, newest), cover: 1 };
  const covers = periods.map((period) => cover(filing, period, all, interpretation));
  // The filing of the last period usually prints the others beside it.
  const mean = covers.reduce((sum, value) => sum + value, 0) / covers.length;
  const best = Math.max(...covers);
  return { score: fit * (0.5 * best + 0.5 * mean), cover: best };
}

/** Without a period: the newest annual report first, older ones after it. */
function recency(filing: SearchableFiling, newest: string): number {
  const age = Math.max(0, days(filing.filedAt, newest)) / 365;
  const base = isAnnual(filing.form) ? 1 : isQuarterly(filing.form) ? 0.8 : 0.65;
  return base * 0.75 ** age;
}

function formFit(filing: SearchableFiling, { forms, topics }: Interpretation): number {
  if (forms.length > 0) return forms.some((form) => baseForm(filing.form) === baseForm(form)) ? 1 : 0.1;
  if (isAnnual(filing.form) || isQuarterly(filing.form) || isCurrent(filing.form)) {
    // A guidance, vote or agreement is news: its own report says more than the annual one.
    const news = topics.some((topic) => topic === 'guidance' || topic === 'vote' || topic === 'credit');
    return isCurrent(filing.form) && news ? 1 : isCurrent(filing.form) ? 0.9 : 1;
  }
  return 0.5;
}

function cover(filing: SearchableFiling, period: Period, all: readonly SearchableFiling[], interpretation: Interpretation): number {
  if (period.asOfDate) return coverDay(filing, period.asOfDate, period);
  if (period.relative) return coverRelative(filing, period.relative, all);
  if (period.fiscalYear === undefined) return period.fiscalPeriod && period.fiscalPeriod === filing.fiscalPeriod ? 1 : 0.4;
  const quarter = period.fiscalPeriod && period.fiscalPeriod !== 'FY' ? period.fiscalPeriod : undefined;
  return Math.max(
    ...yearLabels(filing).map((year) =>
      quarter ? coverQuarter(filing, year, quarter, period) : coverYear(filing, year, period, interpretation),
    ),
  );
}

/**
 * The fiscal years a filing may be called by. A year that ends in January to May is named after either calendar year it touches, as each
 * company likes; the filing's own fiscal year counts, and so does the other name.
 */
function yearLabels(filing: SearchableFiling): number[] {
  const labels = new Set<number>();
  if (filing.fiscalYear !== undefined) labels.add(filing.fiscalYear);
  const end = filing.periodEnd ?? filing.filedAt;
  const year = Number(end.slice(0, 4));
  if (filing.fiscalYear === undefined || isCurrent(filing.form)) labels.add(year);
  else if (isAnnual(filing.form) && Number(end.slice(5, 7)) <= 5 && end.slice(5) > '01-10') {
    labels.add(year);
  }
  return [...labels];
}

/** What is expected of a year stands in the report of the year before. */
const AHEAD = /\b(?:expect|outlook|guidance|forecast|anticipat|project(?:s|ed|ion)|plan(?:s|ned|ning)? (?:to|for))/i;

function coverYear(filing: SearchableFiling, label: number, period: Period, interpretation: Interpretation): number {
  const year = period.fiscalYear as number;
  const later = label - year;
  if (isAnnual(filing.form))
    return later === 0
      ? 1
      : later === 1
        ? 0.55
        : later === 2
          ? 0.4
          : later === -1
            ? AHEAD.test(interpretation.question)
              ? 0.8
              : 0.15
            : 0.05;
  if (isQuarterly(filing.form)) return later === 0 ? 0.3 : later === 1 ? 0.35 : 0.05;
  if (isCurrent(filing.form)) {
    if (filing.fiscalYear !== undefined && filing.fiscalPeriod !== undefined) {
      const closes = filing.fiscalPeriod === 'FY' || filing.fiscalPeriod === 'Q4';
      if (filing.fiscalYear === year) return closes ? 0.85 : interpretation.topics.includes('guidance') ? 0.8 : 0.4;
      return filing.fiscalYear === year - 1 && closes && interpretation.topics.includes('guidance') ? 0.9 : 0.1;
    }
    // Results of a year come out in the weeks after its end; an outlook for it at its start.
    const month = Number(filing.filedAt.slice(5, 7));
    const filed = Number(filing.filedAt.slice(0, 4));
    const outlook = interpretation.topics.includes('guidance');
    if (filed === year + 1 && month <= 4) return isEarnings(filing) ? 0.85 : filing.items.length === 0 ? 0.75 : 0.4;
    if (filed === year) return outlook ? 0.9 : 0.5;
    return 0.05;
  }
  return later === 0 ? 0.6 : 0.2;
}

function coverQuarter(filing: SearchableFiling, label: number, quarter: FiscalPeriodName, period: Period): number {
  const year = period.fiscalYear as number;
  const wanted = quarter === 'H1' ? 'Q2' : quarter === 'M9' ? 'Q3' : quarter;
  if (isQuarterly(filing.form)) {
    if (filing.fiscalPeriod === undefined) return label === year ? 0.6 : 0.1;
    if (filing.fiscalPeriod === wanted) return label === year ? 1 : label === year + 1 ? 0.5 : 0.05;
    return label === year && filing.fiscalPeriod > wanted ? 0.25 : 0.1;
  }
  if (isAnnual(filing.form)) return label === year ? (wanted === 'Q4' ? 1 : 0.4) : label === year - 1 && wanted === 'Q1' ? 0.2 : 0.1;
  if (isCurrent(filing.form)) {
    if (filing.fiscalYear !== undefined && filing.fiscalPeriod !== undefined)
      return filing.fiscalYear === year && sameQuarter(filing.fiscalPeriod, wanted) ? 0.95 : 0.1;
    // The release of a quarter comes about one to two months after its end, by the calendar year as the best guess.
    const end = Date.UTC(year, Number(wanted[1]) * 3, 0);
    const after = (Date.parse(filing.filedAt) - end) / DAY;
    if (after >= 0 && after <= 75) return isEarnings(filing) ? 0.95 : 0.85;
    return after > -60 && after <= 120 ? 0.5 : 0.05;
  }
  return 0.1;
}

const sameQuarter = (period: FiscalPeriodName, wanted: FiscalPeriodName): boolean =>
  period === wanted || (period === 'FY' && wanted === 'Q4') || (period === 'H1' && wanted === 'Q2') || (period === 'M9' && wanted === 'Q3');

function coverDay(filing: SearchableFiling, day: string, { endsOnDate: ends, isMonth }: Period): number {
  const end = filing.periodEnd;
  if (isMonth && isCurrent(filing.form) && (end ?? filing.filedAt).slice(0, 7) === day.slice(0, 7)) return 1;
  const off = end ? Math.abs(days(end, day)) : Number.POSITIVE_INFINITY;
  if (isCurrent(filing.form)) {
    const after = days(day, filing.filedAt);
    if (off <= 1) return 1;
    if (after >= 0 && after <= 10) return 0.9;
    if (after > 10 && after <= 75) return ends ? 0.7 : 0.35;
    return after > -10 && after < 0 ? 0.3 : 0.03;
  }
  if (off <= 4) return 1;
  const year = end ? days(day, end) : days(day, filing.filedAt);
  if (isAnnual(filing.form)) return year > 0 && year <= 380 ? 0.6 : year > 380 && year <= 760 ? 0.3 : 0.05;
  return year > 0 && year <= 100 ? 0.4 : year > 0 && year <= 380 ? 0.25 : 0.05;
}

function coverRelative(filing: SearchableFiling, relative: NonNullable<Period['relative']>, all: readonly SearchableFiling[]): number {
  const fits = relative === 'LATEST_QUARTER' ? isQuarterly : isAnnual;
  if (!fits(filing.form)) return relative === 'LATEST_QUARTER' && isCurrent(filing.form) ? 0.3 : 0.25;
  const newer = all.filter((other) => other.cik === filing.cik && fits(other.form) && other.filedAt > filing.filedAt).length;
  const wanted = relative === 'PREVIOUS' ? 1 : 0;
  return newer === wanted ? 1 : newer < wanted ? 0.7 : 0.4 / (newer - wanted);
}

const isEarnings = (filing: SearchableFiling): boolean => filing.items.some((item) => item === '2.02' || item === '12');
