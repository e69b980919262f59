import pLimit from 'p-limit';
import type { Database } from '../db/client.ts';
import type { Tx } from '../db/tenancy.ts';
import { baseForm } from '../edgar/form.ts';
import type { EdgarClient, EdgarDocument, EdgarHeader } from '../edgar/types.ts';
import { NotFoundError, ParsingError, TransportError } from '../errors.ts';
import type { StageContext, StageHandler } from '../pipeline/types.ts';
import type { ObjectStore } from '../storage/types.ts';
import { dateOf, nameCompanies } from './filing.repo.ts';

/** Of what INGEST stores; rises when filings must be fetched again. */
export const ingestVersion = 1;

export interface IngestDeps {
  database: Database;
  edgar: EdgarClient;
  store: ObjectStore;
  now?: () => Date;
}

export interface StoredDocument {
  name: string;
  sequence: number;
  type: string;
  description?: string;
  sizeBytes: number;
  contentHash: string;
}

export interface PreparedIngest {
  header: EdgarHeader | null;
  primaryDocument?: string;
  documents: StoredDocument[];
}

/**
 * INGEST: the header and documents of a filing from EDGAR. Bytes go to the object store by their hash; rows say what the header says, which
 * is the truth about acceptance time, form, filers and document types.
 *
 * Permanent: absent, DOCUMENT_EMPTY, DOCUMENT_TOO_LARGE, DOCUMENT_UNREADABLE. A filing that EDGAR lists but does not serve yet, and a
 * truncated one, are tried again.
 */
export function createIngestHandler({ database, edgar, store, now = () => new Date() }: IngestDeps): StageHandler<PreparedIngest> {
  return {
    stage: 'INGEST',
    version: ingestVersion,
    prepare: async ({ accessionNumber, signal }) => {
      const filing = await database.prisma.filing.findUniqueOrThrow({
        where: { accessionNumber },
        select: { cik: true, primaryDocument: true, filedAt: true },
      });
      const submission = await edgar
        .submission(filing.cik, accessionNumber, { primaryDocument: filing.primaryDocument ?? undefined, signal })
        .catch((error: unknown) => {
          throw error instanceof NotFoundError && isFresh(filing.filedAt, now()) ? notServedYet(accessionNumber, error) : error;
        });
      const read = submission.documents.filter((document) => document.bytes !== undefined);
      const primary = findPrimary(read, filing.primaryDocument);
      checkReadable(accessionNumber, primary);
      const limit = pLimit(4);
      const documents = await Promise.all(
        read.map((document) =>
          limit(async (): Promise<StoredDocument> => {
            signal.throwIfAborted();
            const bytes = document.bytes as Uint8Array;
            const { name, sequence, type, description } = document;
            return { name, sequence, type, description, sizeBytes: bytes.byteLength, contentHash: await store.put(bytes) };
          }),
        ),
      );
      return { header: submission.header, primaryDocument: primary?.name, documents };
    },
    commit: async (tx, prepared, context) => {
      const { documents } = prepared;
      await tx.filingDocument.deleteMany({ where: { accessionNumber: context.accessionNumber } });
      await tx.filingDocument.createMany({
        data: documents.map((document) => ({ accessionNumber: context.accessionNumber, ...document, ...cleaned(document) })),
      });
      await tx.filing.update({
        where: { accessionNumber: context.accessionNumber },
        data: {
          primaryDocument: prepared.primaryDocument,
          sizeBytes: documents.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
        },
      });
      if (prepared.header) await saveHeader(tx, prepared.header, context);
      await linkAmendments(tx, context.accessionNumber);
    },
  };
}

/** EDGAR lists a filing before all its servers have it. Source: F12 of the fault plan, seen for some minutes after acceptance. */
const isFresh = (filedAt: Date, now: Date) => now.getTime() - filedAt.getTime() < 3 * 86_400_000;
const notServedYet = (accessionNumber: string, cause: NotFoundError) =>
  new TransportError(
    'EDGAR_UNAVAILABLE',
    `EDGAR lists ${accessionNumber} but does not serve it yet`,
    { accessionNumber, retryAfterMs: 15_000 },
    { cause },
  );

/** The one that the submissions name, else the first of the header's list. */
function findPrimary(documents: readonly EdgarDocument[], named: string | null): EdgarDocument | undefined {
  // Viewer paths name a folder that stands only on the site: xslF345X06/form4.xml is form4.xml.
  const name = named?.split('/').at(-1);
  return documents.find((document) => document.name === name) ?? [...documents].sort((a, b) => a.sequence - b.sequence)[0];
}

