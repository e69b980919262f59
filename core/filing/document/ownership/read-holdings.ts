import { decodeBytes } from '../decode.ts';
import type { SourceBytes } from '../types.ts';
import { holdingsDocument, ownershipDocument } from './holdings-text.ts';
import { readHoldingsReport } from './read-holdings-report.ts';
import { readOwnership } from './read-ownership.ts';
import type { Holdings } from './types.ts';

/**
 * What the XML of Forms 3, 4, 5 and 13F says, as rows and as text. Null for filings of other forms.
 * @throws {ParsingError} DOCUMENT_UNREADABLE for XML that is cut off
 * @param filedAt  YYYY-MM-DD: 13F gave thousands of dollars until 2022
 */
export function readHoldings(form: string, filedAt: string, documents: readonly SourceBytes[]): Holdings | null {
  if (/^[345](?:\/A)?$/.test(form)) {
    const read = documents.flatMap((document) => {
      const report = readOwnership(decodeBytes(document.bytes));
      return report === null ? [] : [{ report, document: ownershipDocument(report, document) }];
    });
    return { ownership: read.map(({ report }) => report), report: null, documents: read.map(({ document }) => document) };
  }
  if (!form.startsWith('13F')) return null;
  const report = readHoldingsReport(
    documents.map(({ bytes }) => decodeBytes(bytes)),
    filedAt,
  );
  const cover = documents[0];
  return { ownership: [], report, documents: report !== null && cover !== undefined ? [holdingsDocument(report, cover)] : [] };
}
