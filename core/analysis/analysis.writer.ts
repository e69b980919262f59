import { jsonRows } from '../db/json-rows.ts';
import type { Tx } from '../db/tenancy.ts';
import type { ParsedDocument } from '../filing/document/types.ts';
import type { DocumentLayout } from '../search/document-layout.ts';

/** A document that was read, with the keys of its text and HTML in the object store. */
export interface ReadDocument {
  name: string;
  type: string;
  sequence: number;
  sizeBytes: number;
  /** Of the raw bytes. */
  contentHash: string;
  textHash: string;
  textLength: number;
  htmlHash: string;
  hiddenDropped: number;
  layout: DocumentLayout;
}

const BATCH = 400;

/** What reading made of the documents. Those that a full submission holds inside get rows of their own. */
export async function saveDocuments(
  tx: Tx,
  accessionNumber: string,
  documents: readonly ReadDocument[],
  parserVersion: number,
): Promise<void> {
  await tx.$executeRaw`
    update filing_document set text_hash = null, text_length = null, html_hash = null, parser_version = null, hidden_dropped = 0, layout = null
    where accession_number = ${accessionNumber}`;
  await tx.$executeRaw`
    insert into filing_document (accession_number, name, sequence, type, size_bytes, content_hash, text_hash, text_length, html_hash, parser_version, hidden_dropped, layout)
    select ${accessionNumber}, r.name, r.sequence, r.type, r."sizeBytes", r."contentHash", r."textHash", r."textLength", r."htmlHash", ${parserVersion}::int, r."hiddenDropped", r.layout
    from jsonb_to_recordset(${jsonRows(documents)}::jsonb) as r (name text, sequence int, type text, "sizeBytes" int, "contentHash" text,
      "textHash" text, "textLength" int, "htmlHash" text, "hiddenDropped" int, layout jsonb)
    on conflict (accession_number, name) do update set text_hash = excluded.text_hash, text_length = excluded.text_length,
      html_hash = excluded.html_hash, parser_version = excluded.parser_version, hidden_dropped = excluded.hidden_dropped, layout = excluded.layout`;
}

export async function replaceSections(tx: Tx, accessionNumber: string, documents: readonly ParsedDocument[]): Promise<void> {
  await tx.$executeRaw`delete from section where accession_number = ${accessionNumber}`;
  const rows = documents.flatMap((document) =>
    document.sections.map(({ key, title, charStart, charEnd, status, confidence, reason, anchor }, ordinal) => ({
      documentName: document.name,
      ordinal,
      key,
      title,
      charStart,
      charEnd,
      status,
      confidence,
      reason,
      anchor,
    })),
  );
  await tx.$executeRaw`
    insert into section (accession_number, document_name, ordinal, key, title, char_start, char_end, status, confidence, reason, anchor)
    select ${accessionNumber}, r."documentName", r.ordinal, r.key, r.title, r."charStart", r."charEnd", r.status::"SectionStatus", r.confidence, r.reason, r.anchor
    from jsonb_to_recordset(${jsonRows(rows)}::jsonb) as r ("documentName" text, ordinal int, key text, title text, "charStart" int,
      "charEnd" int, status text, confidence float8, reason text, anchor text)`;
}

export async function replaceTables(tx: Tx, accessionNumber: string, documents: readonly ParsedDocument[]): Promise<void> {
  await tx.$executeRaw`delete from filing_table where accession_number = ${accessionNumber}`;
  const rows = documents.flatMap((document) =>
    document.tables.map(({ ordinal, title, statement, charStart, charEnd, unit, scale, cells }) => ({
      documentName: document.name,
      ordinal,
      title,
      statement,
      charStart,
      charEnd,
      unit,
      scale,
      cells,
    })),
  );
  for (let from = 0; from < rows.length; from += BATCH) {
    await tx.$executeRaw`
      insert into filing_table (accession_number, document_name, ordinal, title, statement, char_start, char_end, unit, scale, cells)
      select ${accessionNumber}, r."documentName", r.ordinal, r.title, r.statement, r."charStart", r."charEnd", r.unit, r.scale, r.cells
      from jsonb_to_recordset(${jsonRows(rows.slice(from, from + BATCH))}::jsonb) as r ("documentName" text, ordinal int, title text,
        statement text, "charStart" int, "charEnd" int, unit text, scale int, cells jsonb)`;
  }
}
