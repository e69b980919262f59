import type { Tx } from '../db/tenancy.ts';
import type { EmbeddingModel } from '../model/types.ts';
import { termFrequencies } from './bm25.ts';
import { type ChunkDraft, type ChunkSource, chunkFiling } from './chunk-filing.ts';
import { INDEX_VERSION, passageText } from './index-filing.ts';
import { vectorText } from './index-writer.ts';
import { termKey } from './tokenize.ts';

export interface PrivateIndex {
  documentId: string;
  embeddingModel: string;
  chunks: readonly ChunkDraft[];
  embeddings: readonly Float32Array[];
  counted: readonly { frequencies: ReadonlyMap<string, number>; length: number }[];
}

/** The slow part, outside any transaction: chunks of one of a tenant's own documents and their embeddings. */
export async function preparePrivateIndex(
  embedding: EmbeddingModel,
  document: { documentId: string; title: string; source: ChunkSource },
  signal?: AbortSignal,
): Promise<PrivateIndex> {
  const chunks = chunkFiling([document.source], { companyName: document.title, form: '' });
  const embeddings = chunks.length > 0 ? await embedding.embed(chunks.map(passageText), 'PASSAGE', signal) : [];
  return {
    documentId: document.documentId,
    embeddingModel: embedding.id,
    chunks,
    embeddings,
    counted: chunks.map(({ text, context }) => termFrequencies(text, context)),
  };
}

/** Replaces the document's chunks, in a transaction that is scoped to the tenant. */
export async function writePrivateIndex(tx: Tx, tenantId: string, index: PrivateIndex): Promise<void> {
  const { documentId } = index;
  await tx.privateChunk.deleteMany({ where: { documentId } });
  if (index.chunks.length === 0) return;
  const rows = index.chunks.map((chunk, i) => {
    const { frequencies, length } = index.counted[i] as PrivateIndex['counted'][number];
    const terms = [...frequencies].map(([term, frequency]) => ({ key: termKey(term), frequency: Math.min(frequency, 32_767) }));
    return {
      ordinal: chunk.ordinal,
      kind: chunk.kind,
      context: chunk.context,
      text: chunk.text,
      char_start: chunk.charStart,
      char_end: chunk.charEnd,
      content_hash: chunk.contentHash,
      token_count: length,
      terms: `{${terms.map(({ key }) => key).join(',')}}`,
      frequencies: `{${terms.map(({ frequency }) => frequency).join(',')}}`,
      embedding: vectorText(index.embeddings[i]),
    };
  });
  await tx.$executeRaw`
    insert into private_chunk (tenant_id, document_id, version, ordinal, kind, context, text, char_start, char_end, content_hash, token_count,
      terms, frequencies, embedding_model, embedding)
    select ${tenantId}::uuid, ${documentId}::uuid, ${INDEX_VERSION}::integer, r.ordinal, r.kind, r.context, r.text, r.char_start, r.char_end,
      r.content_hash, r.token_count, r.terms::bigint[], r.frequencies::smallint[], ${index.embeddingModel}, r.embedding::halfvec
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (ordinal integer, kind text, context text, text text, char_start integer,
      char_end integer, content_hash text, token_count integer, terms text, frequencies text, embedding text)
    order by r.ordinal`;
}
