import pLimit from 'p-limit';
import type { ObjectStore } from '../storage/types.ts';

/** A document of a filing with its raw bytes. */
export interface LoadedDocument {
  name: string;
  type: string;
  sequence: number;
  description?: string;
  contentHash: string;
  bytes: Uint8Array;
}

interface Row {
  name: string;
  type: string;
  sequence: number;
  description: string | null;
  contentHash: string;
}

export async function loadDocuments(store: ObjectStore, rows: readonly Row[], signal: AbortSignal): Promise<LoadedDocument[]> {
  const limit = pLimit(4);
  const loaded = await Promise.all(
    rows.map((row) =>
      limit(async (): Promise<LoadedDocument> => {
        signal.throwIfAborted();
        const { name, type, sequence, contentHash } = row;
        return { name, type, sequence, description: row.description ?? undefined, contentHash, bytes: await store.get(contentHash) };
      }),
    ),
  );
  return loaded.sort((a, b) => a.sequence - b.sequence || (a.name < b.name ? -1 : 1));
}
