import type { PrismaClient } from '../../../generated/prisma/client.ts';
import { withTenant } from '../../db/tenancy.ts';
import { errorMessage } from '../../errors.ts';
import type { Candidate } from '../../search/types.ts';
import type { GraphDeps } from './deps.ts';
import type { Passage } from './types.ts';

/** Reads what search found, as the documents have it: quotes are cut from the document's own text, never from a copy. */
export async function readPassages(deps: GraphDeps, hits: readonly Candidate[], tenantId: string): Promise<Passage[]> {
  const ids = hits.filter(({ privateDocumentId }) => !privateDocumentId).map(({ chunkId }) => chunkId);
  const chunks = ids.length === 0 ? [] : await chunkRows(deps.prisma, ids);
  const byId = new Map(chunks.map((chunk) => [chunk.id, chunk]));
  const own = await privatePassages(deps, hits, tenantId);
  const passages: Passage[] = [];
  for (const [index, hit] of hits.entries()) {
    const common = {
      id: `c${index + 1}`,
      chunkId: String(hit.chunkId),
      rank: index + 1,
      score: hit.score,
      textRank: hit.textRank,
      vectorRank: hit.vectorRank,
    };
    if (hit.privateDocumentId) {
      const found = own.get(hit.chunkId);
      if (found) passages.push({ ...found, ...common });
      continue;
    }
    const chunk = byId.get(hit.chunkId);
    if (!chunk) continue;
    try {
      const text = await deps.texts.get(chunk.accessionNumber, chunk.documentName);
      passages.push({
        ...common,
        accessionNumber: chunk.accessionNumber,
        documentName: chunk.documentName,
        charStart: chunk.charStart,
        charEnd: chunk.charEnd,
        text: text.slice(chunk.charStart, chunk.charEnd),
        context: chunk.context,
        kind: chunk.kind,
        sectionKey: chunk.section?.key,
        fiscalYear: chunk.fiscalYear ?? undefined,
        fiscalPeriod: chunk.fiscalPeriod ?? undefined,
        filedAt: chunk.filedAt.toISOString().slice(0, 10),
      });
    } catch (error) {
      deps.logger.warn({ accessionNumber: chunk.accessionNumber, reason: errorMessage(error) }, 'the text of a passage could not be read');
    }
  }
  return passages;
}

const chunkRows = (prisma: PrismaClient, ids: bigint[]) =>
  prisma.chunk.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      accessionNumber: true,
      documentName: true,
      charStart: true,
      charEnd: true,
      context: true,
      kind: true,
      fiscalYear: true,
      fiscalPeriod: true,
      filedAt: true,
      section: { select: { key: true } },
    },
  });

/** A tenant's own documents, through row security. */
async function privatePassages(
  deps: GraphDeps,
  hits: readonly Candidate[],
  tenantId: string,
): Promise<Map<bigint, Omit<Passage, 'id' | 'chunkId' | 'rank' | 'score'>>> {
  const ids = hits.filter(({ privateDocumentId }) => privateDocumentId).map(({ chunkId }) => chunkId);
  if (ids.length === 0) return new Map();
  const rows = await withTenant(deps.database, tenantId, (tx) =>
    tx.privateChunk.findMany({
      where: { id: { in: ids } },
      select: {
        id: true,
        documentId: true,
        charStart: true,
        charEnd: true,
        context: true,
        kind: true,
        document: { select: { name: true, textHash: true } },
      },
    }),
  );
  const passages = new Map<bigint, Omit<Passage, 'id' | 'chunkId' | 'rank' | 'score'>>();
  for (const { id, documentId, charStart, charEnd, context, kind, document } of rows) {
    if (!document.textHash) continue;
    const text = (await deps.texts.byHash(document.textHash)).slice(charStart, charEnd);
    passages.set(id, { privateDocumentId: documentId, documentName: document.name, charStart, charEnd, text, context, kind });
  }
  return passages;
}
