import { isAccessionNumber } from './accession-number.ts';
import { easternInstant, isoDay } from './eastern-time.ts';
import { itemNumber } from './item-titles.ts';
import type { EdgarHeader } from './types.ts';

type Role = EdgarHeader['filers'][number]['role'];

const ROLES: Record<string, Role> = {
  FILER: 'FILER',
  'FILED FOR': 'FILER',
  ISSUER: 'ISSUER',
  'REPORTING OWNER': 'REPORTING_OWNER',
  'SUBJECT COMPANY': 'SUBJECT',
  'FILED BY': 'FILED_BY',
};
/** The same field in the tagged header (`<PERIOD>20240928`) and in the printed one (`CONFORMED PERIOD OF REPORT:`). */
const ALIASES: Record<string, string> = {
  TYPE: 'CONFORMED SUBMISSION TYPE',
  PERIOD: 'CONFORMED PERIOD OF REPORT',
  ITEMS: 'ITEM INFORMATION',
  'FILING DATE': 'FILED AS OF DATE',
  'CONFORMED NAME': 'COMPANY CONFORMED NAME',
  CIK: 'CENTRAL INDEX KEY',
};

function* fields(text: string): Generator<{ key: string; value: string }> {
  for (const line of text.split(/\r?\n/)) {
    const match = /^\s*<([A-Z][A-Z0-9-]*)>\s*(.*)$/.exec(line) ?? /^\s*([A-Z][A-Z0-9 -]*?):\s*(.*)$/.exec(line);
    if (!match) continue;
    const key = (match[1] as string).replaceAll('-', ' ');
    yield { key: ALIASES[key] ?? key, value: (match[2] as string).trim() };
  }
}

/**
 * Reads a header in either of its spellings: printed (`ACCESSION NUMBER:`, in the whole submission) or tagged (`<ACCESSION-NUMBER>`, on
 * the -index-headers page, already decoded). Null where the text holds none. Stops at the first document.
 */
export function parseSgmlHeader(text: string): EdgarHeader | null {
  const end = text.search(/<\/SEC-HEADER>|^<DOCUMENT>/m);
  const seen = new Map<string, string>();
  const items: string[] = [];
  const filers: { cik?: number; name: string; role: Role; fiscalYearEnd?: string }[] = [];
  for (const { key, value } of fields(end < 0 ? text : text.slice(0, end))) {
    const role = ROLES[key];
    const filer = filers.at(-1);
    if (role && value === '') filers.push({ name: '', role });
    else if (key === 'ITEM INFORMATION') items.push(value);
    else if (filer && key === 'COMPANY CONFORMED NAME') filer.name ||= value;
    else if (filer && key === 'CENTRAL INDEX KEY') filer.cik ??= Number(value) || undefined;
    else if (filer && key === 'FISCAL YEAR END') filer.fiscalYearEnd ??= /^\d{4}$/.test(value) ? value : undefined;
    else if (value !== '' && !seen.has(key)) seen.set(key, value);
  }
  const accessionNumber = seen.get('ACCESSION NUMBER') ?? '';
  const form = seen.get('CONFORMED SUBMISSION TYPE') ?? '';
  if (!isAccessionNumber(accessionNumber) || form === '') return null;
  const filedAt = isoDay(seen.get('FILED AS OF DATE'));
  return {
    accessionNumber,
    form,
    acceptedAt: easternInstant(seen.get('ACCEPTANCE DATETIME') ?? ''),
    filedAt,
    periodOfReport: isoDay(seen.get('CONFORMED PERIOD OF REPORT')),
    items: [...new Set(items.flatMap((item) => itemNumber(item, filedAt) ?? []))],
    filers: filers.flatMap(({ cik, ...filer }) => (cik === undefined ? [] : [{ cik, ...filer }])),
  };
}
