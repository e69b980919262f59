import type { Interpretation } from '../../search/types.ts';
import { listed, periodWords } from '../figure/wording.ts';
import { type FigurePeriod, periodName } from '../formula/expression.ts';
import type { AnswerPlan } from '../plan/types.ts';
import type { CoveredFiling } from './coverage.ts';
import type { RefusalDraft, RunInput } from './types.ts';

export interface GateContext {
  input: RunInput;
  interpretation: Interpretation;
  periods: FigurePeriod[];
  filings: CoveredFiling[];
  plan: AnswerPlan;
  /** Tickers of the filter that name no company we have, with EDGAR's name where it knows them. */
  strangers: { ticker: string; name?: string; isUnchecked?: boolean }[];
}

/** Refuses what no search could answer: the wrong subject, a company or period that is not there, a section that the filing lacks. Pure. */
export function gate(context: GateContext): RefusalDraft | undefined {
  return (
    inAnotherLanguage(context) ??
    notAboutFilings(context) ??
    needsMarketPrice(context) ??
    companyAbsent(context) ??
    companyUnnamed(context) ??
    nothingIngested(context) ??
    formAbsent(context) ??
    periodAbsent(context) ??
    sectionAbsent(context)
  );
}

const ENGLISH = wordsOf(
  'the of in what was is are were did does do how much many why who when which for and from to its with by on at has have over between',
);
const FOREIGN = wordsOf(
  'le la les du des un une est était quel quelle quels quelles combien pourquoi comment qui dans pour chiffre affaires sont ont ' +
    'der das den dem ein eine ist wie hoch viel viele warum wer welche welcher welches im von für und umsatz gewinn ' +
    'el los las del cuál cual cuáles cuánto cuánta cuántos fue fueron son por qué en para ingresos ganancias ' +
    'il lo gli della quanto quanti perché qual quali sono ricavi o os da dos das foi foram quantos receita lucro het een wat hoeveel waarom omzet van',
);

