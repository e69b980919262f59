import { findDates } from './table/dates.ts';
import type { ParsedDocument, ParseInput } from './types.ts';

export interface Cover {
  periodEnd?: string;
  /** MMDD */
  fiscalYearEnd?: string;
}

const periodPhrase =
  /\b(?:fiscal\s+years?|years?|quarterly\s+periods?|quarters?|transition\s+periods?|periods?)\s*(?:\(?53 weeks\)?\s*)?ended:?\s*/i;

/**
 * The last day that a filing reports on and the end of the filer's year, for the periods of its tables: from its dei facts, else from its
 * cover page, else from EDGAR. The filing's own fiscal period is `periodOfFiling`.
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
  return { ...(periodEnd && { periodEnd }), ...(fiscalYearEnd && { fiscalYearEnd }) };
}

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
