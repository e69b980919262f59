import type { Tx } from '../db/tenancy.ts';
import type { FiscalPeriodName } from '../filing/document/types.ts';
import type { ChunkDraft } from './chunk-filing.ts';
import type { Postings } from './postings.ts';

/** All that the index holds of one filing. */
export interface FilingIndex {
  accessionNumber: string;
  version: number;
  /** Null where no embedding could be had: the text leg serves alone. */
  embeddingModel: string | null;
  filing: { cik: number; form: string; filedAt: string; fiscalYear: number | null; fiscalPeriod: FiscalPeriodName | null };
  chunks: readonly (ChunkDraft & { sectionId: bigint | null })[];
  /** One a chunk, or none at all. */
  embeddings: readonly Float32Array[];
  postings: Postings;
  tokenCount: number;
}

/**
 * Replaces what the index holds of a filing, within the caller's transaction: four bulk inserts. The same input twice leaves the same rows:
 * the filing keeps its number, and a chunk's id is that number times 65,536 plus its ordinal.
 */
export async function writeFilingIndex(tx: Tx, index: FilingIndex): Promise<void> {
  const { accessionNumber, chunks, postings } = index;
  const held = await tx.searchFiling.findUnique({ where: { accessionNumber }, select: { id: true } });
  if (held) await tx.searchFiling.delete({ where: { accessionNumber } });
  await tx.chunk.deleteMany({ where: { accessionNumber } });
  const { id } = await tx.searchFiling.create({
    data: {
      ...(held ? { id: held.id } : {}),
      accessionNumber,
      version: index.version,
      embeddingModel: index.embeddingModel,
      chunkCount: chunks.length,
      tokenCount: index.tokenCount,
    },
    select: { id: true },
  });
  if (chunks.length === 0) return;
  const rows = chunks.map((chunk, i) => ({
    ordinal: chunk.ordinal,
    document_name: chunk.documentName,
    section_id: chunk.sectionId === null ? null : Number(chunk.sectionId),
    kind: chunk.kind,
    statement: chunk.statement ?? null,
    context: chunk.context,
    text: chunk.text,
    char_start: chunk.charStart,
    char_end: chunk.charEnd,
    content_hash: chunk.contentHash,
    embedding: vectorText(index.embeddings[i]),
  }));
  const { cik, form, filedAt, fiscalYear, fiscalPeriod } = index.filing;
  await tx.$executeRaw`
    insert into chunk (id, accession_number, cik, form, filed_at, fiscal_year, fiscal_period, document_name, ordinal, version, section_id,
      kind, statement, context, text, char_start, char_end, content_hash, embedding_model, embedding)
    select (${id}::bigint << 16) + r.ordinal, ${accessionNumber}, ${cik}::integer, ${form}, ${filedAt}::date, ${fiscalYear}::integer,
      ${fiscalPeriod}::"FiscalPeriod", r.document_name, r.ordinal, ${index.version}::integer, s.id,
      r.kind, r.statement, r.context, r.text, r.char_start, r.char_end, r.content_hash, ${index.embeddingModel}, r.embedding::halfvec
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (ordinal integer, document_name text, section_id bigint, kind text, statement text,
      context text, text text, char_start integer, char_end integer, content_hash text, embedding text)
    left join section s on s.id = r.section_id
    order by r.ordinal`;
  await tx.$executeRaw`
    insert into search_posting (filing_id, term, top, entries)
    select ${id}::integer, p.term, p.top, e.entries[p.first : p.last]
    from (select ${arrayText(postings.entries)}::integer[] as entries) e,
      unnest(${arrayText(postings.terms)}::bigint[], ${arrayText(postings.tops)}::smallint[],
        ${arrayText(postings.starts.slice(0, -1).map((start) => start + 1))}::integer[], ${arrayText(postings.starts.slice(1))}::integer[])
        as p (term, top, first, last)`;
  await tx.$executeRaw`select write_search_passages(${id}::integer)`;
}

const arrayText = (values: readonly number[]): string => `{${values.join(',')}}`;

const printed: string[] = [];

/** Five digits are more than a half-precision number holds. Values of unit vectors are few when so rounded: each is printed once. */
export function vectorText(vector: Float32Array | undefined): string | null {
  if (!vector) return null;
  let text = '[';
  for (let i = 0; i < vector.length; i++) {
    const value = Math.round((vector[i] as number) * 1e5);
    const at = value + 100_000;
    let print = printed[at];
    if (print === undefined) {
      print = String(value / 1e5);
      if (at >= 0 && at <= 200_000) printed[at] = print;
    }
    text += i === 0 ? print : `,${print}`;
  }
  return `${text}]`;
}