const markup =
  /<\s*(!doctype|\?xml|html|head|body|div|p|table|tr|span|font|pre|page|xbrl|document|text|[a-z][\w.-]*:[a-z]|[a-z][\w.-]*(\s[^<>]*)?>)/i;

/** @throws {ParsingError} DOCUMENT_EMPTY, DOCUMENT_UNREADABLE */
function checkReadable(accessionNumber: string, primary: EdgarDocument | undefined): void {
  const bytes = primary?.bytes;
  if (!primary || !bytes || bytes.byteLength === 0)
    throw new ParsingError('DOCUMENT_EMPTY', `${accessionNumber} holds no document that can be read`, { accessionNumber });
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 65_536)).toString('latin1');
  if (head.trim() === '' && bytes.byteLength <= 65_536)
    throw new ParsingError('DOCUMENT_EMPTY', `${primary.name} of ${accessionNumber} is blank`, { accessionNumber, name: primary.name });
  const isMarkup = /\.(html?|xml)$/i.test(primary.name);
  const control = bytes.subarray(0, 65_536).filter(isControl).length;
  if (control > Math.max(4, head.length / 100) || (isMarkup && !markup.test(head)))
    throw new ParsingError('DOCUMENT_UNREADABLE', `${primary.name} of ${accessionNumber} is not ${isMarkup ? 'HTML or XML' : 'text'}`, {
      accessionNumber,
      name: primary.name,
    });
}

/** Neither text nor white space; 27 begins the shift sequences of old code pages. */
const isControl = (byte: number) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27);

const printable = (text: string) => text.replaceAll('\u0000', '');
const cleaned = ({ name, type, description }: StoredDocument) => ({
  name: printable(name),
  type: printable(type),
  description: description === undefined ? undefined : printable(description),
});

async function saveHeader(tx: Tx, header: EdgarHeader, { accessionNumber }: StageContext): Promise<void> {
  const filers = [...new Map(header.filers.map((filer) => [filer.cik, filer])).values()];
  await nameCompanies(tx, filers);
  if (filers.length > 0) {
    await tx.filingCompany.deleteMany({ where: { accessionNumber } });
    await tx.filingCompany.createMany({ data: filers.map(({ cik, role }) => ({ accessionNumber, cik, role })) });
    const { cik } = await tx.filing.findUniqueOrThrow({ where: { accessionNumber }, select: { cik: true } });
    // Registered under a company that the header does not name: it stays findable there.
    if (!filers.some((filer) => filer.cik === cik)) await tx.filingCompany.create({ data: { accessionNumber, cik, role: 'FILER' } });
  }
  await tx.filing.update({
    where: { accessionNumber },
    data: {
      form: header.form || undefined,
      items: header.items.length > 0 ? header.items : undefined,
      filedAt: dateOf(header.filedAt) ?? undefined,
      periodEnd: dateOf(header.periodOfReport) ?? undefined,
      ...(header.acceptedAt ? { acceptedAt: header.acceptedAt, acceptedAtApproximate: false } : {}),
    },
  });
}

/**
 * EDGAR links no amendment to its original. It is the latest earlier filing of the same company, base form and period; both orders of
 * arrival lead to the same links.
 */
async function linkAmendments(tx: Tx, accessionNumber: string): Promise<void> {
  const filing = await tx.filing.findUniqueOrThrow({ where: { accessionNumber } });
  if (!filing.periodEnd) return;
  const base = baseForm(filing.form);
  const related = await tx.filing.findMany({
    where: { cik: filing.cik, periodEnd: filing.periodEnd, form: { in: [base, `${base}/A`] } },
    orderBy: [{ filedAt: 'asc' }, { accessionNumber: 'asc' }],
    select: { accessionNumber: true, form: true, filedAt: true, amendsAccessionNumber: true },
  });
  for (const amendment of related.filter(({ form }) => form !== base)) {
    const original = related.filter(({ form, filedAt }) => form === base && filedAt <= amendment.filedAt).at(-1);
    if (original && original.accessionNumber !== amendment.amendsAccessionNumber)
      await tx.filing.update({
        where: { accessionNumber: amendment.accessionNumber },
        data: { amendsAccessionNumber: original.accessionNumber },
      });
  }
}
