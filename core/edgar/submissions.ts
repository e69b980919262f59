import { z } from 'zod';
import { ParsingError } from '../errors.ts';
import { isAccessionNumber } from './accession-number.ts';
import { parseCik } from './cik.ts';
import { isoDay } from './eastern-time.ts';
import type { FetchedBytes } from './fetch-bytes.ts';
import { parseJson } from './json.ts';
import type { EdgarCompany, EdgarFilingRow } from './types.ts';

const text = z.string().nullish();
const flag = z.union([z.number(), z.boolean(), z.string()]).nullish();
/** Parallel arrays, newest first; columns that we do not know may come and go. */
const columnsSchema = z
  .looseObject({
    accessionNumber: z.array(z.string()),
    filingDate: z.array(z.string()),
    form: z.array(z.string()),
    reportDate: z.array(text).optional(),
    acceptanceDateTime: z.array(text).optional(),
    items: z.array(text).optional(),
    size: z.array(z.coerce.number().nullish().catch(null)).optional(),
    isInlineXBRL: z.array(flag).optional(),
    primaryDocument: z.array(text).optional(),
  })
  .superRefine((columns, context) => {
    const rows = columns.accessionNumber.length;
    for (const [name, column] of Object.entries(columns))
      if (Array.isArray(column) && column.length !== rows)
        context.addIssue({ code: 'custom', message: `has ${column.length} rows where accessionNumber has ${rows}`, path: [name] });
  });
type Columns = z.infer<typeof columnsSchema>;

const submissionsSchema = z.looseObject({
  cik: z.union([z.string(), z.number()]),
  name: z.string(),
  tickers: z.array(text).nullish(),
  exchanges: z.array(text).nullish(),
  sic: text,
  sicDescription: text,
  category: text,
  fiscalYearEnd: text,
  stateOfIncorporation: text,
  formerNames: z.array(z.looseObject({ name: z.string(), from: text, to: text })).nullish(),
  filings: z.looseObject({
    recent: columnsSchema,
    files: z.array(z.looseObject({ name: z.string(), filingFrom: text, filingTo: text })).nullish(),
  }),
});

export interface OlderPage {
  name: string;
  filingTo?: string;
}

/** `CIK##########.json`: the filer, its recent filings, and the pages that hold older ones, newest first. */
export function parseSubmissions(answer: FetchedBytes): { company: EdgarCompany; filings: EdgarFilingRow[]; older: OlderPage[] } {
  const parsed = parseJson(answer, submissionsSchema, 'list of submissions');
  const cik = parseCik(parsed.cik);
  const company: EdgarCompany = {
    cik,
    name: parsed.name,
    tickers: (parsed.tickers ?? []).flatMap((ticker, i) =>
      ticker ? [{ ticker: ticker.toUpperCase(), exchange: parsed.exchanges?.[i] || undefined }] : [],
    ),
    sic: parsed.sic || undefined,
    sicDescription: parsed.sicDescription || undefined,
    category: parsed.category || undefined,
    fiscalYearEnd: parsed.fiscalYearEnd || undefined,
    stateOfIncorporation: parsed.stateOfIncorporation || undefined,
    formerNames: (parsed.formerNames ?? []).map(({ name, from, to }) => ({ name, from: isoDay(from ?? ''), to: isoDay(to ?? '') })),
  };
  const older = (parsed.filings.files ?? []).map(({ name, filingTo }) => ({
    name: checkedPageName(name, cik),
    filingTo: filingTo || undefined,
  }));
  older.sort((a, b) => (b.filingTo ?? '').localeCompare(a.filingTo ?? ''));
  return { company, filings: rows(parsed.filings.recent, cik), older };
}

/** An older page: the columns stand at the top level. */
export const parseOlderPage = (answer: FetchedBytes, cik: number): EdgarFilingRow[] =>
  rows(parseJson(answer, columnsSchema, 'page of older submissions'), cik);

function checkedPageName(name: string, cik: number): string {
  const match = /^CIK(\d{10})-submissions-\d{1,6}\.json$/.exec(name);
  if (!match || Number(match[1]) !== cik)
    throw new ParsingError('DOCUMENT_UNREADABLE', 'A page of older submissions has an unexpected name.', { name: name.slice(0, 100) });
  return name;
}

function rows(columns: Columns, cik: number): EdgarFilingRow[] {
  return columns.accessionNumber.map((accessionNumber, i) => {
    const filedAt = isoDay(columns.filingDate[i]);
    if (!isAccessionNumber(accessionNumber) || filedAt === undefined)
      throw new ParsingError('DOCUMENT_UNREADABLE', 'A row of the submissions has no accession number or filing date.', { cik, row: i });
    const accepted = new Date(columns.acceptanceDateTime?.[i] || Number.NaN);
    return {
      accessionNumber,
      cik,
      form: columns.form[i] ?? '',
      filedAt,
      reportDate: isoDay(columns.reportDate?.[i] ?? ''),
      acceptedAtApproximate: Number.isNaN(accepted.getTime()) ? undefined : accepted,
      items: (columns.items?.[i] ?? '')
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
      primaryDocument: rawDocument(columns.primaryDocument?.[i] ?? ''),
      sizeBytes: columns.size?.[i] ?? undefined,
      isInlineXbrl: Number(columns.isInlineXBRL?.[i] ?? 0) === 1,
    };
  });
}

/** `xslF345X05/form4.xml` is EDGAR's rendering of `form4.xml`. */
export const rawDocument = (path: string): string | undefined => path.replace(/^xsl[^/]+\//, '') || undefined;
