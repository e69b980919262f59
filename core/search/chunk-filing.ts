import { createHash } from 'node:crypto';
import type { FiscalPeriodName, Span, StatementKind } from '../filing/document/types.ts';
import { chunkContext } from './chunk-context.ts';
import { figureCount, statementKind } from './statement-kind.ts';

/** Rises when the same document would be cut otherwise. */
export const CHUNKER_VERSION = 1;

/** What a chunk's context line says of the filing. */
export interface ChunkSubject {
  companyName: string;
  ticker?: string;
  form: string;
  fiscalYear?: number;
  fiscalPeriod?: FiscalPeriodName;
  /** YYYY-MM-DD */
  periodEnd?: string;
  filedAt?: string;
}

export interface ChunkTable extends Span {
  title?: string;
  statement?: StatementKind;
  unit?: string;
  scale?: number;
}

export interface ChunkSection extends Span {
  key: string;
  title: string;
}

/** A document as the chunker sees it; every offset counts UTF-16 units of `text`. */
export interface ChunkSource {
  name: string;
  type: string;
  text: string;
  /** In text order. Sections of one document do not overlap. */
  sections: readonly ChunkSection[];
  tables: readonly ChunkTable[];
  /** Offsets at which a printed page ends. */
  pageBreaks: readonly number[];
  /** Lines that look like headings. */
  headings: readonly Span[];
}

export interface ChunkDraft {
  /** Over the whole filing, from 0. */
  ordinal: number;
  documentName: string;
  kind: 'TEXT' | 'TABLE';
  statement?: StatementKind;
  sectionKey?: string;
  /** Place of the section in its document's list. */
  sectionIndex?: number;
  /** Printed page within the document, from 0; chunks of one page stand together. */
  page: number;
  context: string;
  text: string;
  charStart: number;
  charEnd: number;
  contentHash: string;
}

const MOST = 1500;
const LEAST = 260;
/** A chunk this long ends before a heading or a table. */
const FULL = 800;

/**
 * Cuts the documents of a filing into chunks of about 800 to 1,500 characters. A chunk never crosses a page break or a section; a table that
 * fits stays whole; a larger one is cut between rows, its title, units and column heads repeated in the context of every part. The text of a
 * chunk is `document.text.slice(charStart, charEnd)`, always. Pure: the same documents give the same chunks.
 */
export function chunkFiling(documents: readonly ChunkSource[], subject: ChunkSubject): ChunkDraft[] {
  const chunks: ChunkDraft[] = [];
  for (const document of documents) for (const draft of chunkDocument(document, subject)) chunks.push({ ...draft, ordinal: chunks.length });
  return chunks;
}

interface Line {
  start: number;
  end: number;
  table: number;
  isHeading: boolean;
}

interface Segment {
  lines: Line[];
  page: number;
  section: number;
}

function* chunkDocument(document: ChunkSource, subject: ChunkSubject): Generator<Omit<ChunkDraft, 'ordinal'>> {
  const { text } = document;
  let heading: string | undefined;
  let headingSection = -1;
  for (const segment of segments(document)) {
    const first = segment.lines[0] as Line;
    const last = segment.lines[segment.lines.length - 1] as Line;
    const whole = text.slice(first.start, last.end);
    const pageStatement = statementKind(whole.slice(0, 500), whole, figureCount(whole));
    const section = document.sections[segment.section];
    if (segment.section !== headingSection) heading = undefined;
    headingSection = segment.section;
    for (const lines of pack(segment.lines)) {
      const from = lines[0] as Line;
      const place: Span = { charStart: from.start, charEnd: (lines[lines.length - 1] as Line).end };
      const quote = text.slice(place.charStart, place.charEnd);
      if (!/[\p{L}\p{N}]/u.test(quote)) continue;
      const inTable = lines.reduce((sum, line) => sum + (line.table >= 0 ? line.end - line.start : 0), 0);
      const kind = inTable * 2 >= quote.length ? 'TABLE' : 'TEXT';
      const table = document.tables[lines.find((line) => line.table >= 0)?.table ?? -1];
      const statement = table?.statement ?? (kind === 'TABLE' || figureCount(quote) >= 8 ? pageStatement : undefined);
      const isContinued = table !== undefined && table.charStart < place.charStart;
      const ownHeading = lines.find((line) => line.isHeading);
      const context = chunkContext(subject, {
        documentType: document.type,
        section,
        heading: ownHeading && ownHeading !== from ? undefined : heading,
        statement,
        table,
        columns: isContinued ? headRows(text, table) : undefined,
        pageHead: isContinued || kind === 'TABLE' ? pageHead(text, first, from) : undefined,
      });
      for (const line of lines) if (line.isHeading && line.end - line.start < 160) heading = text.slice(line.start, line.end);
      yield {
        documentName: document.name,
        kind,
        ...(statement ? { statement } : {}),
        ...(section ? { sectionKey: section.key, sectionIndex: segment.section } : {}),
        page: segment.page,
        context,
        text: quote,
        charStart: place.charStart,
        charEnd: place.charEnd,
        contentHash: createHash('sha256').update(quote).digest('hex').slice(0, 32),
      };
    }
  }
}

