import type { SourceBytes } from './types.ts';
import { isInstance } from './xbrl/instance-reader.ts';

export interface SortedDocuments {
  /** HTML, plain text and other XML, for the reader. */
  readable: SourceBytes[];
  /** XBRL instances that stand by themselves. */
  instances: SourceBytes[];
  /** Ownership and holdings XML. */
  holdings: SourceBytes[];
  /** Label linkbases. */
  labels: SourceBytes[];
}

const latin1 = new TextDecoder('latin1');

/** What is read as text and what as data, in the order given. Viewer pages (`R1.htm`), schemas, the other linkbases and scripts are neither. */
export function sortDocuments(documents: readonly SourceBytes[]): SortedDocuments {
  const sorted: SortedDocuments = { readable: [], instances: [], holdings: [], labels: [] };
  for (const document of documents) {
    const name = document.name.toLowerCase();
    if (/_lab\.xml$/.test(name) || document.type === 'EX-101.LAB') sorted.labels.push(document);
    else if (/^r\d+\.htm$|filingsummary\.xml$|\.(?:xsd|js|css|json|zip|xlsx?|jpg|gif|png|pdf)$|_(?:cal|def|pre|ref)\.xml$/.test(name))
      continue;
    else {
      const head = latin1.decode(document.bytes.subarray(0, 8_192));
      if (name.endsWith('.xml') && isInstance(head)) sorted.instances.push(document);
      else if (name.endsWith('.xml') && isHoldings(head)) sorted.holdings.push(document);
      else sorted.readable.push(document);
    }
  }
  return sorted;
}

/** Forms 3, 4, 5 and 13F. */
const isHoldings = (head: string): boolean =>
  /<(?:\w+:)?(?:ownershipDocument|informationTable)[\s>]/.test(head) ||
  (head.includes('edgarSubmission') && head.includes('thirteenffiler'));
