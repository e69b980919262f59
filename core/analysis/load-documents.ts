import pLimit from 'p-limit';
import { isInstance } from '../filing/document/xbrl/instance-reader.ts';
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

export interface SortedDocuments {
  /** HTML and plain text for the reader, the primary document first. */
  readable: LoadedDocument[];
  /** Ownership and holdings XML, plain XBRL instances. */
  data: LoadedDocument[];
  /** Label linkbases. */
  labels: LoadedDocument[];
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

const decoder = new TextDecoder('latin1');

/** Forms 3, 4, 5, 13F and XBRL instances; other XML is read as text. */
function isData({ bytes }: LoadedDocument): boolean {
  const head = decoder.decode(bytes.subarray(0, 8_192));
  return (
    isInstance(head) ||
    /<(?:\w+:)?(?:ownershipDocument|informationTable)[\s>]/.test(head) ||
    (head.includes('edgarSubmission') && head.includes('thirteenffiler'))
  );
}

/** What is read as text, what as data. Viewer pages (`R1.htm`), schemas and scripts are neither. */
export function sortDocuments(documents: readonly LoadedDocument[], primaryDocument: string | null): SortedDocuments {
  const sorted: SortedDocuments = { readable: [], data: [], labels: [] };
  const primary = primaryDocument?.split('/').at(-1);
  for (const document of documents) {
    const name = document.name.toLowerCase();
    if (/_lab\.xml$/.test(name) || document.type === 'EX-101.LAB') sorted.labels.push(document);
    else if (/^r\d+\.htm$|filingsummary\.xml$|\.(?:xsd|js|css|json|zip|xlsx?|jpg|gif|png|pdf)$|_(?:cal|def|pre|ref)\.xml$/.test(name))
      continue;
    else if (name.endsWith('.xml') && isData(document)) sorted.data.push(document);
    else if (document.name === primary) sorted.readable.unshift(document);
    else sorted.readable.push(document);
  }
  return sorted;
}