/** Runs of lines without a page break or a section's edge in between. */
function* segments(document: ChunkSource): Generator<Segment> {
  const { text, sections, pageBreaks, tables, headings } = document;
  const heads = new Set(headings.map(({ charStart }) => charStart));
  let page = 0;
  let section = 0;
  let table = 0;
  let current: Segment | undefined;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    while (page < pageBreaks.length && (pageBreaks[page] as number) <= start) page += 1;
    while (section < sections.length && (sections[section] as ChunkSection).charEnd <= start) section += 1;
    while (table < tables.length && (tables[table] as ChunkTable).charEnd <= start) table += 1;
    const inSection = section < sections.length && (sections[section] as ChunkSection).charStart <= start ? section : -1;
    const inTable = table < tables.length && (tables[table] as ChunkTable).charStart < end ? table : -1;
    if (end > start) {
      if (!current || current.page !== page || current.section !== inSection) {
        if (current) yield current;
        current = { lines: [], page, section: inSection };
      }
      current.lines.push(...splitLong(text, { start, end, table: inTable, isHeading: heads.has(start) }));
    }
    start = end + 1;
  }
  if (current) yield current;
}

/** A paragraph longer than a chunk is cut after sentences, in parts of about the same length. */
function splitLong(text: string, line: Line): Line[] {
  const length = line.end - line.start;
  if (length <= MOST) return [line];
  const target = Math.ceil(length / Math.ceil(length / (MOST - 200)));
  const parts: Line[] = [];
  let start = line.start;
  while (line.end - start > MOST) {
    const end = sentenceEnd(text, start + target, start + 200, Math.min(start + MOST, line.end));
    parts.push({ ...line, start, end });
    start = end;
    while (start < line.end && text[start] === ' ') start += 1;
  }
  if (start < line.end) parts.push({ ...line, start, end: line.end });
  return parts;
}

/** The sentence end nearest to `wanted`; a space where there is none; never between two halves of one character. */
function sentenceEnd(text: string, wanted: number, least: number, most: number): number {
  let space = -1;
  for (let distance = 0; distance < most - least; distance++) {
    for (const at of distance === 0 ? [wanted] : [wanted - distance, wanted + distance]) {
      if (at <= least || at > most) continue;
      if (/[.;!?]/.test(text[at - 1] as string) && (text[at] === ' ' || at === most)) return at;
      if (space < 0 && text[at] === ' ') space = at;
    }
  }
  const end = space > 0 ? space : Math.min(wanted, most);
  const before = text.charCodeAt(end - 1);
  return before >= 0xd800 && before <= 0xdbff ? end - 1 : end;
}

/** Lines of one segment to chunks. */
function* pack(lines: readonly Line[]): Generator<Line[]> {
  const total = span(lines);
  // Even parts: a page of 2,000 characters is two chunks of 1,000 rather than 1,500 and 500.
  const target = total <= MOST ? MOST : Math.min(MOST, Math.ceil(total / Math.ceil(total / MOST)) + 150);
  const groups: Line[][] = [];
  let current: Line[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as Line;
    const previous = current[current.length - 1];
    if (previous) {
      const length = line.end - (current[0] as Line).start;
      const startsTable = line.table >= 0 && line.table !== previous.table;
      const tableLength = startsTable ? tableSpan(lines, i) : 0;
      const size = span(current);
      const cut =
        length > MOST ||
        (length > target && size >= LEAST) ||
        (size >= FULL && (line.isHeading || (startsTable && size + tableLength > target))) ||
        (startsTable && size + tableLength > MOST && size >= LEAST && tableLength <= MOST);
      if (cut) {
        // What introduces a table or a heading goes with it.
        const carried = startsTable || line.table < 0 ? trailingHead(current) : [];
        if (carried.length > 0) current.splice(current.length - carried.length);
        groups.push(current);
        current = carried;
      }
    }
    current.push(line);
  }
  if (current.length > 0) groups.push(current);
  for (let i = groups.length - 1; i > 0; i--) {
    const group = groups[i] as Line[];
    const before = groups[i - 1] as Line[];
    if (span(group) < LEAST && span(before) + span(group) < MOST + 100) {
      before.push(...group);
      groups.splice(i, 1);
    }
  }
  const first = groups[0];
  const second = groups[1];
  if (first && second && span(first) < LEAST && span(first) + span(second) < MOST + 100) {
    second.unshift(...first);
    groups.shift();
  }
  yield* groups;
}

const span = (lines: readonly Line[]): number =>
  lines.length === 0 ? 0 : (lines[lines.length - 1] as Line).end - (lines[0] as Line).start;

function tableSpan(lines: readonly Line[], from: number): number {
  const { table, start } = lines[from] as Line;
  let end = start;
  for (let i = from; i < lines.length && (lines[i] as Line).table === table; i++) end = (lines[i] as Line).end;
  return end - start;
}

/** Up to two short lines outside tables at the end of a chunk: titles of what follows. */
function trailingHead(lines: readonly Line[]): Line[] {
  const head: Line[] = [];
  for (let i = lines.length - 1; i > 0 && head.length < 2; i--) {
    const line = lines[i] as Line;
    if (line.table >= 0 || line.end - line.start > 200 || !(line.isHeading || line.end - line.start < 90)) break;
    head.unshift(line);
  }
  return head;
}

/** Rows before the first figures, at most three: the heads of the columns. */
function headRows(text: string, table: ChunkTable): string {
  const rows = text.slice(table.charStart, Math.min(table.charEnd, table.charStart + 600)).split('\n');
  const heads: string[] = [];
  for (const row of rows.slice(0, 3)) {
    const label = (row.split(' | ')[0] ?? '').trim();
    if (/[a-z]/i.test(label) && !/\b(?:19|20)\d{2}\b|ended|months|years?\b/i.test(label) && figureCount(row) > 0) break;
    heads.push(row.slice(0, 200));
  }
  return heads.join(' / ');
}

/** The first lines of the page or section that the chunk stands on, when it does not begin there. */
function pageHead(text: string, first: Line, from: Line): string | undefined {
  if (first.start === from.start) return undefined;
  return text
    .slice(first.start, Math.min(first.start + 240, from.start))
    .replaceAll('\n', ' ')
    .trim();
}
