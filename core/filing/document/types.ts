import type { Holdings } from './ownership/types.ts';

/**
 * What reading one document yields. All offsets count UTF-16 code units of `ParsedDocument.text`; `text.slice(charStart, charEnd)`
 * is always the quoted text. The same bytes and the same `PARSER_VERSION` give the same result, to the byte.
 */
export interface Span {
  charStart: number;
  charEnd: number;
}

export type FiscalPeriodName = 'FY' | 'Q1' | 'Q2' | 'Q3' | 'Q4' | 'H1' | 'M9';
export type SectionStatusName = 'FOUND' | 'DOUBTFUL' | 'MISSING' | 'INCORPORATED_BY_REFERENCE';
export type StatementKind = 'BALANCE_SHEET' | 'INCOME' | 'CASH_FLOW' | 'EQUITY' | 'COMPREHENSIVE_INCOME';

/** What the folder and the SGML header say of a document before it is read. */
export interface DocumentSource {
  name: string;
  /** SGML type: 10-K, EX-99.1, ... */
  type: string;
  sequence: number;
  description?: string;
}

export interface ParsedDocument {
  name: string;
  type: string;
  /** Normalised text: blocks parted by newlines, cells of a row by ` | `, no hidden or invisible characters. */
  text: string;
  /** Allow-listed HTML for the reader; every block and fact carries an `id` that anchors below name. */
  html: string;
  blocks: Block[];
  tables: ParsedTable[];
  /** Sections of this document, in text order, without overlaps; missing ones have an empty span. */
  sections: ParsedSection[];
  /** Facts in document order, hidden ones included. */
  facts: ParsedFact[];
  /** Elements that were not read as facts, each with the reason. read + skipped = elements in the bytes. */
  skippedFacts: { element: string; name: string; reason: string }[];
  dropped: { hiddenCharacters: number; zeroWidth: number; tagCharacters: number };
}

export interface Block extends Span {
  kind: 'HEADING' | 'PARAGRAPH' | 'LIST_ITEM' | 'TABLE' | 'PREFORMATTED' | 'PAGE_BREAK';
  anchor: string;
  /** 0 to 1: how much it looks like a heading (bold, capitals, centred, size). */
  emphasis: number;
}

export interface TableCell extends Span {
  row: number;
  column: number;
  rowSpan: number;
  columnSpan: number;
  text: string;
  isHeader: boolean;
  /** Exact decimal in base units (scale applied, parentheses negative); absent where the cell is no number. */
  value?: string;
  unit?: string;
  scale?: number;
  /** YYYY-MM-DD */
  periodStart?: string;
  periodEnd?: string;
  rowLabel?: string;
  columnLabel?: string;
}

export interface ParsedTable extends Span {
  ordinal: number;
  title?: string;
  statement?: StatementKind;
  unit?: string;
  scale?: number;
  rows: number;
  columns: number;
  cells: TableCell[];
  anchor: string;
}

export interface ParsedSection extends Span {
  /** part1.item1a, item2.02, note.3 */
  key: string;
  title: string;
  status: SectionStatusName;
  /** 0 to 1 */
  confidence: number;
  reason?: string;
  anchor?: string;
  /** Notes and other parts of a section nest under its key. */
  parentKey?: string;
}

export interface ParsedFact {
  /** us-gaap:Revenues */
  concept: string;
  label?: string;
  /** Numeric: exact decimal string in base units. Otherwise the text, continuations joined. */
  value: string;
  isNumeric: boolean;
  isNil: boolean;
  /** USD, shares, USD/shares, pure */
  unit?: string;
  /** YYYY-MM-DD; absent on instants. */
  periodStart?: string;
  periodEnd: string;
  dimensions: { axis: string; member: string }[];
  /** Absent stands for INF. */
  decimals?: number;
  scale?: number;
  /** Absent on hidden facts. */
  span?: Span;
  anchor?: string;
  isHidden: boolean;
  contextRef: string;
}

export type SourceBytes = DocumentSource & { bytes: Uint8Array };

/** One filing as it is handed to the reader: every textual document of its folder, or the full `.txt` submission alone. */
export interface ParseInput {
  accessionNumber: string;
  /** As EDGAR lists it: 10-K, 10-Q/A, 8-K, ... */
  form: string;
  /** Period of report, YYYY-MM-DD, when EDGAR gives one. */
  reportDate?: string;
  /** MMDD as EDGAR gives it, "0926". */
  fiscalYearEnd?: string;
  /** YYYY-MM-DD */
  filedAt?: string;
  /** The primary document first; a full submission is taken apart into its documents. */
  documents: SourceBytes[];
}

/** What a filing as a whole says, over all its documents. */
export interface ParsedFiling {
  documents: ParsedDocument[];
  form: string;
  periodEnd?: string;
  items: string[];
}

/** A filing with the XML beside its pages. */
export interface ReadFiling extends ParsedFiling {
  /** Null for forms other than 3, 4, 5 and 13F. */
  holdings: Holdings | null;
  /** Standard labels in English by concept, from the label linkbases. */
  labels: ReadonlyMap<string, string>;
}
