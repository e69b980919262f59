import { LRUCache } from 'lru-cache';
import type { PrismaClient } from '../../../generated/prisma/client.ts';
import { NotFoundError } from '../../errors.ts';
import type { ObjectStore } from '../../storage/types.ts';

/** The normalised text of filings' documents: what every citation slices. */
export interface DocumentTexts {
  /** @throws {NotFoundError} when the document has not been read yet */
  get(accessionNumber: string, documentName: string): Promise<string>;
  /** By the key of the text itself: a private document's. @throws {NotFoundError} */
  byHash(textHash: string): Promise<string>;
}

/** Kept by content hash, so that a text read again after a parser change is never mixed up; at most 64 M characters at once. */
export function createDocumentTexts(prisma: PrismaClient, objects: ObjectStore): DocumentTexts {
  const texts = new LRUCache<string, string>({ maxSize: 64_000_000, sizeCalculation: (text) => text.length + 1 });
  async function byHash(textHash: string): Promise<string> {
    const known = texts.get(textHash);
    if (known !== undefined) return known;
    const text = new TextDecoder().decode(await objects.get(textHash));
    texts.set(textHash, text);
    return text;
  }
  return {
    byHash,
    async get(accessionNumber, documentName) {
      const row = await prisma.filingDocument.findUnique({
        where: { accessionNumber_name: { accessionNumber, name: documentName } },
        select: { textHash: true },
      });
      if (!row?.textHash) throw new NotFoundError('The document has no text yet.', { accessionNumber, documentName });
      return byHash(row.textHash);
    },
  };
}
