import type { Database } from '../db/client.ts';
import { withTenant } from '../db/tenancy.ts';
import { DomainError, errorMessage, ParsingError } from '../errors.ts';
import type { EventBus } from '../events/types.ts';
import type { Parser } from '../filing/document/parser.ts';
import type { Logger } from '../logger.ts';
import type { EmbeddingModel } from '../model/types.ts';
import { chunkSource } from '../search/chunk-source.ts';
import { preparePrivateIndex, writePrivateIndex } from '../search/private-index.ts';
import type { ObjectStore } from '../storage/types.ts';
import { uploadProgressTopic } from '../topics.ts';
import { convertUpload } from './converter.ts';
import { kindOf } from './media-types.ts';

export interface ReadDeps {
  database: Database;
  store: ObjectStore;
  events: EventBus;
  parser: Parser;
  embedding: EmbeddingModel;
  logger: Logger;
}

/** An upload that nobody touched for so long was left by a process that died. */
export const ABANDONED_MS = 180_000;
const LIMITS = { timeoutMs: 20_000, memoryMb: 256 };

/**
 * Reads an uploaded document and indexes it for its tenant alone. What cannot be read ends FAILED with its code; nothing is left half
 * indexed. Running it again leaves the same.
 */
export async function readUpload(deps: ReadDeps, tenantId: string, documentId: string, signal?: AbortSignal): Promise<void> {
  const { database, store } = deps;
  const document = await withTenant(database, tenantId, async (tx) => {
    const { count } = await tx.privateDocument.updateMany({
      where: {
        id: documentId,
        // One at a time; what a dead process was at is free after a while.
        OR: [{ status: 'UPLOADED' }, { status: 'READING', updatedAt: { lt: new Date(Date.now() - ABANDONED_MS) } }],
      },
      data: { status: 'READING', updatedAt: new Date() },
    });
    return count === 0 ? null : tx.privateDocument.findUnique({ where: { id: documentId } });
  });
  if (!document?.contentHash) return;
  await tell(deps, tenantId, documentId);
  try {
    const bytes = await store.get(document.contentHash);
    const readable = await convertUpload(bytes, kindOf(bytes, document.mediaType), LIMITS);
    const filing = await deps.parser.parse(
      {
        accessionNumber: documentId,
        form: '',
        documents: [{ name: readable.name, type: '', sequence: 1, bytes: new TextEncoder().encode(readable.text) }],
      },
      signal,
    );
    const [parsed] = filing.documents;
    if (!parsed || parsed.text.trim() === '')
      throw new ParsingError('DOCUMENT_EMPTY', 'No text was found in the file. A scan has none until it is recognised.');
    const textHash = await store.put(new TextEncoder().encode(parsed.text));
    const index = await preparePrivateIndex(deps.embedding, { documentId, title: document.name, source: chunkSource(parsed) }, signal);
    await withTenant(
      database,
      tenantId,
      async (tx) => {
        await writePrivateIndex(tx, tenantId, index);
        await tx.privateDocument.update({
          where: { id: documentId },
          data: {
            status: 'INDEXED',
            textHash,
            textLength: parsed.text.length,
            chunkCount: index.chunks.length,
            errorCode: null,
            error: null,
            updatedAt: new Date(),
          },
        });
      },
      { timeoutMs: 30_000 },
    );
  } catch (error) {
    if (signal?.aborted) throw error;
    const code = error instanceof DomainError ? error.code : 'INTERNAL_SERVER_ERROR';
    const message = error instanceof DomainError ? error.message : 'The file could not be read.';
    deps.logger.warn({ documentId, code, reason: errorMessage(error) }, 'an upload could not be read');
    await withTenant(database, tenantId, (tx) =>
      tx.privateDocument.updateMany({
        where: { id: documentId },
        data: { status: 'FAILED', errorCode: code, error: message, updatedAt: new Date() },
      }),
    );
  }
  await tell(deps, tenantId, documentId);
}

export async function tell({ events, logger }: Pick<ReadDeps, 'events' | 'logger'>, tenantId: string, documentId: string): Promise<void> {
  try {
    await events.publish(uploadProgressTopic(tenantId, documentId), {});
  } catch (error) {
    logger.warn({ documentId, reason: errorMessage(error) }, 'a progress hint was lost');
  }
}
