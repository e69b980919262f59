import DataLoader from 'dataloader';
import { LRUCache } from 'lru-cache';
import type { ObjectStore } from '../core/storage/types.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import type { Loaders } from './context.ts';

const CACHED_CHARACTERS = 32 * 1024 * 1024;
const decoder = new TextDecoder();

/** Normalised texts by hash. The hash is of the content, so a text never changes and is shared by all requests. */
export interface TextStore {
  read(hash: string): Promise<string>;
}

export function createTextStore(objects: ObjectStore): TextStore {
  const texts = new LRUCache<string, string>({ maxSize: CACHED_CHARACTERS, sizeCalculation: (text) => text.length + 1 });
  return {
    async read(hash) {
      const known = texts.get(hash);
      if (known !== undefined) return known;
      const text = decoder.decode(await objects.get(hash));
      texts.set(hash, text);
      return text;
    },
  };
}

const settle = async <T>(work: Promise<T>): Promise<T | Error> => {
  try {
    return await work;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
};

const keyOf = ({ accessionNumber, documentName }: { accessionNumber: string; documentName: string }) =>
  `${accessionNumber}/${documentName}`;

export function createLoaders(texts: TextStore, db: () => PrismaClient): Loaders {
  const text = new DataLoader<string, string>((hashes) => {
    // The texts themselves are kept by `texts`, within bounds; a subscription's loaders would keep them for ever.
    text.clearAll();
    return Promise.all(hashes.map((hash) => settle(texts.read(hash))));
  });
  const documentText = new DataLoader<{ accessionNumber: string; documentName: string }, string, string>(
    async (keys) => {
      documentText.clearAll();
      const documents = await db().filingDocument.findMany({
        where: { OR: keys.map(({ accessionNumber, documentName }) => ({ accessionNumber, name: documentName })) },
        select: { accessionNumber: true, name: true, textHash: true },
      });
      const hashes = new Map(
        documents.map((row) => [keyOf({ accessionNumber: row.accessionNumber, documentName: row.name }), row.textHash]),
      );
      return Promise.all(
        keys.map((key) => {
          const hash = hashes.get(keyOf(key));
          return hash ? settle(text.load(hash)) : '';
        }),
      );
    },
    { cacheKeyFn: keyOf },
  );
  const analysedAt = new DataLoader<string, Date | null>(async (accessionNumbers) => {
    analysedAt.clearAll();
    const rows = await db().analysis.findMany({
      where: { accessionNumber: { in: [...accessionNumbers] } },
      select: { accessionNumber: true, createdAt: true },
    });
    const times = new Map(rows.map(({ accessionNumber, createdAt }) => [accessionNumber, createdAt]));
    return accessionNumbers.map((accessionNumber) => times.get(accessionNumber) ?? null);
  });
  return { text, documentText, analysedAt };
}
