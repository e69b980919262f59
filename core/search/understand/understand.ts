import type { EdgarTicker } from '../../edgar/types.ts';
import type { Interpretation, SearchFilterInput } from '../types.ts';
import { CompanyIndex, type CompanyMatch } from './company-index.ts';
import { findForms, findSections } from './forms.ts';
import { withoutInstructions } from './instructions.ts';
import { blank, readLexical } from './lexical.ts';
import { findNamesakes, type Namesake } from './namesakes.ts';
import { distinctPeriods, findPeriods, findSpans } from './periods.ts';
import { queryTerms } from './query-terms.ts';
import { questionKind } from './question-kind.ts';
import { findUnknownNames, type UnknownName } from './unknown-names.ts';

/** Part of the key of kept results: raised whenever the same question may be read otherwise than before. */
export const UNDERSTANDING_VERSION = 4;

export interface UnderstandDeps {
  /** Companies of which we hold filings. */
  companies(): Promise<CompanyIndex>;
  /** EDGAR's ticker map, to tell "known but not ingested" from "unknown". A failure of it is no failure of the question: give an empty list. */
  edgarTickers(): Promise<CompanyIndex>;
}

/**
 * Reads a question without a model. Filter arguments override what the words say: with `tickers` the companies are those, with
 * `fiscalYears` or `fiscalPeriods` the periods, with `forms` the forms.
 */
export async function understand(question: string, filter: SearchFilterInput, deps: UnderstandDeps): Promise<Interpretation> {
  const index = await deps.companies();
  const filtered = filter.tickers?.length ? byTickers(index, filter.tickers) : undefined;
  const known = index.mentions(question, { expected: new Set(filtered?.map(({ cik }) => cik)) });
  const namesakes = await findNamesakes(question, known, deps.edgarTickers);
  const mentions = known.filter((mention) => !namesakes.some((other) => other.mention === mention));
  const matched = distinctCompanies(mentions);
  const periodSpans = findPeriods(question);
  const periods = distinctPeriods(periodSpans);
  const lexical = readLexical(blank(question, mentions));
  const others = namesakes.map(({ name }) => name);
  const unknown = [...others, ...findUnknownNames(question, [...mentions, ...others], periodSpans)];
  const { notIngested, unknownCompanies } = await sortUnknown(question, unknown, mentions, namesakes, deps);
  const companies = filtered ?? matched.map(({ company, matchedText }) => asCompany(company, matchedText));
  const forms = filter.forms?.length ? [...filter.forms] : findForms(question);
  const asked = withoutInstructions(question);
  const kind = questionKind(asked, {
    lexical,
    hasCompany: companies.length > 0 || unknownCompanies.length > 0 || notIngested.length > 0,
    hasPeriod: periods.length > 0,
    hasForm: forms.length > 0,
  });
  const named = new Map(lexical.concepts.map(({ term, matchedText }) => [term.concept, { concept: term.concept, matchedText }]));
  return {
    question,
    companies,
    unknownCompanies,
    notIngestedCompanies: notIngested,
    periods: periodsOf(filter) ?? periods.map(({ start: _start, end: _end, ...period }) => period),
    forms,
    statements: lexical.statements,
    sections: findSections(question),
    concepts: [...named.values()],
    ratios: lexical.ratios.map(({ ratio, matchedText }) => ({ ratio: ratio.ratio, operands: [...ratio.operands], matchedText })),
    topics: lexical.topics.map(({ topic }) => topic),
    kind,
    terms: queryTerms(
      withoutInstructions(
        blank(question, [...mentions, ...periodSpans, ...findSpans(question), ...unknown.filter(({ isUncertain }) => !isUncertain)]),
      ),
    ),
    relaxations: [],
  };
}

function distinctCompanies(mentions: readonly CompanyMatch[]): CompanyMatch[] {
  const seen = new Set<number>();
  return mentions.filter(({ company }) => (seen.has(company.cik) ? false : seen.add(company.cik)));
}

const asCompany = (company: CompanyMatch['company'], matchedText: string) => ({
  cik: company.cik,
  name: company.name,
  matchedText,
  ...(company.tickers[0] ? { ticker: company.tickers[0] } : {}),
});

function byTickers(index: CompanyIndex, tickers: readonly string[]): Interpretation['companies'] {
  return tickers.flatMap((ticker) => {
    const company = index.byTicker(ticker);
    return company ? [{ ...asCompany(company, ticker), ticker: ticker.toUpperCase() }] : [];
  });
}

function periodsOf(filter: SearchFilterInput): Interpretation['periods'] | undefined {
  const years: (number | undefined)[] = filter.fiscalYears?.length ? filter.fiscalYears : [undefined];
  const names: (Interpretation['periods'][number]['fiscalPeriod'] | undefined)[] = filter.fiscalPeriods?.length
    ? filter.fiscalPeriods
    : [undefined];
  if (!filter.fiscalYears?.length && !filter.fiscalPeriods?.length) return undefined;
  return years.flatMap((fiscalYear) =>
    names.map((fiscalPeriod) => ({
      ...(fiscalYear === undefined ? {} : { fiscalYear }),
      ...(fiscalPeriod === undefined ? {} : { fiscalPeriod }),
      matchedText: [fiscalPeriod, fiscalYear].filter((part) => part !== undefined).join(' '),
    })),
  );
}

async function sortUnknown(
  question: string,
  unknown: readonly UnknownName[],
  matched: readonly CompanyMatch[],
  namesakes: readonly Namesake[],
  deps: UnderstandDeps,
): Promise<{ notIngested: Interpretation['notIngestedCompanies']; unknownCompanies: string[] }> {
  if (unknown.length === 0 && matched.length > 0) return { notIngested: [], unknownCompanies: [] };
  const edgar = await deps.edgarTickers();
  const held = new Set([...matched, ...namesakes.map(({ mention }) => mention)].map(({ company }) => company.cik));
  const inMap = edgar.find(question, { typos: false }).filter(({ company, start, end }) => {
    if (held.has(company.cik) || matched.some((m) => m.start < end && start < m.end)) return false;
    return matched.length === 0 || unknown.some((name) => name.start < end && start < name.end);
  });
  return {
    notIngested: inMap.map(({ company, matchedText }) => ({
      cik: company.cik,
      ticker: company.tickers[0] ?? '',
      name: company.name,
      matchedText,
    })),
    unknownCompanies: unknown
      .filter((name) => !name.isUncertain && !inMap.some((m) => m.start < name.end && name.start < m.end))
      .map(({ text }) => text),
  };
}

/** EDGAR's ticker map as an index of names; the map has one row a ticker. */
export function indexOfTickers(tickers: readonly EdgarTicker[]): CompanyIndex {
  const byCik = new Map<number, { cik: number; name: string; tickers: string[]; formerNames: string[] }>();
  for (const { cik, ticker, name } of tickers) {
    const known = byCik.get(cik);
    if (known) known.tickers.push(ticker);
    else byCik.set(cik, { cik, name, tickers: [ticker], formerNames: [] });
  }
  return new CompanyIndex([...byCik.values()]);
}
