import { type DomainError, NotFoundError, ParsingError, TransportError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import { accessionFolder, parseAccessionNumber } from './accession-number.ts';
import { checkComplete, checkEnding } from './completeness.ts';
import { checkedDocumentName } from './document-name.ts';
import type { EdgarHttp } from './edgar-http.ts';
import type { FetchedBytes } from './fetch-bytes.ts';
import { parseHeadersPage } from './headers-page.ts';
import { type ListedDocument, parseIndexPage } from './index-page.ts';
import { sgmlDocuments } from './sgml-documents.ts';
import { parseSgmlHeader } from './sgml-header.ts';
import { rawDocument } from './submissions.ts';
import type { EdgarDocument, EdgarHeader, EdgarSubmission } from './types.ts';
import { isWanted, primaryOf } from './wanted-documents.ts';

/** With more than so many documents to read, one request for the whole submission is kinder than one for each. */
const MANY_DOCUMENTS = 40;
const HEADER_BYTES = 256 * 1024;
const NO_TEXT = /^(image|audio|video|font)\/|pdf|zip|json|octet-stream/i;

export interface SubmissionRequest {
  cik: number;
  accessionNumber: string;
  primaryDocument?: string;
  signal?: AbortSignal;
}

/** See `EdgarClient.submission`. */
export async function readSubmission(
  deps: { http: EdgarHttp; logger: Logger; maxBytes: number },
  request: SubmissionRequest,
): Promise<EdgarSubmission> {
  const { http, logger, maxBytes } = deps;
  const { cik, signal } = request;
  const accessionNumber = parseAccessionNumber(request.accessionNumber);
  const primaryName = request.primaryDocument === undefined ? undefined : rawDocument(request.primaryDocument);
  const wholeName = `${accessionNumber}.txt`;
  const folder = `/Archives/edgar/data/${cik}/${accessionFolder(accessionNumber)}`;
  const get = (name: string) => http.get('www', `${folder}/${encodeURIComponent(name)}`, { signal });

  async function whole(known: EdgarHeader | null): Promise<EdgarSubmission | null> {
    const answer = await get(wholeName);
    if (!answer) return null;
    checkEnding(wholeName, answer.bytes, /<\/SEC-DOCUMENT>|<\/IMS-DOCUMENT>/i);
    const header = parseSgmlHeader(answer.bytes.toString('latin1', 0, HEADER_BYTES)) ?? known;
    const documents = sgmlDocuments(answer.bytes, accessionNumber).map((document) => (isWanted(document) ? document : named(document)));
    const primary = primaryOf(documents, primaryName);
    if (!primary) throw new ParsingError('DOCUMENT_UNREADABLE', 'The submission holds no document.', { accessionNumber });
    checkNotEmpty(primary.name, documents.find(({ name }) => name === primary.name)?.bytes);
    return { header, documents };
  }

  async function indexPage(): Promise<ListedDocument[]> {
    const name = `${accessionNumber}-index.htm`;
    const answer = await get(name);
    if (!answer) return [];
    checkEnding(name, answer.bytes, /<\/html>/i);
    return parseIndexPage(answer.bytes.toString('utf8'));
  }

  async function headersPage(): Promise<{ header: EdgarHeader | null; documents: ListedDocument[] }> {
    const name = `${accessionNumber}-index-headers.html`;
    const answer = await get(name);
    if (!answer) return { header: null, documents: [] };
    checkEnding(name, answer.bytes, /<\/html>/i);
    return parseHeadersPage(answer.bytes.toString('utf8'));
  }

  const absent = () => new NotFoundError(`EDGAR has no submission ${accessionNumber} of CIK ${cik}.`, { accessionNumber, cik });
  if (primaryName === wholeName) {
    const found = await whole(null);
    if (!found) throw absent();
    return found;
  }

  const { header, documents: fromHeader } = await headersPage();
  let sizes: Map<string, number | undefined> | null = null;
  const sizeOf = async (name: string) => {
    sizes ??= new Map((await indexPage()).map((document) => [document.name, document.size]));
    return sizes.get(name);
  };
  let listed = fromHeader;
  if (listed.length === 0) {
    listed = await indexPage();
    sizes = new Map(listed.map((document) => [document.name, document.size]));
  }
  if (primaryName !== undefined && listed.length > 0 && !listed.some(({ name }) => name === primaryName))
    listed = [{ name: checkedDocumentName(primaryName), sequence: 1, type: header?.form ?? '' }, ...listed];
  const primary = primaryOf(listed, primaryName);
  const wanted = listed.filter((document) => document === primary || isWanted(document));
  if (!primary || primary.name === wholeName) {
    const found = await whole(header);
    if (!found) throw absent();
    return found;
  }
  if (wanted.length > MANY_DOCUMENTS) {
    const found = await whole(header).catch((error: unknown) => {
      if (error instanceof ParsingError && error.code === 'DOCUMENT_TOO_LARGE') return null;
      throw error;
    });
    if (found) return found;
  }

  async function read(document: ListedDocument): Promise<Buffer> {
    const answer = await get(document.name);
    if (!answer)
      throw new TransportError('EDGAR_UNAVAILABLE', `EDGAR lists ${document.name} and does not have it yet.`, {
        accessionNumber,
        name: document.name,
      });
    checkType(document.name, answer);
    const size = answer.proven && sizes === null ? undefined : await sizeOf(document.name);
    checkComplete(document.name, answer, size);
    return answer.bytes;
  }

  const documents: EdgarDocument[] = [];
  let total = 0;
  for (const document of [primary, ...listed.filter((other) => other !== primary)]) {
    let bytes: Buffer | undefined;
    if (wanted.includes(document)) {
      try {
        bytes = await read(document);
      } catch (error) {
        if (document === primary || !isRefusal(error)) throw error;
        logger.warn({ accessionNumber, document: document.name, code: error.code }, 'an exhibit is named only');
      }
      if (document === primary) checkNotEmpty(document.name, bytes);
      total += bytes?.length ?? 0;
      if (total > 2 * maxBytes)
        throw new ParsingError('DOCUMENT_TOO_LARGE', 'The documents of the submission together are too large.', {
          accessionNumber,
          bytes: total,
        });
    }
    documents.push({ ...named(document), bytes: bytes?.length ? bytes : undefined });
  }
  return { header, documents: documents.sort((a, b) => a.sequence - b.sequence) };
}

const named = ({ name, sequence, type, description }: ListedDocument): EdgarDocument => ({ name, sequence, type, description });

const isRefusal = (error: unknown): error is DomainError =>
  error instanceof ParsingError && (error.code === 'DOCUMENT_TOO_LARGE' || error.code === 'FETCH_REJECTED');

function checkNotEmpty(name: string, bytes: Uint8Array | undefined): void {
  if (bytes === undefined || !bytes.some((byte) => byte > 32)) throw new ParsingError('DOCUMENT_EMPTY', `${name} is empty.`, { name });
}

/** A document that comes as an image or archive was answered by something else than EDGAR's file server: it may pass. */
function checkType(name: string, answer: FetchedBytes): void {
  const type = answer.headers['content-type'] ?? '';
  if (NO_TEXT.test(type))
    throw new TransportError('DOCUMENT_UNREADABLE', `${name} came as ${type.slice(0, 50)}.`, { name, contentType: type });
}
