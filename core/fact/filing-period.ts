import type { FiscalPeriodName, ParsedFact, ParsedFiling } from '../filing/document/types.ts';
import { type FiscalCalendar, fiscalCalendar, fiscalPeriodOf, fiscalYearOf } from './fiscal-calendar.ts';
import { type DateInText, dateAfter, latestDateAfter } from './text-date.ts';

export interface FilingPeriodInput {
  /** As EDGAR lists it: 10-K, 10-Q/A, ... */
  form: string;
  /** Period of report, YYYY-MM-DD. */
  reportDate?: string;
  /** MMDD as EDGAR gives it. */
  fiscalYearEnd?: string;
  /** All facts of the filing; only dei ones are looked at. */
  facts: Iterable<ParsedFact>;
  /** Text of the primary document. */
  text: string;
  /** Text of the press release of an 8-K that reports results. */
  releaseText?: string;
}

export interface FilingPeriod {
  periodEnd?: string;
  fiscalYear?: number;
  fiscalPeriod?: FiscalPeriodName;
  calendar: FiscalCalendar | null;
}

/** `readFilingPeriod` of a filing that was read. */
export function periodOfFiling(
  { documents, items }: Pick<ParsedFiling, 'documents' | 'items'>,
  listed: Pick<FilingPeriodInput, 'form' | 'reportDate' | 'fiscalYearEnd'>,
): FilingPeriod {
  const reportsResults = items.includes('2.02');
  return readFilingPeriod({
    ...listed,
    facts: documents.flatMap(({ facts }) => facts),
    text: documents[0]?.text ?? '',
    releaseText: reportsResults ? documents.find(({ type }) => type.startsWith('EX-99'))?.text : undefined,
  });
}

/** How much of a document its cover can take. */
const COVER = 12_000;
const ANNUAL = /^(?:10-K|10-KSB|10-K405|20-F|40-F|11-K|ARS|N-CSR$)/;
const QUARTERLY = /^10-Q/;

/**
 * What a filing says of its own period: from dei facts, checked against the form and the calendar; without them from the words of the
 * cover, then from EDGAR's period of report. The filing date plays no part.
 */
export function readFilingPeriod(input: FilingPeriodInput): FilingPeriod {
  const base = input.form.replace(/\/A$/, '');
  const isAnnual = ANNUAL.test(base);
  const isQuarterly = QUARTERLY.test(base);
  const dei = readDei(input.facts);
  if (!isAnnual && !isQuarterly) return currentReport(input, dei);

  const cover = coverPeriod(input.text.slice(0, COVER), isAnnual);
  const periodEnd = dei.periodEnd ?? cover?.date ?? input.reportDate;
  if (periodEnd === undefined) return { calendar: fiscalCalendar(dei.fiscalYearEnd ?? input.fiscalYearEnd) };
  if (base.endsWith('T')) return transition(periodEnd, input, dei);

  const focus = isAnnual ? 'FY' : quarterFocus(dei.period);
  const yearEnd = dei.fiscalYearEnd ?? input.fiscalYearEnd;
  let calendar = fiscalCalendar(isAnnual ? undefined : yearEnd, { periodEnd, fiscalPeriod: focus });
  let fiscalPeriod = focus;
  if (isQuarterly) {
    const computed = calendar === null ? null : fiscalPeriodOf({ end: periodEnd }, calendar);
    if (computed && computed.fiscalPeriod !== 'FY') fiscalPeriod ??= computed.fiscalPeriod;
    fiscalPeriod ??= quarterByWords(input.text);
    if (!computed || computed.fiscalPeriod === 'FY' || (focus !== undefined && computed.fiscalPeriod !== focus)) {
      calendar = fiscalCalendar(undefined, { periodEnd, fiscalPeriod });
    }
  }
  if (calendar === null) return { periodEnd, fiscalPeriod, fiscalYear: dei.fiscalYear, calendar };
  const named = plausibleYear(dei.fiscalYear ?? yearByWords(input.text, periodEnd, calendar), periodEnd, calendar);
  if (named !== undefined) calendar = { ...calendar, yearOffset: named - fiscalYearOf(periodEnd, { ...calendar, yearOffset: 0 }) };
  return { periodEnd, fiscalYear: fiscalYearOf(periodEnd, calendar), fiscalPeriod, calendar };
}

