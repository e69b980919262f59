import { findDates } from './table/dates.ts';
import type { FiscalPeriodName, ParsedDocument, ParseInput } from './types.ts';

export interface Cover {
  periodEnd?: string;
  fiscalYear?: number;
  fiscalPeriod?: FiscalPeriodName;
  /** MMDD */
  fiscalYearEnd?: string;
}

const periodPhrase =
  /\b(?:fiscal\s+years?|years?|quarterly\s+periods?|quarters?|transition\s+periods?|periods?)\s*(?:\(?53 weeks\)?\s*)?ended:?\s*/i;

/**
 * The period that a filing reports on: from its dei facts, else from its cover page, else from EDGAR. The filing date says nothing of it.
 */
export function readCover(input: Pick<ParseInput, 'form' | 'reportDate' | 'fiscalYearEnd'>, documents: readonly ParsedDocument[]): Cover {
  const dei = new Map<string, string>();
  for (const document of documents) {
    for (const fact of document.facts)
      if (fact.concept.startsWith('dei:') && fact.dimensions.length === 0 && !dei.has(fact.concept)) dei.set(fact.concept, fact.value);
  }
  const isPeriodic = /^(?:10-?[KQ]|20-F|40-F)/i.test(input.form);
  const head = documents[0]?.text.slice(0, 12_000) ?? '';
  const stated = isPeriodic ? statedEnd(head) : undefined;
  const periodEnd = date(dei.get('dei:DocumentPeriodEndDate')) ?? stated ?? input.reportDate;
  const fiscalYearEnd =
    monthDay(dei.get('dei:CurrentFiscalYearEndDate')) ??
    (input.fiscalYearEnd || undefined) ??
    (/^(?:10-?K|20-F|40-F)/i.test(input.form) ? periodEnd?.slice(5).replace('-', '') : undefined);
  const cover: Cover = { ...(periodEnd && { periodEnd }), ...(fiscalYearEnd && { fiscalYearEnd }) };
  if (!isPeriodic || !periodEnd) return cover;
  const focus = Number(dei.get('dei:DocumentFiscalYearFocus'));
  const period = dei.get('dei:DocumentFiscalPeriodFocus')?.toUpperCase();
  cover.fiscalPeriod = isPeriodName(period) ? period : periodOf(input.form, periodEnd, fiscalYearEnd);
  cover.fiscalYear = focus > 1990 && focus < 2200 ? focus : yearOf(periodEnd, fiscalYearEnd);
  return cover;
}

const isPeriodName = (name: string | undefined): name is FiscalPeriodName => name !== undefined && /^(?:FY|Q[1-4]|H1|M9)$/.test(name);

const date = (value: string | undefined): string | undefined => (value && /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined);

/** `--12-31` as `1231`. */
const monthDay = (value: string | undefined): string | undefined =>
  /^--(\d\d)-(\d\d)$/
    .exec(value ?? '')
    ?.slice(1)
    .join('');

function statedEnd(head: string): string | undefined {
  const flat = head.replace(/\s+/g, ' ');
  for (let at = 0, found = periodPhrase.exec(flat); found && at < 5; at++) {
    const from = found.index + found[0].length;
    const dates = findDates(flat.slice(from, from + 60));
    if (dates[0]) return dates[0];
    const rest = flat.slice(from);
    const next = periodPhrase.exec(rest);
    if (!next) return undefined;
    found = Object.assign(next, { index: next.index + from });
  }
  return undefined;
}

/** The fiscal year that a day falls in, named by the year in which it ends; one that ends in the first days of January is the old year's. */
function yearOf(periodEnd: string, fiscalYearEnd: string | undefined): number {
  const year = Number(periodEnd.slice(0, 4));
  if (periodEnd.slice(5, 7) === '01' && Number(periodEnd.slice(8)) <= 7 && (!fiscalYearEnd || /^(?:01|12)/.test(fiscalYearEnd)))
    return year - 1;
  if (!fiscalYearEnd) return year;
  const slack = 10;
  const day = Date.parse(`${periodEnd}T00:00:00Z`);
  const end = Date.parse(`${year}-${fiscalYearEnd.slice(0, 2)}-${fiscalYearEnd.slice(2)}T00:00:00Z`);
  return Number.isNaN(end) || day <= end + slack * 86_400_000 ? year : year + 1;
}

function periodOf(form: string, periodEnd: string, fiscalYearEnd: string | undefined): FiscalPeriodName | undefined {
  if (!/^10-?Q/i.test(form)) return 'FY';
  if (!fiscalYearEnd) return undefined;
  const months =
    (Number(periodEnd.slice(5, 7)) * 30.4 +
      Number(periodEnd.slice(8)) -
      (Number(fiscalYearEnd.slice(0, 2)) * 30.4 + Number(fiscalYearEnd.slice(2)))) /
    30.4;
  const quarter = Math.round((((months % 12) + 12) % 12) / 3);
  return quarter >= 1 && quarter <= 3 ? (`Q${quarter}` as FiscalPeriodName) : 'Q4';
}
