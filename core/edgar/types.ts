/**
 * What Gravity asks of EDGAR. One implementation talks to the SEC (core/edgar/edgar-client.ts); everything else sees this.
 * Every call waits for a slot in the budget that all processes share, and passes the breaker.
 * Every call @throws {TransportError} EDGAR_UNAVAILABLE (throttle, 5xx, network; `retryAfterMs` when told), FETCH_TIMEOUT;
 * {ParsingError} DOCUMENT_UNREADABLE on an answer of the wrong shape.
 */
export interface EdgarClient {
  /** The ticker map: about 10,400 rows; one CIK may have several tickers. Kept in memory for an hour. */
  tickers(signal?: AbortSignal): Promise<EdgarTicker[]>;
  /** A filer and its filings, newest first, over `recent` and older pages until `limit` or the end. @throws {NotFoundError} unknown CIK */
  submissions(cik: number, options?: SubmissionsOptions): Promise<EdgarSubmissions>;
  /** Newest submissions over all filers, from the Atom feed, one row an accession number. An early hint, never a proof. */
  latestFilings(options?: { form?: string; maxPages?: number; signal?: AbortSignal }): Promise<EdgarFeedEntry[]>;
  /** The daily master index: the proof of completeness. Null where EDGAR has none for that day (weekend, holiday, not yet written). */
  dailyIndex(day: string, signal?: AbortSignal): Promise<EdgarIndexRow[] | null>;
  /**
   * Header and documents of one submission: what the header lists, the primary document and every text exhibit with its bytes,
   * others (images, archives, R files) named only.
   * @throws {NotFoundError} absent; {ParsingError} DOCUMENT_TOO_LARGE, DOCUMENT_EMPTY; {TransportError} DOCUMENT_TRUNCATED (may pass)
   */
  submission(cik: number, accessionNumber: string, options?: { primaryDocument?: string; signal?: AbortSignal }): Promise<EdgarSubmission>;
}

export interface EdgarTicker {
  cik: number;
  ticker: string;
  name: string;
}

export interface SubmissionsOptions {
  limit?: number;
  /** Base forms; `10-K` also brings `10-K/A`. */
  forms?: readonly string[];
  /** YYYY-MM-DD, inclusive: older pages are read only as far back as needed. */
  filedFrom?: string;
  signal?: AbortSignal;
}

export interface EdgarCompany {
  cik: number;
  name: string;
  tickers: { ticker: string; exchange?: string }[];
  sic?: string;
  sicDescription?: string;
  category?: string;
  /** MMDD */
  fiscalYearEnd?: string;
  stateOfIncorporation?: string;
  formerNames: { name: string; from?: string; to?: string }[];
}

export interface EdgarFilingRow {
  accessionNumber: string;
  cik: number;
  form: string;
  /** YYYY-MM-DD */
  filedAt: string;
  reportDate?: string;
  /** As the submissions JSON has it; ends in Z without being reliably UTC. */
  acceptedAtApproximate?: Date;
  items: string[];
  primaryDocument?: string;
  sizeBytes?: number;
  isInlineXbrl: boolean;
}

export interface EdgarSubmissions {
  company: EdgarCompany;
  filings: EdgarFilingRow[];
}

export interface EdgarFeedEntry {
  accessionNumber: string;
  form: string;
  /** Every filer of the accession number that the feed names. */
  ciks: number[];
  updatedAt: Date;
}

export interface EdgarIndexRow {
  cik: number;
  name: string;
  form: string;
  /** YYYY-MM-DD */
  filedAt: string;
  accessionNumber: string;
}

export interface EdgarSubmission {
  header: EdgarHeader | null;
  documents: EdgarDocument[];
}

/** The SGML header: the truth about acceptance time, form, filers and document types. */
export interface EdgarHeader {
  accessionNumber: string;
  form: string;
  /** The instant: the header's Eastern wall clock, with daylight saving. */
  acceptedAt?: Date;
  /** YYYY-MM-DD */
  filedAt?: string;
  periodOfReport?: string;
  items: string[];
  filers: { cik: number; name: string; role: 'FILER' | 'ISSUER' | 'REPORTING_OWNER' | 'SUBJECT' | 'FILED_BY'; fiscalYearEnd?: string }[];
}

export interface EdgarDocument {
  name: string;
  sequence: number;
  /** 10-K, EX-99.1, GRAPHIC, XML, ... */
  type: string;
  description?: string;
  /** Absent where it is named only. */
  bytes?: Uint8Array;
}
