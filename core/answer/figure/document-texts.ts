import { LRUCache } from 'lru-cache';
import type { PrismaClient } from '../../../generated/prisma/client.ts';
import { NotFoundError } from '../../errors.ts';
import type { ObjectStore } from '../../storage/types.ts';

/** The normalised text of filings' documents: what every citation slices. */
export interface DocumentTexts {
  /** @throws {NotFoundError} when the document has not been read yet */
  get(accessionNumber: string, documentName: string): Promise<string>;
}

/** Kept by content hash, so that a text read again after a parser change is never mixed up; at most 64 M characters at once. */
export function createDocumentTexts(prisma: PrismaClient, objects: ObjectStore): DocumentTexts {
  const texts = new LRUCache<string, string>({ maxSize: 64_000_000, sizeCalculation: (text) => text.length + 1 });
  return {
    async get(accessionNumber, documentName) {
      const row = await prisma.filingDocument.findUnique({
        where: { accessionNumber_name: { accessionNumber, name: documentName } },
        select: { textHash: true },
      });
      if (!row?.textHash) throw new NotFoundError('The document has no text yet.', { accessionNumber, documentName });
      const known = texts.get(row.textHash);
      if (known !== undefined) return known;
      const text = new TextDecoder().decode(await objects.get(row.textHash));
      texts.set(row.textHash, text);
      return text;
    },
  };
}
