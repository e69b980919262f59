import { wantsForm } from '../edgar/form.ts';
import type { EdgarClient, EdgarCompany, EdgarFeedEntry, EdgarFilingRow, EdgarIndexRow, EdgarSubmission } from '../edgar/types.ts';
import { NotFoundError } from '../errors.ts';

export interface ScriptedFiling {
  row: EdgarFilingRow;
  submission: EdgarSubmission;
}

/** An EDGAR in memory whose filings and faults a test writes. It keeps no pace and no breaker. */
export interface ScriptedEdgar extends EdgarClient {
  readonly companies: Map<number, EdgarCompany>;
  readonly filings: ScriptedFiling[];
  feed: EdgarFeedEntry[];
  readonly indexes: Map<string, EdgarIndexRow[]>;
  /** Accession numbers in order of their `submission` calls. */
  readonly fetched: string[];
  /** Throws in a call when it gives an error. */
  fault: (call: 'tickers' | 'submissions' | 'latestFilings' | 'dailyIndex' | 'submission', key: string) => Error | undefined;
}

export function scriptedEdgar(): ScriptedEdgar {
  const companies = new Map<number, EdgarCompany>();
  const filings: ScriptedFiling[] = [];
  const indexes = new Map<string, EdgarIndexRow[]>();
  const fetched: string[] = [];
  const check = (call: Parameters<ScriptedEdgar['fault']>[0], key: string) => {
    const error = edgar.fault(call, key);
    if (error) throw error;
  };
  const edgar: ScriptedEdgar = {
    companies,
    filings,
    feed: [],
    indexes,
    fetched,
    fault: () => undefined,
    tickers: async () => {
      check('tickers', '');
      return [...companies.values()].flatMap(({ cik, name, tickers }) => tickers.map(({ ticker }) => ({ cik, name, ticker })));
    },
    submissions: async (cik, { limit = Number.POSITIVE_INFINITY, forms, filedFrom } = {}) => {
      check('submissions', String(cik));
      const company = companies.get(cik);
      if (!company) throw new NotFoundError(`EDGAR knows no filer with CIK ${cik}.`, { cik });
      const rows = filings
        .map(({ row }) => row)
        .filter((row) => row.cik === cik && wantsForm(row.form, forms) && (filedFrom === undefined || row.filedAt >= filedFrom))
        .sort((a, b) =>
          a.filedAt === b.filedAt ? b.accessionNumber.localeCompare(a.accessionNumber) : b.filedAt.localeCompare(a.filedAt),
        );
      return { company, filings: rows.slice(0, limit) };
    },
    latestFilings: async () => {
      check('latestFilings', '');
      return edgar.feed;
    },
    dailyIndex: async (day) => {
      check('dailyIndex', day);
      return indexes.get(day) ?? null;
    },
    submission: async (_, accessionNumber) => {
      fetched.push(accessionNumber);
      check('submission', accessionNumber);
      const filing = filings.find(({ row }) => row.accessionNumber === accessionNumber);
      if (!filing) throw new NotFoundError(`EDGAR has no filing ${accessionNumber}.`, { accessionNumber });
      return filing.submission;
    },
  };
  return edgar;
}

/** Adds a company of fiction and, each a day after the last, so many filings of it. */
export function addCompany(edgar: ScriptedEdgar, cik: number, ticker: string, count = 0): EdgarFilingRow[] {
  edgar.companies.set(cik, {
    cik,
    name: `Juniper Basin Tools ${ticker}`,
    tickers: [{ ticker, exchange: 'Nasdaq' }],
    fiscalYearEnd: '1231',
    formerNames: [],
  });
  return Array.from({ length: count }, (_, index) => addFiling(edgar, cik, index + 1));
}

export function addFiling(
  edgar: ScriptedEdgar,
  cik: number,
  sequence: number,
  given: Partial<EdgarFilingRow> & { body?: string } = {},
): EdgarFilingRow {
  const { body, ...fields } = given;
  const row: EdgarFilingRow = {
    accessionNumber: `${String(cik).padStart(10, '0')}-24-${String(sequence).padStart(6, '0')}`,
    cik,
    form: '10-Q',
    filedAt: new Date(Date.UTC(2024, 0, sequence)).toISOString().slice(0, 10),
    reportDate: '2023-12-31',
    items: [],
    primaryDocument: `report-${sequence}.htm`,
    isInlineXbrl: false,
    ...fields,
  };
  const text = body ?? `<html><body><p>Quarter ${sequence} of ${cik}: orders rose.</p></body></html>`;
  edgar.filings.push({
    row,
    submission: {
      header: {
        accessionNumber: row.accessionNumber,
        form: row.form,
        acceptedAt: new Date(`${row.filedAt}T21:05:00Z`),
        filedAt: row.filedAt,
        periodOfReport: row.reportDate,
        items: [],
        filers: [{ cik, name: `Juniper Basin Tools ${cik}`, role: 'FILER' }],
      },
      documents: [{ name: row.primaryDocument ?? 'report.htm', sequence: 1, type: row.form, bytes: Buffer.from(text) }],
    },
  });
  return row;
}