interface Dei {
  periodEnd?: string;
  fiscalYear?: number;
  period?: string;
  /** --MM-DD */
  fiscalYearEnd?: string;
}

function readDei(facts: Iterable<ParsedFact>): Dei {
  const dei: Dei = {};
  for (const fact of facts) {
    if (fact.isNil || fact.dimensions.length > 0 || !fact.concept.startsWith('dei:')) continue;
    if (fact.concept === 'dei:DocumentPeriodEndDate' && /^\d{4}-\d{2}-\d{2}$/.test(fact.value)) dei.periodEnd ??= fact.value;
    else if (fact.concept === 'dei:DocumentFiscalYearFocus' && /^\d{4}$/.test(fact.value)) dei.fiscalYear ??= Number(fact.value);
    else if (fact.concept === 'dei:DocumentFiscalPeriodFocus') dei.period ??= fact.value;
    else if (fact.concept === 'dei:CurrentFiscalYearEndDate') dei.fiscalYearEnd ??= fact.value;
  }
  return dei;
}

const quarterFocus = (period: string | undefined): FiscalPeriodName | undefined =>
  period === 'Q1' || period === 'Q2' || period === 'Q3' ? period : undefined;

/** Filers mistype the year now and then: more than one away from the calendar's is not believed. */
function plausibleYear(year: number | undefined, periodEnd: string, calendar: FiscalCalendar): number | undefined {
  if (year === undefined) return undefined;
  return Math.abs(year - fiscalYearOf(periodEnd, { ...calendar, yearOffset: 0 })) <= 1 ? year : undefined;
}

const ANNUAL_WORDS =
  /(?:fiscal|financial|calendar)?\s*(?:years?|52 weeks|53 weeks|fifty-(?:two|three) weeks|twelve months)(?:\s*\(?fiscal\)?)?\s*(?:ended|ending)\b/gi;
const QUARTER_WORDS =
  /(?:quarter(?:ly)?(?:\s+period)?|(?:three|six|nine) months|(?:twelve|thirteen|sixteen|twenty-four|twenty-six|twenty-eight|thirty-six|thirty-nine|forty|1[236]|2[468]|3[69]|40)[ -]weeks(?: period)?|period)\s*(?:ended|ending)\b/gi;

const coverPeriod = (cover: string, isAnnual: boolean): DateInText | null => dateAfter(cover, isAnnual ? ANNUAL_WORDS : QUARTER_WORDS);

/**
 * Without dei facts: how the text itself calls the year. `fiscal 2023` said far more often than the year before or after it decides,
 * where the year ends in the first months of a calendar year and filers differ.
 */
function yearByWords(text: string, periodEnd: string, calendar: FiscalCalendar): number | undefined {
  const month = Number(calendar.yearEnd.slice(5, 7));
  if (month > 6) return undefined;
  const year = fiscalYearOf(periodEnd, { ...calendar, yearOffset: 0 });
  const counts = new Map<number, number>();
  for (const match of text.slice(0, 200_000).matchAll(/\bfiscal(?:\s+year)?\s+((?:19|20)\d{2})\b/gi)) {
    counts.set(Number(match[1]), (counts.get(Number(match[1])) ?? 0) + 1);
  }
  const own = counts.get(year) ?? 0;
  const before = counts.get(year - 1) ?? 0;
  const beforeThat = counts.get(year - 2) ?? 0;
  return before > own * 3 && before >= beforeThat && before > 4 ? year - 1 : undefined;
}

