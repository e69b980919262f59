import type { ListedDocument } from './index-page.ts';

/** R pages and other products of EDGAR's renderer; images and archives; XBRL but for the instance and the labels; asset-level data. */
const SKIPPED_TYPES = /^(XML|GRAPHIC|ZIP|EXCEL|JSON|PDF|EX-100.*|EX-101(?!\.(INS|LAB)$).*|EX-10[23])$/;
const SKIPPED_NAMES = /^(R\d+\.(htm|xml)|FilingSummary\.xml|.*_(cal|def|pre|ref|htm)\.xml|.*-index(-headers)?\.html?)$/i;
const TEXT = /\.(html?|txt)$/i;
const XML = /\.xml$/i;

/**
 * True for what is read: the primary document, text exhibits, the XBRL instance of the time before inline XBRL, the label linkbase, and
 * forms that are XML themselves (3, 4, 5, 13F, 13D/G).
 */
export function isWanted({ name, type }: ListedDocument): boolean {
  if (SKIPPED_NAMES.test(name)) return false;
  if (/_lab\.xml$/i.test(name)) return true;
  return !SKIPPED_TYPES.test(type) && (TEXT.test(name) || (XML.test(name) && !/^EX-(?!101\.INS$)/.test(type)));
}

/** The document that the submission is about: as EDGAR's list of submissions names it, else the first in sequence. */
export const primaryOf = (documents: readonly ListedDocument[], name: string | undefined): ListedDocument | undefined =>
  documents.find((document) => document.name === name) ?? documents.find(({ sequence }) => sequence === 1) ?? documents[0];