/** Questions are read by English words; another language would be half understood. */
function inAnotherLanguage({ interpretation: { question } }: GateContext): RefusalDraft | undefined {
  const letters = question.match(/\p{L}/gu) ?? [];
  const other = letters.filter((letter) => !/\p{Script=Latin}/u.test(letter)).length;
  const words = question.toLowerCase().match(/\p{L}+/gu) ?? [];
  const english = words.filter((word) => ENGLISH.has(word)).length;
  const foreign = words.filter((word) => FOREIGN.has(word)).length;
  if (other <= letters.length * 0.3 && (foreign < 2 || foreign <= english)) return undefined;
  return {
    reason: 'NOT_A_FILING_QUESTION',
    message: 'Questions are understood in English only.',
    missing: [],
    action: 'Ask the same question in English.',
  };
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

/** A figure belongs to a company: where several could be meant, none is guessed. */
function companyUnnamed({ interpretation, plan, filings, input }: GateContext): RefusalDraft | undefined {
  if (plan.kind !== 'FIGURES' || interpretation.companies.length > 0 || input.filter.accessionNumbers?.length) return undefined;
  if (new Set(filings.map(({ cik }) => cik)).size < 2) return undefined;
  return {
    reason: 'NO_EVIDENCE',
    message: 'The question names no company, and filings of several have been ingested.',
    missing: ['a company'],
    action: 'Name the company, or give its ticker.',
  };
}

function notAboutFilings({ interpretation }: GateContext): RefusalDraft | undefined {
  if (interpretation.kind !== 'NOT_A_FILING_QUESTION') return undefined;
  return {
    reason: 'NOT_A_FILING_QUESTION',
    message: 'This is not a question that a filing with the SEC answers.',
    missing: [],
    action: 'Ask about what a company reported: its figures, risks, business or events.',
  };
}

const MARKET_PRICE =
  /\bp\/e\b(?: ratio| multiple)?|\bpe (?:ratio|multiple)\b|\bprice[- ]to[- ](?:earnings|book|sales)\b|\bprice\/(?:earnings|book|sales)\b|\bmarket cap(?:itali[sz]ation)?\b|\benterprise value\b|\bEV\/(?:EBITDA|sales)\b|\bdividend yield\b|\bprice target\b|\b(?:current|today'?s) (?:share|stock) price\b/i;

/** What takes a quotation of the market: filings have none. */
function needsMarketPrice({ interpretation: { question } }: GateContext): RefusalDraft | undefined {
  const found = MARKET_PRICE.exec(question)?.[0];
  if (!found) return undefined;
  return {
    reason: 'NO_EVIDENCE',
    message: `Filings hold no market prices, which "${found}" takes.`,
    missing: ['a market price'],
    action: 'Ask for the reported side of it: earnings per share, book value per share, shares outstanding or the public float.',
  };
}

/** The question needs every company it names. */
export const TWO_SIDED =
  /\b(?:compare[ds]?|comparison|versus|vs\.?|than|both|difference between|relative to|against)\b|\bwhich\b[^?]*\bor\b/i;

function companyAbsent({ interpretation, strangers }: GateContext): RefusalDraft | undefined {
  const { companies, unknownCompanies, notIngestedCompanies, question } = interpretation;
  const needsAll = companies.length === 0 || TWO_SIDED.test(question);
  const known = [
    ...notIngestedCompanies.map(({ ticker, name }) => ({ ticker, name })),
    ...strangers.filter(({ name }) => name !== undefined),
  ];
  if (known.length > 0 && (needsAll || strangers.length > 0))
    return notIngested(known.map(({ ticker, name }) => ({ ticker, name: name ?? ticker })));
  const unknown = [
    ...(needsAll ? unknownCompanies : []),
    ...strangers.filter(({ name }) => name === undefined).map(({ ticker }) => ticker),
  ];
  if (unknown.length === 0) return undefined;
  const isUnchecked = strangers.some((stranger) => stranger.isUnchecked);
  return {
    reason: 'COMPANY_NOT_FOUND',
    message: `No company called ${quoted(unknown)} is known${isUnchecked ? ' here, and EDGAR could not be asked for it' : ''}.`,
    missing: unknown,
    action: isUnchecked
      ? 'Ask again once EDGAR can be reached.'
      : 'Check the name, or give the ticker under which the company files with the SEC.',
  };
}

const notIngested = (companies: { ticker: string; name: string }[]): RefusalDraft => ({
  reason: 'NOT_INGESTED',
  message: `No filings of ${companies.map(({ name }) => name).join(', ')} have been ingested.`,
  missing: companies.map(({ ticker, name }) => `${name} (${ticker})`),
  action: `gravity ingest --tickers ${companies.map(({ ticker }) => ticker).join(',')}`,
});

function nothingIngested({ input, interpretation, filings }: GateContext): RefusalDraft | undefined {
  const absent = (input.filter.accessionNumbers ?? []).filter(
    (accession) => !filings.some(({ accessionNumber }) => accessionNumber === accession),
  );
  if (absent.length > 0 && absent.length === input.filter.accessionNumbers?.length)
    return {
      reason: 'NOT_INGESTED',
      message: `The filing ${absent.join(', ')} has not been ingested${input.filter.asOf ? ' or was not filed by then' : ''}.`,
      missing: absent,
      action: 'Ingest the filing, or leave the filter out.',
    };
  const without = interpretation.companies.filter(({ cik }) => !filings.some((filing) => filing.cik === cik));
  if (without.length === 0 || input.filter.accessionNumbers?.length) return undefined;
  if (input.filter.asOf)
    return {
      reason: 'PERIOD_NOT_FILED',
      message: `${without.map(({ name }) => name).join(', ')} had filed nothing that is ingested by ${input.filter.asOf.slice(0, 10)}.`,
      missing: without.map(({ name }) => name),
      action: 'Choose a later date.',
    };
  return notIngested(without.map(({ ticker, name, cik }) => ({ ticker: ticker ?? String(cik), name })));
}

const PROXY = /\bdef[- ]?14a\b|\bproxy (?:statement|filing|material)/i;

/** Forms by their own names; "the press release" may stand in any report. */
const namedForms = ({ question, forms }: Interpretation): string[] =>
  forms.filter((form) =>
    form === 'DEF 14A' ? PROXY.test(question) : new RegExp(`\\b${form.replace(/[- ]/g, '[- ]?')}s?\\b`, 'i').test(question),
  );
const isOfForm = (form: string, named: readonly string[]): boolean =>
  named.length === 0 || named.some((each) => form === each || (!each.endsWith('/A') && form.startsWith(each)));

/** "The 8-K" of a company of which none was ingested: another report must not answer for it. */
function formAbsent({ interpretation, filings }: GateContext): RefusalDraft | undefined {
  const { companies } = interpretation;
  const named = namedForms(interpretation);
  const [company, ...others] = companies;
  if (named.length === 0 || !company || others.length > 0) return undefined;
  const own = filings.filter(({ cik }) => cik === company.cik);
  if (own.some(({ form }) => isOfForm(form, named))) return undefined;
  return {
    reason: 'NOT_INGESTED',
    message: `No ${listed(named)} of ${company.name} has been ingested.`,
    missing: named,
    action: company.ticker
      ? `gravity ingest --tickers ${company.ticker} --forms ${named.join(',')}`
      : 'Ingest the report, or ask without naming it.',
  };
}

const FORWARD = /\b(?:expect|guidance|outlook|forecast|project|plan|will|due|matur|anticipat|target|future|oblig|upcoming|next)\w*\b/i;

/** A period counts as filed when a filing is of it, or of one of the two years after it, which print it for comparison. */
function periodAbsent({ interpretation, periods, filings, plan }: GateContext): RefusalDraft | undefined {
  const named = namedForms(interpretation);
  for (const company of interpretation.companies.length > 0 ? interpretation.companies : [undefined]) {
    const own = filings.filter(({ cik, form }) => (!company || cik === company.cik) && isOfForm(form, named));
    if (own.length === 0) continue;
    const missing = periods.filter((period) => !isCovered(period, own, interpretation.question, plan.kind === 'FIGURES'));
    if (missing.length === 0 || (missing.length < periods.length && periods.length > 3)) continue;
    const held = [...new Set(own.flatMap(({ form, fiscalYear, fiscalPeriod }) => nameOfReport(form, fiscalYear, fiscalPeriod)))];
    const has =
      held.length > 0
        ? ` The ingested reports are of ${listed(held.slice(0, MOST_NAMED))}${held.length > MOST_NAMED ? ', and older ones' : ''}.`
        : '';
    return {
      reason: 'PERIOD_NOT_FILED',
      message: `No ingested filing${company ? ` of ${company.name}` : ''} covers ${missing.map(periodWords).join(', ')}.${has}`,
      missing: missing.map(periodName),
      action:
        insteadOf(missing, own) ??
        (company?.ticker ? `gravity ingest --tickers ${company.ticker}` : 'Name a period that has been filed, or ingest more filings.'),
    };
  }
  return undefined;
}

const MOST_NAMED = 8;
const nameOfReport = (form: string, fiscalYear: number | null, fiscalPeriod: string | null): string[] =>
  fiscalYear === null || fiscalPeriod === null || /^(?:8-K|6-K)/.test(form)
    ? []
    : [fiscalPeriod === 'FY' ? `fiscal year ${fiscalYear}` : `${fiscalPeriod} ${fiscalYear}`];

/** The quarters of a missing year that a question may be narrowed to. */
function insteadOf(missing: readonly FigurePeriod[], filings: readonly CoveredFiling[]): string | undefined {
  const parts = filings.flatMap(({ fiscalYear, fiscalPeriod, form }) =>
    /^10-Q/.test(form) && fiscalPeriod && missing.some((period) => period.fiscalPeriod === 'FY' && period.fiscalYear === fiscalYear)
      ? [`${fiscalPeriod} ${fiscalYear}`]
      : [],
  );
  return parts.length > 0
    ? `Ask about ${[...new Set(parts)].join(' or ')}, which has been filed, or wait for the annual report.`
    : undefined;
}

/** A quarter's report has no figures of its year; its text may still speak of it. */
function isCovered(period: FigurePeriod, filings: readonly CoveredFiling[], question: string, isFigure: boolean): boolean {
  const annual = period.fiscalPeriod === 'FY';
  const newest = Math.max(...filings.map(yearOf));
  if (period.fiscalYear >= newest && FORWARD.test(question) && period.fiscalYear <= newest + 10) return true;
  return filings.some((filing) => {
    const later = yearOf(filing) - period.fiscalYear;
    if (/^(?:8-K|6-K)/.test(filing.form)) {
      const filed = Number(filing.filedAt.slice(0, 4));
      return filed === period.fiscalYear || filed === period.fiscalYear + 1;
    }
    const isAnnual = /^(?:10-K|20-F|40-F)/.test(filing.form);
    if (annual) return isAnnual ? later >= 0 && later <= 4 : later >= 0 && later <= 1 && !(isFigure && /^10-Q/.test(filing.form));
    if (isAnnual) return period.fiscalPeriod === 'Q4' && later === 0;
    if (!/^10-Q/.test(filing.form)) return later === 0;
    return (later === 0 || later === 1) && (filing.fiscalPeriod === null || PARTS[period.fiscalPeriod]!.includes(filing.fiscalPeriod));
  });
}

/** A year that has no label stands by the day on which it ended, else by the day of filing. */
const yearOf = ({ fiscalYear, periodEnd, filedAt }: CoveredFiling): number => fiscalYear ?? Number((periodEnd ?? filedAt).slice(0, 4));

/** The quarterly reports that hold a part of a year. */
const PARTS: Record<string, string[]> = {
  Q1: ['Q1'],
  Q2: ['Q2', 'H1'],
  Q3: ['Q3', 'M9'],
  H1: ['Q2', 'H1'],
  M9: ['Q3', 'M9'],
  Q4: ['FY'],
  FY: ['FY'],
};

const NAMED_ITEM = /\bitem\s+(\d{1,2}(?:\.\d{2})?[a-c]?)\b/gi;
const NAMED_NOTE = /\bnote\s+(\d{1,2})\b/gi;

/** Keys, without the part, of the sections that a question names. */
export function namedSections(question: string, others: readonly string[] = []): string[] {
  return [
    ...[...question.matchAll(NAMED_ITEM)].map(([, item]) => `item${item!.toLowerCase()}`),
    ...[...question.matchAll(NAMED_NOTE)].map(([, note]) => `note.${note}`),
    ...others.map((key) => key.replace(/^part\d\./, '')),
  ];
}

/** Only a section that the question names outright can be absent. */
function sectionAbsent({ interpretation, periods, filings }: GateContext): RefusalDraft | undefined {
  const { question, forms, companies } = interpretation;
  const [key] = namedSections(question, interpretation.sections);
  if (key === undefined) return undefined;
  const fitting = filings.filter(
    (filing) =>
      (companies.length === 0 || companies.some(({ cik }) => cik === filing.cik)) &&
      (forms.length === 0 ||
        forms.some((form) => (form.endsWith('/A') ? filing.form === form : filing.form.replace(/\/A$/, '') === form))) &&
      (/^item\d+\./.test(key) ? /^8-K/.test(filing.form) : !/^8-K/.test(filing.form)) &&
      (periods.length === 0 || /^item\d+\./.test(key) || periods.some(({ fiscalYear }) => fiscalYear === yearOf(filing))),
  );
  const read = fitting.filter(({ sections }) => sections.length > 0);
  const rows = read.flatMap(({ sections }) => sections.filter((section) => section.key === key || section.key.endsWith(`.${key}`)));
  if (rows.some(({ status }) => status === 'FOUND' || status === 'DOUBTFUL')) return undefined;
  if (fitting.length > 0 && read.length === 0) return undefined;
  const elsewhere = rows.some(({ status }) => status === 'INCORPORATED_BY_REFERENCE');
  const name = key
    .replace(/^item/, 'Item ')
    .replace(/^note\./, 'Note ')
    .toUpperCase()
    .replace('ITEM', 'Item')
    .replace('NOTE', 'Note');
  return {
    reason: 'SECTION_ABSENT',
    message: elsewhere
      ? `${name} only refers to another document that is not part of the filing.`
      : `None of the filings asked about has ${name}.`,
    missing: [name],
    action: elsewhere
      ? 'Ingest the document it refers to, usually the proxy statement.'
      : 'Ask without the section, or about a filing that has it.',
  };
}

const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