/** Third quarters show nine months, second ones six. */
function quarterByWords(text: string): FiscalPeriodName | undefined {
  const head = text.slice(0, 120_000).toLowerCase();
  if (/(?:nine months|thirty-nine weeks|39[ -]weeks|thirty-six weeks|36[ -]weeks|forty weeks|40[ -]weeks) ended/.test(head)) return 'Q3';
  if (/(?:six months|twenty-six weeks|26[ -]weeks|twenty-four weeks|24[ -]weeks|twenty-eight weeks|28[ -]weeks) ended/.test(head))
    return 'Q2';
  return /(?:three months|thirteen weeks|13[ -]weeks|quarter|twelve weeks|12[ -]weeks|sixteen weeks|16[ -]weeks) ended/.test(head)
    ? 'Q1'
    : undefined;
}

function transition(periodEnd: string, input: FilingPeriodInput, dei: Dei): FilingPeriod {
  const cover = input.text.slice(0, COVER);
  const calendar = fiscalCalendar(dei.fiscalYearEnd ?? input.fiscalYearEnd, { periodEnd });
  if (calendar === null) return { periodEnd, calendar };
  const start = dateAfter(cover, /transition\s+period\s+(?:from|beginning)\b/gi)?.date;
  const period = start === undefined ? null : fiscalPeriodOf({ start, end: periodEnd }, calendar);
  return { periodEnd, fiscalYear: dei.fiscalYear ?? fiscalYearOf(periodEnd, calendar), fiscalPeriod: period?.fiscalPeriod, calendar };
}

/** 8-K, 6-K and the rest: the day of the event; results that an 8-K announces also have a fiscal period. */
function currentReport(input: FilingPeriodInput, dei: Dei): FilingPeriod {
  const cover = input.text.slice(0, COVER);
  const event = dateAfter(
    cover,
    /date\s+of\s+(?:earliest\s+event\s+reported|report)[^0-9A-Za-z]{0,3}(?:\(date\s+of\s+earliest\s+event\s+reported\))?/gi,
  )?.date;
  const periodEnd = dei.periodEnd ?? input.reportDate ?? event;
  const calendar = fiscalCalendar(dei.fiscalYearEnd ?? input.fiscalYearEnd);
  const release = input.releaseText?.slice(0, 60_000);
  const quarter = release === undefined ? null : latestDateAfter(release, [QUARTER_WORDS, ANNUAL_WORDS], periodEnd);
  if (quarter === null || calendar === null) return { periodEnd, ...(release !== undefined && quarterInWords(release)), calendar };
  const known = fiscalPeriodOf({ end: quarter }, calendar);
  const fiscalPeriod = known?.fiscalPeriod === 'FY' ? 'Q4' : known?.fiscalPeriod;
  return { periodEnd, fiscalYear: known?.fiscalYear, fiscalPeriod, calendar };
}

const ORDINALS: Readonly<Record<string, FiscalPeriodName>> = {
  first: 'Q1',
  second: 'Q2',
  third: 'Q3',
  fourth: 'Q4',
  '1': 'Q1',
  '2': 'Q2',
  '3': 'Q3',
  '4': 'Q4',
};
const QUARTER_NAME =
  /\b(?:(first|second|third|fourth)[ -](?:fiscal )?quarter|q([1-4]))(?: (?:of|for|and))?(?: (?:full|the|its))?(?:[ -](?:fiscal|year))*[ -](20\d{2})\b|\b(?:fiscal )?(20\d{2}) (?:(first|second|third|fourth)[ -]quarter|q([1-4]))\b/i;

/** `first quarter fiscal year 2023`, `Q2 2024`, `2022 fourth-quarter` */
function quarterInWords(text: string): { fiscalYear?: number; fiscalPeriod?: FiscalPeriodName } {
  const match = QUARTER_NAME.exec(text.slice(0, 8_000).replace(/\s+/g, ' '));
  if (!match) return {};
  const fiscalPeriod = ORDINALS[(match[1] ?? match[2] ?? match[5] ?? match[6] ?? '').toLowerCase()];
  return { fiscalYear: Number(match[3] ?? match[4]), fiscalPeriod };
}
