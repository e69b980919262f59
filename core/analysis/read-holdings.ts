import type { Tx } from '../db/tenancy.ts';
import { holdingsDocument, ownershipDocument } from '../filing/document/ownership/holdings-text.ts';
import { readHoldingsReport } from '../filing/document/ownership/read-holdings-report.ts';
import { readOwnership } from '../filing/document/ownership/read-ownership.ts';
import type { HoldingsReport, OwnershipReport } from '../filing/document/ownership/types.ts';
import type { ParsedDocument } from '../filing/document/types.ts';
import { replaceHoldingsReport, replaceOwnershipEntries } from '../ownership/ownership.writer.ts';
import type { LoadedDocument } from './load-documents.ts';

/** What the XML of Forms 3, 4, 5 and 13F says, as rows and as text. */
export interface Holdings {
  ownership: OwnershipReport[];
  report: HoldingsReport | null;
  documents: ParsedDocument[];
}

const decoder = new TextDecoder('utf-8');

/** Null for filings of other forms. */
export function readHoldings(form: string, filedAt: string, documents: readonly LoadedDocument[]): Holdings | null {
  if (/^[345](?:\/A)?$/.test(form)) {
    const read = documents.flatMap((document) => {
      const report = readOwnership(decoder.decode(document.bytes));
      return report === null ? [] : [{ report, document: ownershipDocument(report, document) }];
    });
    return { ownership: read.map(({ report }) => report), report: null, documents: read.map(({ document }) => document) };
  }
  if (!form.startsWith('13F')) return null;
  const report = readHoldingsReport(
    documents.map(({ bytes }) => decoder.decode(bytes)),
    filedAt,
  );
  const cover = documents[0];
  return { ownership: [], report, documents: report !== null && cover !== undefined ? [holdingsDocument(report, cover)] : [] };
}

export async function saveHoldings(tx: Tx, accessionNumber: string, holdings: Holdings | null): Promise<void> {
  await replaceOwnershipEntries(tx, accessionNumber, holdings?.ownership ?? []);
  await replaceHoldingsReport(tx, accessionNumber, holdings?.report ?? null);
}
